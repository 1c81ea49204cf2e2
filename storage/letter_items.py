"""The points that rules have for somebody's letter: put in once under a key, taken by the letter that tells them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, String, Table, bindparam, delete, exists, select, union, update
from sqlalchemy.orm import Session

from storage.inserting import insert_missing
from storage.rows.following import Notice
from storage.rows.organisation import Person
from storage.rows.reminding import LetterItem, LetterRest

_ITEM = cast(Table, LetterItem.__table__)
# Rows of one insertion.
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class NewItem:
    """A point to put in: its key is `rule:subject:instant:recipient`."""

    key: str
    person_id: int
    rule: str
    detail: Mapping[str, Any]
    not_before: datetime


@dataclass(frozen=True, slots=True)
class DueItem:
    """A point that waits, with the person it is for."""

    id: int
    key: str
    person_id: int
    handle: str
    active: bool
    rule: str
    detail: Mapping[str, Any]
    not_before: datetime


def put(session: Session, *, items: Iterable[NewItem], at: datetime) -> int:
    """Put these in; gives how many keys were new."""
    rows = [
        {
            "key": each.key,
            "person_id": each.person_id,
            "rule": each.rule,
            "detail": dict(each.detail),
            "created_at": at,
            "not_before": each.not_before,
            "letter": None,
        }
        for each in items
    ]
    new = 0
    for begin in range(0, len(rows), _AT_ONCE):
        new += insert_missing(session, LetterItem, rows[begin : begin + _AT_ONCE], unless=("key",))
    return new


_WAITS = LetterItem.letter.is_(None)


def anything_due(session: Session, *, now: datetime) -> bool:
    """Whether some point waits for a letter; it only reads."""
    return bool(session.scalar(select(exists().where(_WAITS, LetterItem.not_before <= now))))


def persons_due(session: Session, *, now: datetime, limit: int) -> list[int]:
    """The next persons for whom a point or a notice waits, by id."""
    noticed = select(Notice.person_id).where(Notice.letter.is_(None), Notice.not_before <= now)
    pointed = select(LetterItem.person_id).where(_WAITS, LetterItem.not_before <= now)
    both = union(noticed, pointed).subquery()
    return list(session.scalars(select(both.c.person_id).order_by(both.c.person_id).limit(limit)))


def due(session: Session, *, now: datetime, persons: Collection[int]) -> list[DueItem]:
    """The points of these persons that wait and whose hour has come, by person, in the order of their rules' days."""
    wanted = (
        select(LetterItem, Person.handle, Person.active)
        .join(Person, Person.id == LetterItem.person_id)
        .where(_WAITS, LetterItem.not_before <= now, LetterItem.person_id.in_(persons))
        .order_by(LetterItem.person_id, LetterItem.id)
    )
    return [
        DueItem(row.id, row.key, row.person_id, handle, active, row.rule, row.detail, row.not_before)
        for row, handle, active in session.execute(wanted)
    ]


def planned(session: Session, *, persons: Collection[int], after: datetime, before: datetime) -> dict[int, datetime]:
    """For each of these persons, the last hour between the two instants at which a point of theirs comes."""
    wanted = select(LetterItem.person_id, LetterItem.not_before).where(
        _WAITS, LetterItem.not_before > after, LetterItem.not_before < before, LetterItem.person_id.in_(persons)
    )
    rows = session.execute(wanted.order_by(LetterItem.not_before)).all()
    return {row.person_id: row.not_before for row in rows}


def put_off(session: Session, *, until: Mapping[int, datetime]) -> None:
    """Let these points, by id, wait until an instant."""
    for number, instant in until.items():
        session.execute(update(_ITEM).where(_ITEM.c.id == number, _ITEM.c.letter.is_(None)).values(not_before=instant))


def take_each(session: Session, *, letters: Mapping[int, str]) -> None:
    """Mark these points, by id, each as told by the letter of its key."""
    if letters:
        rows = [{"number": number, "by": letter} for number, letter in letters.items()]
        session.connection().execute(_TAKE_EACH, rows)


_TAKE_EACH = (
    update(_ITEM)
    .where(_ITEM.c.id == bindparam("number"), _ITEM.c.letter.is_(None))
    .values(letter=bindparam("by", type_=String()))
)


def forget_before(session: Session, *, instant: datetime) -> int:
    """Delete the points told that are older than the instant; gives how many.

    Their keys may come back only for an occurrence as old, which the rules never go through again.
    """
    old = delete(_ITEM).where(_ITEM.c.letter.is_not(None), _ITEM.c.created_at < instant)
    return cast("CursorResult[Any]", session.execute(old)).rowcount


# What a letter had no room for


def keep_rest(session: Session, *, key: str, person_id: int, at: datetime, payload: str) -> None:
    """Keep what the letter of this key left out."""
    row = {"key": key, "person_id": person_id, "written_at": at, "payload": payload}
    insert_missing(session, LetterRest, [row], unless=("key",))


def last_rest(session: Session, *, person_id: int) -> LetterRest | None:
    """What the person's last letter that was too long left out."""
    wanted = select(LetterRest).where(LetterRest.person_id == person_id)
    return session.scalar(wanted.order_by(LetterRest.written_at.desc(), LetterRest.key.desc()).limit(1))


def forget_rests_before(session: Session, *, instant: datetime) -> None:
    """Delete what letters left out before the instant."""
    session.execute(delete(LetterRest).where(LetterRest.written_at < instant))


def sent_to(session: Session, *, person_id: int, rule: str, limit: int) -> Sequence[str]:
    """The keys of the last points of a rule for a person, newest first."""
    wanted = select(LetterItem.key).where(LetterItem.person_id == person_id, LetterItem.rule == rule)
    return session.scalars(wanted.order_by(LetterItem.id.desc()).limit(limit)).all()
