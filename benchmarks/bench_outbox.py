"""The outbox beside procrastinate on one PostgreSQL server, and on SQLite: rows enqueued, then delivered.

    python -m benchmarks.bench_outbox [--rows 100000]

Every state is kept on both sides. « Delivered » costs nothing, so that only the queue is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import line
from bot.platform import Pace
from bot.sender import Sender
from bot.work import Work
from commands import wire
from commands.message import Message, say
from storage import outbox
from storage.database import Database, open_database
from storage.rows.delivery import OutboxState
from storage.upgrade import upgrade
from tests.databases import PostgresqlDatabases
from tests.servers import PostgreSQL

NOW = datetime(2020, 11, 23, 9, tzinfo=UTC)
PLACES = 500


class Nowhere:
    """A platform that takes everything at once."""

    name = "nowhere"
    pace = Pace()

    async def send(self, place: str, message: Message, *, key: str) -> str:
        return key

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        return None

    async def find(self, place: str, *, key: str) -> str | None:
        return None


def drafts(rows: int) -> Iterator[outbox.Draft]:
    """Messages spread over places."""
    payload = wire.dump(say("bonjour"))
    return (
        outbox.Draft(key=f"rule:{n}", platform="nowhere", place=f"C{n % PLACES}", payload=payload) for n in range(rows)
    )


async def ours(name: str, database: Database, rows: int) -> None:
    """Enqueue, deliver, and count the states."""
    upgrade(database)
    work = Work(database)
    begun = time.perf_counter()
    with database.write() as session:
        outbox.enqueue_many(session, drafts=drafts(rows), at=NOW)
    enqueued = time.perf_counter()
    await Sender(work, [Nowhere()], now=lambda: NOW).drain()
    ended = time.perf_counter()
    with database.read() as session:
        states = outbox.counts(session)
    await work.close()
    if states.get(OutboxState.SENT) != rows:
        raise RuntimeError(f"{states} of {rows}")
    print(line(f"{name}: {rows} rows enqueued", enqueued - begun, "s"))
    print(line(f"{name}: delivered", ended - enqueued, "s"), f"{rows / (ended - enqueued):,.0f}/s", flush=True)


async def procrastinate(url: str, rows: int) -> None:
    """The same number of jobs that do nothing, by one worker of ten jobs at a time."""
    from procrastinate import App, PsycopgConnector

    app = App(connector=PsycopgConnector(conninfo=url.replace("postgresql+psycopg://", "postgresql://")))

    @app.task(name="send")
    async def send(key: str) -> str:
        return key

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        begun = time.perf_counter()
        for first in range(0, rows, 5_000):
            jobs: list[dict[str, Any]] = [{"key": f"rule:{n}"} for n in range(first, min(first + 5_000, rows))]
            await send.batch_defer_async(*jobs)
        enqueued = time.perf_counter()
        await app.run_worker_async(wait=False, concurrency=10, install_signal_handlers=False)
        ended = time.perf_counter()
    print(line(f"peer, procrastinate: {rows} jobs deferred", enqueued - begun, "s"))
    print(line("peer, procrastinate: done", ended - enqueued, "s"), f"{rows / (ended - enqueued):,.0f}/s", flush=True)


def main() -> None:
    """Run the three, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        with open_database(Path(folder) / "bench.db") as database:
            asyncio.run(ours("outbox, SQLite", database, rows))
        with PostgreSQL(Path(folder)) as server:
            databases = PostgresqlDatabases(server)
            with databases.fresh() as url, open_database(url) as database:
                asyncio.run(ours("outbox, PostgreSQL", database, rows))
            with databases.fresh() as url:
                asyncio.run(procrastinate(url, rows))


if __name__ == "__main__":
    main()
