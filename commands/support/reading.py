"""The arguments of answers to supports: which request, which answer, in which body, with which words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commands.call import Call
from commands.command import Taken
from commands.decisions.free_text import free_text
from commands.errors import Misread
from commands.normalise import fold
from commands.support import texts
from commands.support.asked import find_body, take_body
from commands.updates.entry_reading import read_entry_number
from storage import matters
from storage.rows.following import MatterKind, MatterState


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a request, and the body in which it was read or will be arbitrated."""

    state: MatterState
    body: str | None = None


def read_request(text: str, call: Call) -> Taken:
    """The support request of a number, where the asker may read its subject; leaves what follows."""
    taken = read_entry_number(text, call)
    found = matters.matter(call.session, taken.value, call.reader)
    if found is None or found.kind is not MatterKind.SUPPORT:
        raise Misread(texts.no_such_request(taken.value), texts.SEE_LIST)
    return Taken(found, taken.rest)


def read_answer(text: str, call: Call) -> Taken:
    """« accordé », « refusé », « arbitrage », and « en Comex » behind it; leaves the comment."""
    words = text.split(maxsplit=1)
    typed = fold(words[0]).strip(" ,.;:!«»") if words else ""
    state = texts.ANSWERS.get(typed)
    if state is None:
        raise Misread(texts.unknown_answer(text), texts.ANSWERS_ARE)
    rest = words[1] if len(words) > 1 else ""
    rest = rest.lstrip(" ,.;:")
    into = take_body(rest, call)
    if into is None:
        return Taken(Answer(state), rest)
    return Taken(Answer(state, into[0].key), into[1].lstrip(" ,.;:"))


def read_body(text: str, call: Call) -> Taken:
    """The key of a body; takes the whole text."""
    return Taken(find_body(text, call).key)


def read_comment(text: str, call: Call) -> Taken:
    """A free text, behind « : », in guillemets or not; takes the whole text."""
    del call
    return Taken(free_text(text))


def read_page(text: str, call: Call) -> Taken:
    """« page 2 »."""
    del call
    found = re.fullmatch(r"\s*page\s+(\d{1,4})\s*", text, re.IGNORECASE)
    if found is None:
        raise Misread(texts.page_expected(text))
    return Taken(int(found.group(1)))
