"""A copy of everything in a database of its own, to try on it what must not happen to the real one."""

from __future__ import annotations

from sqlalchemy import insert, select

from storage.database import Database
from storage.rows.all import METADATA
from storage.upgrade import upgrade

# Rows of one insertion.
_AT_ONCE = 2_000


def copy_into(source: Database, target: Database) -> None:
    """Copy every row, as of one instant, into an empty database, which gets the tables first."""
    upgrade(target)
    with source.read() as reading, target.write() as writing:
        connection = writing.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in METADATA.sorted_tables:
            rows = reading.execute(select(table)).mappings().yield_per(_AT_ONCE)
            for some in rows.partitions(_AT_ONCE):
                connection.execute(insert(table), [dict(row) for row in some])
