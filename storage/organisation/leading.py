"""Writes who leads what, and what the organisation says of projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from storage import lead_notices, project_types
from storage.ledger.folding import LEAD_CHANGED
from storage.organisation.mirroring import (
    Row,
    change_rows,
    delete_rows,
    differs,
    insert_rows,
    mirror,
    stored,
)
from storage.organisation.report import LeadChange, Tally
from storage.organisation.vocabulary import NO_CIRCLE
from storage.rows.bookkeeping import CatalogueEntry, HistoryEntry
from storage.rows.organisation import Lead, LeadRole, Person, SubjectKind
from storage.rows.portfolio import Project, TypedProject

if TYPE_CHECKING:
    from storage.organisation.entries import Organisation, ProjectEntry

# Kind of the entries that remember which projects the organisation file added to the portfolio.
ADDED_PROJECT = "organisation_project"
# Kind of the entries that remember whom the files last named for which role.
NAMED_LEAD = "organisation_lead"


def load_projects(session: Session, organisation: Organisation) -> Tally:
    """Units and circles of projects, and the projects that the document does not print.

    A key left out says nothing: the project keeps its unit and its circle. A project that the files added
    and no longer name is retired, and stays as restricted as it was.
    """
    present = {row["key"]: row for row in stored(session, Project)}
    ours = {row["key"]: row for row in stored(session, CatalogueEntry) if row["kind"] == ADDED_PROJECT}
    added, changed = [], []
    for project in organisation.projects:
        values = _said_of(project)
        row = present.get(project.key)
        if row is None:
            added.append({**_UNPRINTED, "unit_key": None, "circle_key": None, **values})
        elif differs(row, values):
            changed.append((row, {**{column: row[column] for column in _DECIDED}, **values}))
    named = {project.key: project for project in organisation.projects if project.name is not None}
    gone = [present[key] for key in ours if key in present and key not in named]
    insert_rows(session, Project, added)
    change_rows(session, Project, changed)
    change_rows(session, Project, [(row, {"retired": True}) for row in gone])
    delete_rows(session, CatalogueEntry, [row for key, row in ours.items() if key not in named])
    session.add_all(CatalogueEntry(kind=ADDED_PROJECT, key=key, content={}) for key in named if key not in ours)
    return Tally(Project.__tablename__, len(added), len(changed), len(gone))


def load_types(session: Session, organisation: Organisation, *, at: datetime) -> Tally:
    """Types of projects; what changed goes to the history. A type said by command stays."""
    said = {project.key: project.type for project in organisation.projects if project.type is not None}
    changes = project_types.declare(session, said=said)
    session.add_all(
        HistoryEntry(
            subject_kind=SubjectKind.PROJECT.value,
            subject_code=key,
            at=at,
            person_id=None,
            action=project_types.TYPE_SET,
            detail={"before": before.value if before else None, "after": after.value},
        )
        for key, before, after in changes
    )
    added = sum(before is None for _, before, _ in changes)
    return Tally(TypedProject.__tablename__, added, len(changes) - added, 0)


# What a project that the document does not print has none of.
_UNPRINTED: Row = {
    "printed_year": None,
    "components": [],
    "sites": [],
    "summary": None,
    "note": None,
    "also_said": [],
    "source_line": None,
    "status": None,
    "due_on": None,
}
# Columns of a project that the files may decide.
_DECIDED = ("key", "name", "statement", "theme_key", "unit_key", "circle_key", "retired")


def _said_of(project: ProjectEntry) -> dict[str, Any]:
    values: dict[str, Any] = {"key": project.key}
    if project.name is not None:
        values |= {
            "name": project.name,
            "statement": project.statement or project.name,
            "theme_key": project.theme,
            "retired": False,
        }
    if project.unit is not None:
        values["unit_key"] = project.unit
    if project.circle is not None:
        values["circle_key"] = None if project.circle == NO_CIRCLE else project.circle
    return values


def load_leads(
    session: Session, organisation: Organisation, ids: dict[str, int], *, at: datetime, first: bool
) -> tuple[Tally, tuple[LeadChange, ...], tuple[LeadChange, ...]]:
    """Leads; what changed, which also goes to the history unless it is the first loading; and what was overruled.

    A lead set by command stays where the files name nobody for that role, as long as the person is active. Where
    the files name whom they named before, and a command has since said otherwise, what was said last stays: the
    last value gives these, with the person of the files before and who has the role after.
    """
    before = stored(session, Lead)
    declared = _declared(organisation)
    overruled = _overruled(session, declared, before, ids)
    _remember(session, declared)
    wanted: list[dict[str, Any]] = [
        {"subject_kind": kind, "subject_code": code, "role": role, "person_id": ids[handle], "declared": True}
        for kind, code, role, handle in declared
        if (kind, code, role, handle) not in overruled
    ]
    held_by_one = {_role_of(row) for row in wanted if row["role"] is not LeadRole.CONTRIBUTOR}
    inactive = set(session.scalars(select(Person.id).where(not_(Person.active))))

    def removable(row: Row) -> bool:
        return row["declared"] or row["person_id"] in inactive or _role_of(row) in held_by_one

    tally = mirror(session, Lead, wanted, by=("subject_kind", "subject_code", "role", "person_id"), removable=removable)
    handles = {number: handle for handle, number in ids.items()}
    after = stored(session, Lead)
    changes = _changes(before, after, handles)
    _tell(session, [change for change in changes if not first or change.before is not None], at=at)
    now = {_role_of(row): handles[row["person_id"]] for row in after}
    kept = tuple(
        LeadChange(kind, code, role, handle, None if role is LeadRole.CONTRIBUTOR else now.get((kind, code, role)))
        for kind, code, role, handle in declared
        if (kind, code, role, handle) in overruled
    )
    return tally, changes, kept


def _tell(session: Session, changes: Sequence[LeadChange], *, at: datetime) -> None:
    """What changed goes to the history, and to those whom it concerns."""
    entries = [
        HistoryEntry(
            subject_kind=change.subject_kind.value,
            subject_code=change.subject_code,
            at=at,
            person_id=None,
            action=LEAD_CHANGED,
            detail={"role": change.role.value, "before": change.before, "after": change.after},
        )
        for change in changes
    ]
    session.add_all(entries)
    session.flush()
    for entry, change in zip(entries, changes, strict=True):
        subject = (entry.subject_kind, entry.subject_code)
        lead_notices.note(session, entry=entry.id, subject=subject, before=change.before, after=change.after, at=at)


_Named = tuple[SubjectKind, str, LeadRole, str]


def _overruled(session: Session, declared: list[_Named], before: list[Row], ids: dict[str, int]) -> set[_Named]:
    """Whom the files name as they did before, and whom a command has since taken out of the role."""
    remembered = {row["key"] for row in stored(session, CatalogueEntry) if row["kind"] == NAMED_LEAD}
    present = {(*_role_of(row), row["person_id"]) for row in before}
    return {
        (kind, code, role, handle)
        for kind, code, role, handle in declared
        if _key_of((kind, code, role, handle)) in remembered and (kind, code, role, ids[handle]) not in present
    }


def _remember(session: Session, declared: list[_Named]) -> None:
    """Keep whom the files name, for the next loading."""
    ours = {row["key"]: row for row in stored(session, CatalogueEntry) if row["kind"] == NAMED_LEAD}
    named = dict.fromkeys(_key_of(each) for each in declared)
    delete_rows(session, CatalogueEntry, [row for key, row in ours.items() if key not in named])
    session.add_all(CatalogueEntry(kind=NAMED_LEAD, key=key, content={}) for key in named if key not in ours)


def _key_of(named: _Named) -> str:
    kind, code, role, handle = named
    return f"{kind.value}:{code}:{role.value}:{handle}"


def _declared(organisation: Organisation) -> list[_Named]:
    objectives = [(SubjectKind.OBJECTIVE, each.objective, each.role, each.person) for each in organisation.leads]
    projects = [
        (SubjectKind.PROJECT, project.key, role, handle)
        for project in organisation.projects
        for _, role, handle in project.holders()
    ]
    return objectives + projects


def _role_of(row: Row) -> tuple[SubjectKind, str, LeadRole]:
    return row["subject_kind"], row["subject_code"], row["role"]


def _changes(before: list[Row], after: list[Row], handles: dict[int, str]) -> tuple[LeadChange, ...]:
    """Who gave way to whom in each role, in the order of subjects."""
    held: list[defaultdict[tuple[SubjectKind, str, LeadRole], set[str]]] = [defaultdict(set), defaultdict(set)]
    for holders, rows in zip(held, (before, after), strict=True):
        for row in rows:
            holders[_role_of(row)].add(handles[row["person_id"]])
    then, now = held
    changes = []
    for kind, code, role in sorted(then.keys() | now.keys(), key=lambda each: (each[0].value, each[1], each[2].value)):
        left = sorted(then[kind, code, role] - now[kind, code, role])
        came = sorted(now[kind, code, role] - then[kind, code, role])
        changes += [LeadChange(kind, code, role, old, new) for old, new in zip_longest(left, came)]
    return tuple(changes)
