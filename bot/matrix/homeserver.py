"""Calls to a homeserver's client API, and how it says no."""

from __future__ import annotations

import json
import logging
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bot.settings import NetworkSettings

if TYPE_CHECKING:
    from nio import AsyncClient

CLIENT_API = "/_matrix/client/v3"
# Seconds that a call may take; a sync is given its own time besides.
CALL_TIME = 25
# Refusals after which the token will never do again.
DEAD = frozenset({"M_UNKNOWN_TOKEN", "M_USER_DEACTIVATED", "M_MISSING_TOKEN"})


class Unreachable(ConnectionError):
    """No connection was made: what was asked surely did not arrive."""


class Refusal(Exception):
    """The homeserver answered that it will not; `retry_after` is in seconds."""

    def __init__(self, status: int, answer: dict[str, Any]) -> None:
        self.status = status
        self.answer = answer
        self.code = str(answer.get("errcode", ""))
        super().__init__(f"{status} {self.code}")

    @property
    def retry_after(self) -> float | None:
        """How long it asks to be left alone."""
        wait = self.answer.get("retry_after_ms")
        if isinstance(wait, int | float):
            return max(wait / 1_000, 0.05)
        return 5.0 if self.status == 429 else None

    @property
    def dead(self) -> bool:
        """Whether the token will never do again."""
        return self.code in DEAD


class Homeserver:
    """JSON calls with a client's connection and token."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client

    async def call(self, method: str, path: str, body: object = None, *, api: str = CLIENT_API) -> dict[str, Any]:
        """The answer; raises Refusal, or OSError and TimeoutError when there is none."""
        from aiohttp import ClientConnectorError, ClientError

        headers = {"Content-Type": "application/json"}
        if self.client.access_token:
            headers["Authorization"] = f"Bearer {self.client.access_token}"
        data = None if body is None else json.dumps(body)
        try:
            response = await self.client.send(method, api + path, data, headers, timeout=CALL_TIME)
            async with response:
                answer = await _json_of(response)
        except ClientConnectorError as error:
            raise Unreachable(type(error).__name__) from error
        except ClientError as error:
            raise ConnectionError(type(error).__name__) from error
        if response.status != 200:
            raise Refusal(response.status, answer)
        return answer


async def _json_of(response: Any) -> dict[str, Any]:
    try:
        answer = await response.json(content_type=None)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def part(text: str) -> str:
    """A room, an event or an account as a part of a path."""
    return quote(text, safe="")


def make_client(
    homeserver: str, network: NetworkSettings, *, store: Path | None = None, store_secret: str = "", user: str = ""
) -> AsyncClient:
    """A client for transport and encryption alone: no loop, no token of its own, no retry without end.

    Without a store it has no encryption, and must send nothing.
    """
    from nio import AsyncClient, AsyncClientConfig
    from nio.store import DefaultStore

    # nio's warnings quote the events that they are about, with what people wrote.
    logging.getLogger("nio").setLevel(logging.CRITICAL)

    class Store(DefaultStore):  # type: ignore[misc] # nio has no types
        """nio's own, which writes at each sync which rooms are encrypted even when it has learnt of none."""

        def save_encrypted_rooms(self, rooms: set[str]) -> None:
            """Write what is new."""
            if rooms:
                super().save_encrypted_rooms(rooms)

    config = AsyncClientConfig(
        store=Store,
        max_limit_exceeded=0,
        max_timeouts=0,
        request_timeout=CALL_TIME,
        encryption_enabled=store is not None,
        store_name=store.name if store else "",
        pickle_key=store_secret or "unused",
        store_sync_tokens=False,
    )
    trust: Any = ssl.create_default_context(cafile=str(network.ca_bundle)) if network.ca_bundle else None
    return AsyncClient(
        homeserver.rstrip("/"),
        user,
        store_path=str(store.parent) if store else "",
        config=config,
        ssl=trust,
        proxy=network.proxy,
    )
