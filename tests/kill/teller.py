"""Says updates through the dispatcher, many at once, in an order of its own; made to be killed on the way."""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from multiprocessing.synchronize import Event as Flag
from zoneinfo import ZoneInfo

from bot.work import Together, Work
from commands.call import Options
from commands.dispatch import Dispatcher
from commands.lexicon import LexiconCache
from commands.message import Message
from commands.request import Event, Identity, Place, Request
from commands.table import TABLE
from storage.database import Database, open_database

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)
# Who speaks of what: three subjects, of which two persons share one. They have seen all that will ever be said, so
# that the second is not asked whether to go on.
VOICES = (
    ("chef-de-file", "objectif maj 4.1.1.a"),
    ("manager", "objectif maj 4.1.1.a"),
    ("chef-de-projet", "projet maj developpement-du-teletravail"),
    ("chef-de-file-donnees", "objectif maj 4.4.1.a"),
)
ALL_SEEN = 999_999_999


def update(number: int) -> Request:
    """The update of this number: its event and its comment say which."""
    by, command = VOICES[number % len(VOICES)]
    text = f"{command} {number % 101} %, « note {number} », vu {ALL_SEEN}"
    event = Event("terminal", f"update-{number}", "line", NOON)
    return Request(Identity("terminal", by), Place("terminal", by, direct=True), text, event)


async def say_all(database: Database, numbers: Sequence[int]) -> list[Message | None]:
    """Say them all at once; the answers, None for an event that was taken before."""
    work = Work(database)
    dispatcher = Dispatcher(TABLE, Options(ZoneInfo("Europe/Paris")), LexiconCache())
    ask: Together[Request, Message | None] = work.together(
        lambda session, request: dispatcher.answer(session, request, now=NOON), own_savepoint=False
    )
    answers = await asyncio.gather(*(ask(update(number)) for number in numbers))
    await work.close()
    return answers


def tell(begun: Flag, address: str, total: int, seed: int) -> None:
    """Say every one of so many updates, as a platform does that delivers everything to everybody."""
    numbers = list(range(total))
    random.Random(seed).shuffle(numbers)
    with open_database(address) as database:
        begun.set()
        answers = asyncio.run(say_all(database, numbers))
    assert all(answer is None or answer.about.kind == "recorded" for answer in answers)
