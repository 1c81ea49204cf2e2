"""Deadlines still to be kept: key results, their milestones, projects and actions, as they stand now.

Restricted projects are among them, with their circle: whoever shows them asks the reader.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.filters import OPEN_STATUSES
from storage.history import Subject
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Matter, MatterKind, MatterState, Standing
from storage.rows.organisation import Person
from storage.rows.plan import KeyResult, PrintedMilestone, Status
from storage.rows.portfolio import Project
from storage.standings import stands

# What a deadline is of, besides the kinds of subjects.
MILESTONE, ACTION = "milestone", "action"

# Days, both included.
Window = tuple[date, date]

_status = func.coalesce(Standing.status, KeyResult.status)
_due_on = func.coalesce(Standing.due_on, KeyResult.due_on)
_project_status = func.coalesce(Standing.status, Project.status)
_project_due_on = func.coalesce(Standing.due_on, Project.due_on)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline of something open.

    `kind` is key_result, project, milestone or action; `code` a code of the plan, a project's key, a key result's code
    and the milestone's rank (« 4.2.2.b/1 »), or an action's number. `subject` is what is led there. `holder` is the
    person who is to act, of an action. `circle` says who may read it (None: everybody).
    """

    kind: str
    code: str
    title: str
    subject: Subject
    due_on: date
    told_at: datetime | None = None
    status: Status | None = None
    circle: str | None = None
    holder: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What names it among all deadlines."""
        return self.kind, self.code


def due_within(session: Session, *, windows: Sequence[Window]) -> list[Deadline]:
    """What is open and due on a day of one of these windows, the soonest first."""
    if not windows:
        return []
    return sorted(
        (
            *_key_results(session, _within(windows, _due_on)),
            *_milestones(session, _within(windows, PrintedMilestone.due_on)),
            *_projects(session, _within(windows, _project_due_on)),
            *_actions(session, _within(windows, Matter.due_on)),
        ),
        key=lambda one: (one.due_on, one.kind, one.code),
    )


def still_due(session: Session, *, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Deadline]:
    """Those of these deadlines, by kind and code, that are of something still open, as they stand now."""
    codes = {kind: [code for one, code in keys if one == kind] for kind in ("key_result", "project", MILESTONE, ACTION)}
    found: list[Deadline] = []
    if codes["key_result"]:
        found += _key_results(session, KeyResult.code.in_(codes["key_result"]))
    if codes["project"]:
        found += _projects(session, Project.key.in_(codes["project"]))
    if codes[MILESTONE]:
        of = {code.partition("/")[0] for code in codes[MILESTONE]}
        found += _milestones(session, PrintedMilestone.key_result_code.in_(of))
    if codes[ACTION]:
        found += _actions(session, Matter.id.in_([int(code) for code in codes[ACTION]]))
    wanted = set(keys)
    return {one.key: one for one in found if one.key in wanted}


def all_open(session: Session) -> list[Deadline]:
    """Every deadline of key results and projects that are open, the soonest first."""
    both = (*_key_results(session, _due_on.is_not(None)), *_projects(session, _project_due_on.is_not(None)))
    return sorted(both, key=lambda one: (one.due_on, one.kind, one.code))


def _key_results(session: Session, condition: ColumnElement[bool]) -> Iterable[Deadline]:
    wanted = (
        select(KeyResult.code, KeyResult.statement, _due_on.label("due_on"), Standing.told_at, _status.label("status"))
        .outerjoin(Standing, stands("key_result", KeyResult.code))
        .where(not_(KeyResult.retired), _status.in_(OPEN_STATUSES), condition)
    )
    for row in session.execute(wanted):
        subject = ("key_result", row.code)
        yield Deadline("key_result", row.code, row.statement, subject, row.due_on, row.told_at, row.status)


def _milestones(session: Session, condition: ColumnElement[bool]) -> Iterable[Deadline]:
    """Those of open key results; not one that falls on the key result's own deadline."""
    wanted = (
        select(PrintedMilestone, Standing.told_at)
        .join(KeyResult, KeyResult.code == PrintedMilestone.key_result_code)
        .outerjoin(Standing, stands("key_result", KeyResult.code))
        .where(not_(KeyResult.retired), _status.in_(OPEN_STATUSES), condition)
        .where(PrintedMilestone.due_on.is_not(None), PrintedMilestone.due_on != _due_on)
    )
    for row, told_at in session.execute(wanted):
        subject = ("key_result", row.key_result_code)
        code = f"{row.key_result_code}/{row.position}"
        if row.due_on is not None:
            yield Deadline(MILESTONE, code, row.label, subject, row.due_on, told_at)


def _projects(session: Session, condition: ColumnElement[bool]) -> Iterable[Deadline]:
    still_open = or_(_project_status.is_(None), _project_status.in_(OPEN_STATUSES))
    wanted = (
        select(
            Project.key,
            Project.name,
            Project.circle_key,
            _project_due_on.label("due_on"),
            Standing.told_at,
            _project_status.label("status"),
        )
        .outerjoin(Standing, stands("project", Project.key))
        .where(not_(Project.retired), still_open, _project_due_on.is_not(None), condition)
    )
    for row in session.execute(wanted):
        subject = ("project", row.key)
        yield Deadline("project", row.key, row.name, subject, row.due_on, row.told_at, row.status, row.circle_key)


def _actions(session: Session, condition: ColumnElement[bool]) -> Iterable[Deadline]:
    still_open = and_(Matter.kind == MatterKind.ACTION, Matter.state == MatterState.OPEN, Matter.due_on.is_not(None))
    wanted = (
        select(Matter, HistoryEntry.detail, Person.id.label("person_id"), Project.circle_key)
        .join(HistoryEntry, HistoryEntry.id == Matter.id)
        .outerjoin(Person, and_(Person.handle == Matter.holder, Person.active))
        .outerjoin(Project, and_(Matter.subject_kind == "project", Project.key == Matter.subject_code))
        .where(still_open, condition)
    )
    for matter, detail, person_id, circle in session.execute(wanted):
        if matter.due_on is not None:
            yield Deadline(
                ACTION,
                str(matter.id),
                detail.get("text") or "",
                (matter.subject_kind, matter.subject_code),
                matter.due_on,
                circle=circle,
                holder=person_id,
            )


def _within(windows: Sequence[Window], day: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return or_(*(day.between(first, last) for first, last in windows))
