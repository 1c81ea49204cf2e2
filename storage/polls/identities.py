"""Two identities of one person in polls: who has voted under both is two, who has not becomes one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session, aliased

from storage.rows.poll_states import PollState
from storage.rows.polls import Poll, PollBallot, PollParticipant, PollProxy, PollRoll


def both_voted(session: Session, *, one: int, other: int) -> Sequence[int]:
    """The polls in which both persons have voted: they can no longer be made one."""
    mine, theirs = aliased(PollRoll), aliased(PollRoll)
    wanted = select(mine.poll_id).join(theirs, mine.poll_id == theirs.poll_id)
    wanted = wanted.where(mine.person_id == one, theirs.person_id == other)
    return session.scalars(wanted.order_by(mine.poll_id)).all()


def carry_over(session: Session, *, source: int, target: int) -> None:
    """What one person is in polls becomes another's; the two are the same, and `both_voted` has found none.

    An open poll that had both among its participants has one less: quorum and participation count persons.
    """
    mine, theirs = aliased(PollParticipant), aliased(PollParticipant)
    both = select(mine.poll_id).join(theirs, mine.poll_id == theirs.poll_id)
    both = both.where(mine.person_id == source, theirs.person_id == target)
    running = update(Poll).where(Poll.id.in_(both), Poll.state == PollState.OPEN)
    session.execute(
        running.values(participants=Poll.participants - 1), execution_options={"synchronize_session": False}
    )
    for row in (PollParticipant, PollRoll, PollBallot):
        table = cast(Table, row.__table__)
        found = session.execute(select(table).where(table.c.person_id == source)).mappings().all()
        there = set(session.scalars(select(table.c.poll_id).where(table.c.person_id == target)))
        moved = [{**each, "person_id": target} for each in found if each["poll_id"] not in there]
        session.execute(delete(table).where(table.c.person_id == source))
        if moved:
            session.execute(insert(table), moved)
    session.execute(update(PollRoll).where(PollRoll.holder_id == source).values(holder_id=target))
    for column in (PollProxy.giver_id, PollProxy.holder_id):
        session.execute(update(PollProxy).where(column == source).values({column.key: target}))
    # Nobody votes in their own place.
    session.execute(delete(PollProxy).where(PollProxy.giver_id == PollProxy.holder_id))
    session.expire_all()
