"""Questions put to the organisation: who is who, what each may read and leads, who belongs where."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    String,
    bindparam,
    literal_column,
    not_,
    or_,
    select,
    type_coerce,
    union,
)
from sqlalchemy.orm import Session

from storage import ahead
from storage.leads import below, led_subjects
from storage.reader import Reader
from storage.rows.organisation import (
    Account,
    CircleMember,
    CommunityMember,
    CommunityPlace,
    Lead,
    LeadRole,
    Person,
    Platform,
    Role,
    RoleGrant,
    SubjectKind,
    Unit,
)
from storage.rows.portfolio import Project
from storage.rows.reference import Community

# On whose behalf one reads for an unknown person, or where anybody may be listening: no circle.
NOBODY = Reader()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """An active person with all that a request asks about them."""

    id: int
    handle: str
    label: str
    unit_key: str | None
    fictitious: bool
    roles: frozenset[Role]
    reader: Reader


@dataclass(frozen=True, slots=True)
class Perimeter:
    """What « mine » means for a person: objectives and projects they lead, then those of their unit and below.

    Codes and keys are sorted. `units` is empty for a person without unit.
    """

    led_objectives: tuple[str, ...] = ()
    led_projects: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    unit_objectives: tuple[str, ...] = ()
    unit_projects: tuple[str, ...] = ()

    @property
    def objectives(self) -> tuple[str, ...]:
        """Both, each once."""
        return tuple(sorted({*self.led_objectives, *self.unit_objectives}))

    @property
    def projects(self) -> tuple[str, ...]:
        """Both, each once."""
        return tuple(sorted({*self.led_projects, *self.unit_projects}))

    def __bool__(self) -> bool:
        return bool(self.objectives or self.projects)


# Leading as one of these makes a person that; the values of the two enums are the same.
_BRINGING = (LeadRole.OBJECTIVE_LEAD, LeadRole.PROJECT_MANAGER)

# Statements of every request, built once: building them costs as much as running them.
_KNOWN = select(Person.id, Person.handle, Person.label, Person.unit_key, Person.fictitious).where(Person.active)
_BY_HANDLE = _KNOWN.where(Person.handle == bindparam("handle"))
_BY_ACCOUNT = _KNOWN.join(Account, Account.person_id == Person.id).where(
    Account.platform == bindparam("platform", type_=Account.__table__.c.platform.type),
    Account.account_id == bindparam("account"),
)
# What a row of the statement below gives.
_ROLE, _CIRCLE = "role", "circle"


def _roles_and_circles() -> CompoundSelect[str, str]:
    """Roles given and brought by leading; circles by name, or by the person's unit or one above it."""
    role, circle = (literal_column(f"'{kind}'", String) for kind in (_ROLE, _CIRCLE))
    this: BindParameter[int] = bindparam("person")
    above = select(Unit.key, Unit.parent_key).where(Unit.key == bindparam("unit", type_=String())).cte(recursive=True)
    above = above.union(select(Unit.key, Unit.parent_key).join(above, Unit.key == above.c.parent_key))
    named = or_(CircleMember.person_id == this, CircleMember.unit_key.in_(select(above.c.key)))
    return union(
        select(role, type_coerce(RoleGrant.role, String)).where(RoleGrant.person_id == this),
        select(role, type_coerce(Lead.role, String)).where(Lead.person_id == this, Lead.role.in_(_BRINGING)),
        select(circle, CircleMember.circle_key).where(named),
    )


_ROLES_AND_CIRCLES = _roles_and_circles()


def _granted(connection: Connection, person_id: int, unit_key: str | None) -> tuple[frozenset[Role], frozenset[str]]:
    rows = connection.execute(_ROLES_AND_CIRCLES, {"person": person_id, "unit": unit_key}).all()
    roles = {Role(value) for kind, value in rows if kind == _ROLE}
    return frozenset({Role.AGENT, *roles}), frozenset(value for kind, value in rows if kind == _CIRCLE)


# Persons


def asker(session: Session, *, platform: str, account: str) -> KnownPerson | None:
    """The person behind an account; in the terminal, where nobody signs in, a handle is an account too.

    Every request asks it: two short statements, built once.
    """
    try:
        where = Platform(platform)
    except ValueError:
        return None
    read = ahead.of(session)
    if read is not None and (platform, account) in read.askers:
        known: KnownPerson | None = read.askers[platform, account]
        return known
    connection = session.connection()
    found = None
    if where is Platform.TERMINAL:
        found = connection.execute(_BY_HANDLE, {"handle": account.strip().lower()}).first()
    if found is None:
        found = connection.execute(_BY_ACCOUNT, {"platform": where, "account": account}).first()
    if found is None:
        return None
    roles, circles = _granted(connection, found.id, found.unit_key)
    return KnownPerson(
        id=found.id,
        handle=found.handle,
        label=found.label,
        unit_key=found.unit_key,
        fictitious=found.fictitious,
        roles=roles,
        reader=Reader(found.id, circles),
    )


def person(session: Session, *, person_id: int | None) -> Person | None:
    """The person of an id, active or not; None for None."""
    return None if person_id is None else session.get(Person, person_id)


def person_by_account(session: Session, *, platform: Platform, account_id: str) -> Person | None:
    """The active person of an account."""
    account = (Account.platform == platform, Account.account_id == account_id)
    return session.scalar(select(Person).join(Account, Account.person_id == Person.id).where(*account, Person.active))


def person_by_handle(session: Session, *, handle: str) -> Person | None:
    """The active person of a handle, in any case."""
    return session.scalar(select(Person).where(Person.handle == handle.strip().lower(), Person.active))


def labels(session: Session, *, ids: Collection[int]) -> dict[int, str]:
    """What others read of these persons, active or not."""
    if not ids:
        return {}
    rows = session.execute(select(Person.id, Person.label).where(Person.id.in_(ids)))
    return {row.id: row.label for row in rows}


def handles_of(session: Session, *, ids: Collection[int]) -> dict[int, str]:
    """The handles of these persons, active or not."""
    if not ids:
        return {}
    return {row.id: row.handle for row in session.execute(select(Person.id, Person.handle).where(Person.id.in_(ids)))}


def labels_by_handle(session: Session, *, handles: Collection[str]) -> dict[str, str]:
    """The same, by handle."""
    if not handles:
        return {}
    rows = session.execute(select(Person.handle, Person.label).where(Person.handle.in_(handles)))
    return {row.handle: row.label for row in rows}


def handles(session: Session) -> list[str]:
    """The handles of all active persons, sorted."""
    return sorted(session.scalars(select(Person.handle).where(Person.active)))


def directory(session: Session) -> list[tuple[int, str, str]]:
    """Id, handle and label of every active person, by handle."""
    rows = session.execute(select(Person.id, Person.handle, Person.label).where(Person.active).order_by(Person.handle))
    return [(row.id, row.handle, row.label) for row in rows]


def accounts_of(session: Session, *, person: Person) -> Sequence[Account]:
    """The accounts of a person, by platform."""
    wanted = select(Account).where(Account.person_id == person.id).order_by(Account.platform, Account.account_id)
    return session.scalars(wanted).all()


def accounts_by_handle(session: Session, *, platform: Platform, handles: Collection[str]) -> dict[str, str]:
    """The accounts of these active persons on a platform, by handle; the first where one has several."""
    if not handles:
        return {}
    rows = select(Person.handle, Account.account_id).join(Account, Account.person_id == Person.id)
    rows = rows.where(Account.platform == platform, Person.handle.in_(handles), Person.active)
    found: dict[str, str] = {}
    for handle, account in session.execute(rows.order_by(Person.handle, Account.account_id)):
        found.setdefault(handle, account)
    return found


# Roles and what a person may read


def grants_of(session: Session, *, person: Person) -> Sequence[RoleGrant]:
    """The roles given to a person, with the unit to which one is limited."""
    wanted = select(RoleGrant).where(RoleGrant.person_id == person.id).order_by(RoleGrant.role, RoleGrant.unit_key)
    return session.scalars(wanted).all()


def roles_of(session: Session, *, person: Person) -> frozenset[Role]:
    """What a person is: agent, the roles given to them, and those that leading a subject brings."""
    return _granted(session.connection(), person.id, person.unit_key)[0]


def circles_of(session: Session, *, person: Person) -> frozenset[str]:
    """The circles a person reads in, by name or by their unit or one above it."""
    return _granted(session.connection(), person.id, person.unit_key)[1]


def reader_of(session: Session, *, person: Person | None, sees_all: bool = False) -> Reader:
    """On whose behalf queries read; whether a role sees every project is not decided here."""
    if person is None:
        return NOBODY
    return Reader(person.id, circles_of(session, person=person), sees_all)


# Units


def units(session: Session) -> Sequence[Unit]:
    """Every unit in use, by name."""
    return session.scalars(select(Unit).where(not_(Unit.retired)).order_by(Unit.name)).all()


def unit(session: Session, *, key: str) -> Unit | None:
    """The unit of a key, retired or not."""
    return session.get(Unit, key)


def units_below(session: Session, *, unit_key: str) -> frozenset[str]:
    """The keys of a unit and of every unit below it."""
    return frozenset(session.scalars(below(frozenset({unit_key}))))


def members_of_unit(session: Session, *, unit_key: str) -> Sequence[Person]:
    """The active persons of a unit and of every unit below it, by handle."""
    wanted = select(Person).where(Person.active, Person.unit_key.in_(below(frozenset({unit_key}))))
    return session.scalars(wanted.order_by(Person.handle)).all()


def perimeter(session: Session, *, person: Person, reader: Reader) -> Perimeter:
    """What a person leads, and what is led in their unit or below, or belongs to it."""
    mine = led_subjects(session, person=person)
    led_objectives = {lead.subject_code for lead in mine if lead.subject_kind is SubjectKind.OBJECTIVE}
    led_projects = {lead.subject_code for lead in mine if lead.subject_kind is SubjectKind.PROJECT}
    within: frozenset[str] = frozenset()
    around: list[tuple[SubjectKind, str]] = []
    if person.unit_key is not None:
        within = units_below(session, unit_key=person.unit_key)
        leading = select(Lead.subject_kind, Lead.subject_code).join(Person, Person.id == Lead.person_id)
        leading = leading.where(Person.active, Person.unit_key.in_(within), Lead.role != LeadRole.CONTRIBUTOR)
        around = [(kind, code) for kind, code in session.execute(leading.distinct())]
    around_projects = {code for kind, code in around if kind is SubjectKind.PROJECT}
    theirs = or_(Project.key.in_(led_projects | around_projects), Project.unit_key.in_(within))
    readable = set(
        session.scalars(select(Project.key).where(theirs, not_(Project.retired), reader.clause(Project.circle_key)))
    )
    return Perimeter(
        led_objectives=tuple(sorted(led_objectives)),
        led_projects=tuple(sorted(led_projects & readable)),
        units=tuple(sorted(within)),
        unit_objectives=tuple(sorted(code for kind, code in around if kind is SubjectKind.OBJECTIVE)),
        unit_projects=tuple(sorted(readable - led_projects)),
    )


# Communities


def members_of(session: Session, *, community_key: str) -> Sequence[Person]:
    """The active members of a community, by handle."""
    member = select(CommunityMember.person_id).where(CommunityMember.community_key == community_key)
    return session.scalars(select(Person).where(Person.id.in_(member), Person.active).order_by(Person.handle)).all()


def communities_of(session: Session, *, person: Person) -> Sequence[Community]:
    """The communities a person belongs to, in the order of the catalogue."""
    theirs = select(CommunityMember.community_key).where(CommunityMember.person_id == person.id)
    wanted = select(Community).where(Community.key.in_(theirs), not_(Community.retired)).order_by(Community.position)
    return session.scalars(wanted).all()


def communities_at(session: Session, *, platform: Platform, place_id: str) -> Sequence[Community]:
    """The communities that live in a place, in the order of the catalogue."""
    here = select(CommunityPlace.community_key).where(
        CommunityPlace.platform == platform, CommunityPlace.place_id == place_id
    )
    return session.scalars(select(Community).where(Community.key.in_(here)).order_by(Community.position)).all()
