"""The inbox: each platform event is taken once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import inspect

from storage import inbox
from storage.database import Database, open_database
from storage.rows.bookkeeping import InboxEvent

NOW = datetime(2020, 11, 23, 8, 0, tzinfo=UTC)


def take(database: Database, event_id: str = "Ev1", *, platform: str = "slack", at: datetime = NOW) -> bool:
    with database.write() as session:
        return inbox.take(session, platform=platform, event_id=event_id, kind="message", at=at)


def test_an_event_is_taken_once(database: Database) -> None:
    assert [take(database), take(database)] == [True, False]


def test_two_platforms_may_use_the_same_id(database: Database) -> None:
    assert [take(database, platform="slack"), take(database, platform="matrix")] == [True, True]


def test_an_event_whose_effects_are_undone_is_taken_again(database: Database) -> None:
    with suppress(RuntimeError), database.write() as session:
        inbox.take(session, platform="slack", event_id="Ev1", kind="message", at=NOW)
        raise RuntimeError
    assert take(database)


def test_of_several_processes_one_takes_an_event(database: Database, upgraded_url: str) -> None:
    def race(_: int) -> int:
        with open_database(upgraded_url) as mine:
            return sum(take(mine, f"Ev{number}") for number in range(50))

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(race, range(4))) == 50


def test_old_events_are_forgotten(database: Database) -> None:
    take(database, "old", at=NOW - timedelta(days=30))
    take(database, "new", at=NOW)
    with database.write() as session:
        assert inbox.forget_before(session, instant=NOW - timedelta(days=7)) == 1
    assert [take(database, "old"), take(database, "new")] == [True, False]


def test_nothing_of_the_content_is_kept() -> None:
    assert set(inspect(InboxEvent).columns.keys()) == {"platform", "event_id", "kind", "taken_at"}
