"""French sentences of the dossier of a meeting."""

from __future__ import annotations

from datetime import date, datetime

from commands.french import count, day, distance, quote, typeset
from commands.meetings.planning_texts import when
from commands.message import Line, Strong
from commands.portfolio.type_texts import TYPES
from commands.texts import shortened
from storage.rows.portfolio import ProjectType

HELP_DOSSIER = "Le dossier d'une instance : en retard, en difficulté, à échéance avant la suivante, appuis et décisions"
USAGE_DOSSIER = "/instance dossier nom"
AGENDA = "Ordre du jour"
FOLLOWED = "Projets suivis"
LATE, COMING, AT_RISK = "Échéances dépassées", "À échéance avant la réunion suivante", "En difficulté"
SUPPORTS, ARBITRATIONS = "Appuis attendus", "Décisions attendues (arbitrages)"
ACTIONS = "Actions décidées à suivre"


def in_figures(*, late: int, at_risk: int, before_next: int, supports: int, arbitrations: int, actions: int) -> Line:
    """What the body will have before it, in figures."""
    parts = [
        count(late, "échéance dépassée", "échéances dépassées"),
        count(at_risk, "objectif ou projet en difficulté", "objectifs ou projets en difficulté"),
        count(before_next, "échéance avant la suivante", "échéances avant la suivante"),
        count(supports, "appui attendu", "appuis attendus"),
        count(arbitrations, "décision attendue", "décisions attendues"),
        count(actions, "action à suivre", "actions à suivre"),
    ]
    return (typeset(f"Dossier : {', '.join(parts)}"),)


def dossier(name: str, starts_at: datetime | None, today: date) -> Line:
    """The title of a dossier."""
    said = f" : dossier de la réunion du {when(starts_at, today)}" if starts_at else " : dossier, sans réunion inscrite"
    return (Strong(name), typeset(said))


def no_project_of_type(type_: ProjectType) -> Line:
    """A review whose projects nobody named."""
    said = f"Ce n'est pas consigné : aucun projet n'a le type {quote(TYPES[type_])}, que suit cette revue."
    return (typeset(f"{said} « projet type nom : {TYPES[type_]} » le consigne."),)


def due(reference: str, title: str, due_on: date, today: date) -> Line:
    """A deadline of a dossier."""
    name = f"{reference} {shortened(title, 80)}".strip()
    return (typeset(f"{name} ({day(due_on)}, {distance(due_on, today=today)})"),)


def at_risk(code: str, title: str) -> Line:
    """An objective or a project in difficulty."""
    return (typeset(f"{code} {shortened(title, 100)}".strip()),)


def matter(number: int, name: str, text: str) -> Line:
    """A support or an action awaited."""
    return (typeset(f"n° {number}, {name} : {quote(shortened(text, 120))}"),)


def and_more(number: int) -> Line:
    """What a part leaves out."""
    return (typeset(f"et {count(number, 'autre', 'autres')}"),)


def section(title: str, number: int) -> Line:
    """The title of a part."""
    return (Strong(typeset(f"{title} : {number}")),)
