"""From wall clock to instant: both clock changes, the leap day, the ends of months and years."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.reminding.recurrence import LAST, Before, Every, Recurrence, dump, load

PARIS = ZoneInfo("Europe/Paris")
NINE = time(9)


def hours(recurrence: Recurrence, since: str, number: int) -> list[str]:
    """The next occurrences, as the clock on the wall shows them."""
    instant = datetime.fromisoformat(since).replace(tzinfo=PARIS).astimezone(UTC)
    found = []
    for _ in range(number):
        after = recurrence.after(instant, PARIS)
        assert after is not None
        instant = after
        found.append(instant.astimezone(PARIS).strftime("%Y-%m-%d %H:%M"))
    return found


@pytest.mark.parametrize(
    ("recurrence", "since", "expected"),
    [
        (Recurrence(Every.WEEK, NINE, weekday=0), "2021-03-22 09:00", ["2021-03-29 09:00", "2021-04-05 09:00"]),
        (Recurrence(Every.WEEK, time(0), weekday=0), "2026-03-23 00:00", ["2026-03-30 00:00", "2026-04-06 00:00"]),
        (Recurrence(Every.DAY, time(2, 30)), "2021-03-27 03:00", ["2021-03-28 03:30", "2021-03-29 02:30"]),
        (Recurrence(Every.DAY, time(2, 30)), "2021-10-30 03:00", ["2021-10-31 02:30", "2021-11-01 02:30"]),
        (
            Recurrence(Every.MONTH, NINE, day=31),
            "2020-01-31 09:00",
            ["2020-02-29 09:00", "2020-03-31 09:00", "2020-04-30 09:00"],
        ),
        (
            Recurrence(Every.YEAR, NINE, day=29, month=2),
            "2020-02-29 09:00",
            ["2021-02-28 09:00", "2022-02-28 09:00", "2023-02-28 09:00", "2024-02-29 09:00"],
        ),
        (
            Recurrence(Every.WEEKDAY_OF_MONTH, NINE, weekday=3, rank=LAST),
            "2020-12-01 00:00",
            ["2020-12-31 09:00", "2021-01-28 09:00", "2021-02-25 09:00"],
        ),
        (
            Recurrence(Every.WEEKDAY_OF_MONTH, NINE, weekday=0, rank=1),
            "2020-12-31 00:00",
            ["2021-01-04 09:00", "2021-02-01 09:00"],
        ),
        (
            Recurrence(Every.WEEK, NINE, weekday=1, interval=2, begins=date(2020, 12, 29)),
            "2020-12-29 09:00",
            ["2021-01-12 09:00", "2021-01-26 09:00"],
        ),
        (Recurrence(Every.WORKING_DAY, NINE), "2020-12-31 09:00", ["2021-01-01 09:00", "2021-01-04 09:00"]),
    ],
)
def test_what_repeats_comes_at_the_hour_of_the_wall_clock(
    recurrence: Recurrence, since: str, expected: list[str]
) -> None:
    assert hours(recurrence, since, len(expected)) == expected


RECURRENCES = st.one_of(
    st.builds(Recurrence, st.just(Every.DAY), st.times()),
    st.builds(Recurrence, st.just(Every.WEEK), st.times(), weekday=st.integers(0, 6)),
    st.builds(Recurrence, st.just(Every.MONTH), st.times(), day=st.integers(1, 31)),
)


@given(RECURRENCES, st.integers(0, 10 * 366 * 24 * 60))
def test_the_next_occurrence_is_the_one_that_a_naive_search_finds(recurrence: Recurrence, minutes: int) -> None:
    """Every day of two months, one by one, each with its own arithmetic."""
    instant = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = recurrence.after(instant, PARIS)
    candidates = []
    for days in range(-2, 63):
        day = instant.date() + timedelta(days)
        falls = {
            Every.DAY: True,
            Every.WEEK: day.isoweekday() - 1 == recurrence.weekday,
            Every.MONTH: day.day == min(recurrence.day or 0, monthrange(day.year, day.month)[1]),
        }[recurrence.every]
        if falls:
            candidates.append(datetime.combine(day, recurrence.hour, tzinfo=PARIS).astimezone(UTC))
    assert found == min(each for each in candidates if each > instant)


@given(RECURRENCES)
def test_what_is_stored_is_read_back(recurrence: Recurrence) -> None:
    rounded = Recurrence(
        recurrence.every,
        recurrence.hour.replace(second=0, microsecond=0),
        weekday=recurrence.weekday,
        day=recurrence.day,
    )
    assert load(dump(rounded)) == rounded


def test_what_comes_once_and_what_comes_before_a_deadline_are_stored_too() -> None:
    before = Before(7, "objective", "4.2.2", NINE)
    assert load(dump(before)) == before
    assert load(dump(None)) is None
