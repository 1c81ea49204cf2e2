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


def page(dispatcher: Dispatcher, session: Session, user: str, *, now: datetime) -> Message:
    """What the person's page says."""
    request = Request(Identity(PLATFORM, user), Place(PLATFORM, user, direct=True), SENTENCE, door=DOOR)
    message = dispatcher.answer(session, request, now=now)
    return message if message is not None else say(texts.HOME_FAILED)


def view(message: Message, drawing: Drawing) -> Json:
    """The page as Slack publishes it; what would not fit is said to be asked for."""
    blocks = list(blocks_of(message, drawing))
    if len(blocks) > VIEW_BLOCKS:
        blocks = [*blocks[: VIEW_BLOCKS - 1], *sections([(texts.HOME_MORE,)])]
    return {"type": "home", "blocks": blocks}
