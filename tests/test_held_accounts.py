"""An account that its platform holds: answers before what is unasked, short ones joined, nothing counted as failed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.platform import DeliveryError, Route
from commands import wire
from commands.message import Message, say
from storage import outbox
from storage.database import Database
from storage.rows.delivery import OutboxState, Rank
from tests.deliveries import NOON, Recorder, row_of, sender, states
from tests.test_sender import until


@dataclass
class Limited(Recorder):
    """Takes one message, then none for a while, over and over; short messages may be joined."""

    gap: float = 0.1
    free_at: float = 0.0
    refused: int = 0
    joins: list[tuple[str, ...]] = field(default_factory=list)

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        self._one_more()
        return await super().send(place, message, key=key, route=route)

    def joined(self, messages: Sequence[Message]) -> Message | None:
        return Message(tuple(block for each in messages for block in each.blocks)) if len(messages) < 4 else None

    async def send_joined(
        self, place: str, message: Message, *, keys: Sequence[str], route: Route | None = None
    ) -> str:
        self._one_more()
        self.joins.append(tuple(keys))
        for key in keys:
            self.sent.append((place, key, ""))
        return f"id-{keys[0]}"

    def _one_more(self) -> None:
        now = asyncio.get_running_loop().time()
        if now < self.free_at:
            self.refused += 1
            raise DeliveryError("limited", retry_after=self.free_at - now, whole_account=True)
        self.free_at = now + self.gap


def present() -> datetime:
    return datetime.now(UTC)


def put(database: Database, *keys: str, place: str = "C1", rank: Rank = Rank.ANSWER) -> None:
    with database.write() as session:
        for key in keys:
            payload = wire.dump(say(f"message {key}"))
            outbox.enqueue(session, key=key, platform="recorder", place=place, payload=payload, at=NOON, rank=rank)


async def test_a_held_account_loses_nothing_and_counts_no_failed_try(database: Database) -> None:
    platform = Limited()
    for number in range(6):
        put(database, f"k{number}", place=f"C{number}")
    async with sender(database, platform, now=present) as sending:
        running = asyncio.create_task(sending.run())
        await until(lambda: len(platform.sent) == 6)
        sending.stop()
        await running
    assert set(states(database).values()) == {OutboxState.SENT}
    assert platform.refused > 0
    assert {row_of(database, f"k{number}").attempts for number in range(6)} == {0}


async def test_answers_go_before_what_is_unasked_while_an_account_is_held(sqlite_database: Database) -> None:
    platform = Limited()
    for number in range(12):
        put(sqlite_database, f"rappel-{number:02}", place=f"C{number}", rank=Rank.UNASKED)
    async with sender(sqlite_database, platform, now=present) as sending:
        running = asyncio.create_task(sending.run())
        await until(lambda: len(platform.sent) >= 3)
        put(sqlite_database, "answer", place="C99")
        sending.wake()
        await until(lambda: len(platform.sent) == 13)
        sending.stop()
        await running
    assert platform.keys.index("answer") <= 6


async def test_several_short_answers_to_one_place_are_joined(sqlite_database: Database) -> None:
    platform = Limited()
    keys = [f"k{number}" for number in range(8)]
    put(sqlite_database, *keys)
    async with sender(sqlite_database, platform, now=present) as sending:
        running = asyncio.create_task(sending.run())
        await until(lambda: len(platform.sent) == 8)
        sending.stop()
        await running
    assert platform.keys == keys
    assert max(map(len, platform.joins)) == 3
    assert row_of(sqlite_database, keys[-1]).state is OutboxState.SENT
