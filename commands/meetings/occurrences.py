"""The occurrences of a repeated meeting, from its RRULE, in the wall clock of a zone.

They are counted on the wall clock and only then become instants: 9:00 stays 9:00 on both sides of a clock change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# How far ahead an endless series is written down: reading the calendar again goes further.
AHEAD = timedelta(days=731)
# Meetings of a series: daily for two years.
MOST = 750
_EVERY = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_UNTIL = re.compile(r"(?P<day>\d{8})(?:T(?P<hour>\d{6})(?P<utc>Z)?)?")


class BadRule(ValueError):
    """A rule that is none, that never comes, or that repeats within a day."""


def expand(
    rules: Sequence[str], first: datetime, *, zone: ZoneInfo, since: datetime, until: datetime
) -> list[datetime]:
    """The wall-clock occurrences (naive) from `since` to `until`, both naive and included; at most MOST of them.

    `first` is the wall-clock start of the series. Raises BadRule.
    """
    # The library has no types.
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    found: set[datetime] = set()
    for rule in rules:
        parts = _parts(rule)
        if parts.get("FREQ") not in _EVERY or not parts.get("INTERVAL", "1").isdigit() or parts.get("INTERVAL") == "0":
            raise BadRule(rule)
        if "UNTIL" in parts:
            parts["UNTIL"] = _until(parts["UNTIL"], zone)
        try:
            series = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=first)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadRule(rule) from error
        for occurrence in series:
            if occurrence > until or len(found) >= MOST:
                break
            if occurrence >= since:
                found.add(occurrence)
    return sorted(found)


def instant_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a wall-clock time, in UTC; an hour that spring skips is the one after it."""
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _parts(rule: str) -> dict[str, str]:
    parts = [each.partition("=") for each in rule.strip().upper().split(";") if each]
    if not parts or any(not mark or not value for _, mark, value in parts):
        raise BadRule(rule)
    return {name: value for name, _, value in parts}


def _until(said: str, zone: ZoneInfo) -> str:
    """The same limit on the wall clock; a day alone is its end."""
    found = _UNTIL.fullmatch(said)
    if found is None:
        raise BadRule(said)
    try:
        day = date.fromisoformat(found["day"])
        hour = time.fromisoformat(found["hour"] or "235959")
    except ValueError as error:
        raise BadRule(said) from error
    limit = datetime.combine(day, hour)
    if found["utc"]:
        limit = limit.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    return limit.strftime("%Y%m%dT%H%M%S")
