"""Reminders on SQLite: a beat with nothing due, and 8,225 personal digests while commands are answered."""

from __future__ import annotations

import asyncio
import resource
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from benchmarks.figures import line, median, percentile
from bot.opening import Content, open_ready
from bot.pulse import Tick
from bot.work import Together, Work
from commands.call import Options
from commands.dispatch import Dispatcher
from commands.lexicon import LexiconCache
from commands.message import Message
from commands.request import Event, Identity, Place, Request
from commands.table import TABLE
from reminders.calendar import WorkingCalendar
from storage.database import Database
from storage.ledger import recording
from storage.ledger.folding import UPDATED
from storage.letter_items import anything_due
from storage.organisation.files import EXAMPLE
from storage.rows.following import Follow
from storage.rows.organisation import Person
from storage.rows.plan import KeyResult
from storage.rows.reminding import DigestChoice

PARIS = ZoneInfo("Europe/Paris")
CALENDAR = WorkingCalendar(PARIS)
SUNDAY = datetime(2020, 11, 29, 12, tzinfo=UTC)
MONDAY = datetime(2020, 12, 7, 9, 5, tzinfo=PARIS).astimezone(UTC)
READERS = 8_225
RESULTS = 100_000
RUNS = 300
# Milliseconds, seconds, megabytes.
QUIET, QUIET_LARGE, FAN_OUT, MEMORY, COMMAND = 5.0, 50.0, 60.0, 300.0, 100.0


def beats(database: Database, now: datetime) -> list[float]:
    """Milliseconds of beats with nothing due."""
    tick = Tick(CALENDAR)
    taken = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        with database.write() as session:
            if tick(session, now):
                raise RuntimeError("something was due")
        taken.append((time.perf_counter() - begun) * 1_000)
    return taken


def all_done(database: Database, now: datetime) -> None:
    """Beats until nothing is left."""
    tick = Tick(CALENDAR)
    more = 1
    while more:
        with database.write() as session:
            more = tick(session, now)


def more_results(database: Database) -> None:
    """As many key results as a hundred thousand, due far away."""
    with database.write() as session:
        first = session.scalars(select(KeyResult).limit(1)).one()
        rows = [
            {
                "code": f"{first.objective_code}.x{number}",
                "objective_code": first.objective_code,
                "letter": f"x{number}",
                "statement": "x",
                "printed_deadline": "2025",
                "due_on": date(2025, 12, 31),
                "shared_with": [],
                "also_said": [],
                "source_line": 1,
                "deadline_line": 1,
            }
            for number in range(RESULTS)
        ]
        session.execute(insert(KeyResult), rows)


def readers(database: Database) -> None:
    """Everybody follows something that has changed, and wants the digest."""
    with database.write() as session:
        handles = [f"lecteur-{number}" for number in range(READERS)]
        session.execute(insert(Person), [{"handle": each, "label": each, "fictitious": True} for each in handles])
        ids = session.scalars(select(Person.id).where(Person.handle.like("lecteur-%"))).all()
        since = {"subject_kind": "key_result", "subject_code": "4.1.1.a", "since": SUNDAY}
        session.execute(insert(Follow), [{"person_id": each, **since} for each in ids])
        session.execute(insert(DigestChoice), [{"person_id": each, "wanted": True, "said_at": SUNDAY} for each in ids])
        lead = session.scalars(select(Person.id).where(Person.handle == "chef-de-file")).one()
        recording.record(
            session,
            subject=("key_result", "4.1.1.a"),
            action=UPDATED,
            detail={"status": "suspended"},
            by=lead,
            at=MONDAY - timedelta(days=3),
        )


async def fan_out(database: Database) -> tuple[float, list[float]]:
    """Seconds of the whole fan-out, and milliseconds of the commands answered meanwhile."""
    work = Work(database)
    dispatcher = Dispatcher(TABLE, Options(PARIS), LexiconCache())
    ask: Together[Request, Message | None] = work.together(
        lambda session, request: dispatcher.answer(session, request, now=MONDAY), own_savepoint=False
    )
    tick = Tick(CALENDAR)
    answered: list[float] = []
    over = asyncio.Event()

    async def command(number: int) -> None:
        event = Event("terminal", f"bench-{number}", "line", MONDAY)
        place = Place("terminal", "manager", direct=True)
        request = Request(Identity("terminal", "manager"), place, "objectif statut 4.2.2", event)
        begun = time.perf_counter()
        await ask(request)
        answered.append((time.perf_counter() - begun) * 1_000)

    async def commands() -> None:
        number = 0
        while not over.is_set():
            await command(number)
            number += 1
            await asyncio.sleep(0.05)

    await command(-1)
    answered.clear()
    asking = asyncio.create_task(commands())
    begun, spent = time.perf_counter(), time.process_time()
    while await work.write(lambda session: tick(session, MONDAY)):
        pass
    taken = time.perf_counter() - begun
    print(line("processor time of the fan-out and its commands", time.process_time() - spent, "s"))
    over.set()
    await asking
    await work.close()
    return taken, answered


def main() -> None:
    """Print the figures beside their limits."""
    with tempfile.TemporaryDirectory() as folder:
        content = Content(organisation=EXAMPLE)
        with open_ready(Path(folder) / "many.db", content, now=SUNDAY).database as database:
            all_done(database, SUNDAY)
            for days in (6, 5, 4, 3):
                all_done(database, MONDAY - timedelta(days=days))
            readers(database)
            seconds, answered = asyncio.run(fan_out(database))
            with database.read() as session:
                if anything_due(session, now=MONDAY):
                    raise RuntimeError("somebody still waits")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
        print(line("8,225 personal digests composed and enqueued", seconds, "s", FAN_OUT))
        print(line("commands answered meanwhile, 99th percentile", percentile(answered, 0.99), "ms", COMMAND))
        print(line("commands answered meanwhile, the slowest", max(answered), "ms", COMMAND))
        print(line("peak memory of the process", peak, "MB", MEMORY))
        with open_ready(Path(folder) / "large.db", content, now=SUNDAY).database as database:
            all_done(database, SUNDAY)
            all_done(database, MONDAY - timedelta(days=5))
            print(line("a beat with nothing due, 97 key results, median", median(beats(database, SUNDAY)), "ms", QUIET))
            more_results(database)
            all_done(database, MONDAY - timedelta(days=5))
            taken = beats(database, MONDAY - timedelta(days=5))
            print(line("the same, 100,000 key results, median", median(taken), "ms", QUIET_LARGE))


if __name__ == "__main__":
    main()
