"""The marks that senders make around their calls, many of them to a transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.work import Done, Failed
from storage import sending


@dataclass(frozen=True, slots=True)
class AboutToSend:
    """The call is about to be made, and will be over before the lease ends."""

    id: int
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took the message, under its own id."""

    id: int
    remote_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """Any rarer mark."""

    make: Callable[[Session], bool]


Mark = AboutToSend | Sent | Change


class Marks:
    """Makes one owner's marks; each gives whether the message was still the owner's.

    `is_open` says whether an instant is one of working hours: what left outside them is noted.
    """

    def __init__(self, owner: str, is_open: Callable[[datetime], bool] = lambda _: True) -> None:
        self._owner = owner
        self._is_open = is_open

    def make(self, session: Session, marks: Sequence[Mark]) -> list[Done[bool] | Failed]:
        """The outcomes, in order. One statement serves all marks of the two frequent kinds."""
        about_to_send = [mark for mark in marks if isinstance(mark, AboutToSend)]
        ours: set[int] = set()
        if about_to_send:
            lease_until = min(mark.lease_until for mark in about_to_send)
            ids = [mark.id for mark in about_to_send]
            ours = sending.mark_sending(session, ids=ids, owner=self._owner, lease_until=lease_until)
        sent = [mark for mark in marks if isinstance(mark, Sent)]
        if sent:
            remote_ids = {mark.id: mark.remote_id for mark in sent}
            at = max(mark.at for mark in sent)
            closed = not self._is_open(at)
            sending.mark_sent(session, remote_ids=remote_ids, owner=self._owner, at=at, closed=closed)
        return [Done(self._one(session, mark, ours)) for mark in marks]

    @staticmethod
    def _one(session: Session, mark: Mark, ours: set[int]) -> bool:
        match mark:
            case AboutToSend(id_):
                return id_ in ours
            case Sent():
                return True
            case Change(make):
                return make(session)
