"""Persons as a request knows them, many at once: their roles and circles in a few questions for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.people import KnownPerson
from storage.reader import Reader
from storage.rows.organisation import CircleMember, Lead, LeadRole, Person, Role, RoleGrant, Unit

# Leading as one of these makes a person that; the values of the two enums are the same.
_BRINGING = (LeadRole.OBJECTIVE_LEAD, LeadRole.PROJECT_MANAGER)


def known_persons(session: Session, *, ids: Collection[int]) -> dict[int, KnownPerson]:
    """The active persons among these, as `people.asker` gives each."""
    columns = (Person.id, Person.handle, Person.label, Person.unit_key, Person.fictitious)
    rows = session.execute(select(*columns).where(Person.active, Person.id.in_(ids))).all()
    if not rows:
        return {}
    roles: defaultdict[int, set[Role]] = defaultdict(lambda: {Role.AGENT})
    for person_id, role in session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(RoleGrant.person_id.in_(ids))
    ):
        roles[person_id].add(role)
    leading = select(Lead.person_id, Lead.role).where(Lead.person_id.in_(ids), Lead.role.in_(_BRINGING))
    for person_id, lead_role in session.execute(leading):
        roles[person_id].add(Role(lead_role.value))
    parents = {row.key: row.parent_key for row in session.execute(select(Unit.key, Unit.parent_key))}
    named: defaultdict[int, set[str]] = defaultdict(set)
    of_unit: defaultdict[str, set[str]] = defaultdict(set)
    for circle, member, unit in session.execute(
        select(CircleMember.circle_key, CircleMember.person_id, CircleMember.unit_key)
    ):
        if member is not None:
            named[member].add(circle)
        if unit is not None:
            of_unit[unit].add(circle)
    found = {}
    for row in rows:
        circles, unit, seen = set(named[row.id]), row.unit_key, set[str]()
        while unit is not None and unit not in seen:
            seen.add(unit)
            circles |= of_unit.get(unit, set())
            unit = parents.get(unit)
        reader = Reader(row.id, frozenset(circles))
        found[row.id] = KnownPerson(
            row.id, row.handle, row.label, row.unit_key, row.fictitious, frozenset(roles[row.id]), reader
        )
    return found
