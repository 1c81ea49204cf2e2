"""Processes killed at any instant: nothing is lost, nothing happens twice."""

import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from commands import wire
from commands.message import say
from storage import outbox
from storage.database import Database, open_database
from storage.outbox import Draft
from storage.rows.bookkeeping import InboxEvent
from storage.rows.delivery import OutboxMessage, OutboxState
from tests.conftest import upgraded
from tests.databases import Databases
from tests.kill.children import child, finish
from tests.kill.sender import deliver
from tests.kill.taker import take_all

NOW = datetime(2020, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def postgresql_database(postgresql_databases: Databases) -> Iterator[Database]:
    with postgresql_databases.fresh(upgraded) as url, open_database(url) as opened:
        yield opened


def fill(database: Database, messages: int, places: int) -> list[str]:
    keys = [f"k{number}" for number in range(messages)]
    with database.write() as session:
        drafts = (
            Draft(key=key, platform="file", place=f"salon-{number % places}", payload=wire.dump(say(f"message {key}")))
            for number, key in enumerate(keys)
        )
        outbox.enqueue_many(session, drafts=drafts, at=NOW)
    return keys


def assert_each_arrived_once_and_in_order(path: Path, keys: list[str]) -> None:
    arrived = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert sorted(record["key"] for record in arrived) == sorted(keys)
    assert all(record["text"] == f"message {record['key']}" for record in arrived)
    by_place: dict[str, list[int]] = defaultdict(list)
    for record in arrived:
        by_place[record["place"]].append(int(record["key"][1:]))
    assert all(numbers == sorted(numbers) for numbers in by_place.values())


def arrived(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def deliver_with_kills(database: Database, path: Path, *, messages: int, kills: int, seconds: float) -> None:
    chance = random.Random(messages)
    keys = fill(database, messages, places=10)
    arguments = (database.url.render_as_string(hide_password=False), path, seconds)
    for enough in sorted(chance.sample(range(messages * 9 // 10), kills)):
        with child(deliver, *arguments) as process:
            while arrived(path) < enough:
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 2 * seconds))
            assert process.is_alive()
    with child(deliver, *arguments) as process:
        finish(process)
    assert_each_arrived_once_and_in_order(path, keys)
    with database.read() as session:
        assert outbox.counts(session)[OutboxState.SENT] == messages


def test_a_sender_killed_several_times_delivers_each_message_once(database: Database, tmp_path: Path) -> None:
    deliver_with_kills(database, tmp_path / "sent.jsonl", messages=500, kills=5, seconds=0.02)


@pytest.mark.soak
@pytest.mark.timeout(1_200)
def test_ten_thousand_messages_through_twenty_kills(database: Database, tmp_path: Path) -> None:
    deliver_with_kills(database, tmp_path / "sent.jsonl", messages=10_000, kills=20, seconds=0.02)


def three_senders(database: Database, path: Path, *, messages: int, kills: int) -> None:
    chance = random.Random(messages)
    keys = fill(database, messages, places=30)
    arguments = (database.url.render_as_string(hide_password=False), path, 0.02)
    with child(deliver, *arguments) as first, child(deliver, *arguments) as second:
        for _ in range(kills):
            with child(deliver, *arguments):
                time.sleep(chance.uniform(0.05, 0.4))
        finish(first)
        finish(second)
    assert_each_arrived_once_and_in_order(path, keys)


@pytest.mark.postgresql
def test_three_senders_at_once_deliver_each_message_once(postgresql_database: Database, tmp_path: Path) -> None:
    three_senders(postgresql_database, tmp_path / "sent.jsonl", messages=1_000, kills=2)


@pytest.mark.soak
@pytest.mark.postgresql
@pytest.mark.timeout(1_200)
def test_three_senders_at_once_deliver_ten_thousand(postgresql_database: Database, tmp_path: Path) -> None:
    three_senders(postgresql_database, tmp_path / "sent.jsonl", messages=10_000, kills=5)


def take_with_kills(database: Database, *, events: int, kills: int) -> None:
    chance = random.Random(events)
    arguments = (database.url.render_as_string(hide_password=False), events)
    for _ in range(kills):
        with child(take_all, *arguments):
            time.sleep(chance.uniform(0.02, 0.15))
        assert taken(database) == enqueued(database)
    with child(take_all, *arguments) as process:
        finish(process)
    assert taken(database) == enqueued(database) == {str(number) for number in range(events)}


def taken(database: Database) -> set[str]:
    with database.read() as session:
        return set(session.scalars(select(InboxEvent.event_id)))


def enqueued(database: Database) -> set[str]:
    with database.read() as session:
        return set(session.scalars(select(OutboxMessage.key)))


def test_an_event_and_its_message_are_stored_together_or_not_at_all(database: Database) -> None:
    take_with_kills(database, events=300, kills=3)


@pytest.mark.soak
@pytest.mark.timeout(1_200)
def test_ten_thousand_events_and_their_messages_through_ten_kills(database: Database) -> None:
    take_with_kills(database, events=10_000, kills=10)
