"""The pulse: at short intervals, what waits to be told is put in the outbox; once a day, what is outdated is forgotten.

It decides nothing: what is due is in the database, so that a beat too many, late or missed changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.work import Work
from commands.reserve import Reserve
from reminders.calendar import WorkingCalendar
from reminders.campaigns import RECIPIENTS_KEPT_FOR, run_campaigns
from reminders.digests import Desk, enqueue_for_communities
from reminders.letters import write_letters
from reminders.own import enqueue_reminders
from reminders.polls import Beat, run_polls
from reminders.rules import USUAL_RHYTHM, Rhythm, Terms
from reminders.sweep import sweep
from storage import campaign_sending, conversations, inbox, letter_items
from storage.errors import DatabaseError
from storage.polls.wiping import wipe
from storage.rows.organisation import Platform

logger = logging.getLogger(__name__)

# Seconds between two beats: a letter whose hour has come leaves so much later at most.
EVERY = 5.0

# How long the ids of events are kept: far longer than any platform delivers one again.
EVENTS_KEPT_FOR = timedelta(days=30)

# How long the points that were told are kept: longer than any of them may come back.
ITEMS_KEPT_FOR = timedelta(days=400)
# How long « suite » shows what a letter left out.
RESTS_KEPT_FOR = timedelta(days=7)

# Seconds of letters in one transaction: an answer never waits longer behind them.
LONGEST_TURN = 0.02


def working_calendar(settings: Settings) -> WorkingCalendar:
    """The working hours that settings say."""
    hours = settings.calendar
    return WorkingCalendar(settings.zone, hours.opens, hours.closes, hours.closing_days)


def rhythm(settings: Settings) -> Rhythm:
    """The hours of the week that settings say."""
    said = settings.reminders
    return Rhythm(said.digest_at, said.ask_at, timedelta(days=said.late_days))


@dataclass(slots=True)
class Tick:
    """What one beat does, in the transaction it is given, which stays short; 0 once nothing is left to do.

    `platforms` are where letters go, the first on which the person has an account; nowhere else, the terminal.
    """

    calendar: WorkingCalendar
    platforms: Sequence[Platform] = ()
    no_secret_on: frozenset[str] = frozenset()
    rhythm: Rhythm = USUAL_RHYTHM
    reserves: Sequence[Reserve] = ()
    _tidied_on: date | None = field(default=None, init=False)
    _desk: Desk | None = field(default=None, init=False)

    def __call__(self, session: Session, now: datetime) -> int:
        if self._desk is None:
            self._desk = Desk(self.calendar, self.rhythm)
        if sweep(session, now=now, calendar=self.calendar, rhythm=self.rhythm):
            # Told by the next beat, which comes at once: each transaction is short.
            return 1
        terms = Terms(self.calendar, self.rhythm, self.platforms, self.reserves)
        put = run_campaigns(session, now=now, terms=terms)
        if put:
            # What follows is for the next beat, as above.
            return put
        put = enqueue_reminders(session, now=now, terms=terms)
        put += enqueue_for_communities(session, now=now, terms=terms, desk=self._desk)
        put += write_letters(session, now=now, terms=terms, desk=self._desk, seconds=LONGEST_TURN).persons
        put += run_polls(Beat(session, now, self.calendar, self.platforms, self.no_secret_on, self.reserves))
        today = now.astimezone(self.calendar.zone).date()
        if today != self._tidied_on:
            conversations.purge(session, before=now)
            inbox.forget_before(session, instant=now - EVENTS_KEPT_FOR)
            letter_items.forget_before(session, instant=now - ITEMS_KEPT_FOR)
            campaign_sending.forget_recipients(session, before=now - RECIPIENTS_KEPT_FOR)
            letter_items.forget_rests_before(session, instant=now - RESTS_KEPT_FOR)
            self._tidied_on = today
        return put


class Pulse:
    """Beats until it is stopped, never twice at once; whatever hinders one beat, the next one comes.

    `now` gives the present instant, `wake` is called when a beat put something in the outbox, `then` is what else a
    beat does, in transactions of its own. Several processes may each have one.
    """

    def __init__(
        self,
        work: Work,
        tick: Callable[[Session, datetime], int],
        *,
        now: Callable[[], datetime],
        wake: Callable[[], None],
        every: float = EVERY,
        then: Callable[[Work, datetime], Awaitable[None]] | None = None,
    ) -> None:
        self._work = work
        self._tick = tick
        self._now = now
        self._wake = wake
        self._every = every
        self._then = then
        self._beating = asyncio.Lock()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Make `run` end once the beat under way is over."""
        self._stopping.set()

    async def run(self) -> None:
        """Beat at the interval until `stop` is called; the first beat comes after one interval."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        scheduler = AsyncIOScheduler(timezone=UTC)
        # However late, a beat that was due comes, and several that were come as one.
        scheduler.add_job(
            self.beat, "interval", seconds=self._every, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        scheduler.start()
        try:
            await self._stopping.wait()
        finally:
            scheduler.pause()
            async with self._beating:
                scheduler.shutdown(wait=False)

    async def beat(self) -> None:
        """One beat; it raises nothing."""
        async with self._beating:
            try:
                put, now = 0, self._now()
                # As many short transactions as it takes: answers come in between.
                while more := await self._work.write(lambda session: self._tick(session, now)):
                    put += more
                    self._wake()
                    if self._stopping.is_set():
                        break
            except DatabaseError as error:
                extra = {"action": "letters_hindered", "problem": error.key}
                logger.error("Letters hindered", extra=extra)
                return
            except Exception:
                # A bug, or two transactions that waited for each other: the next beat tries again.
                logger.exception("Letters hindered", extra={"action": "letters_hindered"})
                return
        await self._wipe_votes(now)
        await self._do_what_follows(now)

    async def _wipe_votes(self, now: datetime) -> None:
        """What votes left in the files goes once they are counted, outside any transaction."""
        try:
            await self._work.outside(lambda database: wipe(database, at=now))
        except DatabaseError as error:
            logger.error("Votes not wiped", extra={"action": "wiping_hindered", "problem": error.key})
        except Exception:
            logger.exception("Votes not wiped", extra={"action": "wiping_hindered"})

    async def _do_what_follows(self, now: datetime) -> None:
        if self._then is None:
            return
        try:
            await self._then(self._work, now)
        except DatabaseError as error:
            logger.error("Forgetting hindered", extra={"action": "forgetting_hindered", "problem": error.key})
        except Exception:
            # As above.
            logger.exception("Forgetting hindered", extra={"action": "forgetting_hindered"})
