"""Counting a poll: what was voted becomes its result, what joined voters to choices goes, nothing keeps their order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from storage.polls import box, pending
from storage.polls.rules import read
from storage.rows.poll_states import PRIVATE_MODES, PollMode, PollState
from storage.rows.polls import Poll, PollBallot, PollParticipant, PollResult, PollRoll, Reception


def lock(session: Session, *, poll_id: int) -> Poll:
    """The poll, that nobody votes in, counts or changes before this transaction ends; raises LookupError."""
    wanted = select(Poll).where(Poll.id == poll_id).with_for_update()
    poll = session.scalar(wanted, execution_options={"populate_existing": True})
    if poll is None:
        raise LookupError(poll_id)
    return poll


def count(session: Session, *, poll: Poll, at: datetime) -> None:
    """Make the result of an open poll that `lock` gave, for good.

    Of a private poll the roll is written anew in the order of persons, by one statement: neither the order nor the
    versions of its rows say any longer who voted when. Files are wiped afterwards (`storage/polls/wiping.py`).
    """
    pending.settle(session)
    if poll.mode is not PollMode.SECRET:
        _fold(session, poll)
    if poll.mode in PRIVATE_MODES:
        session.execute(delete(PollBallot).where(PollBallot.poll_id == poll.id))
        _write_anew(session, poll)
    poll.state = PollState.CLOSED
    poll.counted_at = at
    poll.ballot_key = None
    session.flush()


def _fold(session: Session, poll: Poll) -> None:
    content = box.empty()
    ballots = session.scalars(select(PollBallot.choice).where(PollBallot.poll_id == poll.id))
    box.put(content, poll.kind, ballots, answers=read(poll.rules).answers)
    session.execute(update(PollResult).where(PollResult.poll_id == poll.id).values(content=box.dump(content)))


def _write_anew(session: Session, poll: Poll) -> None:
    roll = session.execute(select(PollRoll.person_id, PollRoll.holder_id).where(PollRoll.poll_id == poll.id)).all()
    content = session.execute(select(PollResult.content).where(PollResult.poll_id == poll.id)).scalar_one()
    session.execute(delete(PollRoll).where(PollRoll.poll_id == poll.id))
    session.execute(delete(PollResult).where(PollResult.poll_id == poll.id))
    rows = [{"poll_id": poll.id, "person_id": row.person_id, "holder_id": row.holder_id} for row in sorted(roll)]
    if rows:
        session.execute(insert(PollRoll), rows)
    session.execute(insert(PollResult), [{"poll_id": poll.id, "content": content}])


def result(session: Session, *, poll_id: int) -> box.Content:
    """The result of a counted poll; of an open one, what was counted so far."""
    return box.load(session.execute(select(PollResult.content).where(PollResult.poll_id == poll_id)).scalar_one())


def result_so_far(session: Session, *, poll: Poll) -> box.Content:
    """The result of an open poll whose ballots are kept."""
    content = box.empty()
    ballots = session.scalars(select(PollBallot.choice).where(PollBallot.poll_id == poll.id))
    box.put(content, poll.kind, ballots, answers=read(poll.rules).answers)
    return content


def voters(session: Session, *, poll_id: int) -> int:
    """How many have voted."""
    return session.scalar(select(func.count()).select_from(PollRoll).where(PollRoll.poll_id == poll_id)) or 0


def by_proxy(session: Session, *, poll_id: int) -> int:
    """How many of them by a « pouvoir »."""
    wanted = select(func.count()).where(PollRoll.poll_id == poll_id, PollRoll.holder_id.is_not(None))
    return session.scalar(wanted) or 0


def not_voted(session: Session, *, poll_id: int) -> Sequence[int]:
    """The participants who have not voted, for the bot alone, which reminds them."""
    voted = select(PollRoll.person_id).where(PollRoll.poll_id == poll_id)
    wanted = select(PollParticipant.person_id).where(PollParticipant.poll_id == poll_id)
    return session.scalars(
        wanted.where(PollParticipant.person_id.not_in(voted)).order_by(PollParticipant.person_id)
    ).all()


# Receiving


def received(session: Session, *, platform: str, up_to: datetime) -> None:
    """Note that every event that the platform took before the instant has been received."""
    known = session.get(Reception, platform)
    if known is None:
        session.add(Reception(platform=platform, up_to=up_to))
    elif known.up_to < up_to:
        known.up_to = up_to


def no_longer_received(session: Session, *, platforms: Sequence[str]) -> None:
    """Wait for no event of platforms other than these: they are no longer listened to."""
    session.execute(delete(Reception).where(Reception.platform.not_in(platforms)))


def waiting_for(session: Session, *, until: datetime) -> Sequence[str]:
    """The platforms of which something said before the instant may still come."""
    wanted = select(Reception.platform).where(Reception.up_to < until).order_by(Reception.platform)
    return session.scalars(wanted).all()
