"""A copy of the database, made while it is in use, and verified."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from storage import texts
from storage.database import Database
from storage.errors import BackupFailed

logger = logging.getLogger(__name__)


def backup(database: Database, target: Path) -> None:
    """Copy the database to a new file, whole and as of one instant; nothing is ever overwritten.

    A SQLite database becomes a SQLite file, to use as it is. A PostgreSQL one becomes `pg_dump`'s custom format, for
    `pg_restore`. The file appears under its name only once it is complete and sound. Raises BackupFailed.
    """
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.exists():
            raise BackupFailed(texts.backup_target_exists(str(target)))
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            if database.dialect == "sqlite":
                _copy_sqlite(database, unfinished, target)
            else:
                _dump_postgresql(database, unfinished)
            _publish(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)
    except FileExistsError as error:
        raise BackupFailed(texts.backup_target_exists(str(target))) from error
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(texts.backup_not_written(str(target))) from error
    logger.info("Backup made", extra={"action": "backup_made", "file": target.name})


def _publish(unfinished: Path, target: Path) -> None:
    try:
        # Unlike a renaming, a link never replaces a file that has appeared meanwhile.
        os.link(unfinished, target)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no links.
        unfinished.rename(target)


def _copy_sqlite(database: Database, unfinished: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(str(database.path))) as source,
        closing(sqlite3.connect(unfinished)) as copy,
    ):
        source.backup(copy)
        # One file, without a log beside it, which can be moved.
        copy.execute("PRAGMA journal_mode = DELETE")
        sound = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    if not sound:
        raise BackupFailed(texts.backup_not_sound(str(target)))


def _dump_postgresql(database: Database, unfinished: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise BackupFailed(texts.pg_dump_missing())
    url = database.url.set(drivername="postgresql")
    # The password goes through the environment: every account of the machine can read a command line.
    environment = dict(os.environ)
    if url.password is not None:
        environment["PGPASSWORD"] = str(url.password)
        url = url._replace(password=None)
    command = [program, "--format=custom", f"--file={unfinished}", f"--dbname={url.render_as_string()}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines() or [str(done.returncode)]
        raise BackupFailed(texts.pg_dump_failed(reason[-1]))
