"""Two transactions that wait for each other: the one that the server undoes is done again, and nobody is told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from bot.work import Together, Work
from storage.database import Database, open_database
from storage.errors import DatabaseBusy
from storage.faults import ends_transaction, was_undone
from storage.rows.bookkeeping import InboxEvent
from tests.conftest import upgraded
from tests.databases import Databases

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def postgresql_database(postgresql_databases: Databases) -> Iterator[Database]:
    with postgresql_databases.fresh(upgraded) as url, open_database(url) as opened:
        yield opened


def touch(session: Session, name: str) -> None:
    session.execute(update(InboxEvent).where(InboxEvent.event_id == name).values(taken_at=LATER))


@pytest.mark.postgresql
async def test_a_lone_item_is_done_again_when_the_server_undoes_it(postgresql_database: Database) -> None:
    with postgresql_database.write() as session:
        session.add_all(
            InboxEvent(platform="terminal", event_id=each, kind="line", taken_at=NOON) for each in ("one", "two")
        )
    attempts: list[str] = []
    ours, theirs = threading.Event(), threading.Event()

    def other() -> None:
        with postgresql_database.write() as session:
            # The server undoes whoever looks for the deadlock first.
            session.execute(text("SET LOCAL deadlock_timeout = '30s'"))
            touch(session, "two")
            theirs.set()
            assert ours.wait(20)
            touch(session, "one")

    def handle(session: Session, item: str) -> str:
        attempts.append(item)
        session.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
        touch(session, "one")
        ours.set()
        assert theirs.wait(20)
        touch(session, "two")
        return item.upper()

    work = Work(postgresql_database)
    together: Together[str, str] = work.together(handle)
    waiting = asyncio.create_task(asyncio.to_thread(other))
    assert await together("item") == "ITEM"
    await waiting
    assert attempts == ["item", "item"]
    await work.close()


def test_a_fault_of_one_statement_does_not_end_the_transaction() -> None:
    assert not ends_transaction(IntegrityError("insert", {}, ValueError()))
    assert not ends_transaction(LookupError())
    assert not was_undone(DatabaseBusy("x"))


def test_a_server_that_is_gone_ends_the_transaction() -> None:
    gone = OperationalError("select", {}, Exception(), connection_invalidated=True)
    assert ends_transaction(gone)
    assert not was_undone(gone)
