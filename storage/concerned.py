"""Whom something said of a subject concerns: who leads it, their DGA, those of a body, those who may read it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, String, bindparam, literal, or_, select
from sqlalchemy.orm import Session, aliased

from storage.authority import led_subject, supports
from storage.history import Subject
from storage.leads import below
from storage.rows.organisation import (
    CircleMember,
    CommunityMember,
    Lead,
    LeadRole,
    Person,
    Role,
    RoleGrant,
    Unit,
    UnitKind,
)
from storage.rows.portfolio import Project

# Which roles of a project, or of an objective, are told first that it is compromised.
FIRST_TOLD = frozenset({LeadRole.OBJECTIVE_LEAD, LeadRole.PROJECT_DIRECTOR})
LEADING = frozenset(LeadRole) - {LeadRole.CONTRIBUTOR}


def leads(session: Session, *, subject: Subject, roles: Collection[LeadRole] = LEADING) -> list[int]:
    """The active persons who hold one of these roles on the subject, or on the objective of a key result."""
    led = led_subject(subject)
    if led is None:
        return []
    held = select(Lead.person_id).join(Person, Person.id == Lead.person_id)
    held = held.where(Person.active, Lead.subject_kind == led[0], Lead.subject_code == led[1], Lead.role.in_(roles))
    return list(session.scalars(held.distinct().order_by(Lead.person_id)))


def unit_of(session: Session, *, subject: Subject) -> str | None:
    """The unit to which the subject belongs: the project's own, else that of who leads it first."""
    kind, code = subject
    if kind == "project":
        own = session.scalar(select(Project.unit_key).where(Project.key == code))
        if own is not None:
            return own
    led = led_subject(subject)
    if led is None:
        return None
    leading = select(Lead.role, Person.unit_key).join(Person, Person.id == Lead.person_id)
    leading = leading.where(
        Person.active, Lead.subject_kind == led[0], Lead.subject_code == led[1], Lead.role.in_(LEADING)
    )
    order = list(LeadRole)
    held = sorted(session.execute(leading.order_by(Person.handle)), key=lambda row: order.index(row.role))
    return next((row.unit_key for row in held if row.unit_key is not None), None)


_ABOVE = (
    select(Unit.key, Unit.parent_key, Unit.kind, literal(0).label("steps"))
    .where(Unit.key == bindparam("unit", type_=String()))
    .cte(recursive=True)
)
_UP = aliased(Unit)
_ABOVE = _ABOVE.union_all(
    select(_UP.key, _UP.parent_key, _UP.kind, _ABOVE.c.steps + 1).join(_ABOVE, _UP.key == _ABOVE.c.parent_key)
)
_DGA = select(_ABOVE.c.key).where(_ABOVE.c.kind.in_((UnitKind.DGA, UnitKind.DGST))).order_by(_ABOVE.c.steps).limit(1)


def dga_of(session: Session, *, unit_key: str | None) -> list[int]:
    """The members of the Comex in the DGA or DGST that is nearest above the unit, the unit itself included."""
    nearest = None if unit_key is None else session.scalar(_DGA, {"unit": unit_key})
    if nearest is None:
        return []
    sitting = select(Person.id).join(RoleGrant, RoleGrant.person_id == Person.id)
    sitting = sitting.where(Person.active, Person.unit_key == nearest, RoleGrant.role == Role.COMEX)
    return list(session.scalars(sitting.distinct().order_by(Person.id)))


def of_body(session: Session, *, body_key: str, role: Role | None) -> list[int]:
    """The active members of a body, by the register or by the role that makes them so."""
    member = select(CommunityMember.person_id).where(CommunityMember.community_key == body_key)
    belongs: ColumnElement[bool] = Person.id.in_(member)
    if role is not None:
        belongs = or_(belongs, Person.id.in_(select(RoleGrant.person_id).where(RoleGrant.role == role)))
    return list(session.scalars(select(Person.id).where(Person.active, belongs).order_by(Person.id)))


def supporting(session: Session, *, subject: Subject) -> list[int]:
    """The active members of the cellule d'appui whose perimeter holds the subject."""
    granted = select(Person.id).join(RoleGrant, RoleGrant.person_id == Person.id)
    granted = granted.where(Person.active, RoleGrant.role == Role.SUPPORT).distinct().order_by(Person.id)
    return [each for each in session.scalars(granted) if supports(session, person_id=each, subject=subject)]


def by_handle(session: Session, *, handles: Collection[str]) -> list[int]:
    """The active persons of these handles."""
    known = select(Person.id).where(Person.active, Person.handle.in_(handles))
    return list(session.scalars(known.order_by(Person.id))) if handles else []


def may_read(session: Session, *, subject: Subject, among: Collection[int]) -> frozenset[int]:
    """Those of these persons who may read the subject: everybody, but for a restricted project."""
    kind, code = subject
    circle = session.scalar(select(Project.circle_key).where(Project.key == code)) if kind == "project" else None
    if circle is None:
        return frozenset(among)
    units = select(CircleMember.unit_key).where(CircleMember.circle_key == circle, CircleMember.unit_key.is_not(None))
    named = select(CircleMember.person_id).where(CircleMember.circle_key == circle)
    within = Person.unit_key.in_(below(frozenset(session.scalars(units))))
    readers = select(Person.id).where(Person.id.in_(among), or_(Person.id.in_(named), within))
    return frozenset(session.scalars(readers))
