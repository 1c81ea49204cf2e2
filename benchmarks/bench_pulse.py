"""A beat of the pulse with nothing due, on SQLite with many notices already told or still too early."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from benchmarks.figures import line, median, percentile
from bot.opening import Content, open_ready
from bot.pulse import Tick
from reminders.calendar import WorkingCalendar
from storage import history
from storage.database import Database
from storage.organisation.files import EXAMPLE
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Notice
from storage.rows.organisation import Person

NOW = datetime(2020, 11, 23, 9, tzinfo=UTC)
RUNS = 500
# Notices kept: a year of a plan with many followers, and what waits for tomorrow.
TOLD, EARLY = 50_000, 2_000
# Milliseconds, the median.
LIMIT = 5.0


def filled(database: Database) -> None:
    """Notices of one entry, told long ago or to be told tomorrow."""
    with database.write() as session:
        person = session.scalars(select(Person.id).limit(1)).one()
        subject = ("key_result", "4.2.2.b")
        history.append(session, subject=subject, at=NOW, person_id=person, action="updated", detail={"progress": 40})
        entry = session.scalars(select(HistoryEntry.id).order_by(HistoryEntry.id.desc()).limit(1)).one()
        rows = [
            {
                "key": f"bench:{number}",
                "person_id": person,
                "kind": "followed",
                "entry_id": entry,
                "created_at": NOW,
                "not_before": NOW if number < TOLD else NOW + timedelta(days=1),
                "letter": f"daily:{number}" if number < TOLD else None,
            }
            for number in range(TOLD + EARLY)
        ]
        session.execute(insert(Notice), rows)


def main() -> None:
    """Print the figures beside the limit."""
    with tempfile.TemporaryDirectory() as folder:
        address = Path(folder) / "bench.db"
        with open_ready(address, Content(organisation=EXAMPLE), now=NOW).database as database:
            filled(database)
            tick = Tick(WorkingCalendar(ZoneInfo("Europe/Paris")))
            taken = []
            for _ in range(RUNS):
                begun = time.perf_counter()
                with database.write() as session:
                    if tick(session, NOW):
                        raise RuntimeError("something was due")
                taken.append((time.perf_counter() - begun) * 1_000)
    print(line("a beat with nothing due, committed, median", median(taken), "ms", LIMIT))
    print(line("the same, 99th percentile", percentile(taken, 0.99), "ms"))


if __name__ == "__main__":
    main()
