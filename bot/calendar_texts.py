"""French sentences of calendar files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from commands.french import count, day, quote, typeset
from commands.texts import shortened

GROUP = "Les réunions des instances : lire un calendrier (ICS), en écrire un."
IMPORT = "Lire les réunions d'un fichier ICS : montre ce qui changerait, --apply l'applique."
EXPORT = "Écrire le calendrier des réunions (ICS) sur la sortie standard."
OPTION_APPLY = "Appliquer, au lieu de montrer seulement."
OPTION_BODY = "Instance des réunions dont le titre n'en nomme aucune."
_OUTCOMES = {"added": "ajoutée", "changed": "modifiée", "cancelled": "annulée", "unchanged": "inchangée"}


def unknown_body(name: str) -> str:
    """No body of that name."""
    return typeset(f"Je ne connais pas l'instance {quote(shortened(name, 60))}.")


def no_body(title: str) -> str:
    """A meeting of nobody known."""
    return typeset(f"La réunion {quote(shortened(title, 80))} ne nomme aucune instance connue (--body en donne une).")


def no_date(title: str) -> str:
    """A meeting without a date or without the calendar's id."""
    return typeset(f"La réunion {quote(shortened(title, 80))} n'a pas de date ou pas d'identifiant (UID).")


def bad_rule(title: str) -> str:
    """A rule that cannot be read."""
    said = f"La réunion {quote(shortened(title, 80))} se répète selon une règle (RRULE) que je ne sais pas lire."
    return typeset(f"{said} Je lis celles par jour, semaine, mois ou année.")


def from_then_on(title: str) -> str:
    """An exception that holds for all that follow."""
    said = f"La réunion {quote(shortened(title, 80))} change à partir d'une date (RANGE=THISANDFUTURE)."
    return typeset(f"{said} Terminez la première série et commencez-en une autre, puis exportez de nouveau.")


def unreadable(path: Path) -> str:
    """Not a calendar."""
    return typeset(f"{path} n'est pas un calendrier (ICS) lisible.")


def too_large(path: Path) -> str:
    """Far too large a file."""
    return typeset(f"{path} est trop gros pour un calendrier (5 Mo au plus).")


def report(changes: Sequence[tuple[str, str, datetime]], *, applied: bool) -> list[str]:
    """A line for each meeting that changes, then the count."""
    lines = [
        typeset(f"{_OUTCOMES[outcome]} : {shortened(name, 80)}, {day(at.date())}")
        for outcome, name, at in changes
        if outcome != "unchanged"
    ]
    told = count(len(lines), "réunion changée", "réunions changées")
    done = "" if applied else " (rien n'est écrit : --apply l'applique)"
    return [*lines, typeset(f"{told} sur {len(changes)}{done}.")]
