"""Taking back what a whole round recorded."""

from __future__ import annotations

import logging
from dataclasses import replace

from commands import recording
from commands.authority import voice_on
from commands.call import Call
from commands.errors import Misread
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.rounds import texts
from commands.rounds.rounds import found
from commands.rounds.steps import UNDO_WITHIN, undoable
from storage import rounds
from storage.ledger import recording as ledger
from storage.ledger.folding import REVERSED, reversed_entries
from storage.rounds import Going, Outcome, Step

logger = logging.getLogger(__name__)


def undo(call: Call, number: int | None = None) -> Message:
    """Take back every entry of the round that still stands and is still the asker's to take back."""
    going = found(call, number)
    if not undoable(going):
        taken_back = any(step.outcome is Outcome.REVERSED for step in going.steps)
        raise Misread(texts.ALREADY_UNDONE if taken_back else texts.NOTHING_TO_UNDO)
    if call.now - (going.finished_at or call.now) > UNDO_WITHIN:
        raise Misread(texts.TOO_LATE)
    going, gone, left = _reversed(call, going)
    rounds.save(call.session, replace(going, finished_at=going.finished_at or call.now))
    extra = {"action": "round_reversed", "round": going.number, "entries": len(gone)}
    logger.info("Round reversed", extra=extra)
    again = Choices((Button(texts.BEGIN_AGAIN, says=texts.SAYS_NEXT),))
    return Message((paragraph(*texts.undone(gone, left)), again), Audience.QUIET, About(kind="reversed"))


def _reversed(call: Call, going: Going) -> tuple[Going, list[int], int]:
    """The round with its steps taken back, their entries, and how many could not be.

    Subjects are locked in one order, so that two rounds that share some wait for each other and do not block.
    """
    gone, left = [], 0
    ranked = sorted(enumerate(going.steps, start=1), key=lambda each: each[1].subject)
    for position, step in ranked:
        if step.entry is None or step.outcome is Outcome.REVERSED:
            continue
        if _take_back(call, step, step.entry):
            gone.append(step.entry)
            going = going.with_step(position, replace(step, outcome=Outcome.REVERSED))
        else:
            left += 1
    return going, sorted(gone), left


def _take_back(call: Call, step: Step, entry: int) -> bool:
    voice = voice_on(call, step.subject)
    if voice is None:
        return False
    ledger.lock(call.session, subject=step.subject)
    if entry in reversed_entries(ledger.entries(call.session, subject=step.subject)):
        return False
    recording.record(call, step.subject, REVERSED, {"entry": entry}, voice=voice)
    return True
