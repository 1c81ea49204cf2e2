"""The app's manifest, from the table of commands: what an operator pastes in Slack, and what `check` compares with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.slack import shortcuts, texts
from commands.command import CommandTable, Group
from commands.texts import shortened

# What each scope is for. Without the optional ones something is left out, and the bot works.
SCOPES: Mapping[str, str] = {
    "app_mentions:read": "what is said to the bot in channels",
    "channels:history": "to look an uncertain message up in public channels",
    "channels:read": "the names of public channels",
    "chat:write": "to answer",
    "chat:write.public": "to answer in public channels without being invited",
    "commands": "slash commands and shortcuts",
    "files:write": "pictures and files",
    "groups:history": "to look an uncertain message up in private channels",
    "groups:read": "the names of private channels",
    "im:history": "what is said to the bot directly, and to look an uncertain message up there",
    "im:read": "direct conversations",
    "im:write": "to write to somebody directly",
    "usergroups:read": "members of communities",
    "users:read": "who an account is",
    "users:read.email": "to link an account by its e-mail address",
}
OPTIONAL = frozenset({"files:write", "usergroups:read", "users:read.email"})
# What the bot is told of: only what is said to it, and the opening of its page.
EVENTS = ("app_home_opened", "app_mention", "message.im")
# Characters of a command's description, of its hint, and of a shortcut's name and description.
# Source: Slack's app manifest reference.
DESCRIPTION, HINT, SHORTCUT_NAME, SHORTCUT_DESCRIPTION = 2_000, 1_000, 24, 150


def manifest(table: CommandTable, names: Mapping[str, str]) -> dict[str, Any]:
    """The manifest; `names` are those of commands whose own name is taken in the workspace."""
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": texts.APP_NAME,
            "description": texts.APP_DESCRIPTION,
            "long_description": texts.APP_LONG_DESCRIPTION,
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": texts.APP_NAME, "always_online": True},
            "shortcuts": [
                _shortcut(texts.SHORTCUT_ROUND, "global", shortcuts.ROUND, texts.SHORTCUT_ROUND_HELP),
                _shortcut(texts.SHORTCUT_RECORD, "message", shortcuts.RECORD, texts.SHORTCUT_RECORD_HELP),
            ],
            "slash_commands": [
                {
                    "command": f"/{names.get(name, name)}",
                    "description": shortened(group.summary, DESCRIPTION),
                    "usage_hint": shortened(texts.usage_hint(_verbs(group)), HINT),
                    "should_escape": True,
                }
                for name, group in table.groups.items()
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def written(table: CommandTable, names: Mapping[str, str]) -> str:
    """The manifest as JSON, which Slack takes as it is."""
    return json.dumps(manifest(table, names), ensure_ascii=False, indent=2)


def missing(granted: frozenset[str]) -> tuple[list[str], list[str]]:
    """The scopes that were not granted: those that must be, and the optional ones."""
    absent = sorted(set(SCOPES) - granted)
    return [each for each in absent if each not in OPTIONAL], [each for each in absent if each in OPTIONAL]


def _verbs(group: Group) -> list[str]:
    """The first name of each command of the group, the one meant without a verb before the others."""
    found: dict[int, str] = {}
    for verb, command in group.verbs.items():
        found.setdefault(id(command), group.written[verb])
    default = group.written[group.default]
    return [default, *(verb for verb in found.values() if verb != default)]


def _shortcut(name: str, kind: str, callback: str, description: str) -> dict[str, str]:
    return {
        "name": shortened(name, SHORTCUT_NAME),
        "type": kind,
        "callback_id": callback,
        "description": shortened(description, SHORTCUT_DESCRIPTION),
    }
