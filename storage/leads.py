"""Who leads what: conditions for the lists of the plan and of the portfolio, and what units lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Select, not_, or_, select
from sqlalchemy.orm import Session

from storage.reader import Reader
from storage.rows.organisation import ROLES_ON, Lead, LeadRole, Person, SubjectKind, Unit
from storage.rows.portfolio import Project


def led(kind: SubjectKind, role: LeadRole) -> Select[str]:
    """The codes of the subjects that have someone active in this role."""
    held = select(Lead.subject_code).join(Person, Person.id == Lead.person_id)
    return held.where(Lead.subject_kind == kind, Lead.role == role, Person.active)


def led_in_units(kind: SubjectKind, unit_keys: frozenset[str]) -> Select[str]:
    """The codes of the subjects led by someone of these units or of a unit below; contributing is not leading."""
    leading = ROLES_ON[kind] - {LeadRole.CONTRIBUTOR}
    return (
        select(Lead.subject_code)
        .join(Person, Person.id == Lead.person_id)
        .where(Lead.subject_kind == kind, Lead.role.in_(leading), Person.active)
        .where(Person.unit_key.in_(below(unit_keys)))
    )


def below(unit_keys: frozenset[str]) -> Select[str]:
    """The keys of these units and of every unit below them."""
    tree = select(Unit.key).where(Unit.key.in_(unit_keys)).cte(recursive=True)
    tree = tree.union(select(Unit.key).join(tree, Unit.parent_key == tree.c.key))
    return select(tree.c.key)


def led_in(session: Session, *, unit_key: str, reader: Reader) -> Mapping[SubjectKind, Sequence[str]]:
    """The codes of the objectives and the keys of the projects led in a unit or below, those the reader may read."""
    keys = frozenset({unit_key})
    projects = select(Project.key).where(
        or_(Project.key.in_(led_in_units(SubjectKind.PROJECT, keys)), Project.unit_key.in_(below(keys))),
        not_(Project.retired),
        reader.clause(Project.circle_key),
    )
    found: dict[SubjectKind, Sequence[str]] = defaultdict(list)
    found[SubjectKind.OBJECTIVE] = sorted(set(session.scalars(led_in_units(SubjectKind.OBJECTIVE, keys))))
    found[SubjectKind.PROJECT] = session.scalars(projects.order_by(Project.key)).all()
    return found
