"""Writes units, persons, their accounts and their roles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from storage.organisation.mirroring import mirror, stored
from storage.organisation.report import AccountMove, Tally
from storage.rows.organisation import Account, Person, Platform, RoleGrant, Unit

if TYPE_CHECKING:
    from storage.organisation.entries import Organisation, UnitEntry


def load_units(session: Session, organisation: Organisation) -> Tally:
    """Units, those no longer named being retired."""
    wanted = [
        {
            "key": unit.key,
            "name": unit.name,
            "kind": unit.kind,
            "parent_key": unit.parent,
            "aliases": list(unit.aliases),
            "fictitious": unit.fictitious,
            "retired": False,
        }
        for unit in _parents_first(organisation.units)
    ]
    return mirror(session, Unit, wanted, by=("key",), set_aside={"retired": True})


def _parents_first(units: Iterable[UnitEntry]) -> Iterable[UnitEntry]:
    """Each unit after its parent, which the foreign key asks for."""
    waiting = {unit.key: unit for unit in units}
    while waiting:
        for unit in [unit for unit in waiting.values() if unit.parent not in waiting]:
            yield waiting.pop(unit.key)


def load_persons(session: Session, organisation: Organisation) -> Tally:
    """Persons, those that the files named before and name no longer being inactive."""
    wanted = [
        {
            "handle": person.handle,
            "label": person.label,
            "unit_key": person.unit,
            "fictitious": person.fictitious,
            "active": True,
            "declared": True,
        }
        for person in organisation.persons
    ]
    return mirror(
        session,
        Person,
        wanted,
        by=("handle",),
        removable=lambda row: bool(row["declared"]),
        set_aside={"active": False},
    )


def load_accounts(
    session: Session, organisation: Organisation, ids: dict[str, int]
) -> tuple[Tally, tuple[AccountMove, ...]]:
    """Accounts, and those that change hands; what a person linked by command stays unless the files give it away."""
    holders: dict[tuple[Platform, str], str] = {
        account: person.handle for person in organisation.persons for account in person.accounts()
    }
    holders |= {(each.platform, each.account): each.person for each in organisation.accounts}
    handles = {number: handle for handle, number in ids.items()}
    before = {(row["platform"], row["account_id"]): handles[row["person_id"]] for row in stored(session, Account)}
    moves = tuple(
        AccountMove(account[1], before[account], holder)
        for account, holder in holders.items()
        if before.get(account, holder) != holder
    )
    wanted = [
        {"platform": platform, "account_id": account, "person_id": ids[handle], "declared": True}
        for (platform, account), handle in holders.items()
    ]
    tally = mirror(
        session,
        Account,
        wanted,
        by=("platform", "account_id"),
        removable=lambda row: bool(row["declared"]),
    )
    return tally, moves


def load_roles(session: Session, organisation: Organisation, ids: dict[str, int]) -> Tally:
    """Roles, which nothing but the files gives."""
    wanted = [
        {"person_id": ids[person.handle], "role": given.role, "unit_key": given.unit}
        for person in organisation.persons
        for given in person.roles
    ]
    return mirror(session, RoleGrant, wanted, by=("person_id", "role", "unit_key"))
