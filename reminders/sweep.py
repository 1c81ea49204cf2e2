"""Goes through time: for each working morning since the last one, what the rules have for whom, put in once.

The row `sweep` says how far one has gone, and is moved in the transaction that puts the points in: a restart, a replay
or a second process adds nothing. What comes too late is marked as skipped, and the operator reads which.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from commands.meetings import rhythms
from reminders import rooms, rules
from reminders.calendar import WorkingCalendar
from reminders.rules import RULES, USUAL_RHYTHM, Rhythm, To
from storage import letter_items, planned_meetings, sweeps
from storage.deadlines import ACTION, Deadline, due_within
from storage.letter_items import NewItem
from storage.reader import Reader
from storage.recipients import Known, Recipients

logger = logging.getLogger(__name__)

# The row that says how far one has gone.
MORNINGS = "mornings"
_DAY = timedelta(days=1)


def sweep(session: Session, *, now: datetime, calendar: WorkingCalendar, rhythm: Rhythm = USUAL_RHYTHM) -> bool:
    """Go through the next morning that has come; whether there was one, and so perhaps another.

    The first time, nothing that is past is gone through: the cellule d'appui gets one état initial the next morning.
    """
    through = sweeps.through(session, key=MORNINGS)
    if through is None:
        _begin(session, now, calendar)
        return False
    # Cheap, and true of most beats: public holidays take long to load.
    soonest = calendar.opening(calendar.day_of(through))
    if now < (soonest if soonest > through else calendar.opening(calendar.day_of(through) + _DAY)):
        return False
    morning = calendar.next_working_morning(through).astimezone(UTC)
    if morning > now or not sweeps.advance(session, key=MORNINGS, since=through, until=morning):
        return False
    day = calendar.day_of(morning)
    if now - morning > rhythm.bound:
        _skip(session, day, morning, now, calendar)
        return True
    found = Morning(session, day, morning, now, calendar, rhythm)
    put = letter_items.put(session, items=found.items(), at=now)
    rooms.enqueue_for_rooms(session, day=day, morning=morning, now=now, calendar=calendar)
    if put:
        logger.info("Points put in", extra={"action": "letter_items_put", "points": put, "day": day.isoformat()})
    return True


def _begin(session: Session, now: datetime, calendar: WorkingCalendar) -> None:
    if not sweeps.begin(session, key=MORNINGS, at=now):
        return
    sweeps.begin(session, key=rules.BEGAN, at=now)
    morning = calendar.next_working_morning(now).astimezone(UTC)
    recipients = Recipients(session)
    items = (
        NewItem(_key(rules.INITIAL, "plan", now, recipients.person(each).handle), each, rules.INITIAL, {}, morning)
        for each in recipients.supporting()
    )
    letter_items.put(session, items=items, at=now)
    logger.info("Rules begun", extra={"action": "rules_begun"})


def _skip(session: Session, day: date, morning: datetime, now: datetime, calendar: WorkingCalendar) -> None:
    """Mark what this morning would have told as skipped."""
    missed = [(each.key, morning) for each in RULES if each.to is not To.GOVERNANCE]
    if day == rules.digest_day(day, calendar):
        missed.append((rules.DIGEST, morning))
    if day == rules.ask_day(day, calendar):
        missed.append((rules.ASK, morning))
    skipped = sweeps.skip(session, occurrences=missed, at=now)
    extra = {"action": "periods_skipped", "periods": skipped, "day": day.isoformat()}
    logger.warning("Periods skipped", extra=extra)


@dataclass(slots=True)
class Morning:
    """What the rules have on one working morning."""

    session: Session
    day: date
    instant: datetime
    now: datetime
    calendar: WorkingCalendar
    rhythm: Rhythm

    def items(self) -> Iterator[NewItem]:
        """Every point, for everybody."""
        recipients = Recipients(self.session)
        yield from self._deadlines(recipients)
        yield from self._meetings(recipients)
        if self.day == rules.ask_day(self.day, self.calendar):
            hour = self.calendar.instant(self.day, self.rhythm.ask_at)
            leading = sorted(person_id for person_id, led in recipients.led().items() if led)
            yield from self._weekly(recipients, rules.ASK, leading, hour)
        if self.day == rules.digest_day(self.day, self.calendar):
            hour = self.calendar.instant(self.day, self.rhythm.digest_at)
            yield from self._weekly(recipients, rules.DIGEST, recipients.reading_digest(), hour)

    def _deadlines(self, recipients: Recipients) -> Iterator[NewItem]:
        spoken_of = [
            (rule, window)
            for rule in RULES
            if rule.to is not To.GOVERNANCE
            for window in rules.windows(rule, self.day, self.calendar)
        ]
        due = due_within(self.session, windows=[window for _, window in spoken_of])
        due = [each for each in due if each.told_at is None or self.instant - each.told_at >= rules.FRESH]
        leaderless: list[Deadline] = []
        for rule, (first, last) in spoken_of:
            grouped: defaultdict[tuple[date, int], list[Deadline]] = defaultdict(list)
            for each in due:
                if not first <= each.due_on <= last:
                    continue
                told = _told(each, rule.to, recipients)
                for person_id in told:
                    grouped[each.due_on, person_id].append(each)
                if not told and rule.to is To.LEAD:
                    leaderless.append(each)
            for (due_on, person_id), some in sorted(grouped.items()):
                yield self._item(rule.key, due_on.isoformat(), recipients.person(person_id), _named(some, due_on))
        if leaderless:
            of = {"of": [list(each.key) for each in leaderless]}
            for person_id in recipients.supporting():
                yield self._item(rules.NO_LEAD, self.day.isoformat(), recipients.person(person_id), of)

    def _meetings(self, recipients: Recipients) -> Iterator[NewItem]:
        """Two working days before, to whoever has no room to read it in; on the morning after; and what has no date."""
        ahead = rules.meetings_ahead(self.day, self.calendar)
        behind = rules.meetings_behind(self.day, self.calendar)
        everybody = Reader(sees_all=True)
        for rule, (since, until) in ((rules.MEETING, ahead), (rules.MINUTES, behind)):
            for meeting in planned_meetings.between(self.session, since=since, until=until, reader=everybody):
                if rule == rules.MEETING and rooms.has_room(self.session, meeting):
                    continue
                body = planned_meetings.body_of(meeting)
                to = planned_meetings.members(self.session, body=body) if rule == rules.MEETING else ()
                # Of a body that has no members known, the cellule d'appui is told.
                for person_id in to or recipients.supporting():
                    yield self._item(rule, str(meeting.id), recipients.person(person_id), {"meeting": meeting.id})
        before = self.calendar.working_day_until(self.day - _DAY)
        for begins in rhythms.expected_on(self.day, since=before):
            for person_id in recipients.supporting():
                first = {"from": begins.isoformat()}
                yield self._item(rules.UNDATED, begins.isoformat(), recipients.person(person_id), first)

    def _weekly(self, recipients: Recipients, rule: str, to: Iterable[int], hour: datetime) -> Iterator[NewItem]:
        monday = self.day - timedelta(self.day.weekday())
        for person_id in to:
            yield self._item(rule, monday.isoformat(), recipients.person(person_id), {"week": monday.isoformat()}, hour)

    def _item(
        self,
        rule: str,
        subject: str,
        to: Known,
        detail: Mapping[str, object],
        hour: datetime | None = None,
    ) -> NewItem:
        late = {"late": True} if self.now - self.instant > self.rhythm.notable else {}
        # The week of a digest is its subject, and its day no part of its key: never two for one week.
        instant = None if rule == rules.DIGEST else self.instant
        key = _key(rule, subject, instant, to.handle)
        said = {**detail, **late, "day": self.day.isoformat()}
        return NewItem(key, to.id, rule, said, hour or self.instant)


def _told(deadline: Deadline, to: To, recipients: Recipients) -> Sequence[int]:
    if deadline.kind == ACTION and deadline.holder is not None and to is To.LEAD:
        return [deadline.holder]
    asked: dict[To, Callable[[tuple[str, str]], list[int]]] = {
        To.LEAD: recipients.leading,
        To.MANAGER: recipients.managing,
    }
    return asked[to](deadline.subject)


def _named(some: Iterable[Deadline], due_on: date) -> dict[str, object]:
    return {"of": [list(each.key) for each in some], "due_on": due_on.isoformat()}


def _key(rule: str, subject: str, instant: datetime | None, recipient: str) -> str:
    """The key of a point: `rule:subject:instant:recipient`."""
    when = instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ") if instant is not None else "week"
    return f"{rule}:{subject}:{when}:{recipient}"
