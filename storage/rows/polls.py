"""Rows of polls: the poll, who may vote, who has voted, and one row that holds the whole result.

A ballot of a secret poll has no row: only the sum of all of them is kept (docs/decisions/010-polls.md).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Instant, Json, by_value
from storage.rows.poll_states import PollKind, PollMode, PollState


class Poll(Base):
    """A question put to participants."""

    __tablename__ = "poll"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PollKind] = mapped_column(by_value(PollKind))
    mode: Mapped[PollMode] = mapped_column(by_value(PollMode))
    state: Mapped[PollState] = mapped_column(by_value(PollState))
    question: Mapped[str] = mapped_column(Text)
    options: Mapped[list[str]] = mapped_column(Json)
    # What else was asked for: `storage/polls/rules.py` says its keys.
    rules: Mapped[dict[str, Any]] = mapped_column(Json)
    # Whom it is put to: `storage/polls/electorate.py` says its keys.
    electorate: Mapped[dict[str, Any]] = mapped_column(Json)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # May close and extend it as the author may.
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    # When it is to open by itself; None: by hand.
    opens_at: Mapped[datetime | None] = mapped_column(Instant)
    # When its participants were frozen.
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    # When it was counted.
    counted_at: Mapped[datetime | None] = mapped_column(Instant)
    participants: Mapped[int | None]
    # What the opaque values of its buttons are made with; forgotten at the end.
    ballot_key: Mapped[str | None]
    # When its places and participants were told of the opening, and of the result.
    announced_at: Mapped[datetime | None] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    # When somebody asked that those who have not voted be reminded, and when they were.
    chase_asked_at: Mapped[datetime | None] = mapped_column(Instant)
    chased_at: Mapped[datetime | None] = mapped_column(Instant)
    # When what votes may have left in the files was wiped; None on a counted private poll: still to be done.
    wiped_at: Mapped[datetime | None] = mapped_column(Instant)
    template: Mapped[str | None]
    # The first edition of a poll that is put again and again, and the rank of this one.
    series_id: Mapped[int | None] = mapped_column(index=True)
    edition: Mapped[int] = mapped_column(default=1)

    __table_args__ = (Index("ix_poll_state", "state", "closes_at"),)


class PollParticipant(Base):
    """Somebody who may vote; before the opening, a volunteer."""

    __tablename__ = "poll_participant"
    __table_args__ = ({"sqlite_with_rowid": False},)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class PollRoll(Base):
    """Somebody who has voted: never when, never what."""

    __tablename__ = "poll_roll"
    __table_args__ = ({"sqlite_with_rowid": False},)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    # Who voted in their place; None: they did.
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class PollBallot(Base):
    """How somebody voted: of a named poll, and of a masked one until it is counted; never of a secret one."""

    __tablename__ = "poll_ballot"
    __table_args__ = ({"sqlite_with_rowid": False},)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    choice: Mapped[list[Any]] = mapped_column(Json)


class PollResult(Base):
    """The whole result of a poll in its canonical form (`storage/polls/box.py`), written anew at each commit."""

    __tablename__ = "poll_result"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Text)


class PollPlace(Base):
    """A channel or room in which the poll is said."""

    __tablename__ = "poll_place"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    platform: Mapped[str] = mapped_column(primary_key=True)
    place_id: Mapped[str] = mapped_column(primary_key=True)
    # How many had voted when its message was last refreshed, and when that was.
    shown: Mapped[int | None]
    refreshed_at: Mapped[datetime | None] = mapped_column(Instant)


class PollProxy(Base):
    """A « pouvoir »: somebody lets a named person vote for them from a day to a day, both included."""

    __tablename__ = "poll_proxy"

    id: Mapped[int] = mapped_column(primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    given_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class Reception(Base):
    """Up to which instant a platform's events have all been received; polls are counted once it is past their end."""

    __tablename__ = "reception"

    platform: Mapped[str] = mapped_column(primary_key=True)
    up_to: Mapped[datetime] = mapped_column(Instant)
