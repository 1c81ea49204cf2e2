"""Taking back what was recorded: the history keeps both, and the state is as if it had not been said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from commands import authority, recording
from commands.call import Call
from commands.command import Taken
from commands.decisions.deciding import records_for
from commands.errors import Misread
from commands.message import About, Audience, Button, Choices, Form, Line, Message, paragraph
from commands.message import Field as FormField
from commands.updates import texts
from commands.updates.entry_reading import read_entry_number
from storage import history, meetings, portfolio
from storage.ledger import recording as ledger
from storage.ledger.folding import (
    ACTION_RECORDED,
    DECISION_RECORDED,
    PROPOSAL_ACCEPTED,
    PROPOSAL_DECLINED,
    PROPOSED,
    REVERSED,
    REVERSIBLE,
    reversed_entries,
)
from storage.ledger.recording import Recorded
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import MatterKind, MatterState

_ANSWERS = frozenset({PROPOSAL_ACCEPTED, PROPOSAL_DECLINED})
# How long one's own word is taken back in one click; after that, or for somebody else's, a reason is asked.
ONE_CLICK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Point:
    """An entry of the history that the asker may read."""

    entry: HistoryEntry

    @property
    def subject(self) -> tuple[str, str]:
        """What it is about."""
        return self.entry.subject_kind, self.entry.subject_code


def read_point(text: str, call: Call) -> Taken:
    """The entry of a number, where the asker may read its subject; raises Misread where there is none."""
    taken = read_entry_number(text, call)
    entry = history.entry(call.session, number=taken.value)
    if entry is None or not _readable(call, entry):
        raise Misread(texts.no_such_entry(taken.value))
    return Taken(Point(entry), taken.rest)


def read_reason(text: str, call: Call) -> Taken:
    """A reason, with or without the word « motif » and guillemets."""
    from commands.updates.part_readers import read_reason as read

    return Taken(read(text, call).value.reason)


def may_reverse(call: Call, values: Mapping[str, object]) -> bool:
    """Whoever has a voice on the subject, has just said it, or records for the body that decided it."""
    point = values["point"]
    if not isinstance(point, Point):
        return False
    if authority.voice_on(call, point.subject) is not None or _own_and_fresh(call, point.entry):
        return True
    body, subjects = point.entry.detail.get("body"), [point.subject]
    if point.entry.subject_kind == meetings.KIND:
        body, subjects = meetings.meeting_of(point.entry.subject_code)[0], []
    elif point.entry.action not in {DECISION_RECORDED, ACTION_RECORDED}:
        return False
    return body is not None and records_for(call, body, subjects)


def reverse(call: Call, point: Point, reason: str | None = None) -> Message:
    """Take the entry back; asks for a reason when it is somebody else's, or older than ten minutes."""
    entry = point.entry
    if entry.action not in REVERSIBLE:
        raise Misread(texts.not_reversible(entry.id), *_instead(entry))
    ledger.lock(call.session, subject=point.subject)
    if entry.id in reversed_entries(ledger.entries(call.session, subject=point.subject)):
        raise Misread(texts.already_reversed(entry.id))
    group = "projet" if entry.subject_kind == "project" else "objectif"
    if reason is None and not _own_and_fresh(call, entry):
        asked = FormField("reason", texts.ASK_REASON, hint=texts.ASK_REASON_HINT)
        form = Form(texts.HELP_REVERSE, f"{group} annuler {entry.id}", (asked,))
        return Message((form,), Audience.QUIET, About(kind="question"))
    voice = authority.voice_on(call, point.subject) or recording.OWN
    detail = {"entry": entry.id, **({"reason": reason} if reason else {})}
    recorded = recording.record(call, point.subject, REVERSED, detail, voice=voice)
    lines = [texts.reversed_now(entry.id, recorded.entry), *_proposals(recorded)]
    blocks = [paragraph(*lines)]
    kind, code = point.subject
    if kind in {"key_result", "objective", "project"}:
        state = Choices((Button(texts.STATE, says=f"{group} statut {code}"),))
        return Message((*blocks, state), Audience.QUIET, About(kind="reversed"))
    return Message(tuple(blocks), Audience.QUIET, About(kind="reversed"))


def _proposals(recorded: Recorded) -> Iterator[Line]:
    """What becomes of the proposal whose acceptance had recorded the point."""
    for number, matter in recorded.after.matters.items():
        before = recorded.before.matters.get(number)
        if before is None or before.kind is not MatterKind.PROPOSAL or before.state is matter.state:
            continue
        if matter.state is MatterState.OPEN:
            yield texts.proposal_waits_again(number)
        elif matter.state is MatterState.ACCEPTED:
            yield texts.proposal_accepted_again(number)


def _instead(entry: HistoryEntry) -> tuple[str, ...]:
    """How a proposal, or its answer, is taken back; nothing for another entry."""
    if entry.action == PROPOSED:
        return (texts.of_proposal(entry.id),)
    return (texts.of_proposal(int(entry.detail["proposal"])),) if entry.action in _ANSWERS else ()


def _own_and_fresh(call: Call, entry: HistoryEntry) -> bool:
    return entry.person_id == call.asker.person_id and call.now - entry.at <= ONE_CLICK


def _readable(call: Call, entry: HistoryEntry) -> bool:
    """Entries of restricted projects are found by those of their circle alone; those about persons, by nobody."""
    match entry.subject_kind:
        case "project":
            return portfolio.project(call.session, entry.subject_code, reader=call.reader) is not None
        case "key_result" | "objective" | "meeting":
            return True
        case _:
            return False
