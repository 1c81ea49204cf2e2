"""The account's session: set up once, dead, its keys lost; a homeserver that is absent, or that limits."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.matrix import texts
from bot.matrix.checking import findings
from bot.matrix.folder import Folder
from bot.matrix.homeserver import Homeserver, make_client
from bot.matrix.setup import Wanted
from bot.platform import Fatal
from bot.settings import Settings
from commands.message import say
from storage.database import open_database
from storage.rows.delivery import OutboxState
from storage.rows.organisation import CommunityPlace, Platform
from tests.databases import Databases
from tests.homeservers import Synapse, until
from tests.matrix_bots import Bot, Encrypted, bot_on, prepared, settings_for
from tests.world import NOON, filled


@pytest.fixture
def settings(homeserver: Synapse, tmp_path: Path) -> Settings:
    """The settings of an account that is not set up yet."""
    return settings_for(homeserver, homeserver.account(), tmp_path)


@pytest.fixture
def url(sqlite_databases: Databases) -> Iterator[str]:
    with sqlite_databases.fresh(filled) as address:
        yield address


def start(settings: Settings, url: str) -> BaseException | None:
    """What a bot ends with that cannot run."""
    with open_database(url) as database:
        bot = Bot(settings, database, settings.matrix.user)
        bot.start()
        return bot.ended()


# Set-up


def test_set_up_may_be_run_again_and_keeps_session_and_identity(settings: Settings) -> None:
    first = prepared(settings)
    folder = Folder(settings.matrix.store)
    login, identity = folder.login(), folder.identity()
    assert identity is not None
    assert identity.recovery in first
    second = prepared(settings)
    assert (folder.login(), folder.identity()) == (login, identity)
    assert second == [texts.LOGIN_KEPT, texts.IDENTITY_KEPT, texts.SET_UP]


def test_files_are_readable_by_the_bot_alone(settings: Settings) -> None:
    prepared(settings)
    files = [path for path in settings.matrix.store.iterdir() if path.name != "lock"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(settings.matrix.store.stat().st_mode) == 0o700


def test_somebody_else_s_identity_is_refused_and_left_alone(settings: Settings, tmp_path: Path) -> None:
    elsewhere = replace(settings, matrix=replace(settings.matrix, store=tmp_path / "elsewhere"))
    recovery = next(line for line in prepared(elsewhere) if len(line) > 100 and " " in line and line.isupper())
    with pytest.raises(Fatal, match="déjà une identité"):
        prepared(settings)
    with pytest.raises(Fatal, match="ne se lit pas"):
        prepared(settings, Wanted(recovery=recovery[:-6] + "AAAA A"))
    assert texts.SET_UP in prepared(settings, Wanted(recovery=recovery.lower()))
    assert Folder(settings.matrix.store).identity() == Folder(tmp_path / "elsewhere").identity()


def test_a_new_device_keeps_the_identity(settings: Settings) -> None:
    prepared(settings)
    folder = Folder(settings.matrix.store)
    before, identity = folder.login(), folder.identity()
    assert before is not None
    assert texts.SET_UP in prepared(settings, Wanted(new_device=True))
    after = folder.login()
    assert after is not None
    assert after.device_id != before.device_id
    assert folder.identity() == identity
    assert (settings.matrix.store / f"keys-{before.device_id}.db").exists()


def test_a_wrong_password_is_said(settings: Settings) -> None:
    wrong = replace(settings, matrix=replace(settings.matrix, password="wrong"))
    with pytest.raises(Fatal, match="M_FORBIDDEN"):
        prepared(wrong)


# Starts that are refused


def test_an_account_that_is_not_set_up_is_said(settings: Settings, url: str) -> None:
    assert str(start(settings, url)) == texts.NOT_SET_UP


def test_a_device_whose_keys_are_gone_does_not_start(settings: Settings, url: str) -> None:
    prepared(settings)
    Folder(settings.matrix.store).keys.unlink()
    assert str(start(settings, url)) == texts.STORE_LOST
    assert not Folder(settings.matrix.store).keys.exists()


def test_an_empty_store_does_not_start(settings: Settings, url: str) -> None:
    prepared(settings)
    with sqlite3.connect(Folder(settings.matrix.store).keys) as keys:
        keys.execute("DELETE FROM accounts")
    keys.close()
    assert str(start(settings, url)) == texts.STORE_LOST


def test_another_secret_does_not_start(settings: Settings, url: str) -> None:
    prepared(settings)
    other = replace(settings, matrix=replace(settings.matrix, store_secret="another"))
    assert str(start(other, url)) == texts.WRONG_SECRET


def test_a_second_process_does_not_start(settings: Settings, url: str) -> None:
    prepared(settings)
    folder = Folder(settings.matrix.store)
    folder.lock()
    try:
        assert "autre processus" in str(start(settings, url))
    finally:
        folder.unlock()


def test_a_dead_token_stops_the_bot_and_is_said_once(
    homeserver: Synapse, url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with bot_on(homeserver, url, tmp_path) as bot:
        login = Folder(bot.settings.matrix.store).login()
        assert login is not None
        person = homeserver.person()
        bot.settled(person, person.direct(bot.user_id))
        client = make_client(login.homeserver, bot.settings.network)
        client.access_token = login.access_token

        async def log_out() -> None:
            await Homeserver(client).call("POST", "/logout", {})
            await client.close()

        asyncio.run(log_out())
        assert str(bot.ended()) == texts.DEAD_TOKEN
    said = [record for record in caplog.records if vars(record).get("action") == "matrix_session_dead"]
    assert len(said) == 1


# A homeserver that is absent, or that limits


def test_what_is_said_around_an_absence_of_the_homeserver_is_answered_once(
    sqlite_databases: Databases, database_folder: Path, tmp_path: Path
) -> None:
    server = Synapse(database_folder / "absent")
    with server, sqlite_databases.fresh(filled) as url, bot_on(server, url, tmp_path) as bot:
        person = server.person()
        room_id = bot.settled(person, person.direct(bot.user_id))
        person.say(room_id, "où en est 4.2.2 ?")
        until(lambda: person.heard_from(room_id, bot.user_id))
        server.stop()
        bot.enqueue("meanwhile", room_id, say("Pendant l'absence"))
        until(lambda: bot.rows()[-1].state is OutboxState.PENDING)
        server.start()
        person.say(room_id, "où en est 7.1.1 ?")
        until(lambda: len(person.heard_from(room_id, bot.user_id)) == 3)
        bodies = sorted(each["content"]["body"][:5] for each in person.heard_from(room_id, bot.user_id))
        assert bodies == ["4.2.2", "7.1.1", "Penda"]


def test_under_the_homeserver_s_limits_answers_go_first_and_nothing_is_lost(
    sqlite_databases: Databases, database_folder: Path, tmp_path: Path
) -> None:
    server = Synapse(database_folder / "limited", rate_limits=True)
    with server, sqlite_databases.fresh(filled) as url, bot_on(server, url, tmp_path) as bot:
        person, other = server.person(), server.person()
        mine = bot.settled(person, person.direct(bot.user_id))
        theirs = bot.settled(other, other.direct(bot.user_id))
        for number in range(14):
            bot.enqueue(f"reminder-{number:02}", theirs, say(f"Rappel {number:02}"))
        until(lambda: len(other.heard_from(theirs, bot.user_id)) >= 8)
        person.say(mine, "où en est 4.2.2 ?")
        until(lambda: person.heard_from(mine, bot.user_id))
        assert not bot.all_sent()
        until(bot.all_sent, seconds=120)
        heard = "\n".join(each["content"]["body"] for each in other.heard_from(theirs, bot.user_id))
        assert heard.replace("\u00a0", " ").split("\n") == [f"Rappel {number:02}" for number in range(14)]
        # Those that waited have gone together.
        assert len(other.heard_from(theirs, bot.user_id)) < 14
        assert {row.attempts for row in bot.rows()} == {0}


# What cannot be decrypted


def test_a_message_that_cannot_be_decrypted_is_asked_for_once(homeserver: Synapse, url: str, tmp_path: Path) -> None:
    with (
        bot_on(homeserver, url, tmp_path, patience=1) as bot,
        Encrypted(homeserver.person(), tmp_path / "person") as person,
    ):
        room_id = bot.settled(person.person, person.room(bot.user_id, direct=True))
        content = {
            "algorithm": "m.megolm.v1.aes-sha2",
            "ciphertext": "AwgAEnACgAkLmt6qF84IK",
            "sender_key": "x",
            "session_id": "unknown",
            "device_id": person.person.device_id,
        }
        for _ in range(2):
            person.person.send(room_id, "m.room.encrypted", content)
        until(lambda: [row for row in bot.rows() if row.key.startswith("undecrypted:")])
        person.say(room_id, "où en est 4.2.2 ?")
        told = person.told(room_id, bot.user_id, 2)
        assert sum("déchiffrer" in each["body"] for each in told) == 1


# Checks


def test_a_check_says_what_is_right_and_what_is_not(settings: Settings, url: str, homeserver: Synapse) -> None:
    from bot.clock import SystemClock

    now = SystemClock().now()
    prepared(settings)
    with open_database(url) as database:
        with database.write() as session:
            session.execute(delete(CommunityPlace))
            session.add(CommunityPlace(community_key="cap_digital", platform=Platform.MATRIX, place_id="!absent"))
        found = asyncio.run(findings(settings, database, now=now))
        wrong = [each.said for each in found if not each.ok]
        assert len(wrong) == 1
        assert "!absent" in wrong[0]
        assert {texts.DEVICE_SIGNED, texts.STORE_READABLE} <= {each.said for each in found}
        late = asyncio.run(findings(settings, database, now=NOON))
        assert any("à l'heure" in each.said for each in late if not each.ok)
    Folder(settings.matrix.store).keys.unlink()
    lost = asyncio.run(findings(settings, None, now=now))
    assert [each.said for each in lost if not each.ok] == [texts.STORE_LOST]


def test_a_check_of_a_homeserver_that_is_absent_says_so(settings: Settings) -> None:
    absent = replace(settings, matrix=replace(settings.matrix, homeserver="http://127.0.0.1:9"))
    found = asyncio.run(findings(absent, None, now=NOON))
    assert [each.ok for each in found] == [False]
    assert "ne répond pas" in found[0].said
