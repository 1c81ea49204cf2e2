"""What a Slack workspace holds, as much of it as the bot has to do with, and the faults that a test asks for."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

BOT_TOKEN, APP_TOKEN = "xoxb-double", "xapp-double"
BOT_USER, BOT_ID, TEAM = "U0BOT", "B0BOT", "T0DOUBLE"


@dataclass
class Fault:
    """What happens to the next call of a method: « limited », « dropped » after it was done, « refused », « slow »."""

    kind: str
    seconds: float = 1.0
    error: str = "internal_error"


@dataclass
class Channel:
    """A place; its messages oldest first, as those who are in it see them."""

    id: str
    members: set[str] = field(default_factory=set)
    is_im: bool = False
    messages: list[Json] = field(default_factory=list)


@dataclass
class Workspace:
    """The whole state, which tests read."""

    scopes: str = ""
    channels: dict[str, Channel] = field(default_factory=dict)
    users: dict[str, Json] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    ephemeral: list[Json] = field(default_factory=list)
    views: dict[str, Json] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    calls: list[tuple[str, Json, float]] = field(default_factory=list)
    # What Slack would have refused of what the bot sent.
    problems: list[str] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    revoked: bool = False
    # Seconds between two messages in a channel, when the double keeps Slack's pace; None: as fast as they come.
    pace: float | None = None
    # Messages that are taken without block rules, to see what the bot does when Slack refuses its blocks.
    refuses_tables: bool = False
    triggers: dict[str, float] = field(default_factory=dict)
    # Seconds; Slack's last three, which a machine busy with other tests overruns.
    trigger_life: float = 60
    responses: dict[str, Json] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.person("U0ALICE")
        self.person("U0BOB")
        self.channel("C0GENERAL", {"U0ALICE", "U0BOB", BOT_USER})

    def person(self, user: str, *, email: str = "") -> None:
        """Somebody of the workspace."""
        self.users[user] = {"id": user, "name": user.lower(), "profile": {"email": email} if email else {}}

    def channel(self, channel: str, members: set[str], *, is_im: bool = False) -> Channel:
        """A channel with its members."""
        self.channels[channel] = Channel(channel, members, is_im)
        return self.channels[channel]

    def direct(self, user: str) -> Channel:
        """Somebody's conversation with the bot."""
        return self.channels.get(f"D{user[1:]}") or self.channel(f"D{user[1:]}", {user, BOT_USER}, is_im=True)

    def stamp(self) -> str:
        """A timestamp that nothing else has."""
        return f"{int(time.time())}.{next(self.numbers):06d}"

    def identifier(self, prefix: str) -> str:
        """An identifier that nothing else has."""
        return f"{prefix}{next(self.numbers):08d}"

    def trigger(self) -> str:
        """A trigger, good for one modal."""
        made = self.identifier("trigger-")
        self.triggers[made] = time.monotonic() + self.trigger_life
        return made

    def said(self, channel: str) -> list[Json]:
        """What the bot said in a channel, oldest first."""
        return [each for each in self.channels[channel].messages if each.get("bot_id")]

    def whispered(self, user: str) -> list[Json]:
        """What the bot showed to one person alone, oldest first."""
        return [each for each in self.ephemeral if each["user"] == user]

    def called(self, method: str) -> list[Json]:
        """The arguments of each call of a method."""
        return [arguments for name, arguments, _ in self.calls if name == method]


def text_of(message: Json) -> str:
    """Everything that a message or a view shows, as text."""
    return _text(message.get("blocks") or []) or str(message.get("text", ""))


def _text(value: Any) -> str:
    if isinstance(value, dict):
        if value.get("type") in {"plain_text", "mrkdwn", "text", "raw_text"}:
            text = str(value["text"])
            return text.replace("*", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") + "\n"
        return "".join(_text(each) for each in value.values())
    if isinstance(value, list):
        return "".join(_text(each) for each in value)
    return ""
