"""`dimension run`: every configured platform, the sender and the health endpoint, until the process is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from typing import Any

from bot import run_texts
from bot.adapters import Surroundings, configured
from bot.answering import Terms
from bot.app import dispatcher, pulse
from bot.clock import SystemClock
from bot.health import Health
from bot.opening import Content, open_ready
from bot.operators import Operators
from bot.platform import Adapter, Fatal
from bot.platform import Platform as Sink
from bot.pulse import working_calendar
from bot.sender import Sender
from bot.settings import Settings
from bot.work import Work
from storage import handing
from storage.database import Database
from storage.errors import DatabaseError
from storage.polls.closing import no_longer_received
from storage.rows.organisation import Platform
from storage.sending import Claimed

logger = logging.getLogger(__name__)

# Seconds before a platform that failed is listened to again; doubled each time, up to the second, and begun anew once
# it has been listened to for longer than that.
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0


def run(settings: Settings, address: str | None = None) -> None:
    """Run until SIGTERM or SIGINT. Raises Fatal, DatabaseError, CatalogueError, OrganisationError."""
    content = Content(settings.catalogue.folder, settings.organisation.file)
    opened = open_ready(address or settings.database.url, content, now=SystemClock().now())
    with opened.database as database:
        asyncio.run(_until_told(settings, database))


async def _until_told(settings: Settings, database: Database) -> None:
    stop = asyncio.Event()
    _stop_on_signals(stop)
    await serve(settings, database, stop)


async def serve(settings: Settings, database: Database, stop: asyncio.Event) -> None:
    """Run on a database that is ready, until `stop` is set; sets it itself when it cannot go on. Raises Fatal."""
    now = SystemClock().now
    work = Work(database)
    # The sender needs the adapters, and they wake it.
    senders: list[Sender] = []

    def wake() -> None:
        for sender in senders:
            sender.wake()

    def terms(platform: Sink) -> Terms | None:
        return senders[0].terms(platform) if senders else None

    def deliver(platform: Sink, claimed: Claimed) -> None:
        senders[0].deliver_now(platform, claimed)

    surroundings = Surroundings(
        settings=settings,
        work=work,
        dispatcher=dispatcher(settings),
        now=now,
        wake=wake,
        terms=terms,
        deliver=deliver,
        operators=Operators(work, place=settings.operators.place, now=now, zone=settings.zone),
    )
    async with AsyncExitStack() as closing:
        closing.push_async_callback(work.close)
        adapters = configured(surroundings)
        if not adapters:
            raise Fatal(run_texts.NO_PLATFORM)
        for adapter in adapters:
            closing.push_async_callback(adapter.close)
            await adapter.open()
        seat = " ".join(adapter.seat for adapter in adapters if adapter.seat)
        await _take_up(work, adapters, seat, at=now())
        sender = Sender(work, adapters, now=now, seat=seat, is_open=working_calendar(settings).is_open)
        senders.append(sender)
        await closing.enter_async_context(Health(settings.health, work, adapters, now=now))
        beating = pulse(settings, work, now=now, wake=wake, platforms=_preferred(adapters))
        running = [asyncio.create_task(each.run()) for each in (sender, beating)]
        logger.info("Process ready", extra={"action": "process_ready", "platforms": [each.name for each in adapters]})
        try:
            await _together(stop, [_kept_listening(adapter, stop) for adapter in adapters])
        finally:
            # What a last beat puts in the outbox goes now or at the next start.
            beating.stop()
            sender.stop()
            await asyncio.gather(*running)
    logger.info("Process stopped", extra={"action": "process_stopped"})


def _preferred(adapters: Sequence[Adapter]) -> list[Platform]:
    """Where somebody with several accounts is written to first: on Slack, where the bot may begin a conversation.

    Previews and simulations count in the same order.
    """
    served = {adapter.name for adapter in adapters}
    return [each for each in Platform if each.value in served]


async def _take_up(work: Work, adapters: Sequence[Adapter], seat: str, *, at: datetime) -> None:
    """Look up at once what a process that was killed in this seat left under way: its leases need not run out."""
    names = [adapter.name for adapter in adapters if adapter.seat]
    if work.database.dialect == "sqlite":
        # The one process there is: nobody else listens to other platforms.
        served = [adapter.name for adapter in adapters]
        await work.write(lambda session: no_longer_received(session, platforms=served))
    if names:
        await work.write(lambda session: handing.release_seat(session, seat=seat, platforms=names, at=at))


async def _together(stop: asyncio.Event, companions: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Run all until stopped; what one of them raises stops the others, which finish what they have in hand."""
    tasks = [asyncio.create_task(companion) for companion in companions]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    stop.set()
    done, _ = await asyncio.wait(tasks)
    for task in done:
        task.result()


async def _kept_listening(adapter: Adapter, stop: asyncio.Event) -> None:
    """Listen, and again after a failure; the other platforms go on meanwhile. Raises Fatal."""
    wait = FIRST_WAIT
    ticks = asyncio.get_running_loop().time
    while not stop.is_set():
        begun = ticks()
        try:
            await adapter.listen(stop)
        except Fatal:
            raise
        except DatabaseError as error:
            extra = {"action": "platform_hindered", "platform": adapter.name, "problem": error.key}
            logger.error("Platform hindered", extra=extra)
        except Exception as error:
            extra = {"action": "platform_hindered", "platform": adapter.name, "problem": type(error).__name__}
            logger.exception("Platform hindered", extra=extra)
        wait = FIRST_WAIT if ticks() - begun > LONGEST_WAIT else wait
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)
        wait = min(2 * wait, LONGEST_WAIT)


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def told(name: str) -> Callable[[], None]:
        def act() -> None:
            logger.info("Process told to stop", extra={"action": "process_stopping", "signal": name})
            stop.set()

        return act

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told(number.name))
