"""French sentences about following: said back, listed, help."""

from __future__ import annotations

from collections.abc import Sequence

from commands.french import listing, typeset

HELP_FOLLOW = "Suit un objectif : vous êtes prévenu de ce qui change, le jour ouvré suivant"
USAGE_FOLLOW = "/objectif suivre code ou mots du titre"
HELP_UNFOLLOW = "Ne suit plus un objectif"
USAGE_UNFOLLOW = "/objectif ne plus suivre code ou mots du titre"
HELP_FOLLOW_PROJECT = "Suit un projet : vous êtes prévenu de ce qui change, le jour ouvré suivant"
USAGE_FOLLOW_PROJECT = "/projet suivre nom"
HELP_UNFOLLOW_PROJECT = "Ne suit plus un projet"
USAGE_UNFOLLOW_PROJECT = "/projet ne plus suivre nom"
ASK_ENTRY = "Quel objectif ?"
ASK_ENTRY_HINT = "Un code (4.2.2 ou 4.2.2.b), ou des mots du titre."
ASK_PROJECT = "Quel projet ?"
ASK_PROJECT_HINT = "Quelques mots de son nom."

FOLLOW = "Suivre"
UNFOLLOW = "Ne plus suivre"
STATE = "État"
LABEL_FOLLOWED = "Vous suivez"
NOTHING_FOLLOWED = "aucun objectif, aucun projet"
NOT_REGISTERED = (
    "Pour suivre un objectif ou un projet, il faut être rattaché au registre : le bot ne saurait pas à qui écrire. "
    "La cellule d'appui peut vous rattacher."
)
# What followers are told of.
_WHAT = "état, météo, échéance, responsable ou décision"


def followed(name: str, kind: str, *, new: bool) -> str:
    """To whoever follows, since now or before."""
    if not new:
        return typeset(f"Vous suivez déjà {name}. Ce qui change vous est dit le jour ouvré suivant.")
    what = (
        "Un changement de l'objectif ou d'un de ses objectifs opérationnels" if kind == "objective" else "Un changement"
    )
    return typeset(
        f"Vous suivez {name}. {what} ({_WHAT}) vous sera dit le jour ouvré suivant, en une lettre par jour au plus."
    )


def covered(name: str, objective: str) -> str:
    """A key result of an objective that one follows."""
    return typeset(f"Vous suivez déjà {name}, avec tout l'objectif {objective}.")


def still_covered(name: str, objective: str) -> str:
    """A key result that one stays told of by its objective."""
    return typeset(
        f"Vous suivez {name} avec tout l'objectif {objective}. Pour ne plus rien en recevoir : "
        f"« objectif ne plus suivre {objective} »."
    )


def no_longer_followed(name: str, *, did: bool) -> str:
    """To whoever does not follow any more, or never did."""
    return typeset(f"Vous ne suivez plus {name}." if did else f"Vous ne suiviez pas {name}.")


def followed_names(names: Sequence[str]) -> str:
    """What one follows."""
    return listing(names) or NOTHING_FOLLOWED
