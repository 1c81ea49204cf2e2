"""French sentences of the audit trail."""

from __future__ import annotations

from datetime import datetime

from commands.french import count, day, typeset
from commands.message import Line, Strong

HELP_AUDIT = "Les demandes refusées faute de droit : jour, personne, commande, sujet ; jamais ce qui a été tapé"
USAGE_AUDIT = "/dimension refus [page 2]"
NOTHING_REFUSED = "Aucune demande n'a été refusée."
UNKNOWN_ACCOUNT = "compte hors du registre"


def heading(total: int) -> Line:
    """How many there are."""
    said = count(total, "demande refusée", "demandes refusées")
    return (Strong(said), typeset(", de la plus récente à la plus ancienne"))


def attempt(when: datetime, label: str | None, command: str, subject: str) -> Line:
    """One refusal, at the hour of its zone; nobody known where the account is not in the register."""
    on = f", sur {subject}" if subject else ""
    at = f"{day(when.date())} à {when.hour} h {when.minute:02d}"
    return (Strong(at), typeset(f", {label or UNKNOWN_ACCOUNT} : /{command}{on}"))
