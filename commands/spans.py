"""Spans of days in the calendar, how those without a year come round again, and their beginning, middle and end."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
# Years in which a date is taken for meant.
FIRST_YEAR, LAST_YEAR = 2000, 2100
# Leap days are eight years apart around 2100.
YEARS_BETWEEN_OCCURRENCES = 8


class Span(NamedTuple):
    """Days from first to last, both included."""

    first: date
    last: date


class Reason(StrEnum):
    """Why a date that was well written does not exist."""

    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_MONTH = "no_such_month"
    NO_SUCH_QUARTER = "no_such_quarter"
    NO_SUCH_SEMESTER = "no_such_semester"
    NO_SUCH_WEEK = "no_such_week"
    YEAR_OUT_OF_RANGE = "year_out_of_range"
    WEEKDAY_DISAGREES = "weekday_disagrees"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"


class NoSuchDateError(ValueError):
    """The words of a phrase up to `end` have the form of a date, and no such date exists; periods.py catches it."""

    def __init__(self, reason: Reason, end: int) -> None:
        self.reason = reason
        self.end = end
        super().__init__(reason)


class Precision(StrEnum):
    """Which unit of the calendar a span is, if it is one."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"
    SPAN = "span"


class Part(StrEnum):
    """A share of a unit: « début », « mi », « fin »; « avant mi-2021 » and « après mi-2021 » mean the halves."""

    START = "start"
    MIDDLE = "middle"
    END = "end"
    FIRST_HALF = "first_half"
    SECOND_HALF = "second_half"


# Months in a unit.
MONTHS_IN = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.SEMESTER: 6, Precision.YEAR: 12}
# Share of a unit in months, from (included) and to (excluded): the year begins with its first quarter and ends with
# its fourth, its middle is what is between; a semester goes by two months, a quarter by one.
_SHARES = {
    Precision.YEAR: {Part.START: (0, 3), Part.MIDDLE: (3, 9), Part.END: (9, 12)},
    Precision.SEMESTER: {Part.START: (0, 2), Part.MIDDLE: (2, 4), Part.END: (4, 6)},
    Precision.QUARTER: {Part.START: (0, 1), Part.MIDDLE: (1, 2), Part.END: (2, 3)},
}
# Last day of the beginning and of the middle of a month, and of a week (from 0).
_MONTH_THIRDS = (10, 20)
_WEEK_THIRDS = (1, 2)


def checked_year(year: int, end: int) -> int:
    """The year when it is one of those; else NoSuchDateError with the index of the word after the date."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchDateError(Reason.YEAR_OUT_OF_RANGE, end)
    return year


def month_span(year: int, month: int, count: int = 1) -> Span:
    """So many whole months from this one."""
    last_year, last_month = divmod(year * 12 + month + count - 2, 12)
    last_day = calendar.monthrange(last_year, last_month + 1)[1]
    return Span(date(year, month, 1), date(last_year, last_month + 1, last_day))


def unit_span(day: date, unit: Precision) -> Span:
    """The day, week (from Monday), month, quarter, semester or year in which the day falls."""
    if unit is Precision.DAY:
        return Span(day, day)
    if unit is Precision.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + timedelta(days=6))
    months = MONTHS_IN[unit]
    return month_span(day.year, (day.month - 1) // months * months + 1, months)


def add_units(day: date, number: int, unit: Precision) -> date:
    """The day so many units later (earlier when negative); the last of the month when it has no such day.

    Raises ValueError or OverflowError outside the years that dates have.
    """
    if unit in (Precision.DAY, Precision.WEEK):
        return day + timedelta(days=number * (7 if unit is Precision.WEEK else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + number * MONTHS_IN[unit], 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def precision_of(span: Span) -> Precision:
    """The unit of the calendar that the span is exactly, or SPAN."""
    for unit in (Precision.DAY, Precision.WEEK, *MONTHS_IN):
        if unit_span(span.first, unit) == span:
            return unit
    return Precision.SPAN


def part_of(span: Span, part: Part) -> Span | None:
    """That part of a week, month, quarter, semester or year; None for a day or another span."""
    unit = precision_of(span)
    if part in (Part.FIRST_HALF, Part.SECOND_HALF):
        return _half(span, unit, part)
    if unit in _SHARES:
        begin, end = _SHARES[unit][part]
        return month_span(span.first.year, span.first.month + begin, end - begin)
    if unit not in (Precision.WEEK, Precision.MONTH):
        return None
    first, second = _WEEK_THIRDS if unit is Precision.WEEK else _MONTH_THIRDS
    offset = 0 if unit is Precision.WEEK else 1
    start_ends, middle_ends = (span.first + timedelta(days=days - offset) for days in (first, second))
    if part is Part.START:
        return Span(span.first, start_ends)
    return Span(start_ends + ONE_DAY, middle_ends) if part is Part.MIDDLE else Span(middle_ends + ONE_DAY, span.last)


def _half(span: Span, unit: Precision, part: Part) -> Span | None:
    if unit in (Precision.YEAR, Precision.SEMESTER):
        middle = month_span(span.first.year, span.first.month, MONTHS_IN[unit] // 2).last
    elif unit in (Precision.DAY, Precision.SPAN):
        return None
    else:
        middle = span.first + timedelta(days=((span.last - span.first).days - 1) // 2)
    return Span(span.first, middle) if part is Part.FIRST_HALF else Span(middle + ONE_DAY, span.last)


@dataclass(frozen=True, slots=True)
class Yearly:
    """What comes back each year: a day and month, a month, a quarter; `in_year` is None in a year without it."""

    in_year: Callable[[int], Span | None]
    # « T3 » alone is this year's, even past; « juin » alone is the next one.
    this_year: bool = False

    def ahead(self, day: date) -> Span | None:
        """The first occurrence that is not over on the day."""
        years = range(day.year - 1, day.year + YEARS_BETWEEN_OCCURRENCES + 1)
        spans = (self.in_year(year) for year in years)
        return next((span for span in spans if span is not None and span.last >= day), None)

    def behind(self, day: date) -> Span | None:
        """The last occurrence that has begun on the day."""
        years = range(day.year, day.year - YEARS_BETWEEN_OCCURRENCES - 1, -1)
        spans = (self.in_year(year) for year in years)
        return next((span for span in spans if span is not None and span.first <= day), None)

    def part(self, part: Part) -> Yearly | None:
        """The same, of a part of it; None for a day."""

        def in_year(year: int) -> Span | None:
            span = self.in_year(year)
            return None if span is None else part_of(span, part)

        return None if in_year(2020) is None else Yearly(in_year, self.this_year)


class Weekly(NamedTuple):
    """A day of the week, 0 for Monday."""

    weekday: int

    def ahead(self, day: date) -> Span:
        """The first such day from this one on."""
        found = day + timedelta(days=(self.weekday - day.weekday()) % 7)
        return Span(found, found)

    def behind(self, day: date) -> Span:
        """The last such day up to this one."""
        found = day - timedelta(days=(day.weekday() - self.weekday) % 7)
        return Span(found, found)
