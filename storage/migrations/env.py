"""How Alembic runs our migrations: on the connection that `storage.upgrade` hands over, inside its transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from storage.columns import ByValue, Instant, Json
from storage.rows.all import METADATA


def render_item(kind: str, value: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as SQLAlchemy's: a migration must not change when our classes do."""
    if kind == "type" and isinstance(value, ByValue | Instant | Json):
        return f"sa.{value.impl!r}"
    return False


def run(connection: Connection) -> None:
    """Apply, or compare, on this connection."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        # SQLite alters a table by building it anew.
        render_as_batch=True,
        render_item=render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
