"""App Home: the person's page, as a view that is published when it is opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.slack import texts
from bot.slack.blocks import Drawing, blocks_of
from bot.slack.limits import VIEW_BLOCKS
from bot.slack.sending import PLATFORM
from bot.slack.writing import Json, sections
from commands.dispatch import Dispatcher
from commands.message import Message, say
from commands.request import Door, Identity, Place, Request

# A page is made of what stands, and remembers nothing.
DOOR = Door(carries_sentences=True, shows_forms=True, remembers=False)
SENTENCE = "/dimension accueil"


def page(dispatcher: Dispatcher, session: Session, user: str, *, now: datetime, first: bool = False) -> Message:
    """What the person's page says; at a first contact, what to type first as well."""
    request = Request(Identity(PLATFORM, user), Place(PLATFORM, user, direct=True), SENTENCE, door=DOOR)
    message = dispatcher.answer(session, request, now=now)
    if message is None:
        return say(texts.HOME_FAILED)
    return dispatcher.with_first_steps(session, request, message) if first else message


def view(message: Message, drawing: Drawing) -> Json:
    """The page as Slack publishes it; what would not fit is said to be asked for."""
    blocks = list(blocks_of(message, drawing))
    if len(blocks) > VIEW_BLOCKS:
        blocks = [*blocks[: VIEW_BLOCKS - 1], *sections([(texts.HOME_MORE,)])]
    return {"type": "home", "blocks": blocks}
