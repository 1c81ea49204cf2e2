"""Wiping what votes left in the database's files: earlier versions of rows, and pages of the write-ahead log.

Outside any transaction, after a private poll was counted. What no program can reach from here (copies of the disk,
backups, the server's archived log) is said in docs/donnees.md.
"""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import select, update

from storage.database import Database
from storage.rows.poll_states import PRIVATE_MODES, PollState
from storage.rows.polls import Poll

logger = logging.getLogger(__name__)

# Built once: the pulse asks it every few seconds.
_TO_WIPE = select(Poll.id).where(Poll.state == PollState.CLOSED, Poll.mode.in_(PRIVATE_MODES), Poll.wiped_at.is_(None))
_TABLES = ("poll_roll", "poll_result", "poll_ballot")


def wipe(database: Database, *, at: datetime) -> int:
    """Wipe after the private polls that were counted since the last time; gives how many. Raises DatabaseError."""
    with database.read() as session:
        polls = [row.id for row in session.connection().execute(_TO_WIPE)]
    if not polls:
        return 0
    if database.dialect == "sqlite":
        _rewrite_file(database)
    else:
        _rewrite_tables(database)
    with database.write() as session:
        session.execute(update(Poll).where(Poll.id.in_(polls)).values(wiped_at=at))
    logger.info("Traces of votes wiped", extra={"action": "polls_wiped", "polls": polls})
    return len(polls)


def _rewrite_file(database: Database) -> None:
    """Write every page anew from live rows, and empty the log, whose pages are earlier versions of them."""
    with database.connect() as connection:
        file = connection.connection.driver_connection
        if file is None:
            return
        file.execute("VACUUM")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _rewrite_tables(database: Database) -> None:
    """Write new files with live rows only, and remove those that held their earlier versions."""
    with database.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in _TABLES:
            alone.exec_driver_sql(f"VACUUM (FULL, FREEZE) {table}")
