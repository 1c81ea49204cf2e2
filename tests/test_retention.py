"""Free texts are forgotten after the days that the settings say; what stands is still what the history says."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.forgetting import DailyForgetting
from bot.pulse import Pulse, Tick
from bot.work import Work
from reminders.calendar import WorkingCalendar
from storage import history
from storage.database import Database
from storage.ledger import recording
from storage.ledger.folding import UPDATED
from storage.ledger.retention import TOGETHER, Forgetting, Forgotten, forget_texts
from tests.ledgers import assert_folded
from tests.sources import ROOT
from tests.world import World

RESULT = "4.1.1.a"
SUBJECT = ("key_result", RESULT)
PARIS = ZoneInfo("Europe/Paris")
BY = "chef-de-file"


def details(database: Database) -> list[dict[str, object]]:
    """The details of the updates of the key result, oldest first."""
    with database.read() as session:
        entries = history.of(session, subjects=[SUBJECT], limit=99)
        return [dict(each.detail) for each in reversed(entries) if each.action == UPDATED]


def tell(world: World) -> None:
    """A blockage, then, two hundred days later, a better weather and a comment."""
    asked = "blocage « deux équipes manquent », appui « deux postes » demandé à « Comex » avant le 15/12/2020"
    world.say(f"objectif maj {RESULT} 40 %, nuage, {asked}, commentaire « on attend »", by=BY)
    world.later(days=200)
    world.say(f"objectif maj {RESULT} 60 %, couvert, commentaire « un poste est pourvu »", by=BY)


def test_texts_go_after_their_time_and_the_rest_stays(world: World) -> None:
    tell(world)
    assert forget_texts(world.database, before=world.now - timedelta(days=100)) == Forgotten(texts=3, subjects=1)
    first, second = details(world.database)
    assert first["comment"] is None
    assert first["support"] == {"blocker": None, "need": None, "needed_by": "2020-12-15", "body": "comex"}
    assert (first["progress"], first["weather"]) == (40, "needs_support")
    assert second["comment"] == "un poste est pourvu"
    with world.database.read() as session:
        assert_folded(session)


def test_what_was_forgotten_is_forgotten_once(world: World) -> None:
    tell(world)
    forget_texts(world.database, before=world.now)
    assert forget_texts(world.database, before=world.now) == Forgotten(texts=0, subjects=0)


def test_a_text_that_is_gone_is_said_to_be(sqlite_world: World) -> None:
    world = sqlite_world
    tell(world)
    forget_texts(world.database, before=world.now + timedelta(days=1))
    # Somebody else speaks at once, and is told what was said before.
    answer = world.say(f"objectif maj {RESULT} 70 %", by="manager")
    assert "commentaire texte retiré" in answer.text
    assert "un poste est pourvu" not in answer.text


def test_nothing_younger_goes(sqlite_world: World) -> None:
    tell(sqlite_world)
    before = details(sqlite_world.database)
    assert forget_texts(sqlite_world.database, before=sqlite_world.now - timedelta(days=300)).texts == 0
    assert details(sqlite_world.database) == before


def test_the_operator_forgets_by_command(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DIMENSION_")}
    environment |= {"PYTHONPATH": str(ROOT)}

    def dimension(*arguments: str, typed: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=typed,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment,
            check=True,
            timeout=120,
        )
        return done.stdout.replace("\u00a0", " ").replace("\u202f", " ")

    talk = ("chat", "--as", BY, "--database", "x.db", "--date", "2020-11-23")
    dimension(*talk, typed=f"objectif maj {RESULT} 40 %, on attend le marché\n")
    # The example's day is years ago: what was said then is older than three years.
    forgotten = dimension("database", "forget-texts", "--database", "x.db")
    assert forgotten.startswith("Textes libres retirés, antérieurs au ")
    assert forgotten.rstrip().endswith(": 1, de 1 sujet.")
    assert dimension("database", "forget-texts", "--database", "x.db").startswith("Aucun texte libre antérieur au ")


# By itself, each day


async def test_the_pulse_forgets_each_day(world: World) -> None:
    tell(world)
    work = Work(world.database)
    forgetting = DailyForgetting(timedelta(days=100), PARIS)
    beating = Pulse(work, Tick(WorkingCalendar(PARIS)), now=lambda: world.now, wake=lambda: None, then=forgetting)
    await beating.beat()
    first, second = details(world.database)
    assert (first["comment"], second["comment"]) == (None, "un poste est pourvu")
    # What has grown old since goes on the day on which it is too old, and not before.
    world.later(days=100)
    await beating.beat()
    assert details(world.database)[1]["comment"] == "un poste est pourvu"
    world.later(days=1)
    await beating.beat()
    await work.close()
    assert details(world.database)[1]["comment"] is None
    with world.database.read() as session:
        assert_folded(session)


def test_what_is_said_while_a_step_is_made_ready_is_kept(world: World) -> None:
    tell(world)
    forgetting = Forgetting(world.now - timedelta(days=100))
    with world.database.read() as session:
        step = forgetting.prepare(session)
    assert step is not None
    world.say(f"objectif maj {RESULT} 70 %, commentaire « entre-temps »", by=BY)
    with world.database.write() as session:
        forgetting.carry_out(session, step)
    assert forgetting.forgotten == Forgotten(0, 0)
    with world.database.read() as session:
        again = forgetting.prepare(session)
    assert again is not None
    with world.database.write() as session:
        forgetting.carry_out(session, again)
    with world.database.read() as session:
        assert forgetting.prepare(session) is None
        assert_folded(session)
    assert [each["comment"] for each in details(world.database)] == [None, "un poste est pourvu", "entre-temps"]


@pytest.mark.no_cover
def test_a_long_history_is_forgotten_in_short_transactions(world: World) -> None:
    with world.database.write() as session:
        for number in range(2 * TOGETHER + 50):
            detail = {"progress": number % 100, "comment": f"commentaire {number}"}
            recording.record(session, subject=SUBJECT, action=UPDATED, detail=detail, by=None, at=world.now)
    forgetting, held = Forgetting(world.now + timedelta(days=1)), []
    while True:
        with world.database.read() as session:
            step = forgetting.prepare(session)
        if step is None:
            break
        begun = time.perf_counter()
        with world.database.write() as session:
            forgetting.carry_out(session, step)
        held.append(time.perf_counter() - begun)
        with world.database.read() as session:
            assert_folded(session)
    assert forgetting.forgotten == Forgotten(2 * TOGETHER + 50, 1)
    assert len(held) == 3
    # 8 to 21 ms each on SQLite (docs/mesures.md): others share the machine here.
    assert sorted(held)[1] < 0.2
