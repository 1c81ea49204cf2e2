"""Which person an account of a platform is, when it is not the register but a message that says so."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.inserting import insert_missing
from storage.rows.organisation import (
    Account,
    CommunityMember,
    CommunityUserGroup,
    Person,
    Platform,
)

# Persons asked about in one statement: under the number of parameters that every database takes.
_AT_ONCE = 500


def any_address(session: Session) -> bool:
    """Whether the register names anybody by an e-mail address."""
    return session.scalar(select(Account.account_id).where(Account.account_id.contains("@")).limit(1)) is not None


def link_by_address(session: Session, *, platform: Platform, account: str, address: str) -> bool:
    """Make the account that of the active person whose address the register gives; whether there is one.

    The platform vouches for the address: a workspace's administrators set it, not the person.
    """
    person_id = session.scalar(
        select(Account.person_id)
        .join(Person, Person.id == Account.person_id)
        .where(Account.platform == platform, func.lower(Account.account_id) == address.lower(), Person.active)
    )
    return person_id is not None and link(session, platform=platform, account=account, person_id=person_id)


def link(session: Session, *, platform: Platform, account: str, person_id: int) -> bool:
    """Make the account this person's; False, and nothing changes, when it is somebody's already."""
    row = {"platform": platform, "account_id": account, "person_id": person_id, "declared": False}
    return insert_missing(session, Account, [row], unless=("platform", "account_id")) == 1


def user_groups(session: Session, *, platform: Platform) -> Sequence[str]:
    """The user groups that make members of communities."""
    wanted = select(CommunityUserGroup.group_id).where(CommunityUserGroup.platform == platform)
    return session.scalars(wanted.distinct().order_by(CommunityUserGroup.group_id)).all()


def set_group_members(session: Session, *, platform: Platform, group: str, users: frozenset[str]) -> None:
    """Make these accounts' persons the members of the group's communities, beside those whom the register names.

    A community has one user group at most for this to take members away: with several, members of any stay.
    """
    keys = session.scalars(
        select(CommunityUserGroup.community_key).where(
            CommunityUserGroup.platform == platform, CommunityUserGroup.group_id == group
        )
    ).all()
    known = select(Account.person_id).where(Account.platform == platform, Account.account_id.in_(users))
    persons = frozenset(session.scalars(known.join(Person, Person.id == Account.person_id).where(Person.active)))
    for key in keys:
        of_key = select(CommunityUserGroup.group_id).where(CommunityUserGroup.community_key == key)
        if len(session.scalars(of_key).all()) == 1:
            gone = delete(CommunityMember).where(
                CommunityMember.community_key == key,
                CommunityMember.declared.is_(False),
                CommunityMember.person_id.not_in(persons),
            )
            session.execute(gone)
        rows = [{"community_key": key, "person_id": person, "declared": False} for person in sorted(persons)]
        insert_missing(session, CommunityMember, rows, unless=("community_key", "person_id"))


def of_persons(session: Session, *, persons: Collection[int]) -> dict[int, tuple[str, dict[Platform, str]]]:
    """Handle and accounts by platform of those of these persons who are active."""
    found: dict[int, tuple[str, dict[Platform, str]]] = {}
    ids = sorted(persons)
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        wanted = select(Person.id, Person.handle).where(Person.active, Person.id.in_(some))
        found |= {row.id: (row.handle, {}) for row in session.execute(wanted)}
        theirs = select(Account.person_id, Account.platform, Account.account_id).where(Account.person_id.in_(some))
        for person_id, platform, account_id in session.execute(theirs.order_by(Account.account_id)):
            if person_id in found:
                found[person_id][1].setdefault(platform, account_id)
    return found
