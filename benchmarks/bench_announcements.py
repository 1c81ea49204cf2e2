"""An announcement to 8,225 persons on SQLite: its transactions, and the commands answered while it goes out."""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks.figures import line, median, percentile
from bot.app import dispatcher
from bot.opening import Content, open_ready
from bot.platform import Pace, Route
from bot.pulse import Pulse, Tick
from bot.sender import Sender
from bot.settings import Settings
from bot.work import Together, Work
from commands.message import Message, text_of
from commands.request import Event, Identity, Place, Request
from reminders.calendar import WorkingCalendar
from storage.database import Database
from storage.organisation.files import EXAMPLE
from storage.rows.organisation import Account, Person, Platform

PARIS = ZoneInfo("Europe/Paris")
CALENDAR = WorkingCalendar(PARIS)
SUNDAY = datetime(2020, 11, 29, 12, tzinfo=UTC)
TUESDAY = datetime(2020, 12, 8, 9, 5, tzinfo=PARIS).astimezone(UTC)
RECIPIENTS = 8_225
# Milliseconds.
TRANSACTION, COMMAND = 50.0, 100.0


class Taking:
    """A platform that takes everything at once."""

    name = "slack"
    pace = Pace()

    def __init__(self) -> None:
        self.taken = 0

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        self.taken += 1
        return key

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        raise NotImplementedError

    async def find(self, place: str, *, key: str) -> str | None:
        return None


class Timed:
    """A beat, and the milliseconds of each of its transactions: of the clock, and of this thread's processor."""

    def __init__(self, tick: Tick) -> None:
        self._tick = tick
        self.clock: list[float] = []
        self.processor: list[float] = []

    def __call__(self, session: Session, now: datetime) -> int:
        begun, spent = time.perf_counter(), time.thread_time()
        more = self._tick(session, now)
        session.flush()
        self.clock.append((time.perf_counter() - begun) * 1_000)
        self.processor.append((time.thread_time() - spent) * 1_000)
        return more


def crowd(database: Database) -> None:
    """So many persons more, each with an account on Slack."""
    with database.write() as session:
        handles = [f"agent-{number}" for number in range(RECIPIENTS)]
        session.execute(insert(Person), [{"handle": each, "label": each, "fictitious": True} for each in handles])
        ids = session.scalars(select(Person.id).where(Person.handle.like("agent-%"))).all()
        rows = [{"platform": Platform.SLACK, "account_id": f"U{each:07}", "person_id": each} for each in ids]
        session.execute(insert(Account), rows)


async def announced(database: Database) -> None:
    """Prepare it, have it answered for by a second person, send it; commands are asked all the while."""
    work, answering = Work(database), dispatcher(Settings())
    ask: Together[Request, Message | None] = work.together(
        lambda session, request: answering.answer(session, request, now=TUESDAY), own_savepoint=False
    )
    numbers = iter(range(1_000_000))
    platform = Taking()
    tick = Timed(Tick(CALENDAR, (Platform.SLACK,)))
    sender = Sender(work, [platform], now=lambda: TUESDAY, rest=0.05)
    pulse = Pulse(work, tick, now=lambda: TUESDAY, wake=sender.wake, every=1.0)

    async def said(text: str, by: str) -> float:
        event = Event("terminal", f"bench-{next(numbers)}", "line", TUESDAY)
        request = Request(Identity("terminal", by), Place("terminal", by, direct=True), text, event)
        begun = time.perf_counter()
        answer = await ask(request)
        taken = (time.perf_counter() - begun) * 1_000
        if answer is None or answer.about.kind in ("refused", "misread", "incident"):
            raise RuntimeError(text_of(answer.blocks[0].lines[0]) if answer else text)  # type: ignore[union-attr]
        return taken

    await said("objectif statut 4.2.2", "manager")
    await said("annonce aperçu @agent : bonjour", "appui")
    own = {"aperçu": await said("annonce aperçu tous : bonjour", "appui")}
    await said("annonce envoyer 2", "appui")
    own["envoyer"] = await said("annonce envoyer 2", "appui-projets")
    answered: list[float] = []
    running = [asyncio.create_task(each.run()) for each in (sender, pulse)]
    begun, spent = time.perf_counter(), time.process_time()
    while platform.taken < RECIPIENTS:
        answered.append(await said("objectif statut 4.2.2", "manager"))
        if "bilan" not in own and platform.taken > RECIPIENTS // 2:
            own["bilan"] = await said("annonce bilan 2", "appui")
            own["pause"] = await said("annonce pause 2", "appui")
            own["reprise"] = await said("annonce reprise 2", "appui")
        await asyncio.sleep(0.05)
    seconds, processor = time.perf_counter() - begun, time.process_time() - spent
    pulse.stop()
    sender.stop()
    await asyncio.gather(*running)
    await work.close()
    print(line("8,225 recipients, to the last arrival", seconds, "s"))
    print(line("the same, processor, commands and sending included", processor, "s"))
    print(line("transactions of the pulse, median", median(tick.clock), "ms"))
    print(line("the same, 99th percentile", percentile(tick.clock, 0.99), "ms"))
    print(line("the same, the slowest", max(tick.clock), "ms", TRANSACTION))
    print(line("the same, the slowest, processor", max(tick.processor), "ms", TRANSACTION))
    print(line("commands answered meanwhile, 99th percentile", percentile(answered, 0.99), "ms", COMMAND))
    print(line("commands answered meanwhile, the slowest", max(answered), "ms", COMMAND))
    for verb, taken in own.items():
        print(line(f"annonce {verb}", taken, "ms", COMMAND))


def main() -> None:
    """Print the figures beside their limits."""
    with tempfile.TemporaryDirectory() as folder:
        content = Content(organisation=EXAMPLE)
        with open_ready(Path(folder) / "many.db", content, now=SUNDAY).database as database:
            tick = Tick(CALENDAR)
            for now in (SUNDAY, TUESDAY):
                more = 1
                while more:
                    with database.write() as session:
                        more = tick(session, now)
            crowd(database)
            asyncio.run(announced(database))


if __name__ == "__main__":
    main()
