"""French sentences of a history: who did it, about what, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commands.french import day, days_between, listing, quote, typeset
from commands.message import Line, Strong
from commands.portfolio.type_texts import in_history
from commands.state_words import free
from commands.support.texts import answer_words
from commands.texts import shortened
from commands.update_words import parts
from storage.catalogue.vocabulary import FIELD_NAMES
from storage.delegations import DELEGATED, DELEGATION_ENDED
from storage.ledger.folding import (
    ACTION_DONE,
    ACTION_RECORDED,
    ACTION_REVISED,
    DECISION_RECORDED,
    LEAD_CHANGED,
    PROPOSAL_ACCEPTED,
    PROPOSAL_DECLINED,
    PROPOSED,
    REVERSED,
    SUPPORT_ANSWERED,
    SUPPORT_LIFTED,
    UPDATED,
)
from storage.ledger.update import forgotten, from_detail
from storage.project_types import TYPE_SET
from storage.rows.following import MatterState
from storage.rows.plan import Target

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


@dataclass(frozen=True, slots=True)
class Names:
    """What people read for the handles and the keys of bodies that entries hold, and the targets of the subject."""

    people: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    targets: Sequence[Target] = ()

    def person(self, handle: object) -> str:
        """The person's label, or the handle of one who is no longer known."""
        return self.people.get(str(handle), str(handle))

    def body(self, key: object) -> str | None:
        """The body's name; None where no body was named."""
        return None if key is None else self.bodies.get(str(key), str(key))


def said_by(author: str | None, giver: str | None) -> str:
    """« Chef de projet, pour Chef de file »; the files when there is no author."""
    return f"{author or FILES}, pour {giver}" if giver else author or FILES


def line(when: date, who: str, entry: int, subject: str, said: str) -> Line:
    """An entry: day, reference, author, subject (empty where it is known), what changed."""
    about = f", {subject}" if subject else ""
    return (Strong(day(when)), typeset(f" (n° {entry}), {who}{about} : {said}"))


def taken_back(when: date, who: str, entry: int, detail: Mapping[str, Any]) -> Line:
    """What stands below an entry that no longer counts."""
    return (Strong("annulé"), typeset(f" le {day(when)} (n° {entry}), {who}{_reason(detail)}"))


def what_changed(action: str, detail: Mapping[str, Any], names: Names) -> str:
    """What an entry says, persons by their label; an action that is not known is named as it is stored."""
    told = _ACTIONS.get(action)
    return told(detail, names) if told is not None else action


def _lead_changed(detail: Mapping[str, Any], names: Names) -> str:
    role = LEAD_ROLES.get(str(detail.get("role")), "rôle")
    before, after = (names.person(handle) if handle else None for handle in (detail.get("before"), detail.get("after")))
    if before is None:
        return f"{role} désigné, {after}"
    if after is None:
        return f"{role} retiré, {before}"
    return f"{role} remplacé, {after} au lieu de {before}"


def _updated(detail: Mapping[str, Any], names: Names) -> str:
    said = update_parts(detail, names)
    if detail.get("proposed_by"):
        said.append(f"proposé par {names.person(detail['proposed_by'])}")
    return ", ".join(said)


def update_parts(detail: Mapping[str, Any], names: Names) -> list[str]:
    """Each part of an update, those of which retention took the text away included."""
    return parts(
        from_detail(detail),
        targets=names.targets,
        label_of=names.people,
        body_of=names.bodies,
        forgotten=forgotten(detail),
    )


def _support_answered(detail: Mapping[str, Any], names: Names) -> str:
    answer = answer_words(MatterState(detail["answer"]), names.body(detail.get("body")))
    return f"demande d'appui n° {detail['request']}, {answer}{_comment(detail)}"


def _support_lifted(detail: Mapping[str, Any], _names: Names) -> str:
    return f"point de blocage n° {detail['request']} levé{_comment(detail)}"


def _decided(detail: Mapping[str, Any], names: Names) -> str:
    return f"décision{_met(detail, names)}, {free(detail.get('text'))}"


def _action_given(detail: Mapping[str, Any], names: Names) -> str:
    who = f" confiée à {names.person(detail['holder'])}" if detail.get("holder") else ""
    return f"action{who}{_due(detail, 'pour le')}{_met(detail, names)}, {free(detail.get('text'))}"


def _action_done(detail: Mapping[str, Any], _names: Names) -> str:
    return f"action n° {detail['action']} faite"


def _action_revised(detail: Mapping[str, Any], _names: Names) -> str:
    return f"action n° {detail['action']} reportée{_due(detail, 'au')}{_reason(detail)}"


def _proposed(detail: Mapping[str, Any], names: Names) -> str:
    return f"proposition, {', '.join(update_parts(detail['update'], names))}"


def _accepted(detail: Mapping[str, Any], _names: Names) -> str:
    return f"proposition n° {detail['proposal']} acceptée"


def _declined(detail: Mapping[str, Any], _names: Names) -> str:
    return f"proposition n° {detail['proposal']} non retenue{_reason(detail)}"


def _reversed(detail: Mapping[str, Any], _names: Names) -> str:
    return f"n° {detail['entry']} annulé{_reason(detail)}"


def _delegated(detail: Mapping[str, Any], names: Names) -> str:
    return f"saisie confiée à {names.person(detail['deputy'])} {_days(detail)}"


def _delegation_ended(detail: Mapping[str, Any], names: Names) -> str:
    return f"fin de la saisie confiée à {names.person(detail['deputy'])} {_days(detail)}"


def _days(detail: Mapping[str, Any]) -> str:
    return days_between(date.fromisoformat(detail["first_day"]), date.fromisoformat(detail["last_day"]))


def _comment(detail: Mapping[str, Any]) -> str:
    return f" : {free(detail['comment'])}" if "comment" in detail else ""


def _reason(detail: Mapping[str, Any]) -> str:
    return f", motif {free(detail['reason'])}" if "reason" in detail else ""


def _due(detail: Mapping[str, Any], before: str) -> str:
    return f" {before} {day(date.fromisoformat(detail['due_on']))}" if detail.get("due_on") else ""


def _met(detail: Mapping[str, Any], names: Names) -> str:
    """In which body and on which day."""
    body = names.body(detail.get("body"))
    on = f" du {day(date.fromisoformat(detail['on']))}" if detail.get("on") else ""
    return f" en {body}{on}" if body else ""


def _brought(detail: Mapping[str, Any], _names: Names) -> str:
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


_ACTIONS: Mapping[str, Callable[[Mapping[str, Any], Names], str]] = {
    UPDATED: _updated,
    SUPPORT_ANSWERED: _support_answered,
    SUPPORT_LIFTED: _support_lifted,
    DECISION_RECORDED: _decided,
    ACTION_RECORDED: _action_given,
    ACTION_DONE: _action_done,
    ACTION_REVISED: _action_revised,
    PROPOSED: _proposed,
    PROPOSAL_ACCEPTED: _accepted,
    PROPOSAL_DECLINED: _declined,
    REVERSED: _reversed,
    LEAD_CHANGED: _lead_changed,
    TYPE_SET: lambda detail, _names: in_history(detail.get("before"), detail.get("after")),
    DELEGATED: _delegated,
    DELEGATION_ENDED: _delegation_ended,
    "catalogue_added": lambda _detail, _names: "ajouté au plan",
    "catalogue_updated": _brought,
    "catalogue_retired": lambda _detail, _names: "retiré du plan",
}
