"""Who asks, for several requests at once: the persons behind accounts, as `people.asker` gives each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    String,
    bindparam,
    literal_column,
    select,
    type_coerce,
    union,
)
from sqlalchemy.orm import Session

from storage.people import KnownPerson
from storage.reader import Reader
from storage.rows.organisation import Account, CircleMember, Lead, LeadRole, Person, Platform, Role, RoleGrant, Unit

# A platform and an account of it.
Key = tuple[str, str]

# Statements of every transaction that several requests share, built once.
_KNOWN = select(Person.id, Person.handle, Person.label, Person.unit_key, Person.fictitious).where(Person.active)
_BY_HANDLE = _KNOWN.where(Person.handle.in_(bindparam("handles", expanding=True)))
_OF_PLATFORM: BindParameter[Any] = bindparam("platform", type_=Account.__table__.c.platform.type)
_BY_ACCOUNT = (
    _KNOWN.add_columns(Account.account_id)
    .join(Account, Account.person_id == Person.id)
    .where(Account.platform == _OF_PLATFORM, Account.account_id.in_(bindparam("accounts", expanding=True)))
)
_ROLE, _CIRCLE = "role", "circle"


def _roles_and_circles() -> CompoundSelect[Any]:
    """The person, then a role given or brought by leading, or a circle by name, by the unit or one above it."""
    role, circle = (literal_column(f"'{kind}'", String) for kind in (_ROLE, _CIRCLE))
    these: BindParameter[Any] = bindparam("persons", expanding=True)
    above = select(Person.id.label("person"), Unit.key, Unit.parent_key).join(Unit, Unit.key == Person.unit_key)
    chain = above.where(Person.id.in_(these)).cte(recursive=True)
    chain = chain.union(select(chain.c.person, Unit.key, Unit.parent_key).join(chain, Unit.key == chain.c.parent_key))
    # Leading as one of these makes a person that; the values of the two enums are the same.
    brings = Lead.role.in_((LeadRole.OBJECTIVE_LEAD, LeadRole.PROJECT_MANAGER))
    return union(
        select(RoleGrant.person_id, role, type_coerce(RoleGrant.role, String)).where(RoleGrant.person_id.in_(these)),
        select(Lead.person_id, role, type_coerce(Lead.role, String)).where(Lead.person_id.in_(these), brings),
        select(CircleMember.person_id, circle, CircleMember.circle_key).where(CircleMember.person_id.in_(these)),
        select(chain.c.person, circle, CircleMember.circle_key).join(
            CircleMember, CircleMember.unit_key == chain.c.key
        ),
    )


_ROLES_AND_CIRCLES = _roles_and_circles()


def askers(session: Session, *, accounts: Collection[Key]) -> dict[Key, KnownPerson | None]:
    """The person behind each account, None for an unknown one: a statement or two a platform, one for what they are."""
    rows: dict[Key, Any] = {}
    for platform in Platform:
        theirs = sorted(account for name, account in accounts if name == platform.value)
        if theirs:
            rows |= {(platform.value, account): row for account, row in _rows(session, platform, theirs).items()}
    given: dict[int, list[tuple[str, str]]] = {row.id: [] for row in rows.values()}
    if given:
        for person_id, kind, value in session.connection().execute(_ROLES_AND_CIRCLES, {"persons": sorted(given)}):
            given[person_id].append((kind, value))
    return {key: _known(rows[key], given[rows[key].id]) if key in rows else None for key in accounts}


def _rows(session: Session, platform: Platform, accounts: list[str]) -> dict[str, Any]:
    """The rows of the active persons, by account; in the terminal a handle is an account, before any other."""
    connection = session.connection()
    by_handle: dict[str, Any] = {}
    if platform is Platform.TERMINAL:
        handles = {account: account.strip().lower() for account in accounts}
        named = {row.handle: row for row in connection.execute(_BY_HANDLE, {"handles": sorted(set(handles.values()))})}
        by_handle = {account: named[handle] for account, handle in handles.items() if handle in named}
    others = [account for account in accounts if account not in by_handle]
    if not others:
        return by_handle
    found = connection.execute(_BY_ACCOUNT, {"platform": platform, "accounts": others})
    return by_handle | {row.account_id: row for row in found}


def _known(row: Any, given: list[tuple[str, str]]) -> KnownPerson:
    roles = {Role(value) for kind, value in given if kind == _ROLE}
    circles = frozenset(value for kind, value in given if kind == _CIRCLE)
    return KnownPerson(
        id=row.id,
        handle=row.handle,
        label=row.label,
        unit_key=row.unit_key,
        fictitious=row.fictitious,
        roles=frozenset({Role.AGENT, *roles}),
        reader=Reader(row.id, circles),
    )
