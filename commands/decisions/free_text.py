"""Free texts of supports, decisions and actions: short, said in words, kept as typed."""

from __future__ import annotations

from commands.decisions import texts
from commands.errors import Misread

# Characters in a free text, as people see them.
LONGEST = 500

# What closes each opening guillemet.
_CLOSING = {"«": "»", "“": "”", '"': '"'}


def free_text(typed: str) -> str:
    """The text without the guillemets around it; raises Misread where it is too long or says nothing."""
    said = bare(typed)
    if len(said) > LONGEST:
        raise Misread(texts.too_long(len(said), LONGEST))
    if not any(letter.isalnum() for letter in said):
        raise Misread(texts.IN_WORDS)
    return said


def bare(typed: str) -> str:
    """The text without the guillemets or the signs that stand around it, its lines joined."""
    said = " ".join(typed.split()).strip(" ,;:")
    closing = _CLOSING.get(said[:1])
    if closing is not None and said.find(closing, 1) == len(said) - 1:
        said = said[1:-1].strip()
    return said
