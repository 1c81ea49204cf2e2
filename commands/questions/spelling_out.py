"""First step: short messages spelt out, the words of questions respelt, so that the next steps read French."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz import fuzz, process

from commands.normalise import fold
from commands.questions.typed_words import EXPECTED, ONLY_APART, PERCENTAGE, SHORTENED

# Characters of a question that are read; the rest of a pasted page is left aside, so that time is bounded.
LONGEST = 1_000
# Letters of a word that are read: no word of French is longer, and none is looked for letter by letter.
LONGEST_WORD = 40
# Likeness out of 100 from which an unknown word is taken for one of those that questions are made of, and its letters.
LIKENESS, SHORTEST = 82, 5

_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"\w{41,}")
# « % et date stp »: a percentage is asked for; « 90 % » is one.
_PERCENT = re.compile(r"(?<![\d\s])\s*%|^\s*%")
_QUARTER = re.compile(r"\bq([1-4])\b", re.IGNORECASE)


def spell_out(text: str, knows: Callable[[str], bool]) -> str:
    """The beginning of the text with its short messages in full; `knows` says which words the plan itself uses.

    Punctuation, capitals and accents stay as they are typed.
    """
    shown = _RUN.sub(lambda found: found.group()[:LONGEST_WORD], " ".join(text[:LONGEST].split()))

    def spelt(found: re.Match[str]) -> str:
        typed = found.group()
        folded = fold(typed)
        apart = shown[found.end() : found.end() + 1] not in {"'", "’"}
        if folded in SHORTENED and (apart or folded not in ONLY_APART):
            return SHORTENED[folded] if SHORTENED[folded] != folded else typed
        if len(folded) < SHORTEST or folded in EXPECTED or knows(folded):
            return typed
        near = process.extractOne(folded, EXPECTED, scorer=fuzz.ratio, score_cutoff=LIKENESS)
        return near[0] if near is not None and near[0][0] == folded[0] else typed

    shown = _PERCENT.sub(f" {PERCENTAGE} ", shown)
    return _QUARTER.sub(r"T\1", _WORD.sub(spelt, shown))
