"""The text of a filter as tokens: folded words, and the periods among them."""

from __future__ import annotations

import re

from commands.call import Call
from commands.errors import Misread
from commands.filters import texts
from commands.normalise import words as folded_words
from commands.periods import Period, find_period, why_not

# Periods read in one sentence; « entre T3 2020 et T1 2021 » is one.
_MOST_PERIODS = 6


def tokens(text: str, call: Call) -> list[str | Period]:
    """Folded words and periods, in order; raises Misread for a date that does not exist."""
    pieces: list[str | Period] = [text]
    for _ in range(_MOST_PERIODS):
        for position, piece in enumerate(pieces):
            found = find_period(piece, today=call.today) if isinstance(piece, str) else None
            if isinstance(piece, str) and found is not None:
                pieces[position : position + 1] = [piece[: found.start], found.period, piece[found.end :]]
                break
        else:
            break
    read: list[str | Period] = []
    for piece in pieces:
        if isinstance(piece, Period):
            read.append(piece)
            continue
        impossible = why_not(piece, today=call.today)
        if impossible is not None:
            raise Misread(texts.no_such_date(impossible.text), texts.PERIODS_ARE)
        read += _words(piece)
    return read


def _words(text: str) -> list[str]:
    """Folded words; a code such as 4.2 stays one word."""
    spaced = re.sub(r"(?<=\d)\.(?=\d)", "\u00b7", text)
    kept: list[str] = []
    for word in re.split(r"[\s,;:!?()«»\"/]+", spaced):
        kept += folded_words(word) if "\u00b7" not in word else [word.replace("\u00b7", ".").lower()]
    return kept
