"""An announcement killed on the way: everybody gets it, once, and the report counts them all."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from bot.clock import SystemClock
from storage.rows.organisation import Person
from tests.kill.announcer import announce
from tests.kill.children import child, finish
from tests.test_rules import begun
from tests.world import World

# A Monday, far from closing however long it lasts.
MORNING = datetime(2020, 12, 7, 9, 5, tzinfo=ZoneInfo("Europe/Paris"))
HANDLES = "foule-{:04}"


def arrived(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def approved(world: World, number: int, *, urgent: bool) -> None:
    """An announcement to so many persons more, by two persons."""
    begun(world, "2020-11-29 12:00")
    with world.database.write() as session:
        rows = [{"handle": HANDLES.format(rank), "label": "x", "fictitious": True} for rank in range(number)]
        session.execute(insert(Person), rows)
    world.now = MORNING
    world.say("annonce urgente tous : bonjour motif fuite" if urgent else "annonce aperçu tous : bonjour", by="appui")
    world.say("annonce envoyer 1", by="appui")
    assert "part vers" in world.say("annonce envoyer 1", by="appui-projets").text


def killed_on_the_way(
    world: World, path: Path, *, number: int, kills: int, seconds: float, urgent: bool = False, pauses: bool = False
) -> None:
    approved(world, number, urgent=urgent)
    chance = random.Random(number)
    shift = (MORNING - SystemClock().now()).total_seconds()
    address = world.database.url.render_as_string(hide_password=False)
    others = 2 if world.database.dialect == "postgresql" else 0
    for enough in sorted(chance.sample(range(number * 9 // 10), kills)):
        with ExitStack() as processes:
            for _ in range(others):
                processes.enter_context(child(announce, address, path, seconds, shift))
            process = processes.enter_context(child(announce, address, path, seconds, shift))
            while len(arrived(path)) < enough and process.is_alive():
                time.sleep(0.01)
            if pauses:
                world.say("annonce pause 1", by="appui")
            time.sleep(chance.uniform(0, 0.2))
        if pauses:
            world.say("annonce reprise 1", by="appui")
    with child(announce, address, path, seconds, shift) as process:
        finish(process)
    told = Counter(record["place"] for record in arrived(path) if "bonjour" in record["text"])
    assert set(told.values()) == {1}, "each person once"
    assert {HANDLES.format(rank) for rank in range(number)} <= told.keys()
    report = world.say("annonce bilan 1", by="appui").text.replace(" ", "")
    assert f"Remises:{len(told)}\n" in report
    assert "Refuséesparlamessagerie:0" in report


@pytest.mark.timeout(900)
def test_an_announcement_killed_four_times_reaches_each_of_500_once(world: World, tmp_path: Path) -> None:
    killed_on_the_way(world, tmp_path / "sent.jsonl", number=500, kills=4, seconds=0.02)


@pytest.mark.timeout(900)
def test_an_urgent_announcement_killed_four_times_reaches_each_of_500_once(sqlite_world: World, tmp_path: Path) -> None:
    killed_on_the_way(sqlite_world, tmp_path / "sent.jsonl", number=500, kills=4, seconds=0.02, urgent=True)


@pytest.mark.timeout(900)
def test_an_announcement_paused_and_killed_reaches_each_of_500_once(world: World, tmp_path: Path) -> None:
    killed_on_the_way(world, tmp_path / "sent.jsonl", number=500, kills=3, seconds=0.02, pauses=True)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("urgent", [False, True])
def test_an_announcement_killed_fifty_times_reaches_each_of_8225_once(
    world: World, tmp_path: Path, *, urgent: bool
) -> None:
    killed_on_the_way(world, tmp_path / "sent.jsonl", number=8_225, kills=50, seconds=0.005, urgent=urgent)
