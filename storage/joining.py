"""Two entries of the register that are one person: the accounts and polls of one become the other's."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import people
from storage.inserting import insert_missing
from storage.leads import led_subjects
from storage.polls import identities
from storage.rows.organisation import Account, CommunityMember, Person, Platform


def holder(session: Session, *, platform: str, account: str) -> Person | None:
    """The active person whose account this is."""
    return people.person_by_account(session, platform=Platform(platform), account_id=account)


def voted_twice(session: Session, *, source: Person, target: Person) -> Sequence[int]:
    """The polls in which both have voted: they can no longer be made one."""
    return identities.both_voted(session, one=source.id, other=target.id)


def may_more(session: Session, *, source: Person, target: Person) -> bool:
    """Whether the one that would go is, leads or reads what the other does not: the register alone may move that."""
    roles = people.roles_of(session, person=source) - people.roles_of(session, person=target)
    circles = people.circles_of(session, person=source) - people.circles_of(session, person=target)
    return bool(roles or circles or led_subjects(session, person=source))


def join(session: Session, *, source: Person, target: Person) -> None:
    """Give the target the accounts, communities and polls of the source, which is active no longer."""
    session.execute(update(Account).where(Account.person_id == source.id).values(person_id=target.id, declared=False))
    keys = session.scalars(select(CommunityMember.community_key).where(CommunityMember.person_id == source.id))
    rows = [{"community_key": key, "person_id": target.id, "declared": False} for key in sorted(keys)]
    insert_missing(session, CommunityMember, rows, unless=("community_key", "person_id"))
    identities.carry_over(session, source=source.id, target=target.id)
    session.execute(update(Person).where(Person.id == source.id).values(active=False))
    session.expire_all()
