"""Pictures and files as events: uploaded, encrypted where the room is, with their size and their alternative text."""

from __future__ import annotations

import asyncio
import struct
from typing import Any
from urllib.parse import quote

from bot.matrix.homeserver import Homeserver, Refusal
from bot.matrix.rendering import literal
from commands.message import File, Picture, text_of

MEDIA_API = "/_matrix/media/v3"
UPLOAD_TIME = 25
_PNG = b"\x89PNG\r\n\x1a\n"


async def attached(home: Homeserver, block: Picture | File, *, encrypted: bool) -> dict[str, Any]:
    """The content of the event that shows the block; raises Refusal, OSError."""
    if isinstance(block, Picture):
        data, name, media_type = await asyncio.to_thread(_drawn, block), f"{block.name}.png", "image/png"
        width, height = size_of_png(data)
        info: dict[str, Any] = {"mimetype": media_type, "size": len(data), "w": width, "h": height}
        alternative = "\n".join(literal(text_of(line)) for line in block.alternative)
        content: dict[str, Any] = {"msgtype": "m.image", "body": alternative or name, "filename": name, "info": info}
    else:
        data, name, media_type = block.content, literal(block.name), block.media_type
        info = {"mimetype": media_type, "size": len(data)}
        content = {"msgtype": "m.file", "body": name, "filename": name, "info": info}
    return {**content, **await _uploaded(home, data, name, media_type, encrypted=encrypted)}


def size_of_png(data: bytes) -> tuple[int, int]:
    """Width and height in pixels. Source: PNG specification, the IHDR chunk comes first."""
    if not data.startswith(_PNG):
        raise ValueError("no PNG picture")
    width, height = struct.unpack(">II", data[16:24])
    return int(width), int(height)


async def _uploaded(home: Homeserver, data: bytes, name: str, media_type: str, *, encrypted: bool) -> dict[str, Any]:
    """Where the content is: its address, or with it the key that opens it, which only the room's members get."""
    if not encrypted:
        return {"url": await _upload(home, data, media_type, name)}
    from nio.crypto.attachments import encrypt_attachment

    hidden, keys = await asyncio.to_thread(encrypt_attachment, data)
    # Neither its name nor its kind is told to the homeserver.
    return {"file": {**keys, "url": await _upload(home, hidden, "application/octet-stream", None)}}


async def _upload(home: Homeserver, data: bytes, media_type: str, name: str | None) -> str:
    from aiohttp import ClientError

    headers = {"Content-Type": media_type, "Authorization": f"Bearer {home.client.access_token}"}
    path = f"{MEDIA_API}/upload" + (f"?filename={quote(name, safe='')}" if name else "")
    try:
        response = await home.client.send("POST", path, data, headers, timeout=UPLOAD_TIME)
        async with response:
            answer = await response.json(content_type=None)
    except ClientError as error:
        raise ConnectionError(type(error).__name__) from error
    if response.status != 200:
        raise Refusal(response.status, answer if isinstance(answer, dict) else {})
    return str(answer["content_uri"])


def _drawn(block: Picture) -> bytes:
    from bot.pictures import draw

    return draw(block.chart)
