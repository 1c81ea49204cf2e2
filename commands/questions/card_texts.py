"""French sentences about one entry: its kind, its fields, where the document says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands import french
from commands.french import day, listing, quote, typeset
from commands.plan import texts as plan_texts

EDITION = plan_texts.EDITION
WHOLE_DOCUMENT = "projet d'administration"
PART_OF_PROJECTS = "Partie 4"
PART_OF_DATES = "Partie 2"
FROM_REGISTER = "Source : registre de l'organisation"

# What no command shows is named by its kind.
KINDS = {
    "tool": "outil",
    "term": "sigle",
    "figure": "chiffre du document",
    "date": "date clé",
    "duty": "rôle dans un projet",
    "theme": "thématique de projets",
    "short": "réponse de la cellule d'appui",
}
TYPED_KINDS = {
    "outil": "tool",
    "sigle": "term",
    "chiffre": "figure",
    "date": "date",
    "mission": "duty",
    "thematique": "theme",
    "reponse": "short",
}
_WORDS_OF_KINDS = {kind: word for word, kind in TYPED_KINDS.items()}


def typed_alone(kind: str, code: str) -> str:
    """What a button says of an entry that no command shows."""
    return f"voir {_WORDS_OF_KINDS[kind]} {code}" if kind in _WORDS_OF_KINDS else code


# Cards

LABEL_PURPOSE = "Rôle"
LABEL_DATES = "Dates"
LABEL_EXPANSION = "Développé"
LABEL_DEFINITION = "Définition"
LABEL_SPELLINGS = "Autres graphies"
LABEL_NOTE = "À savoir"
LABEL_COMPOSITION = "Composition"
LABEL_SIZE = "Effectif"
LABEL_RHYTHM = "Rythme"
LABEL_VALUE = "Valeur"
NOT_EXPANDED = "le document ne développe pas ce sigle : ce n'est pas consigné"


def named(name: str, others: Sequence[str]) -> str:
    """A name with the other names that may be shown."""
    return f"{name} ({listing(others)})" if others else name


def source(place: str) -> str:
    """Where the document says it."""
    return typeset(f"Source : DiMENSiON, {place}")


def pillar_cover(number: int) -> str:
    """The cover of a pillar."""
    return f"pilier {number}, chiffres clés"


def figure(label: str, value: str) -> str:
    """A figure as the document gives it."""
    return typeset(f"{french.capitalised(label)} : {value}, selon {EDITION}")


def figure_said(label: str, value: str) -> str:
    """A figure that the document gives, under a count of ours."""
    return typeset(f"Selon {EDITION} : {value} ({label})")


def figure_gist(value: str, pillar: int | None) -> str:
    """A figure's value, and the pillar on whose cover it stands."""
    return typeset(f"{value} (pilier {pillar})" if pillar else value)


def printed(sentence: str) -> str:
    """The document's own sentence."""
    return typeset(f"Le document imprime : {quote(sentence)}")


def role(name: str) -> str:
    """A role of a project."""
    return typeset(f"{name} :")


def theme(title: str) -> str:
    """A theme's title."""
    return f"Thématique {title}"


def taught_on(when: date) -> str:
    """Who wrote a short answer, and when."""
    return typeset(f"Source : cellule d'appui, {day(when)}")


def contradiction(what: str, retained: str | None) -> str:
    """One neutral line about what the document says twice and differently."""
    kept = f" Référence retenue : {retained}." if retained else ""
    return typeset(f"Le document se contredit : {what.rstrip('.')}.{kept}")
