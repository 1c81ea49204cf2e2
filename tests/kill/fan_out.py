"""Runs the pulse and the sender of a Monday morning until nothing is left; made to be killed on the way."""

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
from reminders.sweep import MORNINGS
from storage import letter_items, outbox, sweeps
from storage.database import open_database
from storage.rows.delivery import OutboxState
from tests.kill.sender import PATIENCE, REST, SlowFile, text_of_message


class Terminal(SlowFile):
    """The file, in the place of the terminal where letters go."""

    name = "terminal"


def fan_out(begun: Event, address: str, path: Path, seconds: float, shift: float) -> None:
    """The machine's clock moved by so many seconds; each call takes `seconds`."""
    asyncio.run(_fan_out(begun, address, path, seconds, shift))


async def _fan_out(begun: Event, address: str, path: Path, seconds: float, shift: float) -> None:
    clock = SystemClock(timedelta(seconds=shift))
    with open_database(address) as database:
        work = Work(database)
        sink = Terminal(FileSink(path, text_of=text_of_message), seconds)
        sender = Sender(work, [sink], now=clock.now, patience=PATIENCE, rest=REST)
        tick = Tick(WorkingCalendar(ZoneInfo("Europe/Paris")))
        pulse = Pulse(work, tick, now=clock.now, wake=sender.wake, every=0.2)
        running = [asyncio.create_task(sender.run()), asyncio.create_task(pulse.run())]
        begun.set()

        def left(session: Session) -> int:
            counts = outbox.counts(session)
            waiting = sum(counts.values()) - counts[OutboxState.SENT]
            through, now = sweeps.through(session, key=MORNINGS), clock.now()
            to_come = through is None or through.date() < now.date()
            return waiting + to_come + letter_items.anything_due(session, now=now)

        while await work.read(left):  # noqa: ASYNC110 - other processes send too
            await asyncio.sleep(0.05)
        pulse.stop()
        sender.stop()
        await asyncio.gather(*running)
        await work.close()
