"""Reminders that people ask for: kept until their hour, sent once for each occurrence, postponed, done with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from storage.rows.organisation import Person
from storage.rows.reminding import Reminder, ReminderState


def create(
    session: Session,
    *,
    owner_id: int,
    community_key: str | None,
    text: str,
    recurrence: Mapping[str, Any] | None,
    next_at: datetime,
    at: datetime,
) -> Reminder:
    """A reminder that waits for its hour."""
    row = Reminder(
        owner_id=owner_id,
        community_key=community_key,
        text=text,
        recurrence=dict(recurrence) if recurrence is not None else None,
        created_at=at,
        next_at=next_at,
        last_at=None,
        state=ReminderState.WAITING,
    )
    session.add(row)
    session.flush()
    return row


def anything_due(session: Session, *, now: datetime) -> bool:
    """Whether the hour of some reminder has come; it only reads."""
    return bool(session.scalar(select(exists().where(Reminder.next_at <= now))))


def hours(session: Session, *, since: datetime, until: datetime) -> set[datetime]:
    """The instants from `since` (included) to `until` (excluded) at which a reminder comes."""
    wanted = select(Reminder.next_at).where(Reminder.next_at >= since, Reminder.next_at < until)
    return {each for each in session.scalars(wanted) if each is not None}


def due(session: Session, *, now: datetime, limit: int) -> Sequence[tuple[Reminder, str, bool]]:
    """The reminders whose hour has come with their owner's handle and whether they are still there, held until the end.

    Those that another process holds are left to it.
    """
    wanted = (
        select(Reminder, Person.handle, Person.active)
        .join(Person, Person.id == Reminder.owner_id)
        .where(Reminder.next_at <= now)
        .order_by(Reminder.next_at, Reminder.id)
        .limit(limit)
        .with_for_update(of=Reminder, skip_locked=True)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(wanted)]


def of_owner(session: Session, *, owner_id: int) -> Sequence[Reminder]:
    """A person's reminders that still come, the next one first."""
    theirs = select(Reminder).where(Reminder.owner_id == owner_id, Reminder.next_at.is_not(None))
    return session.scalars(theirs.order_by(Reminder.next_at, Reminder.id)).all()


def count_waiting(session: Session, *, owner_id: int) -> int:
    """How many of a person's reminders still come."""
    return len(of_owner(session, owner_id=owner_id))


def find(session: Session, *, number: int, owner_id: int) -> Reminder | None:
    """The reminder of this number, held until the transaction ends; None where it is not this person's."""
    wanted = select(Reminder).where(Reminder.id == number, Reminder.owner_id == owner_id)
    return session.scalar(wanted.with_for_update())


def last_sent(session: Session, *, owner_id: int) -> Reminder | None:
    """The person's reminder that was sent last and is not done with."""
    sent = (Reminder.last_at.is_not(None), Reminder.state.in_((ReminderState.WAITING, ReminderState.SENT)))
    wanted = select(Reminder).where(Reminder.owner_id == owner_id, *sent)
    return session.scalar(wanted.order_by(Reminder.last_at.desc(), Reminder.id.desc()).limit(1).with_for_update())
