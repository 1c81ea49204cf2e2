"""Socket Mode through Bolt: one listener for each kind of payload, then our own table of what to do.

Bolt looks listeners up one after the other: with 150 of them a hundred clicks at once take over half a second.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.slack.calls import silent

if TYPE_CHECKING:
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
    from slack_bolt.app.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

logger = logging.getLogger(__name__)

# Seconds between two pings; four unanswered, and the library makes another connection.
PING = 5.0
# Seconds for a connection to be made.
CONNECTING = 30.0

Body = Mapping[str, Any]
Ack = Callable[..., Awaitable[Any]]
# What is done with a payload: acknowledge once what it changes is committed.
Listener = Callable[[Ack, Body], Awaitable[None]]

_ANY = re.compile(".*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listeners:
    """What to do with each kind of payload."""

    command: Listener
    event: Listener
    action: Listener
    submission: Listener
    shortcut: Listener
    options: Listener


def bolt_app(client: AsyncWebClient, listeners: Listeners, *, me: str) -> AsyncApp:
    """The Bolt app of the bot whose user is `me`; its own logs stay silent, since they quote what people write."""
    from slack_bolt.app.async_app import AsyncApp
    from slack_bolt.authorization import AuthorizeResult

    async def authorize(team_id: str | None) -> AuthorizeResult:
        # Left to itself, Bolt asks Slack who it is before the first answer, with a client that reads the environment.
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_user_id=me, bot_token=client.token)

    app = AsyncApp(client=client, authorize=authorize, logger=silent(), process_before_response=True)

    async def command(ack: Ack, body: Body) -> None:
        await listeners.command(ack, body)

    async def event(ack: Ack, body: Body) -> None:
        await listeners.event(ack, body)

    async def action(ack: Ack, body: Body) -> None:
        await listeners.action(ack, body)

    async def submission(ack: Ack, body: Body) -> None:
        await listeners.submission(ack, body)

    async def shortcut(ack: Ack, body: Body) -> None:
        await listeners.shortcut(ack, body)

    async def options(ack: Ack, body: Body) -> None:
        await listeners.options(ack, body)

    app.command(_ANY)(command)
    app.event(_ANY)(event)
    app.action(_ANY)(action)
    app.view(_ANY)(submission)
    app.shortcut(_ANY)(shortcut)
    app.options(_ANY)(options)
    return app


class Connection:
    """One Socket Mode connection, which the library renews when Slack asks for it."""

    def __init__(self, app: AsyncApp, app_token: str, *, proxy: str | None, ping: float = PING) -> None:
        from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

        self._handler: AsyncSocketModeHandler = AsyncSocketModeHandler(
            app, app_token, logger=silent(), proxy=proxy, ping_interval=ping
        )
        # Where the setting names no proxy, the environment's is not ours.
        self._handler.client.proxy = proxy

    async def open(self) -> None:
        """Connect; raises TimeoutError where Slack does not answer."""
        async with asyncio.timeout(CONNECTING):
            await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def is_alive(self) -> bool:
        """Whether the connection is there, and its pings are answered."""
        return bool(await self._handler.client.is_connected())

    async def close(self) -> None:
        """End it."""
        try:
            async with asyncio.timeout(CONNECTING):
                await self._handler.close_async()  # type: ignore[no-untyped-call]
        except Exception as error:  # noqa: BLE001 - a connection that is let go may fail to say good-bye
            extra = {"action": "slack_closing_failed", "problem": type(error).__name__}
            logger.warning("Slack connection not closed properly", extra=extra)
