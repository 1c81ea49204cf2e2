"""One message and its platform: refusals, calls without an answer, look-ups, and what is left to the operator."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot.delivery import Patience
from bot.platform import DeliveryError, Route
from commands.message import Message
from storage import outbox
from storage.database import Database
from storage.rows.delivery import OutboxState
from tests.deliveries import NOON, PATIENCE, Recorder, Standing, drained, enqueue, row_of, sender, states


class Most(random.Random):
    """Draws the longest wait every time."""

    def uniform(self, a: float, b: float) -> float:
        return b


async def test_a_refusal_is_tried_again_and_keeps_the_order(sqlite_database: Database) -> None:
    platform = Recorder(faults=[DeliveryError("ratelimited"), None, DeliveryError("ratelimited")])
    enqueue(sqlite_database, "a", "b", "c")
    assert set((await drained(sqlite_database, platform)).values()) == {OutboxState.SENT}
    assert platform.keys == ["a", "b", "c"]
    assert platform.looked_up == []


async def test_a_platform_is_left_alone_for_as_long_as_it_asks(database: Database) -> None:
    platform, hour = Recorder(faults=[DeliveryError("ratelimited", retry_after=120)]), Standing()
    enqueue(database, "a", "b")
    enqueue(database, "elsewhere", place="C2")
    async with sender(database, platform, now=hour) as sending:
        await sending.drain()
        first = next(key for key in ("a", "elsewhere") if key not in platform.keys)
        row = row_of(database, first)
        assert (row.state, row.attempts, row.failure) == (OutboxState.PENDING, 1, "ratelimited")
        assert timedelta(seconds=120) <= row.try_at - NOON <= timedelta(seconds=121)
        hour.advance(119)
        await sending.drain()
        assert first not in platform.keys
        hour.advance(2)
        await sending.drain()
    assert set(states(database).values()) == {OutboxState.SENT}
    assert platform.keys.index("a") < platform.keys.index("b")


async def test_waits_grow_from_one_refusal_to_the_next(sqlite_database: Database) -> None:
    platform, hour = Recorder(faults=[DeliveryError("no") for _ in range(12)]), Standing()
    enqueue(sqlite_database, "a")
    waits = []
    patience = Patience(most_tries=40)
    async with sender(sqlite_database, platform, now=hour, chance=Most(), patience=patience) as sending:
        while "a" not in platform.keys:
            await sending.drain()
            wait = (row_of(sqlite_database, "a").try_at - hour.now).total_seconds()
            waits.append(wait)
            hour.advance(wait)
    assert waits[:12] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]


async def test_a_permanent_refusal_is_a_dead_letter_and_lets_others_pass(sqlite_database: Database) -> None:
    platform = Recorder(faults=[DeliveryError("channel_not_found", permanent=True)])
    enqueue(sqlite_database, "a", "b")
    assert await drained(sqlite_database, platform) == {"a": OutboxState.FAILED, "b": OutboxState.SENT}
    with sqlite_database.read() as session:
        [letter] = outbox.dead_letters(session)
        assert (letter.key, letter.attempts, letter.failure) == ("a", 1, "channel_not_found")
    with sqlite_database.write() as session:
        assert outbox.retry_dead_letters(session, at=NOON) == 1
    assert (await drained(sqlite_database, platform))["a"] is OutboxState.SENT


async def test_too_many_refusals_make_a_dead_letter(sqlite_database: Database) -> None:
    platform = Recorder(faults=[DeliveryError("no") for _ in range(9)])
    enqueue(sqlite_database, "a")
    assert await drained(sqlite_database, platform) == {"a": OutboxState.FAILED}
    assert row_of(sqlite_database, "a").attempts == PATIENCE.most_tries
    assert len(platform.faults) == 9 - PATIENCE.most_tries


async def test_a_message_that_cannot_be_read_is_a_dead_letter_and_stops_nothing(sqlite_database: Database) -> None:
    platform = Recorder()
    enqueue(sqlite_database, "a", payload="{")
    enqueue(sqlite_database, "b")
    assert await drained(sqlite_database, platform) == {"a": OutboxState.FAILED, "b": OutboxState.SENT}
    failure = row_of(sqlite_database, "a").failure
    assert failure is not None
    assert failure.startswith("not composed: ")


@pytest.mark.parametrize(
    "fault", [TimeoutError(), ConnectionResetError(), RuntimeError("a bug in the platform's client")]
)
async def test_an_unanswered_call_is_looked_up_before_anything_is_sent_again(
    database: Database, fault: Exception
) -> None:
    platform = Recorder(faults=[fault], arrives=True)
    enqueue(database, "a", "b")
    assert await drained(database, platform) == {"a": OutboxState.SENT, "b": OutboxState.SENT}
    assert (platform.keys, platform.looked_up) == (["a", "b"], ["a"])
    assert row_of(database, "a").remote_id == "id-a"


async def test_an_unanswered_call_that_did_not_arrive_is_made_again(database: Database) -> None:
    platform = Recorder(faults=[TimeoutError()])
    enqueue(database, "a", "b")
    await drained(database, platform)
    assert (platform.keys, platform.looked_up) == (["a", "b"], ["a"])


async def test_a_platform_has_time_to_settle_before_it_is_asked(sqlite_database: Database) -> None:
    platform, hour = Recorder(faults=[TimeoutError()], arrives=True), Standing()
    enqueue(sqlite_database, "a", "b")
    async with sender(sqlite_database, platform, now=hour) as sending:
        await sending.drain()
        assert states(sqlite_database) == {"a": OutboxState.UNKNOWN, "b": OutboxState.PENDING}
        assert platform.looked_up == []
        hour.advance(PATIENCE.settling)
        await sending.drain()
    assert (platform.keys, platform.looked_up) == (["a", "b"], ["a"])


class Hanging(Recorder):
    """Takes the message and never answers, the first time."""

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        id_ = await super().send(place, message, key=key, route=route)
        if key == "a":
            await asyncio.sleep(3_600)
        return id_


async def test_a_call_that_never_ends_is_cut_short_and_looked_up(sqlite_database: Database) -> None:
    platform, hour = Hanging(), Standing()
    enqueue(sqlite_database, "a", "b")
    patience = Patience(call=0.05, settling=1, lease=30)
    async with sender(sqlite_database, platform, now=hour, patience=patience) as sending:
        await sending.drain()
        assert states(sqlite_database)["a"] is OutboxState.UNKNOWN
        hour.advance(1)
        await sending.drain()
    assert (platform.keys, platform.looked_up) == (["a", "b"], ["a"])


async def test_a_look_up_without_an_answer_is_made_again_and_nothing_is_sent(database: Database) -> None:
    faults = [DeliveryError("busy", retry_after=60), ConnectionResetError()]
    platform, hour = Recorder(faults=[TimeoutError()], arrives=True, look_up_faults=list(faults)), Standing()
    enqueue(database, "a", "b")
    async with sender(database, platform, now=hour, patience=Patience(settling=1, most_tries=9)) as sending:
        for seconds, looked_up in ((0, 0), (1, 1), (59, 1), (2, 2), (30, 3)):
            hour.advance(seconds)
            await sending.drain()
            assert len(platform.looked_up) == looked_up
    assert platform.keys == ["a", "b"]


async def test_too_many_look_ups_without_an_answer_make_a_dead_letter(sqlite_database: Database) -> None:
    faults: Sequence[Exception] = [DeliveryError("down") for _ in range(9)]
    platform = Recorder(faults=[TimeoutError()], look_up_faults=list(faults))
    enqueue(sqlite_database, "a", "b")
    assert await drained(sqlite_database, platform) == {"a": OutboxState.FAILED, "b": OutboxState.SENT}
    assert row_of(sqlite_database, "a").failure == "cannot be looked up: down"


async def test_what_cannot_be_looked_up_is_left_to_the_operator(database: Database) -> None:
    platform = Recorder(faults=[TimeoutError()], can_look_up=False)
    enqueue(database, "a", "b")
    assert await drained(database, platform) == {"a": OutboxState.FAILED, "b": OutboxState.SENT}
    assert row_of(database, "a").failure == "cannot be looked up"
    assert platform.keys == ["b"]


async def test_an_unanswered_edit_is_made_again_without_a_look_up(sqlite_database: Database) -> None:
    platform = Recorder(faults=[TimeoutError()], arrives=True, can_look_up=False)
    enqueue(sqlite_database, "a", target="id-0")
    assert await drained(sqlite_database, platform) == {"a": OutboxState.SENT}
    assert (platform.keys, platform.looked_up) == (["a", "a"], [])


async def test_a_process_that_was_suspended_makes_no_call_at_the_end_of_its_lease(sqlite_database: Database) -> None:
    platform, hour = Recorder(), Standing()
    looks = 0

    def suspended() -> datetime:
        nonlocal looks
        looks += 1
        # After the mark, before the call: see `Delivery.deliver`.
        if looks == 4:
            hour.advance(PATIENCE.lease)
        return hour.now

    enqueue(sqlite_database, "a")
    async with sender(sqlite_database, platform, now=suspended) as sending:
        await sending.drain()
        row = row_of(sqlite_database, "a")
        assert (row.state, row.failure, platform.keys) == (OutboxState.PENDING, "late", [])
        hour.advance(600)
        await sending.drain()
    assert platform.keys == ["a"]
