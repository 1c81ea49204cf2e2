"""`dimension simulate`: what would be sent unasked, to whom and when, on a copy of the database; nothing is sent."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.pulse import Tick
from bot.settings import Settings
from commands import wire
from commands.message import Message
from reminders.rules import Terms
from storage import outbox, own_reminders
from storage.copying import copy_into
from storage.database import Database, open_database

# Beats of one instant at most: each puts something more in, until nothing is left.
_MOST_BEATS = 100_000


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that would be sent: when, under which key, where, and what it says."""

    at: datetime
    key: str
    platform: str
    place: str
    message: Message


def simulate(database: Database, terms: Terms, *, first: date, last: date) -> Iterator[Sent]:
    """Everything that would be sent from one day to another, both included, in order; the database is only read.

    The rules begin on the first day's midnight when they never have; else they go on from where they are, if that is
    before, as they would after an outage.
    """
    with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "simulated.db") as copy:
        copy_into(database, copy)
        yield from run(copy, terms, first=first, last=last)


def run(database: Database, terms: Terms, *, first: date, last: date) -> Iterator[Sent]:
    """The same, in a database that is written to."""
    tick = Tick(terms.calendar, terms.platforms, rhythm=terms.rhythm, reserves=terms.reserves)
    with database.read() as session:
        seen = outbox.last_id(session)
    day = first
    while day <= last:
        for now in _instants(database, terms, day):
            for _ in range(_MOST_BEATS):
                with database.write() as session:
                    if not tick(session, now):
                        break
            with database.read() as session:
                new = outbox.since(session, number=seen)
            # They have left: what waits for them to leave goes on, as it would.
            left = {each.id: max(now, each.not_before) for each in new}
            with database.write() as session:
                gone = {number: (at, not terms.calendar.is_open(at)) for number, at in left.items()}
                outbox.note_sent(session, sent=gone)
            for each in new:
                seen = each.id
                yield Sent(each.not_before, each.key, each.platform, each.place, wire.load(each.payload))
        day += timedelta(days=1)


def _instants(database: Database, terms: Terms, day: date) -> Sequence[datetime]:
    """The hours of a day at which something may come: those of the rules, and of the reminders asked for."""
    calendar, rhythm = terms.calendar, terms.rhythm
    hours = {time(), calendar.opens, rhythm.digest_at, rhythm.ask_at, *(time(hour) for hour in range(8, 19))}
    instants = {calendar.instant(day, hour) for hour in hours}
    with database.read() as session:
        until = calendar.instant(day + timedelta(days=1), time())
        instants |= own_reminders.hours(session, since=min(instants), until=until)
    return sorted(each.astimezone(UTC) for each in instants)


def terms_of(settings: Settings) -> Terms:
    """The terms on which the real bot would send: on every platform, letters first where people have an account."""
    from bot.pulse import rhythm, working_calendar
    from storage.rows.organisation import Platform

    return Terms(working_calendar(settings), rhythm(settings), (Platform.SLACK, Platform.MATRIX), settings.reserves)
