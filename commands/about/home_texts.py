"""French sentences of one's own page."""

from __future__ import annotations

from commands.french import count, typeset
from commands.message import Line, Strong

HELP_HOME = "Votre page : ce que vous pilotez, ce qui est échu, ce qui vous attend, ce que vous suivez"
USAGE_HOME = "/dimension accueil"
HELP = "Aide"
ABOUT_ME = "Ce que le bot sait de moi"
SILENCE = "Ne pas déranger"
DIGEST = "La semaine DiMENSiON"
LINK = "Relier mon compte"
MY_POINTS = "Mes points à faire"
POLLS = "Sondages"


def heading(label: str) -> Line:
    """Whose page it is."""
    return (Strong("Votre page"), f" · {label}" if label else "")


def title(words: str) -> Line:
    """The title of a part of the page."""
    return (Strong(words),)


def points_due(number: int) -> str:
    """How many points d'étape are expected."""
    said = count(number, "point d'étape est attendu", "points d'étape sont attendus")
    return typeset(f"{said} de vous.")
