"""When a reminder comes: once, again and again, or before a deadline; from the wall clock of a zone to an instant.

An hour that spring skips is the hour after it; of the hour that autumn says twice, the first is meant. The 31st is the
last day of a shorter month, 29 February is the 28th of an ordinary year.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
# Days looked through for an occurrence: each comes once a year at least.
_LOOKED_AHEAD = 800
LAST = -1


class Every(Enum):
    """How often; the values are stored."""

    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    # On a day of the month, or on the first, second… or last of a weekday.
    MONTH = "month"
    WEEKDAY_OF_MONTH = "weekday_of_month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`weekday` counts from Monday, 0. `rank` is that of a weekday in its month, LAST for the last one.

    `interval` is of weeks, counted from that of `begins`.
    """

    every: Every
    hour: time
    weekday: int | None = None
    rank: int | None = None
    day: int | None = None
    month: int | None = None
    interval: int = 1
    begins: date | None = None

    def falls_on(self, day: date) -> bool:
        """Whether it comes on this day."""
        match self.every:
            case Every.DAY:
                return True
            case Every.WORKING_DAY:
                return day.weekday() < 5
            case Every.WEEK:
                weeks = (_monday(day) - _monday(self.begins or day)).days // 7
                return day.weekday() == self.weekday and weeks % self.interval == 0
            case Every.MONTH:
                return day.day == _within(self.day, day.year, day.month)
            case Every.WEEKDAY_OF_MONTH:
                last = (day + timedelta(7)).month != day.month
                return day.weekday() == self.weekday and (
                    last if self.rank == LAST else (day.day - 1) // 7 + 1 == self.rank
                )
            case Every.YEAR:
                return day.month == self.month and day.day == _within(self.day, day.year, day.month)

    def after(self, instant: datetime, zone: ZoneInfo) -> datetime | None:
        """The first occurrence after the instant, in UTC; None for one that never comes."""
        day = instant.astimezone(zone).date() - _DAY
        for _ in range(_LOOKED_AHEAD):
            if self.falls_on(day):
                found = instant_of(day, self.hour, zone)
                if found > instant:
                    return found
            day += _DAY
        return None


@dataclass(frozen=True, slots=True)
class Before:
    """So many days before the deadline of a subject, at an hour; read anew when it comes, since deadlines move."""

    days: int
    kind: str
    code: str
    hour: time


def instant_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """That hour of that day, in UTC."""
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def dump(when: Recurrence | Before | None) -> dict[str, Any] | None:
    """As it is stored; None for what comes once."""
    if when is None:
        return None
    said: dict[str, Any] = {name: value for name, value in asdict(when).items() if value is not None}
    said["hour"] = when.hour.isoformat("minutes")
    if isinstance(when, Recurrence):
        said["every"] = when.every.value
        if when.begins is not None:
            said["begins"] = when.begins.isoformat()
    return said


def load(said: Mapping[str, Any] | None) -> Recurrence | Before | None:
    """What `dump` has written."""
    if said is None:
        return None
    values = {**said, "hour": time.fromisoformat(said["hour"])}
    if "every" not in values:
        return Before(**values)
    values["every"] = Every(values["every"])
    if "begins" in values:
        values["begins"] = date.fromisoformat(values["begins"])
    return Recurrence(**values)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _within(day: int | None, year: int, month: int) -> int:
    return min(day or 1, monthrange(year, month)[1])
