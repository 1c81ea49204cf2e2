"""French sentences of the places where a poll is said."""

from __future__ import annotations

from commands.french import quote, typeset
from commands.texts import shortened

PLACES_ARE = typeset(
    "Un lieu se dit « ici », le nom d'une communauté, ou l'adresse d'un salon : slack:C0123ABCD, matrix:!salon:serveur."
)
HERE_IS_PRIVATE = typeset("« ici » est une conversation privée : dites « --lieu ici » dans le salon voulu.")
PLACE_NOT_YOURS = typeset(
    "Seule la cellule d'appui nomme un salon par son adresse : dites « --lieu ici » dans ce salon, ou une communauté."
)


def place_unknown(typed: str) -> str:
    """No such place."""
    return typeset(f"Je ne connais pas le lieu {quote(shortened(typed, 40))}.")


def no_room(name: str) -> str:
    """A community that lives nowhere."""
    return typeset(f"La communauté {quote(name)} n'a aucun salon connu.")


def too_many_places(number: int, most: int) -> str:
    """Too many at once."""
    return typeset(f"Un sondage se dit dans {most} lieux au plus, pas {number}.")
