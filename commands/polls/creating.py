"""Making a poll: what was asked for is shown back first, then opened, or given up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from commands.call import Call
from commands.errors import Misread, Refused
from commands.message import (
    About,
    Audience,
    Block,
    Button,
    Choices,
    Fact,
    Facts,
    Field,
    FieldKind,
    Form,
    Message,
    Paragraph,
    as_line,
    paragraph,
)
from commands.polls import creating_texts as said
from commands.polls import mode_texts, texts
from commands.polls.electorates import check_right
from commands.polls.line import read_line
from commands.polls.paper import invitation, options_lines
from commands.polls.places import places_of
from commands.polls.reading import may_read
from commands.polls.results import results
from commands.polls.voting import ballot_paper
from commands.polls.wanted import FEWEST_FOR_SECRET_TEXTS, Wanted
from commands.reserve import held_until
from commands.rights import Action, may
from storage import people
from storage.polls import electorate, polls, voting
from storage.polls.rules import Rules, read
from storage.rows.poll_states import PRIVATE_MODES, PollKind, PollMode, PollState
from storage.rows.polls import Poll


def create(
    call: Call,
    wanted: Wanted | Poll | None = None,
    *,
    participants: str = "",
    question: str = "",
    options: str = "",
    end: str = "",
    mode: str = "",
) -> Message:
    """Keep the poll for its author alone and show what it will be; without a word, the form that asks for it.

    Of the number of a poll, its ballot paper or its result.
    """
    if isinstance(wanted, Poll):
        return _shown(call, wanted)
    if not may(call.asker.roles, Action.PUT_POLLS):
        raise Refused(said.MAY_NOT_CREATE)
    if wanted is None and not question:
        return _asking()
    if wanted is None:
        choices = "".join(f" | {each.strip()}" for each in options.replace("\n", "|").split("|") if each.strip())
        line = f"{participants} : {question}{choices}"
        line += f" --clos {end}" if end else ""
        wanted = read_line(line + "".join(f" --{each.strip()}" for each in mode.split("--") if each.strip()), call)
    if call.asker.person_id is None:
        raise Refused(said.ONLY_KNOWN)
    check_right(call, wanted.electorate)
    _check_before(call, wanted)
    poll = polls.create(
        call.session,
        kind=wanted.kind,
        mode=wanted.mode,
        question=wanted.question,
        options=wanted.options,
        rules=wanted.rules,
        asked=wanted.electorate,
        by=call.asker.person_id,
        at=call.now,
        closes_at=wanted.closes_at,
        opens_at=wanted.opens_at,
        helper_id=wanted.helper_id,
        template=wanted.template,
    )
    return preview(call, poll)


def _shown(call: Call, poll: Poll) -> Message:
    if poll.state is PollState.DRAFT:
        return preview(call, poll)
    person_id = call.asker.person_id
    votes = person_id is not None and voting.may_vote(call.session, poll_id=poll.id, person_id=person_id)
    if votes and poll.state is PollState.OPEN and poll.closes_at > call.now:
        return ballot_paper(call, poll)
    if not may_read(call, poll):
        raise Refused(texts.no_such_poll(poll.id))
    return results(call, poll)


def _asking() -> Message:
    fields = (
        Field("participants", said.ASK_PARTICIPANTS, hint=texts.HOW_TO_NAME_PARTICIPANTS),
        Field("question", said.ASK_QUESTION),
        Field("options", said.ASK_OPTIONS, FieldKind.LONG_TEXT, required=False, hint=said.ASK_OPTIONS_HINT),
        Field("end", said.ASK_END, required=False, hint=texts.MOMENTS_ARE),
        Field("mode", said.ASK_MODE, FieldKind.CHOICE, options=said.MODE_CHOICES),
    )
    return Message((Form(said.TITLE, says="sondage créer", fields=fields),), Audience.QUIET, About(kind="question"))


def _check_before(call: Call, wanted: Wanted) -> None:
    """Raise Misread where nobody could vote, or a secret would not be one."""
    members = electorate.members(call.session, wanted.electorate)
    if not members:
        raise Misread(said.nobody_to_vote(wanted.electorate.label))
    if wanted.rules.sample > len(members):
        raise Misread(said.sample_too_large(wanted.rules.sample, len(members)))
    number = wanted.rules.sample or len(members)
    places = places_of(call.session, wanted.electorate, wanted.rules)
    _check_secret(wanted.mode, wanted.kind, number, places, call.options.polls.no_secret_on)


def _check_secret(
    mode: PollMode, kind: PollKind, number: int, places: Sequence[tuple[str, str]], no_secret_on: frozenset[str]
) -> None:
    if mode is not PollMode.SECRET:
        return
    if kind is PollKind.TEXT and number < FEWEST_FOR_SECRET_TEXTS:
        raise Misread(said.texts_are_known(number, FEWEST_FOR_SECRET_TEXTS))
    forbidden = {platform for platform, _ in places} & no_secret_on
    if forbidden:
        raise Misread(said.no_secret_on(sorted(forbidden)))


def preview(call: Call, poll: Poll) -> Message:
    """The poll as it will be, for its author."""
    rules, zone = read(poll.rules), call.options.zone
    facts = [
        Fact(said.LABEL_PARTICIPANTS, (_participants(call, poll, rules),)),
        Fact(said.LABEL_MODE, (mode_texts.MODE_MEANS[poll.mode],)),
        Fact(said.LABEL_END, (_end(poll, rules, call),)),
        *(Fact(label, (value,)) for label, value in said.rules_facts(rules)),
    ]
    if poll.opens_at is not None:
        facts.insert(2, Fact(said.LABEL_OPENS, (texts.moment(poll.opens_at.astimezone(zone)),)))
    where = Counter(platform for platform, _ in places_of(call.session, electorate.read(poll.electorate), rules))
    if where:
        facts.append(Fact(said.LABEL_PLACES, (said.places(sorted(where.items())),)))
    blocks: list[Block] = [paragraph(said.preview(poll.id), texts.heading(poll.question))]
    lines = options_lines(poll, rules)
    if lines:
        blocks.append(Paragraph(tuple(as_line(each) for each in lines)))
    blocks.append(Facts(tuple(facts)))
    notes = [texts.WHAT_A_POLL_IS_NOT]
    if poll.kind is PollKind.WEIGHTED:
        notes.insert(0, said.HELPS_TO_DECIDE)
    members = len(electorate.members(call.session, electorate.read(poll.electorate)))
    if poll.mode in PRIVATE_MODES and members < rules.least:
        notes.insert(0, said.too_few_to_show(members, rules.least))
    blocks.append(paragraph(*notes))
    label = said.CONFIRM_OPENING if poll.opens_at is not None else said.OPEN
    buttons = (Button(label, says=f"sondage ouvrir {poll.id}"), Button(said.DROP, says=f"sondage abandonner {poll.id}"))
    return Message((*blocks, Choices(buttons)), Audience.QUIET, About(kind="poll_preview"))


def _participants(call: Call, poll: Poll, rules: Rules) -> str:
    asked = electorate.read(poll.electorate)
    return said.participants(
        asked.label,
        len(electorate.members(call.session, asked)),
        sample=rules.sample,
        volunteers=rules.volunteers,
    )


def _end(poll: Poll, rules: Rules, call: Call) -> str:
    return said.minutes(rules.minutes) if rules.minutes else texts.moment(poll.closes_at.astimezone(call.options.zone))


def open_poll(call: Call, poll: Poll) -> Message:
    """Freeze the participants and open; where the opening is later, or waits for volunteers, say so."""
    if poll.state is PollState.OPEN:
        raise Misread(said.already_open(poll.id))
    if poll.state is not PollState.DRAFT:
        raise Misread(said.no_longer(poll.id))
    if poll.opens_at is not None and poll.opens_at > call.now and not poll.rules.get("confirmed"):
        poll.rules = {**poll.rules, "confirmed": True}
        opens_at = poll.opens_at.astimezone(call.options.zone)
        held = held_until(call.options.reserves, opens_at.date())
        return _said(said.will_open(poll.id, opens_at), *([said.opening_held(held)] if held else []))
    held = held_until(call.options.reserves, call.today)
    if held is not None:
        raise Misread(said.held(poll.id, held))
    begin(call.session, poll, at=call.now, by=call.asker.person_id, no_secret_on=call.options.polls.no_secret_on)
    lines = [said.opened(poll.id, poll.participants or 0)]
    if read(poll.rules).sample:
        lines.append(said.DRAWN)
    message = invitation(poll, call.options.zone)
    person_id = call.asker.person_id or 0
    if not voting.may_vote(call.session, poll_id=poll.id, person_id=person_id):
        return Message((paragraph(*lines), message.blocks[0]), Audience.QUIET, About(kind="poll_opened"))
    blocks = (paragraph(*lines), *message.blocks)
    return Message(blocks, Audience.QUIET, About(kind="poll_opened"))


def begin(
    session: Session, poll: Poll, *, at: datetime, by: int | None, no_secret_on: frozenset[str] = frozenset()
) -> None:
    """Open the poll at this instant; raises Misread where it cannot be, nothing being changed."""
    rules, asked = read(poll.rules), electorate.read(poll.electorate)
    closes_at = at + timedelta(minutes=rules.minutes) if rules.minutes else poll.closes_at
    if closes_at <= at:
        raise Misread(said.END_PAST)
    if rules.volunteers:
        persons = list(electorate.volunteers(session, poll_id=poll.id))
    else:
        persons = list(electorate.members(session, asked))
    if rules.sample:
        if rules.sample > len(persons):
            raise Misread(said.sample_too_large(rules.sample, len(persons)))
        persons = electorate.draw(persons, rules.sample)
    if not persons:
        raise Misread(said.NO_VOLUNTEER if rules.volunteers else said.nobody_to_vote(asked.label))
    places = places_of(session, asked, rules)
    _check_secret(poll.mode, poll.kind, len(persons), places, no_secret_on)
    poll.closes_at = closes_at
    polls.open_poll(session, poll=poll, persons=persons, at=at)
    polls.add_places(session, poll_id=poll.id, places=places)
    polls.note(session, poll_id=poll.id, action=polls.OPENED, by=by, at=at, participants=len(persons))


def drop(call: Call, poll: Poll) -> Message:
    """Give up a poll that is not open."""
    if poll.state is not PollState.DRAFT:
        raise Misread(said.only_drafts_are_dropped(poll.id))
    poll.state = PollState.DROPPED
    polls.note(call.session, poll_id=poll.id, action=polls.DROPPED, by=call.asker.person_id, at=call.now)
    return _said(said.dropped(poll.id))


def join(call: Call, poll: Poll) -> Message:
    """Volunteer for a poll that is not open yet."""
    if not read(poll.rules).volunteers:
        raise Misread(said.no_volunteers(poll.id))
    if poll.state is not PollState.DRAFT:
        raise Misread(said.volunteers_frozen(poll.id))
    asked = electorate.read(poll.electorate)
    person_id = call.asker.person_id
    if person_id is None or person_id not in electorate.members(call.session, asked):
        raise Refused(said.volunteers_of(asked.label))
    new = electorate.volunteer(call.session, poll_id=poll.id, person_id=person_id)
    return _said(said.joined(poll.id) if new else said.already_joined(poll.id))


def name_helper(call: Call, poll: Poll, helper: object) -> Message:
    """Let somebody close and extend the poll beside its author."""
    helper_id = int(getattr(helper, "id", 0))
    if call.asker.person_id != poll.author_id:
        raise Refused(said.ONLY_AUTHOR)
    poll.helper_id = helper_id
    label = people.labels(call.session, ids={helper_id}).get(helper_id, "")
    handle = str(getattr(helper, "handle", ""))
    polls.note(call.session, poll_id=poll.id, action=polls.HELPED, by=poll.author_id, at=call.now, helper=handle)
    return _said(said.helped(poll.id, label))


def _said(*lines: str) -> Message:
    return Message((paragraph(*lines),), Audience.QUIET, About(kind="poll"))
