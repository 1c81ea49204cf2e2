"""French sentences that name bodies and their meetings."""

from __future__ import annotations

from collections.abc import Sequence

from commands.french import listing, quote, typeset
from commands.texts import shortened


def occasion(name: str) -> str:
    """The yearly review, within the body that steers the plan."""
    return f"Bilan annuel de la démarche ({name})"


def within(name: str, of: str) -> str:
    """A committee of a project, a review of a DGA."""
    return f"{name} · {of}"


def no_such_unit(name: str, known: Sequence[str]) -> str:
    """A DGA that is not."""
    said = f"Je ne connais pas de DGA ou DGST {quote(shortened(name, 60))}."
    return typeset(f"{said} Connues : {listing(known)}." if known else f"{said} Le registre n'en compte aucune.")
