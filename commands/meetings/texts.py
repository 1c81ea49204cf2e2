"""French sentences about meetings to come: their lists, agendas and calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from commands.french import count, day, listing, quote, typeset
from commands.meetings.planning_texts import when
from commands.message import Line, Strong
from commands.texts import shortened

HELP_NEXT = "Les prochaines réunions d'une instance, ou de toutes, et celles qui n'ont pas encore de date"
USAGE_NEXT = "/instance prochaine [nom]"
HELP_AGENDA = "L'ordre du jour de la prochaine réunion, ou un point de plus"
USAGE_AGENDA = "/instance ordre du jour nom [: point à ajouter]"
HELP_FILE = "Le calendrier des réunions, en fichier (ICS)"
USAGE_FILE = "/instance fichier [nom]"
ASK_BODY = "Quelle instance ?"
ASK_BODY_HINT = "Comex, COPIL et le nom d'un projet, revue et le nom d'une DGA…"
DOSSIER = "Dossier"
EMPTY_AGENDA = typeset("L'ordre du jour est vide.")
MOST_POINTS = 30
FILE_NAME = "reunions-dimension.ics"
# Names shown of many.
_NAMES = 4


def listed(name: str, starts_at: datetime, today: date, *, all_day: bool, place: str | None) -> Line:
    """A meeting of a list."""
    where = f", {shortened(place, 80)}" if place else ""
    return (Strong(name), typeset(f" : {when(starts_at, today, all_day=all_day)}{where}"))


def and_more(number: int) -> str:
    """What a list leaves out."""
    return typeset(f"Et {count(number, 'autre réunion', 'autres réunions')} : nommez une instance pour les siennes.")


def none_planned(name: str) -> str:
    """Nothing on the calendar."""
    of = f" pour {quote(name)}" if name else ""
    return typeset(f"Ce n'est pas consigné : aucune réunion à venir n'est inscrite au calendrier{of}.")


def some_of(names: Sequence[str]) -> Line:
    """Which, where they are few."""
    more = len(names) - _NAMES
    shown = [*names[:_NAMES], count(more, "autre", "autres")] if more > 0 else list(names)
    return (typeset(listing(shown)),)


def agenda(name: str, starts_at: datetime) -> Line:
    """The title of an agenda."""
    return (Strong(f"{name}, {day(starts_at.date())}"), typeset(" : ordre du jour"))


def added(point: str) -> str:
    """A point put on the agenda."""
    return typeset(f"Ajouté à l'ordre du jour : {quote(shortened(point, 200))}.")


def too_many_points(most: int) -> str:
    """A full agenda."""
    return typeset(f"L'ordre du jour a déjà {most} points, le plus possible.")


def as_file(number: int) -> str:
    """What comes with the file."""
    said = f"{count(number, 'réunion')} dans ce calendrier, que votre agenda sait lire."
    return typeset(f"{said} Les projets à lecture restreinte n'y sont pas.")
