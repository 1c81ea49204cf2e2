"""The one place that reads the clock. Elsewhere an instant is a value, aware, in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

# The organisation lives by this zone unless settings say otherwise.
PARIS = "Europe/Paris"


class Clock(Protocol):
    """Gives the present instant."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock, moved by `shift` for a rehearsal; it goes on at the ordinary pace."""

    shift: timedelta = field(default=timedelta())

    def now(self) -> datetime:
        """The present instant, moved."""
        return datetime.now(UTC) + self.shift


@dataclass(frozen=True, slots=True)
class FrozenClock:
    """Always the same instant."""

    instant: datetime

    def now(self) -> datetime:
        """That instant."""
        return self.instant


def moved_to(day: date, zone: ZoneInfo) -> SystemClock:
    """A clock that shows the day, at the present time of day in the zone."""
    now = datetime.now(UTC).astimezone(zone)
    then = datetime.combine(day, now.timetz().replace(tzinfo=None), tzinfo=zone)
    return SystemClock(then.astimezone(UTC) - now.astimezone(UTC))


def frozen_at(day: date, zone: ZoneInfo) -> FrozenClock:
    """A clock stopped at noon of the day in the zone: no hour of the day changes what that day is."""
    return FrozenClock(datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC))
