"""The real bot on a Slack of the tests: adapter, dispatcher, sender and database, in the test's own loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.adapters import Surroundings
from bot.answering import Terms
from bot.app import dispatcher
from bot.operators import Operators
from bot.platform import Platform
from bot.sender import Sender
from bot.settings import OperatorSettings, Settings, SlackSettings
from bot.slack.adapter import SlackAdapter
from bot.slack.watchdog import Rhythm
from bot.work import Work
from commands.dispatch import Dispatcher
from storage.database import Database
from storage.sending import Claimed
from tests.slack_double.people import People
from tests.slack_double.server import SlackDouble
from tests.slack_double.state import APP_TOKEN, BOT_TOKEN, Workspace
from tests.world import World

# Faster than in service, so that what takes minutes there takes seconds here.
QUICK = Rhythm(look=0.3, rebuild=0.3, longest_rebuild=1.0)
# Seconds between two pings; four unanswered, and the connection is made anew: a busy machine may stand still for long.
PING, QUICK_PING = 5.0, 0.5
# Seconds that a test waits for what follows an acknowledgement.
PATIENCE = 40.0


def settings_for(api: str, *, bot: str = BOT_TOKEN, app: str = APP_TOKEN, **slack: object) -> Settings:
    """The settings of a bot on that server."""
    given = {"bot_token": bot, "app_token": app, "api_url": api, "messages_per_minute": 3_000, **slack}
    return Settings(slack=SlackSettings(**given))  # type: ignore[arg-type]


@dataclass
class Hours:
    """An hour that goes on from where a test puts it."""

    begun: datetime
    _since: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """The instant."""
        return self.begun + timedelta(seconds=time.monotonic() - self._since)

    def skip(self, **duration: float) -> None:
        """Let time pass at once."""
        self.begun += timedelta(**duration)


@dataclass
class Bot:
    """A bot that listens."""

    slack: SlackDouble
    people: People
    adapter: SlackAdapter
    hours: Hours
    listening: asyncio.Task[None]

    @property
    def workspace(self) -> Workspace:
        """What the double holds."""
        return self.slack.workspace


@asynccontextmanager
async def listening_bot(
    database: Database,
    now: datetime,
    settings: Settings,
    *,
    rhythm: Rhythm = QUICK,
    ping: float = PING,
    answering: Dispatcher | None = None,
) -> AsyncIterator[tuple[SlackAdapter, Hours, asyncio.Task[None]]]:
    """The bot's parts, listening with these settings until left."""
    hours = Hours(now)
    work = Work(database)
    senders: list[Sender] = []

    def wake() -> None:
        senders[0].wake()

    def terms(platform: Platform) -> Terms | None:
        return senders[0].terms(platform)

    def deliver(platform: Platform, claimed: Claimed) -> None:
        senders[0].deliver_now(platform, claimed)

    surroundings = Surroundings(
        settings=settings,
        work=work,
        dispatcher=answering or dispatcher(settings),
        now=hours.now,
        wake=wake,
        terms=terms,
        deliver=deliver,
        operators=Operators(work, place=settings.operators.place, now=hours.now, zone=settings.zone),
    )
    adapter = SlackAdapter(surroundings, rhythm=rhythm, ping=ping)
    sender = Sender(work, [adapter], now=hours.now, rest=0.1)
    senders.append(sender)
    stop = asyncio.Event()
    sending = asyncio.create_task(sender.run())
    listening = asyncio.create_task(adapter.listen(stop))
    try:
        yield adapter, hours, listening
    finally:
        stop.set()
        await asyncio.wait({listening}, timeout=20)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        sender.stop()
        await sending
        await adapter.close()
        await work.close()


@asynccontextmanager
async def bot_on_double(
    world: World,
    *,
    arrange: Callable[[Workspace], None] | None = None,
    operators: str | None = None,
    ping: float = PING,
    **slack: object,
) -> AsyncIterator[Bot]:
    """The bot, connected to a new double."""
    async with SlackDouble() as double:
        if arrange is not None:
            arrange(double.workspace)
        settings = replace(settings_for(double.api, **slack), operators=OperatorSettings(place=operators))  # type: ignore[arg-type]
        parts = listening_bot(world.database, world.now, settings, ping=ping, answering=world.dispatcher)
        async with parts as (adapter, hours, listening):
            await double.connected()
            yield Bot(double, People(double), adapter, hours, listening)


async def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something is so; fails the test when it does not become so."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError("did not happen in time")
        await asyncio.sleep(0.01)
