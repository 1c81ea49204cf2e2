"""What has been understood so far of an update being read, and the texts in quotes that stand aside meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commands.errors import Misread
from commands.updates import misread_texts as texts
from commands.updates.free_text import HELD, free_text

_QUOTED = re.compile(r"«([^»]*)»|“([^”]*)”|\"([^\"]*)\"")
_FIRST_HELD, _LAST_HELD = 0xE000, 0xF8FF


class Doubt(Exception):
    """Words that mean two things: what to type instead of each, its label, and the text that follows them."""

    def __init__(self, question: str, options: tuple[tuple[str, str], ...], after: str) -> None:
        self.question = question
        self.options = options
        self.after = after
        super().__init__(question)


@dataclass(slots=True)
class Heard:
    """The parts understood, by the names of a draft's fields, and the texts held aside."""

    today: date
    said: dict[str, Any] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)

    def hold(self, text: str) -> str:
        """The text with each quotation replaced by one character that stands for it."""

        def put(found: re.Match[str]) -> str:
            if len(self.held) > _LAST_HELD - _FIRST_HELD:
                raise Misread(texts.SAY_IT)
            self.held.append(next(each for each in found.groups() if each is not None))
            return f" {chr(_FIRST_HELD + len(self.held) - 1)} "

        return _QUOTED.sub(put, HELD.sub("", text))

    def set(self, name: str, value: Any, contradiction: str = "") -> None:
        """Keep a part; raises Misread with the contradiction where it was said otherwise before."""
        if contradiction and self.said.get(name, value) != value:
            raise Misread(contradiction)
        self.said[name] = value

    def quoted(self, text: str) -> str | None:
        """The quotation that the text begins with, as a free text; None where it begins with none."""
        return free_text(self.held[ord(text[0]) - _FIRST_HELD]) if HELD.match(text) else None

    def restored(self, text: str) -> str:
        """The text with its quotations back, as they stand inside another text."""
        return HELD.sub(lambda found: f"“{self.held[ord(found[0]) - _FIRST_HELD].strip()}”", text).strip()

    def typed(self, text: str) -> str:
        """The text as it may be typed again."""
        return HELD.sub(lambda found: f"« {self.held[ord(found[0]) - _FIRST_HELD].strip()} »", text).strip()
