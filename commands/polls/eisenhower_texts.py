"""French sentences of Eisenhower's matrix."""

from __future__ import annotations

from collections.abc import Sequence

from commands.french import listing, typeset

# Folded: words in the names of criteria.
URGENCY = "urgen"
IMPORTANCE = ("importan", "impact", "enjeu", "interet")
NAME = "matrice"
# Top right, top left, bottom right, bottom left.
FIELDS = ("Important et urgent", "Important, non urgent", "Urgent, moins important", "Ni important ni urgent")


def title(important: str, urgent: str) -> str:
    """What the four lines are."""
    return typeset(f"Matrice d'Eisenhower (importance : {important}, urgence : {urgent}) :")


def field(name: str, labels: Sequence[str]) -> str:
    """A field with what is in it."""
    return typeset(f"{name} : {listing(labels) if labels else 'aucun'}")


def means(important: str, urgent: str) -> str:
    """A point's figures."""
    return typeset(f"importance {important}, urgence {urgent}")


def heading(question: str) -> str:
    """Over the picture."""
    return typeset(f"{question} – aide à l'arbitrage, la décision appartient aux élus")
