"""The occurrences of the events of one id: a meeting alone, or a series with its exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import calendar_texts as texts
from commands.meetings.occurrences import AHEAD, BadRule, expand, instant_of

# Characters of a title, a place, an id and a point of the agenda.
TITLE = 200
# The hour of a day alone.
MORNING = time(9)
# How long ago an occurrence may be and still be written down.
_BEHIND = timedelta(days=31)


class Problem(Exception):
    """An event that cannot be read; `str()` is a French sentence."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting: its id, its instants in UTC, and the event that describes it."""

    uid: str
    event: Any
    starts_at: datetime
    ends_at: datetime | None
    all_day: bool
    series: str | None = None


def occurrences(uid: str, events: Sequence[Any], *, zone: ZoneInfo, at: datetime) -> Iterator[Occurrence]:
    """What the events of this id are, one by one; raises Problem."""
    masters = [each for each in events if each.get("RECURRENCE-ID") is None]
    # Of several versions of an event, the last one.
    masters.sort(key=lambda each: int(each.get("SEQUENCE", 0) or 0))
    exceptions: dict[datetime, Any] = {}
    for each in events:
        of = each.get("RECURRENCE-ID")
        if of is None:
            continue
        if str(getattr(of, "params", {}).get("RANGE", "")).upper() == "THISANDFUTURE":
            raise Problem(texts.from_then_on(_title(each)))
        exceptions[_instant(of.dt, zone)] = each
    dates = list(_series(masters[-1], zone, at)) if masters else []
    if masters and not dates:
        event = masters[-1]
        if not _repeats(event):
            yield _occurrence(uid, event, _start(event, zone), zone)
    for starts_at in dates:
        event = exceptions.pop(starts_at, None)
        event = masters[-1] if event is None else event
        moved = _start(event, zone) if event is not masters[-1] else starts_at
        yield _occurrence(f"{uid}#{starts_at:%Y%m%dT%H%M%SZ}", event, moved, zone, series=uid)
    for of_instant, event in sorted(exceptions.items(), key=lambda one: one[0]):
        # Of a series that is not in the file, or of a date that its rule does not have.
        yield _occurrence(f"{uid}#{of_instant:%Y%m%dT%H%M%SZ}", event, _start(event, zone), zone, series=uid)


def _repeats(event: Any) -> bool:
    return event.get("RRULE") is not None or event.get("RDATE") is not None


def _series(event: Any, zone: ZoneInfo, at: datetime) -> Iterator[datetime]:
    """The instants of a series, counted on the wall clock of its own zone; nothing for what comes once."""
    if not _repeats(event):
        return
    start = event.get("DTSTART")
    said = getattr(start, "dt", None)
    if said is None:
        raise Problem(texts.no_date(_title(event)))
    own = said.tzinfo if isinstance(said, datetime) and isinstance(said.tzinfo, ZoneInfo) else zone
    first = _wall(said, own)
    since, until = (at + offset for offset in (-_BEHIND, AHEAD))
    span = (since.astimezone(own).replace(tzinfo=None), until.astimezone(own).replace(tzinfo=None))
    try:
        walls = set(expand(_rules(event), first, zone=own, since=span[0], until=span[1]))
    except BadRule:
        raise Problem(texts.bad_rule(_title(event))) from None
    # DTSTART is the first occurrence, whatever the rule says (RFC 5545, 3.8.5.3).
    walls |= {each for each in (first, *_walls(event, "RDATE", own)) if span[0] <= each <= span[1]}
    out = set(_walls(event, "EXDATE", own))
    whole_days = {each.dt for each in _dates(event, "EXDATE") if not isinstance(each.dt, datetime)}
    for wall in sorted(walls - out):
        if wall.date() not in whole_days:
            yield instant_of(wall, own)


def _rules(event: Any) -> list[str]:
    rules = event.get("RRULE")
    several = rules if isinstance(rules, list) else [rules] if rules is not None else []
    return [each.to_ical().decode() for each in several]


def _dates(event: Any, name: str) -> list[Any]:
    lists = event.get(name)
    several = lists if isinstance(lists, list) else [lists] if lists is not None else []
    return [each for some in several for each in some.dts]


def _walls(event: Any, name: str, zone: ZoneInfo) -> list[datetime]:
    """The dates of a list, on the wall clock; the beginnings of its periods."""
    found = [each.dt[0] if isinstance(each.dt, tuple) else each.dt for each in _dates(event, name)]
    return [_wall(each, zone) for each in found]


def _wall(said: date, zone: ZoneInfo) -> datetime:
    if not isinstance(said, datetime):
        return datetime.combine(said, MORNING)
    return said.astimezone(zone).replace(tzinfo=None) if said.tzinfo is not None else said


def _occurrence(uid: str, event: Any, starts_at: datetime, zone: ZoneInfo, *, series: str | None = None) -> Occurrence:
    all_day = not isinstance(event.get("DTSTART").dt, datetime)
    lasts = None if all_day else _lasts(event, zone)
    return Occurrence(uid[: TITLE + 20], event, starts_at, starts_at + lasts if lasts else None, all_day, series)


def _lasts(event: Any, zone: ZoneInfo) -> timedelta | None:
    """How long it lasts, by its end or its duration; None where neither is said."""
    duration = event.get("DURATION")
    if duration is not None:
        return duration.dt if isinstance(duration.dt, timedelta) else None
    end = event.get("DTEND")
    if end is None:
        return None
    lasts = _instant(end.dt, zone) - _start(event, zone)
    return lasts if lasts > timedelta() else None


def _start(event: Any, zone: ZoneInfo) -> datetime:
    start = event.get("DTSTART")
    if start is None or not isinstance(getattr(start, "dt", None), date):
        raise Problem(texts.no_date(_title(event)))
    return _instant(start.dt, zone)


def _instant(said: date, zone: ZoneInfo) -> datetime:
    """The instant, in UTC; a day alone is its morning, a time without zone is of the organisation's."""
    if isinstance(said, datetime):
        return (said if said.tzinfo is not None else said.replace(tzinfo=zone)).astimezone(UTC)
    return datetime.combine(said, MORNING, tzinfo=zone).astimezone(UTC)


def _title(event: Any) -> str:
    return " ".join(str(event.get("SUMMARY", "")).split())[:TITLE]
