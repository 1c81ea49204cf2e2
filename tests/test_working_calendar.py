"""When something may be sent unasked: working hours in Paris, whatever the clock changes and holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.calendar import WorkingCalendar

PARIS = ZoneInfo("Europe/Paris")
CALENDAR = WorkingCalendar(PARIS)


def paris(text: str) -> datetime:
    """« 2020-11-23 10:00 » in Paris, as an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2020-11-23 08:29", False),
        ("2020-11-23 08:30", True),
        ("2020-11-23 12:00", True),
        ("2020-11-23 17:59", True),
        ("2020-11-23 18:00", False),
        # A Saturday, Easter Monday, All Saints' Day on a Monday, Armistice Day, Christmas.
        ("2020-11-21 12:00", False),
        ("2021-04-05 12:00", False),
        ("2021-11-01 12:00", False),
        ("2020-11-11 12:00", False),
        ("2020-12-25 12:00", False),
        # Good Friday is a holiday in Alsace and Moselle alone.
        ("2021-04-02 12:00", True),
    ],
)
def test_it_is_open_in_working_hours_alone(instant: str, expected: bool) -> None:
    assert CALENDAR.is_open(paris(instant)) is expected


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2020-11-23 10:15", "2020-11-23 10:15"),
        ("2020-11-23 07:00", "2020-11-23 08:30"),
        # A Friday evening.
        ("2020-11-20 18:30", "2020-11-23 08:30"),
        # All Saints' Day 2020 is a Sunday; in 2021 it is a Monday, behind a weekend.
        ("2020-11-01 10:00", "2020-11-02 08:30"),
        ("2021-10-29 19:00", "2021-11-02 08:30"),
        # The Friday before Easter Monday.
        ("2021-04-02 20:00", "2021-04-06 08:30"),
        # The evening of a year's last working day.
        ("2020-12-31 18:00", "2021-01-04 08:30"),
    ],
)
def test_the_next_opening_is_the_instant_itself_or_a_working_morning(instant: str, expected: str) -> None:
    assert CALENDAR.next_open(paris(instant)) == paris(expected)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2020-11-23 07:00", "2020-11-23 08:30"),
        ("2020-11-23 08:30", "2020-11-24 08:30"),
        ("2020-11-23 10:00", "2020-11-24 08:30"),
        ("2020-11-20 10:00", "2020-11-23 08:30"),
        ("2021-04-02 10:00", "2021-04-06 08:30"),
    ],
)
def test_the_next_working_morning_always_comes_after(instant: str, expected: str) -> None:
    assert CALENDAR.next_working_morning(paris(instant)) == paris(expected)


@pytest.mark.parametrize(
    ("friday", "monday"),
    [
        # 29 March 2020, summer time: 08:30 in Paris is 07:30 UTC before, 06:30 after; 25 October, the reverse.
        ("2020-03-27T19:00:00+00:00", "2020-03-30T06:30:00+00:00"),
        ("2020-10-23T19:00:00+00:00", "2020-10-26T07:30:00+00:00"),
    ],
)
def test_the_morning_is_at_the_same_hour_after_the_clock_has_changed(friday: str, monday: str) -> None:
    assert CALENDAR.next_working_morning(datetime.fromisoformat(friday)) == datetime.fromisoformat(monday)


def test_closing_days_and_hours_are_the_organisation_s() -> None:
    calendar = WorkingCalendar(PARIS, time(9), time(17), frozenset({date(2020, 11, 24)}))
    assert not calendar.is_open(paris("2020-11-23 08:45"))
    assert not calendar.is_open(paris("2020-11-24 10:00"))
    assert calendar.next_open(paris("2020-11-23 17:00")) == paris("2020-11-25 09:00")


@given(st.datetimes(datetime.fromisoformat("2016-01-01"), datetime.fromisoformat("2030-01-01")))
def test_whatever_the_instant_the_next_opening_is_open_and_nothing_opens_before(naive: datetime) -> None:
    instant = naive.replace(tzinfo=UTC)
    opening = CALENDAR.next_open(instant)
    assert opening >= instant
    assert CALENDAR.is_open(opening)
    if opening > instant:
        assert not CALENDAR.is_open(opening - timedelta(seconds=1))
        assert opening == CALENDAR.next_working_morning(instant)
