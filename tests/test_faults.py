"""Which sentence a driver's error becomes."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from storage.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseError,
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnreachable,
)
from storage.faults import fault_of


def fault(original: BaseException) -> DatabaseError | None:
    return fault_of(DBAPIError("SELECT 1", None, original), name="dimension.db", waited=5)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_BUSY, DatabaseBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, DatabaseBusy),
        (sqlite3.SQLITE_LOCKED, DatabaseBusy),
        (sqlite3.SQLITE_NOTADB, DatabaseDamaged),
        (sqlite3.SQLITE_CORRUPT, DatabaseDamaged),
        (sqlite3.SQLITE_READONLY_DIRECTORY, DatabaseReadOnly),
        (sqlite3.SQLITE_PERM, DatabaseReadOnly),
        (sqlite3.SQLITE_CANTOPEN, DatabaseUnreachable),
        (sqlite3.SQLITE_IOERR_FSYNC, DatabaseUnreachable),
        (sqlite3.SQLITE_FULL, DatabaseFull),
    ],
)
def test_a_fault_of_sqlite_is_said(code: int, expected: type[DatabaseError]) -> None:
    original = sqlite3.OperationalError("x")
    original.sqlite_errorcode = code
    found = fault(original)
    assert type(found) is expected
    assert "dimension.db" in str(found)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("08006", DatabaseUnreachable),
        ("28P01", DatabaseUnreachable),
        ("3D000", DatabaseUnreachable),
        ("57P01", DatabaseUnreachable),
        ("25006", DatabaseReadOnly),
        ("42501", DatabaseReadOnly),
        ("XX001", DatabaseDamaged),
        ("53100", DatabaseFull),
        ("55P03", DatabaseBusy),
    ],
)
def test_a_fault_of_postgresql_is_said(state: str, expected: type[DatabaseError]) -> None:
    found = fault(psycopg.errors.lookup(state)("x"))
    assert type(found) is expected
    assert "dimension.db" in str(found)


def test_a_connection_that_is_cut_is_said() -> None:
    assert type(fault(psycopg.OperationalError("server closed the connection"))) is DatabaseUnreachable


@pytest.mark.parametrize(
    "original",
    [
        sqlite3.IntegrityError("x"),
        psycopg.errors.UniqueViolation("x"),
        psycopg.errors.DeadlockDetected("x"),
        ValueError(),
    ],
)
def test_a_fault_of_the_statement_is_left_as_it_is(original: Exception) -> None:
    assert fault(original) is None
