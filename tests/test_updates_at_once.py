"""Many updates at once: each is recorded, none twice, and what stands is what the history says."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from storage import standings
from storage.database import Database, open_database
from storage.ledger.folding import UPDATED
from storage.rows.bookkeeping import HistoryEntry
from tests.databases import Databases
from tests.kill.children import child, finish
from tests.kill.teller import say_all, tell
from tests.ledgers import assert_folded
from tests.world import filled

SEVERAL = [200, pytest.param(5_000, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)])]


@pytest.fixture
def filled_database(databases: Databases) -> Iterator[Database]:
    with databases.fresh(filled) as url, open_database(url) as opened:
        yield opened


@pytest.fixture
def postgresql_filled(postgresql_databases: Databases) -> Iterator[Database]:
    with postgresql_databases.fresh(filled) as url, open_database(url) as opened:
        yield opened


def notes(database: Database) -> Counter[str]:
    """How many times each comment stands in the history."""
    with database.read() as session:
        details = session.scalars(select(HistoryEntry.detail).where(HistoryEntry.action == UPDATED)).all()
    return Counter(detail["comment"] for detail in details)


def assert_each_recorded_once(database: Database, total: int) -> None:
    assert notes(database) == Counter(f"note {number}" for number in range(total))
    with database.read() as session:
        assert_folded(session)
        last = session.scalars(
            select(HistoryEntry).where(HistoryEntry.subject_code == "4.1.1.a").order_by(HistoryEntry.id.desc()).limit(1)
        ).one()
        state = standings.state_of(session, subject=("key_result", "4.1.1.a"))
        assert (state.comment, state.progress) == (last.detail["comment"], last.detail["progress"])


@pytest.mark.parametrize("total", SEVERAL)
async def test_updates_said_at_once_and_delivered_twice_are_recorded_once(
    filled_database: Database, total: int
) -> None:
    numbers = [*range(total), *range(total)]
    random.Random(total).shuffle(numbers)
    answers = await say_all(filled_database, numbers)
    assert Counter(answer and answer.about.kind for answer in answers) == {"recorded": total, None: total}
    assert_each_recorded_once(filled_database, total)


@pytest.mark.postgresql
@pytest.mark.parametrize("total", SEVERAL)
def test_processes_that_say_the_same_updates_record_each_once(postgresql_filled: Database, total: int) -> None:
    address = postgresql_filled.url.render_as_string(hide_password=False)
    with child(tell, address, total, 1) as first, child(tell, address, total, 2) as second:
        finish(first)
        finish(second)
    assert_each_recorded_once(postgresql_filled, total)


def test_a_killed_process_loses_no_update_that_is_said_again(filled_database: Database) -> None:
    address = filled_database.url.render_as_string(hide_password=False)
    chance = random.Random(1)
    for seed in range(3):
        with child(tell, address, 300, seed):
            time.sleep(chance.uniform(0.1, 0.6))
        with filled_database.read() as session:
            assert_folded(session)
        assert max(notes(filled_database).values(), default=1) == 1
    with child(tell, address, 300, 3) as process:
        finish(process)
    assert_each_recorded_once(filled_database, 300)
