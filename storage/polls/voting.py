"""Casting a ballot: in the transaction of its event, and never in a row that says how a secret poll's voter voted."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from storage.inserting import insert_missing
from storage.polls import pending
from storage.polls.box import Ballot
from storage.polls.rules import read
from storage.polls.transactions import Remembered, remembered
from storage.rows.poll_states import PollMode
from storage.rows.polls import Poll, PollBallot, PollParticipant, PollRoll


class Cast(Enum):
    """What became of a ballot."""

    COUNTED = "counted"
    # It takes the place of the one that this person had cast.
    REPLACED = "replaced"
    # A secret vote is final.
    ALREADY_VOTED = "already_voted"


# Statements of every vote, built once.
_HELD = select(Poll).where(Poll.id == bindparam("poll")).with_for_update(read=True)
_PARTICIPANT = select(PollParticipant.person_id).where(
    PollParticipant.poll_id == bindparam("poll"), PollParticipant.person_id == bindparam("person")
)
_VOTED = select(PollRoll.person_id).where(
    PollRoll.poll_id == bindparam("poll"), PollRoll.person_id == bindparam("person")
)


@cache
def _enrol(dialect: str) -> Any:
    """Put a participant on the roll, unless they are there: no row is added for anybody else."""
    table, roll = cast(Table, PollParticipant.__table__), cast(Table, PollRoll.__table__)
    holder = bindparam("holder", type_=roll.c.holder_id.type)
    theirs = select(table.c.poll_id, table.c.person_id, holder)
    theirs = theirs.where(table.c.poll_id == bindparam("poll"), table.c.person_id == bindparam("person"))
    columns, unless = ["poll_id", "person_id", "holder_id"], ["poll_id", "person_id"]
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(roll).from_select(columns, theirs).on_conflict_do_nothing(index_elements=unless)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(roll).from_select(columns, theirs).on_conflict_do_nothing(index_elements=unless)


def hold(session: Session, *, poll_id: int) -> Poll | None:
    """The poll as it stands, which nobody counts before this transaction ends; None where there is none.

    Votes that share a transaction ask it once: the lock lasts as long as the savepoint that took it.
    """
    held: Remembered[Poll] = remembered(session, "polls_held")
    known = next((each for each in held.items if each.id == poll_id), None)
    if known is not None:
        return known
    found = session.scalar(_HELD, {"poll": poll_id}, execution_options={"populate_existing": True})
    if found is not None:
        held.note(session, found)
    return found


def cast_ballot(
    session: Session, *, poll: Poll, person_id: int, ballot: Ballot, holder_id: int | None = None
) -> Cast | None:
    """Cast the ballot in a poll that `hold` gave; `holder_id` votes in the person's place. None: no participant."""
    if poll.mode is not PollMode.SECRET:
        return _kept(session, poll, person_id, ballot, holder_id)
    if not _enrolled(session, poll, person_id, holder_id):
        known = may_vote(session, poll_id=poll.id, person_id=person_id)
        return Cast.ALREADY_VOTED if known else None
    pending.add(session, poll_id=poll.id, kind=poll.kind, answers=read(poll.rules).answers, ballot=tuple(ballot))
    return Cast.COUNTED


def _enrolled(session: Session, poll: Poll, person_id: int, holder_id: int | None) -> bool:
    values = {"poll": poll.id, "person": person_id, "holder": holder_id}
    statement = _enrol(session.get_bind().dialect.name)
    options = {"preserve_rowcount": True}
    result = session.connection().execute(statement, values, execution_options=options)
    return cast("CursorResult[Any]", result).rowcount == 1


def _kept(session: Session, poll: Poll, person_id: int, ballot: Ballot, holder_id: int | None) -> Cast | None:
    if not may_vote(session, poll_id=poll.id, person_id=person_id):
        return None
    key = {"poll_id": poll.id, "person_id": person_id}
    new = insert_missing(session, PollBallot, [{**key, "choice": list(ballot)}], unless=tuple(key))
    if not new:
        theirs = (PollBallot.poll_id == poll.id, PollBallot.person_id == person_id)
        session.execute(update(PollBallot).where(*theirs).values(choice=list(ballot)))
    _enrolled(session, poll, person_id, holder_id)
    return Cast.COUNTED if new else Cast.REPLACED


def withdraw(session: Session, *, poll: Poll, person_id: int) -> bool:
    """Take back a ballot that is not final (a native poll's answer unticked); whether there was one."""
    if poll.mode is PollMode.SECRET:
        return False
    theirs = delete(PollBallot).where(PollBallot.poll_id == poll.id, PollBallot.person_id == person_id)
    gone = cast("CursorResult[Any]", session.execute(theirs)).rowcount
    session.execute(delete(PollRoll).where(PollRoll.poll_id == poll.id, PollRoll.person_id == person_id))
    return bool(gone)


def may_vote(session: Session, *, poll_id: int, person_id: int) -> bool:
    """Whether the person is among the participants."""
    return session.connection().execute(_PARTICIPANT, {"poll": poll_id, "person": person_id}).first() is not None


def has_voted(session: Session, *, poll_id: int, person_id: int) -> bool:
    """Whether the person has voted; for the bot and for themselves only."""
    return session.connection().execute(_VOTED, {"poll": poll_id, "person": person_id}).first() is not None
