"""How far an adapter has received: a poll is counted once nothing said before its end can still come."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from storage.polls import closing, polls

# How often it is noted while nothing ends: a poll that its author closes waits so long at most.
EVERY = timedelta(seconds=20)
# What a platform takes less than this long before it answers, or before now, may still be on its way.
MARGIN = timedelta(seconds=1)


class Reach:
    """What was noted last of a platform, and when the next poll ends."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._noted: datetime | None = None
        self._ends: datetime | None = None

    def is_news(self, up_to: datetime) -> bool:
        """Whether it is worth a transaction: one per message would cost as much as its answer."""
        ended = self._ends is not None and up_to >= self._ends
        return self._noted is None or ended or up_to - self._noted >= EVERY

    def note(self, session: Session, up_to: datetime) -> None:
        """Note it, in the transaction of what was received."""
        closing.received(session, platform=self._platform, up_to=up_to)
        self._noted, self._ends = up_to, polls.next_end(session, after=up_to)

    def ends_in(self, now: datetime) -> float | None:
        """Seconds until it can be said that nothing more of the next poll can come; None: no poll."""
        return None if self._ends is None else max((self._ends - now + 3 * MARGIN).total_seconds(), 0)
