"""The database: how it is opened, what it refuses, and how each fault is said."""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from storage.checks import check
from storage.database import Database, open_database
from storage.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseError,
    DatabaseReadOnly,
    DatabaseTooNew,
    DatabaseTooOld,
    DatabaseUnreachable,
)
from storage.rows.bookkeeping import InboxEvent
from storage.upgrade import known_schema, require_current_schema, upgrade
from tests.sources import ROOT

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)

# What must be seen in no error and no log.
WRITTEN = "ce que quelqu'un a écrit"
ROW = {"platform": "terminal", "event_id": WRITTEN, "kind": "line"}


def event(number: str, at: datetime = NOON) -> InboxEvent:
    return InboxEvent(platform="terminal", event_id=number, kind="line", taken_at=at)


def test_sqlite_is_set_up_for_one_writer_and_many_readers(tmp_path: Path) -> None:
    with open_database(tmp_path / "new" / "a.db") as database, database.write() as session:
        for pragma, value in (
            ("journal_mode", "wal"),
            ("synchronous", 1),
            ("foreign_keys", 1),
            ("busy_timeout", 5_000),
        ):
            assert session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_full_synchronous_is_a_choice(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db", synchronous="FULL") as database, database.write() as session:
        assert session.execute(text("PRAGMA synchronous")).scalar() == 2


def write(database: Database, *rows: InboxEvent, then: Exception | None = None) -> None:
    with database.write() as session:
        session.add_all(rows)
        session.flush()
        if then is not None:
            raise then


def test_a_write_is_committed_and_a_failure_undone(database: Database) -> None:
    write(database, event("kept"))
    with pytest.raises(LookupError):
        write(database, event("lost"), then=LookupError())
    with database.read() as session:
        assert session.scalars(select(InboxEvent.event_id)).all() == ["kept"]


def test_a_reading_session_cannot_write(database: Database) -> None:
    def attempt() -> None:
        with database.read() as session:
            session.add(event("x"))
            session.flush()

    with pytest.raises(DatabaseReadOnly, match="refuse l’écriture"):
        attempt()
    with database.read() as session:
        assert session.scalars(select(InboxEvent)).all() == []


def test_a_reading_session_sees_one_state(database: Database) -> None:
    count = select(func.count()).select_from(InboxEvent)
    with database.read() as session:
        assert session.scalar(count) == 0
        write(database, event("meanwhile"))
        assert session.scalar(count) == 0
    with database.read() as session:
        assert session.scalar(count) == 1


def test_a_reader_takes_no_lock(sqlite_database: Database) -> None:
    with sqlite_database.read() as session:
        session.scalars(select(InboxEvent)).all()
        other = sqlite3.connect(str(sqlite_database.path), timeout=0, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.close()


def test_what_is_opened_to_read_refuses_to_write(upgraded_url: str) -> None:
    with open_database(upgraded_url, read_only=True) as database:
        for attempt in (database.write, database.connect):
            with pytest.raises(DatabaseReadOnly, match="lecture seule"), attempt():
                pass


def test_a_writer_holds_the_lock_from_its_first_statement(sqlite_database: Database) -> None:
    path = sqlite_database.path
    assert path is not None
    with sqlite_database.write() as session:
        session.execute(text("SELECT 1"))
        other = sqlite3.connect(path, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM inbox_event").fetchone() == (0,)
        other.close()


def test_a_lock_held_too_long_is_said(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sqlite_database.path
    assert path is not None
    sqlite_database.dispose()
    monkeypatch.setattr("storage.database.BUSY_TIMEOUT", 20)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with open_database(path, read_only=True) as reading, reading.read() as session:
        assert session.scalars(select(InboxEvent.event_id)).all() == []
    with pytest.raises(DatabaseBusy):
        open_database(path)
    holder.close()


def test_an_instant_needs_its_zone_and_comes_back_aware(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        write(database, event("naive", NOON.replace(tzinfo=None)))
    write(database, event("aware"))
    with database.read() as session:
        assert session.scalars(select(InboxEvent.taken_at)).one() == NOON


def fail_twice_the_same(session: Session) -> None:
    session.execute(insert(InboxEvent), [{**ROW, "taken_at": NOON}, {**ROW, "taken_at": NOON}])


def fail_to_convert(session: Session) -> None:
    session.execute(text("SELECT CAST(:written AS integer) FROM nowhere"), {"written": WRITTEN})


def fail_to_read_a_number(session: Session) -> None:
    # SQLite makes 0 of it.
    written = "CAST(:written AS integer)" if session.get_bind().dialect.name == "postgresql" else "nothing(:written)"
    session.execute(text(f"SELECT {written}"), {"written": WRITTEN})


@pytest.mark.parametrize("attempt", [fail_twice_the_same, fail_to_convert, fail_to_read_a_number])
def test_what_people_wrote_is_not_in_the_errors_of_statements(
    database: Database, attempt: Callable[[Session], None]
) -> None:
    def run() -> None:
        with database.write() as session:
            attempt(session)

    with pytest.raises(DBAPIError) as raised:
        run()
    trace = "".join(traceback.format_exception(raised.value))
    assert WRITTEN not in trace
    assert "DETAIL" not in trace
    assert "hidden" in str(raised.value)


def test_what_people_wrote_is_not_in_the_errors_of_a_fault(sqlite_database: Database) -> None:
    sqlite_database.dispose()
    with sqlite3.connect(str(sqlite_database.path)) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON inbox_event BEGIN SELECT RAISE(ABORT, 'no'); END")
    connection.close()
    with pytest.raises(IntegrityError) as raised:
        write(sqlite_database, event(WRITTEN))
    assert WRITTEN not in "".join(traceback.format_exception(raised.value))


def test_statements_are_logged_without_values(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="sqlalchemy.engine"):
        write(database, event(WRITTEN))
    assert "INSERT INTO inbox_event" in caplog.text
    assert WRITTEN not in caplog.text


def test_opening_what_is_no_database_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "notes.txt"
    broken.write_text("ceci n'est pas une base " * 100, encoding="utf-8")
    with pytest.raises(DatabaseDamaged, match=r"« .*notes\.txt » n’est pas une base SQLite.*sauvegarde\.$"):
        open_database(broken)
    with pytest.raises(DatabaseUnreachable, match=r"est un dossier.*dimension\.db"):
        open_database(tmp_path)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with open_database(foreign) as database:
        with pytest.raises(DatabaseDamaged, match=r"foreign\.db » est la base d’un autre programme"):
            upgrade(database)
        with database.read() as session:
            assert session.scalars(text("SELECT name FROM sqlite_master")).all() == ["theirs"]


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://127.0.0.1:1/x?connect_timeout=1", "http://x", ""])
def test_an_address_that_leads_nowhere_is_said(address: str) -> None:
    with pytest.raises(DatabaseError) as raised:
        open_database(address)
    assert isinstance(raised.value, DatabaseUnreachable | DatabaseReadOnly | DatabaseDamaged)
    assert str(raised.value).endswith(".")


def test_a_schema_of_another_version_is_refused(database: Database) -> None:
    require_current_schema(database)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (upgrade, require_current_schema):
        with pytest.raises(DatabaseTooNew, match="9999"):
            attempt(database)
    assert [problem.key for problem in check(database)] == ["database_too_new"]


def test_a_base_without_tables_is_too_old(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db") as database:
        with pytest.raises(DatabaseTooOld):
            require_current_schema(database)
        assert upgrade(database).after == known_schema()
        assert not upgrade(database).changed


def test_the_schema_is_known_without_alembic() -> None:
    code = "import sys, storage.upgrade; storage.upgrade.known_schema(); print('alembic' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
