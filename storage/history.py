"""The history of a subject: appended by whoever changes it, read newest first, never rewritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from storage.ledger.folding import REVERSED
from storage.rows.bookkeeping import HistoryEntry

# A subject's kind and code: ("key_result", "4.2.2.b").
Subject = tuple[str, str]


def append(
    session: Session, *, subject: Subject, at: datetime, person_id: int | None, action: str, detail: Mapping[str, Any]
) -> HistoryEntry:
    """Add an entry; `person_id` is None for what files brought."""
    kind, code = subject
    entry = HistoryEntry(
        subject_kind=kind, subject_code=code, at=at, person_id=person_id, action=action, detail=dict(detail)
    )
    session.add(entry)
    return entry


def entry(session: Session, *, number: int) -> HistoryEntry | None:
    """The entry of this reference; the right to read its subject is checked by the caller."""
    return session.get(HistoryEntry, number)


def of(session: Session, *, subjects: Sequence[Subject], limit: int, offset: int = 0) -> Sequence[HistoryEntry]:
    """The entries of these subjects, newest first."""
    question = select(HistoryEntry).where(_about(subjects)).order_by(HistoryEntry.id.desc())
    return session.scalars(question.limit(limit).offset(offset)).all()


def reversals(session: Session, *, subjects: Sequence[Subject], after: int = 0) -> Sequence[HistoryEntry]:
    """The entries of these subjects, newer than that of the number, that take another one back, oldest first."""
    if not subjects:
        return ()
    question = select(HistoryEntry).where(_about(subjects), HistoryEntry.action == REVERSED, HistoryEntry.id > after)
    return session.scalars(question.order_by(HistoryEntry.id)).all()


def count(session: Session, *, subjects: Sequence[Subject]) -> int:
    """How many entries these subjects have."""
    return session.scalar(select(func.count()).select_from(HistoryEntry).where(_about(subjects))) or 0


def _about(subjects: Sequence[Subject]) -> ColumnElement[bool]:
    return or_(*(and_(HistoryEntry.subject_kind == kind, HistoryEntry.subject_code == code) for kind, code in subjects))
