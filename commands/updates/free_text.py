"""Free texts of updates as they are kept: on one line, short, guillemets inside turned into “ ”."""

from __future__ import annotations

import re

from commands.errors import Misread
from commands.updates import misread_texts as texts
from commands.updates.limits import LONGEST_TEXT

# Private characters: what people type has none left, and each stands for one text in quotes while a text is read.
HELD = re.compile("[\ue000-\uf8ff]")
_SPACES = re.compile(r"\s+")
_AFTER_OPENING, _BEFORE_CLOSING = re.compile("“ +"), re.compile(" +”")
_QUOTED_WHOLE = re.compile(r"\s*(?:«([^«»]*)»|“([^“”]*)”|\"([^\"]*)\")\s*")


def free_text(text: str) -> str:
    """A free text as it is kept; raises Misread when it says nothing in words, or is too long."""
    kept = _SPACES.sub(" ", HELD.sub("", text).replace("«", "“").replace("»", "”")).strip()
    kept = _AFTER_OPENING.sub("“", _BEFORE_CLOSING.sub("”", kept))
    if not kept:
        raise Misread(texts.EMPTY_TEXT)
    if not any(each.isalnum() for each in kept):
        raise Misread(texts.TEXT_EXPECTED)
    if len(kept) > LONGEST_TEXT:
        raise Misread(texts.too_long(len(kept), LONGEST_TEXT))
    return kept


def unquoted(text: str) -> str:
    """The text without the guillemets in which the whole of it stands."""
    whole = _QUOTED_WHOLE.fullmatch(text)
    return text if whole is None else next(each for each in whole.groups() if each is not None)
