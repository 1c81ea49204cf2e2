"""`dimension export`: the plan, the portfolio and the communities as JSON, on standard output."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from storage import communities, plan, portfolio
from storage.reader import Reader
from storage.rows.plan import KeyResult, Objective
from storage.rows.portfolio import Project


def as_json(session: Session, *, reader: Reader, today: date) -> str:
    """Everything that the reader may read, as indented JSON."""
    content = {
        "pillars": [_pillar(session, each.number) for each in plan.pillars(session)],
        "themes": [{"key": each.key, "title": each.title} for each in portfolio.themes(session)],
        "projects": [_project(each) for each in portfolio.projects(session, reader=reader, today=today)],
        "communities": [
            {"key": each.key, "name": each.name, "kind": each.kind, "purpose": each.purpose, "rhythm": each.rhythm}
            for each in communities.communities(session)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain)


def _pillar(session: Session, number: int) -> dict[str, Any]:
    objectives = plan.objectives(session, pillar_number=number)
    pillar = objectives[0].pillar
    axes = {each.axis.code: each.axis.title for each in objectives}
    return {
        "number": pillar.number,
        "title": pillar.title,
        "axes": [
            {
                "code": code,
                "title": title,
                "objectives": [_objective(each) for each in objectives if each.axis_code == code],
            }
            for code, title in axes.items()
        ],
    }


def _objective(objective: Objective) -> dict[str, Any]:
    return {
        "code": objective.code,
        "title": objective.title,
        "key_results": [_key_result(each) for each in objective.key_results],
    }


def _key_result(result: KeyResult) -> dict[str, Any]:
    return {
        "code": result.code,
        "statement": result.statement,
        "status": result.status,
        "printed_deadline": result.printed_deadline,
        "due_on": result.due_on,
        "deadlines": [
            {"due_on": each.due_on, "quarter": each.quarter, "label": each.label} for each in result.deadlines
        ],
        "targets": [
            {"kind": each.kind, "value": each.value, "unit": each.unit, "what": each.what} for each in result.targets
        ],
    }


def _project(project: Project) -> dict[str, Any]:
    return {
        "key": project.key,
        "name": project.name,
        "statement": project.statement,
        "theme": project.theme_key,
        "communes": [each.name for each in project.communes],
        "status": project.status,
        "due_on": project.due_on,
    }


def _plain(value: object) -> object:
    """Enums by value, dates in ISO form, numbers as numbers."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    number = float(str(value))
    return int(number) if number.is_integer() else number


def all_but_restricted() -> Reader:
    """What may leave without a circle."""
    return Reader()


def everything() -> Reader:
    """What an operator takes who asks for restricted projects too."""
    return Reader(sees_all=True)


def held_back(session: Session, *, today: date) -> int:
    """How many projects an export without restricted ones leaves out."""
    counted: Sequence[int] = [
        portfolio.count_projects(session, reader=reader, today=today) for reader in (everything(), all_but_restricted())
    ]
    return counted[0] - counted[1]
