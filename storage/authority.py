"""Who may speak of a subject: those who lead it or contribute, their deputies, the cellule d'appui."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, Date, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

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


# Asked with every state and every update: built once.
_KIND = bindparam("kind", type_=Lead.__table__.c.subject_kind.type)
_ON_IT = (Lead.subject_kind == _KIND, Lead.subject_code == bindparam("code"))
_CONCERNED = select(exists().where(*_ON_IT, Lead.person_id == bindparam("person")))


def leads_or_contributes(session: Session, *, person_id: int, subject: Subject) -> bool:
    """Whether the person has one of the lead roles on the subject, or contributes to it."""
    on = led_subject(subject)
    if on is None:
        return False
    return bool(session.connection().execute(_CONCERNED, {**_named(on), "person": person_id}).scalar())


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
    values = {**_named(led), "kind_name": led[0].value, "deputy": deputy_id, "day": on}
    return session.connection().execute(_DELEGATED, values).scalar()


def deputies(session: Session, *, subject: Subject, on: date) -> list[int]:
    """The active persons who speak for a lead of the subject on that day."""
    led = led_subject(subject)
    if led is None:
        return []
    values = {**_named(led), "kind_name": led[0].value, "day": on}
    return list(session.connection().execute(_DEPUTIES, values).scalars())


def _named(led: tuple[SubjectKind, str]) -> dict[str, object]:
    return {"kind": led[0], "code": led[1]}


def live_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Whether a delegation covers the day and was not ended."""
    return and_(Delegation.first_day <= day, Delegation.last_day >= day, Delegation.ended_at.is_(None))


# What is asked of a delegation: it covers the day and the subject, of which its giver is a lead.
_SPEAKING = (
    live_on(bindparam("day", type_=Date())),
    or_(
        Delegation.subject_kind.is_(None),
        and_(Delegation.subject_kind == bindparam("kind_name"), Delegation.subject_code == bindparam("code")),
    ),
    exists().where(*_ON_IT, Lead.person_id == Delegation.giver_id, Lead.role != LeadRole.CONTRIBUTOR),
)
_DELEGATED = (
    select(Person.handle)
    .join(Delegation, Delegation.giver_id == Person.id)
    .where(Delegation.deputy_id == bindparam("deputy"), Person.active, *_SPEAKING)
    .order_by(Delegation.id)
    .limit(1)
)
_GIVER = aliased(Person)
_DEPUTIES = (
    select(Delegation.deputy_id)
    .distinct()
    .join(Person, Person.id == Delegation.deputy_id)
    .join(_GIVER, _GIVER.id == Delegation.giver_id)
    .where(Person.active, _GIVER.active, *_SPEAKING)
    .order_by(Delegation.deputy_id)
)


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
