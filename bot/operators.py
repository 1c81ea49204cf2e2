"""What operators are told: a line of the log, and a message where they have a place, once for each cause and day."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.work import Work
from commands import wire
from commands.message import say
from storage import outbox

logger = logging.getLogger(__name__)


class Operators:
    """Tells the operators. `place` is « platform:address », None when they read only the log."""

    def __init__(self, work: Work, *, place: str | None, now: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._work = work
        self._place = place
        self._now = now
        self._zone = zone

    async def tell(self, cause: str, sentence: str) -> None:
        """Tell a sentence; `cause` is its stable English name, with the identifier it is about."""
        await self._work.write(lambda session: self.note(session, cause, sentence))

    def note(self, session: Session, cause: str, sentence: str) -> bool:
        """The same in the transaction of what caused it; gives whether it was new today."""
        logger.warning("Operators told", extra={"action": "operators_told", "cause": cause})
        if self._place is None:
            return False
        platform, _, address = self._place.partition(":")
        now = self._now()
        return outbox.enqueue(
            session,
            key=f"operators:{cause}:{now.astimezone(self._zone).date().isoformat()}",
            platform=platform,
            place=address,
            payload=wire.dump(say(sentence)),
            at=now,
        )
