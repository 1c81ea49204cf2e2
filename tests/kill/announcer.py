"""Runs the pulse and the sender until every announcement is over; made to be killed on the way."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.clock import SystemClock
from bot.pulse import Pulse, Tick
from bot.sender import Sender
from bot.sinks import FileSink
from bot.work import Work
from reminders.calendar import WorkingCalendar
from storage import campaign_sending, outbox
from storage.database import open_database
from storage.rows.delivery import OutboxState
from tests.kill.fan_out import Terminal
from tests.kill.sender import PATIENCE, REST, text_of_message


def announce(begun: Event, address: str, path: Path, seconds: float, shift: float) -> None:
    """The machine's clock moved by so many seconds; each call takes `seconds`."""
    asyncio.run(_announce(begun, address, path, seconds, shift))


async def _announce(begun: Event, address: str, path: Path, seconds: float, shift: float) -> None:
    clock = SystemClock(timedelta(seconds=shift))
    calendar = WorkingCalendar(ZoneInfo("Europe/Paris"))
    with open_database(address) as database:
        work = Work(database)
        sink = Terminal(FileSink(path, text_of=text_of_message), seconds)
        sender = Sender(work, [sink], now=clock.now, patience=PATIENCE, rest=REST, is_open=calendar.is_open)
        pulse = Pulse(work, Tick(calendar), now=clock.now, wake=sender.wake, every=0.2)
        running = [asyncio.create_task(sender.run()), asyncio.create_task(pulse.run())]
        begun.set()

        def left(session: Session) -> int:
            counts = outbox.counts(session)
            return sum(counts.values()) - counts[OutboxState.SENT] + len(campaign_sending.to_follow(session))

        while await work.read(left):  # noqa: ASYNC110 - other processes send too
            await asyncio.sleep(0.05)
        pulse.stop()
        sender.stop()
        await asyncio.gather(*running)
        await work.close()
