"""Rows of announcements: what is said to whom, who answered for it, and how far each recipient is."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Instant, Json, by_value
from storage.rows.campaign_states import CampaignState, RecipientState


class Campaign(Base):
    """An announcement; its history (`campaign:12`) says who did what."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[CampaignState] = mapped_column(by_value(CampaignState), index=True)
    # To whom: `storage/polls/electorate.py` says its keys, `storage/campaigns.py` one kind more.
    audience: Mapped[dict[str, Any]] = mapped_column(Json)
    text: Mapped[str] = mapped_column(Text)
    urgent: Mapped[bool]
    # Why it is urgent.
    reason: Mapped[str | None] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # Who answers for it beside the author, where two are needed.
    second_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    # When the rooms of the cellule d'appui were told that it awaits a second person.
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    # When its recipients were written down; whoever comes later is none.
    frozen_at: Mapped[datetime | None] = mapped_column(Instant)
    over_at: Mapped[datetime | None] = mapped_column(Instant)
    # Recipients by state, once their rows are forgotten.
    figures: Mapped[dict[str, int] | None] = mapped_column(Json)


class CampaignRecipient(Base):
    """One person to whom an announcement goes; forgotten some time after its end."""

    __tablename__ = "campaign_recipient"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    state: Mapped[RecipientState] = mapped_column(by_value(RecipientState))
    # Of the point of their letter, or of the message of an urgent one.
    key: Mapped[str | None]

    __table_args__ = (
        Index("ix_campaign_recipient_state", "campaign_id", "state"),
        {"sqlite_with_rowid": False},
    )
