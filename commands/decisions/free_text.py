"""Free texts of supports, decisions and actions: kept as those of updates are, and said in words."""

from __future__ import annotations

from commands.decisions import misread_texts
from commands.errors import Misread
from commands.updates import free_text as updates


def free_text(typed: str) -> str:
    """The text as it is kept, without the guillemets around it; raises Misread where it is too long or says nothing."""
    said = updates.unquoted(typed.strip(" ,;:\n"))
    if not any(letter.isalnum() for letter in said):
        raise Misread(misread_texts.IN_WORDS)
    return updates.free_text(said)
