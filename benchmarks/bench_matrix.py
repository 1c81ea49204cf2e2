"""The bot on Matrix beside a bare nio echo bot, on one homeserver: round trips, CPU, and the first sync of many rooms.

    python -m benchmarks.bench_matrix [--pairs 5] [--messages 40] [--rooms 500] [--members 50]

A round trip lasts from before the person's PUT until the answer is in the person's long-polled sync. The echo bot says
again what it hears; ours answers a real question from its database, through its outbox. Rounds of the two alternate,
and so does the one that begins; the ratio is that of the medians of a pair. The interval is that of the pairs' ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from nio import AsyncClient, AsyncClientConfig, MegolmEvent, RoomMessage

from benchmarks.figures import line, median
from storage.database import open_database
from tests.homeservers import Person, Synapse, until
from tests.matrix_bots import prepared, process_of, settings_for
from tests.sources import ROOT
from tests.world import filled

QUESTION = "!objectif statut 4.2.2"
# The limits of the issue: the ratio of round trips, and milliseconds of CPU above the bare bot's.
RATIO, CLEAR_MS, ENCRYPTED_MS = 1.15, 3.0, 4.0
READY_RATIO, MEMORY_MB = 1.5, 200.0


@dataclass(frozen=True, slots=True)
class Runner:
    """A bot's process, and its room with the person."""

    name: str
    process: psutil.Process
    user_id: str
    room_id: str


class Asker:
    """A person whose client syncs all the time, encrypted or not, and who asks one thing after the other."""

    def __init__(self, person: Person, folder: Path) -> None:
        config = AsyncClientConfig(encryption_enabled=True, pickle_key="asker")
        self.client = AsyncClient(person.url, person.user_id, store_path=str(folder), config=config)
        self.client.restore_login(person.user_id, person.device_id, person.token)
        self.heard: dict[str, asyncio.Queue[float]] = {}
        self._syncing: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Sync from now on."""
        self.client.add_event_callback(self._note, (RoomMessage, MegolmEvent))
        if self.client.should_upload_keys:
            await self.client.keys_upload()
        await self.client.sync(timeout=0, full_state=True)
        self._syncing = asyncio.create_task(self.client.sync_forever(timeout=30_000))

    async def _note(self, room: Any, event: Any) -> None:
        if event.sender != self.client.user_id and room.room_id in self.heard:
            self.heard[room.room_id].put_nowait(time.perf_counter())

    async def ask(self, runner: Runner) -> float:
        """Seconds until the answer is there."""
        answers = self.heard.setdefault(runner.room_id, asyncio.Queue())
        while not answers.empty():
            answers.get_nowait()
        if self.client.should_query_keys:
            await self.client.keys_query()
        begun = time.perf_counter()
        content = {"msgtype": "m.text", "body": QUESTION}
        await self.client.room_send(runner.room_id, "m.room.message", content, ignore_unverified_devices=True)
        return await asyncio.wait_for(answers.get(), 60) - begun

    async def end(self) -> None:
        """Stop."""
        if self._syncing is not None:
            self._syncing.cancel()
        await self.client.close()


@contextmanager
def echo_bot(server: Synapse, folder: Path) -> Iterator[tuple[psutil.Process, Person, float]]:
    """The bare bot's process, its account, and the seconds of its first sync."""
    person = server.person()
    folder.mkdir()
    arguments = [person.url, person.user_id, person.device_id, person.token, str(folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.matrix_echo", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        first = float(process.stdout.readline())
        yield psutil.Process(process.pid), person, first
    finally:
        process.kill()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


async def compared(asker: Asker, pair: Sequence[Runner], *, pairs: int, messages: int, cpu_limit: float) -> None:
    """Print the ratio of round trips and the CPU of each, rounds of the two alternating."""
    for runner in pair:
        for _ in range(5):
            await asker.ask(runner)
    ratios: list[float] = []
    trips: dict[str, list[float]] = {runner.name: [] for runner in pair}
    cpu: dict[str, list[float]] = {runner.name: [] for runner in pair}
    for number in range(pairs):
        medians = {}
        for runner in pair if number % 2 == 0 else pair[::-1]:
            before = sum(runner.process.cpu_times()[:2])
            taken = [await asker.ask(runner) for _ in range(messages)]
            await asyncio.sleep(0.2)
            cpu[runner.name].append((sum(runner.process.cpu_times()[:2]) - before) / messages * 1_000)
            trips[runner.name] += taken
            medians[runner.name] = median(taken)
        ratios.append(medians[pair[1].name] / medians[pair[0].name])
    for runner in pair:
        print(line(f"{runner.name}: median round trip", median(trips[runner.name]) * 1_000, "ms"))
        print(line(f"{runner.name}: CPU a message", median(cpu[runner.name]), "ms"))
    interval = f"({min(ratios):.3f} to {max(ratios):.3f} over {pairs} pairs)"
    print(line(f"{pair[1].name} / {pair[0].name}, round trips", statistics.median(ratios), "times", RATIO), interval)
    more = median(cpu[pair[1].name]) - median(cpu[pair[0].name])
    print(line(f"{pair[1].name} above {pair[0].name}, CPU a message", more, "ms", cpu_limit))


def _is_in(person: Person, user_id: str, room_id: str) -> bool:
    return user_id in person.members(room_id)


def encrypted_room(person: Person, other: str) -> str:
    """A direct room that encrypts."""
    content = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    return person.room(other, is_direct=True, preset="trusted_private_chat", initial_state=[content])


async def round_trips(folder: Path, *, pairs: int, messages: int) -> None:
    """Clear, then encrypted."""
    with ExitStack() as stack:
        server = stack.enter_context(Synapse(folder / "homeserver"))
        account = server.account()
        settings = settings_for(server, account, folder)
        # A loop runs here already.
        await asyncio.to_thread(prepared, settings)
        url = f"sqlite:///{folder / 'bot.db'}"
        filled(url)
        ours = stack.enter_context(process_of(settings, url, log=folder / "bot.log"))
        echo, peer, _ = stack.enter_context(echo_bot(server, folder / "echo"))
        person = server.person()
        asker = Asker(person, folder)
        for kind, limit, make in (
            ("clear", CLEAR_MS, Person.direct),
            ("encrypted", ENCRYPTED_MS, encrypted_room),
        ):
            rooms = {user: make(person, user) for user in (peer.user_id, account["user_id"])}
            for user, room_id in rooms.items():
                await asyncio.to_thread(until, partial(_is_in, person, user, room_id))
            if kind == "clear":
                await asker.begin()
            else:
                await asyncio.sleep(2)
            pair = (
                Runner(f"bare nio, {kind}", echo, peer.user_id, rooms[peer.user_id]),
                Runner(f"ours, {kind}", psutil.Process(ours.pid), account["user_id"], rooms[account["user_id"]]),
            )
            await compared(asker, pair, pairs=pairs, messages=messages, cpu_limit=limit)
        await asker.end()


def many_rooms(folder: Path, *, rooms: int, members: int) -> None:
    """The first sync of an account that is in many rooms, beside the bare client's with the same filter."""
    with Synapse(folder / "homeserver") as server:
        account = server.account()
        settings = settings_for(server, account, folder)
        prepared(settings)
        peer = server.person()
        bot = Person.log_in(server.url, account["user_id"], account["password"])
        others = [server.person() for _ in range(members - 2)]

        def fill(_number: int) -> None:
            room_id = others[0].room(preset="public_chat")
            for person in (*others[1:], peer, bot):
                person.join(room_id)

        # Some forty joins a second: the longest part by far.
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(fill, range(rooms)))
        url = f"sqlite:///{folder / 'bot.db'}"
        filled(url)
        arguments = [peer.url, peer.user_id, peer.device_id, peer.token, str(folder / "echo")]
        (folder / "echo").mkdir()
        begun = time.perf_counter()
        bare = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.matrix_echo", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert bare.stdout is not None
        bare.stdout.readline()
        bare_ready = time.perf_counter() - begun
        bare.kill()
        bare.wait(30)
        bare.stdout.close()
        begun = time.perf_counter()
        with process_of(settings, url, log=folder / "bot.log") as process:
            until(lambda: read_position(url), seconds=600)
            ready = time.perf_counter() - begun
            memory = psutil.Process(process.pid).memory_info().rss / 1e6
    print(line(f"bare nio, {rooms} rooms of {members}: ready", bare_ready, "s"))
    print(line(f"ours, {rooms} rooms of {members}: ready", ready, "s"))
    print(line("ours / bare nio, ready", ready / bare_ready, "times", READY_RATIO))
    print(line("ours, memory", memory, "MB", MEMORY_MB))


def read_position(url: str) -> bool:
    """Whether the bot has read its first sync to the end."""
    from sqlalchemy import func, select

    from storage.rows.matrix import MatrixPosition

    with open_database(url, read_only=True) as database, database.read() as session:
        return bool(session.scalar(select(func.count()).select_from(MatrixPosition)))


def main() -> None:
    """Print the figures beside their limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--messages", type=int, default=40)
    parser.add_argument("--rooms", type=int, default=500)
    parser.add_argument("--members", type=int, default=50)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(round_trips(Path(name), pairs=arguments.pairs, messages=arguments.messages))
    if arguments.rooms:
        with tempfile.TemporaryDirectory() as name:
            many_rooms(Path(name), rooms=arguments.rooms, members=arguments.members)


if __name__ == "__main__":
    main()
