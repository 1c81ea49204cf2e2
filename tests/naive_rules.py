"""What the rules of deadlines must give, computed naively: day by day, subject by subject, from the register's files.

Nothing here is shared with the program but the rows that the files have filled.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import holidays
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.database import Database
from storage.rows.organisation import Lead, LeadRole, Person, Role, RoleGrant, Unit
from storage.rows.plan import KeyResult, PrintedMilestone, Status
from storage.rows.portfolio import Project

ONE = timedelta(days=1)
OPEN = (Status.PLANNED, Status.UNDER_WAY, None)
FRANCE = holidays.country_holidays("FR")
BEFORE = {"deadline-30d": 30, "deadline-15d": 15, "deadline-7d": 7, "deadline-1d": 1}


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in FRANCE


def earlier(day: date) -> date:
    while not works(day):
        day -= ONE
    return day


def later(day: date) -> date:
    while not works(day):
        day += ONE
    return day


class Naive:
    """The world of one database, as lists."""

    def __init__(self, database: Database) -> None:
        with database.read() as session:
            self.persons = {row.id: row for row in session.scalars(select(Person)) if row.active}
            self.leads = list(session.scalars(select(Lead)))
            self.managers = {row.person_id for row in session.scalars(select(RoleGrant)) if row.role is Role.MANAGER}
            self.supporting = sorted(
                self.persons[row.person_id].handle
                for row in session.scalars(select(RoleGrant))
                if row.role is Role.SUPPORT
            )
            self.parents = {row.key: row.parent_key for row in session.scalars(select(Unit))}
            self.dues = self._dues(session)

    def _dues(self, session: Session) -> list[tuple[date, str, str | None]]:
        dues: list[tuple[date, str, str | None]] = []
        for row in session.scalars(select(KeyResult)):
            if not row.retired and row.status in OPEN:
                dues.append((row.due_on, row.objective_code, None))
                own = select(PrintedMilestone.due_on).where(PrintedMilestone.key_result_code == row.code)
                days = [day for day in session.scalars(own) if day is not None and day != row.due_on]
                dues += [(day, row.objective_code, None) for day in days]
        dues += [
            (project.due_on, project.key, project.unit_key)
            for project in session.scalars(select(Project))
            if not project.retired and project.status in OPEN and project.due_on is not None
        ]
        return dues

    def lead_of(self, code: str) -> list[Person]:
        order = [
            LeadRole.OBJECTIVE_LEAD,
            LeadRole.PROJECT_DIRECTOR,
            LeadRole.PROJECT_MANAGER,
            LeadRole.SPONSOR,
        ]
        for role in order:
            found = [self.persons[row.person_id] for row in self.leads if row.subject_code == code and row.role is role]
            if found:
                return found
        return []

    def manager_of(self, code: str, unit: str | None) -> list[Person]:
        leading = self.lead_of(code)
        unit = unit or next((person.unit_key for person in leading if person.unit_key), None)
        while unit is not None:
            found = [
                person
                for person in self.persons.values()
                if person.unit_key == unit and person.id in self.managers and person not in leading
            ]
            if found:
                return found
            unit = self.parents[unit]
        return []

    def expected(self, first: date, last: date) -> set[tuple[str, str, str, str]]:
        """(rule, subject, day on which it is told, handle) of every point from one day to the other."""
        found: set[tuple[str, str, str, str]] = set()
        leaderless: dict[date, bool] = defaultdict(bool)
        for due_on, code, unit in self.dues:
            for rule, days in BEFORE.items():
                self._note(found, leaderless, rule, earlier(due_on - days * ONE), due_on, code)
            self._note(found, leaderless, "past-due-3d", later(due_on + 3 * ONE), due_on, code)
            day = later(due_on + 10 * ONE)
            for person in self.manager_of(code, unit):
                found.add(("past-due-10d", due_on.isoformat(), day.isoformat(), person.handle))
        for day in leaderless:
            for handle in self.supporting:
                found.add(("no-lead", day.isoformat(), day.isoformat(), handle))
        return {each for each in found if first.isoformat() <= each[2] <= last.isoformat()}

    def _note(
        self,
        found: set[tuple[str, str, str, str]],
        leaderless: dict[date, bool],
        rule: str,
        day: date,
        due_on: date,
        code: str,
    ) -> None:
        leading = self.lead_of(code)
        for person in leading:
            found.add((rule, due_on.isoformat(), day.isoformat(), person.handle))
        if not leading:
            leaderless[day] = True
