"""Sentences that other parts of the bot recognise: each is asked first, and answers or leaves the sentence."""

from __future__ import annotations

from collections.abc import Callable

from commands.call import Call
from commands.message import Message
from commands.questions.question import Question

# From the call and the sentence, spelt out, to an answer; None for a sentence that is not theirs.
Recogniser = Callable[[Call, str], Message | None]

RECOGNISERS: tuple[Recogniser, ...] = ()


def recognised(question: Question, call: Call) -> Message | None:
    """The answer of the first that recognises the sentence."""
    for recognise in RECOGNISERS:
        found = recognise(call, question.spelt)
        if found is not None:
            return found
    return None
