"""Makes the rows of a table say what a file says, touching only those that differ, and counts them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from storage.columns import Base
from storage.organisation.report import Tally

Row = Mapping[str, Any]


def mirror(
    session: Session,
    rows: type[Base],
    wanted: Iterable[Row],
    *,
    by: tuple[str, ...],
    removable: Callable[[Row], bool] = lambda _: True,
    set_aside: Row | None = None,
) -> Tally:
    """Inserts what is wanted and absent, updates what differs, and removes what is no longer wanted.

    `by` names the columns that tell rows apart. Wanted rows give the columns that the file decides, the same for
    all; they are inserted in their order, the first of two with one name. What is `removable` and no longer wanted
    is deleted, or given the values of `set_aside`. Rows that are not removable stay as they are.
    """

    def name(row: Row) -> tuple[Any, ...]:
        return tuple(row[column] for column in by)

    present = {name(row): row for row in stored(session, rows)}
    named: dict[tuple[Any, ...], Row] = {}
    for row in wanted:
        named.setdefault(name(row), row)
    added = [row for key, row in named.items() if key not in present]
    changed = [(present[key], row) for key, row in named.items() if key in present and differs(present[key], row)]
    gone = [row for key, row in present.items() if key not in named and removable(row)]
    if set_aside is None:
        delete_rows(session, rows, gone)
    else:
        gone = [row for row in gone if differs(row, set_aside)]
        change_rows(session, rows, [(row, set_aside) for row in gone])
    insert_rows(session, rows, added)
    change_rows(session, rows, changed)
    return Tally(rows.__tablename__, len(added), len(changed), len(gone))


def stored(session: Session, rows: type[Base]) -> list[Row]:
    """Every row of a table, by column name."""
    return [dict(row) for row in session.execute(select(cast(Table, rows.__table__))).mappings()]


def differs(row: Row, values: Row) -> bool:
    """Whether a row holds something else in the columns given."""
    return any(row[column] != value for column, value in values.items())


def insert_rows(session: Session, rows: type[Base], added: Collection[Row]) -> None:
    """Inserts the rows, in their order."""
    if added:
        session.execute(insert(rows), [dict(row) for row in added])


def change_rows(session: Session, rows: type[Base], changed: Collection[tuple[Row, Row]]) -> None:
    """Gives each stored row its new values, the same columns for all."""
    if changed:
        keys = _keys(rows)
        session.execute(update(rows), [{**{key: row[key] for key in keys}, **values} for row, values in changed])


def delete_rows(session: Session, rows: type[Base], gone: Collection[Row]) -> None:
    """Deletes the stored rows."""
    if gone:
        table, keys = cast(Table, rows.__table__), _keys(rows)
        statement = table.delete().where(*(table.c[key] == bindparam(f"old_{key}") for key in keys))
        session.connection().execute(statement, [{f"old_{key}": row[key] for key in keys} for row in gone])


def _keys(rows: type[Base]) -> list[str]:
    return [column.name for column in cast(Table, rows.__table__).primary_key]
