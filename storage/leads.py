"""Who leads what: the holders of each role, what nobody leads, and conditions for lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, not_, or_, select
from sqlalchemy.orm import Session

from storage.reader import Reader
from storage.rows.organisation import ROLES_ON, Lead, LeadRole, Person, SubjectKind, Unit
from storage.rows.plan import Objective
from storage.rows.portfolio import Project


@dataclass(frozen=True, slots=True)
class Holder:
    """An active person in one of the roles that a subject has."""

    role: LeadRole
    handle: str
    label: str


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


def led_subjects(session: Session, *, person: Person) -> Sequence[Lead]:
    """What a person leads or contributes to, by subject; restricted projects included."""
    wanted = select(Lead).where(Lead.person_id == person.id)
    return session.scalars(wanted.order_by(Lead.subject_kind, Lead.subject_code, Lead.role)).all()


def leads_of(session: Session, *, kind: SubjectKind, code: str) -> Sequence[Holder]:
    """Who holds which role on a subject, in the order of roles; the right to read the subject is checked before."""
    return leads_by_code(session, kind=kind, codes=[code]).get(code, [])


_LEADS = (
    select(Lead.subject_code, Lead.role, Person.handle, Person.label)
    .join(Person, Person.id == Lead.person_id)
    .where(
        Lead.subject_kind == bindparam("kind", type_=Lead.__table__.c.subject_kind.type),
        Lead.subject_code.in_(bindparam("codes", expanding=True)),
        Person.active,
    )
)


def leads_by_code(session: Session, *, kind: SubjectKind, codes: Collection[str]) -> dict[str, list[Holder]]:
    """The same for several subjects at once; a subject without anybody has no entry."""
    found: defaultdict[str, list[Holder]] = defaultdict(list)
    for code, role, handle, label in session.connection().execute(_LEADS, {"kind": kind, "codes": list(codes)}):
        found[code].append(Holder(role, handle, label))
    order = list(LeadRole)
    for holders in found.values():
        holders.sort(key=lambda holder: (order.index(holder.role), holder.handle))
    return dict(found)


def objectives_without_lead(session: Session) -> list[str]:
    """The codes of the objectives that have no chef de file."""
    leaderless = Objective.code.not_in(led(SubjectKind.OBJECTIVE, LeadRole.OBJECTIVE_LEAD))
    return sorted(session.scalars(select(Objective.code).where(not_(Objective.retired), leaderless)))


def projects_without(session: Session, *, role: LeadRole, reader: Reader) -> list[str]:
    """The keys of the projects that have nobody in this role."""
    vacant = Project.key.not_in(led(SubjectKind.PROJECT, role))
    wanted = select(Project.key).where(not_(Project.retired), vacant, reader.clause(Project.circle_key))
    return sorted(session.scalars(wanted))
