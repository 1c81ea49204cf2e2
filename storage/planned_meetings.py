"""Meetings to come: said by command or read from a calendar file, each once under the calendar's own id."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, not_, or_, select
from sqlalchemy.orm import Session

from storage.leads import below
from storage.reader import Reader
from storage.rows.organisation import CommunityMember, Lead, Person, Role, RoleGrant, SubjectKind, Unit
from storage.rows.portfolio import Project
from storage.rows.reminding import PlannedMeeting

# The roles that make somebody a member of a body, whatever the register says of it.
_ROLE_OF_BODY = {
    "comex": Role.COMEX,
    "comex_revue": Role.COMEX,
    "cap_managers": Role.CAP_MANAGERS,
    "cellule_appui": Role.SUPPORT,
    "xxl": Role.MANAGER,
}
# The committees that each project has of its own (7.3.1), and the review that each DGA has (7.3.2).
OF_PROJECTS = frozenset({"copil", "coproj", "costrat"})
OF_UNITS = "revue_projets"
# What comes within a body's meetings: « bilan annuel de la démarche » (partie 3).
YEARLY_REVIEW = "yearly_review"


@dataclass(frozen=True, slots=True)
class Body:
    """Whose meeting: a body, and of it one DGA's review, one project's committee or one occasion (None: any)."""

    community_key: str
    unit_key: str | None = None
    project_key: str | None = None
    occasion: str | None = None

    @property
    def shared(self) -> bool:
        """Whether it is the body itself, whose room is everybody's, and no unit's or project's own."""
        return self.unit_key is None and self.project_key is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A meeting as said by whoever plans it."""

    uid: str
    body: Body
    starts_at: datetime
    ends_at: datetime | None = None
    title: str = ""
    place: str | None = None
    agenda: Sequence[str] = ()
    cancelled: bool = False
    series: str | None = None
    all_day: bool = False


def body_of(meeting: PlannedMeeting) -> Body:
    """Whose meeting it is."""
    return Body(meeting.community_key, meeting.unit_key, meeting.project_key, meeting.occasion)


def plan(session: Session, wish: Wish, *, at: datetime) -> str:
    """Make the calendar say this; gives « added », « changed », « cancelled » or « unchanged »."""
    row = session.scalar(select(PlannedMeeting).where(PlannedMeeting.uid == wish.uid).with_for_update())
    said: dict[str, object] = {
        "community_key": wish.body.community_key,
        "unit_key": wish.body.unit_key,
        "project_key": wish.body.project_key,
        "occasion": wish.body.occasion,
        "starts_at": wish.starts_at,
        "ends_at": wish.ends_at,
        "title": wish.title,
        "place": wish.place,
        "cancelled": wish.cancelled,
        "all_day": wish.all_day,
    }
    agenda = list(wish.agenda)
    if row is None:
        session.add(PlannedMeeting(uid=wish.uid, agenda=agenda, recorded_at=at, series=wish.series, **said))
        session.flush()
        return "added"
    changed = {name: value for name, value in said.items() if getattr(row, name) != value}
    # What was put on the agenda by command stays where the calendar has none.
    if agenda and agenda != row.agenda:
        changed["agenda"] = agenda
    if not changed:
        return "unchanged"
    if wish.series is not None:
        changed["series"] = wish.series
    for name, value in changed.items():
        setattr(row, name, value)
    row.recorded_at = at
    session.flush()
    return "cancelled" if changed.get("cancelled") else "changed"


def drop_others(session: Session, *, series: str, kept: Collection[str], at: datetime) -> list[PlannedMeeting]:
    """Cancel the meetings to come of a series whose ids are not among those kept; gives them."""
    of_series = or_(PlannedMeeting.series == series, PlannedMeeting.uid == series)
    wanted = select(PlannedMeeting).where(of_series, PlannedMeeting.starts_at >= at, not_(PlannedMeeting.cancelled))
    gone = [each for each in session.scalars(wanted.order_by(PlannedMeeting.starts_at)) if each.uid not in kept]
    for each in gone:
        each.cancelled, each.recorded_at = True, at
    session.flush()
    return gone


def cancel(session: Session, *, number: int, at: datetime) -> PlannedMeeting:
    """Cancel a meeting; it stays on calendars, as cancelled."""
    row = session.get_one(PlannedMeeting, number, with_for_update=True)
    row.cancelled, row.recorded_at = True, at
    session.flush()
    return row


def move(session: Session, *, number: int, starts_at: datetime, all_day: bool, at: datetime) -> PlannedMeeting:
    """Give a meeting another hour; what it lasts stays."""
    row = session.get_one(PlannedMeeting, number, with_for_update=True)
    lasts = row.ends_at - row.starts_at if row.ends_at is not None else None
    row.starts_at, row.all_day, row.recorded_at = starts_at, all_day, at
    row.ends_at = starts_at + lasts if lasts is not None else None
    session.flush()
    return row


def add_to_agenda(session: Session, *, number: int, point: str, at: datetime) -> list[str]:
    """Put a point at the end of the agenda; gives the whole agenda."""
    row = session.get_one(PlannedMeeting, number, with_for_update=True)
    row.agenda = [*row.agenda, point]
    row.recorded_at = at
    session.flush()
    return row.agenda


def meeting(session: Session, *, number: int, reader: Reader) -> PlannedMeeting | None:
    """The meeting of this number, cancelled or not; None as well where the reader may not know of its project."""
    return session.scalar(_readable(reader).where(PlannedMeeting.id == number))


def between(
    session: Session, *, since: datetime, until: datetime, reader: Reader, body: Body | None = None
) -> Sequence[PlannedMeeting]:
    """The meetings of a body, or of all, from `since` (included) to `until` (excluded), the soonest first."""
    wanted = _readable(reader).where(
        PlannedMeeting.starts_at >= since, PlannedMeeting.starts_at < until, not_(PlannedMeeting.cancelled), *_of(body)
    )
    return session.scalars(wanted.order_by(PlannedMeeting.starts_at, PlannedMeeting.id)).all()


def coming(session: Session, *, since: datetime, reader: Reader, body: Body | None = None) -> Sequence[PlannedMeeting]:
    """The meetings to come of a body, or of all, the soonest first."""
    wanted = _readable(reader).where(PlannedMeeting.starts_at >= since, not_(PlannedMeeting.cancelled), *_of(body))
    return session.scalars(wanted.order_by(PlannedMeeting.starts_at, PlannedMeeting.id)).all()


def everything(session: Session, *, reader: Reader, body: Body | None = None) -> Sequence[PlannedMeeting]:
    """Every meeting planned, cancelled ones too, for a calendar that others read."""
    wanted = _readable(reader).where(*_of(body))
    return session.scalars(wanted.order_by(PlannedMeeting.starts_at, PlannedMeeting.id)).all()


def members(session: Session, *, body: Body) -> list[int]:
    """The active persons who meet, by id: the body's members; of a project's committee, those who hold a role in it.

    Of a DGA's review, the managers of that unit and of those right below, and who holds a role in its projects.
    """
    belongs: list[ColumnElement[bool]]
    if body.project_key is not None:
        belongs = [Person.id.in_(_leading((body.project_key,)))]
    elif body.unit_key is not None:
        belongs = _of_unit(body.unit_key)
    else:
        registered = select(CommunityMember.person_id).where(CommunityMember.community_key == body.community_key)
        belongs = [Person.id.in_(registered)]
        role = _ROLE_OF_BODY.get(body.community_key)
        if role is not None:
            belongs.append(Person.id.in_(select(RoleGrant.person_id).where(RoleGrant.role == role)))
    return list(session.scalars(select(Person.id).where(Person.active, or_(*belongs)).order_by(Person.id)))


def _of_unit(unit_key: str) -> list[ColumnElement[bool]]:
    managers = select(RoleGrant.person_id).where(RoleGrant.role == Role.MANAGER)
    projects = select(Project.key).where(Project.unit_key.in_(below(frozenset({unit_key}))))
    near = Person.unit_key.in_(_right_below(unit_key))
    return [near & Person.id.in_(managers), Person.id.in_(_leading(projects))]


def _right_below(unit_key: str) -> Select[str]:
    return select(Unit.key).where(or_(Unit.key == unit_key, Unit.parent_key == unit_key))


def _leading(projects: Collection[str] | Select[str]) -> Select[int]:
    return select(Lead.person_id).where(Lead.subject_kind == SubjectKind.PROJECT, Lead.subject_code.in_(projects))


def _readable(reader: Reader) -> Select[PlannedMeeting]:
    """Meetings, but for those of projects that the reader may not know of."""
    of_project = select(PlannedMeeting).outerjoin(Project, Project.key == PlannedMeeting.project_key)
    return of_project.where(reader.clause(Project.circle_key))


def _of(body: Body | None) -> list[ColumnElement[bool]]:
    if body is None:
        return []
    named = {
        PlannedMeeting.community_key: body.community_key,
        PlannedMeeting.unit_key: body.unit_key,
        PlannedMeeting.project_key: body.project_key,
        PlannedMeeting.occasion: body.occasion,
    }
    return [column == value for column, value in named.items() if value is not None]
