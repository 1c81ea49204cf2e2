"""What requests that share a transaction ask alike is read once for all of them, and kept here while they are answered.

What a request writes is noted: a failure after it can then be undone, and nothing is answered from here that an
earlier request has changed. `storage/reading_ahead.py` fills it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage.rows.organisation import Account, CircleMember, Lead, Person, RoleGrant, Unit

_KEY = "ahead"
# Tables that say who somebody is and what they may do: written by one request, they are read anew for the next.
_WHO = frozenset(row.__tablename__ for row in (Account, CircleMember, Lead, Person, RoleGrant, Unit))


class Spoilt(Exception):
    """A request failed after it had written: those read ahead with it are done again, each in its own savepoint."""


@dataclass(slots=True)
class Ahead:
    """What was read ahead: events by platform and id, conversations by where they are kept, persons by account.

    Of the `wanted` events, which are in the inbox, the `new` ones were not there; `used` are those of requests that
    have been handled. `changes` counts the statements that have changed something.
    """

    wanted: frozenset[tuple[str, str]]
    new: frozenset[tuple[str, str]]
    conversations: dict[tuple[str, str, str], Any]
    askers: dict[tuple[str, str], Any]
    used: set[tuple[str, str]] = field(default_factory=set)
    shared: bool = True
    changes: int = 0

    def take(self, key: tuple[str, str]) -> bool | None:
        """Whether the event is new; None when it is not among those read ahead."""
        if key not in self.wanted:
            return None
        new = key in self.new and key not in self.used
        self.used.add(key)
        return new

    def begin_again(self) -> None:
        """From the first request, one by one: nothing that was read counts any more, but the new events are new."""
        self.shared = False
        self.used.clear()
        self.conversations.clear()
        self.askers.clear()

    def note(self, *executed: Any) -> None:
        """Note a statement that was executed, as SQLAlchemy tells it: the second value is it, the last its result."""
        statement, result = executed[1], executed[-1]
        if getattr(statement, "is_dml", False) and result.rowcount != 0:
            self.changes += 1
            if statement.table.name in _WHO:
                self.askers.clear()


def of(session: Session) -> Ahead | None:
    """What was read ahead for the requests under way."""
    found: Ahead | None = session.info.get(_KEY)
    return found


def keep(session: Session, ahead: Ahead | None) -> None:
    """Answer from this; from the database alone with None."""
    session.info[_KEY] = ahead


@contextmanager
def undone_on_error(session: Session) -> Iterator[None]:
    """What is done within is undone when it raises: by a savepoint, or, with others read ahead, by doing all again.

    Raises Spoilt when they are to be.
    """
    ahead = of(session)
    if ahead is None or not ahead.shared:
        with session.begin_nested():
            yield
        return
    before = ahead.changes
    try:
        yield
        # What is refused only when it reaches the database is refused to whoever asked for it.
        session.flush()
    except Exception as error:
        unwritten = bool(session.new or session.dirty or session.deleted)
        if ahead.changes != before or unwritten or isinstance(error, DBAPIError):
            raise Spoilt from error
        raise
