"""The sender: each message once, in order, whoever else sends and whatever goes wrong around it."""

from __future__ import annotations

import asyncio
import itertools
import random
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.delivery import Patience
from bot.platform import DeliveryError, Pace, Route
from bot.sender import Load, Sender
from bot.work import Work
from commands.message import Message
from storage import sending as storage_sending
from storage.database import Database, open_database
from storage.rows.delivery import OutboxState
from tests.conftest import upgraded
from tests.databases import Databases
from tests.deliveries import NOON, PATIENCE, Passing, Recorder, Standing, drained, enqueue, row_of, sender, states


async def until(true: Callable[[], bool]) -> None:
    """Wait until it is true, ten seconds at most."""
    for _ in range(1_000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("still not")


async def test_messages_arrive_once_and_in_order(database: Database) -> None:
    platform = Recorder()
    keys = [f"k{number:02}" for number in range(30)]
    enqueue(database, *keys)
    enqueue(database, "other", place="C2")
    assert set((await drained(database, platform)).values()) == {OutboxState.SENT}
    assert [key for place, key, _ in platform.sent if place == "C1"] == keys
    assert ("C2", "other", "message other") in platform.sent
    assert row_of(database, "other").remote_id == "id-other"
    await drained(database, platform)
    assert len(platform.sent) == 31


async def test_what_is_not_due_waits(sqlite_database: Database) -> None:
    platform, hour = Recorder(), Standing()
    enqueue(sqlite_database, "later", not_before=NOON + timedelta(minutes=5))
    async with sender(sqlite_database, platform, now=hour) as sending:
        await sending.drain()
        assert states(sqlite_database) == {"later": OutboxState.PENDING}
        hour.advance(300)
        await sending.drain()
    assert platform.keys == ["later"]


async def test_an_edit_replaces_what_was_sent(sqlite_database: Database) -> None:
    platform = Recorder()
    enqueue(sqlite_database, "a")
    enqueue(sqlite_database, "a2", target="id-a")
    await drained(sqlite_database, platform)
    assert platform.sent[1] == ("C1", "a2", "edits id-a")


async def test_each_platform_gets_its_own(sqlite_database: Database) -> None:
    first, second = Recorder(), Recorder(name="second")
    enqueue(sqlite_database, "a", "b")
    enqueue(sqlite_database, "c", platform="second")
    enqueue(sqlite_database, "d", platform="absent")
    async with sender(sqlite_database, first, second) as sending:
        await sending.drain()
    assert (first.keys, second.keys) == (["a", "b"], ["c"])
    assert states(sqlite_database)["d"] is OutboxState.PENDING


async def test_many_messages_share_transactions(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    platform = Recorder()
    for place in range(60):
        enqueue(database, f"{place}-1", f"{place}-2", place=f"C{place}")
    async with sender(database, platform, now=Standing()) as sending:
        await sending.drain()
    assert len(platform.sent) == 120
    assert "transaction_split" not in {vars(record).get("action") for record in caplog.records}


async def test_a_running_sender_wakes_and_stops(sqlite_database: Database) -> None:
    platform = Recorder()
    work = Work(sqlite_database)
    sending = Sender(work, [platform], now=Passing(), patience=PATIENCE, rest=60)
    running = asyncio.create_task(sending.run())
    await asyncio.sleep(0.05)
    enqueue(sqlite_database, "a")
    sending.wake()
    await until(lambda: platform.keys == ["a"])
    sending.stop()
    await asyncio.wait_for(running, timeout=10)
    await work.close()


async def test_what_another_process_enqueues_is_found_without_waking(sqlite_database: Database) -> None:
    platform = Recorder()
    async with sender(sqlite_database, platform) as sending:
        running = asyncio.create_task(sending.run())
        await asyncio.sleep(0.05)
        enqueue(sqlite_database, "a")
        await until(lambda: platform.keys == ["a"])
        sending.stop()
        await running


class Gate(Recorder):
    """A platform whose calls begin and then wait to be let through."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Event()
        self.open = asyncio.Event()

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        self.begun.set()
        await self.open.wait()
        return await super().send(place, message, key=key, route=route)


async def test_who_stops_ends_the_call_under_way_and_gives_the_rest_back(database: Database) -> None:
    platform = Gate()
    enqueue(database, "a", "b", "c")
    async with sender(database, platform) as sending:
        running = asyncio.create_task(sending.run())
        await platform.begun.wait()
        assert states(database) == {"a": OutboxState.SENDING, "b": OutboxState.CLAIMED, "c": OutboxState.CLAIMED}
        sending.stop()
        await asyncio.sleep(0.02)
        assert not running.done()
        platform.open.set()
        await asyncio.wait_for(running, timeout=10)
    assert states(database) == {"a": OutboxState.SENT, "b": OutboxState.PENDING, "c": OutboxState.PENDING}
    assert (row_of(database, "b").attempts, row_of(database, "b").owner) == (0, None)
    assert platform.keys == ["a"]


async def test_a_sender_has_no_more_in_hand_than_its_load(sqlite_database: Database) -> None:
    platform = Gate()
    for place in range(10):
        enqueue(sqlite_database, *(f"{place}-{number}" for number in range(5)), place=f"C{place}")
    async with sender(sqlite_database, platform, load=Load(most=6, most_per_place=2)) as sending:
        running = asyncio.create_task(sending.run())
        await platform.begun.wait()
        await asyncio.sleep(0.05)
        in_hand = [key for key, state in states(sqlite_database).items() if state is not OutboxState.PENDING]
        assert 1 < len(in_hand) <= 6
        assert max(sum(key.startswith(f"{place}-") for key in in_hand) for place in range(10)) <= 2
        platform.open.set()
        await until(lambda: len(platform.sent) == 50)
        sending.stop()
        await running


async def test_a_platform_is_written_to_at_its_pace(sqlite_database: Database) -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    platform = Recorder(pace=Pace(per_place=0.05))
    enqueue(sqlite_database, "a", "b", "c")
    async with sender(sqlite_database, platform) as sending:
        await sending.drain()
    assert platform.keys == ["a", "b", "c"]
    assert loop.time() - begun >= 0.1


async def test_who_stops_does_not_wait_for_the_pace(sqlite_database: Database) -> None:
    platform = Recorder(pace=Pace(per_place=3_600))
    enqueue(sqlite_database, "a", "b")
    async with sender(sqlite_database, platform) as sending:
        running = asyncio.create_task(sending.run())
        await until(lambda: platform.keys == ["a"])
        sending.stop()
        await asyncio.wait_for(running, timeout=10)
    assert states(sqlite_database)["b"] is OutboxState.PENDING


async def test_a_sender_outlives_an_error_of_its_own(sqlite_database: Database) -> None:
    platform = Recorder()
    enqueue(sqlite_database, "a")
    looks = itertools.count()

    def hour() -> datetime:
        look = next(looks)
        if look == 0:
            raise LookupError("no hour")
        return NOON + timedelta(seconds=look)

    async with sender(sqlite_database, platform, now=hour) as sending:
        running = asyncio.create_task(sending.run())
        await until(lambda: platform.keys == ["a"])
        sending.stop()
        await running


async def test_a_sender_outlives_a_database_out_of_reach(
    sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("storage.database.BUSY_TIMEOUT", 20)
    platform = Recorder()
    with sqlite_databases.fresh(upgraded) as url, open_database(url) as database:
        enqueue(database, "a")
        holder = sqlite3.connect(str(database.path), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        async with sender(database, platform) as sending:
            running = asyncio.create_task(sending.run())
            await until(lambda: "Outbox out of reach" in caplog.text)
            holder.close()
            await until(lambda: platform.keys == ["a"])
            sending.stop()
            await running


async def test_two_senders_side_by_side_deliver_each_message_once_and_in_order(database: Database) -> None:
    platform = Recorder()
    for number in range(60):
        enqueue(database, f"{number:03}", place=f"C{number % 4}")
    load = Load(most=4, most_per_place=2)
    async with sender(database, platform, load=load) as first, sender(database, platform, load=load) as second:
        running = [asyncio.create_task(each.run()) for each in (first, second)]
        await until(lambda: len(platform.sent) >= 60)
        first.stop()
        second.stop()
        await asyncio.gather(*running)
    assert_once_and_in_order(platform, 60)


class Capricious(Recorder):
    """Fails at random: refuses, does not answer though it took the message, or though it did not."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        self.arrives = self._chance.random() < 0.5
        if self._chance.random() < 0.3:
            fault = TimeoutError() if self.arrives else self._chance.choice([DeliveryError("busy"), TimeoutError()])
            self.faults = [fault]
        return await super().send(place, message, key=key, route=route)

    async def find(self, place: str, *, key: str) -> str | None:
        if self._chance.random() < 0.2:
            self.look_up_faults = [DeliveryError("busy")]
        return await super().find(place, key=key)


@pytest.mark.parametrize("messages", [100, pytest.param(5_000, marks=pytest.mark.soak)])
async def test_a_platform_that_fails_in_every_way_still_gets_each_message_once(
    sqlite_database: Database, messages: int
) -> None:
    platform = Capricious(random.Random(messages))
    for number in range(messages):
        enqueue(sqlite_database, f"{number:05}", place=f"C{number % 5}")
    patience = Patience(settling=1, most_tries=100, lease=3_600, call=30)
    async with sender(sqlite_database, platform, patience=patience) as sending:
        while set(states(sqlite_database).values()) != {OutboxState.SENT}:
            await sending.drain()
    assert_once_and_in_order(platform, messages)


def assert_once_and_in_order(platform: Recorder, messages: int) -> None:
    by_place: dict[str, list[str]] = defaultdict(list)
    for place, key, _ in platform.sent:
        by_place[place].append(key)
    assert sum(map(len, by_place.values())) == messages
    assert all(keys == sorted(set(keys)) for keys in by_place.values())


async def test_what_a_killed_sender_left_is_taken_up(database: Database) -> None:
    platform = Recorder()
    platform.sent.append(("C1", "arrived", "message arrived"))
    enqueue(database, "arrived", "next")
    enqueue(database, "not arrived", place="C2")
    hour = Standing()
    lease = NOON + timedelta(seconds=30)
    with database.write() as session:
        claimed = storage_sending.claim(
            session, owner="dead", platform="recorder", now=NOON, lease_until=lease, limit=10
        )
        ids = [each.id for each in claimed if each.key != "next"]
        storage_sending.mark_sending(session, ids=ids, owner="dead", lease_until=lease)
    async with sender(database, platform, now=hour) as sending:
        hour.advance(29)
        await sending.drain()
        assert platform.keys == ["arrived"]
        hour.advance(1)
        await sending.drain()
    assert set(states(database).values()) == {OutboxState.SENT}
    assert sorted(platform.looked_up) == ["arrived", "not arrived"]
    assert sorted(platform.keys) == ["arrived", "next", "not arrived"]
