"""Nothing goes out in clear into an encrypted room, where nio alone would send it so; who is new can read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.matrix.folder import Folder
from commands.message import say
from storage.database import open_database
from storage.rows.matrix import MatrixRoom
from tests.databases import Databases
from tests.homeservers import Person, Synapse, until
from tests.matrix_bots import Bot, Encrypted, bot_on, prepared, settings_for
from tests.world import filled


@pytest.fixture
def bot(homeserver: Synapse, sqlite_databases: Databases, tmp_path: Path) -> Iterator[Bot]:
    with sqlite_databases.fresh(filled) as url, bot_on(homeserver, url, tmp_path / "bot") as made:
        yield made


def in_clear(person: Person, room_id: str, sender: str) -> list[str]:
    """What this sender said there that anybody can read."""
    return [each["content"]["body"] for each in person.heard_from(room_id, sender)]


def reads(person: Encrypted, room_id: str, bot: Bot, text: str) -> bool:
    """Whether the person could decrypt this; what was said before they came they need not."""
    return any(each and each["body"] == text for each in person.heard(room_id, bot.user_id))


def test_after_a_resume_a_room_that_no_sync_names_is_still_encrypted(
    homeserver: Synapse, bot: Bot, tmp_path: Path
) -> None:
    with Encrypted(homeserver.person(), tmp_path / "person") as person:
        room_id = bot.settled(person.person, person.room(bot.user_id, direct=True))
        person.say(room_id, "où en est 4.2.2 ?")
        person.told(room_id, bot.user_id)
        bot.stop()
        # Even what the bot had remembered of it is gone.
        with bot.database.write() as session:
            session.query(MatrixRoom).delete()
        bot.start()
        bot.enqueue("resumed", room_id, say("Bonjour"))
        told = person.told(room_id, bot.user_id, 2)
        assert told[1]["body"] == "Bonjour"
        assert in_clear(person.person, room_id, bot.user_id) == []


def test_a_room_that_is_encrypted_later_is_encrypted_from_then_on(
    homeserver: Synapse, bot: Bot, tmp_path: Path
) -> None:
    with Encrypted(homeserver.person(), tmp_path / "person") as person:
        room_id = bot.settled(person.person, person.person.direct(bot.user_id))
        bot.enqueue("before", room_id, say("Avant"))
        bot.sent("before")
        person.person.state(room_id, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
        until(lambda: person.knows(room_id))
        person.say(room_id, "où en est 4.2.2 ?")
        until(lambda: len(person.heard(room_id, bot.user_id)) == 2)
        bot.enqueue("after", room_id, say("Après"))
        assert person.told(room_id, bot.user_id, 3)[2]["body"] == "Après"
        assert in_clear(person.person, room_id, bot.user_id) == ["Avant"]


def test_who_comes_later_and_a_new_device_can_read(homeserver: Synapse, bot: Bot, tmp_path: Path) -> None:
    with (
        Encrypted(homeserver.person(), tmp_path / "first") as first,
        Encrypted(homeserver.person(), tmp_path / "second") as second,
    ):
        room_id = bot.settled(first.person, first.room(bot.user_id))
        first.say(room_id, "!objectif statut 4.2.2")
        first.told(room_id, bot.user_id)
        first.person.call("POST", f"/rooms/{room_id}/invite", {"user_id": second.user_id})
        second.person.join(room_id)
        bot.enqueue("for-all", room_id, say("Bienvenue"))
        until(lambda: reads(second, room_id, bot, "Bienvenue"))
        again = Person.log_in(homeserver.url, second.user_id, second.person.password)
        with Encrypted(again, tmp_path / "third") as third:
            bot.enqueue("for-all-2", room_id, say("Encore"))
            until(lambda: reads(third, room_id, bot, "Encore"))


def test_without_keys_nothing_is_sent(homeserver: Synapse, sqlite_databases: Databases, tmp_path: Path) -> None:
    """A client without a store would send clear text: there is no way to start one."""
    settings = settings_for(homeserver, homeserver.account(), tmp_path)
    prepared(settings)
    Folder(settings.matrix.store).keys.unlink()
    with sqlite_databases.fresh(filled) as url, open_database(url) as database:
        bot = Bot(settings, database, settings.matrix.user)
        bot.enqueue("clear", "!room", say("Bonjour"))
        bot.start()
        assert bot.ended() is not None
        assert [row.remote_id for row in bot.rows()] == [None]


def test_what_comes_before_its_key_is_answered_when_the_key_comes(
    homeserver: Synapse, bot: Bot, tmp_path: Path
) -> None:
    with Encrypted(homeserver.person(), tmp_path / "person") as person:
        room_id = bot.settled(person.person, person.room(bot.user_id, direct=True))
        person.withhold_key(room_id)
        person.say(room_id, "où en est 4.2.2 ?")
        until(lambda: bot.waiting_for_keys() == 1)
        person.give_key()
        assert "4.2.2" in person.told(room_id, bot.user_id)[0]["body"]
        until(lambda: bot.waiting_for_keys() == 0)
