"""One question, one answer, nothing kept: for the command line and for programs, one JSON object a line."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot import texts
from bot.clock import frozen_at
from bot.plain import plain
from commands.dispatch import Dispatcher
from commands.message import Message
from commands.request import Door, Identity, Place, Request
from storage.database import Database

PLATFORM = "terminal"
# Entries of a list shown at once: there is no next page to ask for.
WHOLE_LIST = 200
# Nothing is kept between two questions, so that choices can only be read.
READING = Door(carries_sentences=False, shows_forms=False, remembers=False)


class UnreadableLine(ValueError):
    """A line of input that is no question; `str()` is a French sentence."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers questions from one database, as somebody, on a day."""

    dispatcher: Dispatcher
    database: Database
    zone: ZoneInfo
    day: date
    handle: str = ""

    def answer(
        self, question: str, *, day: date | None = None, handle: str | None = None, whole: bool = False
    ) -> Message:
        """The answer to a question, on another day or for somebody else when told; `whole` shows lists in one piece."""
        request = Request(
            asker=Identity(PLATFORM, self.handle if handle is None else handle),
            place=Place(PLATFORM, "ask", direct=True),
            text=question,
            door=READING,
        )
        with self.database.read() as session:
            size = WHOLE_LIST if whole else self.dispatcher.options.page_size
            options = replace(self.dispatcher.options, page_size=size)
            answer = replace(self.dispatcher, options=options).answer(
                session, request, now=frozen_at(day or self.day, self.zone).now()
            )
        if answer is None:
            raise AssertionError("a request without event is always answered")
        return answer

    def lines(self, lines: Iterable[str]) -> Iterator[str]:
        """A JSON line for each JSON line; raises UnreadableLine."""
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield json.dumps(self._answered(number, line), ensure_ascii=False)

    def _answered(self, number: int, line: str) -> dict[str, Any]:
        try:
            asked = json.loads(line)
            identifier, question = asked["id"], str(asked["question"])
            day = date.fromisoformat(asked["date"]) if asked.get("date") else None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UnreadableLine(texts.unreadable_line(number)) from error
        begun = time.perf_counter()
        message = self.answer(question, day=day, handle=asked.get("as"), whole=True)
        elapsed = (time.perf_counter() - begun) * 1_000
        return {"id": identifier, **described(message), "elapsed_ms": round(elapsed, 3)}


def described(message: Message) -> dict[str, Any]:
    """What a program needs of an answer: its text, its kind, what it cites, what it offers, whether it abstains."""
    return {
        "text": plain(message),
        "kind": message.about.kind,
        "codes": list(message.about.codes),
        "projects": list(message.about.projects),
        "choices": [button.label for button in message.buttons],
        "abstained": message.about.abstained,
    }
