"""What the bot sends: put in once under a key, and what an operator sees of it.

`OutboxState` says the states; `storage.sending` is the sender's side. Functions commit nothing: the caller's
transaction decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, delete, func, literal, literal_column, not_, or_, select, update
from sqlalchemy.orm import Session

from storage.inserting import insert_missing
from storage.rows.delivery import OutboxAction, OutboxMessage, OutboxState, Rank, state_is


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to put in the outbox: sent to `place`, or written over the message `target` there.

    `payload` and `route` are not read here. `not_before` is when it is due, None being at once. Messages of one place
    and rank go out in the order in which they are due; what is `in_hours` never leaves outside working hours.
    """

    key: str
    platform: str
    place: str
    payload: str
    target: str | None = None
    not_before: datetime | None = None
    rank: Rank = Rank.UNASKED
    route: Mapping[str, Any] | None = None
    in_hours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message that was given up, and why, in the platform's words."""

    id: int
    key: str
    platform: str
    place: str
    due_at: datetime
    attempts: int
    failure: str


def enqueue(
    session: Session,
    *,
    key: str,
    platform: str,
    place: str,
    payload: str,
    at: datetime,
    target: str | None = None,
    not_before: datetime | None = None,
    rank: Rank = Rank.UNASKED,
    route: Mapping[str, Any] | None = None,
    in_hours: bool = False,
) -> bool:
    """Put one message in, as `Draft` says; False, and nothing changes, when its key is already there."""
    draft = Draft(
        key=key,
        platform=platform,
        place=place,
        payload=payload,
        target=target,
        not_before=not_before,
        rank=rank,
        route=route,
        in_hours=in_hours,
    )
    return enqueue_many(session, drafts=[draft], at=at) == 1


def enqueue_many(session: Session, *, drafts: Iterable[Draft], at: datetime) -> int:
    """Put messages in, in this order; gives how many keys were new."""
    rows = [as_row(draft, at) for draft in drafts]
    return insert_missing(session, OutboxMessage, rows, unless=("key",))


def as_row(draft: Draft, at: datetime) -> dict[str, Any]:
    """The columns of a message that is put in at this instant."""
    return {
        "key": draft.key,
        "platform": draft.platform,
        "place": draft.place,
        "rank": draft.rank.value,
        "route": None if draft.route is None else dict(draft.route),
        "action": OutboxAction.SEND if draft.target is None else OutboxAction.EDIT,
        "target": draft.target,
        "payload": draft.payload,
        "created_at": at,
        "not_before": draft.not_before or at,
        "try_at": draft.not_before or at,
        "state": OutboxState.PENDING,
        "attempts": 0,
        "in_hours": draft.in_hours,
        "off_hours": False,
    }


def used_keys(session: Session, *, keys: Collection[str]) -> frozenset[str]:
    """Those of these keys under which a message was put in, sent or not."""
    return (
        frozenset(session.scalars(select(OutboxMessage.key).where(OutboxMessage.key.in_(keys))))
        if keys
        else frozenset()
    )


def last_id(session: Session) -> int:
    """The number of the message put in last; 0 when there is none."""
    return session.scalar(select(func.max(OutboxMessage.id))) or 0


def since(session: Session, *, number: int) -> Sequence[OutboxMessage]:
    """The messages put in after that of the number, in order."""
    return session.scalars(select(OutboxMessage).where(OutboxMessage.id > number).order_by(OutboxMessage.id)).all()


def remote_id_of(session: Session, *, key: str) -> str | None:
    """The platform's id of the message sent under this key; None when it has not been sent."""
    return session.scalar(select(OutboxMessage.remote_id).where(OutboxMessage.key == key))


def edit_waits(session: Session, *, platform: str, place: str, target: str) -> bool:
    """Whether a message waits, or is on its way, to be written over this one."""
    there = (OutboxMessage.platform == platform, OutboxMessage.place == place, OutboxMessage.target == target)
    gone = (OutboxState.SENT, OutboxState.FAILED)
    wanted = select(OutboxMessage.id).where(*there, OutboxMessage.state.not_in(gone))
    return session.scalar(wanted.limit(1)) is not None


def counts(session: Session) -> dict[OutboxState, int]:
    """How many messages stand in each state, zeros included."""
    found = dict.fromkeys(OutboxState, 0)
    for state, count in session.execute(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)):
        found[state] = count
    return found


def oldest_waiting(session: Session, *, now: datetime) -> timedelta | None:
    """How late the message is that has been due longest and is still pending; None when nothing is due."""
    query = select(func.min(OutboxMessage.not_before)).where(
        state_is(OutboxState.PENDING), OutboxMessage.not_before <= now
    )
    oldest = session.scalar(query)
    return None if oldest is None else now - oldest


@dataclass(frozen=True, slots=True)
class OffHours:
    """How many messages that nobody asked for left outside working hours; urgent announcements apart."""

    unasked: int
    urgent: int


def sent_off_hours(session: Session, *, since: datetime) -> OffHours:
    """Those of a year, or since any instant, as the sender noted them when they left."""
    query = select(OutboxMessage.rank == Rank.URGENT.value, func.count()).where(
        literal_column("off_hours"), OutboxMessage.sent_at >= since
    )
    found = {bool(urgent): number for urgent, number in session.execute(query.group_by(OutboxMessage.rank))}
    return OffHours(found.get(False, 0), found.get(True, 0))


def note_sent(session: Session, *, sent: Mapping[int, tuple[datetime, bool]]) -> None:
    """Note, by our id, when messages left and whether that was outside working hours: for a simulation, which sends
    none and must not have them in its way.
    """
    for number, (at, closed) in sent.items():
        counted = or_(OutboxMessage.in_hours, OutboxMessage.rank == Rank.URGENT.value)
        values = {"state": OutboxState.SENT, "sent_at": at, "off_hours": and_(literal(closed), counted)}
        session.execute(update(OutboxMessage).where(OutboxMessage.id == number).values(values))


def dead_letters(session: Session, *, limit: int = 100) -> list[DeadLetter]:
    """The messages given up, oldest first."""
    query = select(OutboxMessage).where(state_is(OutboxState.FAILED)).order_by(OutboxMessage.id).limit(limit)
    return [
        DeadLetter(
            id=row.id,
            key=row.key,
            platform=row.platform,
            place=row.place,
            due_at=row.not_before,
            attempts=row.attempts,
            failure=row.failure or "",
        )
        for row in session.scalars(query)
    ]


def retry_dead_letters(session: Session, *, at: datetime, ids: Sequence[int] | None = None) -> int:
    """Put these dead letters, or all of them, back in the queue for as many tries as new ones; gives how many."""
    again = update(OutboxMessage).where(OutboxMessage.state == OutboxState.FAILED)
    if ids is not None:
        again = again.where(OutboxMessage.id.in_(ids))
    again = again.values(state=OutboxState.PENDING, try_at=at, attempts=0, failure=None)
    return cast("CursorResult[Any]", session.execute(again)).rowcount


def forget_sent_before(session: Session, *, instant: datetime) -> int:
    """Delete what was sent before the instant, but for what left outside working hours; gives how many.

    A key forgotten may be enqueued, and sent, again: keep more than the longest time after which one may come back.
    """
    old = delete(OutboxMessage).where(
        OutboxMessage.state == OutboxState.SENT, OutboxMessage.sent_at < instant, not_(OutboxMessage.off_hours)
    )
    return cast("CursorResult[Any]", session.execute(old)).rowcount
