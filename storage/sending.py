"""A sender's side of the outbox: claim what is due, mark it around the call, clear up what was cut short.

Each function belongs in a short transaction of its own. A message is the owner's until its lease ends; a mark by
someone who is no longer the owner changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Row,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    false,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from storage.rows.delivery import OutboxAction, OutboxMessage, OutboxState, Rank, state_is

# The states in which a message is in someone's hands, or may have left them.
_IN_HAND = (OutboxState.CLAIMED, OutboxState.SENDING, OutboxState.UNKNOWN)

# Who claims on PostgreSQL does it alone: otherwise two senders could each take a part of a place, and the later part
# could go first. Any number will do, the same for every process.
_CLAIM_LOCK = 0x44494D45

# Characters of a failure's reason that are kept.
_FAILURE_LENGTH = 500

_table = cast(Table, OutboxMessage.__table__)
_row = _table.c

# Built once: every message that leaves is marked with it. Literal states: SQLAlchemy runs no list of bound values for
# many sets of parameters at once.
_SENT = (
    update(_table)
    .where(_row.id == bindparam("ours"), _row.owner == bindparam("by"))
    .where(state_is(OutboxState.SENDING, OutboxState.UNKNOWN))
    .values(
        state=OutboxState.SENT, remote_id=bindparam("theirs"), sent_at=bindparam("at"), owner=None, lease_until=None
    )
)
# What answers somebody is not counted.
_SENT_OFF_HOURS = _SENT.values(off_hours=or_(_row.in_hours, _row.rank == Rank.URGENT.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message in a sender's hands; `attempts` are the tries that failed before this one."""

    id: int
    key: str
    platform: str
    place: str
    rank: int
    route: dict[str, Any] | None
    action: OutboxAction
    target: str | None
    payload: str
    due_at: datetime
    attempts: int
    in_hours: bool = False

    @property
    def lane(self) -> tuple[str, int]:
        """What keeps an order: a place, and a rank in it."""
        return self.place, self.rank


# The places of each platform that a sender serves; None is all the places of that platform.
Served = Mapping[str, Collection[str] | None]


def anything_to_do(session: Session, *, now: datetime, served: Served | None = None, closed: bool = False) -> bool:
    """Whether something may be claimed (outside working hours when `closed`), looked up or released; it only reads."""
    here = true() if served is None else or_(false(), *(_there(name, places) for name, places in served.items()))
    ready = (state_is(OutboxState.PENDING), _row.not_before <= now, _row.try_at <= now)
    due = select(_row.id).where(*ready, here, not_(_row.in_hours) if closed else true())
    uncertain = select(_row.id).where(state_is(*_IN_HAND), func.coalesce(_row.lease_until, _row.try_at) <= now, here)
    return any(session.execute(query.limit(1)).first() for query in (due, uncertain))


def claim(
    session: Session,
    *,
    owner: str,
    platform: str,
    now: datetime,
    lease_until: datetime,
    limit: int,
    per_place: int = 10,
    places: Collection[str] | None = None,
    last_rank: Rank = Rank.UNASKED,
    closed: bool = False,
) -> list[Claimed]:
    """Take messages that are due, first rank first and in order, for this owner alone until the lease ends.

    Of these `places`, or of all. A place is left alone while one of its messages is in someone's hands, is of unknown
    outcome, or waits for its next try: nothing of the same rank may overtake it. At most `per_place` consecutive
    messages of a place are taken at a time, and none of a rank after `last_rank`; outside working hours (`closed`),
    none that must wait for them.
    """
    busy = union_all(
        select(_row.place, _row.rank).where(state_is(*_IN_HAND), _row.platform == platform),
        select(_row.place, _row.rank).where(
            state_is(OutboxState.PENDING), _row.attempts > 0, _row.platform == platform, _row.try_at > now
        ),
    )
    due = (
        _to_send()
        .where(
            state_is(OutboxState.PENDING),
            _there(platform, places),
            _row.not_before <= now,
            _row.rank <= last_rank.value,
            not_(_row.in_hours) if closed else true(),
            tuple_(_row.place, _row.rank).not_in(busy),
        )
        .order_by(_row.rank, _row.not_before, _row.id)
        .limit(limit)
    )
    if _on_postgresql(session):
        session.execute(select(func.pg_advisory_xact_lock(_CLAIM_LOCK)))
    candidates = session.execute(due).all()
    ours = _without_gaps(candidates, free=_lock(session, candidates, OutboxState.PENDING), per_place=per_place)
    return _lend(session, ours, OutboxState.CLAIMED, owner=owner, lease_until=lease_until)


def mark_sending(session: Session, *, ids: Sequence[int], owner: str, lease_until: datetime) -> set[int]:
    """Note that these calls are about to be made; gives those still the owner's, the only ones to make.

    To be committed before the call. The lease must outlast the call's own time limit.
    """
    mark = _of(owner, OutboxState.CLAIMED).where(_row.id.in_(ids))
    mark = mark.values(state=OutboxState.SENDING, lease_until=lease_until)
    return set(session.execute(mark.returning(_row.id)).scalars())


def mark_sent(
    session: Session, *, remote_ids: Mapping[int, str], owner: str, at: datetime, closed: bool = False
) -> None:
    """Note, by our id, the platform's id of each message that it accepted, outside working hours or not (`closed`)."""
    if not remote_ids:
        return
    marks = [{"ours": ours, "theirs": theirs, "by": owner, "at": at} for ours, theirs in remote_ids.items()]
    session.connection().execute(_SENT_OFF_HOURS if closed else _SENT, marks)


def postpone(session: Session, *, id_: int, owner: str, try_at: datetime, failure: str) -> bool:
    """Put a message back for another try later: the platform surely did not take it."""
    states = (OutboxState.CLAIMED, OutboxState.SENDING)
    return _change(session, id_, owner, states, to=OutboxState.PENDING, try_at=try_at, failed=True, failure=failure)


def give_back(session: Session, *, id_: int, owner: str) -> bool:
    """Put a message back as it was: the platform takes nothing now, which says nothing of this message."""
    states = (OutboxState.CLAIMED, OutboxState.SENDING)
    return _change(session, id_, owner, states, to=OutboxState.PENDING)


def mark_failed(session: Session, *, id_: int, owner: str, failure: str) -> bool:
    """Give a message up: a dead letter, for the operator."""
    return _change(session, id_, owner, _IN_HAND, to=OutboxState.FAILED, failed=True, failure=failure)


def mark_unknown(session: Session, *, id_: int, owner: str, look_up_at: datetime, failure: str) -> bool:
    """Note that a call ended without an answer: whether the platform took the message is to be looked up."""
    states = (OutboxState.SENDING,)
    return _change(session, id_, owner, states, to=OutboxState.UNKNOWN, try_at=look_up_at, failed=True, failure=failure)


def release(session: Session, *, ids: Sequence[int], owner: str) -> None:
    """Give claimed messages back untried, as a sender does that stops."""
    back = _of(owner, OutboxState.CLAIMED).where(_row.id.in_(ids))
    session.execute(back.values(state=OutboxState.PENDING, owner=None, lease_until=None))


def claim_unknown(
    session: Session,
    *,
    owner: str,
    platform: str,
    now: datetime,
    lease_until: datetime,
    limit: int,
    places: Collection[str] | None = None,
) -> list[Claimed]:
    """Take messages of unknown outcome, to look them up on the platform before anything is sent again."""
    uncertain = (
        _to_send()
        .where(
            state_is(*_IN_HAND),
            _row.state == OutboxState.UNKNOWN,
            _there(platform, places),
            _row.try_at <= now,
            or_(_row.lease_until.is_(None), _row.lease_until <= now),
        )
        .order_by(_row.not_before, _row.id)
        .limit(limit)
    )
    candidates = session.execute(uncertain).all()
    free = _lock(session, candidates, OutboxState.UNKNOWN)
    ours = [row for row in candidates if row.id in free]
    return _lend(session, ours, OutboxState.UNKNOWN, owner=owner, lease_until=lease_until)


def resolve_unknown(session: Session, *, id_: int, owner: str, remote_id: str | None, at: datetime) -> bool:
    """Note what the look-up found: the message's id there, or None, and then it is to be sent again.

    False when the look-up took longer than its lease and another sender has the message: that one decides.
    """
    states = (OutboxState.UNKNOWN,)
    if remote_id is None:
        return _change(session, id_, owner, states, to=OutboxState.PENDING, try_at=at)
    return _change(session, id_, owner, states, to=OutboxState.SENT, remote_id=remote_id, sent_at=at)


def postpone_look_up(session: Session, *, id_: int, owner: str, try_at: datetime, failure: str) -> bool:
    """Look a message up later: the platform did not answer."""
    states = (OutboxState.UNKNOWN,)
    return _change(session, id_, owner, states, to=OutboxState.UNKNOWN, try_at=try_at, failed=True, failure=failure)


def _there(platform: str, places: Collection[str] | None) -> ColumnElement[bool]:
    """On the platform, in one of these places where only some are meant."""
    here = _row.platform == platform
    return here if places is None else and_(here, _row.place.in_(places))


def _to_send() -> Select[Any]:
    return select(
        _row.id,
        _row.key,
        _row.platform,
        _row.place,
        _row.rank,
        _row.route,
        _row.action,
        _row.target,
        _row.payload,
        _row.not_before.label("due_at"),
        _row.attempts,
        _row.in_hours,
    )


def _on_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _lock(session: Session, rows: Sequence[Row[Any]], state: OutboxState) -> set[int]:
    """The rows still in this state that no other transaction is changing; nobody changes them until ours ends."""
    ids = [row.id for row in rows]
    if not ids or not _on_postgresql(session):
        return set(ids)
    free = select(_row.id).where(_row.id.in_(ids), _row.state == state)
    return set(session.execute(free.with_for_update(skip_locked=True)).scalars())


def _without_gaps(rows: Sequence[Row[Any]], *, free: set[int], per_place: int) -> list[Row[Any]]:
    """The first rows of each place and rank, up to the first that is not free."""
    ours: list[Row[Any]] = []
    room: dict[tuple[str, int], int] = {}
    for row in rows:
        lane = (row.place, row.rank)
        left = room.get(lane, per_place) if row.id in free else 0
        room[lane] = left - 1
        if left > 0:
            ours.append(row)
    return ours


def _lend(
    session: Session, rows: Sequence[Row[Any]], state: OutboxState, *, owner: str, lease_until: datetime
) -> list[Claimed]:
    if rows:
        lend = update(_table).where(_row.id.in_([row.id for row in rows]))
        session.execute(lend.values(state=state, owner=owner, lease_until=lease_until))
    return [Claimed(**row._mapping) for row in rows]


def _of(owner: str, *states: OutboxState) -> Update:
    return update(_table).where(_row.owner == owner, _row.state.in_(states))


def _change(
    session: Session,
    id_: int,
    owner: str,
    states: Sequence[OutboxState],
    *,
    to: OutboxState,
    failed: bool = False,
    failure: str | None = None,
    **values: Any,
) -> bool:
    """Whether the message was the owner's, in one of these states; it is nobody's afterwards."""
    if failed:
        values["attempts"] = _row.attempts + 1
        values["failure"] = (failure or "")[:_FAILURE_LENGTH]
    change = _of(owner, *states).where(_row.id == id_)
    return _changed(session, change.values(state=to, owner=None, lease_until=None, **values)) == 1


def _changed(session: Session, statement: Update) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
