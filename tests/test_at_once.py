"""Answers that the sender delivers at once: marked with the next question, or a moment later, and never sent twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.answering import Terms
from bot.sender import Sender
from commands import wire
from commands.message import say
from storage import handing, outbox
from storage.database import Database
from storage.rows.delivery import OutboxState, Rank
from storage.sending import Claimed
from tests.deliveries import NOON, Recorder, Standing, sender, states
from tests.test_sender import until


def handed(database: Database, terms: Terms, key: str) -> Claimed | None:
    """The answer, put in the sender's hands in a transaction that settles its terms."""
    draft = outbox.Draft(key=key, platform="recorder", place="C1", payload=wire.dump(say(key)), rank=Rank.ANSWER)
    with database.write() as session:
        terms.settle(session)
        return handing.put_in_hand(session, draft=draft, owner=terms.owner, at=NOON, lease_until=NOON + terms.lease)


async def delivered(database: Database, sending: Sender, platform: Recorder, key: str) -> None:
    """Put in hand on the sender's present terms, and sent."""
    terms = sending.terms(platform)
    assert terms is not None
    claimed = handed(database, terms, key)
    assert claimed is not None
    sending.deliver_now(platform, claimed)
    await until(lambda: key in platform.keys)


async def test_what_was_sent_is_marked_a_moment_later(sqlite_database: Database) -> None:
    platform = Recorder()
    async with sender(sqlite_database, platform) as sending:
        await delivered(sqlite_database, sending, platform, "a")
        await until(lambda: states(sqlite_database) == {"a": OutboxState.SENT})


async def test_the_next_question_marks_it_and_its_answer_goes_at_once_too(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sender.LINGER", 3600)
    platform = Recorder()
    async with sender(sqlite_database, platform) as sending:
        await delivered(sqlite_database, sending, platform, "a")
        assert states(sqlite_database) == {"a": OutboxState.SENDING}
        await delivered(sqlite_database, sending, platform, "b")
        assert states(sqlite_database) == {"a": OutboxState.SENT, "b": OutboxState.SENDING}
        # What the sender ends with is marked before it is gone.
        await sending.drain()
        assert set(states(sqlite_database).values()) == {OutboxState.SENT}
    assert platform.keys == ["a", "b"]


async def test_what_waits_behind_it_does_not_wait_long(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sender.LINGER", 3600)
    platform = Recorder()
    async with sender(sqlite_database, platform) as sending:
        terms = sending.terms(platform)
        assert terms is not None
        first = handed(sqlite_database, terms, "a")
        assert first is not None
        # Nothing goes before it: this one waits in the outbox.
        draft = outbox.Draft(key="b", platform="recorder", place="C1", payload=wire.dump(say("b")), rank=Rank.ANSWER)
        with sqlite_database.write() as session:
            assert outbox.enqueue_many(session, drafts=[draft], at=NOON) == 1
        assert await sending._take_in_hand() is False
        sending.deliver_now(platform, first)
        await until(lambda: states(sqlite_database)["a"] is OutboxState.SENT)
        await sending.drain()
    assert platform.keys == ["a", "b"]


async def test_whoever_is_killed_before_marking_it_sends_it_no_second_time(sqlite_database: Database) -> None:
    platform, hour = Recorder(), Standing()
    async with sender(sqlite_database, platform, now=hour) as sending:
        terms = sending.terms(platform)
        assert terms is not None
        claimed = handed(sqlite_database, terms, "a")
        assert claimed is not None
        # The call was made, and nothing after it.
        await platform.send(claimed.place, wire.load(claimed.payload), key=claimed.key)
    hour.advance(timedelta(minutes=2).total_seconds())
    async with sender(sqlite_database, platform, now=hour) as sending:
        await sending.drain()
    assert platform.looked_up == ["a"]
    assert platform.keys == ["a"]
    assert states(sqlite_database) == {"a": OutboxState.SENT}
