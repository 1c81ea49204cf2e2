"""Rows of accounts that are about to be linked to a person."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Instant


class LinkCode(Base):
    """A code that links an account to a person once both sides have confirmed it; one an account, good for minutes.

    Only a digest of the code is kept. The account asked for it; `person_id` is whoever confirmed it from an account
    that is already theirs.
    """

    __tablename__ = "link_code"

    platform: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
