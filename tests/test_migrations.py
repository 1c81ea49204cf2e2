"""Migrations: they make what the mapped classes say, on both databases, whoever asks at the same time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from storage.columns import Base
from storage.database import Database, open_database
from storage.errors import DatabaseDamaged, DatabaseTooOld
from storage.new_migration import write_migration
from storage.rows.plan import Axis, Pillar
from storage.upgrade import MIGRATIONS, known_schema, require_current_schema, upgrade
from tests.sources import ROOT

# A migration after the last one: its number, the one before it, and what it does.
MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "{number:04}"
down_revision = "{before:04}"


def upgrade() -> None:
{does}
"""


def test_migrations_and_mapped_classes_agree(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    import storage.rows.all  # noqa: F401 the classes register themselves

    with database.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata)
    assert found == []


def test_every_table_is_made(database: Database) -> None:
    with database.connect() as connection:
        made = set(inspect(connection).get_table_names())
    assert made == {*Base.metadata.tables, "alembic_version"}


def test_four_processes_may_upgrade_at_once(database_url: str) -> None:
    code = (
        "import sys\n"
        "from storage.database import open_database\n"
        "from storage.upgrade import upgrade\n"
        "with open_database(sys.argv[1]) as database: print(upgrade(database).after)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen([sys.executable, "-c", code, database_url], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    ended = [process.communicate(timeout=120)[0].strip() for process in running]
    assert ended == [known_schema()] * 4
    with open_database(database_url) as database:
        assert not upgrade(database).changed


AddMigration = Callable[[str], str]


@pytest.fixture
def add_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AddMigration]:
    """Adds a migration after those there are, in a copy of them; gives its number."""
    migrations = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("storage.upgrade.MIGRATIONS", migrations)
    monkeypatch.setattr("storage.new_migration.VERSIONS", migrations / "versions")

    def add(does: str) -> str:
        before = int(known_schema())
        written = MIGRATION.format(number=before + 1, before=before, does=does)
        (migrations / "versions" / f"{before + 1:04}_added.py").write_text(written, encoding="utf-8")
        known_schema.cache_clear()
        return known_schema()

    yield add
    known_schema.cache_clear()


REBUILD = """
    with op.batch_alter_table("pillar", recreate="always") as table:
        table.add_column(sa.Column("added", sa.Integer()))
"""
LEAVE_AN_ORPHAN = """
    op.execute("DELETE FROM pillar WHERE number = 1")
"""
STOP_HALFWAY = """
    op.create_table("half", sa.Column("x", sa.Integer()))
    op.execute("INSERT INTO half VALUES (1)")
    op.execute("INSERT INTO absent VALUES (1)")
"""


def fill(database: Database) -> None:
    """A pillar and an axis that refers to it."""
    with database.write() as session:
        session.add(
            Pillar(
                number=1,
                title="x",
                printed_title="x",
                ambition="x",
                context=[],
                also_said=[],
                source_line=1,
                retired=False,
            )
        )
        session.flush()
        session.add(
            Axis(code="1.1", pillar_number=1, number=1, title="x", other_titles=[], also_said=[], source_line=1)
        )


def axes(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(text("SELECT code FROM axis")))


def test_a_table_is_rebuilt_without_deleting_what_refers_to_it(
    sqlite_database: Database, add_migration: AddMigration
) -> None:
    fill(sqlite_database)
    with sqlite_database.connect() as connection, connection.begin():
        # What a rebuilding with foreign keys on would delete, silently.
        connection.exec_driver_sql("CREATE TABLE child (pillar INTEGER REFERENCES pillar ON DELETE CASCADE)")
        connection.exec_driver_sql("INSERT INTO child VALUES (1)")
    number = add_migration(REBUILD)
    with pytest.raises(DatabaseTooOld, match=number):
        require_current_schema(sqlite_database)
    assert upgrade(sqlite_database).after == number
    assert axes(sqlite_database) == ["1.1"]
    with sqlite_database.write() as session:
        assert session.scalars(text("SELECT pillar FROM child")).all() == [1]
        # The connection that went without them does not come back.
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("SELECT count(added) FROM pillar")) == 0


def test_a_migration_that_leaves_broken_references_is_undone(
    sqlite_database: Database, add_migration: AddMigration
) -> None:
    fill(sqlite_database)
    before = known_schema()
    add_migration(LEAVE_AN_ORPHAN)
    with pytest.raises(DatabaseDamaged, match="axis"):
        upgrade(sqlite_database)
    with sqlite_database.read() as session:
        assert session.scalar(text("SELECT number FROM pillar")) == 1
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == before


def test_a_migration_is_applied_wholly_or_not_at_all(database: Database, add_migration: AddMigration) -> None:
    before = known_schema()
    add_migration(STOP_HALFWAY)
    with pytest.raises(Exception, match="absent"):
        upgrade(database)
    with database.read() as session:
        assert not inspect(session.connection()).has_table("half")
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == before


def test_a_migration_is_written_when_tables_and_classes_differ(add_migration: AddMigration) -> None:
    assert write_migration("nothing") is None
    number = int(add_migration(REBUILD)) + 1
    written = write_migration("take it away")
    assert written is not None
    assert written.name == f"{number:04}_take_it_away.py"
    text_of_it = written.read_text(encoding="utf-8")
    assert 'batch_op.drop_column("added")' in text_of_it
    assert '"""Take it away."""\n' in text_of_it
