"""Polls on a real homeserver: native polls beside the numbers, secret votes in private, nothing counted too soon."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from bot.matrix.contents import POLL_END, POLL_START
from bot.matrix.syncing import reached_with
from bot.reach import EVERY, MARGIN, Reach
from storage.database import Database
from storage.rows.organisation import Account, CommunityPlace, Platform
from storage.rows.organisation import Person as Row
from storage.rows.poll_states import PollState
from storage.rows.polls import Poll, PollBallot, PollResult, PollRoll, Reception
from tests.databases import Databases
from tests.homeservers import Person, Synapse, until
from tests.matrix_bots import Bot, Encrypted, bot_on
from tests.test_poll_voting import KINDS, MODES
from tests.world import filled

CAP = "cap_managers"
VOTE = "org.matrix.msc3381.poll.response"


@pytest.fixture
def voting_bot(homeserver: Synapse, sqlite_databases: Databases, tmp_path: Path) -> Iterator[Bot]:
    """A bot with a database of its own, since each test has its own members."""
    with sqlite_databases.fresh(filled) as url, bot_on(homeserver, url, tmp_path) as bot:
        yield bot


def known_as(bot: Bot, handle: str, person: Person) -> None:
    """Let the person be this one of the register, and nobody else on Matrix."""
    with bot.database.write() as session:
        number = session.scalars(select(Row.id).where(Row.handle == handle)).one()
        session.execute(delete(Account).where(Account.platform == Platform.MATRIX, Account.person_id == number))
        session.add(Account(platform=Platform.MATRIX, account_id=person.user_id, person_id=number))


def lives_in(bot: Bot, room_id: str) -> None:
    """Let the CAP Managers live in this room alone."""
    with bot.database.write() as session:
        session.execute(delete(CommunityPlace).where(CommunityPlace.community_key == CAP))
        session.add(CommunityPlace(community_key=CAP, platform=Platform.MATRIX, place_id=room_id))


def answered(bot: Bot, person: Person, room_id: str, text: str) -> dict[str, Any]:
    """What the bot answers to what is typed there."""
    told = len(person.heard_from(room_id, bot.user_id, limit=200))
    person.say(room_id, text)
    said: list[dict[str, Any]] = until(lambda: person.heard_from(room_id, bot.user_id, limit=200)[told:])
    return dict(said[0]["content"])


def opened(bot: Bot, author: Person, direct: str, line: str) -> int:
    """A poll asked for and opened in a direct room; gives its number."""
    assert "[1]" in answered(bot, author, direct, f"sondage {line}")["body"]
    answered(bot, author, direct, "1")
    return int(stored(bot.database, select(Poll.id).where(Poll.state == PollState.OPEN).order_by(Poll.id.desc())))


def stored(database: Database, query: Any) -> Any:
    """What is stored now; None when there is nothing."""
    with database.read() as session:
        return session.scalars(query).first()


def native_vote(poll_event: str, *answers: str) -> dict[str, Any]:
    """A vote in the client's own poll; without an answer it takes the last one back."""
    return {"m.relates_to": {"rel_type": "m.reference", "event_id": poll_event}, VOTE: {"answers": list(answers)}}


@pytest.fixture
def author(voting_bot: Bot, homeserver: Synapse) -> tuple[Person, str]:
    """Somebody of the cellule d'appui, and their direct room."""
    person = homeserver.person()
    known_as(voting_bot, "appui", person)
    return person, voting_bot.settled(person, person.direct(voting_bot.user_id))


def test_a_named_poll_is_voted_in_the_client_s_own_poll_and_ends_there(
    voting_bot: Bot, homeserver: Synapse, author: tuple[Person, str]
) -> None:
    bot, (appui, direct) = voting_bot, author
    bob = homeserver.person()
    known_as(bot, "cap-managers", bob)
    room_id = bot.settled(bob, bob.room(bot.user_id))
    lives_in(bot, room_id)
    number = opened(bot, appui, direct, "CAP Managers : Quel <b>créneau</b> ? | lundi | mardi --nominatif")
    text_id, poll_id = bot.sent(f"poll:{number}:open:matrix:{room_id}").split()
    [poll] = [each for each in bob.history(room_id) if each["event_id"] == poll_id]
    start = poll["content"][POLL_START]
    assert start["kind"].endswith("undisclosed")
    assert [each["org.matrix.msc1767.text"] for each in start["answers"]] == ["lundi", "mardi"]
    ballots = select(func.count()).select_from(PollBallot).where(PollBallot.poll_id == number)
    bob.send(room_id, VOTE, native_vote(poll_id, "2"))
    until(lambda: stored(bot.database, ballots) == 1)
    bob.send(room_id, VOTE, native_vote(poll_id))
    until(lambda: stored(bot.database, ballots) == 0)
    bob.send(room_id, VOTE, native_vote(poll_id, "1"))
    until(lambda: stored(bot.database, ballots) == 1)
    answered(bot, appui, direct, f"sondage clore {number}")
    ended = until(lambda: [each for each in bob.history(room_id) if each["type"] == POLL_END], seconds=60)
    assert ended[0]["content"]["m.relates_to"]["event_id"] == poll_id
    edits = [each for each in bob.history(room_id) if "m.new_content" in each["content"]]
    assert edits[-1]["content"]["m.relates_to"]["event_id"] == text_id


def test_in_an_encrypted_room_the_client_s_own_poll_is_voted_in_and_ended_too(
    voting_bot: Bot, homeserver: Synapse, author: tuple[Person, str], tmp_path: Path
) -> None:
    bot, (appui, direct) = voting_bot, author
    with Encrypted(homeserver.person(), tmp_path / "carole") as carole:
        known_as(bot, "cap-managers", carole.person)
        room_id = carole.room(bot.user_id)
        bot.settled(carole.person, room_id)
        lives_in(bot, room_id)
        number = opened(bot, appui, direct, "CAP Managers : Lequel ? | lundi | mardi --nominatif")
        poll_id = bot.sent(f"poll:{number}:open:matrix:{room_id}").split()[-1]
        carole.told(room_id, bot.user_id, 2)
        carole.send(room_id, VOTE, native_vote(poll_id, "2"))
        ballots = select(func.count()).select_from(PollBallot).where(PollBallot.poll_id == number)
        until(lambda: stored(bot.database, ballots) == 1)
        answered(bot, appui, direct, f"sondage clore {number}")
        bot.sent(f"poll:{number}:ended:matrix:{room_id}")
        told = until(lambda: [each for each in carole.heard(room_id, bot.user_id) if POLL_END in (each or {})])
        assert told[0]["m.relates_to"]["event_id"] == poll_id


def test_a_secret_vote_is_typed_in_private_and_taken_away(
    voting_bot: Bot, homeserver: Synapse, author: tuple[Person, str]
) -> None:
    bot, (appui, appuis) = voting_bot, author
    bob = homeserver.person()
    known_as(bot, "cap-managers", bob)
    room_id = bot.settled(bob, bob.room(bot.user_id, appui.user_id))
    appui.join(room_id)
    lives_in(bot, room_id)
    direct = bot.settled(bob, bob.direct(bot.user_id))
    answered(bot, bob, direct, "bonjour")
    number = opened(bot, appui, appuis, "CAP Managers : D'accord ? | oui | non --secret")
    event_id = bot.sent(f"poll:{number}:open:matrix:{room_id}")
    assert " " not in event_id, "no poll of the client's beside a secret one"
    # The number of « Voter », typed in the room: the ballot paper comes where only its voter reads.
    before = len(bob.heard_from(direct, bot.user_id, limit=200))
    bob.say(room_id, "1")
    paper = until(lambda: bob.heard_from(direct, bot.user_id, limit=200)[before:])[-1]
    assert "[2] non" in paper["content"]["body"]
    bob.react(direct, paper["event_id"], "2")
    aloud = answered(bot, bob, room_id, f"!sondage voter {number} 2")
    assert "Supprimez votre message" in aloud["body"], "the bot may take nothing away in this room"
    roll = select(func.count()).select_from(PollRoll).where(PollRoll.poll_id == number)
    assert stored(bot.database, roll) == 0
    before = len(bob.heard_from(direct, bot.user_id, limit=200))
    typed = bob.say(direct, "2")
    receipt = until(lambda: bob.heard_from(direct, bot.user_id, limit=200)[before:])[0]["content"]["body"]
    assert "non" not in receipt.split()
    assert stored(bot.database, roll) == 1
    [event] = [each for each in bob.history(direct, limit=200) if each["event_id"] == typed]
    assert event["content"] == {}
    assert '"2":1' in str(stored(bot.database, select(PollResult.content).where(PollResult.poll_id == number)))
    # A direct room in which the bot has no power: the person is told to do it.
    other = bot.settled(bob, bob.room(bot.user_id, is_direct=True, preset="private_chat"))
    assert "effacez-le vous-même" in answered(bot, bob, other, f"sondage voter {number} 1")["body"]


def test_each_kind_is_voted_in_each_mode_by_typing(
    voting_bot: Bot, homeserver: Synapse, author: tuple[Person, str]
) -> None:
    bot, (appui, appuis) = voting_bot, author
    bob = homeserver.person()
    known_as(bot, "cap-managers", bob)
    direct = bot.settled(bob, bob.direct(bot.user_id))
    for kind, (typed, question) in KINDS.items():
        for mode in MODES:
            if (kind, mode) == ("--quiz", "--secret"):
                continue
            number = opened(bot, appui, appuis, f"CAP Managers : {question} {kind} {mode}")
            paper = answered(bot, bob, direct, f"sondage bulletin {number}")["body"]
            buttons = "[2]" in paper
            answered(bot, bob, direct, "2" if buttons else typed)
            roll = select(func.count()).select_from(PollRoll).where(PollRoll.poll_id == number)
            assert stored(bot.database, roll) == 1, (kind, mode)
            said = [each for each in bob.history(direct, limit=20) if each["sender"] == bob.user_id]
            assert (said[-1]["content"] == {}) is (mode != "--nominatif"), (kind, mode)


def test_a_vote_that_the_homeserver_took_in_time_counts_though_the_bot_was_down(
    voting_bot: Bot, homeserver: Synapse, author: tuple[Person, str]
) -> None:
    bot, (appui, direct) = voting_bot, author
    bob = homeserver.person()
    known_as(bot, "cap-managers", bob)
    room_id = bot.settled(bob, bob.room(bot.user_id))
    lives_in(bot, room_id)
    number = opened(bot, appui, direct, "CAP Managers : Lequel ? | lundi | mardi --nominatif")
    poll_id = bot.sent(f"poll:{number}:open:matrix:{room_id}").split()[-1]
    until(lambda: stored(bot.database, select(Reception.up_to)))
    bot.stop()
    bob.send(room_id, VOTE, native_vote(poll_id, "2"))
    time.sleep(1)
    ends = datetime.now(UTC)
    with bot.database.write() as session:
        session.execute(update(Poll).where(Poll.id == number).values(closes_at=ends))
    time.sleep(1)
    bob.send(room_id, VOTE, native_vote(poll_id, "1"))
    bot.start()
    until(lambda: stored(bot.database, select(Poll.state).where(Poll.id == number)) is PollState.CLOSED, seconds=60)
    assert '"2":1' in stored(bot.database, select(PollResult.content).where(PollResult.poll_id == number))


def test_how_far_was_received_is_noted_often_enough_and_no_oftener(sqlite_database: Database) -> None:
    reach, noon = Reach("matrix"), datetime(2020, 11, 23, 11, tzinfo=UTC)
    first = reached_with(asked_at=noon, answered_at=noon + timedelta(seconds=30), empty=False)
    assert first == noon - MARGIN
    assert reached_with(asked_at=noon, answered_at=noon + timedelta(seconds=30), empty=True) > noon
    assert reach.is_news(first)
    with sqlite_database.write() as session:
        reach.note(session, first)
    assert not reach.is_news(first + timedelta(seconds=5))
    assert reach.is_news(first + EVERY)
    assert reach.ends_in(noon) is None
    assert stored(sqlite_database, select(Reception.up_to)) == first
