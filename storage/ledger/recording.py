"""Writing the history: the subject is locked, the entry appended, and what follows from it brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from storage.history import Subject
from storage.inserting import insert_missing
from storage.ledger.folding import LEAD_CHANGED, REVERSED, Line, apply, fold
from storage.ledger.state import MatterStanding, State, dump, load
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Matter, MatterKind, Standing, Transition, TransitionKind

_HISTORY = cast(Table, HistoryEntry.__table__)
_STANDING = cast(Table, Standing.__table__)
_MATTER = cast(Table, Matter.__table__)
_TRANSITION = cast(Table, Transition.__table__)

# Statements of every update, built once. `b_` keeps their parameters apart from the columns that an update sets.
_HERE = (_STANDING.c.subject_kind == bindparam("b_kind"), _STANDING.c.subject_code == bindparam("b_code"))
_LOCK = select(_STANDING.c.last_entry_id, _STANDING.c.said).where(*_HERE).with_for_update()
_STAND = (
    update(_STANDING)
    .where(*_HERE)
    .values(
        {
            name: bindparam(name)
            for name in ("status", "weather", "progress", "due_on", "told_at", "last_entry_id", "said")
        }
    )
)
_APPEND = insert(_HISTORY).returning(_HISTORY.c.id)
_ALL = (
    select(_HISTORY)
    .where(_HISTORY.c.subject_kind == bindparam("b_kind"), _HISTORY.c.subject_code == bindparam("b_code"))
    .order_by(_HISTORY.c.id)
)
_RAISE, _TELL = insert(_MATTER), insert(_TRANSITION)
_FORGET_SOME = delete(_MATTER).where(_MATTER.c.id.in_(bindparam("numbers", expanding=True)))
_FORGET_ALL = delete(_MATTER).where(
    _MATTER.c.subject_kind == bindparam("b_kind"), _MATTER.c.subject_code == bindparam("b_code")
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The entry's reference, and how its subject stood before it and stands after it."""

    entry: int
    before: State
    after: State


def lock(session: Session, *, subject: Subject) -> State:
    """How the subject stands, held until the transaction ends: nobody else adds to its history meanwhile."""
    kind, code = subject
    where = {"b_kind": kind, "b_code": code}
    connection = session.connection()
    row = connection.execute(_LOCK, where).first()
    if row is None:
        fresh = {"subject_kind": kind, "subject_code": code, "last_entry_id": 0, "said": {}}
        insert_missing(session, Standing, [fresh], unless=("subject_kind", "subject_code"))
        row = connection.execute(_LOCK, where).one()
    return load(row.said)


def record(
    session: Session,
    *,
    subject: Subject,
    action: str,
    detail: Mapping[str, Any],
    by: int | None,
    at: datetime,
    on_behalf_of: str | None = None,
) -> Recorded:
    """Append an entry and bring the subject's standing, matters and transitions up to date.

    `on_behalf_of` is the lead's handle when a deputy speaks. The caller has checked the right, and that a reversal
    names an entry of this subject that may be taken back.
    """
    before = lock(session, subject=subject)
    kind, code = subject
    told = {**detail, "on_behalf_of": on_behalf_of} if on_behalf_of else dict(detail)
    row = {"subject_kind": kind, "subject_code": code, "at": at, "person_id": by, "action": action, "detail": told}
    entry = session.connection().execute(_APPEND, row).scalar_one()
    if action == REVERSED:
        after = fold(entries(session, subject=subject))
    else:
        # As it will be read back from the history.
        after = apply(before, Line(entry, at.astimezone(UTC), by, action, told))
    stand(session, subject=subject, state=after)
    known_before = before.matters.get
    changed = [
        matter
        for number, matter in after.matters.items()
        # Nearly all of them are the very same.
        if (known := known_before(number)) is not matter and known != matter
    ]
    stale = [matter.number for matter in changed if matter.number in before.matters]
    if stale:
        session.connection().execute(_FORGET_SOME, {"numbers": stale})
    _index(session, subject, changed)
    _tell(session, subject, entry, at, [*_changes(before, after), *_changed_leads(action, told)])
    return Recorded(entry, before, after)


def entries(session: Session, *, subject: Subject) -> list[Line]:
    """The subject's whole history, oldest first."""
    kind, code = subject
    rows = session.connection().execute(_ALL, {"b_kind": kind, "b_code": code})
    return [Line(row.id, row.at, row.person_id, row.action, row.detail) for row in rows]


def rebuild(session: Session, *, subject: Subject) -> State:
    """The standing and the matters, computed again from the whole history; what was told stays told."""
    lock(session, subject=subject)
    after = fold(entries(session, subject=subject))
    stand(session, subject=subject, state=after)
    session.connection().execute(_FORGET_ALL, {"b_kind": subject[0], "b_code": subject[1]})
    _index(session, subject, list(after.matters.values()))
    return after


def stand(session: Session, *, subject: Subject, state: State) -> None:
    """Write how the subject stands; the caller holds its lock."""
    values = {
        "b_kind": subject[0],
        "b_code": subject[1],
        "status": state.status,
        "weather": state.weather,
        "progress": state.progress,
        "due_on": state.due_on,
        "told_at": state.told.at if state.told else None,
        "last_entry_id": state.last_entry,
        "said": dump(state),
    }
    session.connection().execute(_STAND, values)


def _index(session: Session, subject: Subject, matters: Sequence[MatterStanding]) -> None:
    if matters:
        session.connection().execute(_RAISE, [_matter_row(subject, each) for each in matters])


def _matter_row(subject: Subject, matter: MatterStanding) -> dict[str, Any]:
    return {
        "id": matter.number,
        "kind": matter.kind,
        "subject_kind": subject[0],
        "subject_code": subject[1],
        "state": matter.state,
        "body_key": matter.body,
        "holder": matter.holder,
        "raised_by": matter.raised.by,
        "raised_at": matter.raised.at,
        "due_on": matter.due_on,
        "settled_at": matter.settled.at if matter.settled else None,
    }


_Change = tuple[TransitionKind, str | None, str | None]


def _changes(before: State, after: State) -> Iterator[_Change]:
    """What reminders tell of: a value that is not what it was, and a decision more."""
    for kind, name in (
        (TransitionKind.STATUS, "status"),
        (TransitionKind.WEATHER, "weather"),
        (TransitionKind.DEADLINE, "due_on"),
    ):
        old, new = _written(getattr(before, name)), _written(getattr(after, name))
        if old != new:
            yield kind, old, new
    for number, matter in after.matters.items():
        if matter.kind is MatterKind.DECISION and number not in before.matters:
            yield TransitionKind.DECISION, None, str(number)


def _changed_leads(action: str, detail: Mapping[str, Any]) -> Iterator[_Change]:
    if action == LEAD_CHANGED:
        yield TransitionKind.LEAD, detail.get("before"), detail.get("after")


def _written(value: Enum | date | None) -> str | None:
    if isinstance(value, Enum):
        return str(value.value)
    return None if value is None else value.isoformat()


def _tell(session: Session, subject: Subject, entry: int, at: datetime, changes: Sequence[_Change]) -> None:
    if not changes:
        return
    rows = [
        {
            "entry_id": entry,
            "at": at,
            "subject_kind": subject[0],
            "subject_code": subject[1],
            "kind": kind,
            "before": old,
            "after": new,
        }
        for kind, old, new in changes
    ]
    session.connection().execute(_TELL, rows)
