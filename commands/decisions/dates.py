"""Days of decisions and deadlines of actions, as people type them."""

from __future__ import annotations

import re
from datetime import date

from commands.decisions import misread_texts, tail_words
from commands.errors import Misread
from commands.normalise import fold
from commands.periods import read_day, read_period, why_not


class Impossible(Misread):
    """A day was meant, and it cannot be: it does not exist, or not for what is said."""


# The plan's first year: nothing is decided of it before.
PLAN_BEGINS = date(2020, 1, 1)
_ARTICLE = re.compile(tail_words.ARTICLE, re.IGNORECASE)
_BEFORE = re.compile(tail_words.BEFORE_DAY)


def read_due(text: str, *, today: date) -> date:
    """The day by which something is to be done: a day as it is said, else the last of the period.

    « avant le 15/12/2020 » is the 15th, « T1 2021 » the 31 March, « avant juin » the 31 May. Raises Misread.
    """
    typed = text.strip(" .,;")
    bare = _BEFORE.sub("", fold(typed)).strip()
    found = read_day(bare, today=today)
    if found is not None:
        return _possible(found)
    period = read_period(typed, today=today) or read_period(bare, today=today)
    if period is None or period.last is None:
        raise _no_date(typed, today)
    return _possible(period.last)


def read_held(text: str, *, today: date, ahead: bool = False) -> date:
    """The day on which a body met or something was decided, past or today unless `ahead`; raises Misread."""
    typed = text.strip(" .,;")
    found = read_day(typed, today=today, past=True) or read_day(_ARTICLE.sub("", typed), today=today, past=True)
    if found is None:
        raise _no_date(typed, today)
    if found > today and not ahead:
        raise Impossible(misread_texts.still_ahead(found))
    return _possible(found)


def _possible(day: date) -> date:
    if day < PLAN_BEGINS:
        raise Impossible(misread_texts.before_the_plan(day, PLAN_BEGINS))
    return day


def _no_date(typed: str, today: date) -> Misread:
    impossible = why_not(typed, today=today)
    if impossible is not None:
        return Impossible(misread_texts.no_such_date(impossible.text), misread_texts.DATES_ARE)
    return Misread(misread_texts.date_expected(typed), misread_texts.DATES_ARE)
