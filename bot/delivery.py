"""Messages in a sender's hands: the call to their platform, the marks around it, and what to do when it fails."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from bot.marks import AboutToSend, Change, Mark, Sent
from bot.pacing import wait_before_next_try
from bot.platform import CannotLookUp, DeliveryError, Joining, Platform
from bot.work import Together
from commands.message import Message
from storage import sending
from storage.rows.delivery import OutboxAction
from storage.sending import Claimed

logger = logging.getLogger(__name__)

# Gives what to send from a claimed message and the present instant, which may be long after it was due.
Compose = Callable[[Claimed, datetime], Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long things may take, in seconds, and how often they are tried."""

    # How long a claim holds, and a call: the second is shorter, so that a call is over when its lease ends.
    lease: float = 60
    call: float = 30
    # How long an unanswered call is left alone before the platform is asked what became of it.
    settling: float = 5
    # Tries before a message is given up: with the waits between them, about three hours.
    most_tries: int = 40


USUAL_PATIENCE = Patience()


class Delivery:
    """Delivers messages that its owner has claimed."""

    def __init__(
        self,
        mark: Together[Mark, bool],
        *,
        owner: str,
        now: Callable[[], datetime],
        compose: Compose,
        patience: Patience,
        chance: random.Random,
        hold: Callable[[Platform, float], None],
    ) -> None:
        self._mark = mark
        self._owner = owner
        self._now = now
        self._compose = compose
        self._patience = patience
        self._chance = chance
        self._hold = hold

    async def deliver(self, platform: Platform, claimed: Claimed) -> bool:
        """Whether the message is done with, sent or given up, so that the next one of its place may go."""
        if claimed.attempts >= self._patience.most_tries:
            return await self._give_up(claimed, "too many tries")
        message = self._composed(claimed)
        if isinstance(message, str):
            return await self._give_up(claimed, message)
        lease_until = self._now() + timedelta(seconds=self._patience.lease)
        if not await self._mark(AboutToSend(claimed.id, lease_until)):
            return False
        # The process may have been suspended meanwhile, and another may soon think that the call was cut short.
        if self._now() + timedelta(seconds=self._patience.call) > lease_until:
            return await self._postpone(claimed, DeliveryError("late"))
        sent = await self._call(platform, claimed, message)
        if isinstance(sent, Sent):
            await self._mark(sent)
            return True
        return sent

    async def deliver_marked(self, platform: Platform, claimed: Claimed) -> Sent | None:
        """The same for a message that was put in as being sent by this owner already; what is left to mark, if any."""
        message = self._composed(claimed)
        if isinstance(message, str):
            await self._give_up(claimed, message)
            return None
        sent = await self._call(platform, claimed, message)
        return sent if isinstance(sent, Sent) else None

    async def mark_all(self, sent: Sequence[Sent]) -> None:
        """Mark messages that were sent."""
        await asyncio.gather(*map(self._mark, sent))

    def joined(self, platform: Platform, waiting: Sequence[Claimed]) -> tuple[list[Claimed], Message | None]:
        """The first messages of these that may go as one, and that one; none when the first goes alone."""
        group: list[Claimed] = []
        messages: list[Message] = []
        whole: Message | None = None
        if not isinstance(platform, Joining):
            return group, None
        for claimed in waiting:
            message = self._composed(claimed)
            if isinstance(message, str) or claimed.attempts or claimed.action is OutboxAction.EDIT:
                break
            if group and claimed.route != group[0].route:
                break
            longer = platform.joined([*messages, message])
            if longer is None:
                break
            group.append(claimed)
            messages.append(message)
            whole = longer
        return (group, whole) if len(group) > 1 else ([], None)

    async def deliver_joined(self, platform: Joining, group: Sequence[Claimed], message: Message) -> bool:
        """The same as `deliver` for several messages that go as one; each keeps its own marks."""
        lease_until = self._now() + timedelta(seconds=self._patience.lease)
        marks = [AboutToSend(claimed.id, lease_until) for claimed in group]
        ours = await asyncio.gather(*map(self._mark, marks))
        if not all(ours):
            for claimed, still_ours in zip(group, ours, strict=True):
                if still_ours:
                    await self._change(sending.give_back, claimed)
            return False
        try:
            async with asyncio.timeout(self._patience.call):
                keys = [claimed.key for claimed in group]
                remote_id = await platform.send_joined(group[0].place, message, keys=keys, route=group[0].route)
        except DeliveryError as error:
            for claimed in group:
                await self._refused(platform, claimed, error)
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, the platform may have taken the message
            for claimed in group:
                await self._unanswered(claimed, error)
            return False
        await asyncio.gather(*(self._mark(Sent(claimed.id, remote_id, self._now())) for claimed in group))
        logger.info("Messages joined", extra={"action": "messages_joined", "messages": len(group)})
        return True

    def _composed(self, claimed: Claimed) -> Message | str:
        """The message as it is to be sent, or why there is none."""
        try:
            return self._compose(claimed, self._now())
        except Exception as error:  # noqa: BLE001 - a message that cannot be read must not stop those behind it
            return f"not composed: {type(error).__name__}"

    async def look_up(self, platform: Platform, claimed: Claimed) -> None:
        """Ask the platform what became of a call that was cut short."""
        try:
            async with asyncio.timeout(self._patience.call):
                # Editing twice does no harm.
                edits = claimed.action is OutboxAction.EDIT
                found = None if edits else await platform.find(claimed.place, key=claimed.key)
        except CannotLookUp:
            await self._give_up(claimed, "cannot be looked up")
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing is sent until the platform has answered
            await self._look_up_later(claimed, error)
        else:
            await self._change(sending.resolve_unknown, claimed, remote_id=found, at=self._now())
            extra = {"action": "message_looked_up", "key": claimed.key, "arrived": found is not None}
            logger.info("Message looked up", extra=extra)

    async def _call(self, platform: Platform, claimed: Claimed, message: Message) -> Sent | bool:
        """What is to be marked once the platform took the message; else what `deliver` gives."""
        try:
            async with asyncio.timeout(self._patience.call):
                if claimed.action is OutboxAction.EDIT:
                    remote_id = claimed.target or ""
                    await platform.edit(claimed.place, remote_id, message, key=claimed.key)
                else:
                    remote_id = await platform.send(claimed.place, message, key=claimed.key, route=claimed.route)
        except DeliveryError as error:
            return await self._refused(platform, claimed, error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the platform may have taken the message
            return await self._unanswered(claimed, error)
        logger.info("Message sent", extra={"action": "message_sent", "key": claimed.key})
        return Sent(claimed.id, remote_id, self._now())

    async def _refused(self, platform: Platform | Joining, claimed: Claimed, error: DeliveryError) -> bool:
        if error.permanent:
            return await self._give_up(claimed, error.reason)
        if not error.whole_account or error.retry_after is None:
            return await self._postpone(claimed, error)
        self._hold(cast(Platform, platform), error.retry_after)
        await self._change(sending.give_back, claimed)
        extra = {"action": "account_held", "seconds": error.retry_after, "reason": error.reason}
        logger.warning("Account held", extra=extra)
        return False

    async def _give_up(self, claimed: Claimed, reason: str) -> bool:
        await self._change(sending.mark_failed, claimed, failure=reason)
        logger.error("Message given up", extra={"action": "message_failed", "key": claimed.key, "reason": reason})
        return True

    async def _postpone(self, claimed: Claimed, error: DeliveryError) -> bool:
        if claimed.attempts + 1 >= self._patience.most_tries:
            return await self._give_up(claimed, error.reason)
        wait = self._wait_after(claimed, error)
        await self._change(sending.postpone, claimed, try_at=self._now() + wait, failure=error.reason)
        extra = {
            "action": "message_postponed",
            "key": claimed.key,
            "reason": error.reason,
            "seconds": wait.total_seconds(),
        }
        logger.warning("Message postponed", extra=extra)
        return False

    async def _unanswered(self, claimed: Claimed, error: Exception) -> bool:
        name = type(error).__name__
        look_up_at = self._now() + timedelta(seconds=self._patience.settling)
        await self._change(sending.mark_unknown, claimed, look_up_at=look_up_at, failure=name)
        extra = {"action": "message_unanswered", "key": claimed.key, "reason": name}
        # A network that fails is no bug of ours; anything else is, and its trace is wanted.
        logger.warning("Call unanswered", extra=extra, exc_info=None if isinstance(error, OSError) else error)
        return False

    async def _look_up_later(self, claimed: Claimed, error: Exception) -> None:
        reason = error.reason if isinstance(error, DeliveryError) else type(error).__name__
        if claimed.attempts + 1 >= self._patience.most_tries:
            await self._give_up(claimed, f"cannot be looked up: {reason}")
            return
        wait = self._wait_after(claimed, error)
        await self._change(sending.postpone_look_up, claimed, try_at=self._now() + wait, failure=reason)
        logger.warning("Look-up postponed", extra={"action": "look_up_postponed", "key": claimed.key, "reason": reason})

    def _wait_after(self, claimed: Claimed, error: Exception) -> timedelta:
        wait = wait_before_next_try(claimed.attempts + 1, chance=self._chance)
        if isinstance(error, DeliveryError) and error.retry_after is not None:
            # Never sooner than asked, and not all at the same instant either.
            return timedelta(seconds=error.retry_after) + min(wait, timedelta(seconds=1))
        return wait

    async def _change(self, change: Callable[..., bool], claimed: Claimed, **values: Any) -> None:
        await self._mark(Change(lambda session: change(session, id_=claimed.id, owner=self._owner, **values)))
