"""Writes the organisation into the database: the files are the truth for what they declare, and for nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, not_, select, update
from sqlalchemy.orm import Session

from storage.organisation.belonging import drop_circles, load_circles, load_members, load_places
from storage.organisation.checking import Known
from storage.organisation.leading import ADDED_PROJECT, load_leads, load_projects, load_types
from storage.organisation.persons import load_accounts, load_persons, load_roles, load_units
from storage.organisation.report import LoadReport
from storage.organisation.revision import ORGANISATION, is_loaded
from storage.outline import PLAN
from storage.rows.bookkeeping import CatalogueEntry, Revision
from storage.rows.organisation import Person
from storage.rows.plan import Objective
from storage.rows.portfolio import Project, Theme
from storage.rows.reference import Community

if TYPE_CHECKING:
    from storage.organisation.entries import Organisation

# Any number, the same in every process: on PostgreSQL two that load at once take turns.
_LOCK = 0x44494D4F


def known_codes(session: Session) -> Known:
    """What the catalogue in the database holds, without the projects that the organisation itself added."""
    ours = select(CatalogueEntry.key).where(CatalogueEntry.kind == ADDED_PROJECT)
    projects = select(Project.key).where(not_(Project.retired), Project.key.not_in(ours))
    return Known(
        communities=frozenset(session.scalars(select(Community.key).where(not_(Community.retired)))),
        objectives=frozenset(session.scalars(select(Objective.code).where(not_(Objective.retired)))),
        projects=frozenset(session.scalars(projects)),
        themes=frozenset(session.scalars(select(Theme.key).where(not_(Theme.retired)))),
    )


def load_organisation(session: Session, organisation: Organisation, *, at: datetime) -> LoadReport:
    """Makes the rows say what the organisation says; loading the same files again changes nothing.

    Persons and units that it no longer names are set aside, never deleted. The organisation must have been
    checked against the catalogue of this database, which `read_organisation` does.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    if is_loaded(session, organisation.digest):
        return LoadReport(first=False)
    session.flush()
    first = session.get(Revision, ORGANISATION) is None
    units = load_units(session, organisation)
    persons = load_persons(session, organisation)
    ids = {person.handle: person.id for person in session.execute(select(Person.handle, Person.id))}
    accounts, moves = load_accounts(session, organisation, ids)
    roles = load_roles(session, organisation, ids)
    places = load_places(session, organisation)
    members = load_members(session, organisation, ids)
    circles = load_circles(session, organisation, ids)
    projects = load_projects(session, organisation)
    types = load_types(session, organisation, at=at)
    dropped = drop_circles(session, organisation)
    leads, changes, overruled = load_leads(session, organisation, ids, at=at, first=first)
    report = LoadReport(
        first=first,
        tallies=(units, persons, accounts, roles, *places, members, *circles, dropped, projects, types, leads),
        leads=changes,
        overruled=overruled,
        accounts=moves,
        still_restricted=_closed_to_all(session, organisation),
        ignored_files=organisation.ignored_files,
    )
    _raise_revision(session, ORGANISATION, digest=organisation.digest)
    if report.changed:
        _raise_revision(session, PLAN)
    session.flush()
    # Rows were written past the session's own copies of them.
    session.expire_all()
    return report


def _closed_to_all(session: Session, organisation: Organisation) -> tuple[str, ...]:
    """The projects whose circle is no longer declared."""
    declared = [circle.key for circle in organisation.circles]
    restricted = select(Project.key).where(Project.circle_key.is_not(None), Project.circle_key.not_in(declared))
    return tuple(session.scalars(restricted.where(not_(Project.retired)).order_by(Project.key)))


def _raise_revision(session: Session, subject: str, *, digest: str | None = None) -> None:
    """One more, counted by the database: another process may be raising the same one. None keeps the digest."""
    values = {"number": Revision.number + 1, **({} if digest is None else {"digest": digest})}
    raised = update(Revision).where(Revision.subject == subject).values(values).returning(Revision.subject)
    if session.scalar(raised) is None:
        session.add(Revision(subject=subject, number=1, digest=digest))
