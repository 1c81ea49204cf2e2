"""Updates in process, from text to committed answer, on SQLite: 1,000 projects, a history behind each subject."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from benchmarks.bench_commands import PROJECTS, more_projects
from benchmarks.figures import line, median, percentile
from bot.opening import Content, open_ready
from commands.call import Options
from commands.dispatch import Dispatcher
from commands.lexicon import LexiconCache
from commands.request import Event, Identity, Place, Request
from commands.table import TABLE
from storage.database import Database
from storage.organisation.files import EXAMPLE

NOW = datetime(2020, 11, 23, 9, tzinfo=UTC)
RUNS = 400
WARM_UP = 20
# Who says it, and what; the number makes each one differ from the one before.
SENTENCES = {
    "objectif maj": ("chef-de-file", "objectif maj 4.1.1.a {} %, couvert, reste les sites distants"),
    "projet maj": ("chef-de-projet", "projet maj developpement-du-teletravail {} %, vert, charte signée"),
}
# Milliseconds, the median of an update (issue: five).
LIMIT = 5.0


def requests(by: str, sentence: str) -> Iterator[tuple[Request, datetime]]:
    """Updates with an event of their own, a minute after each other, without end."""
    number = 0
    while True:
        number += 1
        now = NOW + timedelta(minutes=number)
        event = Event("terminal", uuid4().hex, "line", now)
        text = sentence.format(number % 100)
        yield Request(Identity("terminal", by), Place("terminal", by, direct=True), text, event), now


def measure(database: Database, dispatcher: Dispatcher, by: str, sentence: str) -> list[float]:
    """Milliseconds from request to committed answer, for each run after a warm-up."""
    taken = []
    for number, (request, now) in enumerate(islice(requests(by, sentence), RUNS + WARM_UP)):
        begun = time.perf_counter()
        with database.write() as session:
            answer = dispatcher.answer(session, request, now=now)
        elapsed = (time.perf_counter() - begun) * 1_000
        if answer is None or answer.about.kind != "recorded":
            raise RuntimeError(f"not recorded: {request.text}")
        if number >= WARM_UP:
            taken.append(elapsed)
    return taken


def main() -> None:
    """Print each sentence's median and 99th percentile, beside the limit."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_ready(Path(folder) / "bench.db", Content(organisation=EXAMPLE), now=NOW)
        with opened.database as database:
            more_projects(database, PROJECTS)
            dispatcher = Dispatcher(TABLE, Options(ZoneInfo("Europe/Paris")), LexiconCache())
            for name, (by, sentence) in SENTENCES.items():
                taken = measure(database, dispatcher, by, sentence)
                print(line(f"{name}: median", median(taken), "ms", LIMIT))
                print(line(f"{name}: 99th percentile", percentile(taken, 0.99), "ms"))


if __name__ == "__main__":
    main()
