"""Other ways to say an entry, taught from the chat: written beside those of the files, known to every replica."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from storage import history
from storage.columns import Base
from storage.questions import raise_revision
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.plan import Axis, KeyResult, Objective, Pillar
from storage.rows.portfolio import Project, Theme
from storage.rows.reference import Community, Figure, GlossaryTerm, KeyDate, Tool

# The kind of the history of what is taught, and its actions; the code is the entry's kind and key.
VOCABULARY = "vocabulary"
TAUGHT = "words_taught"
FORGOTTEN = "words_forgotten"

# For each kind that has other ways to be said: its rows, and the column of its key.
_KINDS: Mapping[str, tuple[type[Base], str]] = {
    "pillar": (Pillar, "number"),
    "axis": (Axis, "code"),
    "objective": (Objective, "code"),
    "key_result": (KeyResult, "code"),
    "theme": (Theme, "key"),
    "project": (Project, "key"),
    "community": (Community, "key"),
    "tool": (Tool, "key"),
    "figure": (Figure, "key"),
    "date": (KeyDate, "key"),
    "term": (GlossaryTerm, "term"),
}
TEACHABLE = frozenset(_KINDS)


def teach(session: Session, *, kind: str, code: str, phrase: str, person_id: int | None, at: datetime) -> bool:
    """Add a way to say the entry; False when it was known already.

    The next loading of the files keeps it: what the organisation has changed is not overwritten.
    """
    return _change(session, kind, code, phrase, TAUGHT, person_id=person_id, at=at)


def forget(session: Session, *, kind: str, code: str, phrase: str, person_id: int | None, at: datetime) -> bool:
    """Take a way to say the entry away; False when it was not there."""
    return _change(session, kind, code, phrase, FORGOTTEN, person_id=person_id, at=at)


def said_of(session: Session, *, kind: str, code: str) -> Sequence[str]:
    """The other ways to say the entry."""
    table, this = _entry(kind, code)
    return list(session.execute(select(table.c.also_said).where(this)).scalar_one())


def taught(session: Session) -> Sequence[HistoryEntry]:
    """Everything taught and forgotten, oldest first."""
    found = select(HistoryEntry).where(HistoryEntry.subject_kind == VOCABULARY).order_by(HistoryEntry.id)
    return session.scalars(found).all()


def _change(
    session: Session, kind: str, code: str, phrase: str, action: str, *, person_id: int | None, at: datetime
) -> bool:
    table, this = _entry(kind, code)
    # The row is locked: two who teach at once both have their words.
    known = list(session.execute(select(table.c.also_said).where(this).with_for_update()).scalar_one())
    if (phrase in known) is (action == TAUGHT):
        return False
    changed = [*known, phrase] if action == TAUGHT else [each for each in known if each != phrase]
    session.execute(update(table).where(this).values(also_said=changed))
    detail = {"phrase": phrase}
    history.append(
        session, subject=(VOCABULARY, f"{kind}:{code}"), at=at, person_id=person_id, action=action, detail=detail
    )
    session.flush()
    raise_revision(session)
    return True


def _entry(kind: str, code: str) -> tuple[Table, Any]:
    row, key = _KINDS[kind]
    table = cast(Table, row.__table__)
    return table, table.c[key] == (int(code) if kind == "pillar" else code)
