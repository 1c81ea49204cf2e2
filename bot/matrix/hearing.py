"""From what is heard in a room to its answer: whether the bot is spoken to, what it is told, where it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.adapters import Surroundings
from bot.answering import Answered, Terms, Way
from bot.matrix.events import Heard, Kind
from bot.matrix.rooms import Room
from commands import wire
from commands.conversation import KEPT_FOR
from commands.message import Audience, Button, Choices, Message
from commands.normalise import fold
from commands.polls.paper import PRIVATE_VOTE
from commands.request import Event, Identity, Place, Request
from commands.table import TABLE
from storage import conversations
from storage import matrix as store
from storage.conversations import Found

PLATFORM = "matrix"
HELP = "aide"
# The part of an answer's way that names the event to take away first.
REDACTS = "redacts"

# How long an offer may be taken up by a number alone, without saying to which message it answers: in a conversation
# nobody else speaks; in a room, for as long as a conversation of commands is kept.
OFFER_IN_DIRECT = timedelta(days=1)
OFFER_IN_ROOM = KEPT_FOR
# How long a question asked in a room waits for whatever its person says next.
FORM_IN_ROOM = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Answers what is heard; called in the transaction that moves the position on."""

    surroundings: Surroundings
    now: Callable[[], datetime]

    def answer(self, session: Session, room: Room, heard: Heard, terms: Terms | None = None) -> Answered | None:
        """The answer to what was said in the room; None when it was not said to the bot."""
        said = self._said(session, room, heard)
        if said is None:
            return None
        request = Request(
            asker=Identity(PLATFORM, heard.sender),
            place=Place(PLATFORM, room.room_id, direct=room.direct),
            text=said,
            event=Event(PLATFORM, heard.event_id, heard.kind.value, self._taken_at(heard)),
        )

        def choose(_request: Request, message: Message) -> Way:
            if message.audience is Audience.PERSONAL and not room.direct:
                return Way(heard.sender, {"opens": True})
            route: dict[str, str] = {"thread": heard.thread, "event": heard.event_id} if heard.thread else {}
            if message.about.kind == PRIVATE_VOTE:
                # What was typed or chosen is taken away before its receipt is given.
                route[REDACTS] = heard.event_id
            return Way(room.room_id, route or None)

        return self.surroundings.answering(choose).answer(session, request, terms)

    def _taken_at(self, heard: Heard) -> datetime:
        """When the homeserver took it, by its own clock; nothing is taken before it is said."""
        now = self.now()
        return now if heard.at is None else min(now, datetime.fromtimestamp(heard.at / 1_000, tz=UTC))

    def _said(self, session: Session, room: Room, heard: Heard) -> str | None:
        """The sentence that was said, typed or not."""
        if heard.kind is not Kind.WORDS:
            return self._of_offer(session, room, heard)
        if heard.target is not None and (chosen := self._of_offer(session, room, heard)) is not None:
            return chosen
        typed = _number(heard.text)
        kept = self._kept(session, room, heard) if typed else None
        if typed and (offered := self._of_last_offer(session, room, typed, kept)) is not None:
            return offered
        if room.direct:
            return heard.text or None
        if heard.mentioned:
            return heard.text or HELP
        # Other bots have commands too: those that are not ours are not ours to correct.
        if fold(heard.command) in TABLE.groups:
            return heard.text
        kept = kept or self._kept(session, room, heard)
        return heard.text if self._continues(heard.text, typed, kept) else None

    @staticmethod
    def _kept(session: Session, room: Room, heard: Heard) -> Found | None:
        """What the bot has last said to this person in this room, while it matters."""
        here = Place(PLATFORM, room.room_id, direct=room.direct)
        return conversations.find(session, platform=PLATFORM, account=heard.sender, place=here.conversation)

    def _of_offer(self, session: Session, room: Room, heard: Heard) -> str | None:
        """The sentence of the choice that a reaction, a vote or a reply names."""
        chosen = _number(heard.text) if heard.kind is Kind.WORDS else heard.text
        if heard.target is None or not (chosen or heard.kind is Kind.VOTE):
            return None
        found = store.offer(session, event_id=heard.target)
        message = wire.load(found.payload) if found else None
        # Reactions and votes travel in clear, and a room reads what is typed in it.
        if message is None or (_secret(message) and not (room.direct and heard.kind is Kind.WORDS)):
            return None
        if not chosen:
            return _withdrawal(message)
        button = _button(message, chosen)
        return button.says if button else None

    def _of_last_offer(self, session: Session, room: Room, typed: str, kept: Found | None) -> str | None:
        """The sentence of the choice of that number in what was offered last, unless something was asked since.

        An answer's own choices are kept with the conversation; this is for what the bot said unasked.
        """
        found = store.last_offer(session, room_id=room.room_id)
        if found is None or found.at < self.now() - (OFFER_IN_DIRECT if room.direct else OFFER_IN_ROOM):
            return None
        if kept is not None and kept[1] > self.now() and kept[1] - KEPT_FOR >= found.at:
            return None
        message = wire.load(found.payload)
        if _secret(message) and not room.direct:
            return None
        button = _button(message, typed)
        return button.says if button else None

    def _continues(self, text: str, typed: str, kept: Found | None) -> bool:
        """Whether this goes on with what the bot has asked this person in this room."""
        if kept is None or kept[1] <= self.now():
            return False
        if kept[0].form is not None:
            return kept[1] - KEPT_FOR >= self.now() - FORM_IN_ROOM
        return bool(typed) or fold(text) in {fold(each) for choice in kept[0].choices for each in _names(choice)}


def _secret(message: Message) -> bool:
    """Whether one of its choices belongs to a secret ballot."""
    return any(isinstance(block, Choices) and block.secret for block in message.blocks)


def _withdrawal(message: Message) -> str | None:
    """The sentence that takes back an answer given in the platform's own poll."""
    return next((block.withdraws for block in message.blocks if isinstance(block, Choices) and block.withdraws), None)


def _names(choice: conversations.Choice) -> tuple[str, ...]:
    return (choice.label, choice.letter) if choice.letter else (choice.label,)


def _number(text: str) -> str:
    """The number that was typed alone, "" when something else was."""
    bare = text.strip().strip("[]().").strip()
    return str(int(bare)) if bare.isdecimal() and len(bare) <= 2 else ""


def _button(message: Message, chosen: str) -> Button | None:
    """The button of this number or letter."""
    buttons = message.buttons
    if chosen.isdecimal():
        position = int(chosen)
        return buttons[position - 1] if 1 <= position <= len(buttons) else None
    return next((button for button in buttons if button.letter == chosen), None)
