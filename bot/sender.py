"""Delivers the outbox: each message once, in order within its place, as fast as its platform takes them."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from bot.answering import Terms
from bot.claiming import within_budget
from bot.delivery import USUAL_PATIENCE, Compose, Delivery, Patience
from bot.marks import Marks, Sent
from bot.pacing import Pacer
from bot.platform import Joining, Platform
from bot.work import Work
from commands import wire
from commands.message import Message
from storage import handing, sending
from storage.errors import DatabaseError
from storage.rows.delivery import Rank
from storage.sending import Claimed

logger = logging.getLogger(__name__)

# Seconds the sender rests when nothing is due and nobody wakes it: what another process enqueues waits so long.
REST = 1.0

# Seconds for which an answer delivered at once is left unmarked, so that the transaction of the next question marks it
# too: a transaction of its own takes longer than the call. A sender that is killed meanwhile looks it up.
LINGER = 0.3


@dataclass(frozen=True, slots=True)
class Load:
    """How many messages a sender has in hand at once: in all, which is as many places at most, and of one place.

    Where an account may write but rarely, few unasked ones: they would wait in hand, in the way of later answers.
    """

    most: int = 200
    most_per_place: int = 10
    most_unasked_when_limited: int = 5


@dataclass(frozen=True, slots=True)
class _Taken:
    """What one look at the outbox gives for one platform."""

    platform: Platform
    due: list[Claimed]
    unknown: list[Claimed]


def as_written(claimed: Claimed, _now: datetime) -> Message:
    """The message as it was put in the outbox."""
    return wire.load(claimed.payload)


class Sender:
    """Claims what is due and delivers it, places side by side. Several processes may each have one.

    `now` gives the present instant. `only` says which places of a platform are served here: all of them where it is
    not named. Nobody else sends from the same `seat` at the same time. `is_open` says whether an instant is one of
    working hours: what may leave in these alone waits for them, and does not leave in their last seconds. A message
    whose call was cut short is looked up on its platform first, and what follows it in its place waits for that.
    """

    def __init__(
        self,
        work: Work,
        platforms: Sequence[Platform],
        *,
        now: Callable[[], datetime],
        compose: Compose = as_written,
        patience: Patience = USUAL_PATIENCE,
        load: Load = Load(),
        rest: float = REST,
        chance: random.Random | None = None,
        only: Mapping[str, Collection[str]] | None = None,
        seat: str = "",
        is_open: Callable[[datetime], bool] = lambda _: True,
    ) -> None:
        self._work = work
        self._served = {platform.name: (only or {}).get(platform.name) for platform in platforms}
        self._platforms = tuple(platforms)
        self._pacers = {platform.name: Pacer(platform.pace, sleep=self._sleep) for platform in platforms}
        self._now = now
        self._lease = timedelta(seconds=patience.lease)
        self._load = load
        self._is_open = is_open
        self._call = timedelta(seconds=patience.call)
        self._rest = rest
        # A new process is a new owner: the marks of the one before it, should any be under way, are not its own.
        self._owner = f"{seat}#{uuid4().hex}" if seat else uuid4().hex
        self._delivery = Delivery(
            work.in_batches(Marks(self._owner, is_open).make),
            owner=self._owner,
            now=now,
            compose=compose,
            patience=patience,
            chance=chance or random.Random(),
            hold=lambda platform, seconds: self._pacers[platform.name].hold(seconds),
        )
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand = 0
        # Whether the last look at the outbox saw something to do.
        self._more = False
        self._unasked_in_hand: Counter[str] = Counter()
        self._unmarked: list[Sent] = []
        self._marking: asyncio.TimerHandle | None = None
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()

    def wake(self) -> None:
        """Look at the outbox at once: something was put there. To be called in the event loop, after the commit."""
        self._woken.set()

    def terms(self, platform: Platform) -> Terms | None:
        """On which terms a message would be delivered at once; None while there is a queue. In the event loop.

        Whoever is given terms settles them in its transaction.
        """
        busy = self._in_hand > self._load.most // 2 or self._stopping.is_set()
        if busy or self._pacers[platform.name].limited:
            return None
        return Terms(self._owner, self._lease, self._left_to_mark())

    def deliver_now(self, platform: Platform, claimed: Claimed) -> None:
        """Deliver what was put in hand on these terms; after the commit, in the event loop."""
        unasked = platform.name if claimed.rank != Rank.ANSWER else None
        self._start(self._deliver_at_once(platform, claimed), 1, unasked, quietly=True)

    async def _deliver_at_once(self, platform: Platform, claimed: Claimed) -> None:
        await self._pacers[platform.name].turn(claimed.place, claimed.rank)
        sent = await self._delivery.deliver_marked(platform, claimed)
        if sent is None:
            return
        self._unmarked.append(sent)
        if self._more or self._stopping.is_set():
            # Something may wait for this one to be done with.
            await self._delivery.mark_all(self._left_to_mark())
        elif self._marking is None:
            self._marking = asyncio.get_running_loop().call_later(LINGER, self._mark_now)

    def _left_to_mark(self) -> tuple[Sent, ...]:
        """What was sent and not marked; whoever asks marks it."""
        sent, self._unmarked = tuple(self._unmarked), []
        if self._marking is not None:
            self._marking.cancel()
            self._marking = None
        return sent

    def _mark_now(self) -> None:
        if sent := self._left_to_mark():
            self._start(self._delivery.mark_all(sent), 0, quietly=True)

    def stop(self) -> None:
        """Make `run` end once the calls under way are over; what was only claimed goes back."""
        self._stopping.set()
        self._woken.set()

    async def run(self) -> None:
        """Deliver until `stop` is called."""
        names = [platform.name for platform in self._platforms]
        logger.info("Sender started", extra={"action": "sender_started", "platforms": names})
        while not self._stopping.is_set():
            try:
                taken = await self._take_in_hand()
            except DatabaseError as error:
                logger.error("Outbox out of reach", extra={"action": "outbox_out_of_reach", "problem": error.key})
                taken = False
            except Exception:
                # A bug, or two transactions that waited for each other: what comes next is still to be sent.
                logger.exception("Sender hindered", extra={"action": "sender_hindered"})
                taken = False
            if not taken:
                await _either(self._woken, self._rest)
        await self._finish()
        logger.info("Sender stopped", extra={"action": "sender_stopped"})

    async def drain(self) -> None:
        """Deliver what is due now, and return. Raises DatabaseError."""
        try:
            while not self._stopping.is_set():
                taken = await self._take_in_hand()
                if self._tasks:
                    await _either(self._woken, self._rest)
                elif not taken:
                    return
        finally:
            await self._finish()

    async def _take_in_hand(self) -> bool:
        """Start on what is due and on what must be looked up; gives whether there was any."""
        self._woken.clear()
        # Refilled by halves: claims of one message at a time would be as many transactions.
        if self._in_hand > self._load.most // 2:
            return False
        now = self._now()
        closed = self._closed(now)
        self._more = await self._work.read(
            lambda session: sending.anything_to_do(session, now=now, served=self._served, closed=closed)
        )
        if not self._more:
            return False
        last_ranks = {platform.name: self._last_rank(platform) for platform in self._platforms}
        taken = await self._work.write(lambda session: self._take(session, now, last_ranks, closed=closed))
        for each in taken:
            for claimed in each.unknown:
                self._start(self._delivery.look_up(each.platform, claimed), 1)
            in_lanes = sorted(each.due, key=lambda claimed: claimed.lane)
            for (_, rank), group in groupby(in_lanes, key=lambda claimed: claimed.lane):
                messages = list(group)
                unasked = each.platform.name if rank != Rank.ANSWER else None
                self._start(self._deliver_in_order(each.platform, messages), len(messages), unasked)
        return any(each.due or each.unknown for each in taken)

    def _closed(self, now: datetime) -> bool:
        """Whether what waits for working hours must wait now: a call that begins must be over when they end."""
        return not (self._is_open(now) and self._is_open(now + self._call))

    def _take(self, session: Session, now: datetime, last_ranks: Mapping[str, Rank], *, closed: bool) -> list[_Taken]:
        released = handing.release_expired(session, now=now)
        if released.pending or released.unknown:
            extra = {"action": "leases_expired", "pending": released.pending, "unknown": released.unknown}
            logger.warning("Leases expired", extra=extra)
        room = self._load.most - self._in_hand
        taken = []
        for platform in self._platforms:
            unknown = sending.claim_unknown(
                session,
                owner=self._owner,
                platform=platform.name,
                now=now,
                lease_until=now + self._lease,
                limit=self._load.most,
                places=self._served[platform.name],
            )
            claim = partial(
                sending.claim,
                session,
                owner=self._owner,
                platform=platform.name,
                now=now,
                lease_until=now + self._lease,
                per_place=self._load.most_per_place,
                places=self._served[platform.name],
                closed=closed,
            )
            last_rank, gap = last_ranks[platform.name], platform.pace.per_account
            if not gap or last_rank == Rank.ANSWER or self._work.database.dialect == "sqlite":
                due = claim(limit=room, last_rank=last_rank)
            else:
                due = within_budget(session, claim, platform, room=room, last_rank=last_rank, now=now)
            taken.append(_Taken(platform, due, unknown))
        return taken

    def _last_rank(self, platform: Platform) -> Rank:
        enough = self._unasked_in_hand[platform.name] >= self._load.most_unasked_when_limited
        return Rank.ANSWER if enough and self._pacers[platform.name].limited else Rank.UNASKED

    async def _deliver_in_order(self, platform: Platform, messages: Sequence[Claimed]) -> None:
        """Deliver messages of one lane one after the other; none after one that has to wait."""
        left = list(messages)
        pacer = self._pacers[platform.name]
        while left:
            await pacer.turn(left[0].place, left[0].rank)
            if self._stopping.is_set() or (left[0].in_hours and self._closed(self._now())):
                break
            group, whole = self._delivery.joined(platform, left) if pacer.limited else ([], None)
            if whole is not None and isinstance(platform, Joining):
                done = await self._delivery.deliver_joined(platform, group, whole)
            else:
                group = left[:1]
                done = await self._delivery.deliver(platform, left[0])
            if not done:
                break
            del left[: len(group)]
        if left:
            ids = [claimed.id for claimed in left]
            await self._work.write(lambda session: sending.release(session, ids=ids, owner=self._owner))

    def _start(
        self, delivery: Coroutine[Any, Any, Any], messages: int, unasked: str | None = None, *, quietly: bool = False
    ) -> None:
        """Run a delivery. Its end makes the sender look again, unless it is `quietly` and nothing was seen waiting."""

        def end(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            self._in_hand -= messages
            if unasked is not None:
                self._unasked_in_hand[unasked] -= messages
            if self._more or not quietly:
                self._woken.set()
            if not task.cancelled() and (error := task.exception()) is not None:
                # Its lease will end, and what was being sent will be looked up.
                extra = {"action": "delivery_interrupted", "problem": type(error).__name__}
                logger.error("Delivery interrupted", extra=extra, exc_info=error)

        self._in_hand += messages
        if unasked is not None:
            self._unasked_in_hand[unasked] += messages
        task = asyncio.create_task(delivery)
        self._tasks.add(task)
        task.add_done_callback(end)

    async def _sleep(self, seconds: float) -> None:
        await _either(self._stopping, seconds)

    async def _finish(self) -> None:
        self._mark_now()
        while self._tasks:
            await asyncio.wait(self._tasks)


async def _either(event: asyncio.Event, seconds: float) -> None:
    """Wait for the event, so many seconds at most."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
