"""The one way out for what is sent unasked: a message put in the outbox under a key that is used once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from commands import wire
from commands.message import Message
from commands.request import Place
from storage import outbox
from storage.rows.delivery import Rank


def enqueue(
    session: Session,
    *,
    key: str,
    place: Place,
    message: Message,
    at: datetime,
    not_before: datetime | None = None,
    target: str | None = None,
    rank: Rank = Rank.UNASKED,
    in_hours: bool = True,
) -> bool:
    """Put the message in the outbox, in the transaction that decided it; False when the key was already used.

    It takes the place of the message `target` there, where one is named. Unless told otherwise, it never leaves
    outside working hours, whatever keeps it from leaving now.

    The key is made of the rule, the subject, the instant and the recipient, so that a restart, a replay or a second
    process adds nothing.
    """
    return outbox.enqueue(
        session,
        key=key,
        platform=place.platform,
        place=place.address,
        payload=wire.dump(message),
        at=at,
        not_before=not_before,
        target=target,
        rank=rank,
        in_hours=in_hours,
    )
