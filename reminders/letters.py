"""The letter of the day: what waits to be told to a person, in one message a day, in working hours.

What asks something of them, or concerns them first, is told at the next open hour; what they only follow, on the next
working morning. A second letter of the day waits for that morning too, whatever it holds, but for an objective that is
now compromised. What rules have for them, and « La semaine DiMENSiON », are in the same letter.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from commands import telling, wire
from commands.call import Asker, Call, Options
from commands.lexicon import LexiconCache
from commands.message import Block, Button
from commands.table import TABLE
from reminders import rules
from reminders.addresses import place_of
from reminders.calendar import WorkingCalendar
from reminders.campaigns import Announced
from reminders.digests import Desk
from reminders.items import Item, Items
from reminders.layout import Letter
from reminders.outbox import enqueue
from reminders.rule_items import RuleItems
from reminders.rules import Terms
from storage import letter_items, notices, outbox, quiet, readers
from storage.letter_items import DueItem
from storage.notices import LEFT_OUT, Due
from storage.people import KnownPerson
from storage.quiet import Quiet
from storage.rows.organisation import Platform
from storage.rows.reminding import QuietKind

logger = logging.getLogger(__name__)

# A letter that could not be written is tried again later, not at every beat.
TRIED_AGAIN_AFTER = timedelta(hours=1)
# Persons looked at together.
_AT_ONCE = 8
# What is told in spite of « Ne pas déranger ».
MANDATORY = frozenset({telling.COMPROMISED, telling.SUPPORT_REQUEST})
# Days after its Monday on which a digest is no longer told: the next one tells what it would have.
_DIGEST_LASTS = timedelta(days=6)


@dataclass(slots=True)
class _Waiting:
    """What waits for one person."""

    handle: str
    active: bool
    notices: list[Due] = field(default_factory=list)
    items: list[DueItem] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing is left for this letter."""
        return not self.notices and not self.items


@dataclass(frozen=True, slots=True)
class Turn:
    """How many letters were written, and how many persons were looked at: none when nothing waits any more."""

    letters: int = 0
    persons: int = 0


def enqueue_letters(
    session: Session, *, now: datetime, calendar: WorkingCalendar, platforms: Sequence[Platform] = ()
) -> int:
    """Put in the outbox the letters whose hour has come, and mark what they tell as told; gives how many letters."""
    terms = Terms(calendar, platforms=platforms)
    return write_letters(session, now=now, terms=terms, desk=Desk(calendar)).letters


def write_letters(session: Session, *, now: datetime, terms: Terms, desk: Desk, seconds: float | None = None) -> Turn:
    """The same; with `seconds`, it stops after about as long, and what is left waits for the next turn.

    Others are answered between two turns.
    """
    calendar = terms.calendar
    # Asked first: most of the time nothing waits, and public holidays take long to load.
    waits = notices.anything_due(session, now=now) or letter_items.anything_due(session, now=now)
    if not waits or not calendar.is_open(now):
        return Turn()
    writer = _Writer(session, now, terms, desk)
    until = None if seconds is None else time.monotonic() + seconds
    letters = looked_at = 0
    while persons := letter_items.persons_due(session, now=now, limit=_AT_ONCE):
        letters += writer.write(persons)
        looked_at += len(persons)
        if until is not None and time.monotonic() >= until:
            break
    if letters:
        logger.info("Letters enqueued", extra={"action": "letters_enqueued", "letters": letters})
    return Turn(letters, looked_at)


def letter_key(handle: str, now: datetime, calendar: WorkingCalendar) -> str:
    """The outbox key of a person's letter of the day."""
    return f"daily:{handle}:{now.astimezone(calendar.zone).date().isoformat()}"


def hour_of(kind: str, at: datetime, calendar: WorkingCalendar) -> datetime:
    """From when a notice of this kind may be told, of something said at this instant.

    Followers read what others are told first on the working morning after these could read it.
    """
    if kind == telling.FOLLOWED_AFTER:
        return calendar.next_working_morning(calendar.next_open(at))
    if kind in (telling.FOLLOWED, telling.TAKEN_BACK):
        return calendar.next_working_morning(at)
    return calendar.next_open(at)


class _Writer:
    """Writes the letters of one transaction; whatever it does not tell, it puts off."""

    def __init__(self, session: Session, now: datetime, terms: Terms, desk: Desk) -> None:
        calendar = terms.calendar
        self._session = session
        self._now = now
        self._calendar = calendar
        self._platforms = terms.platforms
        self._desk = desk
        self._items = Items(session)
        self._rule_items = RuleItems(session)
        self._announced = Announced(session, now, terms)
        self._today = calendar.day_of(now)
        self._tomorrow = calendar.next_working_morning(now)
        # The letter of each point told, or left out, by the point's id.
        self._told: dict[int, str] = {}
        self._midnight = calendar.instant(self._today + timedelta(days=1), datetime.min.time())

    def write(self, persons: Sequence[int]) -> int:
        """Letters for these persons: each thing that waits is told, left out or put off; gives how many letters."""
        waiting = self._read(persons)
        quiets = quiet.of_persons(self._session, persons=waiting.keys(), on=self._today)
        planned = letter_items.planned(self._session, persons=waiting.keys(), after=self._now, before=self._midnight)
        keys = {person_id: letter_key(each.handle, self._now, self._calendar) for person_id, each in waiting.items()}
        sent = outbox.used_keys(self._session, keys=keys.values())
        known = readers.known_persons(self._session, ids=waiting.keys())
        letters = 0
        for person_id, some in waiting.items():
            hushed = quiets.get(person_id, ())
            self._keep_quiet(some, hushed)
            if some.empty:
                continue
            if person_id in planned and keys[person_id] not in sent:
                # One letter a day: it waits for what is still to come today.
                self._put_off(some, planned[person_id])
                continue
            key = self._beside(some) if keys[person_id] in sent else keys[person_id]
            if key is not None:
                letters += self._try(key, some, hushed, known.get(person_id))
        letter_items.take_each(self._session, letters=self._told)
        self._told = {}
        return letters

    def _read(self, persons: Sequence[int]) -> dict[int, _Waiting]:
        """What waits for them and whose hour has come; what waits for a later one is put off until then."""
        found: dict[int, _Waiting] = {}
        later: dict[int, datetime] = {}
        for notice in notices.due(self._session, now=self._now, persons=persons):
            hour = hour_of(notice.kind, notice.created_at, self._calendar)
            if hour > self._now:
                later[notice.id] = hour
                continue
            found.setdefault(notice.person_id, _Waiting(notice.handle, notice.active)).notices.append(notice)
        items = letter_items.due(self._session, now=self._now, persons=persons)
        held = {each.id: self._tomorrow for each in self._announced.held(items)}
        letter_items.put_off(self._session, until=held)
        for item in items:
            if item.id in held:
                continue
            found.setdefault(item.person_id, _Waiting(item.handle, item.active)).items.append(item)
        notices.put_off(self._session, until=later)
        return found

    def _keep_quiet(self, some: _Waiting, hushed: Sequence[Quiet]) -> None:
        """Put off, or leave out, what somebody who is away or does not want to be disturbed is not told."""
        away = [each for each in hushed if each.kind is QuietKind.ABSENCE]
        silent = [each for each in hushed if each.kind is QuietKind.SILENCE and each.subject is None]
        if away or silent:
            kept = [] if away else [each for each in some.notices if each.kind in MANDATORY]
            held = _Waiting(some.handle, some.active, [each for each in some.notices if each not in kept], some.items)
            self._put_off(held, self._after(away or silent))
            some.notices, some.items = kept, []
            return
        unwanted = [
            each
            for each in some.notices
            if each.kind not in MANDATORY and any(one.covers(each.subject) for one in hushed)
        ]
        notices.take(self._session, ids=[each.id for each in unwanted], letter=LEFT_OUT)
        some.notices = [each for each in some.notices if each not in unwanted]

    def _after(self, hushed: Sequence[Quiet]) -> datetime:
        """The first working morning after these days; without an end, one looks again the next morning."""
        ends: list[date | None] = [each.last_day for each in hushed]
        last = max((each for each in ends if each is not None), default=self._today)
        if None in ends:
            last = self._today
        evening = self._calendar.instant(last, self._calendar.closes)
        return max(self._calendar.next_working_morning(evening), self._tomorrow)

    def _beside(self, some: _Waiting) -> str | None:
        """What is told beside the letter of the day, which has gone: that an objective is compromised, at once."""
        urgent = [each for each in some.notices if each.kind == telling.COMPROMISED]
        held = _Waiting(some.handle, some.active, [each for each in some.notices if each not in urgent], some.items)
        self._put_off(held, self._tomorrow)
        some.notices, some.items = urgent, []
        return f"compromised:{urgent[0].entry}:{some.handle}" if urgent else None

    def _put_off(self, some: _Waiting, until: datetime) -> None:
        notices.put_off(self._session, until={each.id: until for each in some.notices})
        letter_items.put_off(self._session, until={each.id: until for each in some.items})

    def _try(self, key: str, some: _Waiting, hushed: Sequence[Quiet], person: KnownPerson | None) -> int:
        try:
            with self._session.begin_nested():
                return self._write(key, some, hushed, person)
        except OperationalError:
            # The database, not the letter.
            raise
        except Exception:
            # A letter that cannot be written holds up no other.
            logger.exception("Letter hindered", extra={"action": "letter_hindered", "key": key})
            self._put_off(some, self._now + TRIED_AGAIN_AFTER)
            return 0

    def _write(self, key: str, some: _Waiting, hushed: Sequence[Quiet], person: KnownPerson | None) -> int:
        """Whether a letter was put in the outbox: 1, or 0 where nothing was left to tell, or for one who has left."""
        if person is None:
            self._take(some, LEFT_OUT)
            return 0
        told, untold, digest, late = self._composed(person, some, hushed)
        announced = [
            block for item in some.items if item.rule == rules.ANNOUNCEMENT for block in self._announced.blocks(item)
        ]
        notices.take(self._session, ids=untold, letter=LEFT_OUT)
        if not told and not digest and not announced:
            self._take(some, LEFT_OUT)
            return 0
        letter = Letter(
            sorted(told, key=lambda item: item.rank),
            digest,
            late=late,
            mandatory=bool(hushed) and any(each.kind in MANDATORY for each in some.notices),
            announced=announced,
        )
        message, rest = letter.message(self._today)
        place = place_of(self._session, person.id, person.handle, self._platforms)
        if not enqueue(self._session, key=key, place=place, message=message, at=self._now):
            # Another process has just written to them: what is left is read again in the morning.
            self._put_off(some, self._tomorrow)
            return 0
        if rest is not None:
            payload = wire.dump(rest)
            letter_items.keep_rest(self._session, key=key, person_id=person.id, at=self._now, payload=payload)
        self._take(some, key)
        return 1

    def _take(self, some: _Waiting, letter: str) -> None:
        notices.take(self._session, ids=[each.id for each in some.notices], letter=letter)
        # Marked together with those of the others, before the transaction ends.
        self._told.update((each.id, letter) for each in some.items)

    def _composed(
        self, person: KnownPerson, some: _Waiting, hushed: Sequence[Quiet]
    ) -> tuple[list[Item], list[int], list[Block | Button], bool]:
        """The points, the notices of which nothing is left to tell, the parts of the digest, and whether it is late."""
        call = _on_behalf_of(self._session, person, self._now, self._calendar)
        told: list[Item] = []
        untold: list[int] = []
        for notice in some.notices:
            item = self._items.of(call, notice)
            if item is None:
                untold.append(notice.id)
            else:
                told.append(item)
        late = False
        for each in some.items:
            apart = each.rule in (rules.DIGEST, rules.ANNOUNCEMENT)
            point = None if apart else self._rule_items.of(call, each, hushed)
            if point is not None:
                told.append(point)
                late = late or bool(each.detail.get("late"))
        weeks = {date.fromisoformat(each.detail["week"]): each for each in some.items if each.rule == rules.DIGEST}
        monday = max(weeks, default=None)
        if monday is None or self._today - monday > _DIGEST_LASTS:
            return told, untold, [], late
        digest = self._desk.of_person(self._session, person, monday, self._now)
        if digest is None:
            return told, untold, [], late
        return told, untold, [*digest.blocks, *digest.buttons], late or bool(weeks[monday].detail.get("late"))


def _on_behalf_of(session: Session, person: KnownPerson, now: datetime, calendar: WorkingCalendar) -> Call:
    """What answers are made of, read as the person who gets the letter may read."""
    asker = Asker(
        person.id, person.handle, person.label, person.roles, person.unit_key, person.fictitious, person.reader
    )
    lexicons = LexiconCache()
    return Call(session, asker, now, Options(calendar.zone), TABLE, lambda: lexicons.current(session))
