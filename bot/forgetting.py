"""Each day, free texts older than the settings keep them are forgotten: a little at each beat of the pulse."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.settings import Settings
from bot.work import Work
from storage.ledger import retention
from storage.ledger.retention import Forgetting

# Seconds that forgetting may take of one beat; letters leave with the next.
LONGEST = 1.0


@dataclass(slots=True)
class DailyForgetting:
    """Forgets in transactions of a few milliseconds, between which whoever else has something to write does so.

    A process that is started anew, and each of several processes, begins the day's pass again: what is forgotten
    already costs a reading.
    """

    keep: timedelta
    zone: ZoneInfo
    _pass: Forgetting | None = field(default=None, init=False)
    _begun_on: date | None = field(default=None, init=False)

    async def __call__(self, work: Work, now: datetime) -> None:
        """What this beat does of the day's pass, begun with the first beat of the day. Raises DatabaseError."""
        today = now.astimezone(self.zone).date()
        if today != self._begun_on:
            self._pass, self._begun_on = Forgetting(now - self.keep), today
        until = time.monotonic() + LONGEST
        while (forgetting := self._pass) is not None and time.monotonic() < until:
            step = await work.read(forgetting.prepare)
            if step is None:
                retention.said(forgetting.forgotten)
                self._pass = None
            else:
                await work.write(partial(forgetting.carry_out, step=step))


def daily_forgetting(settings: Settings) -> DailyForgetting:
    """As the settings say."""
    return DailyForgetting(timedelta(days=settings.updates.keep_texts_days), settings.zone)
