"""What is to be told to whom, once: noted with what was said, taken by the letter that tells it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, exists, select, update
from sqlalchemy.orm import Session

from storage.history import Subject
from storage.inserting import insert_missing
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Notice
from storage.rows.organisation import Person

_NOTICE = cast(Table, Notice.__table__)
# In place of a letter's key: there was no longer anything to tell when it was composed.
LEFT_OUT = "left-out"
# Kinds of notices that files leave too; commands have others (`commands/telling.py`).
LEAD_CHANGE = "lead_change"
FOLLOWED = "followed"


@dataclass(frozen=True, slots=True)
class Due:
    """A notice that waits, with the person it is for and the entry that it tells of."""

    id: int
    person_id: int
    handle: str
    active: bool
    kind: str
    created_at: datetime
    not_before: datetime
    entry: int
    subject: Subject
    at: datetime
    # None: the bot itself.
    author: int | None
    action: str
    detail: Mapping[str, Any]


def note(session: Session, *, entry: int, persons: Mapping[int, str], at: datetime) -> int:
    """Note for each person, by id, the kind of notice that the entry is to them; gives how many were new."""
    rows = [
        {
            "key": f"notice:{entry}:{kind}:{person_id}",
            "person_id": person_id,
            "kind": kind,
            "entry_id": entry,
            "created_at": at,
            "not_before": at,
        }
        for person_id, kind in persons.items()
    ]
    return insert_missing(session, Notice, rows, unless=("key",))


def anything_due(session: Session, *, now: datetime) -> bool:
    """Whether some notice waits for a letter; it only reads."""
    return bool(session.scalar(select(exists().where(Notice.letter.is_(None), Notice.not_before <= now))))


def due(session: Session, *, now: datetime, persons: Collection[int] | None = None) -> list[Due]:
    """The notices that wait and whose hour has come, of these persons or of all, in the order in which they came."""
    wanted = (
        select(
            Notice.id,
            Notice.person_id,
            Person.handle,
            Person.active,
            Notice.kind,
            Notice.created_at,
            Notice.not_before,
            HistoryEntry.id.label("entry"),
            HistoryEntry.subject_kind,
            HistoryEntry.subject_code,
            HistoryEntry.at,
            HistoryEntry.person_id.label("author"),
            HistoryEntry.action,
            HistoryEntry.detail,
        )
        .join(Person, Person.id == Notice.person_id)
        .join(HistoryEntry, HistoryEntry.id == Notice.entry_id)
        .where(Notice.letter.is_(None), Notice.not_before <= now)
        .order_by(Notice.person_id, Notice.id)
    )
    if persons is not None:
        wanted = wanted.where(Notice.person_id.in_(persons))
    return [
        Due(
            id=row.id,
            person_id=row.person_id,
            handle=row.handle,
            active=row.active,
            kind=row.kind,
            created_at=row.created_at,
            not_before=row.not_before,
            entry=row.entry,
            subject=(row.subject_kind, row.subject_code),
            at=row.at,
            author=row.author,
            action=row.action,
            detail=row.detail,
        )
        for row in session.execute(wanted)
    ]


def put_off(session: Session, *, until: Mapping[int, datetime]) -> None:
    """Let these notices, by id, wait until an instant."""
    for number, instant in until.items():
        waiting = update(_NOTICE).where(_NOTICE.c.id == number, _NOTICE.c.letter.is_(None))
        session.execute(waiting.values(not_before=instant))


def take(session: Session, *, ids: Collection[int], letter: str) -> None:
    """Mark these notices as told by the letter of this key, or as LEFT_OUT."""
    if ids:
        waiting = update(_NOTICE).where(_NOTICE.c.id.in_(ids), _NOTICE.c.letter.is_(None))
        session.execute(waiting.values(letter=letter))


def concerned_by(session: Session, *, entry: int) -> list[int]:
    """The persons for whom there is a notice of this entry, told or not."""
    wanted = select(Notice.person_id).where(Notice.entry_id == entry)
    return list(session.scalars(wanted.distinct().order_by(Notice.person_id)))


def told(session: Session, *, person_id: int, entry: int) -> bool:
    """Whether a letter has told the person of this entry."""
    letters = select(Notice.letter).where(Notice.person_id == person_id, Notice.entry_id == entry)
    return any(letter not in (None, LEFT_OUT) for letter in session.scalars(letters))


def revive(session: Session, *, entry: int) -> None:
    """Let what was left out of letters be told after all: what took it back was itself taken back."""
    here = (_NOTICE.c.entry_id == entry, _NOTICE.c.letter == LEFT_OUT)
    session.execute(update(_NOTICE).where(*here).values(letter=None))
