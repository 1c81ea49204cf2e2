"""Contents of the events that the bot sends: text, its mark, its thread; polls; corrections. Pure functions."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from bot.matrix.rendering import Part, literal
from bot.platform import Route
from commands.message import Choices, Message

# Where the outbox keys of a message stand in its events, in clear even where the room is encrypted, so that another
# device can find what was sent. Keys hold names and dates: what is sent is their digest under the store's secret.
MARK = "fr.dimension.mark"
POLL_START, POLL_END = "org.matrix.msc3381.poll.start", "org.matrix.msc3381.poll.end"
# Letters of a digest: 120 bits.
_MARK_LENGTH = 20
# Characters of an answer of a poll, and answers in one. Source: MSC3381, and the same number there.
_ANSWER_LENGTH, MOST_ANSWERS = 120, 20


def mark_of(key: str, secret: str) -> str:
    """The digest of an outbox key: the same for every device of the bot, and saying nothing to anybody else."""
    digest = hmac.new(secret.encode(), key.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_MARK_LENGTH]


def marks(keys: Sequence[str], secret: str, *, part: int, of: int) -> list[str]:
    """The marks of one event of a message that has several."""
    return [f"{mark_of(key, secret)}:{part}/{of}" for key in keys]


def parts_marked(content: Mapping[str, Any], key: str, secret: str) -> tuple[int, int] | None:
    """Which part of the message of this key the event is, and of how many; None when it is none."""
    found = content.get(MARK)
    for mark in found if isinstance(found, list) else ():
        digest, _, place = str(mark).partition(":")
        part, _, of = place.partition("/")
        if digest == mark_of(key, secret) and part.isdecimal() and of.isdecimal():
            return int(part), int(of)
    return None


def text_content(part: Part, *, notice: bool, mentions: Sequence[str]) -> dict[str, Any]:
    """A text that rings for those mentioned and for nobody else; a notice rings for nobody."""
    return {
        "msgtype": "m.notice" if notice else "m.text",
        "body": part.body,
        "format": "org.matrix.custom.html",
        "formatted_body": part.html,
        # Present even when empty: clients then look for no names or « room » in the text. Source: specification 1.7.
        "m.mentions": {"user_ids": list(mentions)} if mentions else {},
    }


def placed(content: dict[str, Any], route: Route | None) -> dict[str, Any]:
    """The content in the thread of the question, if it was asked in one."""
    thread = (route or {}).get("thread")
    if not thread:
        return content
    relation = {
        "rel_type": "m.thread",
        "event_id": thread,
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": (route or {}).get("event", thread)},
    }
    return {**content, "m.relates_to": relation}


def replacing(content: dict[str, Any], event_id: str) -> dict[str, Any]:
    """The content in the place of what the event said, as m.replace."""
    new = {name: value for name, value in content.items() if name != "m.relates_to"}
    return {
        **new,
        "body": f"* {content['body']}",
        "m.new_content": new,
        "m.relates_to": {"rel_type": "m.replace", "event_id": event_id},
    }


def poll_of(message: Message) -> dict[str, Any] | None:
    """The platform's own poll beside the numbered choices of a ballot; None when there is none or it is secret."""
    before = 0
    for block in message.blocks:
        if not isinstance(block, Choices):
            continue
        if block.ballot and not block.secret and len(block.buttons) <= MOST_ANSWERS:
            return _poll(block, before)
        before += len(block.buttons)
    return None


def _poll(choices: Choices, before: int) -> dict[str, Any]:
    """The first form of MSC3381, the one that clients show; an answer's id is the number typed for it."""
    question = literal(choices.ballot)
    answers = [
        {"id": str(before + rank), "org.matrix.msc1767.text": literal(button.label)[:_ANSWER_LENGTH]}
        for rank, button in enumerate(choices.buttons, start=1)
    ]
    fallback = "\n".join([question, *(f"{each['id']}. {each['org.matrix.msc1767.text']}" for each in answers)])
    return {
        POLL_START: {
            "question": {"org.matrix.msc1767.text": question},
            # What people of this one room answered is not the count: theirs is shown to nobody before the end.
            "kind": "org.matrix.msc3381.poll.undisclosed",
            "max_selections": 1,
            "answers": answers,
        },
        "org.matrix.msc1767.text": fallback,
    }


def poll_end(start: str, said: str) -> dict[str, Any]:
    """The end of the platform's own poll that began with this event; `said` is what other clients show."""
    return {
        "m.relates_to": {"rel_type": "m.reference", "event_id": start},
        POLL_END: {},
        "org.matrix.msc1767.text": said,
    }
