"""Reading ahead: the events, conversations and persons of several requests, in four statements instead of four each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import event
from sqlalchemy.orm import Session

from storage import ahead, askers, conversations, inbox
from storage.ahead import Ahead


@dataclass(frozen=True, slots=True)
class Coming:
    """A request that is about to be answered: its account, where its conversation is kept, and its event.

    `event` is the platform's id of it, its kind and its instant; None, and no event is taken.
    """

    platform: str
    account: str
    place: str
    event: tuple[str, str, datetime] | None = None


@contextmanager
def reading_ahead(session: Session, requests: Sequence[Coming]) -> Iterator[Ahead]:
    """Within it, `inbox.take`, `conversations.find` and `people.asker` answer from what was read for all.

    The events of requests that were not handled within it are given back.
    """
    events = {(each.platform, each.event[0]): each.event[1:] for each in requests if each.event is not None}
    new = inbox.take_many(session, events=events)
    places = {(each.platform, each.account, each.place) for each in requests}
    accounts = {(each.platform, each.account) for each in requests}
    found = Ahead(
        wanted=frozenset(events),
        new=new,
        conversations=dict(conversations.find_many(session, wanted=places)),
        askers=dict(askers.askers(session, accounts=accounts)),
    )
    connection = session.connection()
    ahead.keep(session, found)
    event.listen(connection, "after_execute", found.note)
    try:
        yield found
    finally:
        event.remove(connection, "after_execute", found.note)
        ahead.keep(session, None)
    inbox.give_back(session, keys=found.new - found.used)
