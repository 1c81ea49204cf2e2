"""Slack as a platform of the outbox: each message once, in as many Slack messages as it takes.

A place is a channel (`C1`), a person (`U1` or their e-mail address, whose direct conversation is opened), a thread
(`C1/1700000000.1`), or the response_url of an interaction, which is answered without being in the channel and cannot be
looked up.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.platform import CannotLookUp, DeliveryError, Pace, Route
from bot.slack.blocks import Drawing, Part, parts
from bot.slack.calls import Calls, Refusal
from bot.slack.files import Files, attached, named
from commands.message import File, Message

if TYPE_CHECKING:
    import aiohttp
    from slack_sdk.web.async_client import AsyncWebClient

logger = logging.getLogger(__name__)

PLATFORM = "slack"
# The type of our messages' metadata; other apps of the workspace can read it: it holds an opaque key only.
METADATA = "dimension_message"
# Seconds between two messages in a channel, and between two edits of one message.
# Source: Slack's rate limits page (chat.postMessage: about one a second and channel); edits are tier 3, 50 a minute.
PER_PLACE = 1.0
BETWEEN_EDITS = 3.0
# Messages looked at, newest first, for one that may have been sent: pages of two hundred.
PAGE, MOST_PAGES = 200, 5
# Direct conversations and edited messages that are remembered.
REMEMBERED = 10_000
# What Slack says of blocks that it does not know or like: they are sent again in the plainest form.
BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_attachments"})
# The bot is not in the channel; an interaction's response_url still reaches it.
OUTSIDE = frozenset({"channel_not_found", "not_in_channel", "is_archived"})


class SlackSending:
    """Sends, edits and finds messages."""

    name = PLATFORM

    def __init__(
        self,
        client: AsyncWebClient,
        calls: Calls,
        session: aiohttp.ClientSession,
        *,
        proxy: str | None = None,
        messages_per_minute: int = 300,
        tables: bool = True,
    ) -> None:
        self._client = client
        self._calls = calls
        self._session = session
        self._proxy = proxy
        self._tables = tables
        self.files = Files(client, calls, session, proxy=proxy)
        self.pace = Pace(per_place=PER_PLACE, per_account=60 / messages_per_minute)
        self._direct: OrderedDict[str, str] = OrderedDict()
        self._edited: OrderedDict[tuple[str, str], float] = OrderedDict()

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        """Deliver the message; gives the timestamp of its first part."""
        if is_response_url(place):
            await self.respond(place, message, public=True)
            return "response_url"
        try:
            return await self._send(place, message, key)
        except Refusal as refusal:
            fallback = (route or {}).get("response_url")
            if refusal.reason in OUTSIDE and fallback:
                await self.respond(str(fallback), message, public=True)
                return "response_url"
            raise

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        """Put the message in the place of one sent before, three seconds after its last edit at the earliest."""
        channel, _ = await self.address(place)
        await self._until_editable(channel, remote_id)
        drawing = Drawing(pictures=await self.files.pictures(message), tables=self._tables)
        made = parts(message, drawing)
        if len(made) > 1:
            # What stands is better than a part of what is to stand.
            raise DeliveryError("too long to edit", permanent=True)
        part = made[0]
        await self._shown(
            "chat.update",
            channel,
            part,
            message,
            lambda shown: self._client.chat_update(
                channel=channel, ts=remote_id, text=shown.text, blocks=list(shown.blocks), metadata=_metadata(key, 0, 1)
            ),
        )

    async def find(self, place: str, *, key: str) -> str | None:
        """The timestamp of the message sent under this key, None unless all of it is there."""
        if is_response_url(place):
            raise CannotLookUp
        channel, thread = await self.address(place)
        recent, all_seen = await self._recent(channel, thread)
        there = _there(recent, key)
        if there.whole:
            return there.stamps[0]
        if not there.stamps and not all_seen:
            # It may lie further back than we look: sending again could double it.
            raise CannotLookUp
        return None

    async def respond(
        self, url: str, message: Message, *, public: bool, drawing: Drawing | None = None, thread: str = ""
    ) -> None:
        """Answer an interaction by its response_url. Raises DeliveryError; anything else leaves it unknown."""
        shown = drawing or Drawing(tables=self._tables)
        shown = replace(shown, pictures={**shown.pictures, **await self.files.pictures(message)})
        for part in parts(message, shown):
            body = _response(part, public=public)
            await self._respond(url, {**body, "thread_ts": thread} if thread else body)

    async def whisper(self, channel: str, user: str, thread: str, message: Message, drawing: Drawing) -> None:
        """Show the message to one person in a channel, at most once."""
        shown = replace(drawing, pictures=await self.files.pictures(message))
        for part in parts(message, shown):
            await self._shown(
                "chat.postEphemeral",
                channel,
                part,
                None,
                lambda each: self._client.chat_postEphemeral(
                    channel=channel, user=user, thread_ts=thread or None, text=each.text, blocks=list(each.blocks)
                ),
            )

    async def address(self, place: str) -> tuple[str, str]:
        """The channel and the thread of a place; opens a person's direct conversation."""
        channel, _, thread = place.partition("/")
        if not channel.startswith(("U", "W")) and "@" not in channel:
            return channel, thread
        known = self._direct.get(channel)
        if known is None:
            user = await self._user(channel) if "@" in channel else channel
            opened = await self._calls(
                "conversations.open", lambda: self._client.conversations_open(users=[user]), channel=user
            )
            known = str(opened["channel"]["id"])
            self._direct[channel] = known
            while len(self._direct) > REMEMBERED:
                self._direct.popitem(last=False)
        return known, thread

    async def _user(self, address: str) -> str:
        """The account to which the workspace gave this e-mail address."""
        found = await self._calls(
            "users.lookupByEmail", lambda: self._client.users_lookupByEmail(email=address), channel=address
        )
        return str(found["user"]["id"])

    async def _send(self, place: str, message: Message, key: str) -> str:
        channel, thread = await self.address(place)
        drawing = Drawing(pictures=await self.files.pictures(message), tables=self._tables)
        made = parts(message, drawing)
        files = attached(message)
        alone = len(made) + len(files) == 1
        # One part is sent whole or not at all. Of several, those of a try that was cut short are already there.
        recent = [] if alone else (await self._recent(channel, thread))[0]
        stamps = _there(recent, key).stamps
        first = ""
        for rank, part in enumerate(made):
            metadata = _metadata(key, rank, len(made), len(files))
            plainer = message if len(made) == 1 else None
            sent = stamps.get(rank) or await self._post((channel, thread), part, plainer, metadata)
            first = first or sent
        await self._attach(files, channel, thread, recent)
        return first

    async def _attach(self, files: Sequence[File], channel: str, thread: str, recent: Sequence[dict[str, Any]]) -> None:
        for file in files:
            if not named(recent, file.name):
                await self.files.attach(file, channel, thread)

    async def _post(self, where: tuple[str, str], part: Part, message: Message | None, metadata: dict[str, Any]) -> str:
        channel, thread = where
        answer = await self._shown(
            "chat.postMessage",
            channel,
            part,
            message,
            lambda shown: self._client.chat_postMessage(
                channel=channel,
                text=shown.text,
                blocks=list(shown.blocks),
                thread_ts=thread or None,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
            ),
        )
        return str(answer["ts"])

    async def _shown(
        self, method: str, channel: str, part: Part, plainer: Message | None, call: Callable[[Part], Awaitable[Any]]
    ) -> Mapping[str, Any]:
        """Make the call; once more in words, and in plainer blocks where these are one message, if Slack refuses."""
        try:
            return await self._calls(method, lambda: call(part), channel=channel)
        except Refusal as refusal:
            if refusal.reason not in BLOCKS_REFUSED:
                raise
            logger.warning("Blocks refused", extra={"action": "slack_blocks_refused", "method": method})
            again = parts(plainer, Drawing(tables=False)) if plainer is not None else []
            simpler = again[0] if len(again) == 1 and again[0] != part else Part((), part.text)
            return await self._calls(method, lambda: call(simpler), channel=channel)

    async def _respond(self, url: str, body: dict[str, Any]) -> None:
        status, said, retry_after = await self._post_response(url, body)
        if status == 200 and said in ("", "ok"):
            return
        if status == 429:
            now = asyncio.get_running_loop().time()
            raise self._calls.limited("response_url", "response_url", retry_after, now)
        if any(word in said for word in BLOCKS_REFUSED) and body.get("blocks"):
            logger.warning("Blocks refused", extra={"action": "slack_blocks_refused", "method": "response_url"})
            simpler = {name: value for name, value in body.items() if name != "blocks"}
            await self._respond(url, simpler)
            return
        if status >= 500:
            raise ConnectionError(str(status))
        raise DeliveryError(said[:80] or str(status), permanent=True)

    async def _post_response(self, url: str, body: dict[str, Any]) -> tuple[int, str, float]:
        async with self._session.post(url, json=body, proxy=self._proxy) as answer:
            said = (await answer.text()).strip()
            wait = answer.headers.get("Retry-After", "1")
            return answer.status, "" if said in ("", '{"ok":true}') else said, float(wait) if wait.isdigit() else 1.0

    async def _until_editable(self, channel: str, remote_id: str) -> None:
        ticks = asyncio.get_running_loop().time
        wait = self._edited.get((channel, remote_id), 0.0) + BETWEEN_EDITS - ticks()
        if wait > 0:
            await asyncio.sleep(wait)
        self._edited[(channel, remote_id)] = ticks()
        while len(self._edited) > REMEMBERED:
            self._edited.popitem(last=False)

    async def _recent(self, channel: str, thread: str) -> tuple[list[dict[str, Any]], bool]:
        """The latest messages of the place, newest first, and whether these are all that there are."""
        found: list[dict[str, Any]] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            page = await self._page(channel, thread, cursor)
            found += page.get("messages") or []
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor or not page.get("has_more"):
                return found, True
        return found, False

    async def _page(self, channel: str, thread: str, cursor: str) -> Mapping[str, Any]:
        asked: dict[str, Any] = {"channel": channel, "limit": PAGE, "include_all_metadata": True}
        if cursor:
            asked["cursor"] = cursor
        if thread:
            return await self._calls(
                "conversations.replies",
                lambda: self._client.conversations_replies(ts=thread, **asked),
                channel=channel,
            )
        return await self._calls(
            "conversations.history", lambda: self._client.conversations_history(**asked), channel=channel
        )


def is_response_url(place: str) -> bool:
    """Whether the place is an interaction's own address."""
    return place.startswith(("https://", "http://"))


def _response(part: Part, *, public: bool) -> dict[str, Any]:
    return {
        "response_type": "in_channel" if public else "ephemeral",
        "replace_original": False,
        "text": part.text,
        "blocks": list(part.blocks),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _metadata(key: str, rank: int, of: int, files: int = 0) -> dict[str, Any]:
    return {"event_type": METADATA, "event_payload": {"key": key, "part": rank, "of": of, "files": files}}


@dataclass(frozen=True, slots=True)
class _There:
    """What is already there of a message: the timestamp of each part, and whether nothing is missing."""

    stamps: Mapping[int, str]
    whole: bool


def _there(messages: Sequence[Mapping[str, Any]], key: str) -> _There:
    stamps: dict[int, str] = {}
    of = files = 0
    for message in messages:
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        if metadata.get("event_type") == METADATA and payload.get("key") == key:
            stamps[int(payload.get("part", 0))] = str(message["ts"])
            of, files = int(payload.get("of", 1)), int(payload.get("files", 0))
    if not stamps or len(stamps) < of:
        return _There(stamps, whole=False)
    # Files carry no metadata: those that the bot put there after the last part are this message's.
    last = max(stamps.values())
    following = [each for each in messages if each.get("files") and str(each["ts"]) > last and each.get("bot_id")]
    return _There(stamps, whole=len(following) >= files)
