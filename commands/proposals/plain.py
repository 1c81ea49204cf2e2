"""A plain sentence that proposes or answers: « je propose pour 4.1.1.a : 62 % », « j'accepte la proposition 12 »."""

from __future__ import annotations

import re

from commands.codes import take_code
from commands.proposals.vocabulary import ANSWERING, PROPOSING, VERBS

_PROPOSING = re.compile(PROPOSING, re.IGNORECASE)
_ANSWERING = re.compile(ANSWERING, re.IGNORECASE)
# « plan vélo : 40 % »: a name, and what is said of it.
_NAMED = re.compile(r"[^:?]{3,80}:\s+\S")


def as_command(text: str) -> str | None:
    """The command that says the same as the sentence; None for a question, or where no subject is named."""
    if "?" in text:
        return None
    answering = _ANSWERING.match(text)
    if answering is not None:
        return f"proposition {VERBS[answering['verb'].lower()]} {text[answering.end() :]}"
    proposing = _PROPOSING.match(text)
    if proposing is None:
        return None
    rest = text[proposing.end() :]
    taken = take_code(rest)
    if taken is not None and taken[0].kind in {"objective", "key_result"}:
        said = taken[1].lstrip(" :,")
        return f"objectif proposer {taken[0]} {said}".strip()
    return f"projet proposer {rest}" if _NAMED.match(rest) else None
