"""One point of a round told: confirmed, updated or left for later, and the next one shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from commands.call import Call
from commands.command import Taken
from commands.errors import Misread, Several
from commands.message import About, Audience, Button, Choices, Line, Message, paragraph
from commands.rounds import texts
from commands.rounds.steps import ended, left_out, live, other_ways, proceed, reached, shown
from commands.topics import Topic
from commands.updates import saying
from commands.updates.completing import Unfinished
from commands.updates.draft import Draft
from commands.updates.reading import read_draft
from commands.updates.updates import gathered
from storage import rounds
from storage.rounds import Going, Outcome, Step

# The greatest number that a database takes for one.
_GREATEST = 2**31 - 1
_TWO_NUMBERS = re.compile(r"^\s*(?:n°\s*)?(\d{1,10})\s+(\d{1,10})(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class At:
    """A round and the position of a point in it, both from 1."""

    number: int
    position: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A point about to be told: its round, its position, its step and what it is about."""

    going: Going
    position: int
    step: Step
    topic: Topic


def read_at(text: str, call: Call) -> Taken:
    """« 3 2 », a round and a position, and the text that they leave; None where the text begins with neither."""
    del call
    found = _TWO_NUMBERS.match(text)
    if found is None:
        return Taken(None, text)
    number, position = (min(int(each), _GREATEST) for each in found.groups())
    return Taken(At(number, position), text[found.end() :])


def read_round(text: str, call: Call) -> Taken:
    """A round's number."""
    del call
    digits = text.strip()
    if not (digits.isdecimal() and len(digits) <= 10):
        raise Misread(texts.ROUND_EXPECTED)
    return Taken(min(int(digits), _GREATEST))


def unchanged(call: Call, at: At | None = None) -> Message:
    """Confirm what stands, and go on."""
    return _told(call, at, Draft(unchanged=True))


def modify(call: Call, at: At | None = None, said: str = "", **parts: Draft) -> Message:
    """Update the point with what was typed and what a form brought, and go on; nothing said opens the form."""
    turn = taken(call, at)
    if isinstance(turn, Message):
        return turn
    try:
        draft = read_draft(said, today=call.today) if said else Draft()
    except Misread as error:
        return _again(call, turn, error.lines)
    except Several as several:
        options = tuple(
            Button(label, says=f"{_base(turn)} {typed}", detail=detail) for typed, label, detail in several.options
        )
        return Message((paragraph(several.question), Choices(options)), Audience.QUIET, About(kind="choices"))
    return _written(call, turn, gathered(draft, **parts))


def skip(call: Call, at: At | None = None) -> Message:
    """Leave the point for another round, and go on."""
    turn = taken(call, at)
    if isinstance(turn, Message):
        return turn
    going = turn.going.with_step(turn.position, replace(turn.step, outcome=Outcome.SKIPPED))
    return proceed(call, going, [texts.skipped(turn.topic.short)])


def stop(call: Call, number: int | None = None) -> Message:
    """End the round where it is."""
    going = found(call, number)
    if not live(call, going):
        raise Misread(texts.over_since(going.started_at, call.options.zone))
    return ended(call, going, (), stopped=True)


def continued(call: Call, turn: Turn, *, outcome: Outcome, entry: int, before: Sequence[Line]) -> Message:
    """The next point, once this one is recorded under its number; what was recorded is said first."""
    step = replace(turn.step, outcome=outcome, entry=entry)
    return proceed(call, turn.going.with_step(turn.position, step), before)


def taken(call: Call, at: At | None) -> Turn | Message:
    """The point that is meant, held until the transaction ends; the next one where it is done or no longer theirs.

    Without a position, the current point of today's round. Raises Misread where there is no such round or point.
    """
    going = found(call, at.number if at is not None else None)
    position = at.position if at is not None else going.position
    if position is None or not 1 <= position <= len(going.steps):
        raise Misread(texts.no_such_point(position or 0, len(going.steps)))
    step = going.steps[position - 1]
    spoken = reached(call, step)
    if step.outcome not in {None, Outcome.SKIPPED}:
        name = spoken.short if spoken is not None else texts.NO_NAME
        if going.finished_at is None and not live(call, going):
            raise Misread(texts.over_since(going.started_at, call.options.zone))
        return proceed(call, going, [texts.done_before(name, step.entry)])
    if not live(call, going):
        raise Misread(texts.over_since(going.started_at, call.options.zone))
    reason = left_out(call, going, spoken)
    if spoken is None or reason is not None:
        gone = going.with_step(position, replace(step, outcome=Outcome.LEFT_OUT))
        return proceed(call, gone, [reason or texts.OUT_OF_REACH])
    return Turn(going, position, step, spoken)


def found(call: Call, number: int | None) -> Going:
    """The asker's round of this number (None: today's); someone else's is as if it did not exist."""
    person_id = call.asker.person_id
    if number is None:
        going = rounds.last(call.session, person_id=person_id) if person_id is not None else None
        if going is None or not live(call, going):
            raise Misread(texts.NO_ROUND)
        return going
    going = rounds.of(call.session, number=number, person_id=person_id) if person_id is not None else None
    if going is None:
        raise Misread(texts.no_such_round(number))
    return going


def _told(call: Call, at: At | None, draft: Draft) -> Message:
    turn = taken(call, at)
    return turn if isinstance(turn, Message) else _written(call, turn, draft)


def _written(call: Call, turn: Turn, draft: Draft) -> Message:
    """The draft recorded and the next point shown; or the question that it still needs, whose answer comes back."""
    if draft.seen is None:
        draft = replace(draft, seen=turn.step.seen)
    try:
        spoken, update, recorded = saying.written(call, turn.topic.reference, draft, base=_base(turn))
    except Unfinished as unfinished:
        message = unfinished.message
        ways = (Choices(other_ways(turn.going, turn.position)),) if message.form is None else ()
        return replace(message, blocks=(*message.blocks, *ways))
    except Misread as error:
        return _again(call, turn, error.lines)
    if update.unchanged:
        before: list[Line] = [(texts.unchanged(spoken.short, recorded.entry),)]
        outcome = Outcome.UNCHANGED
    else:
        # Taking back comes at the round's end.
        before = saying.confirmed_lines(call, spoken, update, recorded)
        outcome = Outcome.UPDATED
    return continued(call, turn, outcome=outcome, entry=recorded.entry, before=before)


def _base(turn: Turn) -> str:
    return f"{texts.SAYS_MODIFY} {turn.going.number} {turn.position}"


def _again(call: Call, turn: Turn, why: tuple[Line, ...]) -> Message:
    """The same point, after what was not accepted: its letters still stand for its buttons."""
    return shown(
        call,
        turn.going,
        turn.position,
        turn.topic,
        ((texts.NOTHING_RECORDED,), *why),
        about=About(kind="misread", abstained=True),
    )
