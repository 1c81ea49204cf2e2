"""Private ballots on their way into the result: kept in memory, and added to the poll's one row once a transaction.

Votes that share a transaction thus make one version of the row, not one each; nothing else ever holds a ballot of a
secret poll. What a savepoint undoes is forgotten here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from storage.polls import box
from storage.polls.box import Ballot
from storage.polls.transactions import Remembered, remembered
from storage.rows.poll_states import PollKind
from storage.rows.polls import PollResult

_KEY = "pending_ballots"
# Statements of every transaction that votes, built once.
_LOCKED = select(PollResult.content).where(PollResult.poll_id == bindparam("poll")).with_for_update()
_WRITTEN = update(PollResult).where(PollResult.poll_id == bindparam("poll")).values(content=bindparam("written"))


@dataclass(frozen=True, slots=True)
class _Pending:
    poll_id: int
    kind: PollKind
    answers: Sequence[int]
    ballot: Ballot


def add(session: Session, *, poll_id: int, kind: PollKind, answers: Sequence[int], ballot: Ballot) -> None:
    """Count the ballot when the session's transaction commits, in it."""
    _waiting(session).note(session, _Pending(poll_id, kind, answers, ballot))


def settle(session: Session) -> None:
    """Count now, in this transaction, what waits for its commit."""
    waiting = _waiting(session)
    pending = waiting.items
    if not pending:
        return
    connection = session.connection()
    # In the order of their numbers: two transactions that count several polls never wait for each other.
    for poll_id in sorted({each.poll_id for each in pending}):
        ballots = [each for each in pending if each.poll_id == poll_id]
        content = box.load(connection.execute(_LOCKED, {"poll": poll_id}).scalar_one())
        box.put(content, ballots[0].kind, (each.ballot for each in ballots), answers=ballots[0].answers)
        connection.execute(_WRITTEN, {"poll": poll_id, "written": box.dump(content)})
    waiting.noted.clear()


def _waiting(session: Session) -> Remembered[_Pending]:
    return remembered(session, _KEY, before_commit=settle)
