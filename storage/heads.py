"""Who answers for a unit: nobody is recorded as its head, so the roles of its own persons say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.rows.organisation import Person, Role, RoleGrant

# Who heads a unit sits in the Comex (a DGA), is of the CAP Managers (a direction), or is a manager (a service).
_HEADING = (Role.COMEX, Role.CAP_MANAGERS, Role.MANAGER)


def heads_of(session: Session, *, unit_key: str) -> Sequence[Person]:
    """The active persons of the unit itself with the highest of these roles, by handle; none when nobody has one."""
    wanted = (
        select(Person, RoleGrant.role)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(Person.active, Person.unit_key == unit_key, RoleGrant.role.in_(_HEADING))
        .order_by(Person.handle)
    )
    holding: defaultdict[Role, list[Person]] = defaultdict(list)
    for person, role in session.execute(wanted).unique():
        if person not in holding[role]:
            holding[role].append(person)
    return next((holding[role] for role in _HEADING if holding[role]), [])
