"""Bringing the schema of a database up to what this program knows, whoever else is doing it at the same time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from storage import texts
from storage.database import Database
from storage.errors import DatabaseDamaged, DatabaseTooNew, DatabaseTooOld

if TYPE_CHECKING:
    from alembic.config import Config

logger = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"

# Who upgrades on PostgreSQL does it alone: four processes creating tables at once fail otherwise. Any number will do,
# the same for every process.
_UPGRADE_LOCK = 0x44494D55

# Milliseconds a process waits on SQLite while another one upgrades.
_UPGRADE_TIMEOUT = 60_000


@dataclass(frozen=True, slots=True)
class UpgradeReport:
    """The schema's number before (None: there was none) and after."""

    before: str | None
    after: str

    @property
    def changed(self) -> bool:
        """Whether anything was done."""
        return self.before != self.after


def upgrade(database: Database) -> UpgradeReport:
    """Bring the schema up to date; several processes may do so at once, and one of them does it.

    Each migration is applied wholly or not at all. Raises DatabaseTooNew, or DatabaseDamaged when the file is another
    program's or when rows would be left that refer to nothing.
    """
    before = _known_or_refused(database)
    if before == known_schema():
        return UpgradeReport(before, before)
    with _alone(database) as connection:
        # Read again: another process may have just done it.
        before = _schema_of(connection)
        if before != known_schema():
            _migrate(connection)
            _refuse_broken_references(database, connection)
    logger.info("Schema upgraded", extra={"action": "schema_upgraded", "before": before, "after": known_schema()})
    return UpgradeReport(before, known_schema())


def require_current_schema(database: Database) -> None:
    """Raise DatabaseTooOld or DatabaseTooNew unless the schema is the one that this program knows."""
    found = _known_or_refused(database)
    if found is None:
        raise DatabaseTooOld(texts.schema_absent(database.name))
    if found != known_schema():
        raise DatabaseTooOld(texts.schema_too_old(database.name, found, known_schema()))


@cache
def known_schema() -> str:
    """The number of the last migration, from the names of the files: Alembic takes 0.2 s to import."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def alembic_configuration(connection: Connection) -> Config:
    """What Alembic needs to run our migrations on this connection."""
    from alembic.config import Config

    configuration = Config()
    # The percent sign introduces a variable there.
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    configuration.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    configuration.attributes["connection"] = connection
    return configuration


def _known_or_refused(database: Database) -> str | None:
    with database.read() as session:
        connection = session.connection()
        found = _schema_of(connection)
        if found is None and database.dialect == "sqlite" and _has_tables(connection):
            raise DatabaseDamaged(texts.not_our_database(database.name))
    if found is not None and found > known_schema():
        raise DatabaseTooNew(texts.schema_too_new(database.name, found, known_schema()))
    return found


def _schema_of(connection: Connection) -> str | None:
    if connection.dialect.name == "sqlite":
        present = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    else:
        present = "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL"
    if connection.exec_driver_sql(present).first() is None:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def _has_tables(connection: Connection) -> bool:
    # Names beginning with sqlite_ are SQLite's own. An empty alembic_version is ours.
    query = "SELECT 1 FROM sqlite_master WHERE name NOT LIKE 'sqlite@_%' ESCAPE '@' AND name != 'alembic_version'"
    return connection.exec_driver_sql(query).first() is not None


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """A connection in a transaction that no other upgrade runs beside, committed at the end."""
    with database.connect() as connection:
        if database.dialect == "sqlite":
            # Rebuilding a table whose children have ON DELETE CASCADE would delete them, silently. Neither setting may
            # change inside a transaction, nor go back to the pool.
            connection.detach()
            cursor = connection.connection.cursor()
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute(f"PRAGMA busy_timeout = {_UPGRADE_TIMEOUT}")
            cursor.close()
        with connection.begin():
            if database.dialect == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
            yield connection


def _migrate(connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_configuration(connection), "head")


def _refuse_broken_references(database: Database, connection: Connection) -> None:
    if database.dialect == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise DatabaseDamaged(texts.upgrade_breaks_references(database.name, str(broken[0])))
