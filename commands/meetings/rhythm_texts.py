"""French sentences about how often bodies meet, and about meetings that have no date yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.french import count, month, quarter, semester, typeset, year
from commands.message import Line, Strong
from storage.planned_meetings import OF_UNITS, YEARLY_REVIEW, Body

# What the plan says of each rhythm, and where.
SAID = {
    Body("comex"): ("un Comex par mois", "6.1.3"),
    Body("comex_revue"): ("une fois par trimestre ou semestre", "7.3.2"),
    Body("comite_transversal"): ("mensuelle ou bimestrielle", "7.3.2"),
    Body(OF_UNITS): ("mensuelle, pour chaque DGA ou DGST", "7.3.2"),
    Body("cap_managers"): ("une fois par trimestre", "pilier 2, CAP Managers, et 6.1.3"),
    Body("cap_digital"): ("quatre par an", "4.2.3"),
    Body("communaute_achat"): ("un évènement par semestre au moins, depuis le T3 2020", "3.4.2"),
    Body("xxl"): ("une réunion de tous les encadrants par an", "6.1.3"),
    Body("comex", occasion=YEARLY_REVIEW): ("bilan annuel de la démarche", "partie 3"),
}
HEADING = "Réunions attendues, pas encore de date"
ALL_DATED = "Toutes les réunions que le plan fait attendre en ce moment ont une date."
CALENDAR = "Calendrier"


def undated(name: str, of: Body, first: date, months: int, units: Sequence[str]) -> Line:
    """« Comex, décembre 2020 : pas encore de date (un Comex par mois, DiMENSiON 6.1.3) »."""
    said, where = SAID[of]
    missing = f" pour {count(len(units), 'DGA ou DGST', 'DGA et DGST')}" if units else ""
    line = f", {period(first, months)} : pas encore de date{missing} ({said} ; DiMENSiON, {where})"
    return (Strong(name), typeset(line))


def period(first: date, months: int) -> str:
    """« décembre 2020 », « novembre et décembre 2020 », « T4 2020 », « S2 2020 », « 2020 »."""
    if months == 1:
        return month(first)
    if months == 2:
        return f"{month(first).split()[0]} et {month(first.replace(month=first.month + 1))}"
    return {3: quarter, 6: semester, 12: year}[months](first)
