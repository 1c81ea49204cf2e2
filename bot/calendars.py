"""Calendar files (ICS) that are read: which meetings of which bodies they hold, one by one, and what becomes of each.

What repeats (RRULE, RDATE, EXDATE, RECURRENCE-ID) is written down occurrence by occurrence, as far ahead as
`commands/meetings/occurrences.py` says; reading the file again goes further, and changes nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import calendar_texts as texts
from bot.calendar_bodies import Bodies
from bot.calendar_series import TITLE, Occurrence, Problem, occurrences
from commands.meetings.calendar_file import title_of
from commands.meetings.calendar_file import write as write_file
from storage import planned_meetings
from storage.planned_meetings import Body, Wish

# Bytes of the largest file that is read: ten thousand meetings are three million.
MOST_BYTES = 5_000_000
# Lines of a description kept as the agenda.
_POINTS = 30


class CalendarRefused(Exception):
    """A file that cannot be read, or meetings of no known body; `str()` is one French sentence a problem."""


@dataclass(frozen=True, slots=True)
class Read:
    """The meetings of a file, and the ids that it describes whole: what is no longer among their dates was dropped."""

    wishes: Sequence[Wish]
    series: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one meeting of a file: added, changed, cancelled or unchanged."""

    outcome: str
    name: str
    starts_at: datetime


def read(session: Session, path: Path, *, body: str | None, zone: ZoneInfo, at: datetime) -> Read:
    """The meetings of the file, each of the body that its title or its category names, else of `body`.

    All or nothing: raises CalendarRefused with every problem.
    """
    bodies = Bodies(session)
    usual = bodies.named(body) if body is not None else None
    if body is not None and usual is None:
        raise CalendarRefused(texts.unknown_body(body))
    calendar = _calendar(path)
    called_off = str(calendar.get("METHOD", "")).upper() == "CANCEL"
    by_uid: defaultdict[str, list[Any]] = defaultdict(list)
    wishes: list[Wish] = []
    problems: list[str] = []
    for event in calendar.walk("VEVENT"):
        uid = " ".join(str(event.get("UID", "")).split())[:TITLE]
        if not uid:
            problems.append(texts.no_date(_title(event)))
        else:
            by_uid[uid].append(event)
    for uid, events in by_uid.items():
        try:
            found = occurrences(uid, events, zone=zone, at=at)
            wishes += _wishes(session, found, bodies, usual, called_off=called_off)
        except Problem as problem:
            problems.append(str(problem))
    if problems:
        raise CalendarRefused("\n".join(dict.fromkeys(problems)))
    whole = {uid for uid, events in by_uid.items() if any(each.get("RECURRENCE-ID") is None for each in events)}
    return Read(wishes, frozenset(whole))


def apply(session: Session, found: Read, *, at: datetime) -> list[Change]:
    """Make the calendar say these; a file read twice changes nothing the second time."""
    changes = [Change(planned_meetings.plan(session, each, at=at), each.title, each.starts_at) for each in found.wishes]
    kept = {each.uid for each in found.wishes}
    for series in sorted(found.series):
        gone = planned_meetings.drop_others(session, series=series, kept=kept, at=at)
        changes += [Change("cancelled", each.title, each.starts_at) for each in gone]
    return changes


def write(session: Session) -> bytes:
    """Every meeting planned, but for those of restricted projects, as a calendar."""
    return write_file(session)[0]


def _wishes(
    session: Session, found: Iterable[Occurrence], bodies: Bodies, usual: Body | None, *, called_off: bool
) -> Iterator[Wish]:
    """The occurrences as meetings, each of its body; raises Problem."""
    for occurrence in found:
        event, title = occurrence.event, _title(occurrence.event)
        whose = bodies.of(event, title) or usual
        if whose is None:
            raise Problem(texts.no_body(title))
        yield Wish(
            uid=occurrence.uid,
            body=whose,
            starts_at=occurrence.starts_at,
            ends_at=occurrence.ends_at,
            # What the file would say of it by itself is no title of its own.
            title="" if title == title_of(session, whose) else title,
            place=str(event.get("LOCATION"))[:TITLE] if event.get("LOCATION") else None,
            agenda=_agenda(event),
            cancelled=called_off or str(event.get("STATUS", "")).upper() == "CANCELLED",
            series=occurrence.series,
            all_day=occurrence.all_day,
        )


def _calendar(path: Path) -> Any:
    from icalendar import Calendar

    try:
        content = path.read_bytes()
    except OSError as error:
        raise CalendarRefused(texts.unreadable(path)) from error
    if len(content) > MOST_BYTES:
        raise CalendarRefused(texts.too_large(path))
    try:
        return Calendar.from_ical(content)
    except (ValueError, IndexError, KeyError) as error:
        raise CalendarRefused(texts.unreadable(path)) from error


def _title(event: Any) -> str:
    return " ".join(str(event.get("SUMMARY", "")).split())[:TITLE]


def _agenda(event: Any) -> list[str]:
    lines = [" ".join(each.split()) for each in str(event.get("DESCRIPTION", "")).splitlines()]
    return [each[:TITLE] for each in lines if each][:_POINTS]
