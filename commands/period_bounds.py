"""Bounds and ranges around what names days: « avant juin 2021 », « d'ici fin mars », « de mars à juin »."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from commands.period_grammar import Core, days_named
from commands.period_words import Cursor
from commands.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    ONE_DAY,
    NoSuchDateError,
    Part,
    Precision,
    Reason,
    Span,
    Weekly,
    Yearly,
    part_of,
    precision_of,
)
from commands.vocabulary import (
    ARTICLES,
    BETWEEN_LINK,
    BETWEEN_WORD,
    BOUND_PHRASES,
    LEADING_PHRASES,
    LEADING_WORDS,
    PART_WORDS,
    RANGE_LINKS,
)

# First day, last day (None: open), and the index of the word after.
Bounded = tuple[date | None, date | None, int]

# Small words before a period, at most.
_MOST_SMALL_WORDS = 5
_LOWER_BOUNDS = frozenset({"from", "after", "since"})
_UPPER_BOUNDS = frozenset({"before", "until", "by"})
# Without its accent « dès » is « des », which is also an article.
_FROM_OR_ARTICLE = "des"

# « avant fin mars » goes to the end of March, « avant mi-2021 » to the middle of the year.
_PART_WITHIN_BOUND = {
    (Part.END, "before"): (Part.END, "until"),
    (Part.MIDDLE, "before"): (Part.FIRST_HALF, "until"),
    (Part.MIDDLE, "until"): (Part.FIRST_HALF, "until"),
    (Part.MIDDLE, "by"): (Part.FIRST_HALF, "by"),
    (Part.MIDDLE, "after"): (Part.SECOND_HALF, "from"),
    (Part.MIDDLE, "from"): (Part.SECOND_HALF, "from"),
    (Part.MIDDLE, "since"): (Part.SECOND_HALF, "since"),
}


class _Named(NamedTuple):
    """What names days, the bound that it keeps, and the index of the word after."""

    core: Core
    bound: str | None
    end: int


def within_bounds(cursor: Cursor, at: int, *, past: bool) -> Bounded | None:
    """The days meant by the words from there on; None when they name none. Raises NoSuchDateError."""
    cursor.begin = at
    bound, after = _bound(cursor, at)
    if cursor.word(after) == BETWEEN_WORD and bound is None:
        return _between_two(cursor, after + 1, past=past)
    plain = days_named(cursor, at)
    first = _Named(plain[0], None, plain[1]) if plain is not None else _named(cursor, after, bound)
    if first is None:
        return None
    counted = isinstance(first.core, Span) and precision_of(first.core) is Precision.SPAN
    if counted and cursor.word(at) == _FROM_OR_ARTICLE:
        first = _Named(first.core, None, first.end)
    second = _end_of_range(cursor, first)
    if second is not None:
        return _between(cursor, first, second, past=past)
    return _bounded(cursor, first, past=past)


def _between_two(cursor: Cursor, at: int, *, past: bool) -> Bounded | None:
    """« entre T4 2020 et T2 2021 », and « entre le 9 et le 13 novembre », whose days are named together."""
    first = _named(cursor, at, None)
    if first is None:
        return None
    second = _named(cursor, first.end + 1, None) if cursor.word(first.end) == BETWEEN_LINK else None
    if second is not None:
        return _between(cursor, first, second, past=past)
    return _bounded(cursor, first, past=past) if BETWEEN_LINK in cursor.phrase.words[at : first.end] else None


def _bound(cursor: Cursor, at: int) -> tuple[str | None, int]:
    """The bound that begins there, and the index of the word after it."""
    for words, bound in _BOUNDS_BY_WORD.get(cursor.word(at), ()):
        if cursor.has(at, words):
            return bound, at + len(words)
    return None, at


def _named(cursor: Cursor, at: int, bound: str | None) -> _Named | None:
    """What names days there, behind small words and « début », « mi » or « fin »."""
    at = _past_small_words(cursor, at, bound)
    typed_part = PART_WORDS.get(cursor.word(at))
    if typed_part is None:
        found = days_named(cursor, at)
        return _Named(found[0], bound, found[1]) if found is not None else None
    inside = days_named(cursor, cursor.skip(at + 1, ARTICLES), after_part=True)
    if inside is None:
        return None
    part = Part(typed_part)
    if bound is not None:
        part, bound = _PART_WITHIN_BOUND.get((part, bound), (part, bound))
    share = _part(inside[0], part)
    return _Named(share, bound, inside[1]) if share is not None else None


def _past_small_words(cursor: Cursor, at: int, bound: str | None) -> int:
    if bound is None:
        at += next((len(words) for words in LEADING_PHRASES if cursor.has(at, words)), 0)
    small = LEADING_WORDS if bound is None else ARTICLES
    for _ in range(_MOST_SMALL_WORDS):
        if cursor.word(at) not in small:
            break
        at += 1
    return at


def _end_of_range(cursor: Cursor, first: _Named) -> _Named | None:
    """What ends a range that goes on after its beginning: « … à juin », « … - T2 », « et avant … »."""
    at = first.end
    if first.bound in _UPPER_BOUNDS or at >= len(cursor.phrase.words):
        return None
    if first.bound is None and cursor.phrase.gaps[at].strip() == "-":
        cursor.begin = at
        return _named(cursor, at, "until")
    joined = cursor.word(at) == BETWEEN_LINK and first.bound is not None
    bound, after = _bound(cursor, at + 1 if joined else at)
    if bound in ("before", "until"):
        return _named(cursor, after, bound)
    return _named(cursor, at + 1, "until") if cursor.word(at) in RANGE_LINKS else None


def _between(cursor: Cursor, first: _Named, last: _Named, *, past: bool) -> Bounded:
    """From the one to the other; the one without a year is the nearest to the other."""
    end = last.end
    begun, over = _both(cursor, first.core, last.core, end, past=past or first.bound == "since")
    first_day = begun.last + ONE_DAY if first.bound == "after" else begun.first
    last_day = over.first - ONE_DAY if last.bound == "before" else over.last
    if last_day < first_day:
        raise NoSuchDateError(Reason.ENDS_BEFORE_IT_BEGINS, end)
    return first_day, last_day, end


def _both(cursor: Cursor, first: Core, last: Core, end: int, *, past: bool) -> tuple[Span, Span]:
    anchored = isinstance(first, Span) or past or (isinstance(first, Yearly) and first.this_year)
    if anchored and not isinstance(last, Span):
        begun = _resolved(cursor, first, end, past=past)
        return begun, _checked(last.ahead(begun.first), end)
    over = last if isinstance(last, Span) else _checked(last.ahead(cursor.today), end)
    return (first if isinstance(first, Span) else _checked(first.behind(over.last), end)), over


def _bounded(cursor: Cursor, named: _Named, *, past: bool) -> Bounded:
    today, end = cursor.today, named.end
    first, last = _resolved(cursor, named.core, end, past=past or named.bound == "since")
    match named.bound:
        case "before":
            return None, first - ONE_DAY, end
        case "until":
            return None, last, end
        case "by":
            return (today if today <= last else None), last, end
        case "after":
            return last + ONE_DAY, None, end
        case "from":
            return first, None, end
        case "since":
            return first, (today if first <= today else None), end
    return first, last, end


def _resolved(cursor: Cursor, named: Core, end: int, *, past: bool) -> Span:
    """The days meant from today, ahead or in the past; a weekday alone is never today."""
    today = cursor.today
    if isinstance(named, Span):
        return _checked(named, end)
    if isinstance(named, Weekly):
        return _checked(named.behind(today - ONE_DAY) if past else named.ahead(today + ONE_DAY), end)
    if named.this_year:
        this = named.in_year(today.year)
        return _checked(named.behind(today) if past and this is not None and this.first > today else this, end)
    return _checked(named.behind(today) if past else named.ahead(today), end)


def _part(named: Core, part: Part) -> Core | None:
    if isinstance(named, Span):
        return part_of(named, part)
    return named.part(part) if isinstance(named, Yearly) else None


def _checked(span: Span | None, end: int) -> Span:
    if span is None or span.first.year < FIRST_YEAR or span.last.year > LAST_YEAR:
        raise NoSuchDateError(Reason.YEAR_OUT_OF_RANGE, end)
    return span


def _bounds_by_word() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    bounds: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, bound in BOUND_PHRASES.items():
        bounds.setdefault(words[0], []).append((words, bound))
    return bounds


_BOUNDS_BY_WORD = _bounds_by_word()
