"""What comes in: who asks, where, what was typed or clicked, and the platform's own event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

# Half characters, which JSON may carry, and the null character: nothing that stores text takes them.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Identity:
    """An account of a platform; on the terminal the account is a handle of the register."""

    platform: str
    account: str


# The address under which what is said in private is kept.
IN_PRIVATE = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a room, a channel, a direct conversation."""

    platform: str
    address: str
    direct: bool = False

    @property
    def conversation(self) -> str:
        """Where what one person is offered here is kept (with their account): a room, or what is said in private.

        All of a person's direct conversations with the bot are one, under no address. An answer that must be private
        is sent by adapters to the person, not to the room where they asked, and the address of the room that this
        opens may be known to nobody yet: the numbers of its choices are found there all the same.
        """
        return IN_PRIVATE if self.direct else self.address


@dataclass(frozen=True, slots=True)
class Event:
    """The platform's event that a request came with; taken once, and only this is kept of it."""

    platform: str
    id: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Door:
    """What the platform can do with an answer.

    `carries_sentences`: its buttons hold their sentence; elsewhere choices are numbered and remembered.
    `shows_forms`: it has forms of its own; elsewhere a form is a conversation, one question at a time.
    `remembers`: something may be kept between two requests; a single question keeps nothing.
    """

    carries_sentences: bool = False
    shows_forms: bool = False
    remembers: bool = True


@dataclass(frozen=True, slots=True)
class Request:
    """A typed command, a click, a submitted form or a plain sentence: all the same from here on.

    `values` are a submitted form's fields by name. An `event` of None is taken by no table: nothing is recorded.
    `overheard`: others than the asker read the answer, so that no circle of theirs opens anything in it. `discreet`:
    nobody else sees what was said although the place is not direct, as with a click or a slash command.
    """

    asker: Identity
    place: Place
    text: str
    event: Event | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    door: Door = Door()
    overheard: bool = False
    discreet: bool = False


def storable(request: Request) -> Request:
    """The request without the characters that no database stores; they say nothing."""
    said = (request.text, *request.values.values())
    if not any(map(_UNSTORABLE.search, said)):
        return request
    values = {name: _UNSTORABLE.sub("", value) for name, value in request.values.items()}
    return replace(request, text=_UNSTORABLE.sub("", request.text), values=values)
