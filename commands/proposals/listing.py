"""The proposals that wait for the asker's answer, and what became of those they made."""

from __future__ import annotations

from collections.abc import Sequence

from commands.call import Call
from commands.decisions import naming
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Line, Message, paragraph
from commands.paging import next_page, page_of
from commands.proposals import texts
from commands.proposals.answering import answers
from commands.proposals.deciders import deciding_voice, put_to
from commands.references import Reference
from commands.topics import topic
from commands.updates.words import words_of_entry
from storage import history, matters, people, standings
from storage.matters import Found
from storage.rows.following import MatterState

# Proposals on a page: each that waits brings two buttons.
PAGE = 5


def listing(call: Call, page: int = 1) -> Message:
    """What waits for the asker's answer, oldest first, then what they proposed, newest first."""
    waiting = matters.all_open_proposals(call.session, reader=call.reader)
    awaiting = [one for one in waiting if deciding_voice(call, one.subject) is not None]
    person_id = call.asker.person_id
    own = [] if person_id is None else matters.proposals_by(call.session, person_id, call.reader)
    everything = [*awaiting, *own]
    if not everything:
        return Message((paragraph(texts.NOTHING),), Audience.QUIET, About(kind="list"))
    shown = page_of(page, len(everything), PAGE)
    here = everything[shown.offset : shown.last]
    mine = max(len(awaiting) - shown.offset, 0)
    blocks: list[Block] = []
    buttons: list[Button] = []
    if here[:mine]:
        blocks += [paragraph(texts.heading(texts.TITLE_AWAITING, len(awaiting))), _bullets(call, here[:mine])]
        buttons += [button for one in here[:mine] for button in answers(one)]
    if here[mine:]:
        blocks += [paragraph(texts.heading(texts.TITLE_YOURS, len(own))), _bullets(call, here[mine:])]
        buttons += [
            Button(texts.withdraw(one.number), says=f"proposition retirer {one.number}")
            for one in here[mine:]
            if one.state is MatterState.OPEN
        ]
    if shown.more:
        blocks.append(paragraph(texts.shown_range(shown.first, shown.last, shown.total)))
        buttons.append(next_page(shown, "proposition liste"))
    if buttons:
        blocks.append(Choices(tuple(buttons)))
    projects = tuple(dict.fromkeys(one.subject[1] for one in here if one.subject[0] == "project"))
    codes = tuple(dict.fromkeys(one.subject[1] for one in here if one.subject[0] != "project"))
    counts = any(one.subject[0] == "project" for one in (*awaiting, *own))
    about = About(kind="list", codes=codes, projects=projects, counts_projects=counts)
    return Message(tuple(blocks), Audience.QUIET, about)


def _bullets(call: Call, found: Sequence[Found]) -> Bullets:
    return Bullets(
        tuple(Item(texts.listed(one.number, naming.full_name(call, one)), _lines(call, one)) for one in found)
    )


def _lines(call: Call, one: Found) -> tuple[Line, ...]:
    spoken = topic(call, Reference(*one.subject))
    raised = one.raised_at.astimezone(call.options.zone).date()
    said = texts.said(words_of_entry(call, one.detail["update"], spoken))
    return said, texts.proposed_by(one.raiser or "", raised), _became(call, one)


def _became(call: Call, one: Found) -> Line:
    """The answer, by whom, when and why; or of whom it is awaited."""
    if one.state is MatterState.OPEN:
        return texts.awaited(put_to(call, one.subject))
    matter = standings.state_of(call.session, subject=one.subject).matters.get(one.number)
    settled = matter.settled if matter is not None else None
    if settled is None:
        return texts.became(one.state, "", one.raised_at.astimezone(call.options.zone).date(), None)
    who = people.labels(call.session, ids={settled.by} if settled.by is not None else set()).get(settled.by or 0, "")
    answer = history.entry(call.session, number=settled.entry)
    reason = answer.detail.get("reason") if answer is not None else None
    return texts.became(one.state, who, settled.at.astimezone(call.options.zone).date(), reason)
