"""Who may speak of a subject: those who lead it or contribute, their deputies, the cellule d'appui."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from storage.history import Subject
from storage.leads import below, led_in_units
from storage.rows.following import Delegation
from storage.rows.organisation import Lead, LeadRole, Person, Role, RoleGrant, SubjectKind
from storage.rows.portfolio import Project


def led_subject(subject: Subject) -> tuple[SubjectKind, str] | None:
    """What is led where this subject is spoken of: a key result's objective, an objective, a project; else None."""
    kind, code = subject
    if kind == "key_result":
        return SubjectKind.OBJECTIVE, code.rpartition(".")[0]
    try:
        return SubjectKind(kind), code
    except ValueError:
        return None


def leads_or_contributes(session: Session, *, person_id: int, subject: Subject) -> bool:
    """Whether the person has one of the lead roles on the subject, or contributes to it."""
    on = led_subject(subject)
    if on is None:
        return False
    held = exists().where(Lead.subject_kind == on[0], Lead.subject_code == on[1], Lead.person_id == person_id)
    return bool(session.scalar(select(held)))


def leads(session: Session, *, person_id: int, subject: Subject | None) -> bool:
    """Whether the person leads the subject (None: anything at all); contributing is not leading."""
    held = exists().where(Lead.person_id == person_id, Lead.role != LeadRole.CONTRIBUTOR)
    if subject is not None:
        on = led_subject(subject)
        if on is None:
            return False
        held = held.where(Lead.subject_kind == on[0], Lead.subject_code == on[1])
    return bool(session.scalar(select(held)))


def delegated_by(session: Session, *, deputy_id: int, subject: Subject, on: date) -> str | None:
    """The handle of a lead of the subject who lets this person speak for them on that day."""
    led = led_subject(subject)
    if led is None:
        return None
    kind, code = led
    covers = or_(
        Delegation.subject_kind.is_(None), and_(Delegation.subject_kind == kind.value, Delegation.subject_code == code)
    )
    leading = exists().where(
        Lead.subject_kind == kind,
        Lead.subject_code == code,
        Lead.person_id == Delegation.giver_id,
        Lead.role != LeadRole.CONTRIBUTOR,
    )
    wanted = (
        select(Person.handle)
        .join(Delegation, Delegation.giver_id == Person.id)
        .where(Delegation.deputy_id == deputy_id, Person.active, live_on(on), covers, leading)
        .order_by(Delegation.id)
        .limit(1)
    )
    return session.scalar(wanted)


def live_on(day: date) -> ColumnElement[bool]:
    """Whether a delegation covers the day and was not ended."""
    return and_(Delegation.first_day <= day, Delegation.last_day >= day, Delegation.ended_at.is_(None))


def supports(session: Session, *, person_id: int, subject: Subject) -> bool:
    """Whether the person is of the cellule d'appui, for everything or for the units where the subject is led."""
    led = led_subject(subject)
    if led is None:
        return False
    kind, code = led
    grants = select(RoleGrant.unit_key).where(RoleGrant.person_id == person_id, RoleGrant.role == Role.SUPPORT)
    units = session.scalars(grants).all()
    return any(unit_key is None or _concerns(session, unit_key, kind, code) for unit_key in units)


def _concerns(session: Session, unit_key: str, kind: SubjectKind, code: str) -> bool:
    """Whether the subject is led in the unit or below, or is a project of one of these."""
    units = frozenset({unit_key})
    if session.scalar(led_in_units(kind, units).where(Lead.subject_code == code).limit(1)) is not None:
        return True
    of_unit = exists().where(Project.key == code, Project.unit_key.in_(below(units)))
    return kind is SubjectKind.PROJECT and bool(session.scalar(select(of_unit)))
