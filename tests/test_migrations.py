"""Migrations: they make what the mapped classes say, on both databases, whoever asks at the same time."""

from __future__ import annotations

import os
import subprocess
import sys

from sqlalchemy import inspect

from storage.columns import Base
from storage.database import Database, open_database
from storage.upgrade import known_schema, upgrade
from tests.sources import ROOT


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
