"""What questions look for beside what has a command: figures, dates, printed milestones, targets, duties of roles."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from storage.catalogue.vocabulary import ABSENT
from storage.outline import Outline
from storage.rows.plan import KeyResult, Objective, PrintedMilestone, Target
from storage.rows.reference import Anomaly, Figure, KeyDate, ProjectRole

# What stands between the parts of a key: the code of a key result and the place of a milestone in it.
PART = "#"


def fact_outlines(session: Session) -> list[Outline]:
    """Every such fact, by kind, in the catalogue's order; none is restricted."""
    return [*_figures(session), *_dates(session), *_milestones(session), *_targets(session), *_duties(session)]


def absent_subjects(session: Session) -> list[Outline]:
    """What the document speaks of and does not hold: missing pictures and tables, by the words that lead to them."""
    rows = session.execute(
        select(Anomaly.key, Anomaly.place, Anomaly.also_said).where(Anomaly.kind == ABSENT).order_by(Anomaly.position)
    )
    return [Outline("absent", key, place, "", tuple(also)) for key, place, also in rows]


def _figures(session: Session) -> list[Outline]:
    rows = session.execute(select(Figure.key, Figure.label, Figure.also_said, Figure.printed).order_by(Figure.position))
    return [
        Outline("figure", key, label, "", tuple(also), (printed,) if printed else ())
        for key, label, also, printed in rows
    ]


def _dates(session: Session) -> list[Outline]:
    rows = session.execute(
        select(KeyDate.key, KeyDate.title, KeyDate.also_said, KeyDate.detail, KeyDate.places).order_by(KeyDate.position)
    )
    return [
        Outline("date", key, title, "", tuple(also), (detail,) if detail else (), tuple(places))
        for key, title, also, detail, places in rows
    ]


def _milestones(session: Session) -> list[Outline]:
    """The dated steps of the statements that print several, with what their objective is called."""
    several: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    rows = session.execute(
        select(PrintedMilestone.key_result_code, PrintedMilestone.position, PrintedMilestone.label)
        .join(KeyResult, KeyResult.code == PrintedMilestone.key_result_code)
        .where(not_(KeyResult.retired), PrintedMilestone.due_on.is_not(None))
        .order_by(PrintedMilestone.key_result_code, PrintedMilestone.position)
    )
    for code, position, label in rows:
        several[code].append((position, label))
    statements = {code: said for code, said in session.execute(select(KeyResult.code, KeyResult.statement))}  # noqa: C416
    return [
        Outline("milestone", f"{code}{PART}{position}", label, code, (), (), (statements[code].partition(":")[0],))
        for code, steps in several.items()
        if len(steps) > 2
        for position, label in steps
    ]


def _targets(session: Session) -> list[Outline]:
    """The key results that are held to a number, by what it counts."""
    counted: defaultdict[str, list[str]] = defaultdict(list)
    for code, unit, what in session.execute(
        select(Target.key_result_code, Target.unit, Target.what).order_by(Target.key_result_code, Target.position)
    ):
        counted[code].append(f"{unit} {what}")
    rows = session.execute(
        select(KeyResult.code, KeyResult.statement, KeyResult.also_said, Objective.title, Objective.also_said)
        .join(Objective, Objective.code == KeyResult.objective_code)
        .where(not_(KeyResult.retired))
    )
    return [
        Outline("target", code, counted[code][0], code, (*counted[code][1:], *also), (statement,), (title, *others))
        for code, statement, also, title, others in rows
        if code in counted
    ]


def _duties(session: Session) -> list[Outline]:
    """Each duty of the three roles of a project."""
    rows = session.execute(select(ProjectRole.name, ProjectRole.duties).order_by(ProjectRole.position))
    return [
        Outline("duty", f"{name}{PART}{place}", duty, name)
        for name, duties in rows
        for place, duty in enumerate(duties, start=1)
    ]
