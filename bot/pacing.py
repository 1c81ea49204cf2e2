"""When the next message may go: not faster than a platform takes them, and later and later when it refuses."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.platform import Pace

# Seconds before the second try at most, and before any later one. The wait doubles from one try to the next.
FIRST_WAIT = 1.0
LONGEST_WAIT = 600.0

# Places whose last message is remembered; the oldest are forgotten beyond.
_PLACES_REMEMBERED = 10_000


def wait_before_next_try(failed_tries: int, *, chance: random.Random) -> timedelta:
    """A wait drawn between nothing and the longest for this many failures, so that senders do not come back together.

    Source: « full jitter », in AWS Architecture Blog, Exponential Backoff And Jitter (2015).
    """
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failed_tries - 1, 20))
    return timedelta(seconds=chance.uniform(0, longest))


class Pacer:
    """Keeps one platform's pace. `sleep` is given seconds."""

    def __init__(self, pace: Pace, *, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._pace = pace
        self._sleep = sleep
        self._account_free_at = 0.0
        self._place_free_at: dict[str, float] = {}

    async def turn(self, place: str) -> None:
        """Wait until a message may go to the place; one caller at a time for each place."""
        ticks = asyncio.get_running_loop().time
        if self._pace.per_place:
            await self._sleep_until(self._place_free_at.pop(place, 0.0))
        if self._pace.per_account:
            turn = max(ticks(), self._account_free_at)
            self._account_free_at = turn + self._pace.per_account
            await self._sleep_until(turn)
        if self._pace.per_place:
            self._place_free_at[place] = ticks() + self._pace.per_place
            if len(self._place_free_at) > _PLACES_REMEMBERED:
                del self._place_free_at[next(iter(self._place_free_at))]

    async def _sleep_until(self, instant: float) -> None:
        seconds = instant - asyncio.get_running_loop().time()
        if seconds > 0:
            await self._sleep(seconds)
