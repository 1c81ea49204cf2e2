"""Meetings to come: said by command or read from a calendar file, each once under the calendar's own id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import not_, or_, select
from sqlalchemy.orm import Session

from storage.rows.organisation import CommunityMember, Person, Role, RoleGrant
from storage.rows.reminding import PlannedMeeting

# The roles that make somebody a member of a body, whatever the register says of it.
_ROLE_OF_BODY = {
    "comex": Role.COMEX,
    "comex_revue": Role.COMEX,
    "cap_managers": Role.CAP_MANAGERS,
    "cellule_appui": Role.SUPPORT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A meeting as said by whoever plans it."""

    uid: str
    community_key: str
    starts_at: datetime
    ends_at: datetime | None = None
    title: str = ""
    place: str | None = None
    agenda: Sequence[str] = ()
    cancelled: bool = False


def plan(session: Session, wish: Wish, *, at: datetime) -> str:
    """Make the calendar say this; gives « added », « changed » or « unchanged »."""
    row = session.scalar(select(PlannedMeeting).where(PlannedMeeting.uid == wish.uid).with_for_update())
    said = {
        "community_key": wish.community_key,
        "starts_at": wish.starts_at,
        "ends_at": wish.ends_at,
        "title": wish.title,
        "place": wish.place,
        "cancelled": wish.cancelled,
    }
    agenda = list(wish.agenda)
    if row is None:
        session.add(PlannedMeeting(uid=wish.uid, agenda=agenda, recorded_at=at, **said))
        session.flush()
        return "added"
    # What was put on the agenda by command stays where the calendar has none.
    changed = {name: value for name, value in said.items() if getattr(row, name) != value}
    if agenda and agenda != row.agenda:
        changed["agenda"] = agenda
    for name, value in changed.items():
        setattr(row, name, value)
    session.flush()
    return "changed" if changed else "unchanged"


def add_to_agenda(session: Session, *, number: int, point: str) -> list[str]:
    """Put a point at the end of the agenda; gives the whole agenda."""
    row = session.get_one(PlannedMeeting, number, with_for_update=True)
    row.agenda = [*row.agenda, point]
    session.flush()
    return row.agenda


def meeting(session: Session, *, number: int) -> PlannedMeeting | None:
    """The meeting of this number, cancelled or not."""
    return session.get(PlannedMeeting, number)


def between(session: Session, *, since: datetime, until: datetime) -> Sequence[PlannedMeeting]:
    """The meetings that begin from `since` (included) to `until` (excluded), the soonest first."""
    wanted = select(PlannedMeeting).where(
        PlannedMeeting.starts_at >= since, PlannedMeeting.starts_at < until, not_(PlannedMeeting.cancelled)
    )
    return session.scalars(wanted.order_by(PlannedMeeting.starts_at, PlannedMeeting.id)).all()


def coming(session: Session, *, since: datetime, community_key: str | None = None) -> Sequence[PlannedMeeting]:
    """The meetings to come of a body, or of all, the soonest first."""
    wanted = select(PlannedMeeting).where(PlannedMeeting.starts_at >= since, not_(PlannedMeeting.cancelled))
    if community_key is not None:
        wanted = wanted.where(PlannedMeeting.community_key == community_key)
    return session.scalars(wanted.order_by(PlannedMeeting.starts_at, PlannedMeeting.id)).all()


def everything(session: Session) -> Sequence[PlannedMeeting]:
    """Every meeting planned, cancelled ones too, for a calendar that others read."""
    return session.scalars(select(PlannedMeeting).order_by(PlannedMeeting.starts_at, PlannedMeeting.id)).all()


def members(session: Session, *, community_key: str) -> list[int]:
    """The active members of a body, by the register or by the role that makes them so, by id."""
    member = select(CommunityMember.person_id).where(CommunityMember.community_key == community_key)
    belongs = [Person.id.in_(member)]
    role = _ROLE_OF_BODY.get(community_key)
    if role is not None:
        belongs.append(Person.id.in_(select(RoleGrant.person_id).where(RoleGrant.role == role)))
    return list(session.scalars(select(Person.id).where(Person.active, or_(*belongs)).order_by(Person.id)))
