"""What is sent unasked goes out once under its key, whatever is enqueued again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from commands import wire
from commands.message import (
    Audience,
    Bullets,
    Button,
    Choices,
    File,
    Item,
    Link,
    Mention,
    Message,
    Paragraph,
    Strong,
    line,
    say,
)
from commands.request import Place
from reminders.outbox import enqueue
from storage.database import Database, open_database
from storage.rows.delivery import OutboxMessage, OutboxState

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
    with suppress(LookupError), database.write() as session:
        enqueue(session, key="rule:4.2.2", place=PLACE, message=say("bonjour"), at=NOON)
        raise LookupError
    with database.read() as session:
        assert session.scalars(select(OutboxMessage)).all() == []


def test_of_several_processes_one_enqueues(database: Database, upgraded_url: str) -> None:
    def race(_: int) -> int:
        with open_database(upgraded_url) as mine:
            return sum(enqueue_one(mine, f"rule:{number}") for number in range(20))

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(race, range(4))) == 20


def enqueue_one(database: Database, key: str) -> bool:
    with database.write() as session:
        return enqueue(session, key=key, place=PLACE, message=say("bonjour"), at=NOON)


def test_a_message_comes_back_from_the_outbox_as_it_was_put_in(database: Database) -> None:
    message = Message(
        (
            Paragraph(
                (line(Strong("4.2.2"), " <!channel> @room & <b>", Link("fiche", "https://example.org/?a=1&b=2")),)
            ),
            Bullets((Item(line("a\u202f: 62\u00a0%")), Item(line(Mention("chef-de-file", "Chef de file")), mark="b."))),
            File("séance.txt", "text/plain", b"\x00\xff"),
            Choices((Button("Oui", says="sondage voter 12 1"),)),
        ),
        audience=Audience.PERSONAL,
    )
    later = NOON + timedelta(days=1)
    with database.write() as session:
        assert enqueue(session, key="k", place=PLACE, message=message, at=NOON, not_before=later)
    with database.read() as session:
        row = session.scalars(select(OutboxMessage)).one()
    assert wire.load(row.payload) == message
    assert (row.created_at, row.not_before, row.state) == (NOON, later, OutboxState.PENDING)
