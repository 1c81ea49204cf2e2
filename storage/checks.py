"""What is wrong with a database, in French sentences that say what to do next."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from storage import texts
from storage.database import Database, open_database
from storage.errors import DatabaseError
from storage.upgrade import require_current_schema


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `key` is its stable English name."""

    key: str
    sentence: str


def check_at(address: str | Path) -> list[Problem]:
    """What is wrong with the database at the address, be it that it cannot be opened; nothing is created."""
    try:
        with open_database(address, read_only=True) as database:
            return check(database)
    except DatabaseError as error:
        return [Problem(error.key, str(error))]


def check(database: Database) -> list[Problem]:
    """What is wrong: damage, references to nothing, a schema other than the program's, writing refused.

    Every page of a SQLite file is read: about a second for 100 MB. On PostgreSQL the pages are the server's business.
    """
    problems: list[Problem] = []
    path = database.path
    if path is not None and not os.access(path, os.W_OK):
        problems.append(Problem("database_read_only", texts.file_read_only(str(path))))
    try:
        with database.read() as session:
            problems += _content(database, session.connection())
        if not problems:
            require_current_schema(database)
    except DatabaseError as error:
        problems.append(Problem(error.key, str(error)))
    return problems


def _content(database: Database, connection: Connection) -> list[Problem]:
    if database.dialect == "postgresql":
        # A standby server takes no writing, nor does a database or an account that an administrator has so set.
        standby = connection.exec_driver_sql("SELECT pg_is_in_recovery()").scalar()
        setting = connection.exec_driver_sql(
            "SELECT reset_val FROM pg_settings WHERE name = 'default_transaction_read_only'"
        ).scalar()
        refused = standby or setting == "on"
        return [Problem("database_read_only", texts.writing_refused(database.name))] if refused else []
    if connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
        return [Problem("database_damaged", texts.content_damaged(database.name))]
    broken = Counter(row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))
    return [Problem("references_broken", texts.references_broken(*each)) for each in sorted(broken.items())]
