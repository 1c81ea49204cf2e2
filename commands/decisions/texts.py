"""French sentences about decisions, actions and what a meeting decided: recorded, listed, put off, help."""

from __future__ import annotations

from datetime import date

from commands.french import count, day, typeset


def meeting(body: str, held_on: date) -> str:
    """A meeting by its body and day."""
    return f"{body} du {day(held_on)}"


# Free texts

IN_WORDS = "Dites-le en quelques mots."


def too_long(length: int, longest: int) -> str:
    """A free text that is too long."""
    return typeset(f"Ce texte fait {count(length, 'caractère')} ; {longest} au plus. Rien n'a été enregistré.")
