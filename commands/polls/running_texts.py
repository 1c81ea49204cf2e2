"""French sentences of a poll that runs: closed early, extended, corrected, chased; « pouvoirs »; the list of polls."""

from __future__ import annotations

import re
from datetime import date, datetime

from commands.french import count, days_between, quote, typeset
from commands.message import Line, Strong
from commands.polls.mode_texts import KINDS, MODES
from commands.polls.texts import moment
from commands.texts import shortened
from storage.rows.poll_states import PollKind, PollMode, PollState

# « choix 2 : jeudi matin »
OPTION = re.compile(r"^\s*(?:choix|option)\s+(?P<rank>\d{1,2})\s*[:=]\s*(?P<words>.+)$", re.IGNORECASE | re.DOTALL)

SAME_WORDS = "Ce sont les mêmes mots : rien n'a changé."
ALREADY_CHASED = "La relance est déjà demandée : elle ne se fait qu'une fois."
CHASING = (
    "Les personnes qui n'ont pas encore voté seront relancées une fois, par le bot seul, aux heures ouvrées. "
    "Leur liste n'est montrée à personne."
)
NO_POLL = typeset("Aucun sondage ne vous concerne en ce moment. « sondage » en crée un.")
NOT_TO_ONESELF = "On ne se donne pas pouvoir à soi-même."
END_PROXY = "Reprendre mon pouvoir"
PROXY_TRACED = (
    "Ce pouvoir est consigné. Votre vote à vous passe avant : tant que vous n'avez pas voté, cette personne le peut."
)
REMINDER = "Vous n'avez pas encore répondu à ce sondage. Le bot ne le dit à personne, et ne relance qu'une fois."
OPENING = "Un sondage vous est adressé."
STATES = {
    PollState.DRAFT: "aperçu",
    PollState.OPEN: "ouvert",
    PollState.CLOSED: "clos",
    PollState.DROPPED: "abandonné",
}
LABEL_GIVEN, LABEL_HELD = "Pouvoirs de vote donnés", "Pouvoirs de vote reçus"
VOTED = "vous avez répondu"


def closing(number: int) -> str:
    """Ended, not counted yet."""
    return typeset(
        f"Le sondage n° {number} est clos. Les résultats suivront dès que tout ce qui a été voté à temps sera arrivé."
    )


def later_expected(at: datetime) -> str:
    """Why an end is not moved."""
    return typeset(f"La nouvelle fin doit être après la fin prévue, le {moment(at)}.")


def extended(number: int, before: datetime, after: datetime) -> str:
    """The end was moved."""
    return typeset(
        f"Le sondage n° {number} est prolongé du {moment(before)} au {moment(after)}. "
        "La prolongation est consignée au relevé."
    )


def already_ended(number: int, at: datetime) -> str:
    """It is over."""
    return typeset(f"Le sondage n° {number} est clos depuis le {moment(at)}.")


def no_longer_corrected(number: int) -> str:
    """Too late for other words."""
    return typeset(f"Le sondage n° {number} ne se corrige plus.")


def erratum(number: int) -> str:
    """A correction after the first vote."""
    return typeset(
        f"On a déjà voté au sondage n° {number} : ses mots ne changent plus. "
        "Votre correction est consignée comme erratum, avec sa date."
    )


def corrected(number: int, words: str) -> str:
    """Other words before the first vote."""
    return typeset(f"Sondage n° {number} corrigé : {quote(shortened(words, 150))}")


def given(label: str, first: date, last: date) -> str:
    """A « pouvoir » was given."""
    return typeset(f"{label} peut voter pour vous {days_between(first, last)}.")


def already_given(label: str) -> str:
    """There is one for these days."""
    return typeset(f"Vous avez déjà donné pouvoir à {label} pour ces jours. Un seul pouvoir à la fois.")


def proxy_ended(label: str) -> str:
    """It was taken back."""
    return typeset(f"{label} ne peut plus voter pour vous.")


def no_proxy_to(label: str) -> str:
    """There is none to take back."""
    return typeset(f"Vous n'avez pas donné pouvoir à {label}.")


def held_from(label: str, first: date, last: date) -> str:
    """A « pouvoir » that one holds."""
    return typeset(f"Pouvoir de {label}, {days_between(first, last)}")


def given_to(label: str, first: date, last: date) -> str:
    """A « pouvoir » that one gave."""
    return typeset(f"à {label}, {days_between(first, last)}")


def listed(number: int, question: str) -> Line:
    """A poll of the list."""
    return (Strong(typeset(f"n° {number}")), " ", shortened(question, 120))


def listed_details(kind: PollKind, mode: PollMode, state: PollState, ends: datetime, *, voted: bool) -> str:
    """The line under a poll of the list."""
    words = [KINDS[kind], MODES[mode], STATES[state], f"fin le {moment(ends)}"]
    if voted:
        words.append(VOTED)
    return typeset(" · ".join(words))


def title(number: int) -> str:
    """The title of the list."""
    return count(number, "sondage vous concerne", "sondages vous concernent")


def no_longer_open(number: int) -> str:
    """In place of a message whose poll was counted."""
    return typeset(f"Le sondage n° {number} est clos.")
