"""The database: one SQLite file or one PostgreSQL server, and sessions to read it and to write it."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from storage import texts
from storage.errors import DatabaseError, DatabaseReadOnly, DatabaseUnreachable
from storage.faults import fault_of, keep_values_out

# Milliseconds a SQLite connection waits for another process's write lock. With a lock held 3 s
# elsewhere, 5,000 lets every write pass and 1,000 refuses them; reads never wait in WAL mode.
BUSY_TIMEOUT = 5_000

# `insert … returning` and `update … returning` appeared in this version.
# Source: SQLite's release history, 3.35.0.
OLDEST_SQLITE = (3, 35, 0)

# Seconds a PostgreSQL server has to answer a connection.
CONNECT_TIMEOUT = 10

# Connections kept to PostgreSQL, and more for a moment when all are taken, for each way (read, write).
POOL_SIZE = 5
POOL_OVERFLOW = 5

Dialect = Literal["sqlite", "postgresql"]
Synchronous = Literal["NORMAL", "FULL"]


class Database:
    """Sessions on one database; made by `open_database`."""

    def __init__(self, url: URL, *, writing: Engine | None, reading: Engine) -> None:
        self.url = url
        self._writing = writing
        self._reading = reading

    @property
    def dialect(self) -> Dialect:
        """Which of the two databases this is."""
        return "sqlite" if self.url.get_backend_name() == "sqlite" else "postgresql"

    @property
    def path(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return Path(str(self.url.database)) if self.dialect == "sqlite" else None

    @property
    def name(self) -> str:
        """What a person calls it: the file, or the server's address without its password."""
        return name_of(self.url)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in one transaction, committed at the end, rolled back on an error.

        On SQLite its first statement takes the write lock (`BEGIN IMMEDIATE`): a transaction that reads and then
        writes is never refused halfway. Raises DatabaseError when the database itself fails.
        """
        if self._writing is None:
            raise DatabaseReadOnly(texts.opened_read_only(self.name))
        with self._session(self._writing) as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database from its first statement on, and cannot write."""
        with self._session(self._reading) as session:
            yield session

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A bare connection that may write, in no transaction yet; for upgrades."""
        if self._writing is None:
            raise DatabaseReadOnly(texts.opened_read_only(self.name))
        with self._faults_said(), self._writing.connect() as connection:
            yield connection

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        # Rows stay readable after the commit: answers are composed from them.
        with self._faults_said(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def _faults_said(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            fault = fault_of(error, name=self.name, waited=BUSY_TIMEOUT / 1_000)
            if fault is None:
                raise
            raise fault from error

    def dispose(self) -> None:
        """Close every connection; the object may be used again afterwards, with new ones."""
        self._reading.dispose()
        if self._writing is not None:
            self._writing.dispose()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.dispose()


def open_database(address: str | Path, *, read_only: bool = False, synchronous: Synchronous = "NORMAL") -> Database:
    """Open the file or the server at the address: a path, `sqlite:///…` or `postgresql://…`.

    A SQLite file and its folder are created when absent, unless `read_only`. `synchronous` is SQLite's: with NORMAL a
    power cut may lose the last commits (a killed process loses none), with FULL it does not, 1.5 times slower.
    Nothing is said about the schema here: see `storage.upgrade`. Raises DatabaseError.
    """
    url = url_of(address)
    if url.get_backend_name() == "sqlite":
        _prepare_file(Path(str(url.database)), read_only=read_only)
    try:
        writing = None if read_only else _engine(url, read_only=False, synchronous=synchronous)
        reading = _engine(url, read_only=True, synchronous=synchronous)
    except ImportError as error:
        raise DatabaseUnreachable(texts.driver_missing()) from error
    database = Database(url, writing=writing, reading=reading)
    try:
        with database.read() if read_only else database.write() as session:
            connection = session.connection()
            if database.dialect == "sqlite":
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except DatabaseError:
        database.dispose()
        raise
    return database


def url_of(address: str | Path) -> URL:
    """The SQLAlchemy address of what a person typed; raises DatabaseUnreachable."""
    text = str(address)
    if "://" not in text:
        if not text or text == ":memory:":
            raise DatabaseUnreachable(texts.database_in_memory())
        return URL.create("sqlite", database=str(Path(text).expanduser().absolute()))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUnreachable(texts.address_not_understood(text.partition("://")[0] + "://…")) from error
    backend = url.drivername.partition("+")[0]
    if backend == "sqlite":
        if url.database in {None, "", ":memory:"}:
            raise DatabaseUnreachable(texts.database_in_memory())
        return url.set(drivername="sqlite", database=str(Path(str(url.database)).expanduser().absolute()))
    if backend in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    raise DatabaseUnreachable(texts.address_not_understood(url.render_as_string()))


def name_of(url: URL) -> str:
    """The file, or the server's address without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def _prepare_file(path: Path, *, read_only: bool) -> None:
    """Create the folder, and say what is wrong before SQLite says it less well."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise DatabaseUnreachable(texts.sqlite_too_old(sqlite3.sqlite_version, ".".join(map(str, OLDEST_SQLITE))))
    try:
        if path.is_dir():
            raise DatabaseUnreachable(texts.is_a_folder(str(path)))
        present = path.exists()
        if not present and read_only:
            raise DatabaseUnreachable(texts.file_absent(str(path)))
        if not present:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseReadOnly(texts.folder_refused(str(path.parent))) from error
    if present and not os.access(path, os.R_OK):
        raise DatabaseReadOnly(texts.file_unreadable(str(path)))
    if present and not read_only and not os.access(path, os.W_OK):
        raise DatabaseReadOnly(texts.file_read_only(str(path)))
    # The write-ahead log and its index are files beside the database: even a reader makes them.
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise DatabaseReadOnly(texts.folder_read_only(str(path.parent)))


def _engine(url: URL, *, read_only: bool, synchronous: Synchronous) -> Engine:
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, read_only=read_only, synchronous=synchronous)
    # Values never reach an error or a log: they are what people wrote.
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT, "application_name": "dimension"},
    )
    event.listen(engine, "handle_error", keep_values_out)
    if not read_only:
        return engine
    # One state of the database for the whole of an answer, as on SQLite.
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite_engine(url: URL, *, read_only: bool, synchronous: Synchronous) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT / 1_000})

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        # The sqlite3 module must not begin transactions of its own: `_begin` below does.
        connection.isolation_level = None
        _use_write_ahead_log(connection)
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("PRAGMA foreign_keys = ON")
        if read_only:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file to WAL, which lasts; when several processes do so at once, SQLite refuses without waiting."""
    for attempt in range(50):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if attempt == 49 or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(0.02 * (attempt + 1) / 10)
        else:
            return
