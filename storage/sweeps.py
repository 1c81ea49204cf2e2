"""How far the rules have gone through time, and what came too late for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from storage.inserting import insert_missing
from storage.rows.reminding import SkippedPeriod, Sweep

# Asked at every beat: built once.
_THROUGH = select(Sweep.through).where(Sweep.key == bindparam("key"))


def through(session: Session, *, key: str) -> datetime | None:
    """Up to which instant this was gone through, included; None: never begun."""
    return session.connection().execute(_THROUGH, {"key": key}).scalar()


def begin(session: Session, *, key: str, at: datetime) -> bool:
    """Begin at this instant: what came before is never gone through; False where another process has begun."""
    return insert_missing(session, Sweep, [{"key": key, "through": at}], unless=("key",)) == 1


def advance(session: Session, *, key: str, since: datetime, until: datetime) -> bool:
    """Go from one instant to the next; False where another process has done so, and then there is nothing to do."""
    moved = update(Sweep).where(Sweep.key == key, Sweep.through == since).values(through=until)
    return cast("CursorResult[Any]", session.execute(moved)).rowcount == 1


def skip(session: Session, *, occurrences: Iterable[tuple[str, datetime]], at: datetime) -> int:
    """Record occurrences (rule, instant) that came too late; gives how many were new."""
    rows = [{"rule": rule, "instant": instant, "recorded_at": at} for rule, instant in occurrences]
    return insert_missing(session, SkippedPeriod, rows, unless=("rule", "instant"))


def skipped(session: Session, *, limit: int) -> Sequence[SkippedPeriod]:
    """The occurrences left out, the latest first."""
    wanted = select(SkippedPeriod).order_by(SkippedPeriod.instant.desc(), SkippedPeriod.rule)
    return session.scalars(wanted.limit(limit)).all()
