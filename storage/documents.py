"""What the document says of an objective, kept in memory: only the plan's files change it, and raise a revision.

The revision is read in the transaction that asks, so that what another process loads is seen at once.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from storage import outline, plan
from storage.rows.plan import Objective


@dataclass(slots=True)
class _Kept:
    """The objectives of one revision that were asked for."""

    revision: int
    objectives: dict[str, Objective] = field(default_factory=dict)


_LOCK = threading.Lock()
_KEPT: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def objective(session: Session, code: str) -> Objective | None:
    """As `plan.objective`, but shared by all who ask: to be read, and nothing else is loaded from it."""
    connection = session.connection()
    kept = _of_revision(connection, outline.revision(session))
    found = kept.objectives.get(code)
    if found is None:
        found = _detached(connection, code)
        if found is not None:
            kept.objectives[code] = found
    return found


def _of_revision(connection: Connection, number: int) -> _Kept:
    with _LOCK:
        kept = _KEPT.get(connection.engine)
        if kept is None or kept.revision != number:
            kept = _KEPT[connection.engine] = _Kept(number)
        return kept


def _detached(connection: Connection, code: str) -> Objective | None:
    """Rows that belong to no session: that of the asker would go on changing them."""
    with Session(connection, join_transaction_mode="rollback_only") as own:
        found = plan.objective(own, code)
        own.expunge_all()
        return found
