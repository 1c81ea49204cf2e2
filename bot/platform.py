"""What the sender asks of a messaging platform, and how a platform says no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from commands.message import Message


class DeliveryError(Exception):
    """The platform surely did not take the message.

    `reason` is a few words of the platform's own (« channel_not_found »), never the content. `retry_after` is how many
    seconds it asks to be left alone. A `permanent` refusal is not tried again: the message is a dead letter.
    Any other exception of a call leaves it unknown whether the platform took the message.
    """

    def __init__(self, reason: str, *, retry_after: float | None = None, permanent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.permanent = permanent


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

    async def send(self, place: str, message: Message, *, key: str) -> str:
        """Deliver the message; gives the platform's id of it. Raises DeliveryError."""

    async def edit(self, place: str, remote_id: str, message: Message, *, key: str) -> None:
        """Put the message in the place of one sent before; twice does no harm. Raises DeliveryError."""

    async def find(self, place: str, *, key: str) -> str | None:
        """The id of the message that was sent under this key, None when there is none.

        Raises CannotLookUp where the platform has no way, DeliveryError when it does not answer now.
        """
