"""Days said from today: « demain », « la semaine prochaine », « dans 3 jours », « les 6 derniers mois »."""

from __future__ import annotations

from datetime import date, timedelta

from commands.numbers import read_small_number
from commands.period_words import Cursor
from commands.spans import NoSuchDateError, Precision, Reason, Span, add_units, checked_year, unit_span
from commands.vocabulary import (
    CURRENT_ENDINGS,
    LAST_WORDS,
    NEARBY_DAYS,
    NEXT_WORDS,
    NUMBER_WORDS,
    THIS_WORDS,
    UNIT_WORDS,
    WORKING_WORDS,
)

UNITS = {word: Precision(unit) for word, unit in UNIT_WORDS.items()}

# Words before a number of units, and where they lead: on the day, within the days until it, back to it, since it.
_COUNTING = (
    (("dans",), "on"),
    (("sous",), "within"),
    (("d", "ici"), "within"),
    (("dici",), "within"),
    (("il", "y", "a"), "back"),
    (("y", "a"), "back"),
    (("ya",), "back"),
    (("depuis",), "since"),
    (("dps",), "since"),
)
COUNTING_WORDS = frozenset(lead[0] for lead, _ in _COUNTING)


def nearby(cursor: Cursor, at: int) -> tuple[Span, int] | None:
    two, one = (cursor.word(at), cursor.word(at + 1)), (cursor.word(at),)
    offset = NEARBY_DAYS.get(two, NEARBY_DAYS.get(one))
    if offset is None:
        return None
    day = cursor.today + timedelta(days=offset)
    return Span(day, day), at + (2 if two in NEARBY_DAYS else 1)


def relative(cursor: Cursor, at: int) -> tuple[Span, int] | None:
    """« cette semaine », « mois prochain », « dernier trimestre », « année en cours »."""
    word, after = cursor.word(at), cursor.word(at + 1)
    if word in UNITS:
        unit = UNITS[word]
        if unit is Precision.DAY:
            return None
        if after in NEXT_WORDS | LAST_WORDS:
            return _unit_beside(cursor, unit, 1 if after in NEXT_WORDS else -1), at + 2
        for ending in CURRENT_ENDINGS:
            if all(cursor.word(at + 1 + place) == each for place, each in enumerate(ending)):
                return unit_span(cursor.today, unit), at + 1 + len(ending)
        return None
    beside = UNITS.get(after)
    if beside is None or beside is Precision.DAY:
        return None
    if word in THIS_WORDS:
        return unit_span(cursor.today, beside), at + (3 if cursor.word(at + 2) == "ci" else 2)
    return _unit_beside(cursor, beside, 1 if word in NEXT_WORDS else -1), at + 2


def _unit_beside(cursor: Cursor, unit: Precision, offset: int) -> Span:
    return unit_span(add_units(unit_span(cursor.today, unit).first, offset, unit), unit)


def counted(cursor: Cursor, at: int) -> tuple[Span, int] | None:
    """« dans 3 jours », « dans les 15 jours », « sous 3 mois », « d'ici un mois », « il y a 10 jours », …"""
    for lead, direction in _COUNTING:
        if lead[0] == cursor.word(at) and cursor.has(at, lead):
            number = cursor.skip(at + len(lead), ("les", "a"))
            within = number > at + len(lead)
            counted = _number_and_unit(cursor, number)
            if counted is None:
                continue
            far, end = counted[0] * (1 if direction in ("on", "within") else -1), counted[2]
            day = _away(cursor, far, counted[1], end)
            if direction == "within" or (direction == "on" and within):
                return Span(cursor.today, day), end
            return (Span(day, cursor.today) if direction == "since" else Span(day, day)), end
    return None


def counted_by_rank(cursor: Cursor, at: int) -> tuple[Span, int] | None:
    """« 6 derniers mois », « derniers 15 jours », « 3 prochaines semaines »."""
    word = cursor.word(at)
    if word in NEXT_WORDS or word in LAST_WORDS:
        number, width = _small_number(cursor, at + 1)
        rank, unit_at = word, at + 1 + width
    else:
        number, width = _small_number(cursor, at)
        rank, unit_at = cursor.word(at + width), at + width + 1
    unit = UNITS.get(cursor.word(unit_at))
    if number is None or unit is None or not (rank in NEXT_WORDS or rank in LAST_WORDS):
        return None
    end = unit_at + 1
    if cursor.word(end) in WORKING_WORDS:
        return None
    day = _away(cursor, number if rank in NEXT_WORDS else -number, unit, end)
    return Span(min(day, cursor.today), max(day, cursor.today)), end


def _number_and_unit(cursor: Cursor, at: int) -> tuple[int, Precision, int] | None:
    number, width = _small_number(cursor, at)
    unit_at = at + width
    if cursor.word(unit_at) in NEXT_WORDS:
        unit_at += 1
    unit = UNITS.get(cursor.word(unit_at))
    if number is None or unit is None or cursor.word(unit_at + 1) in WORKING_WORDS:
        return None
    return number, unit, unit_at + 1


def _small_number(cursor: Cursor, at: int) -> tuple[int | None, int]:
    """The number there and how many words it takes: « 15 », « quinze », « vingt et un »."""
    word = cursor.word(at)
    if word.isdecimal():
        return (int(word), 1) if len(word) <= 4 else (None, 1)
    for width in (4, 3, 2, 1):
        words = [cursor.word(at + place) for place in range(width)]
        if all(words) and words[0] in NUMBER_WORDS:
            number = read_small_number("-".join(words))
            if number is not None:
                return number, width
    return None, 1


def _away(cursor: Cursor, number: int, unit: Precision, end: int) -> date:
    try:
        day = add_units(cursor.today, number, unit)
    except (ValueError, OverflowError):
        raise NoSuchDateError(Reason.YEAR_OUT_OF_RANGE, end) from None
    checked_year(day.year, end)
    return day
