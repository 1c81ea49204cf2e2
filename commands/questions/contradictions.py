"""What the document says twice and differently: told in one neutral line, with the reference that is retained."""

from __future__ import annotations

from dataclasses import replace

from commands.call import Call
from commands.message import Choices, Message, paragraph
from commands.questions import card_texts

# Contradictions told with one answer; the full list is for the cellule d'appui.
TOLD = 1
# Answers in which a contradiction helps the reader.
_KINDS = frozenset({"status", "sheet", "figure", "date", "definition", "community", "meeting", "count"})


def told(answer: Message, call: Call) -> Message:
    """The answer, with what the document contradicts of its subject."""
    if answer.about.kind not in _KINDS or answer.about.abstained:
        return answer
    known = call.names().contradictions
    cited = [
        *(f"{kind}:{key}" for kind, key in answer.about.sources),
        *answer.about.codes,
        *(f"project:{key}" for key in answer.about.projects),
    ]
    found = list(dict.fromkeys(one for reference in cited for one in known.get(reference, ())))
    # An answer about a whole pillar would tell too many.
    if not found or len(answer.about.codes) > 8:
        return answer
    lines = tuple((card_texts.contradiction(one.what, one.retained),) for one in found[:TOLD])
    # Before the buttons, which close an answer.
    at = len(answer.blocks)
    while at and isinstance(answer.blocks[at - 1], Choices):
        at -= 1
    return replace(answer, blocks=(*answer.blocks[:at], paragraph(*lines), *answer.blocks[at:]))
