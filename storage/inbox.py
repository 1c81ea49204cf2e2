"""Platform events, each taken once."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from storage.inserting import insert_missing
from storage.rows.bookkeeping import InboxEvent


def take(session: Session, *, platform: str, event_id: str, kind: str, at: datetime) -> bool:
    """Whether the event is new. Its effects belong in the same transaction: both last, or neither does.

    While another process is taking the same event, this waits to know whether it succeeds.
    """
    event = {"platform": platform, "event_id": event_id, "kind": kind, "taken_at": at}
    return insert_missing(session, InboxEvent, [event], unless=("platform", "event_id")) == 1


def forget_before(session: Session, *, instant: datetime) -> int:
    """Forget the events taken before the instant; gives how many.

    An event that a platform delivers again after that is new: keep more than the longest time a platform retries.
    """
    result = session.execute(delete(InboxEvent).where(InboxEvent.taken_at < instant))
    return cast("CursorResult[Any]", result).rowcount
