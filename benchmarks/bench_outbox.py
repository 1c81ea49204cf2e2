"""The outbox beside procrastinate on one PostgreSQL server, and on SQLite: rows enqueued, then drained.

    python -m benchmarks.bench_outbox [--rows 100000] [--rounds 1]

All states are kept on both sides: each row is marked, and the marks committed, before and after its call. The call
itself does nothing, so that only the queue is measured. The server has PostgreSQL's own settings, `fsync` and
autovacuum on; the rounds of the three alternate.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.figures import line, median
from bot.platform import Pace, Route
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

# Rows put in by one statement of the peer, and by one transaction of ours.
BATCH = 5_000

# The peer's workers, and the jobs that each has in hand at once: the fastest of 1 × 10, 1 × 50, 4 × 10 and 4 × 50.
WORKERS = 4
CONCURRENCY = 50


class Nowhere:
    """A platform that takes everything at once."""

    name = "nowhere"
    pace = Pace()

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        return key

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        return None

    async def find(self, place: str, *, key: str) -> str | None:
        return None


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds to put the rows in, and to be done with all of them."""

    enqueued: float
    drained: float


def drafts(first: int, last: int) -> Iterator[outbox.Draft]:
    """Messages spread over places, numbered from `first` to the one before `last`."""
    payload = wire.dump(say("bonjour"))
    for number in range(first, last):
        yield outbox.Draft(key=f"rule:{number}", platform="nowhere", place=f"C{number % PLACES}", payload=payload)


async def ours(database: Database, rows: int) -> Times:
    """One sender, as in the bot; fails unless every row ends as sent."""
    upgrade(database)
    work = Work(database)
    begun = time.perf_counter()
    for first in range(0, rows, BATCH):
        with database.write() as session:
            outbox.enqueue_many(session, drafts=drafts(first, min(first + BATCH, rows)), at=NOW)
    enqueued = time.perf_counter()
    if database.dialect == "postgresql":
        analyse(database.url.set(drivername="postgresql").render_as_string(hide_password=False))
    begun_draining = time.perf_counter()
    await Sender(work, [Nowhere()], now=lambda: NOW).drain()
    ended = time.perf_counter()
    with database.read() as session:
        states = outbox.counts(session)
    await work.close()
    if states[OutboxState.SENT] != rows:
        raise RuntimeError(f"{states} of {rows}")
    return Times(enqueued - begun, ended - begun_draining)


async def procrastinate(url: str, rows: int) -> Times:
    """The same number of jobs that do nothing, by a few workers; fails unless every job ends as succeeded."""
    from procrastinate import App, PsycopgConnector

    # It warns that its tasks stand in the program itself, where another process would not find them.
    logging.getLogger("procrastinate").setLevel(logging.ERROR)
    app = App(connector=PsycopgConnector(conninfo=url))

    @app.task(name="send")
    async def send(key: str) -> str:
        return key

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        begun = time.perf_counter()
        for first in range(0, rows, BATCH):
            jobs: list[dict[str, Any]] = [{"key": f"rule:{n}"} for n in range(first, min(first + BATCH, rows))]
            await send.batch_defer_async(*jobs)
        enqueued = time.perf_counter()
        analyse(url)
        begun_draining = time.perf_counter()
        await asyncio.gather(
            *(
                app.run_worker_async(wait=False, concurrency=CONCURRENCY, install_signal_handlers=False)
                for _ in range(WORKERS)
            )
        )
        ended = time.perf_counter()
    with psycopg.connect(url) as connection:
        done = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'").fetchone()
    if done != (rows,):
        raise RuntimeError(f"{done} of {rows}")
    return Times(enqueued - begun, ended - begun_draining)


def one_round(folder: Path, databases: PostgresqlDatabases, rows: int) -> dict[str, Times]:
    """The three, one after the other, each on a database of its own."""
    times = {}
    with tempfile.TemporaryDirectory(dir=folder) as files, open_database(Path(files) / "bench.db") as database:
        times["outbox, SQLite"] = asyncio.run(ours(database, rows))
    with databases.fresh() as url, open_database(url) as database:
        times["outbox, PostgreSQL"] = asyncio.run(ours(database, rows))
    with databases.fresh() as url:
        times["procrastinate, PostgreSQL"] = asyncio.run(procrastinate(url.replace("+psycopg", "", 1), rows))
    return times


def analyse(url: str) -> None:
    """Count the rows, as autovacuum does within a minute."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def use_its_own_settings(url: str) -> None:
    """Undo what the tests give up for speed."""
    with psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")


def main() -> None:
    """Print the medians, and how many times longer the peer takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, PostgreSQL(Path(name)) as server:
        databases = PostgresqlDatabases(server)
        use_its_own_settings(databases.address("postgres"))
        rounds = [one_round(Path(name), databases, arguments.rows) for _ in range(arguments.rounds)]
    found = {
        queue: Times(
            median([times[queue].enqueued for times in rounds]), median([times[queue].drained for times in rounds])
        )
        for queue in rounds[0]
    }
    for queue, times in found.items():
        print(line(f"{queue}: {arguments.rows} rows enqueued", times.enqueued, "s"))
        print(line(f"{queue}: drained", times.drained, "s"), f"({arguments.rows / times.drained:,.0f}/s)")
    mine, peer = found["outbox, PostgreSQL"], found["procrastinate, PostgreSQL"]
    print(line("procrastinate / outbox on PostgreSQL, enqueued", peer.enqueued / mine.enqueued, "times"))
    print(line("procrastinate / outbox on PostgreSQL, drained", peer.drained / mine.drained, "times"))


if __name__ == "__main__":
    main()
