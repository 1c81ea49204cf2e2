"""French sentences of the « relevé de résultats »."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from commands.french import count, listing, quote, typeset
from commands.polls.mode_texts import KINDS, MODES
from commands.polls.result_texts import two_decimals
from commands.polls.texts import moment
from storage.rows.poll_states import PollKind, PollMode

RESULT, TRACED = "Résultat", "Consigné en cours de sondage"
QUESTION, KIND_AND_MODE, ASKED_BY = "Question", "Sondage", "Posée par"
PARTICIPANTS, OPEN, TURNOUT, QUORUM, SAMPLE = "Participants", "Ouvert", "Votes", "Règle", "Échantillon"
OPTIONS = "Choix proposés"


def title(number: int) -> str:
    """The relevé's title."""
    return typeset(f"Relevé de résultats du sondage n° {number}")


def kind_and_mode(kind: PollKind, mode: PollMode) -> str:
    """« choix unique, vote secret »."""
    return f"{KINDS[kind]}, {MODES[mode]}"


def participants(label: str, number: int, at: datetime) -> str:
    """Who could vote, and when that was settled."""
    return typeset(f"{label}, {count(number, 'personne')}, liste arrêtée le {moment(at)}")


def from_to(first: datetime, last: datetime) -> str:
    """When one could vote."""
    return typeset(f"du {moment(first)} au {moment(last)}")


def drawn(number: int) -> str:
    """How a sample was made."""
    return typeset(f"{count(number, 'personne tirée', 'personnes tirées')} au sort à l'ouverture")


def weighed(label: str, score: Decimal) -> str:
    """A project and its weighted note."""
    return typeset(f"{label} : {two_decimals(score)}")


def traced(action: str, detail: Mapping[str, Any]) -> str:
    """What was done, in words; empty for what needs no line."""
    match action:
        case "closed_early":
            return f"clos avant la fin prévue, le {detail['before']}"
        case "extended":
            return f"prolongé du {detail['before']} au {detail['after']}"
        case "corrected":
            return f"{quote(detail['before'])} devient {quote(detail['after'])}, avant le premier vote"
        case "erratum":
            return f"erratum : {quote(detail['text'])}"
        case "decided":
            return f"décision : {quote(detail['text'])}"
        case "valued":
            return f"valeur enregistrée pour {detail['code']}"
        case "counted" if detail.get("without"):
            names = listing([str(each).capitalize() for each in detail["without"]])
            return f"dépouillé sans confirmation que tout était arrivé de {names}"
        case _:
            return ""


def dated(at: str, who: str | None, words: str) -> str:
    """A line of what was done on the way."""
    return typeset(f"{at}{f', {who}' if who else ''} : {words}")
