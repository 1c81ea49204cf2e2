"""What is given at once, after the commit: modals, words for one person's eyes, their page; each at most once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.platform import DeliveryError
from bot.slack import home, modals, texts
from bot.slack.blocks import Drawing
from bot.slack.calls import Calls
from bot.slack.files import attached
from bot.slack.handling import Outcome
from bot.slack.payloads import Incoming
from bot.slack.sending import SlackSending
from bot.slack.writing import Json, sections
from commands.message import Audience, Button, Choices, Message, Paragraph, lines_of, paragraph, say, text_of

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

logger = logging.getLogger(__name__)

# How often a private answer is tried that Slack asks to hold back, and for how many seconds it is held at most.
TRIES = 3
LONGEST_WAIT = 30.0


class Replying:
    """Gives the answers that Slack takes only at once."""

    def __init__(self, client: AsyncWebClient, calls: Calls, sending: SlackSending, *, tables: bool) -> None:
        self._client = client
        self._calls = calls
        self._sending = sending
        self._tables = tables

    async def give(self, incoming: Incoming, outcome: Outcome) -> None:
        """Give what the outcome holds for this very moment; what cannot be given is logged, and not tried again."""
        if outcome.form is not None and outcome.filled is not None and incoming.trigger and incoming.view is None:
            await self._open(incoming, outcome)
            return
        message = outcome.answered.at_once
        if message is None:
            said = outcome.answered.message
            if said is not None and said.audience is Audience.PERSONAL and not incoming.private:
                await self.whisper(incoming, say(texts.ANSWERED_IN_PRIVATE), Drawing())
            return
        await self.whisper(incoming, message, outcome.drawing)

    async def whisper(self, incoming: Incoming, message: Message, drawing: Drawing) -> None:
        """Say it to this person alone, where they are."""
        drawing = replace(drawing, tables=self._tables)
        try:
            await self._patiently(lambda: self._shown(incoming, message, drawing))
            await self._files(incoming, message)
        except (DeliveryError, OSError, TimeoutError) as error:
            reason = error.reason if isinstance(error, DeliveryError) else type(error).__name__
            extra = {"action": "slack_answer_failed", "kind": incoming.kind.value, "reason": reason}
            logger.error("Private answer not given", extra=extra)

    async def publish(self, user: str, message: Message) -> None:
        """Publish the person's page."""
        view = home.view(message, Drawing(tables=False))
        try:
            await self._calls(
                "views.publish", lambda: self._client.views_publish(user_id=user, view=view), channel=user
            )
        except (DeliveryError, OSError, TimeoutError) as error:
            reason = error.reason if isinstance(error, DeliveryError) else type(error).__name__
            logger.error("Home not published", extra={"action": "slack_home_failed", "reason": reason})

    async def _shown(self, incoming: Incoming, message: Message, drawing: Drawing) -> None:
        if incoming.response_url:
            url, thread = incoming.response_url, incoming.thread
            await self._sending.respond(url, message, public=False, drawing=drawing, thread=thread)
        elif incoming.channel and not incoming.direct:
            await self._in_channel(incoming, message, drawing)
        else:
            await self._directly(incoming, message)

    async def _patiently(self, give: Callable[[], Awaitable[None]]) -> None:
        """Give again what Slack surely did not take since it asks to wait, a few times, while somebody still looks."""
        for left in reversed(range(TRIES)):
            try:
                await give()
            except DeliveryError as error:
                if error.retry_after is None or not left or error.retry_after > LONGEST_WAIT:
                    raise
                await asyncio.sleep(error.retry_after)
            else:
                return

    async def _open(self, incoming: Incoming, outcome: Outcome) -> None:
        """Open the modal; when it is too late or too long for one, offer it with a button, or in words."""
        if outcome.form is None or outcome.filled is None:
            return
        try:
            view = modals.view(outcome.form, outcome.filled, before=above(outcome.answered.message))
        except modals.TooLong:
            await self.whisper(incoming, say(texts.FORM_TOO_LONG), Drawing())
            return
        try:
            await self._calls(
                "views.open",
                lambda: self._client.views_open(trigger_id=incoming.trigger, view=view),
                channel=incoming.user,
            )
        except (DeliveryError, OSError, TimeoutError) as error:
            reason = error.reason if isinstance(error, DeliveryError) else type(error).__name__
            logger.warning("Modal not opened", extra={"action": "slack_modal_failed", "reason": reason})
            button = Button(texts.OPEN_FORM, says=outcome.drawing.reopens or incoming.text)
            again = Message((paragraph(texts.FORM_EXPIRED), Choices((button,))), Audience.QUIET)
            await self.whisper(incoming, again, Drawing())

    async def _in_channel(self, incoming: Incoming, message: Message, drawing: Drawing) -> None:
        try:
            await self._sending.whisper(incoming.channel, incoming.user, incoming.thread, message, drawing)
        except DeliveryError as error:
            # The bot is not in the channel from which a modal was opened: it surely showed nothing there.
            if not error.permanent:
                raise
            await self._directly(incoming, message)

    async def _directly(self, incoming: Incoming, message: Message) -> None:
        await self._sending.send(incoming.user, message, key=f"direct:{incoming.event}")

    async def _files(self, incoming: Incoming, message: Message) -> None:
        """What is private cannot hold files: they go to the person's direct conversation."""
        if not attached(message) or (not incoming.response_url and (incoming.direct or not incoming.channel)):
            return
        channel, _ = await self._sending.address(incoming.user)
        for file in attached(message):
            await self._sending.files.attach(file, channel, "")


def acknowledgement(incoming: Incoming, outcome: Outcome) -> Json | None:
    """What the modal that was submitted becomes; None: it closes, or nothing was submitted."""
    if incoming.view is None:
        return None
    message = outcome.answered.message
    if outcome.wrong is not None and message is not None:
        narrowed = modals.narrowed(incoming.view, outcome.wrong, message) if message.buttons else None
        if narrowed is not None:
            return {"response_action": "update", "view": narrowed}
        return modals.errors(incoming.view, outcome.wrong, _sentence(message), message.about.also)
    if outcome.form is not None and outcome.filled is not None:
        before = above(message) or list(sections([(texts.FORM_CHANGED,)]))
        try:
            return {"response_action": "update", "view": modals.view(outcome.form, outcome.filled, before=before)}
        except modals.TooLong:
            return None
    return None


def above(message: Message | None) -> list[Json]:
    """The blocks of what is said before a form."""
    if message is None:
        return []
    return [block for each in message.blocks if isinstance(each, Paragraph) for block in sections(each.lines)]


def _sentence(message: Message) -> str:
    return " ".join(text_of(line) for line in lines_of(message) if text_of(line).strip())
