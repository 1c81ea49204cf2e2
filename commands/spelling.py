"""Which recorded words a typed word may stand for: itself, a relative of the same family, or its right spelling."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from rapidfuzz.distance import OSA

# Below this length a word is matched whole, give or take a plural: « cap » is not a misspelt « cape ».
SHORTEST_TO_GUESS = 4
# Share of the typed word's trigrams that a recorded word must have before it is compared letter by letter.
TRIGRAM_SHARE = 0.3
# Slips of the fingers (a letter missing, added, changed, or two swapped) that one word may hold, by its length.
SLIPS, MOST_SLIPS = ((4, 0), (6, 1), (10, 2)), 3
# What a word is worth that only sounds like what was typed (« valize »), and what each slip takes, by letter.
SOUNDS_ALIKE, SLIP = 0.95, 1.2
# What a word cut short is worth: « délib » and longer, and « expé ».
CUT_SHORT, SHORTEST_CUT, CUT_VERY_SHORT = 0.8, 4, 0.68
# Two words are of one family when they begin alike over half of the longer one, and over seven letters, over this
# share, or with endings that French builds words with: « simplifier » and « simplification ».
FAMILY_HALF, FAMILY_LETTERS, FAMILY_SHARE = 0.5, 7, 0.75
# What a word is worth that is like nothing recorded but has this share of its trigrams in common with one:
# « travailler » and « télétravail ».
RESEMBLING, RESEMBLING_SHARE = 0.35, 0.4
# Words found for a misspelt one stay within this likeness of the best.
WITHIN = 0.15
_SOUNDS = (
    ("eau", "o"), ("au", "o"), ("ph", "f"), ("qu", "c"), ("k", "c"), ("z", "s"), ("y", "i"), ("h", ""), ("em", "en"),
    ("im", "in"), ("ai", "e"), ("ei", "e"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1")
_ENDINGS = frozenset(
    """
    e s es x r er ee ees ers ez ent ant ante ants antes if ifs ive ives al ale ales aux el elle els elles
    ment ments ement ements ation ations cation cations tion tions ion ions isation isations ification
    eur eurs euse euses rice rices ateur ateurs atrice ier iers iere ieres iser iste istes isme ique iques
    aire aires able ables age ages ure ures ise ises ite ites lir
    """.split()
) | {""}


def trigrams(word: str) -> set[str]:
    """The runs of three characters of the word, its two boundaries counting as one each."""
    bounded = f"^{word}$"
    return set(map("".join, zip(bounded, bounded[1:], bounded[2:], strict=False)))


def sound(word: str) -> str:
    """The folded word as it is heard, roughly: « communauté » and « comunoté » are one."""
    for letters, heard in _SOUNDS:
        if letters in word:
            word = word.replace(letters, heard)
    return _DOUBLED.sub(r"\1", word) or "h"


def likeness(typed: str, recorded: str, heard: str, recorded_heard: str) -> float:
    """How far (0 to 1) the recorded word may be what was typed, slips included; both also come as they are heard."""
    value = family(typed, recorded)
    length = len(typed)
    if value == 1.0 or min(length, len(recorded)) < SHORTEST_TO_GUESS or typed.isdigit():
        return value
    if recorded.startswith(typed):
        value = max(value, CUT_SHORT if length > SHORTEST_CUT else CUT_VERY_SHORT)
    if heard == recorded_heard:
        return max(value, SOUNDS_ALIKE)
    allowed = next((slips for longest, slips in SLIPS if len(heard) <= longest), MOST_SLIPS)
    slips = OSA.distance(heard, recorded_heard, score_cutoff=allowed)
    if slips > allowed or (heard[0] != recorded_heard[0] and length < 7):
        return value
    return max(value, SOUNDS_ALIKE - SLIP * slips / max(len(heard), len(recorded_heard)))


def family(typed: str, recorded: str) -> float:
    """How near (0 to 1) two words of one family are; 0 when nothing says that they are of one."""
    if typed == recorded:
        return 1.0
    if typed[:3] != recorded[:3]:
        return 0.0
    if typed.rstrip("sx") == recorded.rstrip("sx"):
        return 0.98
    if typed[:SHORTEST_CUT] != recorded[:SHORTEST_CUT] or typed.isdigit():
        return 0.0
    shared = 0
    for left, right in zip(typed, recorded, strict=False):
        if left != right:
            break
        shared += 1
    share = shared / max(len(typed), len(recorded))
    if share < FAMILY_HALF:
        return 0.0
    ends_well = typed[shared:] in _ENDINGS and recorded[shared:] in _ENDINGS
    return 0.6 + 0.4 * share if shared >= FAMILY_LETTERS or share >= FAMILY_SHARE or ends_well else 0.0


class Vocabulary:
    """Recorded words by their trigrams and by their first letters.

    The first `known_to_all` words stand in unrestricted entries: they alone decide what is tried for a typed word.
    """

    def __init__(self, words: Iterable[str], known_to_all: int) -> None:
        self.words = list(words)
        self._known_to_all = known_to_all
        self.numbers = {word: number for number, word in enumerate(self.words)}
        self._by_beginning: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            self._by_beginning.setdefault(word[:3], []).append(number)

    def prepare(self) -> None:
        """Make at once what the first misspelt word would wait for: 15 ms for 2,000 words, 60 ms for 11,000."""
        _ = self._by_trigram, self._heard

    @cached_property
    def _by_trigram(self) -> dict[str, list[int]]:
        """The words that hold each trigram; made when a first word is not known as typed."""
        by_trigram: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            for trigram in trigrams(word):
                by_trigram[trigram].append(number)
        return dict(by_trigram)

    @cached_property
    def _heard(self) -> list[str]:
        """The words as they are heard."""
        return [sound(word) for word in self.words]

    def relatives(self, typed: str) -> dict[int, float]:
        """The words of the family of one that is typed right, by number, each with its likeness (0 to 1)."""
        alike = ((number, family(typed, self.words[number])) for number in self._by_beginning.get(typed[:3], ()))
        return {number: value for number, value in alike if value}

    def alike(self, typed: str) -> dict[int, float]:
        """The words that a misspelt or unknown one may stand for, by number, each with its likeness (0 to 1)."""
        wanted, heard = trigrams(typed), sound(typed)
        shared = Counter(chain.from_iterable(self._by_trigram.get(trigram, ()) for trigram in wanted))
        floor = max(1, int(TRIGRAM_SHARE * len(wanted)))
        alike = (
            (number, likeness(typed, self.words[number], heard, self._heard[number]))
            for number, count in shared.items()
            if count >= floor
        )
        found = {number: value for number, value in alike if value}
        if typed.isdigit() or any(number < self._known_to_all for number in found):
            return found
        enough = RESEMBLING_SHARE * len(wanted)
        return {number: RESEMBLING for number, count in shared.items() if count >= enough} | found
