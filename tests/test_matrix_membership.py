"""Rooms that the bot is asked into, put out of, alone in, led on from, or may not write in."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from sqlalchemy import select, update

from commands.message import Audience, say
from storage import matrix as store
from storage.rows.delivery import OutboxMessage, OutboxState
from storage.rows.matrix import RoomState
from storage.rows.organisation import Account, CommunityMember, CommunityPlace, Platform
from storage.rows.organisation import Person as Register
from tests.databases import Databases
from tests.homeservers import Person, Synapse, until
from tests.matrix_bots import Bot, bot_on
from tests.world import filled


@pytest.fixture(scope="module")
def host(homeserver: Synapse) -> Person:
    """Whom the bot lets invite it."""
    return homeserver.person()


@pytest.fixture(scope="module")
def operators(host: Person) -> str:
    return host.room(preset="public_chat")


@pytest.fixture(scope="module")
def bot(
    homeserver: Synapse,
    sqlite_databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    host: Person,
    operators: str,
) -> Iterator[Bot]:
    """A bot that one person may invite, with a place for its operators."""
    allowed = frozenset({host.user_id})
    with (
        sqlite_databases.fresh(filled) as url,
        bot_on(
            homeserver, url, tmp_path_factory.mktemp("bot"), operators=f"matrix:{operators}", invited_by=allowed
        ) as made,
    ):
        host.call("POST", f"/rooms/{quote(operators)}/invite", {"user_id": made.user_id})
        made.settled(host, operators)
        yield made


def told(bot: Bot, host: Person, operators: str, words: str) -> bool:
    return any(words in plain(each["content"]["body"]) for each in host.heard_from(operators, bot.user_id))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def state_of(bot: Bot, room_id: str) -> RoomState | None:
    with bot.database.read() as session:
        room = store.room(session, room_id)
        return room.state if room else None


def test_an_invitation_by_somebody_who_may_not_is_declined(homeserver: Synapse, bot: Bot) -> None:
    stranger = homeserver.person()
    room_id = stranger.room(bot.user_id)
    until(lambda: membership(stranger, room_id, bot.user_id) == "leave")


def test_who_is_put_out_of_a_room_tells_the_operators_and_says_no_more_there(
    bot: Bot, host: Person, operators: str
) -> None:
    room_id = bot.settled(host, host.room(bot.user_id))
    host.say(room_id, "où en est 4.2.2 ?")
    until(lambda: host.heard_from(room_id, bot.user_id))
    host.call("POST", f"/rooms/{quote(room_id)}/kick", {"user_id": bot.user_id, "reason": "bye"})
    until(lambda: state_of(bot, room_id) is RoomState.LEFT)
    until(lambda: told(bot, host, operators, f"n'est plus dans le salon Matrix {room_id}"))
    bot.enqueue("after-kick", room_id, say("Bonjour"))
    until(lambda: [row for row in bot.rows() if row.key == "after-kick" and row.state is OutboxState.FAILED])
    host.call("POST", f"/rooms/{quote(room_id)}/invite", {"user_id": bot.user_id})
    bot.settled(host, room_id)
    host.say(room_id, "où en est 7.1.1 ?")
    until(lambda: len(host.heard_from(room_id, bot.user_id)) == 2)


def test_a_room_in_which_nobody_is_left_is_left(bot: Bot, host: Person) -> None:
    room_id = bot.settled(host, host.room(bot.user_id))
    host.call("POST", f"/rooms/{quote(room_id)}/leave", {})
    until(lambda: state_of(bot, room_id) is RoomState.LEFT)


def test_nothing_from_before_the_arrival_is_answered(bot: Bot, host: Person) -> None:
    room_id = host.room()
    for number in range(3):
        host.say(room_id, f"!objectif statut 4.2.{number + 1}")
    host.call("POST", f"/rooms/{quote(room_id)}/invite", {"user_id": bot.user_id})
    bot.settled(host, room_id)
    host.say(room_id, "!objectif statut 7.1.1")
    until(lambda: host.heard_from(room_id, bot.user_id))
    assert [each["content"]["body"][:5] for each in host.heard_from(room_id, bot.user_id)] == ["7.1.1"]


def test_an_upgraded_room_is_followed_with_what_is_for_it(bot: Bot, host: Person, operators: str) -> None:
    old = bot.settled(host, host.room(bot.user_id, room_version="10", preset="public_chat"))
    with bot.database.write() as session:
        session.add(CommunityPlace(community_key="cap_digital", platform=Platform.MATRIX, place_id=old))
    new = str(host.call("POST", f"/rooms/{quote(old)}/upgrade", {"new_version": "12"})["replacement_room"])
    bot.settled(host, new)
    bot.enqueue("after-upgrade", old, say("Le rappel"))
    bot.sent("after-upgrade")
    assert [each["content"]["body"] for each in host.heard_from(new, bot.user_id)] == ["Le rappel"]
    host.say(new, "où en est 4.2.2 ?")
    until(lambda: len(host.heard_from(new, bot.user_id)) == 2)
    with bot.database.read() as session:
        assert store.bound_rooms(session)[new] == ("cap_digital",)
    until(lambda: told(bot, host, operators, "a été mis à niveau"))


def test_a_room_that_does_not_descend_from_the_other_is_not_taken_for_its_successor(bot: Bot, host: Person) -> None:
    old = bot.settled(host, host.room(bot.user_id))
    stranger = host.room(preset="public_chat")
    host.state(old, "m.room.tombstone", {"body": "ailleurs", "replacement_room": stranger})
    until(lambda: came_and_went(host, stranger, bot.user_id))
    bot.enqueue("not-followed", old, say("Le rappel"))
    bot.sent("not-followed")
    assert host.heard_from(stranger, bot.user_id) == []


def test_who_may_not_write_tells_the_operators(bot: Bot, host: Person, operators: str) -> None:
    room_id = bot.settled(host, host.room(bot.user_id, power_level_content_override={"events_default": 50}))
    host.say(room_id, "où en est 4.2.2 ?")
    until(lambda: told(bot, host, operators, "n'a pas le droit d'écrire"))
    assert host.heard_from(room_id, bot.user_id) == []


def test_who_never_opened_a_conversation_is_called_in_a_room_of_theirs_and_then_gets_the_message(
    homeserver: Synapse, bot: Bot, host: Person
) -> None:
    person = homeserver.person()
    room_id = bot.settled(host, host.room(bot.user_id, person.user_id))
    with bot.database.write() as session:
        known = session.scalars(select(Register).where(Register.handle == "manager")).one()
        theirs = (Account.platform == Platform.MATRIX, Account.person_id == known.id)
        session.execute(update(Account).where(*theirs).values(account_id=person.user_id))
        session.add(CommunityPlace(community_key="xxl", platform=Platform.MATRIX, place_id=room_id))
        belongs = select(CommunityMember).where(
            CommunityMember.community_key == "xxl", CommunityMember.person_id == known.id
        )
        if session.scalars(belongs).first() is None:
            session.add(CommunityMember(community_key="xxl", person_id=known.id))
    bot.enqueue("letter", person.user_id, say("La lettre", audience=Audience.PERSONAL))
    # Nobody asked for the call: it waits for working hours, which a test does not.
    until(lambda: any(row.place == room_id for row in bot.rows()))
    assert all(row.in_hours for row in bot.rows() if row.place == room_id)
    with bot.database.write() as session:
        session.execute(update(OutboxMessage).where(OutboxMessage.place == room_id).values(in_hours=False))
    [call] = until(lambda: host.heard_from(room_id, bot.user_id))
    assert call["content"]["m.mentions"] == {"user_ids": [person.user_id]}
    assert "La lettre" not in call["content"]["body"]
    with bot.database.read() as session:
        assert store.reachable(session, accounts=[person.user_id]) == frozenset()
    # Only one person may invite this bot: it is asked into a conversation by them.
    direct = bot.settled(host, host.direct(bot.user_id))
    with bot.database.read() as session:
        assert store.reachable(session, accounts=[person.user_id, host.user_id]) == {host.user_id}
        assert store.direct_room(session, host.user_id) is not None
    bot.enqueue("letter-host", host.user_id, say("La lettre", audience=Audience.PERSONAL))
    bot.sent("letter-host")
    assert any(
        each["content"]["body"] == "La lettre"
        for found in {direct, *_direct_rooms(bot, host)}
        for each in host.heard_from(found, bot.user_id)
    )


def _direct_rooms(bot: Bot, person: Person) -> set[str]:
    with bot.database.read() as session:
        found = store.direct_room(session, person.user_id)
        return {found} if found else set()


def came_and_went(person: Person, room_id: str, user_id: str) -> bool:
    """Whether somebody was in the room and is not any more."""
    changes = [each for each in person.history(room_id) if each.get("state_key") == user_id]
    return [each["content"]["membership"] for each in changes] == ["join", "leave"]


def membership(person: Person, room_id: str, user_id: str) -> str:
    path = f"/rooms/{quote(room_id)}/state/m.room.member/{quote(user_id)}"
    return str(person.call("GET", path)["membership"])
