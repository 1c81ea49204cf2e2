"""A platform that keeps what it gets and fails as told, and the outbox and the sender around it."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.delivery import Patience
from bot.plain import plain
from bot.platform import CannotLookUp, Pace, Platform, Route
from bot.sender import Load, Sender
from bot.work import Work
from commands import wire
from commands.message import Message, say
from storage import outbox
from storage.database import Database
from storage.rows.delivery import OutboxMessage, OutboxState

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)

# Waits short enough for a test, and three tries.
PATIENCE = Patience(settling=1, most_tries=3, lease=30, call=10)


@dataclass
class Recorder:
    """Keeps place, key and text of what it gets, and fails as told.

    `faults` are those of the calls to come, None for a call that succeeds; with `arrives`, the message is there all the
    same and only the answer is lost. `look_up_faults` are those of the look-ups.
    """

    faults: list[Exception | None] = field(default_factory=list)
    arrives: bool = False
    can_look_up: bool = True
    look_up_faults: list[Exception] = field(default_factory=list)
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    pace: Pace = field(default_factory=Pace)
    name: str = "recorder"

    @property
    def keys(self) -> list[str]:
        """The keys of what arrived, in order."""
        return [key for _, key, _ in self.sent]

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        self._take(place, key, plain(message))
        return f"id-{key}"

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        self._take(place, key, f"edits {remote_id}")

    async def find(self, place: str, *, key: str) -> str | None:
        self.looked_up.append(key)
        if not self.can_look_up:
            raise CannotLookUp(self.name)
        if self.look_up_faults:
            raise self.look_up_faults.pop(0)
        return f"id-{key}" if key in self.keys else None

    def _take(self, place: str, key: str, text: str) -> None:
        fault = self.faults.pop(0) if self.faults else None
        if fault is None or self.arrives:
            self.sent.append((place, key, text))
        if fault is not None:
            raise fault


def enqueue(
    database: Database,
    *keys: str,
    place: str = "C1",
    platform: str = "recorder",
    payload: str | None = None,
    target: str | None = None,
    not_before: datetime | None = None,
) -> None:
    """Put messages that say their key in the outbox, as of noon."""
    with database.write() as session:
        drafts = [
            outbox.Draft(
                key=key,
                platform=platform,
                place=place,
                payload=payload or wire.dump(say(f"message {key}")),
                target=target,
                not_before=not_before,
            )
            for key in keys
        ]
        outbox.enqueue_many(session, drafts=drafts, at=NOON)


def states(database: Database) -> dict[str, OutboxState]:
    """Where each message stands, by key."""
    with database.read() as session:
        return {row.key: row.state for row in session.execute(select(OutboxMessage.key, OutboxMessage.state))}


def row_of(database: Database, key: str) -> OutboxMessage:
    """The message as it is stored."""
    with database.read() as session:
        return session.scalars(select(OutboxMessage).where(OutboxMessage.key == key)).one()


class Passing:
    """An hour that advances a little at each look, so that waits end."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Standing:
    """An hour that stands still until it is told to advance."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@asynccontextmanager
async def sender(
    database: Database,
    *platforms: Platform,
    now: Callable[[], datetime] | None = None,
    patience: Patience = PATIENCE,
    load: Load = Load(),  # noqa: B008 - frozen
    chance: random.Random | None = None,
) -> AsyncIterator[Sender]:
    """A sender of its own for the platforms; the hour passes unless `now` is given."""
    work = Work(database)
    yield Sender(work, platforms, now=now or Passing(), patience=patience, load=load, rest=0.01, chance=chance)
    await work.close()


async def drained(database: Database, platform: Platform) -> dict[str, OutboxState]:
    """The states once everything that can be done, while the hour passes, is done."""
    async with sender(database, platform) as sending:
        for _ in range(40):
            await sending.drain()
    return states(database)
