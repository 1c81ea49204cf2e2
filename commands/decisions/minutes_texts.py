"""French sentences of a relevé de décisions, as a message and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.decisions.texts import GONE, drift
from commands.french import count, day, listing, overdue, quote, typeset
from commands.message import Line, Strong
from storage.rows.following import MatterState

NO_DECISION = "Aucune décision consignée."
NO_ACTION = "Aucune action consignée."
NOTHING_DECIDED = "Ni décision ni action consignée pour cette réunion."
RESTRICTED = typeset("Ce relevé cite un projet à lecture restreinte : ne le partagez pas hors de son cercle.")
THE_MEETING = "la réunion"
DECISION_COLUMNS = ("N°", "Décision", "Sur")
ACTION_COLUMNS = ("N°", "Action", "Sur", "Par", "Échéance", "État")


def page_title(meeting: str) -> str:
    """The title of the file."""
    return f"Relevé de décisions, {meeting}"


def minutes_heading(meeting: str, decided: int, actions: int) -> Line:
    """The title of the message, with what it counts."""
    counted = f"{count(decided, 'décision')}, {count(actions, 'action')}"
    return (Strong(page_title(meeting)), typeset(f" : {counted}"))


def in_the_file(others: int) -> str:
    """What the message leaves to the file."""
    return typeset(f"Et {count(others, 'autre')} dans le fichier joint.")


def no_meeting(body: str, on: date | None, *, near: bool) -> str:
    """A meeting that is not recorded."""
    when = f" du {day(on)}" if on else ""
    said = f"Ce n'est pas consigné : aucune réunion de l'instance {quote(body)}{when}."
    return typeset(f"{said} Les dernières :" if near else f"{said} Une décision consignée en crée une.")


def title(text: str) -> Line:
    """The title of a part."""
    return (Strong(text),)


def written_on(when: date) -> str:
    """When the file was written, and from what."""
    return typeset(f"Établi le {day(when)} d'après ce qui est consigné, sous le numéro de chaque entrée.")


def decided(numbers: Sequence[int], about: str | None, text: str | None) -> Line:
    """A decision of the relevé."""
    said = f" · {text or GONE}"
    return (
        Strong(typeset(f"n° {listing([str(each) for each in numbers])}")),
        typeset(f"{said} · sur {about}" if about else said),
    )


def subjects(names: Sequence[str]) -> str | None:
    """On what, when it is more than the meeting."""
    return " ; ".join(names) if names else None


def caption_decisions(total: int, meeting: str) -> str:
    """What the table of decisions holds."""
    return typeset(f"{count(total, 'décision')}, {meeting}")


def caption_actions(total: int, meeting: str) -> str:
    """What the table of actions holds."""
    return typeset(f"{count(total, 'action')}, {meeting} : par qui, pour quand")


def deadline_cell(due_on: date | None, first: date | None, reasons: Sequence[str | None]) -> str:
    """The deadline; where it was revised, the first one, how often, by how much in all, and why."""
    if due_on is None:
        return ""
    if first is None or not reasons:
        return day(due_on)
    why = listing([quote(each) if each else GONE for each in reasons])
    return typeset(f"{day(due_on)}. {drift(first, due_on, len(reasons))} : {why}")


def action_state(state: MatterState, due_on: date | None, *, today: date) -> str:
    """« faite », « à faire », « échéance dépassée de 3 jours »."""
    if state is MatterState.DONE:
        return "faite"
    if due_on is not None and due_on < today:
        return typeset(f"échéance {overdue(due_on, today=today)}")
    return "à faire"


def file_name(body: str, held_on: date) -> str:
    """The name of the file: « releve-comex-2020-11-12.html »."""
    return f"releve-{body.replace('_', '-')}-{held_on.isoformat()}.html"
