"""French sentences of a history: who did it, about what, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from commands.french import day, listing, quote, typeset
from commands.message import Line, Strong
from commands.texts import shortened
from storage.catalogue.vocabulary import FIELD_NAMES

FILES = "fichiers de l'organisation"
LEAD_ROLES = {
    "objective_lead": "chef de file",
    "sponsor": "porteur",
    "project_director": "directeur de projet",
    "project_manager": "chef de projet",
    "contributor": "contributeur",
}
# The fields whose change is told with both values, within so many characters each.
_TOLD_WHOLE = frozenset({"due_on", "printed_deadline", "title", "name", "statement"})
_VALUE_LENGTH = 100


def line(when: date, author: str | None, subject: str, said: str) -> Line:
    """An entry: day, author (the files when there is none), subject, what changed."""
    return (Strong(day(when)), typeset(f", {author or FILES}, {subject} : {said}"))


def what_changed(action: str, detail: Mapping[str, Any], people: Mapping[str, str]) -> str:
    """What an entry says, persons by their label; an action that is not known is named as it is stored."""
    told = _ACTIONS.get(action)
    return told(detail, people) if told is not None else action


def _lead_changed(detail: Mapping[str, Any], people: Mapping[str, str]) -> str:
    role = LEAD_ROLES.get(str(detail.get("role")), "rôle")
    before, after = (
        people.get(handle, handle) if handle else None for handle in (detail.get("before"), detail.get("after"))
    )
    if before is None:
        return f"{role} désigné, {after}"
    if after is None:
        return f"{role} retiré, {before}"
    return f"{role} remplacé, {after} au lieu de {before}"


def _updated(detail: Mapping[str, Any], _people: Mapping[str, str]) -> str:
    changes = detail.get("changes", ())
    whole = [change for change in changes if change["field"] in _TOLD_WHOLE]
    named = [FIELD_NAMES.get(change["field"], change["field"]) for change in changes if change not in whole]
    told = [
        f"{FIELD_NAMES[change['field']]}, {_value(change['before'])} devient {_value(change['after'])}"
        for change in whole
    ]
    if named:
        told.append(f"{listing(named)}, dans le fichier du plan")
    return " ; ".join(["mis à jour", *told]) if told else "mis à jour"


def _value(value: object) -> str:
    """A value as it is read; a day in words."""
    if value is None:
        return "rien"
    try:
        return day(date.fromisoformat(str(value)))
    except ValueError:
        return quote(shortened(str(value), _VALUE_LENGTH))


_ACTIONS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, str]], str]] = {
    "lead_changed": _lead_changed,
    "catalogue_added": lambda _detail, _people: "ajouté au plan",
    "catalogue_updated": _updated,
    "catalogue_retired": lambda _detail, _people: "retiré du plan",
}
