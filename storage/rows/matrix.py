"""Rows of what the bot must remember of a Matrix account: how far it has read, its rooms, what it could not read."""

from datetime import datetime
from enum import Enum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Instant, by_value


class RoomState(Enum):
    """Where the account stands in a room."""

    INVITED = "invited"
    JOINED = "joined"
    LEFT = "left"


class MatrixPosition(Base):
    """How far one device has read: the token of its next sync."""

    __tablename__ = "matrix_position"

    account: Mapped[str] = mapped_column(primary_key=True)
    device: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str]


class MatrixRoom(Base):
    """A room that the account is or was in. What was once encrypted stays so."""

    __tablename__ = "matrix_room"

    room_id: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[RoomState] = mapped_column(by_value(RoomState))
    # None: the homeserver has not been asked yet.
    encrypted: Mapped[bool | None]
    # Joined members, the account among them; 0 as long as nobody has said.
    members: Mapped[int] = mapped_column(default=0)
    # The other person of a direct conversation.
    direct_with: Mapped[str | None] = mapped_column(index=True)
    # The room that took its place when it was upgraded.
    successor: Mapped[str | None]


class MatrixUndecrypted(Base):
    """An event that could not be decrypted yet; its content stays on the homeserver."""

    __tablename__ = "matrix_undecrypted"

    event_id: Mapped[str] = mapped_column(primary_key=True)
    room_id: Mapped[str]
    session_id: Mapped[str]
    sender: Mapped[str]
    seen_at: Mapped[datetime] = mapped_column(Instant)
    # When the person was asked to send it again.
    asked_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_matrix_undecrypted_session", "room_id", "session_id"),)


class MatrixOffer(Base):
    """A message that offers choices: a reaction to it, or a number typed after it, is one of its buttons."""

    __tablename__ = "matrix_offer"

    event_id: Mapped[str] = mapped_column(primary_key=True)
    room_id: Mapped[str]
    # The outbox key of the message.
    key: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_matrix_offer_room", "room_id", "at"),)
