"""French sentences about meetings to come: their dates, agendas and dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from commands.french import count, day, distance, quote, typeset
from commands.message import Line, Strong
from commands.texts import shortened

HELP_PLAN = "Inscrit une réunion d'une instance au calendrier"
USAGE_PLAN = "/instance réunion nom, le 15/12 à 9h"
HELP_NEXT = "Les prochaines réunions d'une instance, ou de toutes"
USAGE_NEXT = "/instance prochaine [nom]"
HELP_AGENDA = "L'ordre du jour de la prochaine réunion, ou un point de plus"
USAGE_AGENDA = "/instance ordre du jour nom [: point à ajouter]"
HELP_DOSSIER = "Le dossier d'une instance : en retard, en difficulté, à échéance avant la suivante, appuis et actions"
USAGE_DOSSIER = "/instance dossier nom"
ASK_MEETING = "Quelle instance, et quand ?"
ASK_MEETING_HINT = typeset("Par exemple : Comex, le 15/12 à 9h.")
ASK_BODY = "Quelle instance ?"
ASK_BODY_HINT = "Comex, Comex-revue des projets, CAP Managers…"
BODY_THEN_COMMA = typeset("Nommez l'instance, puis la date après une virgule : « Comex, le 15/12 à 9h ».")
HOUR_EXPECTED = typeset("À quelle heure ? Par exemple « le 15/12 à 9h ».")
AGENDA, DOSSIER = "Ordre du jour", "Dossier"
EMPTY_AGENDA = typeset("L'ordre du jour est vide.")
LATE, COMING, AT_RISK = "Échéances dépassées", "À échéance avant la réunion suivante", "Appuis attendus"
ACTIONS = "Actions décidées à suivre"
MOST_POINTS = 30


def planned(name: str, starts_at: datetime, today: date, *, new: bool) -> Line:
    """A meeting on the calendar."""
    said = "inscrite" if new else "déjà inscrite"
    return (Strong(name), typeset(f" : réunion {said} le {when(starts_at, today)}."))


def when(starts_at: datetime, today: date) -> str:
    """« mardi 15 décembre 2020 à 9 h (dans 22 jours) », of an instant of the zone."""
    return f"{day(starts_at.date(), weekday=True)} à {hour(starts_at)} ({distance(starts_at.date(), today=today)})"


def hour(at: datetime) -> str:
    """« 9 h », « 9 h 30 »."""
    return f"{at.hour} h {at.minute:02}" if at.minute else f"{at.hour} h"


def listed(name: str, starts_at: datetime, today: date) -> Line:
    """A meeting of a list."""
    return (Strong(name), typeset(f" : {when(starts_at, today)}"))


def none_planned(name: str) -> str:
    """Nothing on the calendar."""
    of = f" pour {quote(name)}" if name else ""
    return typeset(f"Ce n'est pas consigné : aucune réunion à venir n'est inscrite au calendrier{of}.")


def agenda(name: str, starts_at: datetime) -> Line:
    """The title of an agenda."""
    return (Strong(f"{name}, {day(starts_at.date())}"), typeset(" : ordre du jour"))


def added(point: str) -> str:
    """A point put on the agenda."""
    return typeset(f"Ajouté à l'ordre du jour : {quote(shortened(point, 200))}.")


def too_many_points(most: int) -> str:
    """A full agenda."""
    return typeset(f"L'ordre du jour a déjà {most} points, le plus possible.")


def past(starts_at: datetime) -> str:
    """A meeting that would be over."""
    return typeset(f"Le {day(starts_at.date())} à {hour(starts_at)} est déjà passé. Donnez une date à venir.")


def not_a_day(typed: str) -> str:
    """No day."""
    return typeset(f"{quote(shortened(typed.strip(), 40))} n'est pas une date.")


def in_figures(late: int, at_risk: int, before_next: int, supports: int, actions: int) -> Line:
    """What the body will have before it, in figures."""
    parts = [
        count(late, "échéance dépassée", "échéances dépassées"),
        count(at_risk, "objectif ou projet en difficulté", "objectifs ou projets en difficulté"),
        count(before_next, "échéance avant la suivante", "échéances avant la suivante"),
        count(supports, "appui attendu", "appuis attendus"),
        count(actions, "action à suivre", "actions à suivre"),
    ]
    return (typeset(f"Dossier : {', '.join(parts)}"),)


def dossier(name: str, starts_at: datetime | None, today: date) -> Line:
    """The title of a dossier."""
    said = f" : dossier de la réunion du {when(starts_at, today)}" if starts_at else " : dossier, sans réunion inscrite"
    return (Strong(name), typeset(said))


def due(reference: str, title: str, due_on: date, today: date) -> Line:
    """A deadline of a dossier."""
    name = f"{reference} {shortened(title, 80)}".strip()
    return (typeset(f"{name} ({day(due_on)}, {distance(due_on, today=today)})"),)


def support(number: int, name: str, need: str) -> Line:
    """A support awaited."""
    return (typeset(f"n° {number}, {name} : {quote(shortened(need, 120))}"),)


def and_more(number: int) -> Line:
    """What a part leaves out."""
    return (typeset(f"et {count(number, 'autre', 'autres')}"),)


def section(title: str, number: int) -> Line:
    """The title of a part."""
    return (Strong(typeset(f"{title} : {number}")),)


def names(some: Sequence[str]) -> str:
    """Several names."""
    return ", ".join(some)
