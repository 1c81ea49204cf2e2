"""What the bot remembers of a Matrix account; functions commit nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from storage.inserting import insert_missing
from storage.rows.delivery import OutboxMessage, OutboxState, state_is
from storage.rows.matrix import MatrixOffer, MatrixPosition, MatrixRoom, MatrixUndecrypted, RoomState
from storage.rows.organisation import CommunityPlace, Platform

# Upgrades followed from one room to the next: a chain is that of a room's history, and no loop is followed.
_LONGEST_CHAIN = 20


# A statement of every sync, built once.
_POSITION = cast(Table, MatrixPosition.__table__)
_MOVE = (
    update(_POSITION)
    .where(_POSITION.c.account == bindparam("b_account"), _POSITION.c.device == bindparam("b_device"))
    .values(token=bindparam("b_token"))
)


@dataclass(frozen=True, slots=True)
class Undecrypted:
    """An event that could not be decrypted yet."""

    event_id: str
    room_id: str
    session_id: str
    sender: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A message with choices: its event, and the payload from which it was written."""

    event_id: str
    room_id: str
    payload: str
    at: datetime


# Position


def position(session: Session, *, account: str, device: str) -> str | None:
    """The token of the device's next sync; None before its first."""
    row = session.get(MatrixPosition, (account, device))
    return row.token if row else None


def advance(session: Session, *, account: str, device: str, token: str) -> None:
    """Note how far the device has read, in the transaction of what it read."""
    values = {"account": account, "device": device, "token": token}
    if not session.connection().execute(_MOVE, {f"b_{name}": value for name, value in values.items()}).rowcount:
        insert_missing(session, MatrixPosition, [values], unless=("account", "device"))


# Rooms


def rooms(session: Session) -> dict[str, MatrixRoom]:
    """Every room that is known, by its id."""
    return {room.room_id: room for room in session.scalars(select(MatrixRoom))}


def room(session: Session, room_id: str) -> MatrixRoom | None:
    """The room, if it is known."""
    return session.get(MatrixRoom, room_id)


def note_room(session: Session, room_id: str, **values: Any) -> None:
    """Note these columns of the room; a room that was once encrypted stays so."""
    if values.get("encrypted") is False:
        found = session.get(MatrixRoom, room_id)
        if found is not None and found.encrypted:
            del values["encrypted"]
    if not values:
        return
    changed = session.connection().execute(update(MatrixRoom).where(MatrixRoom.room_id == room_id).values(**values))
    if not changed.rowcount:
        row = {
            "room_id": room_id,
            "state": RoomState.JOINED,
            "encrypted": None,
            "members": 0,
            "direct_with": None,
            "successor": None,
            **values,
        }
        insert_missing(session, MatrixRoom, [row], unless=("room_id",))
    session.expire_all()


def direct_room(session: Session, account: str) -> str | None:
    """The direct conversation with this person, None when there is none: they have to write first."""
    wanted = select(MatrixRoom.room_id).where(
        MatrixRoom.direct_with == account, MatrixRoom.state == RoomState.JOINED, MatrixRoom.members <= 2
    )
    return session.scalar(wanted.order_by(MatrixRoom.room_id).limit(1))


def reachable(session: Session, *, accounts: Collection[str]) -> frozenset[str]:
    """Those of these accounts to whom the bot can write directly."""
    if not accounts:
        return frozenset()
    wanted = select(MatrixRoom.direct_with).where(
        MatrixRoom.direct_with.in_(accounts), MatrixRoom.state == RoomState.JOINED, MatrixRoom.members <= 2
    )
    return frozenset(account for account in session.scalars(wanted) if account is not None)


def newest(session: Session, room_id: str) -> str:
    """The room, or the one that its upgrades have led to."""
    for _ in range(_LONGEST_CHAIN):
        found = session.get(MatrixRoom, room_id)
        if found is None or found.successor is None:
            return room_id
        room_id = found.successor
    return room_id


def rebind(session: Session, *, old: str, new: str) -> int:
    """Let the communities of an upgraded room live in the new one; gives how many."""
    bound = session.scalars(
        select(CommunityPlace.community_key).where(
            CommunityPlace.platform == Platform.MATRIX, CommunityPlace.place_id == old
        )
    ).all()
    rows = [{"community_key": key, "platform": Platform.MATRIX, "place_id": new} for key in bound]
    return insert_missing(session, CommunityPlace, rows, unless=("community_key", "platform", "place_id"))


def bound_rooms(session: Session) -> Mapping[str, tuple[str, ...]]:
    """The rooms in which communities live, with the keys of these."""
    found: dict[str, tuple[str, ...]] = {}
    rows = select(CommunityPlace.place_id, CommunityPlace.community_key).where(
        CommunityPlace.platform == Platform.MATRIX
    )
    for place, key in session.execute(rows.order_by(CommunityPlace.place_id, CommunityPlace.community_key)):
        found[place] = (*found.get(place, ()), key)
    return found


# What could not be decrypted


def note_undecrypted(session: Session, event: Undecrypted) -> None:
    """Remember that the event is still to be read."""
    row = {
        "event_id": event.event_id,
        "room_id": event.room_id,
        "session_id": event.session_id,
        "sender": event.sender,
        "seen_at": event.seen_at,
        "asked_at": None,
    }
    insert_missing(session, MatrixUndecrypted, [row], unless=("event_id",))


def undecrypted(session: Session, *, sessions: Collection[tuple[str, str]] | None = None) -> list[Undecrypted]:
    """What is still to be read, oldest first; of these rooms and sessions only when told."""
    wanted = select(MatrixUndecrypted).order_by(MatrixUndecrypted.seen_at, MatrixUndecrypted.event_id)
    found = session.scalars(wanted).all()
    return [
        Undecrypted(row.event_id, row.room_id, row.session_id, row.sender, row.seen_at)
        for row in found
        if sessions is None or (row.room_id, row.session_id) in sessions
    ]


def count_undecrypted(session: Session) -> int:
    """How many events are still to be read."""
    return session.scalar(select(func.count()).select_from(MatrixUndecrypted)) or 0


def forget_undecrypted(session: Session, *, event_ids: Collection[str]) -> None:
    """These events were read after all."""
    if event_ids:
        session.execute(delete(MatrixUndecrypted).where(MatrixUndecrypted.event_id.in_(event_ids)))


def to_ask_again(session: Session, *, now: datetime, patience: timedelta) -> list[Undecrypted]:
    """What has waited for its keys too long, each given once: the persons are asked in the same transaction."""
    late = (MatrixUndecrypted.asked_at.is_(None), MatrixUndecrypted.seen_at <= now - patience)
    rows = session.scalars(select(MatrixUndecrypted).where(*late).order_by(MatrixUndecrypted.seen_at)).all()
    found = [Undecrypted(row.event_id, row.room_id, row.session_id, row.sender, row.seen_at) for row in rows]
    session.execute(update(MatrixUndecrypted).where(*late).values(asked_at=now))
    return found


def forget_undecrypted_before(session: Session, *, instant: datetime) -> None:
    """Give up what was seen before the instant."""
    session.execute(delete(MatrixUndecrypted).where(MatrixUndecrypted.seen_at < instant))


# Choices


def note_offer(session: Session, *, event_id: str, room_id: str, key: str, at: datetime) -> None:
    """Remember that this event offers the choices of the message of this outbox key."""
    row = {"event_id": event_id, "room_id": room_id, "key": key, "at": at}
    insert_missing(session, MatrixOffer, [row], unless=("event_id",))


def offer(session: Session, *, event_id: str) -> Offer | None:
    """What this event offers: as noted, or as the message of which it is all there is."""
    noted = _offer(session, MatrixOffer.event_id == event_id)
    if noted is not None:
        return noted
    wanted = select(OutboxMessage.place, OutboxMessage.payload, OutboxMessage.sent_at)
    row = session.execute(wanted.where(state_is(OutboxState.SENT), OutboxMessage.remote_id == event_id)).first()
    return Offer(event_id, row.place, row.payload, row.sent_at) if row else None


def written(session: Session, *, remote_id: str) -> str | None:
    """The payload from which the message of these events was written; None when it is no longer kept."""
    sent = (state_is(OutboxState.SENT), OutboxMessage.platform == Platform.MATRIX.value, OutboxMessage.target.is_(None))
    return session.scalar(select(OutboxMessage.payload).where(*sent, OutboxMessage.remote_id == remote_id))


def last_offer(session: Session, *, room_id: str) -> Offer | None:
    """What was offered last in the room unasked: an answer's choices are its asker's."""
    return _offer(session, MatrixOffer.room_id == room_id, MatrixOffer.key.not_like("answer:%"))


def forget_offers_before(session: Session, *, instant: datetime) -> None:
    """Forget what was offered before the instant: a reaction to it says nothing any more."""
    session.execute(delete(MatrixOffer).where(MatrixOffer.at < instant))


def _offer(session: Session, *conditions: Any) -> Offer | None:
    wanted = (
        select(MatrixOffer.event_id, MatrixOffer.room_id, OutboxMessage.payload, MatrixOffer.at)
        .join(OutboxMessage, OutboxMessage.key == MatrixOffer.key)
        .where(*conditions)
        .order_by(MatrixOffer.at.desc())
        .limit(1)
    )
    row = session.execute(wanted).first()
    return Offer(row.event_id, row.room_id, row.payload, row.at) if row else None
