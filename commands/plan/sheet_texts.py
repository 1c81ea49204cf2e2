"""French sentences of sheets and histories: pillars, axes, objectives, units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commands.french import count, day, quote, typeset
from commands.message import Line, Strong
from commands.plan.texts import EDITION, printed_dates
from storage.rows.organisation import Unit
from storage.rows.plan import Axis, KeyResult, Objective, Pillar


def pillar_heading(pillar: Pillar) -> Line:
    """A pillar's number and title."""
    return (Strong(f"Pilier {pillar.number} {pillar.title}"),)


def axis_heading(axis: Axis) -> Line:
    """An axis's code and title."""
    return (Strong(f"Axe {axis.code} {axis.title}"),)


def pillar_source(pillar: Pillar) -> Line:
    """Where the document says it."""
    return (typeset(f"Source : DiMENSiON, pilier {pillar.number}"),)


def axis_source(axis: Axis) -> Line:
    """Where the document says it."""
    return (typeset(f"Source : DiMENSiON, pilier {axis.pillar_number}, axe {axis.number}"),)


LABEL_SUMMARY = "En bref"
LABEL_PITCH = "Pour le présenter"
LABEL_AMBITION = "Ambition"
LABEL_BODY = "Dans le texte"
LABEL_SEE = "Voir aussi"
LABEL_FIGURES = "Chiffres clés, selon DiMENSiON, 2020"
LABEL_MILESTONES = "Jalons imprimés"
LABEL_AXES = "Axes"
LABEL_OBJECTIVES = "Objectifs"


def labelled(label: str, text: str) -> Line:
    """A label and its text."""
    return (Strong(typeset(f"{label} : ")), typeset(text))


def objective_in_list(objective: Objective, said: str) -> Line:
    """An objective in a sheet, with its state in a few words."""
    return (Strong(objective.code), typeset(f" {objective.title}{f' ({said})' if said else ''}"))


def milestone(label: str, printed: str, due_on: date | None) -> str:
    """A printed milestone with its day, or as printed where no date is given."""
    return f"{label}, {printed}" if due_on is None or printed else f"{label}, {day(due_on)}"


# History


def history_heading(code: str, title: str) -> Line:
    """Whose history."""
    return (Strong(f"Historique de {code} {title}"),)


def printed_first(result: KeyResult) -> Line:
    """The first entry of every key result: what the document prints."""
    done = f", imprimé {quote(result.printed_deadline)}" if result.printed_done else ""
    return (
        Strong(result.code),
        typeset(f" échéance initiale {printed_dates(result)}{done} (source : {EDITION}, ligne {result.deadline_line})"),
    )


NOTHING_SINCE = "Rien d'autre n'est consigné depuis l'édition du document."


def cross_reference(reference: Mapping[str, Any], themes: Mapping[str, str]) -> Line:
    """Another place of the document that the same subject has."""
    reason = reference.get("why") or reference.get("quote") or ""
    return (Strong(_target_of(str(reference["to"]), themes)), typeset(f" : {reason}" if reason else ""))


def _target_of(code: str, themes: Mapping[str, str]) -> str:
    """« pilier 4 », « partie 4 », a theme by its title, or the code of an objective."""
    kind, _, name = code.partition(":")
    name = themes.get(name, name)
    return f"{_TARGET_KINDS[kind]} {name}" if name and kind in _TARGET_KINDS else code


_TARGET_KINDS = {"pillar": "pilier", "theme": "thématique", "part": "partie", "project": "projet"}


def unit_heading(unit: Unit) -> Line:
    """A unit's name."""
    return (Strong(unit.name),)


def unit_place(unit: Unit, below: int) -> Line:
    """What it belongs to, and how many units are below."""
    parent = unit.parent.name if unit.parent is not None else ""
    said = [
        f"rattachée à {parent}" if parent else "",
        count(below, "unité en dessous", "unités en dessous") if below else "",
    ]
    return (typeset(" · ".join(part for part in said if part)),)


UNIT_WITHOUT_OBJECTIVE = "Aucun objectif n'a de chef de file dans cette unité."


def unit_projects(number: int) -> str:
    """The button that lists a unit's projects."""
    return count(number, "projet")
