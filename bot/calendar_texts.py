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
CALENDAR = "Réunions DiMENSiON"
_OUTCOMES = {"added": "ajoutée", "changed": "modifiée", "unchanged": "inchangée"}


def unknown_body(name: str) -> str:
    """No body of that name."""
    return typeset(f"Je ne connais pas l'instance {quote(shortened(name, 60))}.")


def no_body(title: str) -> str:
    """A meeting of nobody known."""
    return typeset(f"La réunion {quote(shortened(title, 80))} ne nomme aucune instance connue (--body en donne une).")


def no_date(title: str) -> str:
    """A meeting without a date or without the calendar's id."""
    return typeset(f"La réunion {quote(shortened(title, 80))} n'a pas de date ou pas d'identifiant (UID).")


def repeats(title: str) -> str:
    """A meeting written once for many."""
    return typeset(
        f"La réunion {quote(shortened(title, 80))} se répète (RRULE) : exportez chaque date séparément, puis relisez."
    )


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
