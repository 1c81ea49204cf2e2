"""What Slack delivers: taken once, acknowledged once that is committed, answered; late rather than never."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.answering import Answered
from bot.platform import DeliveryError
from bot.slack import payloads, texts
from bot.slack.choices import matching, option
from bot.slack.handling import Handling, Outcome
from bot.slack.limits import OPTION_VALUE
from bot.slack.linking import Linking
from bot.slack.payloads import Incoming, Kind
from bot.slack.receiving import Ack, Body, Listeners
from bot.slack.replying import Replying, acknowledgement
from bot.work import Work
from commands.message import say
from storage.errors import DatabaseError

logger = logging.getLogger(__name__)

# Seconds after which what takes longer is acknowledged, and follows: Slack shows a failure after three.
PROMPT = 2.0
# Seconds within which a second click of one person on one button is the same click.
ONE_CLICK = 1.0
# Seconds given to what is in hand when the process stops.
FINISHING = 10.0
CLICKS_REMEMBERED = 10_000


class Taking:
    """Takes what Slack delivers. `names` gives the table's first word for a workspace's own name of a command."""

    def __init__(
        self,
        work: Work,
        handling: Handling,
        linking: Linking,
        replying: Replying,
        *,
        names: Mapping[str, str],
        now: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._work = work
        self._handling = handling
        self._linking = linking
        self._replying = replying
        self._names = names
        self._now = now
        self._wake = wake
        self._take = work.together(handling.take, ahead=handling.reading_ahead)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._clicks: OrderedDict[str, float] = OrderedDict()
        # The bot's own user, once known; what is left unacknowledged while stopping is delivered again.
        self.me = ""
        self.stopping = False
        self.received_at = now()

    @property
    def in_hand(self) -> int:
        """How many things are under way."""
        return len(self._tasks)

    @property
    def listeners(self) -> Listeners:
        """What to do with each kind of payload."""
        return Listeners(self._command, self._event, self._action, self._submission, self._shortcut, self._options)

    async def finish(self) -> None:
        """Wait for what is in hand, for a while."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=FINISHING)

    async def _command(self, ack: Ack, body: Body) -> None:
        await self._handle(ack, payloads.of_command(body, self._names))

    async def _event(self, ack: Ack, body: Body) -> None:
        incoming = payloads.of_event(body, self.me)
        if incoming is not None and incoming.kind is Kind.HOME:
            self.received_at = self._now()
            await ack()
            self._follow(self._publish_home(incoming.user))
            return
        await self._handle(ack, incoming)

    async def _action(self, ack: Ack, body: Body) -> None:
        incoming = payloads.of_actions(body)
        if incoming is not None and self._repeats(incoming):
            logger.info("Click repeated", extra={"action": "slack_click_repeated"})
            incoming = None
        await self._handle(ack, incoming)

    async def _submission(self, ack: Ack, body: Body) -> None:
        await self._handle(ack, payloads.of_submission(body))

    async def _shortcut(self, ack: Ack, body: Body) -> None:
        await self._handle(ack, payloads.of_shortcut(body))

    async def _options(self, ack: Ack, body: Body) -> None:
        """The entries of a menu too long to travel with its message."""
        name, field = payloads.of_suggestion(body)
        user, typed = str(body["user"]["id"]), str(body.get("value") or "")
        offered = await self._work.read(lambda session: self._handling.suggestions(session, user, name, field))
        found = matching(offered, typed)
        # A form's entries carry their words where they fit; a message's are looked up by their number.
        await ack(
            options=[
                option(each.label, each.says if field and len(each.says) <= OPTION_VALUE else _number(rank, field))
                | ({"description": option("-", "-", each.detail)["description"]} if each.detail.strip() else {})
                for rank, each in found
            ]
        )

    async def _handle(self, ack: Ack, incoming: Incoming | None) -> None:
        """Take it, acknowledge once that is committed, and give what is given at once."""
        self.received_at = self._now()
        if self.stopping:
            return
        if incoming is None:
            await ack()
            return
        taking = asyncio.create_task(self._taken(incoming))
        self._keep(taking)
        await asyncio.wait({taking}, timeout=PROMPT)
        if not taking.done():
            await ack()
            self._follow(self._given_late(incoming, taking))
            return
        outcome = taking.result()
        answer = acknowledgement(incoming, outcome)
        await (ack() if answer is None else ack(**answer))
        if answer is None:
            self._follow(self._given(incoming, outcome))
        if outcome.answered.way is not None or incoming.kind is Kind.SHARE:
            self._wake()

    async def _taken(self, incoming: Incoming) -> Outcome:
        """What became of it; a fault is a sentence too, so that nothing is left unanswered."""
        try:
            await self._linking.meet(incoming.user)
            return await self._take(incoming)
        except DatabaseError as error:
            logger.error("Database out of reach", extra={"action": "database_out_of_reach", "problem": error.key})
            return Outcome(Answered(say(texts.OUT_OF_REACH)), wrong="" if incoming.view is not None else None)
        except Exception:
            logger.exception("Request failed", extra={"action": "slack_failed", "kind": incoming.kind.value})
            return Outcome(Answered(say(texts.FAILED)), wrong="" if incoming.view is not None else None)

    async def _given(self, incoming: Incoming, outcome: Outcome) -> None:
        await self._replying.give(incoming, outcome)
        if outcome.home:
            await self._publish_home(incoming.user)

    async def _given_late(self, incoming: Incoming, taking: asyncio.Task[Outcome]) -> None:
        """What follows an acknowledgement that could not wait; a modal has closed meanwhile."""
        outcome = await taking
        logger.info("Answer late", extra={"action": "slack_late", "kind": incoming.kind.value})
        # A form is tried all the same: its trigger is good for three seconds, and a button opens it after that.
        await self._given(replace(incoming, view=None), outcome)
        if outcome.answered.way is not None:
            self._wake()

    async def _publish_home(self, user: str) -> None:
        await self._linking.meet(user)
        try:
            first = await self._work.write(lambda session: self._handling.greets(session, user))
            page = await self._work.read(lambda session: self._handling.home(session, user, first=first))
        except DatabaseError as error:
            logger.error("Database out of reach", extra={"action": "database_out_of_reach", "problem": error.key})
            page = say(texts.OUT_OF_REACH)
        await self._replying.publish(user, page)

    def _repeats(self, incoming: Incoming) -> bool:
        """Whether the same hand has just clicked there: a double click is one."""
        ticks = asyncio.get_running_loop().time()
        click = f"{incoming.user}:{incoming.clicked}"
        repeated = ticks - self._clicks.get(click, float("-inf")) < ONE_CLICK
        self._clicks[click] = ticks
        self._clicks.move_to_end(click)
        while len(self._clicks) > CLICKS_REMEMBERED:
            self._clicks.popitem(last=False)
        return repeated

    def _follow(self, work: Coroutine[Any, Any, None]) -> None:
        self._keep(asyncio.create_task(self._safely(work)))

    async def _safely(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (DeliveryError, OSError, TimeoutError) as error:
            extra = {"action": "slack_answer_failed", "kind": "follow", "reason": type(error).__name__}
            logger.error("Private answer not given", extra=extra)
        except Exception:
            logger.exception("Request failed", extra={"action": "slack_failed", "kind": "follow"})

    def _keep(self, task: asyncio.Task[Any]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _number(rank: int, field: str) -> str:
    return f"#{rank}" if field else str(rank)
