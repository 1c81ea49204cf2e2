"""Days on which bodies met: recorded with what was decided there."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.history import Subject
from storage.inserting import insert_missing
from storage.rows.following import Meeting

KIND = "meeting"


def subject_of(community_key: str, held_on: date) -> Subject:
    """The meeting as the history names it: ("meeting", "comex@2020-11-12")."""
    return KIND, f"{community_key}@{held_on.isoformat()}"


def meeting_of(code: str) -> tuple[str, date]:
    """The body's key and the day, from the code of a meeting's subject; raises ValueError for another text."""
    key, _, day = code.rpartition("@")
    return key, date.fromisoformat(day)


def hold(session: Session, community_key: str, held_on: date, at: datetime) -> bool:
    """Record that the body met on the day; whether it was not known yet."""
    row = {"community_key": community_key, "held_on": held_on, "recorded_at": at}
    return bool(insert_missing(session, Meeting, [row], unless=("community_key", "held_on")))


def last(session: Session, community_key: str, on_or_before: date) -> date | None:
    """The last day up to this one on which the body met; None when no meeting is recorded."""
    met = select(Meeting.held_on).where(Meeting.community_key == community_key, Meeting.held_on <= on_or_before)
    return session.scalar(met.order_by(Meeting.held_on.desc()).limit(1))


def meetings(session: Session, community_key: str, *, limit: int | None = None) -> list[date]:
    """The days on which the body met, the latest first."""
    met = select(Meeting.held_on).where(Meeting.community_key == community_key).order_by(Meeting.held_on.desc())
    return list(session.scalars(met.limit(limit)))
