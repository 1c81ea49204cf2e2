"""The meetings as a calendar to subscribe to, at an address that nobody can guess; off unless a token is set."""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from bot import run_texts
from bot.platform import Fatal
from bot.settings import HealthSettings
from bot.work import Work
from commands.meetings import calendar_file
from storage.errors import DatabaseError

if TYPE_CHECKING:
    from aiohttp import web

# What can be guessed by nobody: 32 characters of these are 190 bits, drawn at random.
TOKEN = re.compile(r"[A-Za-z0-9_-]{32,128}")
PATH = "/calendar/{token}.ics"
# Seconds for which a calendar need not ask again.
FRESH = 300


def read_token(settings: HealthSettings) -> str | None:
    """The token of the settings, or of their file; None where there is no feed. Raises Fatal for one that is unfit."""
    token = settings.calendar_token
    if token is None and settings.calendar_token_file is not None:
        try:
            token = settings.calendar_token_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise Fatal(run_texts.unreadable_calendar_token(settings.calendar_token_file)) from None
    if token is None:
        return None
    if TOKEN.fullmatch(token.strip()) is None:
        raise Fatal(run_texts.WEAK_CALENDAR_TOKEN)
    return token.strip()


class Feed:
    """Answers whoever knows the token; to all others, there is nothing here."""

    def __init__(self, work: Work, token: str) -> None:
        self._work = work
        self._token = token

    async def answer(self, request: web.Request) -> web.Response:
        """The calendar as it stands; 304 for whoever has it already."""
        from aiohttp import web

        if not hmac.compare_digest(request.match_info["token"].encode(), self._token.encode()):
            return web.Response(status=404)
        try:
            content, _ = await self._work.read(calendar_file.write)
        except DatabaseError:
            return web.Response(status=503, headers={"Retry-After": str(FRESH)})
        tag = f'"{sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": f"private, max-age={FRESH}"}
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=content, content_type=calendar_file.MEDIA_TYPE, charset="utf-8", headers=headers)
