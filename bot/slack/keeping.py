"""What is kept for half an hour because a message of Slack cannot carry it: choices of long menus, answers to share."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.slack.sending import PLATFORM
from commands import wire
from commands.conversation import KEPT_FOR
from commands.message import Button, Choices, Field, Form, Message
from storage import conversations
from storage.conversations import Kept


def keep_message(session: Session, user: str, message: Message, now: datetime) -> str:
    """Keep an answer that one may share, or whose choices a menu asks for; gives its name."""
    name = secrets.token_urlsafe(9)
    kept = Kept(form={"message": wire.dump(message)})
    conversations.keep(session, platform=PLATFORM, account=user, place=_place(name), kept=kept, until=now + KEPT_FOR)
    return name


def kept_message(session: Session, user: str, name: str, now: datetime) -> Message | None:
    """The answer kept for this person under the name; None when it is no longer."""
    found = conversations.find(session, platform=PLATFORM, account=user, place=_place(name)) if name else None
    if found is None or found[1] <= now or found[0].form is None:
        return None
    return wire.load(str(found[0].form["message"]))


def keep_form(session: Session, user: str, form: Form, now: datetime) -> str:
    """Keep a form whose menus carry numbers; gives its name."""
    return keep_message(session, user, Message((form,)), now)


def choices_of(message: Message | None, field: str = "") -> Sequence[Button]:
    """The choices of a kept message, or of this field of a kept form."""
    if message is None:
        return ()
    if message.form is not None:
        return next((each.options for each in message.form.fields if each.name == field), ())
    return next((block.buttons for block in message.blocks if isinstance(block, Choices)), ())


def field_of(message: Message | None, name: str) -> Field | None:
    """The field of a kept form."""
    fields = message.form.fields if message is not None and message.form is not None else ()
    return next((each for each in fields if each.name == name), None)


def _place(name: str) -> str:
    return f"kept:{name}"
