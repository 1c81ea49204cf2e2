"""Which of our errors a driver's error is, and what it must not say."""

from __future__ import annotations

import sqlite3

from sqlalchemy import ExceptionContext
from sqlalchemy.exc import DBAPIError

from storage import texts
from storage.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseError,
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnreachable,
)

# PostgreSQL's classes of SQLSTATE which speak of the server rather than of the statement.
# Source: PostgreSQL's manual, appendix A, error codes.
_UNREACHABLE = ("08", "28", "3D", "57P")
_READ_ONLY = ("25006", "42501")
_DAMAGED = ("XX001", "XX002")
_FULL = ("53100",)
_BUSY = ("55P03",)
# Two transactions waited for each other, or saw what the other one changed.
_UNDONE = ("40",)
# Those whose first line quotes the value that was refused.
_QUOTING = ("22",)


def fault_of(error: DBAPIError, *, name: str, waited: float) -> DatabaseError | None:
    """The error to raise instead, or None when the statement is at fault and not the database.

    `name` is what a person calls the database, `waited` the seconds a lock was waited for.
    """
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return _sqlite_fault(original, name=name, waited=waited)
    state = getattr(original, "sqlstate", None)
    if state is None:
        # A connection that could not be made, or was cut, has no state.
        return DatabaseUnreachable(texts.server_unreachable(name)) if _is_operational(original) else None
    if state.startswith(_UNREACHABLE):
        return DatabaseUnreachable(texts.server_unreachable(name))
    if state.startswith(_READ_ONLY):
        return DatabaseReadOnly(texts.writing_refused(name))
    if state.startswith(_DAMAGED):
        return DatabaseDamaged(texts.content_damaged(name))
    if state.startswith(_FULL):
        return DatabaseFull(texts.disk_full(name))
    if state.startswith(_BUSY):
        return DatabaseBusy(texts.locked_too_long(name, waited))
    return None


def ends_transaction(error: Exception) -> bool:
    """Whether the whole transaction is lost with the statement: nothing more may be done in it."""
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or was_undone(error) or fault_of(error, name="", waited=0) is not None


def was_undone(error: Exception) -> bool:
    """Whether the server undid the transaction in favour of another one (a deadlock): it may be done again at once."""
    state = getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None
    return state is not None and state.startswith(_UNDONE)


def keep_values_out(context: ExceptionContext) -> None:
    """Take what people wrote out of a PostgreSQL error: it quotes the row (« Key (name)=(…) already exists »).

    To be called when the error is handled; SQLAlchemy's own text, which repeats the driver's, changes with it.
    """
    original = context.original_exception
    said, state = getattr(getattr(original, "diag", None), "message_primary", None), getattr(original, "sqlstate", None)
    if said is None or state is None:
        return
    original.args = (f"a value was refused ({state})" if state.startswith(_QUOTING) else said,)
    if context.sqlalchemy_exception is not None:
        name = f"{type(original).__module__}.{type(original).__qualname__}"
        context.sqlalchemy_exception.args = (f"({name}) {original.args[0]}",)


def _sqlite_fault(error: sqlite3.Error, *, name: str, waited: float) -> DatabaseError | None:
    # The low byte is the primary code, the others say more. Source: SQLite's result codes, section 3.
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseBusy(texts.locked_too_long(name, waited))
        case sqlite3.SQLITE_NOTADB:
            return DatabaseDamaged(texts.not_a_database(name))
        case sqlite3.SQLITE_CORRUPT:
            return DatabaseDamaged(texts.content_damaged(name))
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return DatabaseReadOnly(texts.writing_refused(name))
        case sqlite3.SQLITE_CANTOPEN:
            return DatabaseUnreachable(texts.file_not_opened(name))
        case sqlite3.SQLITE_FULL:
            return DatabaseFull(texts.disk_full(name))
        case sqlite3.SQLITE_IOERR:
            return DatabaseUnreachable(texts.disk_failed(name))
        case _:
            return None


def _is_operational(original: BaseException | None) -> bool:
    return type(original).__name__ in {"OperationalError", "ConnectionTimeout", "InterfaceError"}
