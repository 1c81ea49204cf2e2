"""The bot on a homeserver, in a thread of its own or as the real process, and people in encrypted rooms."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Queue
from typing import Any

from sqlalchemy import select

from bot.matrix.setup import Wanted, set_up
from bot.run import serve
from bot.settings import HealthSettings, MatrixSettings, OperatorSettings, Settings
from commands import wire
from commands.message import Message
from storage import outbox
from storage.database import Database, open_database
from storage.matrix import count_undecrypted
from storage.rows.delivery import OutboxMessage, OutboxState, Rank
from tests.homeservers import Person, Synapse, until
from tests.sources import ROOT

SECRET = "a secret of the tests"


def settings_for(server: Synapse, account: dict[str, str], folder: Path, **matrix: Any) -> Settings:
    """The settings of a bot that keeps its Matrix folder below this one."""
    return Settings(
        matrix=MatrixSettings(
            homeserver=server.url,
            user=account["user_id"],
            password=account["password"],
            store_secret=SECRET,
            store=folder / "matrix",
            **matrix,
        ),
        health=HealthSettings(port=0),
    )


def prepared(settings: Settings, wanted: Wanted = Wanted()) -> list[str]:  # noqa: B008 - frozen
    """Set the account up; gives what was said."""
    said: list[str] = []
    asyncio.run(set_up(settings, wanted, said.append))
    return said


@dataclass
class Bot:
    """A running bot, and what tests see of it."""

    settings: Settings
    database: Database
    user_id: str
    error: BaseException | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _stop: asyncio.Event | None = None
    _thread: threading.Thread | None = None
    _begun: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Run in a thread of its own."""
        self.error = None
        self._begun.clear()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._begun.wait(30)

    def _run(self) -> None:
        async def run() -> None:
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            self._begun.set()
            await serve(self.settings, self.database, self._stop)

        try:
            asyncio.run(run())
        except BaseException as error:  # noqa: BLE001 - shown to the test
            self.error = error

    def stop(self) -> None:
        """Stop as SIGTERM does."""
        assert self._loop is not None
        assert self._stop is not None
        assert self._thread is not None
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)
        assert not self._thread.is_alive()

    def ended(self) -> BaseException | None:
        """Wait until it has ended by itself; gives why."""
        assert self._thread is not None
        self._thread.join(30)
        assert not self._thread.is_alive()
        return self.error

    def enqueue(
        self, key: str, room_id: str, message: Message, *, target: str | None = None, rank: Rank = Rank.UNASKED
    ) -> None:
        """Let the bot say something unasked."""
        with self.database.write() as session:
            at = self._now()
            payload = wire.dump(message)
            outbox.enqueue(
                session, key=key, platform="matrix", place=room_id, payload=payload, at=at, target=target, rank=rank
            )

    def sent(self, key: str) -> str:
        """The id on the homeserver of what was sent under this key, once it is."""
        return str(until(lambda: self._sent(key)))

    def _sent(self, key: str) -> str | None:
        with self.database.read() as session:
            return outbox.remote_id_of(session, key=key)

    def rows(self) -> list[OutboxMessage]:
        """The outbox."""
        with self.database.read() as session:
            return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))

    def all_sent(self) -> bool:
        """Whether nothing is left to send."""
        return all(row.state is OutboxState.SENT for row in self.rows())

    def waiting_for_keys(self) -> int:
        """How many events the bot cannot read yet."""
        with self.database.read() as session:
            return count_undecrypted(session)

    @staticmethod
    def _now() -> Any:
        from bot.clock import SystemClock

        return SystemClock().now()

    def settled(self, person: Person, room_id: str) -> str:
        """Wait until the bot is in the room; gives the room."""
        until(lambda: self.user_id in person.members(room_id))
        return room_id


@contextmanager
def bot_on(server: Synapse, url: str, folder: Path, *, operators: str | None = None, **matrix: Any) -> Iterator[Bot]:
    """A bot that runs for the time of the context, on this database, with an account of its own."""
    account = server.account()
    settings = settings_for(server, account, folder, **matrix)
    settings = replace(settings, operators=OperatorSettings(place=operators))
    prepared(settings)
    with open_database(url) as database:
        bot = Bot(settings, database, account["user_id"])
        bot.start()
        try:
            yield bot
        finally:
            bot.stop()


@contextmanager
def process_of(settings: Settings, url: str, *, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m bot run` with these settings; it is gone in the end."""
    matrix = settings.matrix
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DIMENSION_")}
    environment |= {
        "PYTHONPATH": str(ROOT),
        "DIMENSION_DATABASE__URL": url,
        "DIMENSION_HEALTH__PORT": "0",
        "DIMENSION_LOGS__LEVEL": "info",
        "DIMENSION_MATRIX__HOMESERVER": matrix.homeserver or "",
        "DIMENSION_MATRIX__USER": matrix.user,
        "DIMENSION_MATRIX__STORE": str(matrix.store),
        "DIMENSION_MATRIX__STORE_SECRET": matrix.store_secret or "",
    }
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=log.parent, env=environment, stdout=output, stderr=output
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        process.wait(30)


class Encrypted:
    """A person whose client encrypts: nio, syncing all the time in a process of its own.

    Two clients of nio do not live in one process: their stores are one global of their library.
    """

    def __init__(self, person: Person, folder: Path) -> None:
        self.person = person
        self.user_id = person.user_id
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self._heard: list[dict[str, Any]] = []
        self._answers: Queue[Any] = Queue()

    def __enter__(self) -> Encrypted:
        self._folder.mkdir(parents=True, exist_ok=True)
        arguments = [self.person.url, self.user_id, self.person.device_id, self.person.token, str(self._folder)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.encrypted_person", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._answers.get(timeout=60)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._reader.join(10)
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            if "heard" in said:
                self._heard.append(said["heard"])
            else:
                self._answers.put(said["answer"])

    def _ask(self, **what: Any) -> Any:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._answers.get(timeout=60)

    def room(self, *others: str, direct: bool = False) -> str:
        """A new encrypted room."""
        encryption = {
            "type": "m.room.encryption",
            "state_key": "",
            "content": {"algorithm": "m.megolm.v1.aes-sha2"},
        }
        preset = "trusted_private_chat" if direct else "private_chat"
        room_id = self.person.room(*others, is_direct=direct, preset=preset, initial_state=[encryption])
        until(lambda: self._ask(knows=room_id))
        return room_id

    def knows(self, room_id: str) -> bool:
        """Whether the client has heard of the room, and that it is encrypted."""
        return bool(self._ask(knows=room_id))

    def say(self, room_id: str, text: str, **content: Any) -> str:
        """Say words, encrypted; gives the id of the event."""
        return self.send(room_id, "m.room.message", {"msgtype": "m.text", "body": text, **content})

    def send(self, room_id: str, kind: str, content: dict[str, Any]) -> str:
        """Send an event, encrypted; gives its id."""
        return str(self._ask(room=room_id, kind=kind, content=content))

    def withhold_key(self, room_id: str) -> None:
        """Encrypt from now on with a key that the others are not given."""
        self._ask(withhold=room_id)

    def give_key(self) -> None:
        """Give it to them after all."""
        self._ask(give=True)

    def heard(self, room_id: str, sender: str) -> list[Any]:
        """What this sender was heard to say there: decrypted contents, or None for what could not be."""
        return [each["content"] for each in list(self._heard) if (each["room"], each["sender"]) == (room_id, sender)]

    def told(self, room_id: str, sender: str, count: int = 1, *, seconds: float = 60) -> list[Any]:
        """The first so many things that this sender said there."""
        until(lambda: len(self.heard(room_id, sender)) >= count, seconds=seconds)
        return self.heard(room_id, sender)
