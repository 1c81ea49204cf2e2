"""Rows of the messages that the bot sends: answers, and what is unasked."""

from datetime import datetime
from enum import Enum, IntEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, Text, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Instant, Json, by_value


class OutboxAction(Enum):
    """What the platform is asked to do."""

    SEND = "send"
    EDIT = "edit"


class Rank(IntEnum):
    """What goes before what: somebody waits for an answer, everybody for what is urgent, nobody for the rest."""

    ANSWER = 0
    URGENT = 1
    UNASKED = 2


class OutboxState(Enum):
    """Where a message stands.

    pending → claimed (a sender has it, for the time of a lease) → sending (its call is under way) → sent, or failed
    (a dead letter), or unknown (the call may have succeeded: it is looked up on the platform before anything else).
    """

    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class OutboxMessage(Base):
    """A message that the bot sends, once, under its key."""

    __tablename__ = "outbox_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    platform: Mapped[str]
    # The platform's own address of a channel, a room or a person.
    place: Mapped[str]
    # What goes first, a `Rank`; messages of one place and one rank keep their order.
    rank: Mapped[int]
    # How the platform is to place it (a thread, a reply…), as its adapter wrote it; read by that adapter alone.
    route: Mapped[dict[str, Any] | None] = mapped_column(Json)
    action: Mapped[OutboxAction] = mapped_column(by_value(OutboxAction))
    # The platform's id of the message to edit.
    target: Mapped[str | None]
    payload: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    # When it is due: messages of one place and rank go out in the order of this instant, then of their id.
    not_before: Mapped[datetime] = mapped_column(Instant)
    # When it is tried, or looked up, next: later than `not_before` once a try has failed.
    try_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[OutboxState] = mapped_column(by_value(OutboxState))
    attempts: Mapped[int]
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    remote_id: Mapped[str | None]
    # Why it failed, in the platform's words; never the content.
    failure: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    # Whether it may leave in working hours only: it was decided by the bot, and is not urgent.
    in_hours: Mapped[bool] = mapped_column(default=False)
    # Whether it was such a message, or an urgent one, and left outside them.
    off_hours: Mapped[bool] = mapped_column(default=False)


class AccountBudget(Base):
    """How many unasked messages an account may still send at an instant; several processes draw on it."""

    __tablename__ = "account_budget"

    platform: Mapped[str] = mapped_column(primary_key=True)
    tokens: Mapped[float]
    at: Mapped[datetime] = mapped_column(Instant)


def _partial(name: str, where: str, *columns: str) -> Index:
    """An index over the few rows that the queue looks for, however many were sent."""
    return Index(
        name,
        *(getattr(OutboxMessage, column) for column in columns),
        sqlite_where=text(where),
        postgresql_where=text(where),
    )


# What is due, in order.
_partial("ix_outbox_message_due", "state = 'pending'", "platform", "rank", "not_before", "id")
# The places that someone is busy with, the leases that may have expired.
_partial("ix_outbox_message_busy", "state IN ('claimed', 'sending', 'unknown')", "platform", "place", "rank")
_partial("ix_outbox_message_retried", "state = 'pending' AND attempts > 0", "platform", "place", "rank")
# The waiting messages of a place, for one that would go at once.
_partial("ix_outbox_message_waiting", "state = 'pending'", "platform", "place", "rank")
# What a platform's own id was sent for.
_partial("ix_outbox_message_remote", "state = 'sent'", "remote_id")
# What left outside working hours: few, counted for a year.
_partial("ix_outbox_message_off_hours", "off_hours", "sent_at")
_partial("ix_outbox_message_failed", "state = 'failed'", "id")
_partial("ix_outbox_message_sent", "state = 'sent'", "sent_at")


def state_is(*states: OutboxState) -> ColumnElement[bool]:
    """The message is in one of these states, written as literals: a bound value would not use a partial index."""
    literals: list[ColumnElement[Any]] = [literal_column(f"'{state.value}'") for state in states]
    return OutboxMessage.state == literals[0] if len(literals) == 1 else OutboxMessage.state.in_(literals)
