"""Rows of what the bot says unasked: points of letters, periods gone through, reminders asked for, silences."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Instant, Json, by_value


class ReminderState(Enum):
    """Where a reminder that somebody asked for stands."""

    WAITING = "waiting"
    SENT = "sent"
    DONE = "done"
    CANCELLED = "cancelled"


class QuietKind(Enum):
    """Why somebody is not written to: they asked not to be disturbed, or they are away."""

    SILENCE = "silence"
    ABSENCE = "absence"


class Sweep(Base):
    """How far the rules have gone through time; the row is the lock of whoever goes on."""

    __tablename__ = "sweep"

    key: Mapped[str] = mapped_column(primary_key=True)
    through: Mapped[datetime] = mapped_column(Instant)


class SkippedPeriod(Base):
    """An occurrence of a rule that came too late to be told: the operator reads which."""

    __tablename__ = "skipped_period"

    rule: Mapped[str] = mapped_column(primary_key=True)
    instant: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(Instant)


class LetterItem(Base):
    """A point that a rule has for somebody's letter, once under its key `rule:subject:instant:recipient`."""

    __tablename__ = "letter_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    rule: Mapped[str]
    # What the rule found: kinds and codes, days; read anew when the letter is written.
    detail: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(Instant)
    not_before: Mapped[datetime] = mapped_column(Instant)
    # The outbox key of the letter that took it; None: still to be told.
    letter: Mapped[str | None]

    __table_args__ = (
        Index("ix_letter_item_waiting", "letter", "not_before"),
        Index("ix_letter_item_person", "person_id", "letter"),
    )


class LetterRest(Base):
    """What a letter had no room for: shown by « suite », and forgotten after some days."""

    __tablename__ = "letter_rest"

    key: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    written_at: Mapped[datetime] = mapped_column(Instant)
    payload: Mapped[str] = mapped_column(Text)


class Reminder(Base):
    """A reminder that somebody asked for, for themselves or for a community."""

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # None: for the owner alone.
    community_key: Mapped[str | None] = mapped_column(ForeignKey("community.key"))
    text: Mapped[str] = mapped_column(Text)
    # As `commands/reminding/recurrence.py` writes it; None: once.
    recurrence: Mapped[dict[str, Any] | None] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(Instant)
    # The next occurrence; None: there is none any more.
    next_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    last_at: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[ReminderState] = mapped_column(by_value(ReminderState))


class QuietPeriod(Base):
    """Days, both included, on which somebody is not written to, of a subject or of anything."""

    __tablename__ = "quiet_period"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[QuietKind] = mapped_column(by_value(QuietKind))
    # None: of anything.
    subject_kind: Mapped[str | None]
    subject_code: Mapped[str | None]
    first_day: Mapped[date]
    # None: until they say otherwise.
    last_day: Mapped[date | None]


class DigestChoice(Base):
    """Whether somebody wants « La semaine DiMENSiON »; without a row, their roles decide."""

    __tablename__ = "digest_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    wanted: Mapped[bool]
    said_at: Mapped[datetime] = mapped_column(Instant)


class PlannedMeeting(Base):
    """A meeting of a body: said by command, or read from a calendar file.

    `unit_key` is of a unit's review, `project_key` of a project's committee, `occasion` of what comes once in a while
    within a body (`storage/planned_meetings.py` names them). `series` is what several occurrences have in common.
    """

    __tablename__ = "planned_meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The calendar's own id, so that a file read again changes and doubles nothing.
    uid: Mapped[str]
    community_key: Mapped[str] = mapped_column(ForeignKey("community.key"), index=True)
    starts_at: Mapped[datetime] = mapped_column(Instant, index=True)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    title: Mapped[str]
    place: Mapped[str | None]
    agenda: Mapped[list[str]] = mapped_column(Json)
    cancelled: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    unit_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"))
    project_key: Mapped[str | None] = mapped_column(ForeignKey("project.key"), index=True)
    occasion: Mapped[str | None]
    series: Mapped[str | None] = mapped_column(index=True)
    # On that day, at no hour in particular; `starts_at` is then its morning.
    all_day: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (UniqueConstraint("uid"),)


class Newcomer(Base):
    """Somebody's way through their first month, which they asked for: as somebody who arrives, or who now manages."""

    __tablename__ = "newcomer"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    # A stable word: `commands/newcomers/journeys.py` says what each tells.
    journey: Mapped[str] = mapped_column(primary_key=True)
    began_on: Mapped[date]
    asked_at: Mapped[datetime] = mapped_column(Instant)


class FirstContact(Base):
    """An account that was shown once what it may type first."""

    __tablename__ = "first_contact"

    platform: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
