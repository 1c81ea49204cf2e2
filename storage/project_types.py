"""The type of each project, which decides the review that follows it; said by command or by the files."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.rows.portfolio import ProjectType, TypedProject

# The entry of a project's history that says its type: `before` and `after` are values of ProjectType, or None.
TYPE_SET = "project_type_set"


def type_of(session: Session, *, key: str) -> ProjectType | None:
    """The type of the project of this key; None where nobody said it. The caller has checked that it may be read."""
    return session.scalar(select(TypedProject.type).where(TypedProject.project_key == key))


def types(session: Session) -> dict[str, ProjectType]:
    """The type of every project that has one, by key."""
    rows = session.execute(select(TypedProject.project_key, TypedProject.type))
    return {row.project_key: row.type for row in rows}


def set_type(session: Session, *, key: str, to: ProjectType | None) -> ProjectType | None:
    """Make this the project's type, said by command; gives the one before. The caller writes the history."""
    row = session.get(TypedProject, key, with_for_update=True)
    before = row.type if row is not None else None
    if to is None and row is not None:
        session.delete(row)
    elif to is not None and row is None:
        session.add(TypedProject(project_key=key, type=to, declared=False))
    elif to is not None and row is not None and row.type is not to:
        row.type, row.declared = to, False
    session.flush()
    return before


def declare(session: Session, *, said: Mapping[str, ProjectType]) -> list[tuple[str, ProjectType | None, ProjectType]]:
    """What the files say of types; gives what changed: key, before, after. What a command said stays."""
    rows = {row.project_key: row for row in session.scalars(select(TypedProject))}
    changes: list[tuple[str, ProjectType | None, ProjectType]] = []
    for key, to in sorted(said.items()):
        row = rows.get(key)
        if row is None:
            session.add(TypedProject(project_key=key, type=to, declared=True))
            changes.append((key, None, to))
        elif row.declared and row.type is not to:
            changes.append((key, row.type, to))
            row.type = to
    session.flush()
    return changes
