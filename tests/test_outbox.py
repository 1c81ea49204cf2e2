"""The outbox: put in once, claimed in order, marked, cleared up."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from storage import handing, outbox, sending
from storage.database import Database, open_database
from storage.outbox import Draft
from storage.rows.delivery import OutboxAction, OutboxState, Rank
from tests.conftest import upgraded
from tests.databases import Databases

NOW = datetime(2020, 11, 23, 8, 0, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def put(database: Database, *keys: str, place: str = "salon", at: datetime = NOW, platform: str = "file") -> None:
    with database.write() as session:
        drafts = [Draft(key=key, platform=platform, place=place, payload=f"contenu {key}") for key in keys]
        outbox.enqueue_many(session, drafts=drafts, at=at)


def claim(
    database: Database, owner: str = "a", *, at: datetime = NOW, limit: int = 100, per_place: int = 100
) -> list[sending.Claimed]:
    with database.write() as session:
        return sending.claim(
            session,
            owner=owner,
            platform="file",
            now=at,
            lease_until=at + timedelta(seconds=60),
            limit=limit,
            per_place=per_place,
        )


def keys(claimed: list[sending.Claimed]) -> list[str]:
    return [each.key for each in claimed]


def begin(database: Database, claimed: sending.Claimed, owner: str = "a", *, at: datetime = NOW) -> bool:
    with database.write() as session:
        until = at + timedelta(seconds=60)
        return bool(sending.mark_sending(session, ids=[claimed.id], owner=owner, lease_until=until))


def states(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {state.value: count for state, count in outbox.counts(session).items() if count}


def send_all(database: Database, claimed: list[sending.Claimed], owner: str = "a") -> None:
    with database.write() as session:
        sending.mark_sending(session, ids=[each.id for each in claimed], owner=owner, lease_until=later(60))
        sending.mark_sent(session, remote_ids={each.id: f"r{each.id}" for each in claimed}, owner=owner, at=NOW)


def test_a_key_is_enqueued_once(database: Database) -> None:
    def enqueue(payload: str) -> bool:
        with database.write() as session:
            return outbox.enqueue(session, key="k", platform="file", place="salon", payload=payload, at=NOW)

    assert enqueue("premier") is True
    assert enqueue("second") is False
    assert [each.payload for each in claim(database)] == ["premier"]


def test_of_many_only_the_new_keys_are_counted(database: Database) -> None:
    put(database, "a", "b")
    with database.write() as session:
        drafts = [Draft(key=key, platform="file", place="salon", payload="x") for key in ("b", "c", "c", "d")]
        assert outbox.enqueue_many(session, drafts=drafts, at=NOW) == 2
        assert outbox.enqueue_many(session, drafts=[], at=NOW) == 0


def test_what_is_rolled_back_is_not_enqueued(database: Database) -> None:
    with suppress(RuntimeError), database.write() as session:
        outbox.enqueue(session, key="k", platform="file", place="salon", payload="x", at=NOW)
        raise RuntimeError
    assert states(database) == {}


def test_a_claim_gives_what_was_enqueued(database: Database) -> None:
    with database.write() as session:
        outbox.enqueue(session, key="k", platform="file", place="salon", payload="« été »", at=NOW, target="77")
    (claimed,) = claim(database)
    assert (claimed.key, claimed.place, claimed.payload, claimed.target) == ("k", "salon", "« été »", "77")
    assert claimed.action is OutboxAction.EDIT
    assert claimed.due_at == NOW
    assert claimed.attempts == 0


def test_messages_are_claimed_in_the_order_in_which_they_are_due(database: Database) -> None:
    with database.write() as session:
        for key, due in (("tard", 30), ("tôt", 10), ("demain", 86_400)):
            outbox.enqueue(session, key=key, platform="file", place="salon", payload="x", at=NOW, not_before=later(due))
    assert claim(database) == []
    assert keys(claim(database, at=later(60))) == ["tôt", "tard"]


def test_another_platform_s_messages_are_left(database: Database) -> None:
    put(database, "k", platform="slack")
    assert claim(database) == []


def test_a_message_is_claimed_by_one_owner(database: Database) -> None:
    put(database, "a")
    assert keys(claim(database, "a")) == ["a"]
    assert claim(database, "b") == []


def test_nothing_overtakes_a_message_in_someone_s_hands(database: Database) -> None:
    put(database, "1", "2", "3")
    put(database, "ailleurs", place="autre")
    first = claim(database, "a", per_place=1, limit=1)
    assert keys(first) == ["1"]
    assert keys(claim(database, "b")) == ["ailleurs"]
    send_all(database, first)
    assert keys(claim(database, "b")) == ["2", "3"]


def test_at_most_so_many_of_a_place_are_claimed_at_a_time(database: Database) -> None:
    put(database, "1", "2", "3")
    put(database, "ailleurs", place="autre")
    assert keys(claim(database, per_place=2)) == ["1", "2", "ailleurs"]


def test_nothing_overtakes_a_message_that_waits_for_its_next_try(database: Database) -> None:
    put(database, "1", "2")
    (first,) = claim(database, limit=1)
    begin(database, first)
    with database.write() as session:
        assert sending.postpone(session, id_=first.id, owner="a", try_at=later(30), failure="rate_limited")
    assert claim(database, at=later(29)) == []
    again = claim(database, at=later(30))
    assert keys(again) == ["1", "2"]
    assert again[0].attempts == 1


def test_a_message_due_later_holds_nothing_up(database: Database) -> None:
    with database.write() as session:
        outbox.enqueue(
            session, key="demain", platform="file", place="salon", payload="x", at=NOW, not_before=later(86_400)
        )
    put(database, "maintenant")
    assert keys(claim(database)) == ["maintenant"]


def test_a_dead_letter_holds_nothing_up_and_is_shown(database: Database) -> None:
    put(database, "1", "2")
    (first,) = claim(database, limit=1)
    with database.write() as session:
        assert sending.mark_failed(session, id_=first.id, owner="a", failure="x" * 2_000)
    assert keys(claim(database)) == ["2"]
    with database.read() as session:
        (letter,) = outbox.dead_letters(session)
    assert (letter.key, letter.attempts, letter.failure) == ("1", 1, "x" * 500)


def test_a_dead_letter_is_tried_again_when_the_operator_says_so(database: Database) -> None:
    put(database, "1")
    put(database, "2", place="autre")
    with database.write() as session:
        for claimed in sending.claim(session, owner="a", platform="file", now=NOW, lease_until=later(60), limit=10):
            sending.mark_failed(session, id_=claimed.id, owner="a", failure="archived")
        first = outbox.dead_letters(session)[0]
        assert outbox.retry_dead_letters(session, at=later(10), ids=[first.id]) == 1
    again = claim(database, at=later(10))
    assert [(each.key, each.attempts) for each in again] == [("1", 0)]
    with database.write() as session:
        assert outbox.retry_dead_letters(session, at=later(10)) == 1


def test_only_the_owner_marks(database: Database) -> None:
    put(database, "1")
    (claimed,) = claim(database, "a")
    assert not begin(database, claimed, "b")
    with database.write() as session:
        assert not sending.postpone(session, id_=claimed.id, owner="b", try_at=NOW, failure="x")
        assert not sending.mark_failed(session, id_=claimed.id, owner="b", failure="x")
        sending.release(session, ids=[claimed.id], owner="b")
        sending.mark_sent(session, remote_ids={claimed.id: "r"}, owner="b", at=NOW)
    assert states(database) == {"claimed": 1}


def test_what_is_released_is_claimed_again_untried(database: Database) -> None:
    put(database, "1", "2")
    claimed = claim(database)
    with database.write() as session:
        sending.release(session, ids=[each.id for each in claimed], owner="a")
    assert [(each.key, each.attempts) for each in claim(database, "b")] == [("1", 0), ("2", 0)]


def test_a_sent_message_keeps_its_id_on_the_platform(database: Database) -> None:
    put(database, "1")
    send_all(database, claim(database))
    assert states(database) == {"sent": 1}
    with database.read() as session:
        assert outbox.remote_id_of(session, key="1") is not None
        assert outbox.remote_id_of(session, key="2") is None


def test_several_are_marked_sent_at_once_each_with_its_own_id(database: Database) -> None:
    put(database, "1", "2", "3")
    claimed = claim(database)
    send_all(database, claimed)
    assert states(database) == {"sent": 3}
    with database.read() as session:
        assert [outbox.remote_id_of(session, key=each.key) for each in claimed] == [f"r{each.id}" for each in claimed]


def test_an_expired_claim_is_pending_again_and_its_owner_cannot_send_it(database: Database) -> None:
    put(database, "1")
    (claimed,) = claim(database, "a")
    with database.write() as session:
        assert handing.release_expired(session, now=later(59)) == handing.Released(0, 0)
        assert handing.release_expired(session, now=later(60)) == handing.Released(1, 0)
    assert not begin(database, claimed, "a")
    assert keys(claim(database, "b")) == ["1"]


def test_an_expired_call_is_of_unknown_outcome_and_its_place_waits(database: Database) -> None:
    put(database, "1", "2")
    first, _ = claim(database, "a")
    begin(database, first)
    with database.write() as session:
        assert handing.release_expired(session, now=later(60)) == handing.Released(1, 1)
    assert states(database) == {"unknown": 1, "pending": 1}
    assert claim(database, "b", at=later(60)) == []


def unknown(database: Database, *, answered: bool = False) -> sending.Claimed:
    """A message of unknown outcome: its process died, or its call was not answered."""
    put(database, "1")
    (claimed,) = claim(database, "a")
    begin(database, claimed)
    with database.write() as session:
        if answered:
            sending.mark_unknown(session, id_=claimed.id, owner="a", look_up_at=later(5), failure="TimeoutError")
        else:
            handing.release_expired(session, now=later(60))
    return claimed


def claim_unknown(database: Database, owner: str, at: datetime) -> list[sending.Claimed]:
    with database.write() as session:
        until = at + timedelta(seconds=60)
        return sending.claim_unknown(session, owner=owner, platform="file", now=at, lease_until=until, limit=10)


def test_what_a_look_up_finds_is_sent(database: Database) -> None:
    claimed = unknown(database)
    (again,) = claim_unknown(database, "b", later(60))
    assert again.key == claimed.key
    with database.write() as session:
        assert sending.resolve_unknown(session, id_=claimed.id, owner="b", remote_id="77", at=later(61))
        assert outbox.remote_id_of(session, key="1") == "77"
    assert states(database) == {"sent": 1}


def test_what_a_look_up_does_not_find_is_sent_again(database: Database) -> None:
    claimed = unknown(database)
    claim_unknown(database, "b", later(60))
    with database.write() as session:
        assert sending.resolve_unknown(session, id_=claimed.id, owner="b", remote_id=None, at=later(61))
    assert [(each.key, each.attempts) for each in claim(database, at=later(61))] == [("1", 1)]


def test_one_sender_at_a_time_looks_a_message_up(database: Database) -> None:
    claimed = unknown(database)
    assert keys(claim_unknown(database, "b", later(60))) == ["1"]
    assert claim_unknown(database, "c", later(61)) == []
    # b is too slow: c takes over, and what b finds then counts for nothing.
    assert keys(claim_unknown(database, "c", later(120))) == ["1"]
    with database.write() as session:
        assert not sending.resolve_unknown(session, id_=claimed.id, owner="b", remote_id=None, at=later(121))


def test_an_unanswered_call_is_looked_up_after_a_while(database: Database) -> None:
    claimed = unknown(database, answered=True)
    assert claim_unknown(database, "a", later(4)) == []
    (again,) = claim_unknown(database, "a", later(5))
    assert again.attempts == 1
    with database.write() as session:
        assert sending.postpone_look_up(session, id_=claimed.id, owner="a", try_at=later(30), failure="TimeoutError")
    assert claim_unknown(database, "a", later(29)) == []
    assert [each.attempts for each in claim_unknown(database, "a", later(30))] == [2]


def test_an_answer_that_comes_late_is_still_noted(database: Database) -> None:
    claimed = unknown(database)
    with database.write() as session:
        sending.mark_sent(session, remote_ids={claimed.id: "77"}, owner="a", at=later(61))
    assert states(database) == {"sent": 1}


def test_a_sender_knows_whether_there_is_anything_to_do(database: Database) -> None:
    def anything(at: datetime) -> bool:
        with database.read() as session:
            return sending.anything_to_do(session, now=at)

    assert not anything(NOW)
    put(database, "1", at=later(10))
    assert not anything(later(9))
    assert anything(later(10))
    (claimed,) = claim(database, at=later(10))
    assert not anything(later(69))
    assert anything(later(70))
    begin(database, claimed, at=later(10))
    with database.write() as session:
        sending.mark_unknown(session, id_=claimed.id, owner="a", look_up_at=later(20), failure="x")
    assert not anything(later(19))
    assert anything(later(20))


def test_a_sender_of_some_places_leaves_the_others_alone(database: Database) -> None:
    put(database, "ours", place="a")
    put(database, "theirs", place="b")

    def anything(served: sending.Served, at: datetime = NOW) -> bool:
        with database.read() as session:
            return sending.anything_to_do(session, now=at, served=served)

    assert anything({"file": None})
    assert anything({"file": {"a"}})
    assert not anything({"file": {"c"}})
    assert not anything({"other": None})
    assert not anything({})
    with database.write() as session:
        given: dict[str, Any] = {"owner": "a", "platform": "file", "now": NOW, "lease_until": later(60), "limit": 10}
        (claimed,) = sending.claim(session, places={"a"}, **given)
    assert claimed.key == "ours"
    begin(database, claimed)
    with database.write() as session:
        sending.mark_unknown(session, id_=claimed.id, owner="a", look_up_at=later(5), failure="x")
        given |= {"now": later(5), "lease_until": later(65)}
        assert sending.claim_unknown(session, places={"b"}, **given) == []
        assert [each.key for each in sending.claim_unknown(session, places={"a"}, **given)] == ["ours"]


def test_the_wait_of_the_oldest_is_known(database: Database) -> None:
    with database.read() as session:
        assert outbox.oldest_waiting(session, now=NOW) is None
    put(database, "1", "2")
    put(database, "3", at=later(60))
    with database.read() as session:
        assert outbox.oldest_waiting(session, now=later(90)) == timedelta(seconds=90)


def test_what_was_sent_long_ago_is_forgotten(database: Database) -> None:
    put(database, "1", "2")
    send_all(database, claim(database, limit=1))
    with database.write() as session:
        assert outbox.forget_sent_before(session, instant=NOW) == 0
        assert outbox.forget_sent_before(session, instant=later(1)) == 1
    assert states(database) == {"pending": 1}


def test_each_state_is_counted(database: Database) -> None:
    put(database, "1")
    with database.read() as session:
        assert outbox.counts(session) == dict.fromkeys(OutboxState, 0) | {OutboxState.PENDING: 1}


def test_the_queue_is_read_through_its_indexes(sqlite_database: Database) -> None:
    statements: list[tuple[str, Any]] = []
    with sqlite_database.write() as session:
        connection = session.connection()

        @event.listens_for(connection, "before_cursor_execute")
        def note(_c: object, _cursor: object, statement: str, values: Any, _x: object, _many: bool) -> None:
            statements.append((statement, values))

        sending.claim(session, owner="a", platform="file", now=NOW, lease_until=NOW, limit=10)
        sending.claim_unknown(session, owner="a", platform="file", now=NOW, lease_until=NOW, limit=10)
        handing.release_expired(session, now=NOW)
        sending.anything_to_do(session, now=NOW)
        outbox.dead_letters(session)
        outbox.oldest_waiting(session, now=NOW)
        for statement, values in statements[:]:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            assert not [step for *_, step in plan if step.startswith("SCAN") and "INDEX" not in step], statement


@pytest.mark.postgresql
def test_what_another_process_is_marking_is_not_waited_for(postgresql_databases: Databases) -> None:
    with postgresql_databases.fresh(upgraded) as url, open_database(url) as database:
        put(database, "1", "2")
        first, _ = claim(database, "a")
        with database.write() as marking:
            sending.mark_sending(marking, ids=[first.id], owner="a", lease_until=later(120))
            with database.write() as session:
                assert handing.release_expired(session, now=later(60)) == handing.Released(1, 0)
        assert states(database) == {"sending": 1, "pending": 1}


def test_answers_go_before_what_is_unasked_and_are_not_held_up_by_it(database: Database) -> None:
    put(database, "rappel")
    [taken] = claim(database)
    with database.write() as session:
        for key in ("réponse-1", "réponse-2"):
            outbox.enqueue(
                session,
                key=key,
                platform="file",
                place=taken.place,
                payload="x",
                at=NOW,
                rank=Rank.ANSWER,
                route={"thread": "$1"},
            )
    assert [(each.key, each.route) for each in claim(database)] == [
        ("réponse-1", {"thread": "$1"}),
        ("réponse-2", {"thread": "$1"}),
    ]


def test_a_claim_may_leave_what_is_unasked(database: Database) -> None:
    put(database, "rappel")
    with database.write() as session:
        assert (
            sending.claim(
                session, owner="a", platform="file", now=NOW, lease_until=NOW, limit=10, last_rank=Rank.ANSWER
            )
            == []
        )


def test_what_is_given_back_has_no_failed_try(database: Database) -> None:
    put(database, "1")
    [taken] = claim(database)
    with database.write() as session:
        sending.mark_sending(session, ids=[taken.id], owner="a", lease_until=later(60))
        assert sending.give_back(session, id_=taken.id, owner="a")
    assert [each.attempts for each in claim(database)] == [0]


def in_hand(database: Database, key: str, *, owner: str = "seat#1", place: str = "salon") -> sending.Claimed | None:
    with database.write() as session:
        draft = Draft(key=key, platform="file", place=place, payload="x", rank=Rank.ANSWER)
        return handing.put_in_hand(session, draft=draft, owner=owner, at=NOW, lease_until=later(60))


def test_an_answer_that_nothing_precedes_is_put_in_hand_and_what_follows_is_not(sqlite_database: Database) -> None:
    first = in_hand(sqlite_database, "1")
    assert first is not None
    assert (first.key, first.attempts, states(sqlite_database)) == ("1", 0, {"sending": 1})
    assert in_hand(sqlite_database, "1") is None
    assert in_hand(sqlite_database, "2") is None
    assert in_hand(sqlite_database, "3", place="ailleurs") is not None
    with sqlite_database.write() as session:
        sending.mark_sent(session, remote_ids={first.id: "r"}, owner="seat#1", at=NOW)
    assert in_hand(sqlite_database, "2") is not None


def test_what_was_in_hand_in_a_seat_is_looked_up_at_once_by_who_sits_there_next(sqlite_database: Database) -> None:
    in_hand(sqlite_database, "mine", owner="seat#1")
    in_hand(sqlite_database, "theirs", owner="other#1", place="ailleurs")
    with sqlite_database.write() as session:
        handing.release_seat(session, seat="seat", platforms=["file"], at=NOW)
        assert handing.release_expired(session, now=NOW) == handing.Released(0, 1)
    assert states(sqlite_database) == {"unknown": 1, "sending": 1}
