"""A plain sentence that records a decision: « décision 4.2.2 : poursuivre », « décision sur 4.2.2, poursuivre »."""

from __future__ import annotations

import re

from commands.codes import take_code
from commands.decisions import tail_words

_BEGINS = re.compile(tail_words.DECISION_ON, re.IGNORECASE)


def as_command(text: str) -> str | None:
    """The command that says the same, or None for another sentence; a question records nothing."""
    begun = _BEGINS.match(text)
    if begun is None or "?" in text:
        return None
    taken = take_code(text[begun.end() :])
    if taken is None:
        return None
    code, said = taken
    if code.kind not in {"objective", "key_result"} or not code.pillar:
        return None
    return f"{tail_words.DECIDES} {code} {said.lstrip(' :,')}".strip()
