"""What the process and the sender ask of a messaging platform, and how a platform says no."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from commands.message import Message

if TYPE_CHECKING:
    from bot.check import Finding

# How an adapter wants a message placed (a thread, a reply…): written by it, kept by the outbox, read by it again.
Route = Mapping[str, Any]


class DeliveryError(Exception):
    """The platform surely did not take the message.

    `reason` is a few words of the platform's own (« channel_not_found »), never the content. `retry_after` is how many
    seconds it asks to be left alone: for this message, or with `whole_account` for every message, and then the refusal
    is no failed try. A `permanent` refusal is not tried again: the message is a dead letter.
    Any other exception of a call leaves it unknown whether the platform took the message.
    """

    def __init__(
        self, reason: str, *, retry_after: float | None = None, permanent: bool = False, whole_account: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.permanent = permanent
        self.whole_account = whole_account


class Fatal(Exception):
    """Nothing but the operator can mend it: the process stops. `str()` is one clear French sentence."""


class CannotLookUp(Exception):
    """The platform has no way to say whether it took a message: the operator decides."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The least time between two messages, in seconds: in one place, and on the whole account."""

    per_place: float = 0.0
    per_account: float = 0.0


class Platform(Protocol):
    """Where messages are delivered. `place` is the platform's own address, `key` the message's in the outbox.

    The key travels with the message, so that `find` can tell whether it arrived.
    """

    @property
    def name(self) -> str:
        """The platform's name in the outbox."""

    @property
    def pace(self) -> Pace:
        """How fast it may be written to."""

    async def send(self, place: str, message: Message, *, key: str, route: Route | None = None) -> str:
        """Deliver the message; gives the platform's id of it. Raises DeliveryError."""

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        """Put the message in the place of one sent before; twice does no harm. Raises DeliveryError."""

    async def find(self, place: str, *, key: str) -> str | None:
        """The id of the message that was sent under this key, None when there is none.

        Raises CannotLookUp where the platform has no way, DeliveryError when it does not answer now.
        """


@runtime_checkable
class Joining(Protocol):
    """A platform on which several short messages to one place may go as one, where an account may write but rarely."""

    def joined(self, messages: Sequence[Message]) -> Message | None:
        """The messages as one, None when they would no longer be read as what each is."""

    async def send_joined(
        self, place: str, message: Message, *, keys: Sequence[str], route: Route | None = None
    ) -> str:
        """Deliver the one message; `find` finds it under each of the keys. Raises DeliveryError."""


class Adapter(Platform, Protocol):
    """A platform that is also listened to."""

    @property
    def seat(self) -> str | None:
        """A name under which nobody else can send at the same time, the same from one process to the next; or None."""

    async def open(self) -> None:
        """Take what it needs of this machine; before anything else. Raises Fatal."""

    async def listen(self, stop: asyncio.Event) -> None:
        """Receive and answer until stopped. Raises Fatal when it is no use to go on; anything else is tried again."""

    async def check(self) -> Sequence[Finding]:
        """What is right and wrong there, for `dimension check`."""

    def gauges(self) -> Mapping[str, float]:
        """Figures for the metrics, by name; `listening` is 1 while events are received."""

    async def close(self) -> None:
        """Let go of connections and files; the sender has stopped."""
