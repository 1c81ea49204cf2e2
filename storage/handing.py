"""Messages put in a sender's hands as they are put in the outbox, and what a sender that was killed had in hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, exists, or_, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from storage.outbox import Draft, as_row
from storage.rows.delivery import OutboxMessage, OutboxState, state_is
from storage.sending import Claimed

_table = cast(Table, OutboxMessage.__table__)
_row = _table.c
_IN_HAND = (OutboxState.CLAIMED, OutboxState.SENDING, OutboxState.UNKNOWN)

# Statements of every answer, built once: whether something would have to go before it, each kind through its own
# partial index; and the answer itself.
_LANE = [getattr(_row, name) == bindparam(name) for name in ("platform", "place", "rank")]
_IN_THE_WAY = select(or_(*(exists().where(state_is(*states), *_LANE) for states in (_IN_HAND, (OutboxState.PENDING,)))))
_PUT_IN = sqlite.insert(_table).on_conflict_do_nothing(index_elements=("key",)).returning(_row.id)


def put_in_hand(session: Session, *, draft: Draft, owner: str, at: datetime, lease_until: datetime) -> Claimed | None:
    """Put a message in the outbox as being sent by this owner already, who calls the platform after the commit.

    None, and nothing is put in, when its key is there, or when another message of its place and rank would have to go
    first. Only where one process writes at a time (SQLite) does this keep the order.
    """
    connection = session.connection()
    lane = {"platform": draft.platform, "place": draft.place, "rank": draft.rank.value}
    if session.get_bind().dialect.name == "postgresql" or connection.scalar(_IN_THE_WAY, lane):
        return None
    values = {"state": OutboxState.SENDING, "owner": owner, "lease_until": lease_until}
    row = {**as_row(draft, at), **values}
    number = connection.scalar(_PUT_IN, row)
    if number is None:
        return None
    return Claimed(
        id=number,
        key=draft.key,
        platform=draft.platform,
        place=draft.place,
        rank=draft.rank.value,
        route=row["route"],
        action=row["action"],
        target=draft.target,
        payload=draft.payload,
        due_at=row["not_before"],
        attempts=0,
    )


def release_seat(session: Session, *, seat: str, platforms: Sequence[str], at: datetime) -> None:
    """End the leases of whoever sent from this seat before: nobody else can be there at the same time."""
    former = (_row.platform.in_(platforms), _row.owner.startswith(f"{seat}#", autoescape=True))
    session.execute(update(_table).where(state_is(*_IN_HAND), *former).values(lease_until=at))
