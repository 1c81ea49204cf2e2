"""Who goes through which journey of a newcomer, since when; and which accounts were shown what to type first."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from storage.inserting import insert_missing
from storage.rows.reminding import FirstContact, Newcomer


def begin(session: Session, *, person_id: int, journey: str, on: date, at: datetime) -> bool:
    """Begin the journey; False where the person is on it already."""
    row = {"person_id": person_id, "journey": journey, "began_on": on, "asked_at": at}
    return bool(insert_missing(session, Newcomer, [row], unless=("person_id", "journey")))


def end(session: Session, *, person_id: int) -> int:
    """End every journey of the person; gives how many there were."""
    return cast(
        "CursorResult[object]", session.execute(delete(Newcomer).where(Newcomer.person_id == person_id))
    ).rowcount


def journeys(session: Session, *, person_id: int) -> dict[str, date]:
    """The journeys of a person, and the day on which each began."""
    rows = session.execute(select(Newcomer.journey, Newcomer.began_on).where(Newcomer.person_id == person_id))
    return {row.journey: row.began_on for row in rows}


def greet(session: Session, *, platform: str, account: str, at: datetime) -> bool:
    """Keep that this account was shown what to type first; False where it had been."""
    row = {"platform": platform, "account": account, "at": at}
    return bool(insert_missing(session, FirstContact, [row], unless=("platform", "account")))
