"""Days of updates: of a value, of an end, of a new deadline; periods are understood as their last day."""

from __future__ import annotations

import re
from datetime import date

from commands.errors import Misread
from commands.french import day
from commands.periods import Period, read_period, why_not
from commands.spans import Precision, Reason
from commands.updates import misread_texts as texts
from commands.updates.limits import FIRST_DAY

# Words of the longest day (« le lundi 30 septembre 2020 »).
LONGEST_DAY = 5

_WORD = re.compile(r"\S+")


def take_day(text: str, *, today: date, past: bool) -> tuple[Period, str] | None:
    """The period that the text begins with, and the rest; raises Misread for a day that does not exist."""
    words = list(_WORD.finditer(text))[:LONGEST_DAY]
    for end in range(len(words), 0, -1):
        period = read_period(text[: words[end - 1].end()].rstrip(" )"), today=today, past=past)
        if period is not None and period.last is not None:
            return period, text[words[end - 1].end() :].strip()
    impossible = why_not(text[: words[-1].end()], today=today) if words else None
    if impossible is not None and impossible.start == 0:
        if impossible.reason is Reason.YEAR_OUT_OF_RANGE:
            raise Misread(texts.year_out_of_reach(impossible.text, FIRST_DAY), texts.DAY_EXPECTED)
        raise Misread(texts.no_such_day(impossible.text), texts.DAY_EXPECTED)
    return None


def past_day(period: Period, *, today: date) -> date:
    """The last day of the period, or today when it still lasts; raises Misread before the plan and in the future."""
    first, last = period.first or date.min, period.last or date.max
    if last < FIRST_DAY:
        raise Misread(texts.before_the_plan(last, FIRST_DAY))
    if first > today:
        raise Misread(texts.in_the_future(last))
    if last > today:
        if period.precision is Precision.DAY:
            raise Misread(texts.in_the_future(last))
        return today
    return last


def deadline(period: Period) -> tuple[date, str]:
    """The day that a period means as a deadline, and what it is called: « T2 2021 », or the day itself."""
    if period.last is None:
        raise ValueError("a period without an end is no deadline")
    unit = period.precision not in {Precision.DAY, Precision.SPAN}
    return period.last, period.label if unit else day(period.last)
