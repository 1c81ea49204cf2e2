"""Delegations: for which days a lead lets an adjoint speak for them, and of what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, aliased

from storage.history import Subject
from storage.rows.following import Delegation
from storage.rows.organisation import Person

# The actions of the entries that tell of them; their subject is the giver: (« person », handle).
DELEGATED = "delegated"
DELEGATION_ENDED = "delegation_ended"

_GIVER, _DEPUTY = aliased(Person), aliased(Person)
_DELEGATED = (
    select(
        Delegation.id,
        Delegation.subject_kind,
        Delegation.subject_code,
        Delegation.first_day,
        Delegation.last_day,
        _GIVER.handle.label("giver"),
        _GIVER.label.label("giver_label"),
        _DEPUTY.handle.label("deputy"),
        _DEPUTY.label.label("deputy_label"),
    )
    .select_from(Delegation)
    .join(_GIVER, _GIVER.id == Delegation.giver_id)
    .join(_DEPUTY, _DEPUTY.id == Delegation.deputy_id)
)


@dataclass(frozen=True, slots=True)
class Delegated:
    """A delegation with both persons' labels; `subject` is an objective or a project, None: all that one leads."""

    id: int
    giver: str
    giver_label: str
    deputy: str
    deputy_label: str
    subject: Subject | None
    first_day: date
    last_day: date


def give(
    session: Session,
    *,
    giver_id: int,
    deputy_id: int,
    subject: Subject | None,
    first_day: date,
    last_day: date,
    at: datetime,
) -> None:
    """Add a delegation; both days are included."""
    kind, code = subject if subject is not None else (None, None)
    session.add(
        Delegation(
            giver_id=giver_id,
            deputy_id=deputy_id,
            subject_kind=kind,
            subject_code=code,
            first_day=first_day,
            last_day=last_day,
            given_at=at,
            ended_at=None,
        )
    )
    session.flush()


def end(session: Session, *, ids: Collection[int], at: datetime) -> None:
    """End these delegations now."""
    session.execute(update(Delegation).where(Delegation.id.in_(ids)).values(ended_at=at))


def given_by(session: Session, *, person_id: int, today: date) -> Sequence[Delegated]:
    """Those of a lead that run or are to come, the soonest first."""
    return _found(session, Delegation.giver_id == person_id, today)


def received_by(session: Session, *, person_id: int, today: date) -> Sequence[Delegated]:
    """Those to an adjoint that run or are to come, from leads who are still there."""
    return _found(session, (Delegation.deputy_id == person_id) & _GIVER.active, today)


def _found(session: Session, whose: ColumnElement[bool], today: date) -> list[Delegated]:
    wanted = _DELEGATED.where(whose, Delegation.ended_at.is_(None), Delegation.last_day >= today)
    return [
        Delegated(
            id=row.id,
            giver=row.giver,
            giver_label=row.giver_label,
            deputy=row.deputy,
            deputy_label=row.deputy_label,
            subject=None if row.subject_kind is None else (row.subject_kind, row.subject_code),
            first_day=row.first_day,
            last_day=row.last_day,
        )
        for row in session.execute(wanted.order_by(Delegation.first_day, Delegation.id))
    ]
