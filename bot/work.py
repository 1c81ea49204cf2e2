"""Threads in which synchronous functions reach the database, and the sharing of one transaction by those who wait."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from contextvars import copy_context
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from storage.ahead import Ahead, Spoilt
from storage.database import Database
from storage.errors import DatabaseError
from storage.faults import was_undone

logger = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items in one transaction: 8,225 votes at once take 0.2 s on SQLite in transactions of 200, 4 s one by one.
MOST_TOGETHER = 200

# Seconds after which a transaction takes no further item: an answer never waits longer behind others.
LONGEST_BATCH = 0.05

# Threads that write to PostgreSQL. SQLite has one writer whatever we do: with one thread it never waits for a lock.
POSTGRESQL_WRITERS = 4

# Times that a lone item is tried when the server undoes its transaction in favour of another process's.
MOST_ATTEMPTS = 5

# Items for which is read at once what all of them need. More save little, and one that fails has more done again.
AHEAD = 32

READERS = 2


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """An item's result."""

    result: Result


@dataclass(frozen=True, slots=True)
class Failed:
    """What an item raised; nothing of it is stored."""

    error: Exception


BatchHandler = Callable[[Session, Sequence[Item]], Sequence[Done[Result] | Failed]]
ReadingAhead = Callable[[Session, Sequence[Item]], AbstractContextManager[Ahead]]


class Work:
    """Runs functions that take a session, away from the event loop."""

    def __init__(self, database: Database) -> None:
        self.database = database
        writers = 1 if database.dialect == "sqlite" else POSTGRESQL_WRITERS
        self._writers = ThreadPoolExecutor(writers, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._finishers: list[Callable[[], Awaitable[None]]] = []

    async def write(self, function: Callable[[Session], Result]) -> Result:
        """What the function gives, in a transaction of its own, once that is committed."""

        def run() -> Result:
            with self.database.write() as session:
                return function(session)

        return await self._in_thread(self._writers, run)

    async def read(self, function: Callable[[Session], Result]) -> Result:
        """What the function gives, on one state of the database; it cannot write."""

        def run() -> Result:
            with self.database.read() as session:
                return function(session)

        return await self._in_thread(self._readers, run)

    async def outside(self, function: Callable[[Database], Result]) -> Result:
        """What the function gives, outside any transaction, in turn with those that write."""
        return await self._in_thread(self._writers, lambda: function(self.database))

    def together(
        self,
        handle: Callable[[Session, Item], Result],
        *,
        own_savepoint: bool = True,
        ahead: ReadingAhead[Item] | None = None,
    ) -> Together[Item, Result]:
        """A way in for items that may share a transaction; `handle` is called for one item at a time.

        Items are handled one after the other, in the order in which they came.

        Each is in a savepoint: what one raises undoes its own effects and reaches its own caller. A handler that makes
        its own savepoint says `own_savepoint=False`; what escapes it then fails the transaction.

        With `ahead`, what several items need is read at once for a slice of them; their handler may then run twice.
        """

        def one(session: Session, item: Item) -> Done[Result] | Failed:
            return _in_savepoint(session, handle, item) if own_savepoint else Done(handle(session, item))

        def handle_all(session: Session, items: Sequence[Item]) -> list[Done[Result] | Failed]:
            outcomes: list[Done[Result] | Failed] = []
            until = time.monotonic() + LONGEST_BATCH
            size = AHEAD if ahead is not None and len(items) > 1 else 1
            for first in range(0, len(items), size):
                some = items[first : first + size]
                if ahead is None or len(some) == 1:
                    outcomes.append(one(session, some[0]))
                else:
                    outcomes += _ahead(session, ahead, one, some, until)
                if time.monotonic() >= until:
                    break
            return outcomes

        return self.in_batches(handle_all)

    def in_batches(self, handle_all: BatchHandler[Item, Result]) -> Together[Item, Result]:
        """The same for a handler of whole batches: it gives the outcomes of the first items, of one at least."""
        way_in = Together(self, handle_all)
        self._finishers.append(way_in.finish)
        return way_in

    async def close(self) -> None:
        """Finish what was asked for, then end the threads; the database stays open."""
        for finish in self._finishers:
            await finish()
        await asyncio.to_thread(self._writers.shutdown)
        await asyncio.to_thread(self._readers.shutdown)

    async def _in_thread(self, threads: ThreadPoolExecutor, function: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(threads, copy_context().run, function)


class Together(Generic[Item, Result]):
    """Group commit: what waits while a transaction runs shares the next one.

    A result is given only once it is committed. When a transaction fails as a whole, its items are tried again one by
    one, so that one of them cannot fail the others; a handler may thus run twice for an item, and must have no effect
    but what it writes. When the database itself fails, all are told.
    """

    def __init__(self, work: Work, handle_all: BatchHandler[Item, Result]) -> None:
        self._work = work
        self._handle_all = handle_all
        self._waiting: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> Result:
        """The item's result, once committed; raises what the item raised."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._task is None:
            self._task = asyncio.create_task(self._work_off())
        return await future

    async def finish(self) -> None:
        """Wait until nothing waits."""
        if self._task is not None:
            await self._task

    async def _work_off(self) -> None:
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        try:
            while self._waiting:
                item, future = self._waiting.popleft()
                # Who asked may have gone.
                if not future.done():
                    batch.append((item, future))
                if batch and (len(batch) == MOST_TOGETHER or not self._waiting):
                    outcomes = await self._outcomes([item for item, _ in batch])
                    for (_, future), outcome in zip(batch, outcomes, strict=False):
                        _give(future, outcome)
                    self._waiting.extendleft(reversed(batch[len(outcomes) :]))
                    batch = []
        finally:
            self._task = None
            for _, future in (*batch, *self._waiting):
                future.cancel()

    async def _outcomes(self, items: Sequence[Item], attempts: int = MOST_ATTEMPTS) -> Sequence[Done[Result] | Failed]:
        try:
            return await self._work.write(lambda session: self._handle_all(session, items))
        except DatabaseError as error:
            return [Failed(error)] * len(items)
        except Exception as error:
            if len(items) == 1:
                if attempts > 1 and was_undone(error):
                    return await self._outcomes(items, attempts - 1)
                return [Failed(error)]
            # Unsaid, a fault of every shared transaction would only make everything slower.
            extra = {"action": "transaction_split", "items": len(items), "problem": type(error).__name__}
            logger.warning("Transaction split", extra=extra, exc_info=error)
        return [outcome for item in items for outcome in await self._outcomes([item])]


def _ahead(
    session: Session,
    ahead: ReadingAhead[Item],
    one: Callable[[Session, Item], Done[Result] | Failed],
    items: Sequence[Item],
    until: float,
) -> list[Done[Result] | Failed]:
    """The outcomes of the first of these items, in one savepoint; one by one when an item must be undone."""

    def handled() -> list[Done[Result] | Failed]:
        outcomes: list[Done[Result] | Failed] = []
        for item in items:
            outcomes.append(one(session, item))
            if time.monotonic() >= until:
                break
        return outcomes

    with ahead(session, items) as read:
        try:
            with session.begin_nested():
                return handled()
        except Spoilt:
            read.begin_again()
            return handled()


def _in_savepoint(session: Session, handle: Callable[[Session, Item], Result], item: Item) -> Done[Result] | Failed:
    try:
        with session.begin_nested():
            return Done(handle(session, item))
    except Spoilt:
        raise
    except OperationalError:
        # The database, not the item: SQLite may have undone the whole transaction.
        raise
    except Exception as error:  # noqa: BLE001 - raised again where the item came from
        return Failed(error)


def _give(future: asyncio.Future[Result], outcome: Done[Result] | Failed) -> None:
    if future.done():
        return
    if isinstance(outcome, Failed):
        future.set_exception(outcome.error)
    else:
        future.set_result(outcome.result)
