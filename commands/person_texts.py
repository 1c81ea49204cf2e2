"""French sentences about persons who are named: nobody, several, how to name one."""

from __future__ import annotations

from commands.french import quote, typeset
from commands.texts import shortened

# What stands for whoever types it.
MYSELF = frozenset({"moi", "moi-même", "moi-meme", "moi même", "moi meme"})
NOT_KNOWN_YOURSELF = "Votre compte n'est rattaché à personne dans le registre. La cellule d'appui peut vous rattacher."
HOW_TO_NAME = typeset(
    "Une personne se désigne par son identifiant (« chef-de-file-rh ») ou par des mots de sa fonction "
    "(« direction de la Voirie »)."
)


def unknown_person(typed: str) -> str:
    """Nobody is meant."""
    return typeset(f"Je ne connais personne sous {quote(shortened(typed, 60))}.")


def several_persons(typed: str, number: int) -> str:
    """Several persons are meant."""
    return typeset(f"{number} personnes possibles pour {quote(shortened(typed, 60))}. Laquelle ?")


def nearest_persons(typed: str) -> str:
    """Nobody is meant, but some look like it."""
    return typeset(f"Je ne connais personne sous {quote(shortened(typed, 60))}. Vouliez-vous dire :")
