"""What is heard in a room: from an event as it came, decrypted, to words, a reaction or a vote. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any
from urllib.parse import unquote

REACTION = "m.reaction"
MESSAGE = "m.room.message"
# Accepted under both names; sent under the first, the only one that clients show. Source: MSC3381.
POLL_RESPONSES = ("org.matrix.msc3381.poll.response", "m.poll.response")

# « > <@name:server> words », what clients once put above a reply.
_FALLBACK = re.compile(r"\A(?:>[^\n]*\n)+\n?")
_LEADING = re.compile(r"^[\s:,;]+")
_TEN = "\U0001f51f"
# « ! », « / », « // » before a first word.
_COMMAND = re.compile(r"^\s*(?://?|!)\s*(?P<word>[^\W\d_][\w’'-]*)")


class Kind(Enum):
    """How something was said; stored as the kind of the event."""

    WORDS = "message"
    REACTION = "reaction"
    VOTE = "poll_response"


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account, and the name that people see."""

    user_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that a person said in a room.

    `text` is what was typed, without the mention of the bot, or the number chosen; a vote without one takes back the
    vote before. `target` is the event that it is about: what is reacted to, voted in or replied to. `thread` is the
    event that its thread hangs below. `at` is when its homeserver says that it took it, in milliseconds since 1970.
    """

    event_id: str
    sender: str
    kind: Kind
    text: str
    mentioned: bool = False
    target: str | None = None
    thread: str | None = None
    at: int | None = None

    @property
    def command(self) -> str:
        """The first word after a command's sign; "" when there is no sign."""
        found = _COMMAND.match(self.text)
        return found["word"] if found else ""


def hear(event: Mapping[str, Any], me: Me) -> Heard | None:
    """What the event says; None for the bot's own, other bots' notices, edits, and whatever is no speech."""
    content = event.get("content")
    if event.get("sender") == me.user_id or not isinstance(content, Mapping) or "state_key" in event:
        return None
    found = None
    if event.get("type") == MESSAGE:
        found = _words(event, content, me)
    elif event.get("type") == REACTION:
        found = _reaction(event, content)
    elif event.get("type") in POLL_RESPONSES:
        found = _vote(event, content)
    at = event.get("origin_server_ts")
    return replace(found, at=at) if found is not None and isinstance(at, int) else found


def _words(event: Mapping[str, Any], content: Mapping[str, Any], me: Me) -> Heard | None:
    body, relation = content.get("body"), _relation(content)
    if content.get("msgtype") != "m.text" or not isinstance(body, str):
        return None
    if relation.get("rel_type") == "m.replace" or "m.new_content" in content:
        return None
    replied = relation.get("m.in_reply_to")
    target = replied.get("event_id") if isinstance(replied, Mapping) else None
    if target is not None:
        body = _FALLBACK.sub("", body)
    threaded = relation.get("rel_type") == "m.thread"
    if threaded and relation.get("is_falling_back", False):
        target = None
    text, mentioned = _without_mention(body, content, me)
    return Heard(
        event_id=str(event["event_id"]),
        sender=str(event["sender"]),
        kind=Kind.WORDS,
        text=text.strip(),
        mentioned=mentioned,
        target=target,
        thread=relation.get("event_id") if threaded else None,
    )


def _reaction(event: Mapping[str, Any], content: Mapping[str, Any]) -> Heard | None:
    relation = _relation(content)
    key, target = relation.get("key"), relation.get("event_id")
    if relation.get("rel_type") != "m.annotation" or not isinstance(key, str) or not isinstance(target, str):
        return None
    chosen = _chosen(key)
    if chosen is None:
        return None
    return Heard(str(event["event_id"]), str(event["sender"]), Kind.REACTION, chosen, target=target)


def _vote(event: Mapping[str, Any], content: Mapping[str, Any]) -> Heard | None:
    target = _relation(content).get("event_id")
    answers = next((content[name] for name in POLL_RESPONSES if isinstance(content.get(name), Mapping)), None)
    chosen = (answers or {}).get("answers") or content.get("m.selections") or []
    if not isinstance(target, str) or not isinstance(chosen, list):
        return None
    first = chosen[0] if chosen else ""
    if not isinstance(first, str):
        return None
    return Heard(str(event["event_id"]), str(event["sender"]), Kind.VOTE, first, target=target)


def _relation(content: Mapping[str, Any]) -> Mapping[str, Any]:
    found = content.get("m.relates_to")
    return found if isinstance(found, Mapping) else {}


def _chosen(key: str) -> str | None:
    """The number, or the letter, that a reaction stands for: « 1️⃣ », « ② », « 3 », « m »."""
    bare = "".join(each for each in key if unicodedata.category(each) not in {"Mn", "Me", "Cf"}).strip().strip("[]()")
    if bare == _TEN:
        return "10"
    if bare.isdecimal() and len(bare) <= 2:
        return str(int(bare))
    if len(bare) == 1:
        number = unicodedata.numeric(bare, None)
        if number is not None and number == int(number):
            return str(int(number))
        if bare.isascii() and bare.isalpha():
            return bare.lower()
    return None


def _without_mention(body: str, content: Mapping[str, Any], me: Me) -> tuple[str, bool]:
    """The words without the bot's name, and whether it was called: by the client's means, or at the beginning."""
    mentions = content.get("m.mentions")
    called = mentions.get("user_ids") if isinstance(mentions, Mapping) else None
    said = isinstance(called, list) and me.user_id in called
    formatted = content.get("formatted_body")
    if isinstance(formatted, str) and f"matrix.to/#/{me.user_id}" in unquote(formatted):
        said = True
    names = [name for name in (me.user_id, me.name) if name]
    for name in names:
        # « @name:server » is no call to whoever is called « name ».
        start = re.match(rf"\s*@?{re.escape(name)}(?!\w|:\w)", body, re.IGNORECASE)
        if start is not None:
            return _LEADING.sub("", body[start.end() :]), True
    if said:
        for name in names:
            found = re.search(rf"@?{re.escape(name)}(?!\w)", body, re.IGNORECASE)
            if found is not None:
                return f"{body[: found.start()].rstrip()} {_LEADING.sub('', body[found.end() :])}".strip(), True
    return body, said
