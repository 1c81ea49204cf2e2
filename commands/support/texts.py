"""French sentences about supports asked for: of whom, how they are answered and lifted, lists, help."""

from __future__ import annotations

from commands.french import quote, typeset
from commands.texts import shortened

# Folded words that stand before the name of a body, a unit or a person.
BEFORE_NAME = ("a", "au", "aux", "en", "le", "la", "les", "l", "de", "du", "des", "aupres", "instance", "par")

HOW_TO_ASK = "Un appui se demande à une instance (« Comex »), à une direction (« DGA numérique ») ou à une personne."


def unknown_asked(typed: str) -> str:
    """Nobody of this name can be asked."""
    return typeset(f"Je ne connais ni instance, ni unité, ni personne sous {quote(shortened(typed, 60))}.")


def which_asked(typed: str) -> str:
    """Several bodies are meant."""
    return typeset(f"Plusieurs instances possibles pour {quote(shortened(typed, 60))}. Laquelle ?")


def which_head(unit: str) -> str:
    """Several persons could head the unit."""
    return typeset(f"À qui, pour {quote(unit)} ?")


def nobody_heads(unit: str) -> str:
    """A unit in which nobody is known to answer for it."""
    return typeset(f"Personne n'est inscrit comme responsable de {quote(unit)}.")
