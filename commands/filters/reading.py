"""From « pilier 7 T3 2020 hors z0gravity » to criteria: words and periods, read from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from commands import texts as frame_texts
from commands.call import Call
from commands.command import Taken
from commands.errors import Misread
from commands.filters import texts
from commands.filters.criteria import PLAN_FILTERS, PORTFOLIO_FILTERS, Criteria, Part
from commands.filters.tokens import tokens
from commands.filters.vocabulary import (
    EMPTY,
    EXCLUDING,
    JOINING,
    KIND_WORDS,
    LONGEST_PHRASE,
    OWN,
    PAGE,
    PART_OF_NAME,
    PHRASES,
    PILLAR_BEHIND,
)
from commands.lexicon import LONGEST_NAME, Named
from commands.perimeters import perimeter_of
from commands.periods import Period
from commands.state_words import WEATHER_WORDS
from storage.filters import Between, Condition
from storage.rows.following import Weather
from storage.rows.plan import Status

# Likeness out of 100 from which a mistyped name is taken for a known one (« istre » is 91 from « istres »).
NAME_LIKENESS = 88
# Characters of the criteria of a list: more is a pasted page, and would not fit in the button that shows the next page.
LONGEST_CRITERIA = 1_000
# What one may exclude a series of: an entry has one pillar, so that « hors piliers 4, 5 et 7 » excludes the three.
_SERIES = frozenset({"pillar", "axis", "theme", "commune", "territory", "unit"})
# « piliers 1 à 3 ».
_UP_TO = "a"
# Letters in the shortest word that is taken for part of a name.
SHORTEST_PART = 4


def read_plan_criteria(text: str, call: Call) -> Taken:
    """What key results are asked for; takes the whole text."""
    return Taken(read_criteria(text, call, PLAN_FILTERS))


def read_portfolio_criteria(text: str, call: Call) -> Taken:
    """What projects are asked for; takes the whole text."""
    return Taken(read_criteria(text, call, PORTFOLIO_FILTERS))


def read_criteria(text: str, call: Call, kinds: frozenset[str]) -> Criteria:
    """The conditions in the text, of these kinds; raises Misread for what is none, or of another kind."""
    if len(text) > LONGEST_CRITERIA:
        raise Misread(texts.too_long(LONGEST_CRITERIA), texts.filters_are(kinds))
    reading = _Reading(tokens(text, call), call, kinds)
    while reading.at < len(reading.tokens):
        reading.step()
    if reading.unknown:
        raise reading.misread()
    if reading.excluding:
        raise Misread(texts.NOTHING_EXCLUDED, texts.filters_are(kinds))
    typed = re.sub(rf"\s*\b{PAGE}\s+\d+\s*$", "", text.strip(), flags=re.IGNORECASE)
    return Criteria(tuple(reading.parts), reading.page, typed)


@dataclass(slots=True)
class _Reading:
    """Where the reading of the tokens stands."""

    tokens: Sequence[str | Period]
    call: Call
    kinds: frozenset[str]
    at: int = 0
    parts: list[Part] = field(default_factory=list)
    page: int = 1
    unknown: list[str] = field(default_factory=list)
    excluding: bool = False
    # Kind and exclusion of the condition just read: « piliers 4 et 7 », « hors pilier 4 et pilier 7 ».
    last: Part | None = None
    # Where that condition ended.
    last_end: int = -1

    def step(self) -> None:
        """Read one condition, one word that negates, or one that says nothing."""
        token = self.tokens[self.at]
        if isinstance(token, Period):
            self._take(1, Part("period", Between(token.first, token.last), token.label))
        elif not (
            self._own() or self._phrase() or self._page() or self._kind(token) or self._named() or self._code(token)
        ):
            self._word(token)

    def misread(self) -> Misread:
        """What was not understood, with the filters that are."""
        return Misread(frame_texts.left_over(" ".join(self.unknown)), texts.filters_are(self.kinds))

    def _take(self, length: int, part: Part) -> bool:
        if part.kind not in self.kinds:
            raise Misread(texts.not_here(part.label, part.kind), texts.filters_are(self.kinds))
        before = self.tokens[self.at - 1] if self.at else ""
        follows = before in JOINING or (self.at == self.last_end and part.kind in _SERIES)
        joined = follows and self.last is not None and self.last.excluded and self.last.kind == part.kind
        part = Part(part.kind, part.value, part.label, excluded=self.excluding or joined)
        if part not in self.parts:
            self.parts.append(part)
        self.at += length
        self.last_end = self.at
        self.excluding = False
        self.last = part
        return True

    def _run(self, length: int, start: int | None = None) -> tuple[str, ...] | None:
        """So many words from here, or None where there are fewer."""
        start = self.at if start is None else start
        run = self.tokens[start : start + length]
        if len(run) < length or not all(isinstance(token, str) for token in run):
            return None
        return tuple(token for token in run if isinstance(token, str))

    def _phrase(self) -> bool:
        for length in range(LONGEST_PHRASE, 0, -1):
            run = self._run(length)
            meant = PHRASES.get(run) if run else None
            if isinstance(meant, Condition):
                return self._take(length, Part("condition", meant, texts.condition(meant, self.kinds)))
            if isinstance(meant, Status):
                return self._take(length, Part("status", meant, texts.STATUSES[meant]))
            if isinstance(meant, Weather):
                return self._take(length, Part("weather", meant, WEATHER_WORDS[meant]))
        return False

    def _own(self) -> bool:
        """« mon périmètre », « mes objectifs »: what the asker leads, and what their unit does."""
        if self._run(2) not in OWN:
            return False
        return self._take(2, Part("mine", perimeter_of(self.call), texts.KINDS["mine"]))

    def _page(self) -> bool:
        run = self._run(2)
        if run is None or run[0] != PAGE or not run[1].isdecimal():
            return False
        self.page = max(int(run[1][:4]), 1)
        self.at += 2
        return True

    def _kind(self, token: str) -> bool:
        """« pilier 7 », « axe 4.2 », « thématique habitat »: a word that says what follows it is."""
        kind = KIND_WORDS.get(token)
        following = self._run(2)
        if kind is None:
            return False
        if following is not None and self._number(kind, following[1], length=2):
            return True
        if token in PART_OF_NAME and self._exactly(kind, self.at):
            return True
        start = self.at + 1
        while start < len(self.tokens) and self.tokens[start] in EMPTY:
            start += 1
        if start >= len(self.tokens):
            raise Misread(texts.which(kind))
        return self._named(kind, start=start, must=True)

    def _number(self, kind: str, word: str, *, length: int) -> bool:
        if kind == "pillar" and word.isdecimal() and len(word) <= 3:
            return self._take(length, self._pillar(word))
        if kind == "axis" and re.fullmatch(r"\d", word):
            pillar, more = self._pillar_of_axis(word, self.at + length)
            return self._take(length + more, self._axis(f"{pillar}.{word}"))
        if kind == "axis" and re.fullmatch(r"\d\.\d", word):
            return self._take(length, self._axis(word))
        return False

    def _pillar_of_axis(self, axis: str, start: int) -> tuple[str, int]:
        """The pillar of « axe 2 », from « du pilier 4 » behind it or the pillar named before; the words it takes."""
        behind = " ".join(self._run(3, start) or self._run(2, start) or self._run(1, start) or ())
        found = PILLAR_BEHIND.match(behind)
        if found is not None:
            return found.group(1), len(found.group().split())
        pillars = [part.value for part in self.parts if part.kind == "pillar" and not part.excluded]
        if len(pillars) != 1:
            raise Misread(texts.axis_of_which_pillar(axis))
        return str(pillars[0]), 0

    def _pillar(self, word: str) -> Part:
        word = str(int(word))
        outline = self.call.names().entries.get(("pillar", word))
        if outline is None:
            numbers = [int(key) for kind, key in self.call.names().entries if kind == "pillar"]
            raise Misread(frame_texts.no_such_pillar(int(word), numbers))
        return Part("pillar", int(word), texts.pillar(word))

    def _axis(self, code: str) -> Part:
        if ("axis", code) not in self.call.names().entries:
            raise Misread(texts.no_such_axis(code))
        return Part("axis", code, texts.axis(code))

    def _code(self, token: str) -> bool:
        """« P7 », « 4.2 » alone, or a number that goes on a series: « piliers 4 et 7 »."""
        if re.fullmatch(r"p\d{1,2}", token):
            return self._take(1, self._pillar(token[1:]))
        if re.fullmatch(r"\d\.\d", token):
            return self._take(1, self._axis(token))
        before = self.tokens[self.at - 1] if self.at else ""
        series = before in JOINING or (self.at > 0 and self.last is not None)
        if not re.fullmatch(r"\d", token) or not series or self.last is None:
            return False
        if self.last.kind == "pillar" and before == _UP_TO:
            return self._pillars_up_to(self.last, int(token))
        return self._number(self.last.kind, token, length=1)

    def _pillars_up_to(self, first: Part, last: int) -> bool:
        """« piliers 1 à 3 »: those that follow the one just read, excluded as it is."""
        for number in range(first.value + 1, last + 1):
            self.excluding = first.excluded
            self._take(1 if number == last else 0, self._pillar(str(number)))
        return last > int(first.value)

    def _named(self, kind: str | None = None, *, start: int | None = None, must: bool = False) -> bool:
        """A name from here on: whole, or a part that no other name has, or with a fault."""
        start = self.at if start is None else start
        return self._exactly(kind, start) or self._partial(kind, start) or self._misspelt(kind, start, must=must)

    def _exactly(self, kind: str | None, start: int) -> bool:
        """The longest known name from here on, of the kind asked for or of one that this list can be narrowed by."""
        names = self.call.names().names
        for length in range(LONGEST_NAME, 0, -1):
            run = self._run(length, start)
            if run is None or (length == 1 and run[0] in EMPTY):
                continue
            meant = self._fitting(names.get(" ".join(run), ()), kind)
            if meant is not None:
                return self._take(start - self.at + length, self._part(meant))
        return False

    def _partial(self, kind: str | None, start: int) -> bool:
        """Words that one name alone holds: « habitat » for « Habitat et logement »."""
        for length in (3, 2, 1):
            run = self._run(length, start)
            if run is None or any(word in EMPTY or word in EXCLUDING or len(word) < SHORTEST_PART for word in run):
                continue
            whole = f" {' '.join(run)} "
            meant = {
                (one.kind, one.key): one
                for phrase, known in self.call.names().names.items()
                if whole in f" {phrase} "
                for one in known
                if one.kind == (kind or one.kind) and one.kind in self.kinds
            }
            if len(meant) == 1:
                return self._take(start - self.at + length, self._part(next(iter(meant.values()))))
        return False

    def _misspelt(self, kind: str | None, start: int, *, must: bool) -> bool:
        """A name typed with a fault: the nearest known one when near enough."""
        names = self.call.names().names
        allowed = [phrase for phrase, meant in names.items() if self._fitting(meant, kind) is not None]
        for length in (3, 2, 1):
            run = self._run(length, start)
            if run is None or run[0] in EMPTY or run[0] in EXCLUDING | JOINING:
                continue
            near = process.extractOne(" ".join(run), allowed, scorer=fuzz.ratio, score_cutoff=NAME_LIKENESS)
            if near is not None:
                meant = self._fitting(names[near[0]], kind)
                if meant is not None:
                    return self._take(start - self.at + length, self._part(meant))
        if must and kind is not None:
            typed = " ".join(token for token in self.tokens[start : start + 3] if isinstance(token, str))
            near_names = process.extract(typed, allowed, scorer=fuzz.WRatio, limit=3)
            labels = [self._label(names[phrase], kind) for phrase, _, _ in near_names]
            raise Misread(texts.unknown_name(kind, typed), *texts.nearest(dict.fromkeys(labels)))
        return False

    def _fitting(self, meant: Iterable[Named], kind: str | None) -> Named | None:
        """The first meaning of the kind asked for, else one that narrows this list, else any."""
        candidates = list(meant)
        if kind is not None:
            return next((one for one in candidates if one.kind == kind), None)
        return next((one for one in candidates if one.kind in self.kinds), candidates[0] if candidates else None)

    def _label(self, meant: Iterable[Named], kind: str) -> str:
        named = self._fitting(meant, kind)
        if named is not None and named.kind == "pillar":
            return texts.pillar(named.key)
        return named.label if named is not None else ""

    def _part(self, named: Named) -> Part:
        if named.kind == "pillar":
            return Part("pillar", int(named.key), texts.pillar(named.key))
        return Part(named.kind, named.key, texts.named(named.kind, named.label))

    def _word(self, token: str) -> None:
        if token in EXCLUDING:
            self.excluding = True
        elif token not in EMPTY and token not in JOINING:
            self.unknown.append(token)
        self.at += 1
