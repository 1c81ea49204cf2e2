"""`dimension export`: the plan, the portfolio and the communities as JSON, on standard output.

`status` and `due_on` are what the document says; `standing` is what was said since, absent where nobody said anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from storage import communities, outline, people, plan, portfolio, questions, standings
from storage.ledger.state import NOTHING_SAID, State, dump
from storage.reader import Reader
from storage.rows.plan import KeyResult, Objective
from storage.rows.portfolio import Project


def as_json(session: Session, *, reader: Reader, today: date) -> str:
    """Everything that the reader may read, as indented JSON; persons by their handle."""
    projects = portfolio.projects(session, reader=reader, today=today)
    said = _said(session, projects)
    content = {
        "pillars": [_pillar(session, each.number, said) for each in plan.pillars(session)],
        "themes": [{"key": each.key, "title": each.title} for each in portfolio.themes(session)],
        "projects": [_project(each, said) for each in projects],
        "communities": [
            {"key": each.key, "name": each.name, "kind": each.kind, "purpose": each.purpose, "rhythm": each.rhythm}
            for each in communities.communities(session)
        ],
        **_taught(session),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain)


def _taught(session: Session) -> dict[str, Any]:
    """Other ways to say each open entry, answers written by the central team, and the references that it retains."""
    said = [*outline.plan_outlines(session), *outline.reference_outlines(session), *outline.portfolio_outlines(session)]
    return {
        "also_said": {f"{one.kind}:{one.key}": one.also_said for one in said if one.also_said and one.circle is None},
        "short_answers": [{"asked": one.asked, "answer": one.answer} for one in questions.short_answers(session)],
        "retained": {one.key: one.retained for one in questions.contradictions(session) if one.retained},
    }


Said = Mapping[tuple[str, str], dict[str, Any]]


def _said(session: Session, projects: Sequence[Project]) -> Said:
    """What was said of each subject of the plan, and of these projects."""
    objectives = plan.objectives(session)
    codes = {
        "objective": [each.code for each in objectives],
        "key_result": [result.code for each in objectives for result in each.key_results],
        "project": [each.key for each in projects],
    }
    states: dict[tuple[str, str], State] = {}
    for kind, some in codes.items():
        found = standings.states(session, kind=kind, codes=some)
        states |= {(kind, code): state for code, state in found.items() if state != NOTHING_SAID}
    written = {subject: dump(state) for subject, state in states.items()}
    handles = people.handles_of(session, ids=set(_authors(list(written.values()))))
    return {subject: _named(each, handles) for subject, each in written.items()}


def _authors(value: Any) -> Iterator[int]:
    """The persons of everything that was said, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("by"), int):
            yield value["by"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _authors(each)


def _named(value: Any, handles: Mapping[int, str]) -> Any:
    """The same with handles in the place of our own numbers of persons."""
    if isinstance(value, list):
        return [_named(each, handles) for each in value]
    if not isinstance(value, dict):
        return value
    named = {key: _named(each, handles) for key, each in value.items()}
    return {**named, "by": handles.get(value["by"])} if isinstance(value.get("by"), int) else named


def _standing(said: Said, kind: str, code: str) -> dict[str, Any]:
    return {"standing": said[kind, code]} if (kind, code) in said else {}


def _pillar(session: Session, number: int, said: Said) -> dict[str, Any]:
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
                "objectives": [_objective(each, said) for each in objectives if each.axis_code == code],
            }
            for code, title in axes.items()
        ],
    }


def _objective(objective: Objective, said: Said) -> dict[str, Any]:
    return {
        "code": objective.code,
        "title": objective.title,
        "key_results": [_key_result(each, said) for each in objective.key_results],
        **_standing(said, "objective", objective.code),
    }


def _key_result(result: KeyResult, said: Said) -> dict[str, Any]:
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
        **_standing(said, "key_result", result.code),
    }


def _project(project: Project, said: Said) -> dict[str, Any]:
    return {
        "key": project.key,
        "name": project.name,
        "statement": project.statement,
        "theme": project.theme_key,
        "communes": [each.name for each in project.communes],
        "status": project.status,
        "due_on": project.due_on,
        **_standing(said, "project", project.key),
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
