"""Platform events, each taken once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, delete
from sqlalchemy.orm import Session

from storage import ahead
from storage.inserting import insert_missing, insert_new
from storage.rows.bookkeeping import InboxEvent

# A platform, and its own id of an event.
Key = tuple[str, str]

_ONE = delete(InboxEvent).where(
    InboxEvent.platform == bindparam("of_platform"), InboxEvent.event_id == bindparam("of_event")
)


def take(session: Session, *, platform: str, event_id: str, kind: str, at: datetime) -> bool:
    """Whether the event is new. Its effects belong in the same transaction: both last, or neither does.

    While another process is taking the same event, this waits to know whether it succeeds.
    """
    read = ahead.of(session)
    known = read.take((platform, event_id)) if read is not None else None
    if known is not None:
        return known
    event = {"platform": platform, "event_id": event_id, "kind": kind, "taken_at": at}
    return insert_missing(session, InboxEvent, [event], unless=("platform", "event_id")) == 1


def take_many(session: Session, *, events: Mapping[Key, tuple[str, datetime]]) -> frozenset[Key]:
    """The events that are new, of these with their kind and instant; all are taken, as by `take`."""
    # In one order: two processes that are given the same events wait for each other once at most.
    rows = [
        {"platform": platform, "event_id": event_id, "kind": kind, "taken_at": at}
        for (platform, event_id), (kind, at) in sorted(events.items())
    ]
    return frozenset(insert_new(session, InboxEvent, rows, key=("platform", "event_id")))


def give_back(session: Session, *, keys: Collection[Key]) -> None:
    """Take these events back out, before the transaction that took them ends: whoever comes next has them."""
    if keys:
        session.connection().execute(
            _ONE, [{"of_platform": platform, "of_event": event_id} for platform, event_id in sorted(keys)]
        )


def forget_before(session: Session, *, instant: datetime) -> int:
    """Forget the events taken before the instant; gives how many.

    An event that a platform delivers again after that is new: keep more than the longest time a platform retries.
    """
    result = session.execute(delete(InboxEvent).where(InboxEvent.taken_at < instant))
    return cast("CursorResult[Any]", result).rowcount
