"""The terminal as a platform: lines in, text out, numbered choices, pictures written to a folder."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from bot import texts
from bot.clock import Clock
from bot.plain import plain
from bot.work import Together
from commands.charts import Chart
from commands.message import File, Message, Picture
from commands.request import Event, Identity, Place, Request
from storage.errors import DatabaseError

logger = logging.getLogger(__name__)

PLATFORM = "terminal"

# Shows a message to the person.
Show = Callable[[Message], None]
Ask = Together[Request, Message | None]


@dataclass(frozen=True, slots=True)
class Terminal:
    """A person's conversation in a terminal: every line is an event like any other platform's."""

    ask: Ask
    clock: Clock
    handle: str
    show: Show
    pictures: Path | None = None

    async def converse(self, lines: AsyncIterator[str], *, say: Callable[[str], None]) -> None:
        """Answer each line until there is none, or until the person leaves."""
        async for line in lines:
            if line.strip().lower() in texts.QUIT_WORDS:
                return
            if not line.strip():
                continue
            try:
                answer = await self.ask(self._request(line))
            except DatabaseError as error:
                logger.error("Database out of reach", extra={"action": "database_out_of_reach", "problem": error.key})
                say(str(error))
                continue
            if answer is not None:
                self.show(answer)
                for path in await self._written(answer):
                    say(texts.file_written(path))

    def _request(self, line: str) -> Request:
        event = Event(PLATFORM, uuid4().hex, "line", self.clock.now())
        return Request(Identity(PLATFORM, self.handle), Place(PLATFORM, self.handle, direct=True), line, event)

    async def _written(self, answer: Message) -> list[Path]:
        """The files of the answer's pictures and attachments, drawn away from the loop."""
        if self.pictures is None:
            return []
        written = []
        for block in answer.blocks:
            if isinstance(block, Picture):
                path = _free_name(self.pictures, f"{block.name}.png")
                path.write_bytes(await asyncio.to_thread(_drawn, block.chart))
                written.append(path)
            elif isinstance(block, File):
                path = _free_name(self.pictures, Path(block.name).name)
                path.write_bytes(block.content)
                written.append(path)
        return written


def show_plain(write: Callable[[str], object]) -> Show:
    """Shows a message as plain text, a blank line after it."""

    def show(message: Message) -> None:
        write(plain(message) + "\n\n")

    return show


def _drawn(chart: Chart) -> bytes:
    from bot.pictures import draw

    return draw(chart)


def _free_name(folder: Path, name: str) -> Path:
    """The name in the folder, numbered when it is taken: nothing is written over."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path
