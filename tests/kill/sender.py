"""Delivers an outbox to a file until nothing is left; made to be killed on the way."""

import asyncio
from datetime import UTC, datetime
from multiprocessing.synchronize import Event
from pathlib import Path

from sqlalchemy.orm import Session

from bot.delivery import Patience
from bot.platform import Pace, Route
from bot.sender import Sender
from bot.sinks import FileSink
from bot.work import Work
from commands.message import Message, lines_of, text_of
from storage import outbox
from storage.database import open_database
from storage.rows.delivery import OutboxState

# Seconds: the next process has not long to wait for what this one leaves in hand.
PATIENCE = Patience(lease=3.0, call=1.0, settling=0.1)
REST = 0.1


class SlowFile:
    """A file that takes its time, so that a kill falls before its writing or after it."""

    name = "file"
    pace = Pace()

    def __init__(self, sink: FileSink, seconds: float) -> None:
        self._sink = sink
        self._half = seconds / 2

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        await asyncio.sleep(self._half)
        remote_id = await self._sink.send(place, message, key=key)
        await asyncio.sleep(self._half)
        return remote_id

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        await self._sink.edit(place, remote_id, message, key=key)

    async def find(self, place: str, *, key: str) -> str | None:
        return await self._sink.find(place, key=key)


def text_of_message(message: Message) -> str:
    return "\n".join(text_of(line) for line in lines_of(message))


def deliver(begun: Event, address: str, path: Path, seconds: float) -> None:
    """Each call takes so many seconds, half of them before the file is written and half after."""
    asyncio.run(_deliver(begun, address, path, seconds))


async def _deliver(begun: Event, address: str, path: Path, seconds: float) -> None:
    with open_database(address) as database:
        work = Work(database)
        sink = SlowFile(FileSink(path, text_of=text_of_message), seconds)
        sender = Sender(work, [sink], now=lambda: datetime.now(UTC), patience=PATIENCE, rest=REST)
        running = asyncio.create_task(sender.run())
        begun.set()
        await asyncio.wait([running, asyncio.create_task(_until_all_sent(work))], return_when=asyncio.FIRST_COMPLETED)
        sender.stop()
        await running
        await work.close()


async def _until_all_sent(work: Work) -> None:
    def left(session: Session) -> int:
        counts = outbox.counts(session)
        return sum(counts.values()) - counts[OutboxState.SENT]

    while await work.read(left):  # noqa: ASYNC110 - other processes send too
        await asyncio.sleep(0.05)
