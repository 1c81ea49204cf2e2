"""A Monday morning killed on the way: everybody gets their digest, once."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.clock import SystemClock
from storage.ledger.update import Update
from storage.rows.organisation import Person, Role, RoleGrant
from storage.rows.plan import Status
from tests.kill.children import child, finish
from tests.kill.fan_out import fan_out
from tests.test_letters import PARIS, at
from tests.test_rules import beat, begun
from tests.test_telling import update
from tests.world import World

SUBJECT = ("key_result", "4.1.1.a")
MORNING = datetime(2020, 12, 7, 9, 0, tzinfo=PARIS)


def readers(world: World, number: int) -> list[str]:
    """So many managers of a unit in which something has changed."""
    handles = [f"lecteur-{rank}" for rank in range(number)]
    unit = "direction-numerique"
    with world.database.write() as session:
        rows = [{"handle": each, "label": each, "unit_key": unit, "fictitious": True} for each in handles]
        session.execute(insert(Person), rows)
        ids = session.scalars(select(Person.id).where(Person.handle.in_(handles))).all()
        session.execute(insert(RoleGrant), [{"person_id": each, "role": Role.MANAGER} for each in ids])
    return handles


def monday(world: World, number: int) -> list[str]:
    """A base that has something to tell so many readers on Monday 7 December 2020."""
    begun(world)
    handles = readers(world, number)
    beat(world, "2020-11-30 10:00")
    at(world, "2020-12-01 10:00")
    update(world, SUBJECT, "chef-de-file", Update(status=Status.SUSPENDED))
    beat(world, "2020-12-04 11:00")
    return handles


def arrived(path: Path) -> list[str]:
    return [json.loads(line)["key"] for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def killed_on_the_way(world: World, path: Path, *, number: int, kills: int, seconds: float) -> None:
    handles = monday(world, number)
    chance = random.Random(number)
    # Five minutes past nine, and going on at the ordinary pace.
    shift = (MORNING - SystemClock().now()).total_seconds() + 300
    address = world.database.url.render_as_string(hide_password=False)
    others = 2 if world.database.dialect == "postgresql" else 0
    for enough in sorted(chance.sample(range(number * 9 // 10), kills)):
        with ExitStack() as processes:
            for _ in range(others):
                processes.enter_context(child(fan_out, address, path, seconds, shift))
            process = processes.enter_context(child(fan_out, address, path, seconds, shift))
            while len(arrived(path)) < enough and process.is_alive():
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.2))
    with child(fan_out, address, path, seconds, shift) as process:
        finish(process)
    keys = Counter(arrived(path))
    assert set(keys.values()) == {1}, "each message once"
    mine = {key for key in keys if key.startswith("daily:lecteur-") and key.endswith("2020-12-07")}
    assert mine == {f"daily:{handle}:2020-12-07" for handle in handles}


@pytest.mark.timeout(900)
def test_a_fan_out_killed_four_times_reaches_each_of_500_once(world: World, tmp_path: Path) -> None:
    killed_on_the_way(world, tmp_path / "sent.jsonl", number=500, kills=4, seconds=0.02)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_a_fan_out_killed_fifty_times_reaches_each_of_8225_once(world: World, tmp_path: Path) -> None:
    killed_on_the_way(world, tmp_path / "sent.jsonl", number=8_225, kills=50, seconds=0.005)
