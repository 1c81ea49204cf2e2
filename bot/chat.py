"""`dimension chat`: the bot in the terminal, with its own database and nothing to configure."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import texts
from bot.app import dispatcher, pulse
from bot.clock import Clock, SystemClock, moved_to
from bot.opening import Content, open_ready
from bot.plain import spelt_out
from bot.sender import Sender
from bot.settings import Settings
from bot.sinks import TerminalSink
from bot.terminal import PLATFORM, Ask, Show, Terminal, show_plain
from bot.work import Work
from commands.dispatch import Dispatcher
from storage import people
from storage.database import Database
from storage.errors import DatabaseError
from storage.organisation.files import EXAMPLE

# The day on which a conversation opens with the example organisation: a Monday on which the plan is under way, some of
# its deadlines past and most to come.
OPENING_DAY = date(2020, 11, 23)
FOLDER = Path(".dimension")
# Who one is in the example organisation unless told.
USUAL_HANDLE = "manager"


class UnknownPerson(Exception):
    """A handle that the register does not have; `str()` is a French sentence."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the options of the command line ask for."""

    day: date | None = None
    handle: str | None = None
    database: str | None = None
    empty: bool = False
    pictures: Path | None = None

    @property
    def address(self) -> str:
        """The database: one for the example organisation, another one without it."""
        return self.database or str(FOLDER / ("chat-empty.db" if self.empty else "chat.db"))


def chat(settings: Settings, conversation: Conversation) -> None:
    """Talk until the person leaves or the input ends. Raises UnknownPerson, DatabaseError, CatalogueError."""
    day = conversation.day or (None if conversation.empty else OPENING_DAY)
    clock: Clock = moved_to(day, settings.zone) if day else SystemClock()
    content = Content(settings.catalogue.folder, None if conversation.empty else EXAMPLE)
    opened = open_ready(conversation.address, content, now=clock.now())
    try:
        handle = _known_handle(opened.database, conversation)
        asyncio.run(_converse(settings, conversation, clock, opened.database, handle))
    finally:
        opened.database.dispose()


def _known_handle(database: Database, conversation: Conversation) -> str:
    """The person to speak as; nobody where the register is empty."""
    with database.read() as session:
        known = people.handles(session)
    handle = conversation.handle or (USUAL_HANDLE if USUAL_HANDLE in known else "")
    if handle and handle not in known:
        shown = [each for each in texts.SUGGESTED if each in known] or known
        raise UnknownPerson(texts.unknown_person(handle, shown))
    return handle


async def _converse(
    settings: Settings, conversation: Conversation, clock: Clock, database: Database, handle: str
) -> None:
    answering: Dispatcher = dispatcher(settings)
    work = Work(database)
    ask: Ask = work.together(
        lambda session, request: answering.answer(session, request, now=clock.now()), own_savepoint=False
    )
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    show, say, lines = _interactive(handle) if interactive else _piped()
    terminal = Terminal(ask, clock, handle, show, conversation.pictures)
    # Other conversations may be open on the same database: what is meant for their persons is left to them.
    sink = TerminalSink(lambda _place, message: show(spelt_out(message)), name=PLATFORM)
    sender = Sender(work, [sink], now=clock.now, only={PLATFORM: {handle}})
    beating = pulse(settings, work, now=clock.now, wake=sender.wake)
    running = [asyncio.create_task(beating.run())]
    try:
        if interactive:
            today = clock.now().astimezone(settings.zone).date()
            others = [each for each in texts.SUGGESTED if each != handle]
            say(texts.welcome(today, handle, others, fictitious=not conversation.empty) + "\n")
            # The prompt does not wait: what comes is shown above it.
            running.append(asyncio.create_task(beating.beat()))
        else:
            # What was waiting is read before the first answer, whatever the speed of the pipe.
            await beating.beat()
            with suppress(DatabaseError):
                # Out of reach just now: the sender says so in the log, and tries again.
                await sender.drain()
        running.append(asyncio.create_task(sender.run()))
        await terminal.converse(lines, say=say)
    finally:
        beating.stop()
        sender.stop()
        await asyncio.gather(*running)
        await work.close()


def _piped() -> tuple[Show, Callable[[str], None], AsyncIterator[str]]:
    """Plain text on standard output, lines from standard input."""

    def say(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    async def lines() -> AsyncIterator[str]:
        while line := await asyncio.to_thread(sys.stdin.readline):
            yield line.rstrip("\n")

    return show_plain(sys.stdout.write), say, lines()


def _interactive(handle: str) -> tuple[Show, Callable[[str], None], AsyncIterator[str]]:
    """A prompt with history and completion; answers that wrap under themselves."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.history import FileHistory
    from prompt_toolkit.patch_stdout import patch_stdout

    from bot.screen import say_on_screen, show_on_screen

    FOLDER.mkdir(exist_ok=True)
    completer = WordCompleter(list(_sentences()), sentence=True, ignore_case=True)
    session: PromptSession[str] = PromptSession(
        history=FileHistory(FOLDER / "history"), completer=completer, complete_while_typing=False
    )

    async def lines() -> AsyncIterator[str]:
        while True:
            try:
                # What is sent meanwhile is shown above the line being typed; an answer is shown without it.
                with patch_stdout(raw=True):
                    line = await session.prompt_async(texts.PROMPT)
            except (EOFError, KeyboardInterrupt):
                say_on_screen(texts.GOODBYE)
                return
            yield line

    del handle
    return show_on_screen, say_on_screen, lines()


def _sentences() -> Iterator[str]:
    """What completion offers: every command, under each of its names."""
    from commands.table import TABLE

    for name, group in TABLE.groups.items():
        for verb in group.verbs:
            yield f"/{name} {verb} "
