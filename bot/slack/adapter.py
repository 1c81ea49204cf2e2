"""The Slack adapter: what comes in is taken once and acknowledged once committed, what goes out goes by the outbox."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.adapters import Surroundings
from bot.platform import Fatal, Route
from bot.pulse import working_calendar
from bot.reach import Reach
from bot.slack import operating_texts
from bot.slack.calls import DEAD, Calls, Refusal, client_of, session_of
from bot.slack.handling import Handling
from bot.slack.linking import Linking
from bot.slack.receiving import PING, Connection, bolt_app
from bot.slack.replying import Replying
from bot.slack.sending import PLATFORM, SlackSending
from bot.slack.taking import Taking
from bot.slack.tokens import read_tokens
from bot.slack.watchdog import USUAL, Rhythm, Watchdog, Watched
from commands.message import Message
from storage.errors import DatabaseError

if TYPE_CHECKING:
    from bot.check import Finding

logger = logging.getLogger(__name__)

# Seconds between two looks at how far was received, and the time that Slack is given to deliver what it took.
REACH, IN_DELIVERY = 1.0, timedelta(seconds=3)


class SlackAdapter:
    """Slack, listened to by Socket Mode and written to by the Web API."""

    name = PLATFORM
    # Several processes may serve one workspace, each with a connection of its own.
    seat: str | None = None

    def __init__(self, surroundings: Surroundings, *, rhythm: Rhythm = USUAL, ping: float = PING) -> None:
        settings = surroundings.settings
        self._settings = settings.slack
        self._network = settings.network
        self._tokens = read_tokens(settings.slack)
        self._now = surroundings.now
        self._work = surroundings.work
        self._operators = surroundings.operators
        self._rhythm, self._ping = rhythm, ping
        self._hours = working_calendar(settings)
        self._session = session_of(settings.network)
        self._client = client_of(self._settings, self._tokens, settings.network, self._session)
        self._calls = Calls()
        self._sending = SlackSending(
            self._client,
            self._calls,
            self._session,
            proxy=settings.network.proxy,
            messages_per_minute=self._settings.messages_per_minute,
            tables=self._settings.tables,
        )
        replying = Replying(self._client, self._calls, self._sending, tables=self._settings.tables)
        self._handling = Handling(surroundings.dispatcher, surroundings.now)
        self._linking = Linking(self._client, self._calls, surroundings.work, now=surroundings.now)
        self._taking = Taking(
            surroundings.work,
            self._handling,
            self._linking,
            replying,
            names={name: word for word, name in self._settings.commands.items()},
            now=surroundings.now,
            wake=surroundings.wake,
        )
        self.pace = self._sending.pace
        self._connection: Connection | None = None

    # What the sender asks for

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        """Deliver the message."""
        return await self._sending.send(place, message, key=key, route=route)

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        """Put the message in the place of one sent before."""
        await self._sending.edit(place, remote_id, message, key=key)

    async def find(self, place: str, *, key: str) -> str | None:
        """What was sent under the key."""
        return await self._sending.find(place, key=key)

    # What the process asks for

    async def open(self) -> None:
        """Nothing of this machine is needed."""

    async def listen(self, stop: asyncio.Event) -> None:
        """Receive until stopped. Raises Fatal for a token that is no good."""
        await self._sign_in()
        app = bolt_app(self._client, self._taking.listeners, me=self._taking.me)

        async def rebuild() -> None:
            before, made = self._connection, self._new_connection(app)
            try:
                await made.open()
            except BaseException:
                await made.close()
                raise
            self._connection = made
            if before is not None:
                await before.close()

        self._taking.stopping = False
        await self._work.read(self._handling.warm_up)
        self._connection = self._new_connection(app)
        try:
            await self._connection.open()
            self._taking.received_at = self._now()
            logger.info("Slack listened to", extra={"action": "slack_listening"})
            await self._linking.refresh()
            await self._watch(stop, rebuild)
        finally:
            # What arrives from here on is not acknowledged: Slack delivers it again.
            self._taking.stopping = True
            await self._taking.finish()
            await self._connection.close()
            self._connection = None

    async def check(self) -> Sequence[Finding]:
        """What is right and wrong, for `dimension check`."""
        from bot.slack.checking import findings

        return await findings(self._client, self._calls, self._settings, self._tokens)

    def gauges(self) -> Mapping[str, float]:
        """Figures for the metrics."""
        since = (self._now() - self._taking.received_at).total_seconds()
        return {"listening": float(self._connection is not None), "in_hand": self._taking.in_hand, "silence": since}

    async def close(self) -> None:
        """Let go of the connections."""
        self._sending.files.close()
        await self._session.close()

    async def _sign_in(self) -> None:
        """Know who one is, and that both tokens are good."""
        try:
            told = await self._calls("auth.test", self._client.auth_test)
        except Refusal as refusal:
            if refusal.reason in DEAD or refusal.permanent:
                raise Fatal(operating_texts.dead_token("slack.bot_token", refusal.reason)) from None
            raise
        self._taking.me = str(told.get("user_id", ""))
        try:
            await self._calls(
                "apps.connections.open", lambda: self._client.apps_connections_open(app_token=self._tokens.app)
            )
        except Refusal as refusal:
            self._calls.dead = None
            if refusal.reason in DEAD or refusal.reason == "not_allowed_token_type":
                raise Fatal(operating_texts.dead_token("slack.app_token", refusal.reason)) from None
            if refusal.permanent:
                raise Fatal(operating_texts.no_socket_mode(refusal.reason)) from None
            raise

    def _new_connection(self, app: Any) -> Connection:
        return Connection(app, self._tokens.app, proxy=self._network.proxy, ping=self._ping)

    async def _watch(self, stop: asyncio.Event, rebuild: Any) -> None:
        async def ask() -> None:
            try:
                await self._calls("auth.test", self._client.auth_test)
            except Refusal as refusal:
                if refusal.reason in DEAD:
                    raise Fatal(operating_texts.dead_token("slack.bot_token", refusal.reason)) from None
                raise
            await self._linking.refresh_if_old()

        async def alive() -> bool:
            return self._connection is not None and await self._connection.is_alive()

        watched = Watched(ask, alive, rebuild, lambda: self._taking.received_at, self._hours.is_open)
        silence = timedelta(minutes=self._settings.silence)
        watchdog = Watchdog(watched, self._operators, now=self._now, silence=silence, rhythm=self._rhythm)
        watching = asyncio.create_task(watchdog.watch(stop))
        reaching = asyncio.create_task(self._say_how_far(alive))
        dying = asyncio.create_task(self._calls.dead_event.wait())
        try:
            await asyncio.wait({watching, dying}, return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                watching.result()
            elif self._calls.dead is not None:
                raise Fatal(operating_texts.dead_token("slack.bot_token", self._calls.dead))
        finally:
            for task in (watching, dying, reaching):
                task.cancel()
            await asyncio.gather(watching, dying, reaching, return_exceptions=True)

    async def _say_how_far(self, alive: Callable[[], Awaitable[bool]]) -> None:
        """Note how far was received, as long as pings are answered: Slack delivers what was said as it comes."""
        reach = Reach(PLATFORM)
        while True:
            await asyncio.sleep(REACH)
            up_to = self._now() - IN_DELIVERY
            if not reach.is_news(up_to) or self._taking.in_hand or not await alive():
                continue
            try:
                await self._work.write(partial(reach.note, up_to=up_to))
            except DatabaseError as error:
                logger.error("Database out of reach", extra={"action": "database_out_of_reach", "problem": error.key})
