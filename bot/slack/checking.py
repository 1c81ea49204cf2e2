"""`dimension check` for Slack: the tokens, the scopes beside the manifest's, the connection of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.check import Finding
from bot.platform import DeliveryError, Fatal
from bot.settings import Settings, SlackSettings
from bot.slack import manifest
from bot.slack import operating_texts as texts
from bot.slack.calls import Calls, client_of, session_of
from bot.slack.tokens import Tokens, read_tokens

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

# The header in which Slack says what a token may do.
GRANTED = "x-oauth-scopes"


async def findings_of(settings: Settings) -> list[Finding]:
    """What is right and wrong with the app that these settings name."""
    try:
        tokens = read_tokens(settings.slack)
    except Fatal as fatal:
        return [Finding(texts.LABEL, str(fatal), ok=False)]
    async with session_of(settings.network) as session:
        client = client_of(settings.slack, tokens, settings.network, session)
        return await findings(client, Calls(), settings.slack, tokens)


async def findings(client: AsyncWebClient, calls: Calls, settings: SlackSettings, tokens: Tokens) -> list[Finding]:
    """One line for each thing looked at."""
    found = [Finding(texts.LABEL, texts.api(settings.api_url))] if settings.api_url != SlackSettings.api_url else []
    headers: dict[str, str] = {}

    async def who() -> object:
        answer = await client.auth_test()
        headers.update({name.lower(): value for name, value in answer.headers.items()})
        return answer

    try:
        told = await calls("auth.test", who)
    except DeliveryError as error:
        return [*found, Finding(texts.LABEL, texts.dead_token("slack.bot_token", error.reason), ok=False)]
    except (OSError, TimeoutError) as error:
        return [*found, Finding(texts.LABEL, texts.unreachable_api(type(error).__name__), ok=False)]
    found.append(Finding(texts.LABEL, texts.connected(str(told.get("team", "")), str(told.get("user", "")))))
    found += _scopes(headers.get(GRANTED))
    try:
        await calls("apps.connections.open", lambda: client.apps_connections_open(app_token=tokens.app))
        found.append(Finding(texts.LABEL, texts.SOCKET_OPENS))
    except DeliveryError as error:
        found.append(Finding(texts.LABEL, texts.dead_token("slack.app_token", error.reason), ok=False))
    except (OSError, TimeoutError) as error:
        found.append(Finding(texts.LABEL, texts.unreachable_api(type(error).__name__), ok=False))
    found.append(Finding(texts.LABEL, texts.UNVERIFIED))
    return found


def _scopes(header: str | None) -> list[Finding]:
    if not header:
        return [Finding(texts.LABEL, texts.SCOPES_UNSAID)]
    granted = frozenset(each.strip() for each in header.split(",") if each.strip())
    needed, optional = manifest.missing(granted)
    found = [Finding(texts.LABEL, texts.missing_scopes(needed), ok=False)] if needed else []
    if optional:
        found.append(Finding(texts.LABEL, texts.optional_scopes(optional)))
    return found or [Finding(texts.LABEL, texts.scopes(len(granted)))]
