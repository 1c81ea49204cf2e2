"""How subjects stand, read without being locked: each state whole, or what lists and counts ask of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.history import Subject
from storage.ledger.state import NOTHING_SAID, State, load
from storage.rows.following import Standing, Weather
from storage.rows.plan import Status

_STANDING = cast(Table, Standing.__table__)
_SAID = select(_STANDING.c.subject_code, _STANDING.c.said).where(
    _STANDING.c.subject_kind == bindparam("kind"),
    _STANDING.c.subject_code.in_(bindparam("codes", expanding=True)),
)
_SAID_OF_SUBJECTS = select(_STANDING.c.subject_kind, _STANDING.c.subject_code, _STANDING.c.said).where(
    tuple_(_STANDING.c.subject_kind, _STANDING.c.subject_code).in_(bindparam("subjects", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Live:
    """Where a key result or a project stands now: what was said last, else what the document prints."""

    status: Status | None
    due_on: date | None
    weather: Weather | None


def stands(kind: str, code: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The standing of the row that has this code; for an outer join, since most have none."""
    return and_(Standing.subject_kind == kind, Standing.subject_code == code)


def has_weather(weathers: frozenset[Weather]) -> ColumnElement[bool]:
    """The weather that stands is one of these; false where nobody gave any, so that it may be negated."""
    return and_(Standing.weather.is_not(None), Standing.weather.in_(weathers))


def states(session: Session, *, kind: str, codes: Collection[str]) -> dict[str, State]:
    """How each of these subjects of one kind stands; one of which nothing was said has NOTHING_SAID."""
    found = dict.fromkeys(codes, NOTHING_SAID)
    if codes:
        rows = session.connection().execute(_SAID, {"kind": kind, "codes": list(codes)})
        found.update({row.subject_code: load(row.said) for row in rows})
    return found


def states_of(session: Session, *, subjects: Iterable[Subject]) -> dict[Subject, State]:
    """The same for subjects of several kinds."""
    found = dict.fromkeys(subjects, NOTHING_SAID)
    rows = session.connection().execute(_SAID_OF_SUBJECTS, {"subjects": list(found)}) if found else ()
    found.update({(row.subject_kind, row.subject_code): load(row.said) for row in rows})
    return found


def state_of(session: Session, *, subject: Subject) -> State:
    """How one subject stands."""
    kind, code = subject
    return states(session, kind=kind, codes=[code])[code]
