"""Calendar files (ICS): meetings of bodies read from one, all meetings written to one that others subscribe to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import calendar_texts as texts
from commands.normalise import fold
from storage import communities, planned_meetings
from storage.planned_meetings import Wish

# Bytes of the largest file that is read: ten thousand meetings are three million.
MOST_BYTES = 5_000_000
# Characters of a title, a place and a point of the agenda.
_TITLE = 200
# Lines of a description kept as the agenda.
_POINTS = 30


class CalendarRefused(Exception):
    """A file that cannot be read, or meetings of no known body; `str()` is one French sentence a problem."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one meeting of a file: added, changed or unchanged."""

    outcome: str
    name: str
    starts_at: datetime


def read(session: Session, path: Path, *, body: str | None, zone: ZoneInfo) -> list[Wish]:
    """The meetings of the file, each of the body that its title or its category names, else of `body`.

    All or nothing: raises CalendarRefused with every problem.
    """
    known = _bodies(session)
    if body is not None and fold(body) not in known:
        raise CalendarRefused(texts.unknown_body(body))
    wishes, problems = [], []
    for event in _events(path):
        title = " ".join(str(event.get("SUMMARY", "")).split())[:_TITLE]
        key = _body_of(event, title, known) or (known[fold(body)] if body is not None else None)
        starts_at = _instant(event.get("DTSTART"), zone)
        uid = str(event.get("UID", ""))
        if key is None:
            problems.append(texts.no_body(title))
        elif starts_at is None or not uid:
            problems.append(texts.no_date(title))
        elif event.get("RRULE") is not None:
            problems.append(texts.repeats(title))
        else:
            wishes.append(
                Wish(
                    uid=uid[:_TITLE],
                    community_key=key,
                    starts_at=starts_at,
                    ends_at=_instant(event.get("DTEND"), zone),
                    title=title,
                    place=str(event.get("LOCATION"))[:_TITLE] if event.get("LOCATION") else None,
                    agenda=_agenda(event),
                    cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
                )
            )
    if problems:
        raise CalendarRefused("\n".join(problems))
    return wishes


def apply(session: Session, wishes: Sequence[Wish], *, at: datetime) -> list[Change]:
    """Make the calendar say these; a file read twice changes nothing the second time."""
    return [Change(planned_meetings.plan(session, each, at=at), each.title, each.starts_at) for each in wishes]


def write(session: Session, *, at: datetime) -> bytes:
    """Every meeting planned, as a calendar that others subscribe to; a cancelled one says so."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//DiMENSiON//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", texts.CALENDAR)
    names = {each.key: each.name for each in communities.communities(session)}
    for meeting in planned_meetings.everything(session):
        event = Event()
        name = names.get(meeting.community_key, meeting.community_key)
        event.add("uid", meeting.uid)
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", meeting.starts_at.astimezone(UTC))
        if meeting.ends_at is not None:
            event.add("dtend", meeting.ends_at.astimezone(UTC))
        event.add("summary", meeting.title or name)
        event.add("categories", [name])
        if meeting.place:
            event.add("location", meeting.place)
        if meeting.agenda:
            event.add("description", "\n".join(meeting.agenda))
        if meeting.cancelled:
            event.add("status", "CANCELLED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(path: Path) -> list[Any]:
    from icalendar import Calendar

    try:
        content = path.read_bytes()
    except OSError as error:
        raise CalendarRefused(texts.unreadable(path)) from error
    if len(content) > MOST_BYTES:
        raise CalendarRefused(texts.too_large(path))
    try:
        return list(Calendar.from_ical(content).walk("VEVENT"))
    except ValueError as error:
        raise CalendarRefused(texts.unreadable(path)) from error


def _bodies(session: Session) -> dict[str, str]:
    """The keys of communities and bodies by their folded names."""
    found: dict[str, str] = {}
    for each in communities.communities(session):
        for name in (each.key, each.name, *each.also_named):
            found.setdefault(fold(name), each.key)
    return found


def _body_of(event: Any, title: str, known: dict[str, str]) -> str | None:
    """By its category, else by its whole title, else by the longest name with which the title begins."""
    categories = event.get("CATEGORIES")
    named = [str(each) for each in getattr(categories, "cats", [])] if categories is not None else []
    for each in (*named, title):
        if fold(each) in known:
            return known[fold(each)]
    begins = [name for name in known if fold(title).startswith(f"{name} ")]
    return known[max(begins, key=len)] if begins else None


def _instant(value: Any, zone: ZoneInfo) -> datetime | None:
    """The instant, in UTC; a day alone is its morning, a time without zone is of the organisation's."""
    said = getattr(value, "dt", None)
    if isinstance(said, datetime):
        return (said if said.tzinfo is not None else said.replace(tzinfo=zone)).astimezone(UTC)
    return datetime.combine(said, time(9), tzinfo=zone).astimezone(UTC) if isinstance(said, date) else None


def _agenda(event: Any) -> list[str]:
    lines = [" ".join(each.split()) for each in str(event.get("DESCRIPTION", "")).splitlines()]
    return [each[:_TITLE] for each in lines if each][:_POINTS]
