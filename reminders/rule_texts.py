"""French sentences of the rules: deadlines to come and past, what has no lead, the first start, meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from commands.french import capitalised, count, day, distance, duration_of, listing, typeset
from commands.message import Line, Strong
from commands.texts import shortened
from storage.deadlines import Deadline

# Characters of a title in a list.
_TITLE = 90
# Kinds of deadlines, one and several.
_KINDS = {
    "key_result": ("objectif opérationnel", "objectifs opérationnels"),
    "milestone": ("jalon", "jalons"),
    "project": ("projet", "projets"),
    "action": ("action", "actions"),
}
UPDATE = "Mes points à faire"
ACTIONS = "Mes actions"
PAST_DUE = "Échéances dépassées"
WITHOUT_LEAD = "Sans chef de file"
DOSSIER = "Dossier"
AGENDA = "Ordre du jour"
CALENDAR = "Calendrier des instances"
LATE_LETTER = typeset("Avec retard : le bot était arrêté quand c'était à dire.")
MANDATORY = typeset(
    "Envoyé malgré « Ne pas déranger » : une réponse est attendue de vous, ou l'objectif est compromis."
)
WHAT_NEXT = typeset(
    "Sans point d'étape, le responsable de l'unité est prévenu dix jours après l'échéance ; la gouvernance, après 21."
)


def named(deadline: Deadline) -> Line:
    """A deadline in a list: its reference, its title."""
    if deadline.kind == "project":
        return (shortened(deadline.title, _TITLE),)
    if deadline.kind == "milestone":
        return (f"{deadline.subject[1]}, {shortened(deadline.title, _TITLE)}",)
    if deadline.kind == "action":
        return (typeset(f"n° {deadline.code}, {shortened(deadline.title, _TITLE)}"),)
    return (f"{deadline.code} {shortened(deadline.title, _TITLE)}",)


def and_more(number: int) -> Line:
    """What a list leaves out."""
    return (typeset(f"et {count(number, 'autre', 'autres')}"),)


def counted(deadlines: Sequence[Deadline]) -> str:
    """« 30 objectifs opérationnels et 2 projets »."""
    kinds = [each.kind for each in deadlines]
    return listing(count(kinds.count(kind), one, several) for kind, (one, several) in _KINDS.items() if kind in kinds)


def coming(deadlines: Sequence[Deadline], due_on: date, today: date) -> Line:
    """What is due soon; « dans N jours » is of the day on which it is read."""
    when = f"échéance le {day(due_on)}, {distance(due_on, today=today)}"
    return (Strong(f"{capitalised(counted(deadlines))}"), typeset(f" : {when}"))


def past(deadlines: Sequence[Deadline], due_on: date, today: date) -> Line:
    """What is past due, and of which nothing was said since."""
    when = f"échéance du {day(due_on)} dépassée {duration_of((today - due_on).days)}, sans point d'étape récent"
    return (Strong(f"{capitalised(counted(deadlines))}"), typeset(f" : {when}"))


def past_in_unit(deadlines: Sequence[Deadline], due_on: date, today: date) -> Line:
    """The same, to the manager of the unit."""
    return (*past(deadlines, due_on, today), " dans votre unité")


def without_lead(deadlines: Sequence[Deadline]) -> Line:
    """What falls due, or has, and that nobody leads."""
    said = f" sans responsable désigné, dont l'échéance approche ou vient de passer{chr(160)}: à qui les confier ?"
    return (Strong(capitalised(counted(deadlines))), typeset(said))


def due(deadline: Deadline, today: date) -> Line:
    """A deadline in a list, with its day."""
    return (*named(deadline), typeset(f" ({day(deadline.due_on)}, {distance(deadline.due_on, today=today)})"))


def initial(still_open: int, past_due: int, leaderless: int) -> Line:
    """What a base begins with, for the cellule d'appui: no backlog of reminders, one message."""
    said = (
        f" : {count(still_open, 'échéance ouverte', 'échéances ouvertes')}, dont {past_due} dépassées et à revoir, "
        f"et {leaderless} sans responsable désigné. Aucun rappel n'est envoyé pour ce qui est déjà passé."
    )
    return (Strong("État initial des rappels"), typeset(said))


def asked(points: int, past_due: int) -> Line:
    """« Mes points à faire », on Friday."""
    said = f" : {count(points, 'point', 'points')} d'étape à donner avant lundi"
    if past_due:
        said += f", dont {count(past_due, 'échéance dépassée', 'échéances dépassées')}"
    return (Strong("Vos points de la semaine"), typeset(f"{said}. Trente secondes par point suffisent."))


def meeting_soon(
    name: str, starts_at: datetime, today: date, *, all_day: bool = False, place: str | None = None
) -> Line:
    """A meeting two working days ahead."""
    said = ", toute la journée" if all_day else f" à {hour(starts_at)}"
    when = f"{day(starts_at.date(), weekday=True)}{said}, {distance(starts_at.date(), today=today)}"
    return (Strong(name), typeset(f" : réunion {when}{f', {shortened(place, 80)}' if place else ''}"))


def undated(number: int) -> Line:
    """Meetings that the plan leads to expect."""
    return (Strong("Pas encore de date"), typeset(f" : {count(number, 'réunion attendue', 'réunions attendues')}"))


def agenda(points: Sequence[str]) -> Line:
    """What will be dealt with."""
    return (typeset(f"Ordre du jour : {' ; '.join(points)}"),) if points else (typeset("Ordre du jour : à proposer"),)


def minutes_wanted(name: str, held_on: date, *, body: str, project: str | None) -> Line:
    """After a meeting, to the cellule d'appui: what to type is of the body, or of the project of a committee."""
    on = f"{body} du {held_on:%d/%m/%Y}"
    typed = f"projet décision {project} : …, en {on}" if project else f"instance décision {on} : …"
    said = f" du {day(held_on)} : y a-t-il un relevé de décisions ? « {typed} » le consigne."
    return (Strong(name), typeset(said))


def hour(instant: datetime) -> str:
    """« 9 h », « 9 h 30 »."""
    return f"{instant.hour} h {instant.minute:02}" if instant.minute else f"{instant.hour} h"
