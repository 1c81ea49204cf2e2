"""What follows from the history: how each subject stands, what waits to be settled, what changed, whom to tell.

`Standing` and `Matter` are the fold of the history (`storage/ledger/folding.py`): they can be computed again from it.
"""

from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Instant, Json, by_value
from storage.rows.plan import Status


class Weather(Enum):
    """How a lead sees the objective's chances: the four words of the organisation's steering, best first."""

    SECURE = "secure"
    REACHABLE = "reachable"
    NEEDS_SUPPORT = "needs_support"
    COMPROMISED = "compromised"


# The weathers that need a point de blocage and an appui demandé.
NEEDING_SUPPORT = frozenset({Weather.NEEDS_SUPPORT, Weather.COMPROMISED})


class MatterKind(Enum):
    """What can be raised about a subject and settled by somebody."""

    SUPPORT = "support"
    DECISION = "decision"
    ACTION = "action"
    PROPOSAL = "proposal"


class MatterState(Enum):
    """Where a matter stands; which states a kind knows is said in `storage/ledger/folding.py`."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    ARBITRATION = "arbitration"
    LIFTED = "lifted"
    DONE = "done"
    RECORDED = "recorded"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REVERSED = "reversed"


class TransitionKind(Enum):
    """What changed, for reminders and digests."""

    STATUS = "status"
    WEATHER = "weather"
    DEADLINE = "deadline"
    LEAD = "lead"
    DECISION = "decision"


class Standing(Base):
    """How a subject stands by what was said of it; without a row, it stands as the document says.

    The row is also the lock under which the subject's history grows.
    """

    __tablename__ = "standing"

    subject_kind: Mapped[str] = mapped_column(primary_key=True)
    subject_code: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[Status | None] = mapped_column(by_value(Status))
    weather: Mapped[Weather | None] = mapped_column(by_value(Weather))
    # Per cent.
    progress: Mapped[int | None]
    # The deadline as last revised; None: the initial one.
    due_on: Mapped[date | None]
    # When the last point d'étape was given; None: never.
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    last_entry_id: Mapped[int]
    # The whole state, as `storage/ledger/state.py` writes it.
    said: Mapped[dict[str, Any]] = mapped_column(Json)


class Matter(Base):
    """A support request, a decision, an action or a proposal: the index of what the history holds of it.

    Its id is that of the history entry that raised it, where its words are.
    """

    __tablename__ = "matter"

    id: Mapped[int] = mapped_column(ForeignKey("history_entry.id"), primary_key=True, autoincrement=False)
    kind: Mapped[MatterKind] = mapped_column(by_value(MatterKind))
    subject_kind: Mapped[str]
    subject_code: Mapped[str]
    state: Mapped[MatterState] = mapped_column(by_value(MatterState))
    # The community or body that is asked, or that decided; None: a person is asked, or nobody in particular.
    body_key: Mapped[str | None]
    # Who is asked to support, or who is to act, by handle.
    holder: Mapped[str | None]
    raised_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    raised_at: Mapped[datetime] = mapped_column(Instant)
    due_on: Mapped[date | None]
    settled_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        Index("ix_matter_kind_state", "kind", "state", "due_on"),
        Index("ix_matter_subject", "subject_kind", "subject_code"),
    )


class Transition(Base):
    """A change that reminders and digests tell: its values are those of the enums, or ISO days, or handles."""

    __tablename__ = "transition"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("history_entry.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    subject_kind: Mapped[str]
    subject_code: Mapped[str]
    kind: Mapped[TransitionKind] = mapped_column(by_value(TransitionKind))
    before: Mapped[str | None]
    after: Mapped[str | None]

    __table_args__ = (Index("ix_transition_subject", "subject_kind", "subject_code", "id"),)


class Follow(Base):
    """Someone who asked to be told of a subject."""

    __tablename__ = "follow"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    subject_kind: Mapped[str] = mapped_column(primary_key=True)
    subject_code: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_follow_subject", "subject_kind", "subject_code"),)


class Delegation(Base):
    """A lead lets an adjoint speak for them from a day to a day, both included; on one subject, or on all they lead."""

    __tablename__ = "delegation"

    id: Mapped[int] = mapped_column(primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # Both None: all that the giver leads.
    subject_kind: Mapped[str | None]
    subject_code: Mapped[str | None]
    first_day: Mapped[date]
    last_day: Mapped[date]
    given_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class Notice(Base):
    """Something to tell a person unasked: reminders put the day's notices of a person in one letter."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Used once, so that a request taken again tells nobody twice.
    key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # A stable word: which sentence tells it.
    kind: Mapped[str]
    entry_id: Mapped[int] = mapped_column(ForeignKey("history_entry.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    not_before: Mapped[datetime] = mapped_column(Instant)
    # The outbox key of the letter that took it; None: still to be told.
    letter: Mapped[str | None]

    __table_args__ = (Index("ix_notice_waiting", "letter", "not_before"), Index("ix_notice_person", "person_id"))


class Round(Base):
    """One person's way through « Mes points à faire »: the subjects in their order, and what was done of each."""

    __tablename__ = "round"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    # Each step: kind, code, seen (the subject's last entry when shown), outcome and entry (None until then).
    steps: Mapped[list[dict[str, Any]]] = mapped_column(Json)


class Meeting(Base):
    """A day on which a body met, or is to meet."""

    __tablename__ = "meeting"

    community_key: Mapped[str] = mapped_column(ForeignKey("community.key"), primary_key=True)
    held_on: Mapped[date] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
