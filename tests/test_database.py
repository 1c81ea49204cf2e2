"""The database: how it is opened, what it refuses, and how each fault is said."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from storage.backup import backup
from storage.checks import check, check_at
from storage.database import Database, open_database
from storage.errors import (
    BackupFailed,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseError,
    DatabaseReadOnly,
    DatabaseTooNew,
    DatabaseTooOld,
    DatabaseUnreachable,
)
from storage.rows.delivery import InboxEvent
from storage.upgrade import known_schema, require_current_schema, upgrade
from tests.sources import ROOT

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)


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

    with pytest.raises(DatabaseError):
        attempt()


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


def test_values_are_not_in_the_errors_of_statements(sqlite_database: Database) -> None:
    write(sqlite_database, event("ce que quelqu'un a écrit"))
    with pytest.raises(IntegrityError) as raised:
        write(sqlite_database, event("ce que quelqu'un a écrit"))
    assert "quelqu'un" not in str(raised.value)


def test_opening_what_is_no_database_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "notes.txt"
    broken.write_text("ceci n'est pas une base " * 100, encoding="utf-8")
    with pytest.raises(DatabaseDamaged, match=r"notes\.txt"):
        open_database(broken)
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with open_database(foreign) as database, pytest.raises(DatabaseDamaged):
        upgrade(database)


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


def test_a_sound_database_has_no_problem(database: Database) -> None:
    assert check(database) == []


def test_damage_is_found(sqlite_database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with sqlite_database.write() as session:
        for number in range(2_000):
            session.add(event(f"event-{number}"))
    backup(sqlite_database, target)
    content = bytearray(target.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4_096] = b"\xff" * 4_096
    target.write_bytes(content)
    assert "database_damaged" in {problem.key for problem in check_at(target)}
    assert check_at(tmp_path / "absent.db")


def test_a_broken_reference_is_found(sqlite_database: Database) -> None:
    path = sqlite_database.path
    assert path is not None
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO axis VALUES ('9.9', 9, 9, 'x', '[]', NULL, '[]', 1, 0)")
    connection.close()
    assert check(sqlite_database)


def test_a_backup_is_whole_and_never_half_written(sqlite_database: Database, tmp_path: Path) -> None:
    write(sqlite_database, event("kept"))
    target = tmp_path / "copy.db"
    backup(sqlite_database, target)
    with open_database(target, read_only=True) as copy, copy.read() as session:
        assert session.scalars(select(InboxEvent.event_id)).all() == ["kept"]
    with pytest.raises(BackupFailed):
        backup(sqlite_database, target / "x.db")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".db"] == ["copy.db"]


def as_nobody(function: Callable[[], str]) -> str:
    """What the function gives in a child process of another user, who may write nowhere here."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            said = function()
        except BaseException as error:  # noqa: BLE001 the parent reads it
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def entered_by_all() -> Iterator[Path]:
    """A folder that others may enter and not write."""
    if os.getuid() != 0:
        pytest.skip("another user can only be taken as root")
    folder = Path(tempfile.mkdtemp(dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_read_only_file_or_folder_is_said_to_another_user(entered_by_all: Path) -> None:
    path = entered_by_all / "a.db"
    with open_database(path) as database:
        upgrade(database)
    path.chmod(0o644)
    assert "database_read_only" in as_nobody(lambda: " ".join(problem.key for problem in check_at(path)))

    def create() -> str:
        open_database(entered_by_all / "new.db").dispose()
        return "created"

    said = as_nobody(create)
    assert said.startswith(("DatabaseReadOnly", "DatabaseUnreachable"))
    assert "new.db" in said or str(entered_by_all) in said
