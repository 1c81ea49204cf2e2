"""The supports that wait for somebody's answer, and what became of those they asked for."""

from __future__ import annotations

from collections.abc import Sequence

from commands.authority import voice_on
from commands.call import Call
from commands.decisions import naming
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Line, Message, paragraph
from commands.paging import next_page, page_of
from commands.rights import Action, may
from commands.support import answering, texts
from commands.support.bodies import bodies_of
from storage import authority, matters, people
from storage.matters import Found
from storage.rows.following import MatterState
from storage.rows.organisation import Role

# Requests on a page: each that waits brings three buttons.
PAGE = 5


def listing(call: Call, page: int = 1) -> Message:
    """What is asked of the asker and of their bodies, then what they asked themselves."""
    awaiting = _awaiting(call)
    own = _own(call)
    if not awaiting and not own:
        return Message((paragraph(texts.NOTHING),), Audience.QUIET, About(kind="list"))
    everything = [*awaiting, *own]
    shown = page_of(page, len(everything), PAGE)
    numbers = {one.number for one in awaiting}
    here = everything[shown.offset : shown.last]
    here_awaiting, here_own = here[: max(len(awaiting) - shown.offset, 0)], here[max(len(awaiting) - shown.offset, 0) :]
    blocks: list[Block] = []
    buttons: list[Button] = []
    if here_awaiting:
        title = texts.TITLE_ALL if Role.SUPPORT in call.asker.roles else texts.TITLE_ASKED
        blocks += [paragraph(texts.heading(title, len(awaiting))), _bullets(call, here_awaiting)]
        buttons += [each for one in here_awaiting for each in _answers(call, one)]
    if here_own:
        blocks += [paragraph(texts.heading(texts.TITLE_YOURS, len(own))), _bullets(call, here_own)]
        buttons += [
            Button(texts.lift_button(one.number), says=f"appui lever {one.number}")
            for one in here_own
            if one.number not in numbers and one.state is not MatterState.LIFTED and voice_on(call, one.subject)
        ]
    if shown.more:
        blocks.append(paragraph(texts.more(shown.first, shown.last, shown.total)))
        buttons.append(next_page(shown, "appui liste"))
    if buttons:
        blocks.append(Choices(tuple(buttons)))
    return Message(tuple(blocks), Audience.QUIET, _about(here, everything))


def _awaiting(call: Call) -> list[Found]:
    """What the asker may settle; for the cellule d'appui, all that waits within its perimeter."""
    bodies, handle = bodies_of(call), call.asker.handle or None
    found = matters.open_supports(call.session, bodies=bodies, handle=handle, reader=call.reader)
    answering_for = may(call.asker.roles, Action.ANSWER_SUPPORT)
    found = [one for one in found if answering_for or one.holder == handle]
    if Role.SUPPORT not in call.asker.roles or call.asker.person_id is None:
        return found
    known = {one.number for one in found}
    others = [
        one
        for one in matters.all_open_supports(call.session, reader=call.reader)
        if one.number not in known
        and authority.supports(call.session, person_id=call.asker.person_id, subject=one.subject)
    ]
    return sorted([*found, *others], key=lambda one: (one.due_on or one.raised_at.date(), one.number))


def _own(call: Call) -> list[Found]:
    if call.asker.person_id is None:
        return []
    return matters.supports_asked_by(call.session, person_id=call.asker.person_id, reader=call.reader)


def _bullets(call: Call, found: Sequence[Found]) -> Bullets:
    return Bullets(
        tuple(Item(texts.request_line(one.number, naming.full_name(call, one)), _lines(call, one)) for one in found)
    )


def _lines(call: Call, one: Found) -> tuple[Line, ...]:
    asked = one.detail.get("support", {})
    raised = one.raised_at.astimezone(call.options.zone).date()
    lines = [
        texts.blocked(asked.get("blocker"), asked.get("need")),
        texts.asked_of(answering.asked_of(call, one), one.raiser, raised, one.due_on, today=call.today),
    ]
    support = answering.support_of(call, one)
    said = support.answered if support else None
    who = people.labels(call.session, ids={said.by}).get(said.by) if said and said.by is not None else None
    moment = said.at if said else one.settled_at
    when = moment.astimezone(call.options.zone).date() if moment else None
    body = naming.body_name(call, support.read_in if support else None)
    lines.append(texts.became(one.state, body, who, when, support.answer if support else None))
    return tuple(lines)


def _answers(call: Call, one: Found) -> list[Button]:
    """One click for each answer that the asker may give."""
    return [
        Button(texts.answer_button(label, one.number), says=f"appui répondre {one.number} {typed}")
        for label, typed in answering.offered(call, one)
    ]


def _about(found: Sequence[Found], counted: Sequence[Found]) -> About:
    projects = tuple(dict.fromkeys(one.subject[1] for one in found if one.subject[0] == "project"))
    codes = tuple(dict.fromkeys(one.subject[1] for one in found if one.subject[0] != "project"))
    counts = any(one.subject[0] == "project" for one in counted)
    return About(kind="list", codes=codes, projects=projects, counts_projects=counts)
