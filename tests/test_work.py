"""Group commit: what waits shares a transaction, and one item's failure is its own."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.work import Work
from storage.database import Database
from storage.rows.delivery import InboxEvent

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)


def store(session: Session, item: str) -> str:
    session.add(InboxEvent(platform="terminal", event_id=item, kind="line", taken_at=NOON))
    session.flush()
    if item.startswith("bad"):
        raise LookupError(item)
    return item.upper()


def stored(database: Database) -> list[str]:
    with database.read() as session:
        return sorted(session.scalars(select(InboxEvent.event_id)))


async def test_items_share_transactions_and_get_their_own_results(database: Database) -> None:
    work = Work(database)
    together = work.together(store)
    items = [f"i{number:03}" for number in range(120)]
    assert await asyncio.gather(*(together(item) for item in items)) == [item.upper() for item in items]
    assert stored(database) == items
    await work.close()


async def test_a_poisoned_item_fails_alone(database: Database) -> None:
    work = Work(database)
    together = work.together(store)
    results = await asyncio.gather(*(together(item) for item in ("a", "bad", "c")), return_exceptions=True)
    assert [results[0], results[2]] == ["A", "C"]
    assert isinstance(results[1], LookupError)
    assert stored(database) == ["a", "c"]
    await work.close()


async def test_a_failed_transaction_is_tried_again_one_by_one(sqlite_database: Database) -> None:
    work = Work(sqlite_database)

    def handle(session: Session, item: str) -> str:
        return store(session, item)

    together = work.together(handle, own_savepoint=False)
    results = await asyncio.gather(*(together(item) for item in ("a", "bad", "c")), return_exceptions=True)
    assert [results[0], results[2]] == ["A", "C"]
    assert isinstance(results[1], LookupError)
    assert stored(sqlite_database) == ["a", "c"]
    await work.close()


async def test_sqlite_has_one_writer_and_readers_do_not_wait_for_it(sqlite_database: Database) -> None:
    work = Work(sqlite_database)
    holding, release = threading.Event(), threading.Event()

    def hold(session: Session) -> str:
        store(session, "slow")
        holding.set()
        release.wait(10)
        return threading.current_thread().name

    writing = asyncio.create_task(work.write(hold))
    await asyncio.to_thread(holding.wait, 10)
    assert await work.read(lambda session: session.scalars(select(InboxEvent.event_id)).all()) == []
    release.set()
    first = await writing
    assert await work.write(lambda session: threading.current_thread().name) == first
    await work.close()


async def test_work_without_a_database_says_so_to_everyone(sqlite_database: Database) -> None:
    work = Work(sqlite_database)

    def fail(session: Session, item: str) -> str:
        raise LookupError(item)

    together = work.together(fail)
    with pytest.raises(LookupError, match="x"):
        await together("x")
    await work.close()
