"""Dates of the calendar: « 31/10/2020 », « 1er octobre », « juin 2021 », « T3 2020 », « premier semestre »."""

from __future__ import annotations

import re
from datetime import date, timedelta

from commands.around_today import UNITS, counted_by_rank, nearby, relative
from commands.period_words import Cursor
from commands.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS_IN,
    NoSuchDateError,
    Precision,
    Reason,
    Span,
    Yearly,
    add_units,
    checked_year,
    month_span,
    unit_span,
)
from commands.vocabulary import (
    ARTICLES,
    LAST_WORDS,
    LINE_WORDS,
    MONTH_WORDS,
    MONTHS_THAT_NEED_A_DAY_OR_A_YEAR,
    NEXT_WORDS,
    NUMBERED_WORDS,
    ORDINAL_WORDS,
    THIS_WORDS,
    YEAR_INTRODUCTIONS,
)

Dated = tuple[Span | Yearly, int] | None

_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})(?:/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?|([-.])([0-9]{1,2})\4([0-9]{4}))")
_SHORT_YEAR = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{2})")
_YEAR_MONTH_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_YEAR_YEAR = re.compile(r"(20[0-9]{2})[-/](20[0-9]{2})")
_YEAR = re.compile(r"[12][0-9]{3}")
_RANKED = re.compile(r"([0-9]{1,2})(?:er|ere|e|eme|ieme|nd|nde|d|re)")
CODE = re.compile(r"([tqs])([0-9]{1,2})((?:20|21)[0-9]{2})?")
_CODE_BEHIND = re.compile(r"([0-9])t(20[0-9]{2})?")

# Between the days of « du 9 au 13 novembre » and « entre le 9 et le 13 novembre ».
_DAY_LINKS = (("au",), ("a",), ("et", "le"))

RANKS_OF = {Precision.QUARTER: 4, Precision.SEMESTER: 2}


def figures(cursor: Cursor, at: int, word: str) -> Dated:
    if not word.isdecimal():
        return _dotted(at, word) if "/" in word or "-" in word or "." in word else _ranked(cursor, at, word)
    if len(word) == 4:
        return _year(cursor, at, word)
    if len(word) > 2:
        return None
    return day_and_month(cursor, at, int(word)) or counted_by_rank(cursor, at) or _day_of_month(cursor, at, int(word))


def _ranked(cursor: Cursor, at: int, word: str) -> Dated:
    """« 1er octobre », « 3e trimestre », « 2m1 », « 3t 2020 »."""
    ranked = _RANKED.fullmatch(word)
    if ranked is not None:
        day = day_and_month(cursor, at, 1) if ranked[1] == "1" else None
        return day or _unit_of_rank(cursor, at, int(ranked[1]))
    behind = _CODE_BEHIND.fullmatch(word)
    if behind is not None:
        year = (int(behind[2]), at + 1) if behind[2] else year_after(cursor, at + 1)
        return ranked_unit(Precision.QUARTER, int(behind[1]), *year) if year[0] is not None else None
    return nearby(cursor, at)


def _year(cursor: Cursor, at: int, word: str) -> Dated:
    end = at + 1
    gap = cursor.phrase.gaps[at]
    if _YEAR.fullmatch(word) is None or (gap == "-" and at == cursor.begin and not cursor.whole):
        return None
    code = CODE.fullmatch(cursor.word(end))
    if code is not None and code[3] is None and (code[1] != "s" or code[2] in ("1", "2")):
        return ranked_unit(_unit_of(code[1]), int(code[2]), int(word), at + 2)
    before = cursor.phrase.words[at - 1] if at else ""
    if not (FIRST_YEAR <= int(word) <= LAST_YEAR or cursor.whole or before in YEAR_INTRODUCTIONS):
        return None
    if _is_part_of_a_figure(cursor, end):
        return None
    return month_span(checked_year(int(word), end), 1, 12), end


def _dotted(at: int, word: str) -> Dated:
    end = at + 1
    years = _YEAR_YEAR.fullmatch(word)
    if years is not None:
        first, last = (month_span(checked_year(int(year), end), 1, 12) for year in years.groups())
        return _ordered(first, last, end), end
    found = _MONTH_YEAR.fullmatch(word)
    if found is not None:
        return _month_of(int(found[1]), int(found[2]), end), end
    found = _YEAR_MONTH_DAY.fullmatch(word)
    if found is not None:
        year, month = int(found[1]), int(found[2])
        core = _month_of(month, year, end) if found[3] is None else _day(int(found[3]), month, year, end)
        return core, end
    found = _DAY_MONTH_YEAR.fullmatch(word) or _SHORT_YEAR.fullmatch(word)
    if found is None:
        return None
    parts = [int(part) for part in found.groups() if part is not None and part not in "-."]
    return _day(parts[0], parts[1], _full_year(parts[2]) if len(parts) > 2 else None, end), end


def _is_part_of_a_figure(cursor: Cursor, end: int) -> bool:
    """Whether what follows makes the four digits a figure: « 2020 % », « 2020,5 », « 2000 000 »."""
    gap, after = cursor.phrase.gaps[end], cursor.word(end)
    decimals = gap == "," and end < len(cursor.phrase.words) and cursor.phrase.words[end].isdecimal()
    return decimals or gap.lstrip().startswith(("%", "€")) or (after.isdecimal() and len(after) == 3)


def day_and_month(cursor: Cursor, at: int, day: int) -> Dated:
    """« 9 novembre 2020 », « 1er au 15 octobre »; not « pilier 7 juin », whose number is the pillar's."""
    if at and cursor.phrase.words[at - 1] in NUMBERED_WORDS and cursor.phrase.joined[at]:
        return None
    after = at + 2 if cursor.word(at + 1) == "er" else at + 1
    if cursor.word(after) in MONTH_WORDS:
        month = MONTH_WORDS[cursor.word(after)]
        year, end = year_after(cursor, after + 1)
        return _day(day, month, year, end), end
    link = next((after + len(words) for words in _DAY_LINKS if cursor.has(after, words)), None)
    if link is None:
        return None
    last = "1" if cursor.word(link) == "1er" else cursor.word(link)
    if not (last.isdecimal() and len(last) <= 2 and cursor.word(link + 1) in MONTH_WORDS):
        return None
    month = MONTH_WORDS[cursor.word(link + 1)]
    year, end = year_after(cursor, link + 2)
    return _days_of_month(day, int(last), month, year, end), end


def _days_of_month(first: int, last: int, month: int, year: int | None, end: int) -> Span | Yearly:
    begun, over = _day(first, month, year, end), _day(last, month, year, end)
    if last < first:
        raise NoSuchDateError(Reason.ENDS_BEFORE_IT_BEGINS, end)
    if isinstance(begun, Span) and isinstance(over, Span):
        return Span(begun.first, over.last)

    def in_year(some_year: int) -> Span | None:
        one, other = _span_of_day(first, month, some_year), _span_of_day(last, month, some_year)
        return Span(one.first, other.last) if one and other else None

    return Yearly(in_year)


def _day(day: int, month: int, year: int | None, end: int) -> Span | Yearly:
    if not 1 <= month <= 12:
        raise NoSuchDateError(Reason.NO_SUCH_MONTH, end)
    # 2020 is a leap year, so that « 29 février » alone exists.
    span = _span_of_day(day, month, 2020 if year is None else checked_year(year, end))
    if span is None:
        raise NoSuchDateError(Reason.NO_SUCH_DAY, end)
    return span if year is not None else Yearly(lambda some_year: _span_of_day(day, month, some_year))


def _day_of_month(cursor: Cursor, at: int, day: int) -> Dated:
    """« le 15 », when nothing else was typed: the next one."""
    if not (cursor.whole and at > 0 and cursor.phrase.words[at - 1] in ARTICLES and 1 <= day <= 31):
        return None
    for later in range(3):
        first = add_units(cursor.today.replace(day=1), later, Precision.MONTH)
        span = _span_of_day(day, first.month, first.year)
        if span is not None and span.first >= cursor.today:
            return span, at + 1
    return None


def named_month(cursor: Cursor, at: int) -> Dated:
    month = MONTH_WORDS[cursor.word(at)]
    after = cursor.word(at + 1)
    yearly = Yearly(lambda year: month_span(year, month))
    if after in NEXT_WORDS:
        return yearly.ahead(unit_span(cursor.today, Precision.MONTH).last + timedelta(days=1)) or yearly, at + 2
    if after in LAST_WORDS:
        return yearly.behind(cursor.today.replace(day=1) - timedelta(days=1)) or yearly, at + 2
    year, end = year_after(cursor, at + 1)
    if year is not None:
        return _month_of(month, year, end), end
    return None if cursor.word(at) in MONTHS_THAT_NEED_A_DAY_OR_A_YEAR and not cursor.whole else (yearly, end)


def _month_of(month: int, year: int, end: int) -> Span:
    if not 1 <= month <= 12:
        raise NoSuchDateError(Reason.NO_SUCH_MONTH, end)
    return month_span(checked_year(year, end), month)


def code_of_unit(cursor: Cursor, at: int, code: re.Match[str]) -> Dated:
    """« T3 2020 », « t3-2020 », « Q3 », « S1 2021 »; not the line of a tramway."""
    unit, rank = _unit_of(code[1]), int(code[2])
    year, end = (int(code[3]), at + 1) if code[3] else year_after(cursor, at + 1, after_code=True)
    if year is None and not cursor.whole:
        before = cursor.phrase.words[at - 1] if at else ""
        if before in LINE_WORDS or not 1 <= rank <= RANKS_OF[unit]:
            return None
    if not cursor.whole and cursor.word(at + 1) == "en" and not 1 <= rank <= RANKS_OF[unit]:
        return None
    if year is None and cursor.word(end) in NEXT_WORDS | LAST_WORDS:
        yearly = _yearly_rank(unit, rank, end)
        this = unit_span(cursor.today, unit)
        ahead = cursor.word(end) in NEXT_WORDS
        near = yearly.ahead(this.last + timedelta(days=1)) if ahead else yearly.behind(this.first - timedelta(1))
        return (near, end + 1) if near else None
    return ranked_unit(unit, rank, year, end)


def spaced_code(cursor: Cursor, at: int) -> Dated:
    """« T 3 2020 », with its year only."""
    rank = cursor.word(at + 1)
    if not (rank.isdecimal() and len(rank) == 1):
        return None
    year, end = year_after(cursor, at + 2)
    return ranked_unit(_unit_of(cursor.word(at)), int(rank), year, end) if year is not None else None


def ordinal(cursor: Cursor, at: int) -> Dated:
    rank = ORDINAL_WORDS[cursor.word(at)]
    day = day_and_month(cursor, at, 1) if rank == 1 else None
    return day or _unit_of_rank(cursor, at, rank)


def _unit_of_rank(cursor: Cursor, at: int, rank: int) -> Dated:
    unit = UNITS.get(cursor.word(at + 1))
    if unit not in RANKS_OF:
        return None
    year, end = year_after(cursor, at + 2)
    if rank == -1:
        return ranked_unit(unit, RANKS_OF[unit], year, end) if year is not None else None
    return ranked_unit(unit, rank, year, end)


def ranked_unit(unit: Precision, rank: int, year: int | None, end: int) -> tuple[Span | Yearly, int]:
    yearly = _yearly_rank(unit, rank, end)
    if year is None:
        return yearly, end
    span = yearly.in_year(checked_year(year, end))
    return (yearly, end) if span is None else (span, end)


def _yearly_rank(unit: Precision, rank: int, end: int) -> Yearly:
    if not 1 <= rank <= RANKS_OF[unit]:
        is_quarter = unit is Precision.QUARTER
        raise NoSuchDateError(Reason.NO_SUCH_QUARTER if is_quarter else Reason.NO_SUCH_SEMESTER, end)
    months = MONTHS_IN[unit]
    return Yearly(lambda year: month_span(year, (rank - 1) * months + 1, months), this_year=True)


def year_after(cursor: Cursor, at: int, *, after_code: bool = False) -> tuple[int | None, int]:
    """The year that the words there give, and the word after it; None and the same place when they give none."""
    if at >= len(cursor.phrase.words):
        return None, at
    word = cursor.phrase.words[at]
    gap = cursor.phrase.gaps[at]
    if after_code and gap in ("-", "/"):
        if len(word) == 2 and word.isdecimal():
            return 2000 + int(word), at + 1
        if _YEAR.fullmatch(word):
            return int(word), at + 1
    number = cursor.skip(at, ("de", "d", "en", "l", "annee"))
    word = cursor.word(number)
    if _YEAR.fullmatch(word) and not _is_part_of_a_figure(cursor, number + 1):
        return int(word), number + 1
    relative_at = cursor.skip(at, ("de", "d", "l"))
    if cursor.word(relative_at) in UNITS or cursor.word(relative_at) in THIS_WORDS:
        beside = relative(cursor, relative_at)
        if beside is not None and unit_span(beside[0].first, Precision.YEAR) == beside[0]:
            return beside[0].first.year, beside[1]
    return None, at


def _ordered(first: Span, last: Span, end: int) -> Span:
    if last.last < first.first:
        raise NoSuchDateError(Reason.ENDS_BEFORE_IT_BEGINS, end)
    return Span(first.first, last.last)


def _span_of_day(day: int, month: int, year: int) -> Span | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Span(found, found)


def _full_year(year: int) -> int:
    return 2000 + year if year < 100 else year


def _unit_of(letter: str) -> Precision:
    return Precision.SEMESTER if letter == "s" else Precision.QUARTER
