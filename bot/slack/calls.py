"""Calls of Slack's Web API: what its refusals mean, and how long each method and channel is to be left alone."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.platform import DeliveryError

if TYPE_CHECKING:
    import ssl as tls

    import aiohttp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.settings import NetworkSettings, SlackSettings
    from bot.slack.tokens import Tokens

logger = logging.getLogger(__name__)

# Seconds of one call; the sender gives up after thirty.
CALL_SECONDS = 20
# Seconds for which a dead token's messages wait: it takes an operator to mend it.
DEAD_TOKEN_WAIT = 60.0
# Seconds within which refusals in so many channels mean that the whole workspace is to be left alone.
TOGETHER_SECONDS, TOGETHER_CHANNELS = 10.0, 3

# The token is no good, whatever is asked with it.
DEAD = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
# Slack may have done it all the same.
UNCERTAIN = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"})
LIMITED = frozenset({"rate_limited", "ratelimited", "message_limit_exceeded"})


class Refusal(DeliveryError):
    """Slack's refusal, with its own word for it."""


def session_of(network: NetworkSettings) -> aiohttp.ClientSession:
    """Connections that are kept between calls; the environment's proxy is no setting of ours."""
    import aiohttp

    # Shorter than servers keep them: a connection that they have just closed would leave a call's outcome unknown.
    connector = aiohttp.TCPConnector(limit=100, keepalive_timeout=10, ssl=trust(network) or True)
    timeout = aiohttp.ClientTimeout(total=CALL_SECONDS)
    return aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False)


def trust(network: NetworkSettings) -> tls.SSLContext | None:
    """The authorities to trust where the settings name them."""
    import ssl as tls

    return tls.create_default_context(cafile=str(network.ca_bundle)) if network.ca_bundle else None


def client_of(
    settings: SlackSettings, tokens: Tokens, network: NetworkSettings, session: aiohttp.ClientSession
) -> AsyncWebClient:
    """A client that tries nothing again by itself: the library's default posts twice after a dropped connection."""
    from slack_sdk.web.async_client import AsyncWebClient

    client = AsyncWebClient(
        token=tokens.bot,
        base_url=settings.api_url,
        timeout=CALL_SECONDS,
        ssl=trust(network),
        session=session,
        retry_handlers=[],
        logger=silent(),
    )
    client.proxy = network.proxy
    return client


def silent() -> logging.Logger:
    """The log of the libraries: none, since it quotes what people write and what is sent."""
    quiet = logging.getLogger("slack.silent")
    quiet.setLevel(logging.CRITICAL + 1)
    return quiet


class Calls:
    """Makes calls, one refusal for each way in which Slack says no."""

    def __init__(self) -> None:
        self._free_at: dict[tuple[str, str], float] = {}
        self._limited: deque[tuple[float, str]] = deque(maxlen=50)
        # Slack's word for a token that died; None while it lives.
        self.dead: str | None = None
        self.dead_event = asyncio.Event()

    async def __call__(
        self, method: str, call: Callable[[], Awaitable[Any]], *, channel: str = ""
    ) -> Mapping[str, Any]:
        """What Slack answers. Raises Refusal; anything else leaves it unknown whether Slack did it."""
        from slack_sdk.errors import SlackApiError

        now = asyncio.get_running_loop().time
        wait = self._free_at.get((method, channel), 0.0) - now()
        if wait > 0:
            raise Refusal("rate_limited", retry_after=wait)
        try:
            answer = await call()
        except SlackApiError as error:
            raise self._refused(method, channel, error, now()) from None
        data: Mapping[str, Any] = answer.data
        return data

    def limited(self, method: str, channel: str, seconds: float, now: float) -> Refusal:
        """Slack asks to be left alone for so long, there or everywhere."""
        self._free_at[(method, channel)] = now + seconds
        self._limited.append((now, channel))
        lately = {where for when, where in self._limited if when > now - TOGETHER_SECONDS}
        everywhere = len(lately) >= TOGETHER_CHANNELS or not channel
        extra = {"action": "slack_limited", "method": method, "place": channel, "seconds": seconds}
        logger.warning("Slack asks to wait", extra=extra)
        return Refusal("rate_limited", retry_after=seconds, whole_account=everywhere)

    def _refused(self, method: str, channel: str, error: Any, now: float) -> Exception:
        response = error.response
        status = getattr(response, "status_code", 200)
        reason = str(response.get("error") or status) if response.data and not isinstance(response.data, bytes) else ""
        if status == 429 or reason in LIMITED:
            return self.limited(method, channel, _seconds(response.headers), now)
        if reason in DEAD:
            self.dead = reason
            self.dead_event.set()
            return Refusal(reason, retry_after=DEAD_TOKEN_WAIT, whole_account=True)
        if reason in UNCERTAIN or status >= 500 or not reason:
            return ConnectionError(reason or str(status))
        return Refusal(reason, permanent=True)


def _seconds(headers: Mapping[str, str]) -> float:
    lowered = {name.lower(): value for name, value in headers.items()}
    try:
        return max(float(lowered.get("retry-after", "1")), 0.1)
    except ValueError:
        return 1.0
