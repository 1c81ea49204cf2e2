"""The working calendar: when something may be sent unasked, and when a working day begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
# Monday to Friday, as `date.weekday` counts.
_WORKING_WEEKDAYS = range(5)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working hours of a zone: from `opens` to `closes`, but for weekends, French public holidays and closing days.

    Instants are aware; those given back are of the zone. `opens` comes before `closes`.
    """

    zone: ZoneInfo
    opens: time = time(8, 30)
    closes: time = time(18)
    closing_days: frozenset[date] = field(default_factory=frozenset)

    def is_open(self, instant: datetime) -> bool:
        """Whether something may be sent at this instant; no more at the very hour of closing."""
        local = instant.astimezone(self.zone)
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def next_open(self, instant: datetime) -> datetime:
        """The instant itself in working hours, else the next opening."""
        return instant.astimezone(self.zone) if self.is_open(instant) else self.next_working_morning(instant)

    def next_working_morning(self, instant: datetime) -> datetime:
        """The first opening of a working day that comes after the instant, never the instant itself."""
        local = instant.astimezone(self.zone)
        day = local.date()
        while not self.is_working_day(day) or self._opening(day) <= local:
            day += _DAY
        return self._opening(day)

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this day."""
        return (
            day.weekday() in _WORKING_WEEKDAYS
            and day not in self.closing_days
            and day not in _public_holidays(day.year)
        )

    def working_day_from(self, day: date) -> date:
        """The day itself when people work on it, else the next one on which they do."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def working_day_until(self, day: date) -> date:
        """The day itself when people work on it, else the last one before it on which they did."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def working_days_before(self, day: date, number: int) -> date:
        """So many working days before a day."""
        for _ in range(number):
            day = self.working_day_until(day - _DAY)
        return day

    def instant(self, day: date, hour: time) -> datetime:
        """That hour of that day, in UTC: in the hour that spring skips, one hour later; in autumn, the first of two."""
        return datetime.combine(day, hour, tzinfo=self.zone).astimezone(UTC)

    def opening(self, day: date) -> datetime:
        """When the day opens, should people work on it, in UTC."""
        return self.instant(day, self.opens)

    def day_of(self, instant: datetime) -> date:
        """The day of the instant in the zone."""
        return instant.astimezone(self.zone).date()

    def _opening(self, day: date) -> datetime:
        return datetime.combine(day, self.opens, tzinfo=self.zone)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    """The public holidays of the whole of France."""
    from holidays import country_holidays

    return frozenset(country_holidays("FR", years=year))
