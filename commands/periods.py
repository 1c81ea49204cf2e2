"""Periods that people type: « T3 2020 », « avant juin 2021 », « du 1er octobre au 15 novembre », « cette semaine ».

A bare month, day or weekday is the next one (`past=True`: the last one); « T3 » alone is this year's; a two-digit year
is 20xx; weeks begin on Monday. Whatever is read is a pair of exact days, to be shown back with `Period.label`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from commands import french
from commands.period_bounds import within_bounds
from commands.period_grammar import FIRST_WORDS
from commands.period_words import Cursor, phrase
from commands.spans import ONE_DAY, NoSuchDateError, Precision, Reason, Span, month_span, precision_of
from commands.vocabulary import BETWEEN_WORD, BOUND_PHRASES, LEADING_PHRASES, LEADING_WORDS, PART_WORDS

_FIRST_WORDS = (
    FIRST_WORDS
    | LEADING_WORDS
    | PART_WORDS.keys()
    | {BETWEEN_WORD}
    | {words[0] for words in (*BOUND_PHRASES, *LEADING_PHRASES)}
)
_QUARTER = re.compile(r"\s*[Tt]([1-4])\s+([0-9]{4})\s*")
_LABELS: dict[Precision, Callable[[date], str]] = {
    Precision.DAY: french.day,
    Precision.WEEK: french.week,
    Precision.MONTH: french.month,
    Precision.QUARTER: french.quarter,
    Precision.SEMESTER: french.semester,
    Precision.YEAR: french.year,
}
# Characters that may stand around a period typed alone.
_AROUND = " \t\n'\"«»()?!.,;:"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both included; None on a side is open."""

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(f"a period cannot end on {self.last} before it begins on {self.first}")

    @property
    def precision(self) -> Precision:
        """The unit of the calendar that the period is, or SPAN."""
        return Precision.SPAN if self.first is None or self.last is None else precision_of(Span(self.first, self.last))

    @property
    def label(self) -> str:
        """The period in French, exact, without today: « T3 2020 », « jusqu'au 31 mai 2021 »; `read_period` reads it."""
        if self.first is None:
            return french.until(self.last) if self.last else french.ALWAYS
        if self.last is None:
            return french.since(self.first)
        unit = _LABELS.get(self.precision)
        if unit is not None:
            return unit(self.first)
        if self.first.day == 1 and (self.last + ONE_DAY).day == 1:
            return french.months_between(self.first, self.last)
        return french.days_between(self.first, self.last)

    def contains(self, day: date) -> bool:
        """Whether the day is in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: Period) -> bool:
        """Whether some day is in both."""
        return (self.first is None or other.last is None or self.first <= other.last) and (
            other.first is None or self.last is None or other.first <= self.last
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A period inside a text: `text[start:end]` names it, small words before it included (« au T3 2020 »)."""

    period: Period
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Impossible:
    """What was written as a date that does not exist: `text[start:end]`, and why."""

    text: str
    reason: Reason
    start: int
    end: int


def read_period(text: str, *, today: date, past: bool = False) -> Period | None:
    """The period that the whole text names; None when it names none, or one that does not exist (see `why_not`)."""
    try:
        return _whole(text, today, past=past)
    except NoSuchDateError:
        return None


def read_day(text: str, *, today: date, past: bool = False) -> date | None:
    """The single day that the whole text names (« le 9 novembre », « demain »); None for a longer period."""
    period = read_period(text, today=today, past=past)
    return period.first if period is not None and period.precision is Precision.DAY else None


def find_period(text: str, *, today: date, past: bool = False) -> Found | None:
    """The longest period named inside the text, the first of equals; None when there is none.

    What remains may name another, or a date that does not exist: ask again, and ask `why_not`.
    """
    found = [each for each in _scan(text, today, past=past) if isinstance(each, Found)]
    return max(found, key=lambda each: each.end - each.start, default=None)


def find_period_in_words(words: Sequence[str], *, today: date, past: bool = False) -> tuple[Period, range] | None:
    """As `find_period`, with the indexes of the words that name the period, each taken whole."""
    text = " ".join(words)
    found = find_period(text, today=today, past=past)
    if found is None:
        return None
    touched, start = [], 0
    for index, word in enumerate(words):
        if start < found.end and start + len(word) > found.start:
            touched.append(index)
        start += len(word) + 1
    return found.period, range(touched[0], touched[-1] + 1)


def why_not(text: str, *, today: date) -> Impossible | None:
    """The first date in the text that is well written but does not exist: « 31/02 », « T5 2020 », « 12 mars 1066 »."""
    try:
        if _whole(text, today, past=False) is not None:
            return None
    except NoSuchDateError as refusal:
        stripped = text.strip()
        start = text.find(stripped)
        return Impossible(stripped, refusal.reason, start, start + len(stripped))
    return next((each for each in _scan(text, today, past=False) if isinstance(each, Impossible)), None)


def quarter_of(day: date) -> str:
    """« T3 2020 »."""
    return french.quarter(day)


def quarter_end(name: str) -> date:
    """The last day of « T3 2020 »; ValueError when the name is not a quarter's."""
    found = _QUARTER.fullmatch(name)
    if found is None:
        raise ValueError(f"not a quarter: {name!r}")
    return month_span(int(found[2]), int(found[1]) * 3 - 2, 3).last


def _whole(text: str, today: date, *, past: bool) -> Period | None:
    words = phrase(text)
    if not words.words or (words.gaps[0] + words.gaps[-1]).strip(_AROUND):
        return None
    try:
        found = within_bounds(Cursor(words, today, whole=True), 0, past=past)
    except NoSuchDateError as refusal:
        if refusal.end == len(words.words):
            raise
        return None
    return Period(*found[:2]) if found is not None and found[2] == len(words.words) else None


def _scan(text: str, today: date, *, past: bool) -> Iterator[Found | Impossible]:
    """Every period of the text, and every date that does not exist, from left to right."""
    words = phrase(text)
    cursor = Cursor(words, today, whole=False)
    at = 0
    while at < len(words.words):
        if not _may_begin(words.words[at]):
            at += 1
            continue
        try:
            read = within_bounds(cursor, at, past=past)
        except NoSuchDateError as refusal:
            start, end = words.starts[at], words.ends[refusal.end - 1]
            yield Impossible(text[start:end], refusal.reason, start, end)
            at = refusal.end
            continue
        if read is None:
            at += 1
            continue
        first, last, end = read
        yield Found(Period(first, last), words.starts[at], words.ends[end - 1])
        at = end


def _may_begin(word: str) -> bool:
    """Whether a period may begin with the word: most words of a sentence are passed over at once."""
    return word in _FIRST_WORDS or word[0].isdecimal() or (word[-1].isdecimal() and word[0] in "tqs")
