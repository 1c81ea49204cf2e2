"""The app's two tokens, from the environment or from files, and what Slack says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.platform import Fatal
from bot.settings import SlackSettings
from bot.slack import operating_texts as texts

BOT_PREFIX, APP_PREFIX = "xoxb-", "xapp-"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Both are secret."""

    bot: str = field(repr=False)
    app: str = field(repr=False)


def read_tokens(settings: SlackSettings) -> Tokens:
    """The tokens that the settings name; raises Fatal with the sentence that says what is wrong."""
    bot = _one(settings.bot_token, settings.bot_token_file, "slack.bot_token", BOT_PREFIX)
    app = _one(settings.app_token, settings.app_token_file, "slack.app_token", APP_PREFIX)
    return Tokens(bot, app)


def _one(value: str | None, file: Path | None, name: str, prefix: str) -> str:
    if value is None and file is not None:
        try:
            value = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise Fatal(texts.unreadable_token(name, file)) from None
    token = (value or "").strip()
    if not token:
        raise Fatal(texts.missing_token(name))
    if not token.startswith(prefix):
        raise Fatal(texts.wrong_kind_of_token(name, prefix))
    return token
