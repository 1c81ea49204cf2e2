"""Votes, from dispatch to committed receipt: one after the other, then as many as there are agents within ten seconds.

    python -m benchmarks.bench_polls [--voters 8225] [--seconds 10]

The poll is secret, with six options to rank: the whole result is written anew in each transaction. The server has
PostgreSQL's own settings, `fsync` on.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from benchmarks.bench_outbox import use_its_own_settings
from benchmarks.figures import line, median, percentile
from bot.work import Together, Work
from commands.message import Message
from commands.request import Event, Identity, Place, Request
from storage.database import Database, open_database
from storage.polls import closing, electorate, polls
from storage.polls.electorate import Electorate
from storage.polls.rules import Rules
from storage.rows.organisation import Person
from storage.rows.poll_states import PollKind, PollMode
from tests.databases import PostgresqlDatabases
from tests.servers import PostgreSQL
from tests.world import NOON, World, filled

OPTIONS = ("orme", "hêtre", "chêne", "tilleul", "érable", "frêne")


def prepared(world: World, voters: int) -> int:
    """A secret ranking put to so many persons; gives its number."""
    with world.database.write() as session:
        rows = [
            {"handle": f"agent-{n}", "label": f"Agent {n}", "active": True, "declared": False, "fictitious": True}
            for n in range(voters)
        ]
        session.execute(insert(Person), rows)
        author = session.scalars(select(Person.id).where(Person.handle == "appui")).one()
        everybody = Electorate(electorate.EVERYONE, "tous")
        poll = polls.create(
            session,
            kind=PollKind.RANKING,
            mode=PollMode.SECRET,
            question="?",
            options=OPTIONS,
            rules=Rules(),
            asked=everybody,
            by=author,
            at=NOON,
            closes_at=NOON + timedelta(days=7),
        )
        polls.open_poll(session, poll=poll, persons=electorate.members(session, everybody), at=NOON)
        return poll.id


def request(number: int, poll: int) -> Request:
    """What the voter of this number types."""
    ranking = sorted(range(1, 7), key=lambda option: (number * option * 7919) % 101)
    handle, event = f"agent-{number}", Event("terminal", f"vote-{number}", "line", datetime.now(UTC))
    return Request(
        Identity("terminal", handle),
        Place("terminal", handle, direct=True),
        f"sondage voter {poll} {' '.join(map(str, ranking))}",
        Event("terminal", event.id, event.kind, NOON),
    )


def way_in(world: World, work: Work) -> Together[Request, Message | None]:
    """The group commit through which every adapter answers."""
    return work.together(
        lambda session, asked: world.dispatcher.answer(session, asked, now=world.now),
        own_savepoint=False,
        ahead=world.dispatcher.reading_ahead,
    )


async def one_by_one(world: World, poll: int, first: int, votes: int) -> list[float]:
    """Milliseconds of each vote, the next one being cast when the receipt has come."""
    work = Work(world.database)
    ask = way_in(world, work)
    taken = []
    for number in range(first, first + votes):
        begun = time.perf_counter()
        await ask(request(number, poll))
        taken.append((time.perf_counter() - begun) * 1_000)
    await work.close()
    return taken


async def at_once(world: World, poll: int, voters: int, seconds: float) -> list[float]:
    """Seconds from each vote to its receipt, the votes arriving evenly over so many seconds."""
    work = Work(world.database)
    ask = way_in(world, work)

    async def one(number: int) -> float:
        await asyncio.sleep(number * seconds / voters)
        begun = time.perf_counter()
        answer = await ask(request(number, poll))
        assert answer is not None
        return time.perf_counter() - begun

    taken = list(await asyncio.gather(*(one(number) for number in range(voters))))
    await work.close()
    return taken


def measured(name: str, database: Database, voters: int, seconds: float) -> None:
    """Print the figures of one database; fails unless every vote is counted once."""
    world = World(database)
    extra = 400
    poll = prepared(world, voters + extra)
    alone = asyncio.run(one_by_one(world, poll, voters, extra))
    limit = 5.0 if name == "SQLite" else None
    print(line(f"{name}: one vote, dispatch to receipt, median", median(alone), "ms", limit))
    print(line(f"{name}: one vote, p99", percentile(alone, 0.99), "ms"))
    taken = asyncio.run(at_once(world, poll, voters, seconds))
    print(line(f"{name}: {voters} votes in {seconds:g} s, slowest receipt", max(taken), "s", 3.0))
    print(line(f"{name}: {voters} votes in {seconds:g} s, median receipt", median(taken), "s"))
    with database.read() as session:
        counted = closing.result(session, poll_id=poll)["ballots"]
    if counted != voters + extra:
        raise RuntimeError(f"{counted} votes counted of {voters + extra}")


def main() -> None:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voters", type=int, default=8_225)
    parser.add_argument("--seconds", type=float, default=10.0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{Path(name) / 'bench.db'}"
        filled(url)
        with open_database(url) as database:
            measured("SQLite", database, arguments.voters, arguments.seconds)
    with tempfile.TemporaryDirectory() as name, PostgreSQL(Path(name)) as server:
        databases = PostgresqlDatabases(server)
        use_its_own_settings(databases.address("postgres"))
        with databases.fresh(filled) as url, open_database(url) as database:
            measured("PostgreSQL", database, arguments.voters, arguments.seconds)


if __name__ == "__main__":
    main()
