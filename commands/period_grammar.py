"""What names days in French, whichever way: the calendar's dates, days said from today, and weekdays.

Bounds and ranges around these (« avant », « de … à … ») are in periods.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from commands.around_today import COUNTING_WORDS, UNITS, counted, counted_by_rank, nearby, relative
from commands.calendar_dates import (
    CODE,
    RANKS_OF,
    code_of_unit,
    day_and_month,
    figures,
    named_month,
    ordinal,
    ranked_unit,
    spaced_code,
    year_after,
)
from commands.period_words import Cursor
from commands.spans import NoSuchDateError, Precision, Reason, Span, Weekly, Yearly, checked_year, unit_span
from commands.vocabulary import (
    HOUR_WORDS,
    LAST_WORDS,
    MONTH_WORDS,
    NEARBY_DAYS,
    NEXT_WORDS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    RECURRENCE_WORDS,
    THIS_WORDS,
    WEEKDAY_WORDS,
    WEEKS_LATER,
)

Core = Span | Yearly | Weekly
Read = tuple[Core, int] | None


def days_named(cursor: Cursor, at: int, *, after_part: bool = False) -> Read:
    """What names days there; `after_part` when a word such as « fin » comes before (« fin du mois »)."""
    word = cursor.word(at)
    if not word:
        return None
    if word[0].isdecimal():
        return figures(cursor, at, word)
    if word in MONTH_WORDS:
        return named_month(cursor, at)
    code = CODE.fullmatch(word) if word[-1].isdecimal() else None
    if code is not None:
        return code_of_unit(cursor, at, code)
    for read in _BY_WORD.get(word, ()):
        found = read(cursor, at)
        if found is not None:
            return found
    if after_part and word in UNITS and UNITS[word] is not Precision.DAY:
        return unit_span(cursor.today, UNITS[word]), at + 1
    return None


def _weekday(cursor: Cursor, at: int) -> Read:
    """« lundi », « vendredi prochain », « lundi 23 novembre 2020 »; not « tous les lundis » nor « lundi 9h »."""
    before = cursor.phrase.words[max(at - 2, 0) : at]
    if RECURRENCE_WORDS.intersection(before):
        return None
    weekly = Weekly(WEEKDAY_WORDS[cursor.word(at)])
    dated = _weekday_with_date(cursor, at, weekly)
    if dated is not None:
        return dated
    tomorrow, yesterday = cursor.today + timedelta(days=1), cursor.today - timedelta(days=1)
    after = cursor.word(at + 1)
    if after in LAST_WORDS:
        return weekly.behind(yesterday), at + 2
    soon = weekly.ahead(tomorrow)
    if after in NEXT_WORDS:
        return soon, at + 2
    weeks = WEEKS_LATER.get(cursor.word(at + 2)) if after == "en" else None
    if weeks is not None:
        return weekly.ahead(soon.first + timedelta(weeks=weeks)), at + 3
    week = cursor.skip(at + 1, ("de", "la"))
    beside = relative(cursor, week) if week > at + 1 and UNITS.get(cursor.word(week)) is Precision.WEEK else None
    if beside is not None:
        return weekly.ahead(beside[0].first), beside[1]
    return weekly, at + 1


def _this_weekday(cursor: Cursor, at: int) -> Read:
    """« ce lundi », which may be today."""
    if cursor.word(at + 1) not in WEEKDAY_WORDS:
        return None
    found = _weekday(cursor, at + 1)
    if found is not None and isinstance(found[0], Weekly):
        return found[0].ahead(cursor.today), found[1]
    return found


def _weekday_with_date(cursor: Cursor, at: int, weekly: Weekly) -> Read:
    number = cursor.skip(at + 1, ("le",))
    found = figures(cursor, number, cursor.word(number)) if cursor.word(number)[:1].isdecimal() else None
    if found is None and cursor.word(number) == "premier":
        found = day_and_month(cursor, number, 1)
    if found is not None:
        return _on_weekday(cursor, found[0], weekly, found[1]), found[1]
    typed = cursor.word(number)
    if not (typed.isdecimal() and len(typed) <= 2) or cursor.word(number + 1) in HOUR_WORDS:
        return None
    near = (weekly.ahead(cursor.today + timedelta(days=7 * week)) for week in range(-2, 9))
    return next(((span, number + 1) for span in near if span.first.day == int(typed)), None)


def _on_weekday(cursor: Cursor, core: Core, weekly: Weekly, end: int) -> Core:
    """The day when it is that weekday; without a year, the nearest year in which it is."""
    if isinstance(core, Span):
        spans = [core]
    else:
        found = (core.ahead(cursor.today), core.behind(cursor.today))
        spans = sorted((span for span in found if span), key=lambda span: abs(span.first - cursor.today))
    agreeing = [span for span in spans if span.first == span.last and span.first.weekday() == weekly.weekday]
    if not agreeing:
        raise NoSuchDateError(Reason.WEEKDAY_DISAGREES, end)
    return agreeing[0]


def _unit_then_rank(cursor: Cursor, at: int) -> Read:
    """« trimestre 3 2020 », « semaine 47 », « semaine du 23 novembre »."""
    unit, after = UNITS[cursor.word(at)], cursor.word(at + 1)
    if after.isdecimal() and len(after) <= 2 and unit in (Precision.WEEK, *RANKS_OF):
        year, end = year_after(cursor, at + 2)
        if unit is not Precision.WEEK:
            return ranked_unit(unit, int(after), year, end)
        return _week(int(after), cursor.today.year if year is None else checked_year(year, end), end), end
    if unit is Precision.YEAR and len(after) == 4 and after.isdecimal():
        return figures(cursor, at + 1, after)
    if unit is Precision.MONTH and after in ("de", "d") and cursor.word(at + 2) in MONTH_WORDS:
        return named_month(cursor, at + 2)
    return _week_of_day(cursor, at + 2) if unit is Precision.WEEK and after in ("du", "de") else None


def _week_of_day(cursor: Cursor, at: int) -> Read:
    """« semaine du 23 novembre », « semaine du lundi 23 »."""
    found = days_named(cursor, cursor.skip(at, ("le",)))
    if found is None:
        return None
    day = found[0] if isinstance(found[0], Span) else found[0].ahead(cursor.today)
    return (unit_span(day.first, Precision.WEEK), found[1]) if day and day.first == day.last else None


def _week(number: int, year: int, end: int) -> Span:
    try:
        return unit_span(date.fromisocalendar(year, number, 1), Precision.WEEK)
    except ValueError:
        raise NoSuchDateError(Reason.NO_SUCH_WEEK, end) from None


_Reader = Callable[[Cursor, int], Read]


def _by_word() -> dict[str, tuple[_Reader, ...]]:
    """Which readers to try for each first word, in order."""
    groups: tuple[tuple[_Reader, set[str] | frozenset[str]], ...] = (
        (nearby, {words[0] for words in NEARBY_DAYS}),
        (_weekday, frozenset(WEEKDAY_WORDS)),
        (_this_weekday, THIS_WORDS),
        (ordinal, frozenset(ORDINAL_WORDS)),
        (_unit_then_rank, frozenset(UNITS)),
        (relative, THIS_WORDS | NEXT_WORDS | LAST_WORDS | frozenset(UNITS)),
        (counted, COUNTING_WORDS),
        (counted_by_rank, NEXT_WORDS | LAST_WORDS | {word.split("-")[0] for word in NUMBER_WORDS}),
        (spaced_code, {"t", "q"}),
    )
    readers: dict[str, tuple[_Reader, ...]] = {}
    for reader, words in groups:
        for word in words:
            readers[word] = (*readers.get(word, ()), reader)
    return readers


_BY_WORD = _by_word()

# Words that may begin what names days, besides figures and codes.
FIRST_WORDS = frozenset(_BY_WORD) | frozenset(MONTH_WORDS)
