"""Messages put in a sender's hands as they are put in the outbox, and what a sender that was killed had in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Released:
    """How many messages of expired leases went back to the queue, and how many are of unknown outcome."""

    pending: int
    unknown: int


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


def release_expired(session: Session, *, now: datetime) -> Released:
    """End the leases that ran out: what was claimed is pending again, what was being sent is of unknown outcome."""
    expired = select(_row.id, _row.state).where(
        state_is(*_IN_HAND), _row.lease_until <= now, _row.state != OutboxState.UNKNOWN
    )
    # What another process is marking at this moment is not expired; to wait for it could be to wait for each other.
    found = session.execute(expired.with_for_update(skip_locked=True)).all()
    claimed = [row.id for row in found if row.state is OutboxState.CLAIMED]
    sent_perhaps = [row.id for row in found if row.state is OutboxState.SENDING]
    if claimed:
        back = update(_table).where(_row.id.in_(claimed))
        session.execute(back.values(state=OutboxState.PENDING, owner=None, lease_until=None))
    if sent_perhaps:
        # The owner stays: its answer, should it come late, is still the best that can be known.
        cut = update(_table).where(_row.id.in_(sent_perhaps))
        values = {"state": OutboxState.UNKNOWN, "lease_until": None, "try_at": now, "attempts": _row.attempts + 1}
        session.execute(cut.values(values))
    return Released(len(claimed), len(sent_perhaps))
