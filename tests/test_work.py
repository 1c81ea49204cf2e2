"""Group commit: what waits shares a transaction, and one item's failure is its own."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.work import LONGEST_BATCH, MOST_TOGETHER, Done, Failed, Work
from storage.database import Database, open_database
from storage.errors import DatabaseBusy
from storage.rows.bookkeeping import InboxEvent
from tests.conftest import upgraded
from tests.databases import Databases

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)


def event_of(item: str) -> InboxEvent:
    return InboxEvent(platform="terminal", event_id=item, kind="line", taken_at=NOON)


def store(session: Session, item: str) -> str:
    session.add(event_of(item))
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
    together = work.together(store, own_savepoint=False)
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


async def test_a_result_is_given_only_once_it_is_committed(database: Database) -> None:
    work = Work(database)
    together = work.together(store)
    for item in ("a", "b", "c"):
        await together(item)
        assert item in stored(database)
    await work.close()


async def test_a_transaction_that_cannot_be_committed_gives_no_result(database: Database) -> None:
    def handle(session: Session, item: str) -> str:
        store(session, item)
        if item == "b":
            # Its savepoint is passed; what fails is the transaction, when it is flushed at the commit.
            session.info["late"] = [event_of("a-taken"), event_of("a-taken")]
            event.listen(session, "before_commit", add_late, once=True)
        return item

    def add_late(session: Session) -> None:
        session.add_all(session.info.pop("late"))

    work = Work(database)
    together = work.together(handle)
    results = await asyncio.gather(*(together(item) for item in ("a", "b", "c")), return_exceptions=True)
    assert [results[0], results[2]] == ["a", "c"]
    assert isinstance(results[1], IntegrityError)
    assert stored(database) == ["a", "c"]
    await work.close()


async def test_a_transaction_that_fails_is_logged_with_no_item(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    work = Work(sqlite_database)
    together = work.together(store, own_savepoint=False)
    await asyncio.gather(*(together(item) for item in ("a", "bad", "c")), return_exceptions=True)
    [said] = [record for record in caplog.records if record.name == "bot.work"]
    assert (said.getMessage(), vars(said)["action"], vars(said)["items"]) == (
        "Transaction split",
        "transaction_split",
        3,
    )
    await work.close()


async def test_a_busy_database_is_said_to_everyone_who_waits(
    sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.BUSY_TIMEOUT", 20)
    with sqlite_databases.fresh(upgraded) as url, open_database(url) as database:
        with sqlite3.connect(str(database.path), isolation_level=None) as holder:
            holder.execute("BEGIN IMMEDIATE")
            work = Work(database)
            together = work.together(store)
            results = await asyncio.gather(*(together(item) for item in ("a", "b", "c")), return_exceptions=True)
            assert [type(result) for result in results] == [DatabaseBusy] * 3
            holder.rollback()
        holder.close()
        assert await together("a") == "A"
        await work.close()


async def test_a_caller_who_goes_away_harms_nobody(sqlite_database: Database) -> None:
    work = Work(sqlite_database)
    together = work.together(store)
    asking = [asyncio.create_task(together(item)) for item in ("a", "b", "c")]
    await asyncio.sleep(0)
    asking[1].cancel()
    results = await asyncio.gather(*asking, return_exceptions=True)
    assert [results[0], results[2]] == ["A", "C"]
    assert isinstance(results[1], asyncio.CancelledError)
    await work.close()


async def test_a_long_batch_is_cut_so_that_answers_do_not_wait(sqlite_database: Database) -> None:
    transactions = []

    def handle(session: Session, item: int) -> int:
        time.sleep(LONGEST_BATCH * 0.6)
        transactions.append(session.get_transaction())
        return item

    work = Work(sqlite_database)
    together = work.together(handle, own_savepoint=False)
    assert await asyncio.gather(*(together(item) for item in range(6))) == list(range(6))
    # The first takes its place alone or with others; none shares with more than one.
    assert len(set(transactions)) >= 3
    await work.close()


async def test_closing_finishes_what_was_asked_for(sqlite_database: Database) -> None:
    work = Work(sqlite_database)
    together = work.together(store)
    asking = [asyncio.create_task(together(f"i{number}")) for number in range(50)]
    await asyncio.sleep(0)
    await work.close()
    assert len(await asyncio.gather(*asking)) == len(stored(sqlite_database)) == 50


async def test_a_burst_shares_few_transactions(database: Database) -> None:
    batches: list[int] = []

    def store_all(session: Session, items: Sequence[str]) -> list[Done[str] | Failed]:
        batches.append(len(items))
        return [Done(store(session, item)) for item in items]

    work = Work(database)
    together = work.in_batches(store_all)
    await asyncio.gather(*(together(f"i{number:04}") for number in range(1_000)))
    assert len(stored(database)) == sum(batches) == 1_000
    assert max(batches) == MOST_TOGETHER
    assert len(batches) <= 6
    await work.close()
