"""The audit trail: what somebody tried and may not, kept without a word of what they typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import history
from storage.history import Subject
from storage.rows.bookkeeping import HistoryEntry

# The action of these entries, and the kind of their subject, whose code is the words of the command.
ATTEMPT_REFUSED = "attempt_refused"
COMMAND = "command"
_TRAIL = (HistoryEntry.subject_kind == COMMAND, HistoryEntry.action == ATTEMPT_REFUSED)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One refusal: when, who (None: an account that the register does not know), what, and on which subject."""

    entry: int
    at: datetime
    person_id: int | None
    command: str
    subject: Subject | None


def keep(session: Session, *, command: str, subject: Subject | None, person_id: int | None, at: datetime) -> None:
    """Add a refusal to the trail."""
    detail = {"command": command, **({"subject": ":".join(subject)} if subject is not None else {})}
    history.append(
        session, subject=(COMMAND, command), at=at, person_id=person_id, action=ATTEMPT_REFUSED, detail=detail
    )
    session.flush()


def count(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(HistoryEntry).where(*_TRAIL)) or 0


def newest(session: Session, *, limit: int, offset: int = 0) -> Sequence[Attempt]:
    """The refusals, newest first; whether a subject may be shown to the asker is decided by its reader."""
    wanted = select(HistoryEntry).where(*_TRAIL).order_by(HistoryEntry.id.desc())
    return [_attempt(entry) for entry in session.scalars(wanted.limit(limit).offset(offset))]


def _attempt(entry: HistoryEntry) -> Attempt:
    kind, _, code = str(entry.detail.get("subject", "")).partition(":")
    return Attempt(entry.id, entry.at, entry.person_id, str(entry.detail["command"]), (kind, code) if code else None)
