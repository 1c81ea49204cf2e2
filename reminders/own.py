"""Reminders that people asked for, when their hour comes: sent once for each occurrence, in working hours.

What came while the bot was down is said late, once; what repeats and is older than the bound is skipped, and said so.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from commands.message import About, Audience, Button, Choices, Line, Message, paragraph
from commands.reminding import texts
from commands.reminding.recurrence import Before, Every, Recurrence, instant_of, load
from commands.request import Place
from reminders.addresses import place_of
from reminders.outbox import enqueue
from reminders.rules import Terms
from storage import communities, deadlines, own_reminders, people, quiet, sweeps
from storage.rows.reminding import QuietKind, Reminder, ReminderState

logger = logging.getLogger(__name__)

# Reminders of one beat; the others wait for the next one.
_AT_ONCE = 50
# Occurrences gone through at most, of one that repeats.
_MOST_MISSED = 1_000


def enqueue_reminders(session: Session, *, now: datetime, terms: Terms) -> int:
    """Put in the outbox the reminders whose hour has come; gives how many messages."""
    if not own_reminders.anything_due(session, now=now) or not terms.calendar.is_open(now):
        return 0
    put = 0
    for reminder, handle, active in own_reminders.due(session, now=now, limit=_AT_ONCE):
        if not active:
            reminder.next_at, reminder.state = None, ReminderState.CANCELLED
            continue
        put += _Firing(session, reminder, handle, now, terms).fire()
    session.flush()
    if put:
        logger.info("Reminders enqueued", extra={"action": "reminders_enqueued", "reminders": put})
    return put


class _Firing:
    """One reminder whose hour has come."""

    def __init__(self, session: Session, reminder: Reminder, handle: str, now: datetime, terms: Terms) -> None:
        self._session = session
        self._reminder = reminder
        self._handle = handle
        self._now = now
        self._calendar = terms.calendar
        self._platforms = terms.platforms
        self._rhythm = terms.rhythm
        self._when = load(reminder.recurrence)

    def fire(self) -> int:
        """Send what is due, and find the next occurrence; gives how many messages."""
        row, occurrence = self._reminder, self._reminder.next_at
        if occurrence is None:
            return 0
        if isinstance(self._when, Before) and self._moved(self._when):
            return 0
        back = self._away_until()
        if back is not None:
            row.next_at = back
            return 0
        last, following, missed = self._gone_through(occurrence)
        row.next_at = following
        if following is None:
            row.state = ReminderState.SENT
        due = self._calendar.next_open(last).astimezone(UTC)
        repeats = isinstance(self._when, Recurrence)
        closed = isinstance(self._when, Recurrence) and self._when.every is Every.WORKING_DAY
        if closed and not self._calendar.is_working_day(self._calendar.day_of(last)):
            return 0
        if repeats and self._now - due > self._rhythm.bound:
            sweeps.skip(self._session, occurrences=[(f"reminder:{row.id}", last)], at=self._now)
            return 0
        if missed:
            extra = {"action": "reminders_missed", "reminder": row.id, "missed": missed}
            logger.warning("Reminders missed", extra=extra)
        row.last_at = last
        return self._send(last, late=self._now - due > self._rhythm.notable, missed=missed)

    def _gone_through(self, occurrence: datetime) -> tuple[datetime, datetime | None, int]:
        """The last occurrence that has come, the one after it, and how many came before it."""
        if not isinstance(self._when, Recurrence):
            return occurrence, None, 0
        missed, last = 0, occurrence
        following = self._when.after(last, self._calendar.zone)
        # What fell on a closed day is said on the next open one, once.
        while following is not None and following <= self._now and missed < _MOST_MISSED:
            missed, last = missed + 1, following
            following = self._when.after(last, self._calendar.zone)
        return last, following, missed

    def _moved(self, when: Before) -> bool:
        """Whether the deadline has moved so that its reminder comes later; it waits for that."""
        found = deadlines.still_due(self._session, keys=[(when.kind, when.code)]).get((when.kind, when.code))
        if found is None:
            return False
        at = instant_of(found.due_on - timedelta(days=when.days), when.hour, self._calendar.zone)
        if at <= self._now:
            return False
        self._reminder.next_at = at
        return True

    def _away_until(self) -> datetime | None:
        """The morning on which somebody away is back; what they asked for the others is sent all the same."""
        if self._reminder.community_key is not None:
            return None
        today = self._calendar.day_of(self._now)
        held = quiet.of_persons(self._session, persons=[self._reminder.owner_id], on=today)
        days = [each.last_day for each in held.get(self._reminder.owner_id, ()) if each.kind is QuietKind.ABSENCE]
        if not days:
            return None
        last = max((each for each in days if each is not None), default=today)
        return self._calendar.next_working_morning(self._calendar.instant(last, self._calendar.closes)).astimezone(UTC)

    def _send(self, occurrence: datetime, *, late: bool, missed: int) -> int:
        row = self._reminder
        instant = occurrence.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
        key = f"reminder:{row.id}:{instant}:{self._handle}"
        own = place_of(self._session, row.owner_id, self._handle, self._platforms)
        after: list[str] = [texts.LATE] if late else []
        after += [texts.missed(missed)] if missed else []
        if row.community_key is None:
            return int(self._put(key, own, _to_owner(row, texts.reminder(row.text), after)))
        owner = people.labels(self._session, ids=[row.owner_id]).get(row.owner_id, "")
        rooms = [
            each
            for each in communities.places(self._session, row.community_key)
            if not self._platforms or each.platform in self._platforms
        ]
        if not rooms:
            community = communities.community(self._session, row.community_key)
            line = texts.no_place(community.name if community else row.community_key, row.text)
            return int(self._put(key, own, _to_owner(row, line, after)))
        message = Message(
            (paragraph(texts.reminder(row.text, by=owner), *after),), Audience.EVERYONE, About(kind="reminder")
        )
        return sum(
            self._put(
                f"{key}:{each.platform.value}:{each.place_id}", Place(each.platform.value, each.place_id), message
            )
            for each in rooms
        )

    def _put(self, key: str, place: Place, message: Message) -> bool:
        return enqueue(self._session, key=key, place=place, message=message, at=self._now)


def _to_owner(row: Reminder, line: Line, after: Sequence[str]) -> Message:
    buttons = (
        Button(texts.DONE, says=f"rappel fait {row.id}"),
        Button(texts.TOMORROW, says=f"rappel demain {row.id}"),
    )
    return Message((paragraph(line, *after), Choices(buttons)), Audience.PERSONAL, About(kind="reminder"))
