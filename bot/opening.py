"""A database ready to answer: opened, its schema and its content brought up to date with the program and the files."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.database import Database, open_database
from storage.upgrade import UpgradeReport, upgrade

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Content:
    """The files that the database must say: the plan's folder (None: the shipped one) and the register's file."""

    catalogue: Path | None = None
    organisation: Path | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that is ready, and what was done to it, in French lines for the operator."""

    database: Database
    schema: UpgradeReport
    lines: tuple[str, ...]


def open_ready(address: str | Path, content: Content, *, now: datetime) -> Opened:
    """Open and bring up to date; creates what is absent. Raises DatabaseError, CatalogueError, OrganisationError."""
    from storage.catalogue.loading import refresh_catalogue
    from storage.catalogue.reading import DATA
    from storage.organisation.refreshing import refresh_organisation

    database = open_database(address)
    try:
        report = upgrade(database)
        with database.write() as session:
            plan = refresh_catalogue(session, content.catalogue or DATA, at=now)
            lines = list(plan.lines())
            if content.organisation is not None:
                lines += refresh_organisation(session, content.organisation, at=now).sentences()
    except Exception:
        database.dispose()
        raise
    logger.info("Database ready", extra={"action": "database_ready", "schema": report.after, "changes": len(lines)})
    return Opened(database, report, tuple(lines))


def open_to_read(address: str | Path, content: Content, *, now: datetime) -> Database:
    """Open without ever writing; only a database that is absent or older than the program is first made ready."""
    from storage.errors import DatabaseError

    try:
        database = open_database(address, read_only=True)
    except DatabaseError:
        database = None
    if database is None or not _is_ready(database):
        if database is not None:
            database.dispose()
        open_ready(address, content, now=now).database.dispose()
        database = open_database(address, read_only=True)
    return database


def _is_ready(database: Database) -> bool:
    from storage.errors import DatabaseTooOld
    from storage.outline import revision
    from storage.upgrade import require_current_schema

    try:
        require_current_schema(database)
    except DatabaseTooOld:
        return False
    with database.read() as session:
        return revision(session) > 0
