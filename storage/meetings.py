"""Days on which bodies met: recorded with what was decided there.

A day on which nothing was dealt with but restricted projects is not there for those who may not read these: a meeting
with nothing to show would tell of them.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.history import Subject
from storage.inserting import insert_missing
from storage.matters import readable_project
from storage.reader import Reader
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Matter, MatterKind, Meeting

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


def last(session: Session, community_key: str, on_or_before: date, *, reader: Reader) -> date | None:
    """The last day up to this one on which the body met; None when no meeting is recorded."""
    return next((day for day in meetings(session, community_key, reader=reader) if day <= on_or_before), None)


def meetings(session: Session, community_key: str, *, reader: Reader) -> list[date]:
    """The days on which the body met, the latest first."""
    met = select(Meeting.held_on).where(Meeting.community_key == community_key).order_by(Meeting.held_on.desc())
    hidden = frozenset() if reader.sees_all else _hidden(session, community_key, reader)
    return [day for day in session.scalars(met) if day not in hidden]


def _hidden(session: Session, community_key: str, reader: Reader) -> frozenset[date]:
    """The days on which only projects that the reader may not read were dealt with."""
    readable = or_(Matter.subject_kind != "project", readable_project(reader))
    dealt_with = (
        select(HistoryEntry.detail, readable.label("readable"))
        .join(Matter, Matter.id == HistoryEntry.id)
        .where(Matter.body_key == community_key, Matter.kind.in_((MatterKind.DECISION, MatterKind.ACTION)))
    )
    rows = [(row.detail.get("on"), row.readable) for row in session.execute(dealt_with)]
    shown = {day for day, readable in rows if readable}
    return frozenset(date.fromisoformat(day) for day, _ in rows if day is not None and day not in shown)
