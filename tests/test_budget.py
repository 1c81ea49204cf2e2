"""The pace of an account that several processes write with: what is unasked keeps it, answers go first."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from bot.claiming import BURST, within_budget
from bot.platform import Pace
from commands import wire
from commands.message import say
from storage import outbox, sending
from storage.database import Database
from storage.rows.delivery import Rank
from storage.sending import Claimed
from tests.deliveries import NOON, Recorder

ONE_A_SECOND = Recorder(pace=Pace(per_account=1.0))


def put_in(database: Database, number: int, *, rank: Rank = Rank.UNASKED) -> None:
    """So many messages, each for a place of its own."""
    with database.write() as session:
        drafts = [
            outbox.Draft(
                key=f"{rank.name}-{each}",
                platform="recorder",
                place=f"{rank.name}-{each}",
                payload=wire.dump(say("x")),
                rank=rank,
            )
            for each in range(number)
        ]
        outbox.enqueue_many(session, drafts=drafts, at=NOON)


def taken(database: Database, owner: str, now: datetime) -> list[Claimed]:
    """What this process takes in hand at the instant."""
    with database.write() as session:
        claim = partial(
            sending.claim, session, owner=owner, platform="recorder", now=now, lease_until=now + timedelta(hours=1)
        )
        return within_budget(session, claim, ONE_A_SECOND, room=200, last_rank=Rank.UNASKED, now=now)


def test_two_processes_together_keep_the_pace_of_one_account(database: Database) -> None:
    put_in(database, 40)
    assert [len(taken(database, owner, NOON)) for owner in ("a", "b", "a")] == [BURST, 0, 0]
    later = NOON + timedelta(seconds=5)
    assert [len(taken(database, owner, later)) for owner in ("b", "a")] == [5, 0]
    # What was not used is saved up for a while only.
    hour_later = NOON + timedelta(hours=1)
    assert [len(taken(database, owner, hour_later)) for owner in ("a", "b")] == [BURST, 0]


def test_answers_do_not_wait_for_it_and_are_drawn_from_it(database: Database) -> None:
    put_in(database, 40)
    assert len(taken(database, "a", NOON)) == BURST
    put_in(database, 12, rank=Rank.ANSWER)
    assert {each.rank for each in taken(database, "b", NOON)} == {Rank.ANSWER.value}
    assert taken(database, "a", NOON + timedelta(seconds=12)) == []
    assert len(taken(database, "a", NOON + timedelta(seconds=15))) == 3
