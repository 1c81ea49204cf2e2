"""The words of a phrase as the grammar of periods reads them: folded, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from commands.vocabulary import SHORTENED

_WORD = re.compile(r"[0-9]+(?:[/.-][0-9]+)*(?![^\W_])|[^\W_]+")


def _one_for_one() -> dict[int, str]:
    """Every capital, accented letter, odd space, apostrophe or dash of the Latin blocks to one plain character."""
    table = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    for code in range(0xC0, 0x180):
        plain = unicodedata.normalize("NFD", chr(code)).lower()[0]
        if plain.isascii():
            table[code] = plain
    odd_spaces = "\t\n\r\u00a0\u2007\u2009\u202f"
    return (
        table
        | {ord(each): " " for each in odd_spaces}
        | {ord(each): "'" for each in "’‘ʼ`´"}  # noqa: RUF001 look-alikes are what this line is for
        | {ord(each): "-" for each in "‐‑–—−"}  # noqa: RUF001
    )


_PLAIN = _one_for_one()


class Phrase(NamedTuple):
    """The words of a text, folded; where each begins and ends in it; what stands before each and after the last."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[str, ...]
    # Whether the word goes on from the one before: between them only spaces, an apostrophe, or a tight hyphen.
    joined: tuple[bool, ...]


@dataclass(slots=True)
class Cursor:
    """A phrase being read on a day."""

    phrase: Phrase
    today: date
    # The whole text is a date, so that words too common to be looked for in a sentence are read.
    whole: bool
    # The word from which it is being read.
    begin: int = 0

    def word(self, index: int) -> str:
        """The word there when the phrase goes on to it without a break, else nothing."""
        words = self.phrase.words
        if 0 <= index < len(words) and (index <= self.begin or self.phrase.joined[index]):
            return words[index]
        return ""

    def has(self, index: int, words: tuple[str, ...]) -> bool:
        """Whether these words follow one another from there on."""
        if self.word(index) != words[0]:
            return False
        return all(self.word(place) == each for place, each in enumerate(words, start=index))

    def skip(self, index: int, words: Container[str]) -> int:
        """The index of the first word from there on that is none of these."""
        while self.word(index) and self.word(index) in words:
            index += 1
        return index


def phrase(text: str) -> Phrase:
    """The text as words; offsets are those of the text as given, composed or not."""
    plain, places = _plain_with_places(text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[str] = []
    joined: list[bool] = []
    before = 0
    for found in _WORD.finditer(plain):
        start, end = found.span()
        gap = plain[before:start]
        if gap[:1] == "." and words and words[-1] in SHORTENED:
            gap = gap[1:]
        words.append(found[0])
        starts.append(start)
        ends.append(end)
        gaps.append(gap)
        joined.append(len(words) > 1 and (gap in (" ", "-") or not gap.replace("'", "").strip()))
        before = end
    gaps.append(plain[before:])
    if places is not None:
        starts = [places[start] for start in starts]
        ends = [places[end] for end in ends]
    return Phrase(tuple(words), tuple(starts), tuple(ends), tuple(gaps), tuple(joined))


def _plain_with_places(text: str) -> tuple[str, list[int] | None]:
    """The text folded character for character, and where each came from when accents were typed as separate marks."""
    plain = text.translate(_PLAIN)
    if plain.isascii() or not any(unicodedata.combining(each) for each in plain):
        return plain, None
    kept = [(place, each) for place, each in enumerate(plain) if not unicodedata.combining(each)]
    return "".join(each for _, each in kept), [*(place for place, _ in kept), len(text)]
