"""What Slack sends, as what the core understands: who, where, what was said, and under which event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from bot.slack import modals, shortcuts
from bot.slack.choices import LOOK, PICK, SAY, SHARE, kind_of
from bot.slack.writing import unescape

Payload = Mapping[str, Any]

# What Slack writes in place of what was typed: <@U1|name>, <#C1|name>, <!subteam^S1|@name>, <!here>, <https://…|text>.
_REFERENCE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")

# Events of a message that nobody said to the bot: edits, deletions, joins, and what bots say.
_SAID = frozenset({None, "file_share", "thread_broadcast", "me_message"})


class Kind(Enum):
    """What somebody did. The value is what is kept of the event."""

    COMMAND = "command"
    MENTION = "mention"
    DIRECT = "direct_message"
    CLICK = "click"
    PICK = "pick"
    SHARE = "share"
    SUBMISSION = "submission"
    HOME = "home"
    SHORTCUT = "shortcut"


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something said to the bot, whatever the way.

    `event` is Slack's own identifier, taken once. `channel` is empty where there is none, as in App Home.
    `response_url` and `trigger` are Slack's ways to answer privately and to open a modal. `menu` names kept choices, of
    which `text` is the position picked.
    """

    kind: Kind
    event: str
    user: str
    text: str
    channel: str = ""
    direct: bool = False
    thread: str = ""
    # The message that asks, of which what all may read becomes a thread; words for one person's eyes would not be seen
    # in a thread that nobody has opened yet.
    asked_at: str = ""
    response_url: str = ""
    trigger: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    view: Mapping[str, Any] | None = None
    menu: str = ""
    # The message clicked in, for clicks that come twice from one hand.
    clicked: str = ""
    # When Slack took it, in its own words (« 1606129200.000100 »); empty where it does not say.
    taken: str = ""

    @property
    def private(self) -> bool:
        """Whether only the person reads what is said there."""
        return self.direct or not self.channel


def of_command(body: Payload, names: Mapping[str, str]) -> Incoming:
    """A slash command; `names` gives the table's first word for a workspace's own name of it."""
    name = str(body.get("command", "")).removeprefix("/")
    text = f"/{names.get(name, name)} {as_typed(str(body.get('text', '')))}".strip()
    channel = str(body.get("channel_id", ""))
    return Incoming(
        Kind.COMMAND,
        f"command:{body.get('trigger_id', '')}",
        str(body["user_id"]),
        text,
        channel=channel,
        direct=_is_direct(channel),
        response_url=str(body.get("response_url", "")),
        trigger=str(body.get("trigger_id", "")),
    )


def of_event(body: Payload, me: str) -> Incoming | None:
    """A mention, a direct message or an opened home; None for what is not said to the bot. `me` is its user."""
    event = body.get("event", {})
    kind = event.get("type")
    user = str(event.get("user") or "")
    if not user or user == me or event.get("bot_id"):
        return None
    event_id = f"event:{body.get('event_id', '')}"
    if kind == "app_home_opened":
        return Incoming(Kind.HOME, event_id, user, "") if event.get("tab", "home") == "home" else None
    if event.get("subtype") not in _SAID:
        return None
    channel = str(event.get("channel", ""))
    thread = str(event.get("thread_ts", ""))
    text, taken = as_typed(str(event.get("text", "")), me), str(event.get("ts", ""))
    if kind == "app_mention" and not _is_direct(channel):
        return Incoming(Kind.MENTION, event_id, user, text, channel, thread=thread, asked_at=taken, taken=taken)
    if kind == "message" and (event.get("channel_type") == "im" or _is_direct(channel)):
        return Incoming(Kind.DIRECT, event_id, user, text, channel, direct=True, thread=thread, taken=taken)
    return None


def of_actions(body: Payload) -> Incoming | None:
    """A click or a choice in a menu; None for one that says nothing."""
    action = next(iter(body.get("actions", ())), None)
    if action is None:
        return None
    container = body.get("container") or {}
    channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    message = body.get("message") or {}
    value = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
    said = kind_of(str(action.get("action_id", "")))
    menu = str(action.get("block_id", "")).removeprefix("menu:") if ":" in str(action.get("block_id", "")) else ""
    if said == SAY or (said == PICK and not menu):
        kind = Kind.CLICK
    elif said in (PICK, LOOK):
        kind = Kind.PICK
    elif said == SHARE:
        kind = Kind.SHARE
    else:
        return None
    where = str(container.get("message_ts") or message.get("ts") or (body.get("view") or {}).get("id") or "")
    return Incoming(
        kind,
        f"click:{body.get('trigger_id') or action.get('action_ts', '')}",
        str(body["user"]["id"]),
        str(value),
        channel=channel,
        direct=_is_direct(channel),
        thread=str(message.get("thread_ts") or container.get("thread_ts") or ""),
        response_url=str(body.get("response_url") or ""),
        trigger=str(body.get("trigger_id") or ""),
        menu=menu,
        clicked=f"{channel}:{where}:{action.get('action_id', '')}:{value}",
        taken=str(action.get("action_ts", "")),
    )


def of_submission(body: Payload) -> Incoming | None:
    """A submitted modal; None for one that is not ours."""
    view = body["view"]
    try:
        filled = modals.filled_of(str(view.get("private_metadata", "")))
    except ValueError:
        return None
    return Incoming(
        Kind.SUBMISSION,
        f"view:{view.get('id', '')}:{view.get('hash', '')}",
        str(body["user"]["id"]),
        filled.says,
        channel=filled.channel,
        direct=filled.direct,
        thread=filled.thread,
        trigger=str(body.get("trigger_id") or ""),
        values=modals.values_of(view.get("state") or {}),
        view=view,
        menu=filled.kept,
    )


def of_shortcut(body: Payload) -> Incoming | None:
    """A shortcut; its text is the shortcut's own identifier, its one value the message that it was called on.

    None for one that this version of the manifest does not have.
    """
    if body.get("callback_id") not in (shortcuts.RECORD, *shortcuts.SENTENCES):
        return None
    channel = str((body.get("channel") or {}).get("id") or "")
    message = body.get("message") or {}
    text = as_typed(str(message.get("text", "")))
    return Incoming(
        Kind.SHORTCUT,
        f"shortcut:{body.get('trigger_id', '')}",
        str(body["user"]["id"]),
        str(body.get("callback_id", "")),
        channel=channel,
        direct=_is_direct(channel),
        response_url=str(body.get("response_url") or ""),
        trigger=str(body.get("trigger_id") or ""),
        values={"said": text} if text else {},
    )


def of_suggestion(body: Payload) -> tuple[str, str]:
    """What a menu that asks for its entries was made of: the name of what was kept, and the field of a form."""
    view = body.get("view") or {}
    block = str(body.get("block_id", ""))
    if view.get("private_metadata"):
        try:
            return modals.filled_of(str(view["private_metadata"])).kept, block.partition(":")[2]
        except ValueError:
            return "", ""
    return block.removeprefix("menu:"), ""


def as_typed(text: str, me: str = "") -> str:
    """The text as the person typed it; `me`, the bot's user, is left out where it begins or ends the text.

    Persons stay as « @U123 », for the core to look up; channels and groups are their names.
    """
    said = _REFERENCE.sub(lambda found: _spoken(found, me), text)
    return unescape(said).strip()


def _spoken(found: re.Match[str], me: str) -> str:
    sign, target, label = found.group(1), found.group(2), found.group(3) or ""
    match sign:
        case "@":
            return " " if target == me else f"@{target}"
        case "#":
            return f"#{label or target}"
        case "!":
            return label if label else f"@{target.partition('^')[0]}"
        case _:
            return label or target.removeprefix("mailto:")


def _is_direct(channel: str) -> bool:
    return channel.startswith("D")
