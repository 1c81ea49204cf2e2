"""Commands in process, from request to committed answer, on SQLite with 1,000 projects; beside slack-bolt alone."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import cast
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Table, insert, select, update

from benchmarks.figures import line, median, percentile
from bot.opening import Content, open_ready
from commands.call import Options
from commands.dispatch import Dispatcher
from commands.lexicon import LexiconCache
from commands.request import Event, Identity, Place, Request
from commands.table import TABLE
from storage.database import Database
from storage.ledger import recording
from storage.ledger.folding import UPDATED
from storage.ledger.update import DeadlineSaid, Update, to_detail
from storage.organisation.files import EXAMPLE
from storage.rows.bookkeeping import HistoryEntry, Revision
from storage.rows.following import Weather
from storage.rows.organisation import Person
from storage.rows.plan import KeyResult
from storage.rows.portfolio import Project

NOW = datetime(2020, 11, 23, 9, tzinfo=UTC)
PROJECTS = 1_000
RUNS = 400
SEARCHES = (
    "télétravail",
    "schema directuer convergence",
    "parcours nouveaux managers",
    "dématérialisation des procédures",
    "baromètre de satisfaction des usagers",
    "centrale d'achat",
    "open data plateforme",
)
QUESTIONS = {
    "/objectif statut 4.2.2": ("/objectif statut 4.2.2",),
    "/objectif statut 4.2.1, updated and postponed": ("/objectif statut 4.2.1",),
    "/objectif chercher …": tuple(f"/objectif chercher {words}" for words in SEARCHES),
    "/projet chercher …": ("/projet chercher piscines", "/projet chercher tramway de Marseille"),
    "/objectif liste pilier 7 T3 2020": ("/objectif liste pilier 7 T3 2020",),
    "/objectif statut": ("/objectif statut",),
    "/projet liste vert": ("/projet liste vert",),
}
# The same with years of points d'étape behind them, the last of them of this very day.
LONG_HISTORY = 50_000
DAYS = 1_000
OF_HISTORY = ("/objectif mouvements depuis le 16/11/2020", "/projet mouvements depuis le 16/11/2020")
# Milliseconds: median and 99th percentile, for the two that have a limit.
LIMITS = {"/objectif statut 4.2.2": (3.0, 10.0), "/objectif chercher …": (3.0, 10.0)}


def more_projects(database: Database, total: int) -> None:
    """Projects like the printed ones until there are so many."""
    table = cast(Table, Project.__table__)
    with database.write() as session:
        printed = [dict(row) for row in session.execute(select(table)).mappings()]
        copies = (
            {**row, "key": f"{row['key']}-{number}", "name": f"{row['name']}, lot {number}", "circle_key": None}
            for number, row in zip(range(total - len(printed)), cycle(printed), strict=False)
        )
        while batch := list(islice(copies, 5_000)):
            session.execute(insert(table), batch)
        session.execute(update(Revision).where(Revision.subject == "plan").values(number=Revision.number + 1))


def requests(texts: tuple[str, ...]) -> Iterator[Request]:
    """Requests with an event of their own, without end."""
    for text in cycle(texts):
        event = Event("terminal", uuid4().hex, "line", NOW)
        yield Request(Identity("terminal", "manager"), Place("terminal", "manager", direct=True), text, event)


def more_updates(database: Database) -> None:
    """Points d'étape on both key results of 4.2.1, one of them postponed twice, and on every other project."""
    updates = [
        ("key_result", "4.2.1.a", Update(progress=40, weather=Weather.REACHABLE, comment="les sites distants restent")),
        ("key_result", "4.2.1.b", Update(deadline=DeadlineSaid(date(2021, 6, 30), "T2 2021", "marché sans suite"))),
        ("key_result", "4.2.1.b", Update(deadline=DeadlineSaid(date(2021, 9, 30), "T3 2021", "recrutement"))),
    ]
    with database.write() as session:
        lead = session.scalars(select(Person.id).where(Person.handle == "chef-de-file")).one()
        keys = session.scalars(select(Project.key).order_by(Project.key)).all()
        updates += [("project", key, Update(progress=10, weather=Weather.SECURE)) for key in keys[::2]]
        for kind, code, said in updates:
            subject = (kind, code)
            recording.record(session, subject=subject, action=UPDATED, detail=to_detail(said), by=lead, at=NOW)


def more_history(database: Database, total: int) -> None:
    """So many points d'étape, spread over the projects, the key results and the days until now."""
    with database.write() as session:
        person = session.scalars(select(Person.id).where(Person.handle == "chef-de-file")).one()
        projects = session.scalars(select(Project.key).order_by(Project.key)).all()
        results = session.scalars(select(KeyResult.code).order_by(KeyResult.code)).all()
        subjects = cycle([*(("project", key) for key in projects), *(("key_result", code) for code in results)])
        rows = (
            {
                "subject_kind": kind,
                "subject_code": code,
                "at": NOW - timedelta(days=DAYS) * (1 - number / total),
                "person_id": person,
                "action": UPDATED,
                "detail": {"progress": number % 100, "comment": "les sites distants restent"},
            }
            for number, (kind, code) in zip(range(total), subjects, strict=False)
        )
        while batch := list(islice(rows, 5_000)):
            session.execute(insert(HistoryEntry), batch)


def measure(database: Database, dispatcher: Dispatcher, texts: tuple[str, ...], runs: int) -> list[float]:
    """Milliseconds from request to committed answer, for each run after a warm-up."""
    taken = []
    for number, request in enumerate(islice(requests(texts), runs + 20)):
        begun = time.perf_counter()
        with database.write() as session:
            dispatcher.answer(session, request, now=NOW)
        if number >= 20:
            taken.append((time.perf_counter() - begun) * 1_000)
    return taken


async def bolt(runs: int) -> list[float]:
    """Milliseconds of a bare slack-bolt app for the same text, in process: one listener that acknowledges."""
    from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
    from slack_bolt.authorization import AuthorizeResult

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-x", bot_id="B1", bot_user_id="U1")

    app = AsyncApp(authorize=authorize, request_verification_enabled=False, ssl_check_enabled=False)

    @app.command("/objectif")
    async def echo(ack, command):  # type: ignore[no-untyped-def]
        await ack(command["text"])

    body = json.dumps(
        {"command": "/objectif", "text": "statut 4.2.2", "user_id": "U2", "team_id": "T1", "channel_id": "C1"}
    )
    taken = []
    for number in range(runs + 20):
        request = AsyncBoltRequest(body=body, mode="socket_mode")
        begun = time.perf_counter()
        answer = await app.async_dispatch(request)
        if answer.status != 200:
            raise RuntimeError(answer.status)
        if number >= 20:
            taken.append((time.perf_counter() - begun) * 1_000)
    return taken


def main() -> None:
    """Print each command's median and 99th percentile."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_ready(Path(folder) / "bench.db", Content(organisation=EXAMPLE), now=NOW)
        with opened.database as database:
            more_projects(database, PROJECTS)
            more_updates(database)
            dispatcher = Dispatcher(TABLE, Options(ZoneInfo("Europe/Paris")), LexiconCache())
            for name, texts in QUESTIONS.items():
                taken = measure(database, dispatcher, texts, RUNS)
                middle, high = LIMITS.get(name, (None, None))
                print(line(f"{name}: median", median(taken), "ms", middle))
                print(line(f"{name}: 99th percentile", percentile(taken, 0.99), "ms", high))
            more_history(database, LONG_HISTORY)
            for text in OF_HISTORY:
                taken = measure(database, dispatcher, (text,), RUNS // 4)
                print(line(f"{text}, {LONG_HISTORY:,} entries: median", median(taken), "ms"))
    taken = asyncio.run(bolt(RUNS))
    print(line("peer, bare slack-bolt echo in process: median", median(taken), "ms"))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
