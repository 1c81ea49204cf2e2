"""When the next message may go: not faster than a platform takes them, and later and later when it refuses."""

from __future__ import annotations

import asyncio
import heapq
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count

from bot.platform import Pace

# Seconds before the second try at most, and before any later one. The wait doubles from one try to the next.
FIRST_WAIT = 1.0
LONGEST_WAIT = 600.0

# Places whose last message is remembered; the oldest are forgotten beyond.
_PLACES_REMEMBERED = 10_000

# Seconds for which an account that was told to wait is written to one message at a time, and the longest time between
# two of them then. Synapse's defaults give back one message in five seconds.
MINDFUL_FOR = 30.0
LONGEST_GAP = 5.0


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
        self._mindful_until = 0.0
        self._gap = pace.per_account
        self._place_free_at: dict[str, float] = {}
        self._order = count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._granting: asyncio.Task[None] | None = None

    @property
    def limited(self) -> bool:
        """Whether the account may not write as fast as it likes, by its pace or since it was told to wait."""
        return self._pace.per_account > 0 or asyncio.get_running_loop().time() < self._mindful_until

    def hold(self, seconds: float) -> None:
        """Leave the whole account alone for so long, as its platform asks, and be mindful for a while after that."""
        free_at = asyncio.get_running_loop().time() + seconds
        self._account_free_at = max(self._account_free_at, free_at)
        self._mindful_until = self._account_free_at + MINDFUL_FOR
        self._gap = max(self._pace.per_account, min(seconds, LONGEST_GAP))

    async def turn(self, place: str, rank: int = 0) -> None:
        """Wait until a message may go to the place; where the account is limited, the lowest rank goes first."""
        ticks = asyncio.get_running_loop().time
        if self._pace.per_place:
            await self._sleep_until(self._place_free_at.pop(place, 0.0))
        if self.limited:
            granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (rank, next(self._order), granted))
            if self._granting is None:
                self._granting = asyncio.create_task(self._grant())
            await granted
        if self._pace.per_place:
            self._place_free_at[place] = ticks() + self._pace.per_place
            if len(self._place_free_at) > _PLACES_REMEMBERED:
                del self._place_free_at[next(iter(self._place_free_at))]

    async def _grant(self) -> None:
        """Give turns while somebody waits for one."""
        ticks = asyncio.get_running_loop().time
        try:
            while self._waiting:
                await self._sleep_until(self._account_free_at)
                _, _, granted = heapq.heappop(self._waiting)
                if not self.limited:
                    self._gap = self._pace.per_account
                self._account_free_at = max(ticks(), self._account_free_at) + self._gap
                if not granted.done():
                    granted.set_result(None)
        finally:
            self._granting = None

    async def _sleep_until(self, instant: float) -> None:
        seconds = instant - asyncio.get_running_loop().time()
        if seconds > 0:
            await self._sleep(seconds)
