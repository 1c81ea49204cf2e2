"""Never silent: the connection to Slack is looked at each minute, and made anew when it only seems to be there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.operators import Operators
from bot.platform import DeliveryError
from bot.slack import operating_texts as texts

logger = logging.getLogger(__name__)

# Looks in a row without an answer of the Web API after which operators are told.
UNANSWERED = 3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often the connection is looked at, and the least time between two rebuilds; in seconds."""

    look: float = 60.0
    rebuild: float = 60.0
    longest_rebuild: float = 900.0


USUAL = Rhythm()


@dataclass(frozen=True, slots=True)
class Watched:
    """What the watchdog asks of the adapter.

    `ask` calls auth.test; `alive` says whether pings are answered; `received_at` when something came last, and `open`
    whether an instant is in working hours.
    """

    ask: Callable[[], Awaitable[None]]
    alive: Callable[[], Awaitable[bool]]
    rebuild: Callable[[], Awaitable[None]]
    received_at: Callable[[], datetime]
    open: Callable[[datetime], bool]


class Watchdog:
    """Watches one connection."""

    def __init__(
        self,
        watched: Watched,
        operators: Operators,
        *,
        now: Callable[[], datetime],
        silence: timedelta,
        rhythm: Rhythm = USUAL,
    ) -> None:
        self._watched = watched
        self._operators = operators
        self._now = now
        self._silence = silence
        self._rhythm = rhythm
        self._unanswered = 0
        self._rebuilt_at = float("-inf")
        self._wait = rhythm.rebuild
        self._quiet_since = now()

    async def watch(self, stop: asyncio.Event) -> None:
        """Look until stopped. Raises Fatal when the token is dead."""
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self._rhythm.look)
            if not stop.is_set():
                await self._look(stop)

    async def _recovers(self, stop: asyncio.Event) -> bool:
        """Whether the library makes the connection anew by itself, as it does when Slack asks it to."""
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), self._rhythm.look / 4)
        return stop.is_set() or await self._watched.alive()

    async def _look(self, stop: asyncio.Event) -> None:
        try:
            await self._watched.ask()
            self._unanswered = 0
        except (DeliveryError, OSError, TimeoutError) as error:
            self._unanswered += 1
            extra = {"action": "slack_unanswered", "problem": type(error).__name__, "times": self._unanswered}
            logger.warning("Slack does not answer", extra=extra)
            if self._unanswered == UNANSWERED:
                await self._operators.tell("slack_unreachable", texts.unreachable())
            return
        if not await self._watched.alive() and not await self._recovers(stop):
            await self._anew("slack_stale", texts.stale())
            return
        now = self._now()
        if not self._watched.open(now):
            # Only the silence of working hours counts.
            self._quiet_since = now
            return
        since = max(self._watched.received_at(), self._quiet_since)
        if now - since >= self._silence:
            self._quiet_since = now
            await self._anew("slack_silent", texts.silent(int((now - since).total_seconds() // 60)))

    async def _anew(self, cause: str, sentence: str) -> None:
        """Make the connection anew, more and more rarely while that does not help."""
        ticks = asyncio.get_running_loop().time()
        since = ticks - self._rebuilt_at
        if since < self._wait:
            return
        self._wait = (
            self._rhythm.rebuild if since > 2 * self._wait else min(2 * self._wait, self._rhythm.longest_rebuild)
        )
        self._rebuilt_at = ticks
        logger.warning("Slack connection made anew", extra={"action": "slack_rebuilt", "cause": cause})
        await self._watched.rebuild()
        await self._operators.tell(cause, sentence)
