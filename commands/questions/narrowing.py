"""Under which filters something is asked: pillars, axes, periods, states, places, what is left out; the rest is kept.

Unlike `commands/filters/reading.py`, which must understand every word of a list's criteria, this reads a free sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from commands.call import Call
from commands.filters import texts as filter_texts
from commands.filters.criteria import Criteria, Part
from commands.lexicon import LONGEST_NAME, Named
from commands.normalise import fold
from commands.periods import Period, find_period, why_not
from commands.questions import narrowing_words as said
from commands.questions.overview_words import NEXT_DUE
from commands.spans import Precision
from storage.filters import Between, Condition
from storage.rows.plan import Status

# Likeness out of 100 from which a misspelt name of a pillar or a commune is taken for it.
PILLAR_LIKENESS, PLACE_LIKENESS = 80, 88
# Periods read in one sentence.
_MOST_PERIODS = 3
_PLACES = frozenset({"commune", "territory"})


@dataclass(slots=True)
class Narrowed:
    """The filters of a sentence, and what is left of it.

    `parts` are conditions on the plan or the portfolio; `done` says whether what is realised (True) or what is not
    (False) is asked; `rest` is the folded line without what was read, `named` the same with its periods and states.
    """

    parts: list[Part] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    done: bool | None = None
    statuses: list[Status] = field(default_factory=list)
    past_due: bool = False
    with_target: bool = False
    rest: str = ""
    named: str = ""
    # What is written as a date that does not exist: « T5 2020 ».
    unknown_date: str = ""
    # The words that name places; they stay in `rest`.
    place_words: set[str] = field(default_factory=set)
    # Numbers of pillars that do not exist.
    unknown_pillars: list[int] = field(default_factory=list)

    def values(self, kind: str) -> list[object]:
        """The values of one kind that are not left out."""
        return [part.value for part in self.parts if part.kind == kind and not part.excluded]

    def has(self, *kinds: str) -> bool:
        """Whether there is a filter of one of these kinds."""
        return any(part.kind in kinds for part in self.parts)

    @property
    def narrows_plan(self) -> bool:
        """Whether key results are narrowed in some way."""
        return bool(
            self.periods or self.past_due or self.done is not None or self.statuses or self.with_target
        ) or self.has("pillar", "axis", "condition")

    def as_of(self) -> date | None:
        """The day for which what is past due is asked: the day named, or the day after a longer period."""
        if not self.past_due or not self.periods:
            return None
        period = self.periods[0]
        return period.first if period.precision is Precision.DAY else period.last

    def criteria(self, *, due: bool = True) -> Criteria:
        """The conditions on key results; `due` says whether the periods are those of deadlines."""
        parts = [part for part in self.parts if part.kind in {"pillar", "axis", "condition"}]
        if due:
            parts += [Part("period", Between(one.first, one.last), one.label) for one in self.periods]
        if self.past_due:
            parts.append(Part("condition", Condition.PAST_DUE, filter_texts.PAST_DUE))
        if self.done is not None:
            parts.append(Part("status", Status.DONE, filter_texts.STATUSES[Status.DONE], excluded=not self.done))
        parts += [Part("status", status, filter_texts.STATUSES[status]) for status in self.statuses]
        label = Criteria(tuple(parts)).label
        return Criteria(tuple(parts), typed=label)


def narrowed(spelt: str, call: Call) -> Narrowed:
    """The filters of the sentence, already spelt out."""
    reading = _Reading(fold(said.ISO_DAY.sub(r"\3/\2/\1", spelt)), call)
    reading.pillars()
    reading.axes()
    reading.places()
    reading.found.named = reading.line
    reading.pillars_by_title()
    reading.periods()
    reading.impossible()
    reading.next_due()
    reading.states()
    reading.found.rest = reading.line
    return reading.found


@dataclass(slots=True)
class _Reading:
    """A folded line, shorter with each thing read."""

    line: str
    call: Call
    found: Narrowed = field(default_factory=Narrowed)
    # Where the last filter of a kind ended, and whether it was left out: « hors pilier 4 et pilier 7 ».
    last: tuple[str, int, bool] = ("", -1, False)

    def pillars(self) -> None:
        """Pillars by number, then by name behind the word, then by a name of several words."""
        while (numbered := said.PILLAR_NUMBERS.search(self.line)) is not None:
            numbers = [int(numbered[1]), *map(int, re.findall(r"\d+", numbered[2]))]
            upper = said.RANGE.search(numbered[2])
            if upper is not None:
                numbers = list(range(numbers[0], int(upper[1]) + 1))
            self._take("pillar", numbered.start(), numbered.end(), [self._pillar(number) for number in numbers])
        while (ranked := said.PILLAR_RANK.search(self.line)) is not None:
            number = int(ranked[1]) if ranked[1] else said.RANKS[ranked[2]]
            self._take("pillar", ranked.start(), ranked.end(), [self._pillar(number)])
        while (word := said.PILLAR_WORD.search(self.line)) is not None:
            behind = self._name_at(word.end(), "pillar") or self._alike_at(word.end())
            if behind is None:
                break
            start = word.start()
            while behind is not None:
                named, end = behind
                self._take("pillar", start, end, [self._pillar(int(named.key))])
                following = said.AND.match(self.line, end)
                start = end
                behind = self._name_at(following.end(), "pillar") if following is not None else None

    def pillars_by_title(self) -> None:
        """A pillar named by several words, without saying that it is one: « big bang digital »."""
        for start, end, named in self._names("pillar", least_words=2)[:1]:
            self._take("pillar", start, end, [self._pillar(int(named.key))])

    def axes(self) -> None:
        """Axes by code, or by number where one pillar was named."""
        pillars = [part.value for part in self.found.parts if part.kind == "pillar" and not part.excluded]
        while (numbered := said.AXIS_NUMBERS.search(self.line)) is not None:
            typed = re.findall(r"\d(?:\.\d)?", numbered[0])
            if not pillars and any("." not in one for one in typed):
                break
            codes = [one if "." in one else f"{pillars[0]}.{one}" for one in typed]
            known = [code for code in codes if ("axis", code) in self.call.names().entries]
            parts = [Part("axis", code, filter_texts.axis(code)) for code in known]
            self._take("axis", numbered.start(), numbered.end(), parts)

    def places(self) -> None:
        """Communes, Territoires and themes by their names."""
        theme = said.THEME_WORD.search(self.line)
        if theme is not None:
            behind = self._name_at(theme.end(), "theme") or self._part_of_theme(theme.end())
            if behind is not None:
                named, end = behind
                self._take("theme", theme.start(), end, [self._named(named)])
        taken: list[tuple[int, int]] = []
        for kind in ("territory", "commune"):
            for start, end, named in self._names(kind, least_words=1):
                inside = any(first <= start < last for first, last in taken)
                if not inside and self.line[start:end] not in said.NOT_A_PLACE_ALONE:
                    self._take(kind, start, end, [self._named(named)], keep=True)
                    taken.append((start, end))
                    self.found.place_words |= set(self.line[start:end].split())

    def periods(self) -> None:
        """Periods, the longest first."""
        for _ in range(_MOST_PERIODS):
            found = find_period(self.line, today=self.call.today)
            if found is None:
                break
            self.found.periods.append(found.period)
            self.line = f"{self.line[: found.start]} {self.line[found.end :]}"

    def impossible(self) -> None:
        """A date that does not exist, where none that does was named."""
        if not self.found.periods and said.DATED.search(self.line):
            refused = why_not(self.line, today=self.call.today)
            self.found.unknown_date = refused.text if refused is not None else ""

    def next_due(self) -> None:
        """« prochaines échéances »: from today on, and not done."""
        if not self.found.periods and NEXT_DUE.search(self.line):
            self.found.periods.append(Period(self.call.today, None))
            self.found.done = False

    def states(self) -> None:
        """What is done or not, past due, or has a target."""
        from commands.questions.cue_words import CUES
        from commands.questions.cues import Cue

        line = re.sub(r"\s+", " ", re.sub(r"[^\w ]+", " ", self.line)).strip()
        line = said.NOTHING_DONE.sub(" ", line)
        if CUES[Cue.PAST_DUE].search(line):
            self.found.past_due = True
            line = CUES[Cue.PAST_DUE].sub(" ", line)
        if said.WITHOUT_LEAD.search(line):
            self.found.parts.append(Part("condition", Condition.WITHOUT_LEAD, filter_texts.WITHOUT_LEAD))
            line = said.WITHOUT_LEAD.sub(" ", line)
        if said.WITH_TARGET.search(line):
            self.found.with_target = True
            line = said.WITH_TARGET.sub(" ", line)
        if said.NOT_DONE.search(line):
            self.found.done = False
            line = said.NOT_DONE.sub(" ", line)
        line = said.TO_BE_DONE.sub(" ", line)
        if self.found.done is None and said.DONE.search(line):
            self.found.done = True
        line = said.DONE.sub(" ", line)
        for name, pattern in said.STATUSES:
            if pattern.search(line):
                self.found.statuses.append(Status(name))
                line = pattern.sub(" ", line)
        self.line = " ".join(line.split())

    def _take(self, kind: str, start: int, end: int, parts: Iterable[Part | None], *, keep: bool = False) -> None:
        """Add the parts read from there to there; they are left out after « hors », or joined to one that is."""
        before = said.EXCLUDED.search(self.line[:start])
        between = self.line[self.last[1] : start] if 0 <= self.last[1] <= start else "-"
        joined = self.last[0] == kind and self.last[2] and said.JOINED.match(between) is not None
        excluded = before is not None or joined
        self.found.parts += [Part(one.kind, one.value, one.label, excluded) for one in parts if one is not None]
        # Read words become spaces, so that places in the line stay where they are. What names a place stays among
        # the words: « tramway de Marseille » is the name of a project.
        begin = before.start() if before is not None else start
        finish = start if keep and not excluded else end
        self.line = self.line[:begin] + " " * (finish - begin) + self.line[finish:]
        self.last = (kind, end, excluded)

    def _pillar(self, number: int) -> Part | None:
        if ("pillar", str(number)) not in self.call.names().entries:
            self.found.unknown_pillars.append(number)
            return None
        return Part("pillar", number, filter_texts.pillar(str(number)))

    def _named(self, named: Named) -> Part:
        return Part(named.kind, named.key, filter_texts.named(named.kind, named.label))

    def _words(self, start: int = 0) -> list[re.Match[str]]:
        return list(re.finditer(r"[^\W_]+", self.line[start:]))

    def _name_at(self, start: int, kind: str) -> tuple[Named, int] | None:
        """The longest name of the kind that the next words are, small words before it aside."""
        words = self._words(start)
        known = self.call.names().by_kind.get(kind, {})
        for skipped in range(min(4, len(words))):
            for length in range(min(LONGEST_NAME, len(words) - skipped), 0, -1):
                run = words[skipped : skipped + length]
                phrase = " ".join(each.group() for each in run)
                meant = known.get(f"{said.PILLAR_PREFIX}{phrase}") if kind == "pillar" else None
                meant = meant or known.get(phrase)
                if meant is not None:
                    return meant, start + run[-1].end()
            if words[skipped].group() not in said.SMALL:
                break
        return None

    def _alike_at(self, start: int) -> tuple[Named, int] | None:
        """A pillar's name typed with a fault."""
        words = self._words(start)[:3]
        by_kind = self.call.names().by_kind.get("pillar", {})
        known = {phrase.removeprefix(said.PILLAR_PREFIX): meant for phrase, meant in by_kind.items()}
        for length in range(len(words), 0, -1):
            phrase = " ".join(each.group() for each in words[:length])
            near = process.extractOne(phrase, known.keys(), scorer=fuzz.ratio, score_cutoff=PILLAR_LIKENESS)
            if near is not None:
                return known[near[0]], start + words[length - 1].end()
        return None

    def _part_of_theme(self, start: int) -> tuple[Named, int] | None:
        """A word that one theme's names alone hold: « thématique eau »."""
        words = [each for each in self._words(start)[:4] if each.group() not in said.SMALL]
        for word in words[:2]:
            whole = f" {word.group()} "
            themes = self.call.names().by_kind.get("theme", {})
            meant = {one.key: one for phrase, one in themes.items() if whole in f" {phrase} "}
            if len(meant) == 1:
                return next(iter(meant.values())), start + word.end()
        return None

    def _names(self, kind: str, *, least_words: int) -> list[tuple[int, int, Named]]:
        """Where names of the kind stand in the line, from left to right, the longest where several begin together."""
        known = self.call.names().by_kind.get(kind, {})
        begins = self.call.names().longest.get(kind, {})
        words = self._words()
        said = [each.group() for each in words]
        found: list[tuple[int, int, Named]] = []
        for at, word in enumerate(said):
            for length in range(min(begins.get(word, 0), len(said) - at), least_words - 1, -1):
                meant = known.get(" ".join(said[at : at + length]))
                start, end = words[at].start(), words[at + length - 1].end()
                if meant is not None and (length > 1 or end - start > 2) and (not found or found[-1][1] <= start):
                    found.append((start, end, meant))
                    break
        return found
