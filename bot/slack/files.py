"""Pictures and files in Slack: uploaded by its external flow, with their alternative text."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from bot.platform import DeliveryError
from bot.slack.calls import Calls
from bot.slack.limits import ALT_TEXT
from commands.charts import Chart
from commands.message import File, Message, Picture, text_of

if TYPE_CHECKING:
    import aiohttp
    from slack_sdk.web.async_client import AsyncWebClient

logger = logging.getLogger(__name__)

# Pictures whose file is remembered: the same chart is drawn and uploaded once.
REMEMBERED = 256


class Files:
    """Uploads what messages show or attach."""

    def __init__(
        self, client: AsyncWebClient, calls: Calls, session: aiohttp.ClientSession, *, proxy: str | None = None
    ) -> None:
        self._client = client
        self._calls = calls
        self._session = session
        self._proxy = proxy
        self._drawing = ThreadPoolExecutor(1, thread_name_prefix="slack-pictures")
        self._known: OrderedDict[Chart, str] = OrderedDict()

    async def pictures(self, message: Message) -> dict[str, str]:
        """Slack's file of each picture of the message, by the picture's name; one that cannot be had is absent."""
        found: dict[str, str] = {}
        for picture in (block for block in message.blocks if isinstance(block, Picture)):
            try:
                found[picture.name] = await self._picture(picture)
            except (DeliveryError, OSError, TimeoutError) as error:
                # The words of the picture are shown in its place.
                extra = {"action": "slack_picture_left_out", "problem": _reason(error)}
                logger.warning("Picture left out", extra=extra)
        return found

    async def attach(self, file: File, channel: str, thread: str) -> None:
        """Put the file in the channel. Raises DeliveryError; anything else leaves it unknown."""
        file_id = await self._upload(file.name, file.content, file.name)
        await self._calls(
            "files.completeUploadExternal",
            lambda: self._client.files_completeUploadExternal(
                files=[{"id": file_id, "title": file.name}], channel_id=channel, thread_ts=thread or None
            ),
            channel=channel,
        )

    def close(self) -> None:
        """End the thread that draws."""
        self._drawing.shutdown(wait=False, cancel_futures=True)

    async def _picture(self, picture: Picture) -> str:
        known = self._known.get(picture.chart)
        if known is not None:
            self._known.move_to_end(picture.chart)
            return known
        content = await asyncio.get_running_loop().run_in_executor(self._drawing, _drawn, picture.chart)
        alternative = "\n".join(text_of(line) for line in picture.alternative)
        file_id = await self._upload(f"{picture.name}.png", content, alternative or picture.chart.title)
        await self._calls(
            "files.completeUploadExternal",
            lambda: self._client.files_completeUploadExternal(files=[{"id": file_id, "title": picture.chart.title}]),
        )
        self._known[picture.chart] = file_id
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return file_id

    async def _upload(self, name: str, content: bytes, alternative: str) -> str:
        told = await self._calls(
            "files.getUploadURLExternal",
            lambda: self._client.files_getUploadURLExternal(
                filename=name, length=len(content), alt_txt=alternative[:ALT_TEXT]
            ),
        )
        async with self._session.post(str(told["upload_url"]), data=content, proxy=self._proxy) as answer:
            if answer.status != 200:
                raise DeliveryError(f"upload answered {answer.status}", permanent=True)
        return str(told["file_id"])


def attached(message: Message) -> list[File]:
    """The files that follow a message."""
    return [block for block in message.blocks if isinstance(block, File)]


def named(messages: Iterable[dict[str, Any]], name: str) -> bool:
    """Whether one of Slack's messages holds a file of this name."""
    return any(file.get("title") == name for message in messages for file in message.get("files") or ())


def _drawn(chart: Chart) -> bytes:
    from bot.pictures import draw

    return draw(chart)


def _reason(error: Exception) -> str:
    return error.reason if isinstance(error, DeliveryError) else type(error).__name__
