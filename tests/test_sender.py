"""The sender: each message once, in order, at the pace and after the waits that the platform asks for."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

from bot.delivery import Patience
from bot.plain import plain
from bot.platform import CannotLookUp, DeliveryError, Pace
from bot.sender import Sender
from bot.sinks import FileSink, TerminalSink
from bot.work import Work
from commands import wire
from commands.message import Message, say
from storage import outbox
from storage.database import Database
from storage.rows.delivery import OutboxMessage, OutboxState

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)
# Waits short enough for a test, and three tries.
PATIENCE = Patience(settling=1, most_tries=3, lease=30, call=10)
NO_PACE = Pace()


@dataclass
class Recorder:
    """A platform that keeps what it gets, and fails as told: the fault of each call, in order."""

    faults: list[Exception] = field(default_factory=list)
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    found: Callable[[str], str | None] | None = None
    pace: Pace = NO_PACE
    name: str = "recorder"

    async def send(self, place: str, message: Message, *, key: str) -> str:
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, Exception):
            raise fault
        self.sent.append((place, key, plain(message)))
        return f"id-{key}"

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        self.sent.append((place, key, f"edit {remote_id}"))

    async def find(self, place: str, *, key: str) -> str | None:
        if self.found is None:
            raise CannotLookUp(self.name)
        return self.found(key)


def enqueue(
    database: Database,
    *keys: str,
    place: str = "C1",
    platform: str = "recorder",
    target: str | None = None,
    not_before: datetime | None = None,
) -> None:
    with database.write() as session:
        for key in keys:
            outbox.enqueue(
                session,
                key=key,
                platform=platform,
                place=place,
                payload=wire.dump(say(f"message {key}")),
                at=NOON,
                target=target,
                not_before=not_before,
            )


def states(database: Database) -> dict[str, OutboxState]:
    with database.read() as session:
        return {row.key: row.state for row in session.execute(select(OutboxMessage.key, OutboxMessage.state))}


class Hour:
    """An hour that advances a little at each look, so that waits end."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@asynccontextmanager
async def sender(database: Database, *platforms: Recorder | FileSink | TerminalSink) -> AsyncIterator[Sender]:
    work = Work(database)
    yield Sender(work, platforms, now=Hour(), patience=PATIENCE)
    await work.close()


async def drained(database: Database, platform: Recorder) -> dict[str, OutboxState]:
    async with sender(database, platform) as sending:
        for _ in range(40):
            await sending.drain()
    return states(database)


async def test_messages_arrive_once_and_in_order(database: Database) -> None:
    platform = Recorder()
    keys = [f"k{number:02}" for number in range(30)]
    enqueue(database, *keys)
    enqueue(database, "other", place="C2")
    assert set((await drained(database, platform)).values()) == {OutboxState.SENT}
    assert [key for place, key, _ in platform.sent if place == "C1"] == keys
    assert ("C2", "other", "message other") in platform.sent
    await drained(database, platform)
    assert len(platform.sent) == 31


async def test_what_is_not_due_waits(sqlite_database: Database) -> None:
    platform = Recorder()
    enqueue(sqlite_database, "later", not_before=NOON + timedelta(days=1))
    assert await drained(sqlite_database, platform) == {"later": OutboxState.PENDING}
    assert platform.sent == []


async def test_a_refusal_is_tried_again_and_keeps_the_order(sqlite_database: Database) -> None:
    platform = Recorder(faults=[DeliveryError("ratelimited", retry_after=0.001)])
    enqueue(sqlite_database, "a", "b")
    await drained(sqlite_database, platform)
    assert [key for _, key, _ in platform.sent] == ["a", "b"]


async def test_a_permanent_refusal_is_a_dead_letter_and_lets_others_pass(sqlite_database: Database) -> None:
    platform = Recorder(faults=[DeliveryError("channel_not_found", permanent=True)])
    enqueue(sqlite_database, "a", "b")
    assert await drained(sqlite_database, platform) == {"a": OutboxState.FAILED, "b": OutboxState.SENT}
    with sqlite_database.read() as session:
        [letter] = outbox.dead_letters(session)
        assert (letter.key, letter.failure) == ("a", "channel_not_found")
    with sqlite_database.write() as session:
        assert outbox.retry_dead_letters(session, at=NOON) == 1
    assert (await drained(sqlite_database, platform))["a"] is OutboxState.SENT


async def test_too_many_refusals_make_a_dead_letter(sqlite_database: Database) -> None:
    platform = Recorder(faults=[DeliveryError("no") for _ in range(9)])
    enqueue(sqlite_database, "a")
    assert await drained(sqlite_database, platform) == {"a": OutboxState.FAILED}


async def test_an_unanswered_send_is_looked_up_before_anything_is_sent_again(database: Database) -> None:
    arrived = Recorder(faults=[TimeoutError()], found=lambda key: f"id-{key}")
    enqueue(database, "a", "b")
    assert await drained(database, arrived) == {"a": OutboxState.SENT, "b": OutboxState.SENT}
    assert [key for _, key, _ in arrived.sent] == ["b"]


async def test_an_unanswered_send_that_did_not_arrive_is_sent(sqlite_database: Database) -> None:
    absent = Recorder(faults=[TimeoutError()], found=lambda key: None)
    enqueue(sqlite_database, "a", "b")
    await drained(sqlite_database, absent)
    assert [key for _, key, _ in absent.sent] == ["a", "b"]


async def test_what_cannot_be_looked_up_is_left_to_the_operator(sqlite_database: Database) -> None:
    platform = Recorder(faults=[TimeoutError()])
    enqueue(sqlite_database, "a", "b")
    found = await drained(sqlite_database, platform)
    assert found["a"] in {OutboxState.FAILED, OutboxState.UNKNOWN}
    assert [key for _, key, _ in platform.sent] in ([], ["b"])


async def test_a_send_cut_short_by_a_kill_is_looked_up(database: Database) -> None:
    enqueue(database, "a", "b")
    with database.write() as session:
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.key == "a")
            .values(state=OutboxState.SENDING, owner="dead", lease_until=NOON - timedelta(seconds=1), attempts=1)
        )
        session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.key == "b")
            .values(state=OutboxState.CLAIMED, owner="dead", lease_until=NOON - timedelta(seconds=1))
        )
    platform = Recorder(found=lambda key: f"id-{key}")
    assert await drained(database, platform) == {"a": OutboxState.SENT, "b": OutboxState.SENT}
    assert [key for _, key, _ in platform.sent] == ["b"]


async def test_an_edit_replaces_what_was_sent(sqlite_database: Database) -> None:
    platform = Recorder()
    enqueue(sqlite_database, "a")
    enqueue(sqlite_database, "a2", target="id-a")
    await drained(sqlite_database, platform)
    assert platform.sent[1] == ("C1", "a2", "edit id-a")


async def test_a_running_sender_wakes_and_stops(sqlite_database: Database) -> None:
    platform = Recorder()
    async with sender(sqlite_database, platform) as sending:
        running = asyncio.create_task(sending.run())
        await asyncio.sleep(0.05)
        enqueue(sqlite_database, "a")
        sending.wake()
        for _ in range(200):
            if platform.sent:
                break
            await asyncio.sleep(0.01)
        sending.stop()
        await asyncio.wait_for(running, timeout=10)
    assert [key for _, key, _ in platform.sent] == ["a"]


async def test_a_platform_is_written_to_at_its_pace(sqlite_database: Database) -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    platform = Recorder(pace=Pace(per_place=0.05))
    enqueue(sqlite_database, "a", "b", "c")
    await drained(sqlite_database, platform)
    assert len(platform.sent) == 3
    assert loop.time() - begun >= 0.1


async def test_the_file_keeps_keys_and_finds_them(sqlite_database: Database, tmp_path: Path) -> None:
    sink = FileSink(tmp_path / "out.jsonl", text_of=plain)
    enqueue(sqlite_database, "a", platform="file")
    async with sender(sqlite_database, sink) as sending:
        await sending.drain()
    assert '"text": "message a"' in (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert await sink.find("C1", key="a") == "0"
    assert await sink.find("C1", key="b") is None
    sink.close()


async def test_the_terminal_shows_what_is_sent(sqlite_database: Database) -> None:
    shown: list[str] = []
    sink = TerminalSink(lambda place, message: shown.append(f"{place} {plain(message)}"))
    enqueue(sqlite_database, "a", platform="terminal")
    async with sender(sqlite_database, sink) as sending:
        await sending.drain()
    assert shown == ["C1 message a"]


async def test_a_sender_outlives_an_error_of_its_own(sqlite_database: Database) -> None:
    platform = Recorder()
    enqueue(sqlite_database, "a")
    looks = itertools.count()

    def hour() -> datetime:
        look = next(looks)
        if look == 0:
            raise LookupError("no hour")
        return NOON + timedelta(seconds=look)

    work = Work(sqlite_database)
    sending = Sender(work, [platform], now=hour, patience=PATIENCE, rest=0.01)
    running = asyncio.create_task(sending.run())
    for _ in range(500):
        if platform.sent:
            break
        await asyncio.sleep(0.01)
    sending.stop()
    await asyncio.wait_for(running, timeout=10)
    await work.close()
    assert [key for _, key, _ in platform.sent] == ["a"]
