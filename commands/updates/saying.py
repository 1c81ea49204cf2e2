"""Saying how a subject stands: completed, recorded, repeated back with a way to take it back."""

from __future__ import annotations

from collections.abc import Iterator

from commands import authority, recording
from commands.authority import Voice
from commands.call import Call
from commands.message import About, Audience, Block, Button, Choices, Line, Message, paragraph
from commands.references import Reference
from commands.state_words import deadline_story, measure_story
from commands.topics import Topic, topic
from commands.updates import contradictions, texts
from commands.updates.completing import Completing, Unfinished
from commands.updates.draft import Draft
from commands.updates.words import words_of
from storage.history import Subject
from storage.ledger import recording as ledger
from storage.ledger.folding import UPDATED
from storage.ledger.recording import Recorded
from storage.ledger.update import Update, to_detail
from storage.rows.following import NEEDING_SUPPORT
from storage.rows.plan import Status


def said(call: Call, entry: Reference, draft: Draft, *, base: str = "") -> Message:
    """What was recorded of the draft, repeated back; or the question that it still needs."""
    try:
        spoken, update, recorded = written(call, entry, draft, base=base)
    except Unfinished as unfinished:
        return unfinished.message
    return confirmation(call, spoken, update, recorded)


def written(call: Call, entry: Reference, draft: Draft, *, base: str = "") -> tuple[Topic, Update, Recorded]:
    """The draft, completed and recorded: its topic as it stood before, the update, and what was recorded.

    `base` is the command whose questions put their answers back after it; by default the update's own. Raises
    Unfinished with the question to ask, and Misread for what is not accepted. The right was checked before.
    """
    state = ledger.lock(call.session, subject=entry.subject)
    spoken = topic(call, entry, state)
    completing = Completing(call, spoken, base or f"{spoken.group} maj {spoken.typed}")
    update = completing.update(draft)
    voice = authority.voice_on(call, entry.subject)
    if voice is None:
        raise LookupError(entry.code)
    contradicted = contradictions.contradiction(spoken, update, today=call.today) is not None
    return spoken, update, record_update(call, entry.subject, update, voice=voice, contradicted=contradicted)


def completed(call: Call, spoken: Topic, draft: Draft, *, base: str) -> Update:
    """The update that the draft is, nothing being recorded; raises Unfinished and Misread like `written`."""
    return Completing(call, spoken, base).update(draft)


def record_update(
    call: Call,
    subject: Subject,
    update: Update,
    *,
    voice: Voice,
    proposed_by: str | None = None,
    contradicted: bool = False,
) -> Recorded:
    """Record the update in the asker's name; `proposed_by` is the handle of who proposed it."""
    detail = to_detail(update)
    if proposed_by is not None:
        detail["proposed_by"] = proposed_by
    if contradicted:
        # The figures say otherwise, and who said it knows: the lead is told first when it is somebody else.
        detail["contradiction"] = True
    return recording.record(call, subject, UPDATED, detail, voice=voice)


def confirmation(call: Call, spoken: Topic, update: Update, recorded: Recorded) -> Message:
    """What was understood, with « Annuler » and what may follow."""
    undo = texts.undo_for(spoken.group, recorded.entry)
    blocks: list[Block] = [paragraph(*confirmed_lines(call, spoken, update, recorded), undo)]
    group, typed = spoken.group, spoken.typed
    buttons = [Button(texts.UNDO, says=f"{group} annuler {recorded.entry}")]
    open_supports = [each.said.entry for each in recorded.before.supports]
    if update.weather is not None and update.weather not in NEEDING_SUPPORT and open_supports:
        blocks.append(paragraph(texts.still_blocked(open_supports)))
        buttons += [Button(f"{texts.LIFT} n° {each}", says=f"appui lever {each}") for each in open_supports]
    if update.status is Status.DONE and not (update.completion and update.completion.lessons):
        buttons.append(Button(texts.LESSONS, says=f"{group} retour {typed}"))
    buttons.append(Button(texts.STATE, says=f"{group} statut {typed}"))
    blocks.append(Choices(tuple(buttons)))
    return Message(tuple(blocks), Audience.QUIET, about_recorded(spoken))


def confirmed_lines(call: Call, spoken: Topic, update: Update, recorded: Recorded) -> list[Line]:
    """« C'est noté pour 4.2.2.b (n° 128) : … », and what the person should know of it."""
    parts = words_of(call, update, spoken)
    implied = recorded.after.status
    if update.status is None and implied is not None and implied is not recorded.before.status:
        parts.insert(0, texts.begun(implied))
    lines: list[Line] = [texts.recorded(spoken.short, recorded.entry, parts)]
    lines += [(each,) for each in _stories(call, spoken, update, recorded)]
    if update.comment is not None or update.support is not None:
        lines.append((texts.NO_JUDGEMENT,))
    return lines


def _stories(call: Call, spoken: Topic, update: Update, recorded: Recorded) -> Iterator[str]:
    """The deadline with its first date and its drift, the figure with its target: as they stand now."""
    after = recorded.after
    if update.deadline is not None:
        told = deadline_story(spoken.initial_due_on, spoken.printed_deadline, after.revisions, call.today)
        yield texts.stands(told)
    target = next((each for each in spoken.targets if update.measure and each.position == update.measure.target), None)
    measured = after.measures.get(target.position) if target is not None else None
    if target is not None and measured is not None:
        start = after.baselines.get(target.position)
        yield texts.stands(measure_story(target, measured, start, spoken.period, call.today))


def about_recorded(spoken: Topic) -> About:
    """What the answer rests on."""
    if spoken.reference.kind == "project":
        return About(kind="recorded", projects=(spoken.reference.code,))
    return About(kind="recorded", codes=(spoken.reference.code,))
