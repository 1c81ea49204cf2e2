"""A first contact: three things to type, by role, beside the first answer; once an account, on each platform."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from commands.about.texts import first_steps
from commands.call import Asker
from commands.message import Button, Choices, Message, Strong, paragraph
from commands.newcomers import texts
from commands.request import Request
from storage import newcomers

# What somebody does who begins: they write, or open their page; a vote or a click answers something else.
BEGINS = frozenset({"message", "direct_message", "command"})
# The terminal says what to type when it opens.
_WITHOUT = "terminal"


def begins(request: Request) -> bool:
    """Whether this may be somebody's first contact, which nobody else reads."""
    if request.place.platform == _WITHOUT or not (request.place.direct or request.discreet):
        return False
    return request.event is not None and request.event.kind in BEGINS


def welcomed(session: Session, request: Request, asker: Asker, answer: Message, now: datetime) -> tuple[Message, bool]:
    """The answer with what to type first, and whether this was the account's first contact."""
    if not newcomers.greet(session, platform=request.asker.platform, account=request.asker.account, at=now):
        return answer, False
    # Help shows them itself.
    return (answer if answer.about.kind in ("help", "incident") else with_steps(answer, asker)), True


def with_steps(answer: Message, asker: Asker) -> Message:
    """The answer, and three things to type by the asker's role."""
    already = {each.says for each in answer.buttons}
    steps = [Button(each, says=each.lstrip("/")) for each in first_steps(asker.roles)]
    kept = tuple(each for each in steps if each.says not in already)
    blocks = (*answer.blocks, paragraph((Strong(texts.FIRST_TIME),)), Choices(kept))
    return replace(answer, blocks=blocks)
