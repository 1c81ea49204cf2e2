"""How far the account has received: a poll is counted once nothing said before its end can still come."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.matrix.hearing import PLATFORM
from storage.polls import closing, polls

# How often it is noted while nothing ends: a poll that its author closes waits so long at most.
EVERY = timedelta(seconds=20)
# What a homeserver takes less than this long before it answers a sync may come with the next one.
MARGIN = timedelta(seconds=1)


class Reach:
    """What was noted last, and when the next poll ends."""

    def __init__(self) -> None:
        self._noted: datetime | None = None
        self._ends: datetime | None = None

    def up_to(self, *, asked_at: datetime, answered_at: datetime, empty: bool) -> datetime:
        """Everything said before this instant has come, with a sync asked for and answered at these.

        One that waited in vain has said so when it was answered; what one brings was there when it was asked for.
        """
        return (max(asked_at, answered_at - MARGIN) if empty else asked_at) - MARGIN

    def is_news(self, up_to: datetime) -> bool:
        """Whether it is worth a transaction: one per message would cost as much as its answer."""
        ended = self._ends is not None and up_to >= self._ends
        return self._noted is None or ended or up_to - self._noted >= EVERY

    def note(self, session: Session, up_to: datetime) -> None:
        """Note it, in the transaction of what was received."""
        closing.received(session, platform=PLATFORM, up_to=up_to)
        self._noted, self._ends = up_to, polls.next_end(session, after=up_to)

    def ends_in(self, now: datetime) -> float | None:
        """Seconds until a sync that waits in vain says that nothing of the next poll can come; None: no poll."""
        return None if self._ends is None else max((self._ends - now + 3 * MARGIN).total_seconds(), 0)
