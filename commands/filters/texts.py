"""French sentences about filters: what was understood, what was not, what may be typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commands.french import listing, quote, typeset
from storage.filters import Condition
from storage.rows.plan import Status

CONDITIONS = {Condition.PAST_DUE: "échéance dépassée", Condition.WITHOUT_LEAD: "sans chef de file ni porteur"}
STATUSES = {
    Status.PLANNED: "à venir",
    Status.UNDER_WAY: "en cours",
    Status.DONE: "réalisé",
    Status.SUSPENDED: "suspendu",
    Status.STOPPED: "arrêté",
}
KINDS = {
    "mine": "mon périmètre",
    "pillar": "pilier",
    "axis": "axe",
    "period": "période (T3 2020, 2021, avant juin 2021, cette semaine)",
    "status": "état (réalisé, en cours, à venir)",
    "condition": "échéance dépassée, sans chef de file",
    "unit": "unité",
    "theme": "thématique",
    "commune": "commune",
    "territory": "Territoire",
}
_KIND_ORDER = tuple(KINDS)
PERIODS_ARE = typeset(
    "Une période s'écrit T3 2020, 2021, juin 2021, avant juin 2021, du 1er octobre au 15 novembre 2020."
)


def criteria(parts: Sequence[tuple[str, bool]]) -> str:
    """The conditions, those that exclude last: « pilier 7, T3 2020, hors réalisé »."""
    kept = [label for label, excluded in parts if not excluded]
    left_out = [f"hors {label}" for label, excluded in parts if excluded]
    return ", ".join([*kept, *left_out])


def pillar(number: str) -> str:
    """« pilier 7 »."""
    return f"pilier {number}"


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
    known = listing([KINDS[kind] for kind in _KIND_ORDER if kind in kinds])
    return typeset(f"Filtres possibles : {known} ; « hors » devant un filtre l'exclut.")


def no_such_date(typed: str) -> str:
    """A date that the calendar does not have."""
    return typeset(f"La date {quote(typed)} n'existe pas.")


def which(kind: str) -> str:
    """A kind of filter without its value."""
    return typeset(f"Précisez ce que vous cherchez après « {KINDS[kind].split(' (')[0]} ».")


def axis_of_which_pillar(number: str) -> str:
    """« axe 2 » without a pillar."""
    return typeset(f"L'axe {number} de quel pilier ? Tapez par exemple « axe 4.{number} ».")


def no_such_axis(code: str) -> str:
    """An axis that is not."""
    return typeset(f"Il n'y a pas d'axe {code} dans DiMENSiON.")


def unknown_name(kind: str, typed: str) -> str:
    """A name that nothing bears."""
    return typeset(f"Je ne connais pas {quote(typed)} comme {KINDS[kind].split(' (')[0]}.")


def nearest(labels: Iterable[str]) -> str:
    """The nearest names."""
    named_ones = [label for label in labels if label]
    return typeset(f"Le plus proche : {listing(named_ones, last='ou')}.") if named_ones else ""
