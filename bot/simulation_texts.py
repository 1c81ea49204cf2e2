"""French sentences of `dimension simulate`."""

from __future__ import annotations

import textwrap
from datetime import date, datetime

from commands.french import count, day, typeset

SIMULATE = "Montrer tout ce qui serait envoyé d'un jour à l'autre, à qui et quand, sans rien envoyer."
OPTION_FROM = "Premier jour (2020-11-30)."
OPTION_TO = "Dernier jour, inclus."
OPTION_SHORT = "Une ligne par message, sans son texte."
BACKWARDS = typeset("Le dernier jour est avant le premier.")


def heading(at: datetime, platform: str, place: str, key: str) -> str:
    """When, where, and under which key."""
    return f"{day(at.date(), weekday=True)} {at:%H:%M} · {platform} {place} · {key}"


def indented(text: str) -> str:
    """A message under its heading."""
    return textwrap.indent(text.rstrip(), "    ") + "\n"


def total(number: int, first: date, last: date) -> str:
    """How many messages in all."""
    return typeset(f"{count(number, 'message', 'messages')} du {day(first)} au {day(last)}.")
