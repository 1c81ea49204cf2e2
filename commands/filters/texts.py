"""French sentences about filters: what was understood, what was not, what may be typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commands.french import listing, number, quote, typeset
from commands.state_words import STATUS_WORDS, weather_words
from commands.texts import shortened
from storage.filters import Condition

STATUSES = STATUS_WORDS
PAST_DUE = "échéance dépassée"
KINDS = {
    "mine": "mon périmètre",
    "pillar": "pilier",
    "axis": "axe",
    "period": "période (T3 2020, 2021, avant juin 2021, cette semaine)",
    "status": "état (réalisé, en cours, à venir)",
    "weather": "météo (vert, orange, rouge, ou météo non renseignée)",
    "condition": "échéance dépassée, sans chef de file",
    "unit": "unité",
    "theme": "thématique",
    "commune": "commune",
    "territory": "Territoire",
}
_KIND_ORDER = tuple(KINDS)
WITHOUT_LEAD = "sans chef de file"
WITHOUT_LEAD_OF_PROJECT = "sans porteur, directeur ni chef de projet"
PERIODS_ARE = typeset(
    "Une période s'écrit T3 2020, 2021, juin 2021, avant juin 2021, du 1er octobre au 15 novembre 2020."
)


NOTHING_EXCLUDED = typeset("Précisez ce que vous excluez : par exemple « hors pilier 4 ».")


def condition(value: Condition, kinds: frozenset[str]) -> str:
    """A condition, in the words of the list that it narrows: projects have no chef de file."""
    match value:
        case Condition.PAST_DUE:
            return PAST_DUE
        case Condition.WITHOUT_LEAD:
            return WITHOUT_LEAD_OF_PROJECT if "theme" in kinds else WITHOUT_LEAD
        case Condition.WITHOUT_WEATHER:
            return weather_words(None)


def criteria(parts: Sequence[tuple[str, bool]]) -> str:
    """The conditions, those that exclude last: « pilier 7, T3 2020, hors réalisé »."""
    kept = [label for label, excluded in parts if not excluded]
    left_out = [f"hors {label}" for label, excluded in parts if excluded]
    return ", ".join([*kept, *left_out])


def pillar(key: str) -> str:
    """« pilier 7 »."""
    return f"pilier {key}"


def axis(code: str) -> str:
    """« axe 4.2 »."""
    return f"axe {code}"


def named(kind: str, label: str) -> str:
    """A theme, a commune, a Territoire or a unit by its name."""
    prefix = {"theme": "thématique ", "territory": "Territoire "}.get(kind, "")
    return prefix + label


def not_here(label: str, kind: str) -> str:
    """A condition that this list has no use for."""
    return typeset(f"Cette liste ne se filtre pas par {KINDS[kind].split(' (')[0]} : {quote(label)}.")


def filters_are(kinds: frozenset[str]) -> str:
    """What this list can be narrowed by."""
    said = {**KINDS, "condition": "échéance dépassée, sans porteur"} if "theme" in kinds else KINDS
    known = listing([said[kind] for kind in _KIND_ORDER if kind in kinds])
    return typeset(f"Filtres possibles : {known} ; « hors » devant un filtre l'exclut.")


def no_such_date(typed: str) -> str:
    """A date that the calendar does not have."""
    return typeset(f"La date {quote(typed)} n'existe pas.")


def which(kind: str) -> str:
    """A kind of filter without its value."""
    return typeset(f"Précisez ce que vous cherchez après « {KINDS[kind].split(' (')[0]} ».")


def axis_of_which_pillar(axis: str) -> str:
    """« axe 2 » without a pillar."""
    return typeset(f"L'axe {axis} de quel pilier ? Tapez par exemple « axe 4.{axis} » ou « axe {axis} du pilier 4 ».")


def no_such_axis(code: str) -> str:
    """An axis that is not."""
    return typeset(f"Il n'y a pas d'axe {code} dans DiMENSiON.")


def unknown_name(kind: str, typed: str) -> str:
    """A name that nothing bears."""
    return typeset(f"Je ne connais pas {quote(shortened(typed, 40))} comme {KINDS[kind].split(' (')[0]}.")


def too_long(characters: int) -> str:
    """Criteria longer than any that somebody types."""
    return typeset(f"Ces critères sont trop longs : {number(characters)} caractères au plus.")


def nearest(labels: Iterable[str]) -> tuple[str, ...]:
    """The nearest names, in a line when there are any."""
    named_ones = [label for label in labels if label]
    return (typeset(f"Le plus proche : {listing(named_ones, last='ou')}."),) if named_ones else ()
