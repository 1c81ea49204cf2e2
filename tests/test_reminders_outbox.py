"""What is sent unasked goes out once under its key, whatever is enqueued again."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from commands import wire
from commands.message import say
from commands.request import Place
from reminders.outbox import enqueue
from storage.database import Database
from storage.rows.delivery import OutboxMessage

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)
PLACE = Place("slack", "C0EXEMPLE1")


def test_a_key_is_used_once(database: Database) -> None:
    for expected in (True, False):
        with database.write() as session:
            assert enqueue(session, key="rule:4.2.2", place=PLACE, message=say("bonjour"), at=NOON) is expected
    with database.read() as session:
        [row] = session.scalars(select(OutboxMessage)).all()
        assert (row.platform, row.place) == ("slack", "C0EXEMPLE1")
        assert wire.load(row.payload) == say("bonjour")


def test_nothing_is_enqueued_by_a_transaction_that_fails(database: Database) -> None:
    try:
        with database.write() as session:
            enqueue(session, key="rule:4.2.2", place=PLACE, message=say("bonjour"), at=NOON)
            raise LookupError
    except LookupError:
        pass
    with database.read() as session:
        assert session.scalars(select(OutboxMessage)).all() == []
