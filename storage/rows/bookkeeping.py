"""Rows the bot keeps for itself: the catalogue as loaded, the history, events taken, conversations, revisions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Instant, Json


class CatalogueEntry(Base):
    """An entry as last loaded from disk, so that the organisation's own changes can be told from the file's."""

    __tablename__ = "catalogue_entry"

    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(Json)


class Revision(Base):
    """A counter raised whenever its subject changes (« plan »); what is kept in memory compares it."""

    __tablename__ = "revision"

    subject: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    # Digest of the files last loaded; unchanged files cost one comparison.
    digest: Mapped[str | None]


class HistoryEntry(Base):
    """Something that was said or done about a subject; appended, never rewritten."""

    __tablename__ = "history_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str]
    subject_code: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    # None: the bot itself, when it loads files.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (
        Index("ix_history_entry_subject", "subject_kind", "subject_code", "id"),
        # What was said in a period, counted without reading what it says.
        Index("ix_history_entry_said", "subject_kind", "at", "action", "subject_code"),
    )


class InboxEvent(Base):
    """A platform's event, taken once; only its id, its kind and the instant are kept, never the content."""

    __tablename__ = "inbox_event"

    platform: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    taken_at: Mapped[datetime] = mapped_column(Instant, index=True)


class Conversation(Base):
    """What the bot has offered one account in one place: numbered choices, or a form being filled in."""

    __tablename__ = "conversation"

    platform: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    choices: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    form: Mapped[dict[str, Any] | None] = mapped_column(Json)
    # What the last plain question was understood to be, for the question that follows it; never its words.
    thread: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)
