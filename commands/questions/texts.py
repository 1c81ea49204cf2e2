"""French sentences of the answers to plain questions: choices, persons and bodies, what follows an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from commands import french
from commands.french import count, day, distance, listing, quote, typeset
from commands.message import Line
from commands.plan import texts as plan_texts
from commands.texts import shortened
from storage.leads import Holder
from storage.rows.organisation import LeadRole
from storage.rows.plan import KeyResult
from storage.rows.portfolio import Project

# Choices


def several(typed: str) -> str:
    """Several entries are meant."""
    return typeset(f"Plusieurs réponses possibles pour {quote(shortened(typed, 60))}. Laquelle ?")


SEE_ALSO = typeset("Voir aussi :")
PERHAPS = typeset("Je ne suis pas sûr d'avoir compris. Peut-être l'une de ces réponses ?")


def deadlines(results: Sequence[tuple[str, str]]) -> str:
    """The deadlines of an objective's key results; their letters where there are several."""
    if len(results) == 1:
        return results[0][1]
    return " ; ".join(f"{letter}. {said}" for letter, said in results)


def result_gist(result: KeyResult, today: date) -> str:
    """A key result's state, and its targets where it has any."""
    said = plan_texts.state(result, today=today)
    if not result.targets:
        return said
    return f"{said}, cible {', '.join(plan_texts.target(each).partition(' (')[0] for each in result.targets)}"


def project_gist(project: Project, today: date) -> str:
    """A project in one line."""
    from commands.portfolio import texts as portfolio_texts

    if project.due_on is not None:
        return "".join(str(span) for span in portfolio_texts.state(project, today=today))
    return project.statement


# Persons and bodies

LEADING = re.compile(
    r"\b(?:chefs? de file|(?:qui|par qui|le|la|quel est le) (?:pilote|porte|mene|suit|conduit|responsable|porteur"
    r"|directeur de projet|chef de projet)\w*|qui (?:s occupe|est (?:en charge|responsable|charge))|en charge"
    r"|porte par qui|pilote par qui|responsables? d[eu])\b"
)
NEXT_WORD = re.compile(r"\bprochaine?s?\b")
ROLE_WORDS = {
    LeadRole.OBJECTIVE_LEAD: "chef de file",
    LeadRole.SPONSOR: "porteur",
    LeadRole.PROJECT_DIRECTOR: "directeur de projet",
    LeadRole.PROJECT_MANAGER: "chef de projet",
}


def holder(lead: Holder) -> Line:
    """Who holds a role."""
    return (typeset(f"{french.capitalised(ROLE_WORDS.get(lead.role, 'contributeur'))} : {lead.label}"),)


def ask_support(name: str) -> str:
    """Whom to ask when in doubt."""
    return typeset(f"Pour toute aide : {name}.")


def next_meeting(name: str, rhythm: str | None) -> str:
    """That the next date is not recorded, with the rhythm that is."""
    said = f"La date de la prochaine réunion n'est pas consignée ({name})."
    return typeset(f"{said} Rythme prévu : {rhythm}." if rhythm else said)


def meeting_on(name: str, starts_at: datetime, today: date) -> str:
    """The next date that is recorded."""
    hour = f"{starts_at.hour} h {starts_at.minute:02}" if starts_at.minute else f"{starts_at.hour} h"
    said = f"{day(starts_at.date(), weekday=True)} à {hour}, {distance(starts_at.date(), today=today)}"
    return typeset(f"Prochaine réunion ({name}) : {said}.")


def last_meeting(when: date) -> str:
    """The last meeting recorded."""
    return typeset(f"Dernière réunion enregistrée : {day(when)}.")


# What follows

PRONOUNS = frozenset("ca cela celui celle ci".split())
WHY = "Ce que j'ai compris :"
SOURCES = typeset("Sources : le document DiMENSiON (2020), le registre et les points d'étape ; rien n'est déduit.")


def recognised(held: Sequence[str]) -> str:
    """The words that were recognised."""
    return typeset(f"Mots reconnus : {listing(held)}.")


def under_filters(criteria: str) -> str:
    """The filters that were read."""
    return typeset(f"Filtres : {criteria}.")


def entry_taken(label: str, place: str) -> str:
    """An entry that was taken."""
    return typeset(f"Entrée : {label} ({place})." if place else f"Entrée : {label}.")


def no_such_rank(shown: int) -> str:
    """A rank that the answer before does not have."""
    return typeset(f"La réponse précédente n'a que {count(shown, 'entrée')}.")
