"""From a platform's event to its answer in the outbox, in one transaction: a kill loses none and doubles none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.marks import Sent
from bot.platform import Route
from commands import wire
from commands.dispatch import Dispatcher
from commands.message import Message
from commands.request import Request
from storage import handing, outbox, sending
from storage.rows.delivery import Rank
from storage.sending import Claimed


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a sender takes a message at once: its name in the outbox, and how long it may be busy with it.

    `sent` is what it has sent and not marked yet: the transaction that uses these terms marks it first.
    """

    owner: str
    lease: timedelta
    sent: tuple[Sent, ...] = ()

    def settle(self, session: Session) -> None:
        """Mark what was sent. Should this be undone, those messages are looked up when their lease ends."""
        if self.sent:
            remote_ids = {mark.id: mark.remote_id for mark in self.sent}
            at = max(mark.at for mark in self.sent)
            sending.mark_sent(session, remote_ids=remote_ids, owner=self.owner, at=at)


@dataclass(frozen=True, slots=True)
class Way:
    """Where an answer goes: the platform's address, and how the adapter is to place it there."""

    place: str
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a request: its answer, None when the event had already been taken.

    `way` is where the outbox takes it; None, and the adapter itself gives the answer, once, after the commit.
    `in_hand` is the outbox's message when the sender is to be given it after the commit, without looking for it.
    """

    message: Message | None
    way: Way | None = None
    in_hand: Claimed | None = None

    @property
    def at_once(self) -> Message | None:
        """The answer that the outbox does not take, for the adapter to give."""
        return self.message if self.way is None else None


# An adapter's rule: where this answer to this request goes, None where the platform only takes it at once.
Choose = Callable[[Request, Message], Way | None]


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers the requests of one platform; called inside a transaction, through `Work.together`."""

    dispatcher: Dispatcher
    choose: Choose
    now: Callable[[], datetime]

    def answer(self, session: Session, request: Request, terms: Terms | None = None) -> Answered:
        """Answer the request and put the answer in the outbox, where the adapter says it goes.

        With the sender's `terms`, an answer that nothing has to precede is put in its hands. Commits nothing. The
        dispatcher makes its own savepoint: what a failing request did is undone, and its event stays taken. A request
        without an event is answered at once only, since nothing would name its answer.
        """
        now = self.now()
        message = self.dispatcher.answer(session, request, now=now)
        if message is None:
            return Answered(None)
        way = self.choose(request, message) if request.event is not None else None
        if way is None or request.event is None:
            return Answered(message)
        draft = outbox.Draft(
            key=answer_key(request.event.platform, request.event.id),
            platform=request.place.platform,
            place=way.place,
            payload=wire.dump(message),
            rank=Rank.ANSWER,
            route=way.route,
        )
        in_hand = None
        if terms is not None:
            in_hand = handing.put_in_hand(
                session, draft=draft, owner=terms.owner, at=now, lease_until=now + terms.lease
            )
        if in_hand is None:
            outbox.enqueue_many(session, drafts=[draft], at=now)
        return Answered(message, way, in_hand)


def answer_key(platform: str, event_id: str) -> str:
    """The outbox key of the answer to an event."""
    return f"answer:{platform}:{event_id}"
