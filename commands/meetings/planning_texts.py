"""French sentences about meetings put on the calendar, moved and cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from commands.french import count, day, distance, listing, quote, typeset
from commands.message import Line, Strong
from commands.texts import shortened

HELP_PLAN = "Inscrit une réunion d'une instance au calendrier, une fois ou à chaque fois"
USAGE_PLAN = "/instance réunion nom, le 15/12 à 9h (ou : tous les lundis à 9h jusqu'au 31/03)"
ASK_MEETING = "Quelle instance, et quand ?"
ASK_MEETING_HINT = typeset("Par exemple : Comex, le 15/12 à 9h.")
HELP_MOVE = "Déplace une réunion inscrite"
USAGE_MOVE = "/instance déplacer nom, du 15/12 au 17/12 à 9h"
ASK_MOVE = "Quelle réunion, et à quelle date ?"
ASK_MOVE_HINT = typeset("Par exemple : Comex, du 15/12 au 17/12 à 9h.")
HELP_CANCEL = "Annule une réunion inscrite"
USAGE_CANCEL = "/instance annuler nom[, le 15/12]"
ASK_CANCEL = "Quelle réunion ?"
ASK_CANCEL_HINT = typeset("Par exemple : Comex, le 15/12.")
BODY_THEN_DATE = typeset("Nommez l'instance, puis la date : « Comex, le 15/12 à 9h ».")
HOUR_EXPECTED = typeset(
    "À quelle heure ? Par exemple « le 15/12 à 9h » ou « de 9h à 11h » ; sinon « toute la journée »."
)
END_BEFORE_BEGIN = typeset("La fin doit venir après le début : « de 9h à 11h ».")
UNTIL_OF_NOTHING = typeset("« jusqu'au » va avec ce qui se répète : « tous les lundis à 9h jusqu'au 31/03 ».")
BAD_RECURRENCE = typeset("Je ne comprends pas ce qui se répète. Par exemple : « chaque dernier jeudi du mois à 9h ».")
NEVER_COMES = typeset("Aucune date à venir ne répond à cela. Par exemple : « chaque dernier jeudi du mois à 9h ».")
AGENDA, DOSSIER = "Ordre du jour", "Dossier"
# Dates shown of a series.
_SHOWN = 3


def when(starts_at: datetime, today: date, *, all_day: bool = False) -> str:
    """« mardi 15 décembre 2020 à 9 h (dans 22 jours) », of an instant of the zone."""
    return f"{_when(starts_at, all_day)} ({distance(starts_at.date(), today=today)})"


def hour(at: datetime) -> str:
    """« 9 h », « 9 h 30 »."""
    return f"{at.hour} h {at.minute:02}" if at.minute else f"{at.hour} h"


def planned(name: str, starts_at: datetime, today: date, *, new: bool, all_day: bool) -> Line:
    """A meeting on the calendar."""
    said = "inscrite" if new else "déjà inscrite"
    return (Strong(name), typeset(f" : réunion {said} le {when(starts_at, today, all_day=all_day)}."))


def planned_several(name: str, starts: Sequence[datetime], *, new: int, all_day: bool) -> Line:
    """A series on the calendar: how many, the first dates, the last one."""
    said = count(new, "réunion inscrite", "réunions inscrites")
    if new < len(starts):
        already = len(starts) - new
        said += f" ({already} l'{'étaient' if already > 1 else 'était'} déjà)"
    first = listing([_when(each, all_day) for each in starts[:_SHOWN]], last="puis")
    last = f", jusqu'au {day(starts[-1].date(), weekday=True)}" if len(starts) > _SHOWN else ""
    return (Strong(name), typeset(f" : {said} : {first}{last}."))


def moved(name: str, before: datetime, after: datetime, today: date, *, all_day: bool) -> Line:
    """A meeting that has another date."""
    said = f" : la réunion du {day(before.date())} est déplacée au {when(after, today, all_day=all_day)}."
    return (Strong(name), typeset(said))


def cancelled(name: str, starts_at: datetime) -> Line:
    """A meeting that is not."""
    return (Strong(name), typeset(f" : la réunion du {day(starts_at.date(), weekday=True)} est annulée."))


def no_meeting_on(name: str, on: date | None, days: Sequence[date]) -> str:
    """No meeting of that body on that day."""
    said = f"Aucune réunion de {quote(name)} n'est inscrite"
    said += f" le {day(on)}." if on is not None else "."
    return typeset(f"{said} Inscrites : {listing([day(each) for each in days])}." if days else said)


def not_a_day(typed: str) -> str:
    """Not a date."""
    example = "« le 15/12 à 9h », « tous les lundis à 9h »"
    return typeset(f"{quote(shortened(typed, 60))} n'est pas une date. Écrivez {example}.")


def no_such_day(typed: str) -> str:
    """A date that no calendar has."""
    return typeset(f"{quote(shortened(typed, 60))} n'est pas une date qui existe.")


def bad_rule(rule: str) -> str:
    """An RRULE that cannot be read."""
    said = f"Je ne sais pas lire la règle {quote(shortened(rule, 80))}."
    return typeset(
        f"{said} Écrivez par exemple « RRULE:FREQ=MONTHLY;BYDAY=2TU à 9h » ou « chaque deuxième mardi du mois »."
    )


def past(starts_at: datetime) -> str:
    """A date that has passed."""
    return typeset(f"Le {day(starts_at.date())} à {hour(starts_at)} est déjà passé : donnez une date à venir.")


def _when(starts_at: datetime, all_day: bool) -> str:
    said = day(starts_at.date(), weekday=True)
    return f"{said}, toute la journée" if all_day else f"{said} à {hour(starts_at)}"
