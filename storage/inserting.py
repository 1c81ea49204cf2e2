"""Inserting only what is not there yet, the same way on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    table = cast(Table, row.__table__)
    statement: Any
    if session.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        statement = sqlite.insert(table).on_conflict_do_nothing(index_elements=unless)
    else:
        from sqlalchemy.dialects import postgresql

        statement = postgresql.insert(table).on_conflict_do_nothing(index_elements=unless)
    result = session.connection().execute(statement, list(values), execution_options={"preserve_rowcount": True})
    return cast("CursorResult[Any]", result).rowcount
