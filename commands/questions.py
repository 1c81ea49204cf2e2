"""A plain sentence, without a command: answered by the entry that it means, or by what is nearest."""

from __future__ import annotations

from commands import texts
from commands.call import Call
from commands.communities import communities
from commands.errors import Several
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.normalise import words
from commands.plan import objectives
from commands.portfolio import projects
from commands.references import PLAN_KINDS, Reference, code_in, found, plan_entry

KINDS = PLAN_KINDS | {"project", "community"}


def answer(call: Call, text: str) -> Message:
    """The state of what the words mean; choices when they mean several things; the nearest when nothing is recorded."""
    if not text.strip():
        return Message((paragraph(texts.NOTHING_TYPED),), Audience.QUIET, About(kind="misread", abstained=True))
    if " ".join(words(text)) in texts.THANKS:
        return Message((paragraph(texts.YOU_ARE_WELCOME),), Audience.QUIET, About(kind="courtesy"))
    try:
        code = code_in(text, call)
        entry = plan_entry(code, call) if code is not None else found(text, call, KINDS, typed=texts.TYPED_ALONE)
    except Several as several:
        return _choices(several)
    return _state(call, entry)


def _state(call: Call, entry: Reference) -> Message:
    match entry.kind:
        case "project":
            return projects.status(call, entry)
        case "community":
            return communities.info(call, entry)
        case _:
            return objectives.status(call, entry)


def _choices(several: Several) -> Message:
    buttons = tuple(Button(label, says=typed, detail=detail) for typed, label, detail in several.options)
    blocks = (paragraph(several.question), *((Choices(buttons),) if buttons else ()))
    kind = "nothing" if several.abstained else "choices"
    return Message(blocks, Audience.QUIET, About(kind=kind, abstained=several.abstained))
