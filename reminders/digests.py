"""« La semaine DiMENSiON » on its way: of a person, within the letter of the day; of a community, in its room."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from commands.digests.composing import GOVERNING_BODIES, Digest, Readership, choices, compose
from commands.message import About, Audience, Message
from commands.request import Place
from reminders import rules
from reminders.calendar import WorkingCalendar
from reminders.outbox import enqueue
from reminders.rules import USUAL_RHYTHM, Rhythm, Terms
from storage import digest_facts, organisation_places, sweeps
from storage.digest_facts import Facts
from storage.people import NOBODY, KnownPerson
from storage.rows.organisation import Platform, Role

logger = logging.getLogger(__name__)

COMMUNITIES = "communities"
# For how long the facts of a week, read for one letter, serve the others.
_KEPT_FOR = timedelta(minutes=1)
_WEEK = timedelta(days=7)
# Weeks looked back for the last digest that was not skipped.
_LOOKED_BACK = 8


class Desk:
    """Composes digests; the facts of a week are read once for all of them, and anew after a minute."""

    def __init__(self, calendar: WorkingCalendar, rhythm: Rhythm = USUAL_RHYTHM) -> None:
        self._calendar = calendar
        self._rhythm = rhythm
        self._facts: dict[date, Facts] = {}

    def facts(self, session: Session, monday: date, now: datetime) -> Facts:
        """The facts of the digest of the week that begins on this Monday."""
        kept = self._facts.get(monday)
        if kept is not None and timedelta() <= now - kept.until < _KEPT_FOR:
            return kept
        since = since_when(session, monday, self._calendar, self._rhythm)
        read = digest_facts.read(session, since=since, until=now, today=self._calendar.day_of(now))
        self._facts = {monday: read}
        return read

    def of_person(self, session: Session, person: KnownPerson, monday: date, now: datetime) -> Digest | None:
        """The digest of a person; None where there is nothing to say."""
        facts = self.facts(session, monday, now)
        return compose(facts, readership(facts, person), self._calendar.zone)


def readership(facts: Facts, person: KnownPerson) -> Readership:
    """What a person reads of these facts, and why."""
    led = facts.recipients.led().get(person.id, [])
    return Readership(
        reader=person.reader,
        roles=person.roles,
        person_id=person.id,
        handle=person.handle,
        unit_key=person.unit_key,
        units=facts.recipients.units_of_ambassador(person.id),
        followed=facts.follows.get(person.id, frozenset()),
        led=frozenset((kind.value, code) for kind, code in led),
    )


def since_when(session: Session, monday: date, calendar: WorkingCalendar, rhythm: Rhythm) -> datetime:
    """From when the digest of a week tells: the last one before it that was not skipped, or the first start."""
    skipped = {each.instant for each in sweeps.skipped(session, limit=100) if each.rule == rules.DIGEST}
    found = calendar.instant(monday - _WEEK, rhythm.digest_at)
    for weeks in range(1, _LOOKED_BACK):
        day = rules.digest_day(monday - weeks * _WEEK, calendar)
        if day is not None and calendar.opening(day) not in skipped:
            found = calendar.instant(day, rhythm.digest_at)
            break
    began = sweeps.through(session, key=rules.BEGAN)
    return found if began is None else max(found, began)


def enqueue_for_communities(session: Session, *, now: datetime, terms: Terms, desk: Desk) -> int:
    """Put in the outbox the digest of the week of each community that has a place; gives how many.

    Once a week, under `digest-weekly:week:platform:place`: two communities of one room read one digest. Each platform
    has its own row of `sweep`: a process that does not serve one leaves it to another.
    """
    return sum(_on_platform(session, platform, now=now, terms=terms, desk=desk) for platform in terms.platforms)


def _on_platform(session: Session, platform: Platform, *, now: datetime, terms: Terms, desk: Desk) -> int:
    calendar, rhythm = terms.calendar, terms.rhythm
    today = calendar.day_of(now)
    monday = today - timedelta(today.weekday())
    row = f"{COMMUNITIES}:{platform.value}"
    through = sweeps.through(session, key=row)
    if through is None:
        sweeps.begin(session, key=row, at=now)
        return 0
    if through >= calendar.opening(monday):
        return 0
    day = rules.digest_day(today, calendar)
    hour = None if day is None else calendar.instant(day, rhythm.digest_at)
    if hour is None or now < hour:
        return 0
    if now - hour > rhythm.bound:
        if sweeps.advance(session, key=row, since=through, until=hour):
            sweeps.skip(session, occurrences=[(f"{rules.DIGEST}-{row}", hour)], at=now)
        return 0
    if not calendar.is_open(now) or not sweeps.advance(session, key=row, since=through, until=hour):
        return 0
    facts = desk.facts(session, monday, now)
    put = 0
    for place in organisation_places.places(session, platforms=[platform]):
        roles = frozenset({Role.COMEX}) if place.communities & GOVERNING_BODIES else frozenset[Role]()
        digest = compose(facts, Readership(NOBODY, roles), calendar.zone)
        if digest is None:
            continue
        key = f"{rules.DIGEST}:{monday.isoformat()}:{platform.value}:{place.place_id}"
        to = Place(platform.value, place.place_id)
        put += enqueue(session, key=key, place=to, message=as_message(digest), at=now)
    for community_key in organisation_places.without_place(session):
        extra = {"action": "community_without_place", "community": community_key}
        logger.warning("Community without a place", extra=extra)
    if put:
        logger.info("Digests of communities enqueued", extra={"action": "community_digests_enqueued", "digests": put})
    return put


def as_message(digest: Digest, audience: Audience = Audience.EVERYONE) -> Message:
    """The digest as a message of its own."""
    about = About("digest", codes=digest.codes, projects=digest.projects)
    return Message((*digest.blocks, choices(digest)), audience, about)
