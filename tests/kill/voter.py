"""Votes for everybody, by group commit as the bot does, each event delivered again and again; made to be killed."""

import asyncio
import os
from datetime import UTC, datetime
from multiprocessing.synchronize import Event as Begun
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.work import Together, Work
from commands.call import Options
from commands.dispatch import Dispatcher
from commands.lexicon import LexiconCache
from commands.message import Message
from commands.request import Event, Identity, Place, Request
from commands.table import TABLE
from storage.database import open_database

# Before the poll's end, whenever the test runs.
NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)


def request(voter: int, poll: int) -> Request:
    """What the voter of this number types: one of six rankings."""
    handle = f"directeur-{voter:04}"
    ranking = ("1 2 3", "1 3 2", "2 1 3", "2 3 1", "3 1 2", "3 2 1")[voter % 6]
    event = Event("terminal", f"vote-{voter}", "line", NOON)
    return Request(
        Identity("terminal", handle), Place("terminal", handle, direct=True), f"sondage voter {poll} {ranking}", event
    )


def vote_all(begun: Begun, address: str, poll: int, voters: list[int], acknowledged: Path) -> None:
    """Cast these votes in this order; a vote's number is written to the file once its receipt has come."""
    asyncio.run(_vote_all(begun, address, poll, voters, acknowledged))


async def _vote_all(begun: Begun, address: str, poll: int, voters: list[int], acknowledged: Path) -> None:
    dispatcher = Dispatcher(TABLE, Options(ZoneInfo("Europe/Paris")), LexiconCache())
    file = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with open_database(address) as database:
        work = Work(database)
        ask: Together[Request, Message | None] = work.together(
            lambda session, asked: dispatcher.answer(session, asked, now=NOON),
            own_savepoint=False,
            ahead=dispatcher.reading_ahead,
        )

        async def one(voter: int) -> None:
            # None: the event was taken by another delivery, which has counted it.
            await ask(request(voter, poll))
            os.write(file, f"{voter}\n".encode())

        begun.set()
        await asyncio.gather(*(one(voter) for voter in voters))
        await work.close()
    os.close(file)
