"""Moments that people type: « vendredi 17h », « 27/11 à 9h30 », « demain midi », « dans 3 minutes »."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commands.call import Call
from commands.errors import Misread
from commands.normalise import fold
from commands.periods import read_day, why_not
from commands.polls import texts, vocabulary

# The hour of a day that was typed alone.
USUAL_HOUR = time(17)
# Days after which a poll ends when nobody says when, and days of the longest one.
USUAL_DAYS, LONGEST_DAYS = 7, 366


def read_moment(typed: str, call: Call) -> datetime:
    """The instant, in UTC; raises Misread for what is no moment. Whether it is past is for the caller to say."""
    said = vocabulary.BEFORE_MOMENT.sub("", typed.strip(" .,;«»\"'"))
    span = vocabulary.IN_SOME_TIME.match(said)
    if span is not None:
        minutes = int(span["number"]) * vocabulary.MINUTES_IN[span["unit"][0].lower()]
        return call.now + timedelta(minutes=minutes)
    hour, said = _hour(said)
    said = vocabulary.BEFORE_MOMENT.sub("", said.strip(" ,"))
    today = call.today
    day = today if not said and hour is not None else read_day(said, today=today)
    if day is None or (not said and hour is None):
        impossible = why_not(said, today=today)
        raise Misread(texts.no_such_day(impossible.text) if impossible else texts.no_moment(typed), texts.MOMENTS_ARE)
    found = instant(datetime.combine(day, hour or USUAL_HOUR), call.options.zone)
    if found <= call.now and fold(said) in texts.WEEKDAYS:
        # « lundi 9h » on a Monday afternoon is the next one.
        return instant(datetime.combine(day + timedelta(days=7), hour or USUAL_HOUR), call.options.zone)
    if found > call.now and hour is not None and fold(said) in texts.WEEKDAYS:
        # « lundi 17h » on a Monday morning is today.
        nearer = instant(datetime.combine(day - timedelta(days=7), hour), call.options.zone)
        return nearer if nearer > call.now else found
    return found


def usual_end(call: Call) -> datetime:
    """In a week, at the usual hour."""
    return instant(datetime.combine(call.today + timedelta(days=USUAL_DAYS), USUAL_HOUR), call.options.zone)


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a wall clock's time: the first one where it comes twice, an hour later where it does not exist."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def check_end(closes_at: datetime, call: Call, *, begins: datetime | None = None) -> None:
    """Raise Misread for an end that is past, before the opening or too far away."""
    if closes_at <= call.now:
        raise Misread(texts.end_past(closes_at.astimezone(call.options.zone)))
    if begins is not None and closes_at <= begins:
        raise Misread(texts.END_BEFORE_OPENING)
    if closes_at > (begins or call.now) + timedelta(days=LONGEST_DAYS):
        raise Misread(texts.end_too_far(LONGEST_DAYS))


def _hour(said: str) -> tuple[time | None, str]:
    noon = vocabulary.NOON.search(said)
    if noon is not None:
        return time(12), said[: noon.start()]
    found = vocabulary.HOURS.search(said)
    if found is None:
        return None, said
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        raise Misread(texts.no_such_hour(found.group().strip()), texts.MOMENTS_ARE)
    return time(hour, minute), said[: found.start()]
