"""Inserting only what is not there yet, the same way on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Table
from sqlalchemy.orm import Session

from storage.columns import Base


def insert_missing(
    session: Session, row: type[Base], values: Sequence[Mapping[str, Any]], *, unless: Sequence[str]
) -> int:
    """Insert the rows whose columns `unless` have no equal yet; gives how many were new.

    Values are by column name, the same names for every row. A row that another transaction is inserting is waited
    for. `unless` names the columns of a unique constraint.
    """
    if not values:
        return 0
    statement = _unless_there(cast(Table, row.__table__), tuple(unless), session.get_bind().dialect.name)
    result = session.connection().execute(statement, list(values), execution_options={"preserve_rowcount": True})
    return cast("CursorResult[Any]", result).rowcount


def insert_new(
    session: Session, row: type[Base], values: Sequence[Mapping[str, Any]], *, key: Sequence[str]
) -> list[tuple[Any, ...]]:
    """The same in one statement; gives the `key` columns, those of a unique constraint, of the rows that were new."""
    if not values:
        return []
    statement = _told(cast(Table, row.__table__), tuple(key), session.get_bind().dialect.name)
    return [tuple(each) for each in session.connection().execute(statement, list(values))]


@cache
def _told(table: Table, key: tuple[str, ...], dialect: str) -> Any:
    return _unless_there(table, key, dialect).returning(*(table.c[name] for name in key))


@cache
def _unless_there(table: Table, unless: Sequence[str], dialect: str) -> Any:
    """The statement, built once: every request takes its event with one."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table).on_conflict_do_nothing(index_elements=unless)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table).on_conflict_do_nothing(index_elements=unless)
