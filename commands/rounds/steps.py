"""One point after the other: the next one is shown with what stands, and the round ends with what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from commands.authority import voice_on
from commands.call import Call
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Line, Message, as_line, paragraph
from commands.references import Reference
from commands.rounds import texts
from commands.topics import Topic, topic
from storage import plan, rounds
from storage.rounds import CLOSED_STATUSES, Going, Outcome, Step

# How long a whole round is taken back in one click, from its end: as long as a single point.
UNDO_WITHIN = timedelta(minutes=10)


def live(call: Call, going: Going) -> bool:
    """Whether the round goes on: it was begun today and has not ended."""
    begun = going.started_at.astimezone(call.options.zone).date()
    return going.finished_at is None and begun == call.today


def proceed(call: Call, going: Going, before: Sequence[Line | str], more: Sequence[Button] = ()) -> Message:
    """The next point that is still the person's to tell, after these lines; at the end, what was done.

    A point that is no longer theirs, is over or was told since the round began is left out, and said to be.
    """
    said = [as_line(each) for each in before]
    while going.finished_at is None and (position := going.position) is not None:
        step = going.steps[position - 1]
        spoken = reached(call, step)
        reason = left_out(call, going, spoken)
        if spoken is not None and reason is None:
            going = going.with_step(position, replace(step, seen=spoken.state.last_entry))
            rounds.save(call.session, going)
            return shown(call, going, position, spoken, said, more=more)
        said.append((reason or texts.OUT_OF_REACH,))
        going = going.with_step(position, replace(step, outcome=Outcome.LEFT_OUT))
    return ended(call, going, said)


def reached(call: Call, step: Step) -> Topic | None:
    """What the step is about; None where it is no longer in the plan, or may not be read."""
    if step.kind == "key_result" and not plan.exists(call.session, kind=step.kind, code=step.code):
        return None
    try:
        return topic(call, Reference(step.kind, step.code))
    except LookupError:
        return None


def left_out(call: Call, going: Going, spoken: Topic | None) -> str | None:
    """Why the point is not asked for, or None when it is."""
    if spoken is None:
        return texts.OUT_OF_REACH
    if voice_on(call, spoken.subject) is None:
        return texts.no_longer_yours(spoken.short)
    if spoken.status is not None and spoken.status in CLOSED_STATUSES:
        return texts.over(spoken.short, spoken.status)
    told = spoken.state.told
    if told is not None and told.by == going.person_id and told.at >= going.started_at:
        return texts.told_meanwhile(spoken.short, told.entry)
    return None


def shown(
    call: Call,
    going: Going,
    position: int,
    spoken: Topic,
    before: Sequence[Line],
    *,
    more: Sequence[Button] = (),
    about: About | None = None,
) -> Message:
    """A point as it stands, with the four ways on."""
    confirm = Button(texts.UNCHANGED, says=f"{texts.SAYS_UNCHANGED} {going.number} {position}", letter="i")
    buttons = (confirm, *other_ways(going, position), *more)
    first, *others = before or ((),)
    counted = texts.counted(position, len(going.steps))
    opening = ((*first, " ", counted) if first else (counted,), *others)
    standing = texts.standing(spoken, today=call.today, zone=call.options.zone)
    blocks = (paragraph(*opening), paragraph(texts.heading(spoken), *standing), Choices(buttons))
    return Message(blocks, Audience.QUIET, about or _about("round", [spoken]))


def other_ways(going: Going, position: int) -> tuple[Button, ...]:
    """What one may do of a point beside confirming it."""
    where = f"{going.number} {position}"
    return (
        Button(texts.MODIFY, says=f"{texts.SAYS_MODIFY} {where}", letter="m", takes_words=True),
        Button(texts.SKIP, says=f"{texts.SAYS_SKIP} {where}", letter="p"),
        Button(texts.STOP, says=f"{texts.SAYS_STOP} {going.number}", letter="a"),
    )


def ended(call: Call, going: Going, before: Sequence[Line], *, stopped: bool = False) -> Message:
    """The round's end: how many of each, each with its number, and a way to take all of it back."""
    if going.finished_at is None:
        going = replace(going, finished_at=call.now)
    rounds.save(call.session, going)
    topics = [reached(call, step) for step in going.steps]
    named = [spoken.short if spoken is not None else texts.NO_NAME for spoken in topics]
    counts = Counter(step.outcome for step in going.steps)
    order = (Outcome.UPDATED, Outcome.UNCHANGED, Outcome.SKIPPED, Outcome.LEFT_OUT, Outcome.REVERSED, None)
    heading = texts.finished([(each, counts[each]) for each in order if counts[each]], stopped=stopped)
    items = tuple(
        Item((texts.done(name, step.outcome, step.entry),))
        for name, step in zip(named, going.steps, strict=True)
        if step.outcome is not None
    )
    blocks: list[Block] = [*((paragraph(*before),) if before else ()), paragraph(heading)]
    if items:
        blocks.append(Bullets(items))
    closing = [texts.COMES_BACK] if counts[Outcome.SKIPPED] or counts[None] else []
    if undoable(going):
        closing.append(texts.UNDO_FOR)
    if closing:
        blocks.append(paragraph(*closing))
    if undoable(going):
        undo = Button(texts.UNDO_ALL, says=f"{texts.SAYS_UNDO} {going.number}", letter="t")
        blocks.append(Choices((undo,)))
    return Message(tuple(blocks), Audience.QUIET, _about("round_ended", [each for each in topics if each is not None]))


def undoable(going: Going) -> bool:
    """Whether the round has recorded something that it has not taken back."""
    return any(step.entry is not None and step.outcome is not Outcome.REVERSED for step in going.steps)


def _about(kind: str, topics: Sequence[Topic]) -> About:
    codes = tuple(each.reference.code for each in topics if each.reference.kind != "project")
    projects = tuple(each.reference.code for each in topics if each.reference.kind == "project")
    return About(kind=kind, codes=codes, projects=projects)
