"""Talking to the bot in rooms of a real homeserver, in clear and encrypted."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from commands.message import Button, Choices, File, Mention, Message, Strong, paragraph, say
from commands.table import TABLE
from storage.rows.organisation import Account, Platform
from tests.databases import Databases
from tests.homeservers import Person, Synapse, until
from tests.matrix_bots import Bot, Encrypted, bot_on
from tests.world import filled


@pytest.fixture(scope="module")
def alice(homeserver: Synapse) -> Person:
    return homeserver.person()


@pytest.fixture
def direct(matrix_bot: Bot, alice: Person) -> str:
    return matrix_bot.settled(alice, alice.direct(matrix_bot.user_id))


@pytest.fixture
def room(matrix_bot: Bot, alice: Person, homeserver: Synapse) -> str:
    """A room in which somebody else is too."""
    bob = homeserver.person()
    room_id = matrix_bot.settled(alice, alice.room(matrix_bot.user_id, bob.user_id))
    bob.join(room_id)
    return room_id


@pytest.fixture(scope="module")
def carole(homeserver: Synapse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Encrypted]:
    with Encrypted(homeserver.person(), tmp_path_factory.mktemp("carole")) as person:
        yield person


def test_plain_french_is_answered_in_a_direct_room(matrix_bot: Bot, alice: Person, direct: str) -> None:
    alice.say(direct, "où en est 4.2.2 ?")
    [answer] = until(lambda: alice.heard_from(direct, matrix_bot.user_id))
    assert "Déployer les outils collaboratifs" in answer["content"]["body"]


def test_every_command_is_answered_in_clear(matrix_bot: Bot, alice: Person, direct: str) -> None:
    for command in TABLE.commands:
        alice.say(direct, f"!{command.sentence}")
    told = len(TABLE.commands)
    answers = until(lambda: _all(alice.heard_from(direct, matrix_bot.user_id, limit=4 * told), told))
    assert not [each for each in answers if "incident" in each["content"]["body"].lower()]


def test_every_command_is_answered_in_an_encrypted_room(matrix_bot: Bot, carole: Encrypted) -> None:
    room_id = carole.room(matrix_bot.user_id, direct=True)
    matrix_bot.settled(carole.person, room_id)
    for command in TABLE.commands:
        carole.say(room_id, f"!{command.sentence}")
    answers = carole.told(room_id, matrix_bot.user_id, len(TABLE.commands))
    assert not [each for each in answers if each is None or "incident" in each["body"].lower()]
    history = carole.person.history(room_id, limit=1_000)
    assert {event["type"] for event in history if event["sender"] == matrix_bot.user_id} == {
        "m.room.encrypted",
        "m.room.member",
    }


def test_each_sign_of_a_command_does(matrix_bot: Bot, alice: Person, room: str) -> None:
    for sign in ("!", "/", "//"):
        alice.say(room, f"{sign}objectif statut 4.2.2")
    answers = until(lambda: _all(alice.heard_from(room, matrix_bot.user_id), 3))
    assert len({each["content"]["body"] for each in answers}) == 1


def test_in_a_room_of_several_only_what_is_said_to_the_bot_is_answered(
    matrix_bot: Bot, alice: Person, room: str
) -> None:
    alice.say(room, "où en est 4.2.2 ?")
    alice.say(room, "!playlist ajouter une chanson")
    alice.say(room, "12")
    alice.say(room, f"{matrix_bot.user_id}: où en est 4.2.2 ?")
    pill = {"m.mentions": {"user_ids": [matrix_bot.user_id]}}
    alice.say(room, "dis-moi, où en est 7.1.1 ?", **pill)
    answers = until(lambda: _all(alice.heard_from(room, matrix_bot.user_id), 2))
    assert [each["content"]["body"][:5] for each in answers] == ["4.2.2", "7.1.1"]


def test_what_other_bots_and_corrections_say_is_not_answered(matrix_bot: Bot, homeserver: Synapse) -> None:
    # Of whom no form is open.
    alice = homeserver.person()
    direct = matrix_bot.settled(alice, alice.direct(matrix_bot.user_id))
    question = alice.say(direct, "où en est 4.2.2 ?")
    alice.send(direct, "m.room.message", {"msgtype": "m.notice", "body": "aide"})
    replaced = {"m.new_content": {"msgtype": "m.text", "body": "aide"}}
    relation = {"rel_type": "m.replace", "event_id": question}
    alice.say(direct, "* aide", **replaced, **{"m.relates_to": relation})
    alice.say(direct, "où en est 7.1.1 ?")
    answers = until(lambda: _all(alice.heard_from(direct, matrix_bot.user_id), 2))
    assert [each["content"]["body"][:5] for each in answers] == ["4.2.2", "7.1.1"]


def test_the_answer_is_in_the_thread_of_its_question(matrix_bot: Bot, alice: Person, room: str) -> None:
    root = alice.say(room, "Parlons de l'objectif")
    threaded = {"m.relates_to": {"rel_type": "m.thread", "event_id": root}}
    question = alice.say(room, "!objectif statut 4.2.2", **threaded)
    [answer] = until(lambda: alice.heard_from(room, matrix_bot.user_id))
    relation = answer["content"]["m.relates_to"]
    assert (relation["rel_type"], relation["event_id"]) == ("m.thread", root)
    assert relation["m.in_reply_to"] == {"event_id": question}
    alice.say(room, "!objectif statut 7.1.1")
    outside = until(lambda: _all(alice.heard_from(room, matrix_bot.user_id), 2))[1]
    assert "m.relates_to" not in outside["content"]


def test_a_number_typed_says_the_choice(matrix_bot: Bot, alice: Person, room: str) -> None:
    alice.say(room, "!objectif statut 4.2.2")
    until(lambda: alice.heard_from(room, matrix_bot.user_id))
    alice.say(room, "1")
    answers = until(lambda: _all(alice.heard_from(room, matrix_bot.user_id), 2))
    assert "istorique" in answers[1]["content"]["body"]


def test_a_reaction_with_the_number_says_the_choice(matrix_bot: Bot, alice: Person, room: str) -> None:
    alice.say(room, "!objectif statut 4.2.2")
    [offer] = until(lambda: alice.heard_from(room, matrix_bot.user_id))
    alice.react(room, offer["event_id"], "👍")
    alice.react(room, offer["event_id"], "1\ufe0f\u20e3")
    answers = until(lambda: _all(alice.heard_from(room, matrix_bot.user_id), 2))
    assert "istorique" in answers[1]["content"]["body"]
    assert not [event for event in alice.history(room) if event["type"] == "m.reaction" and event["sender"] == "bot"]


def test_a_form_is_a_conversation(matrix_bot: Bot, alice: Person, direct: str) -> None:
    alice.say(direct, "!objectif historique")
    [question] = until(lambda: alice.heard_from(direct, matrix_bot.user_id))
    assert question["content"]["msgtype"] == "m.notice"
    alice.say(direct, "4.2.2")
    answers = until(lambda: _all(alice.heard_from(direct, matrix_bot.user_id), 2))
    assert "istorique" in answers[1]["content"]["body"]


def test_a_private_answer_goes_to_a_direct_room_that_its_reader_can_read(
    matrix_bot: Bot, homeserver: Synapse, tmp_path: Path
) -> None:
    eric = homeserver.person()
    with Encrypted(homeserver.person(), tmp_path) as dora:
        room_id = matrix_bot.settled(dora.person, dora.person.room(matrix_bot.user_id, eric.user_id))
        eric.join(room_id)
        dora.person.say(room_id, "!dimension moi")
        [(opened, said)] = until(dora.person.invitations).items()
        [invitation] = [each for each in said if each["type"] == "m.room.member" and each["state_key"] == dora.user_id]
        assert (invitation["sender"], invitation["content"]["is_direct"]) == (matrix_bot.user_id, True)
        dora.person.join(opened)
        assert dora.told(opened, matrix_bot.user_id)[0] is not None
        assert eric.heard_from(room_id, matrix_bot.user_id) == []


def test_a_picture_has_its_size_and_its_alternative_in_both_kinds_of_room(
    matrix_bot: Bot, alice: Person, direct: str, carole: Encrypted
) -> None:
    alice.say(direct, "!objectif statut")
    shown = until(
        lambda: [e for e in alice.heard_from(direct, matrix_bot.user_id) if e["content"]["msgtype"] == "m.image"]
    )
    content = shown[0]["content"]
    data = download(alice, content["url"])
    assert data.startswith(b"\x89PNG")
    assert (content["info"]["w"], content["info"]["size"]) == (1_350, len(data))
    assert content["body"] != content["filename"]
    room_id = matrix_bot.settled(carole.person, carole.room(matrix_bot.user_id, direct=True))
    carole.say(room_id, "!objectif statut")
    picture = until(lambda: [e for e in carole.heard(room_id, matrix_bot.user_id) if e and e["msgtype"] == "m.image"])[
        0
    ]
    assert "url" not in picture
    hidden = download(carole.person, picture["file"]["url"])
    assert not hidden.startswith(b"\x89PNG")
    from nio.crypto.attachments import decrypt_attachment

    keys = picture["file"]
    clear = decrypt_attachment(hidden, keys["key"]["k"], keys["hashes"]["sha256"], keys["iv"])
    assert clear.startswith(b"\x89PNG")
    assert len(clear) == picture["info"]["size"]


def test_a_file_is_attached_in_both_kinds_of_room(
    matrix_bot: Bot, alice: Person, direct: str, carole: Encrypted
) -> None:
    content = b"code;titre\n4.2.2;Outils\n"
    message = Message((paragraph("Voici la liste."), File("liste.csv", "text/csv", content)))
    matrix_bot.enqueue("file-clear", direct, message)
    matrix_bot.sent("file-clear")
    text, file = alice.heard_from(direct, matrix_bot.user_id)
    assert (text["content"]["body"], file["content"]["filename"]) == ("Voici la liste.", "liste.csv")
    assert download(alice, file["content"]["url"]) == content
    room_id = matrix_bot.settled(carole.person, carole.room(matrix_bot.user_id, direct=True))
    matrix_bot.enqueue("file-encrypted", room_id, message)
    matrix_bot.sent("file-encrypted")
    told = carole.told(room_id, matrix_bot.user_id, 2)
    assert told[1]["file"]["url"].startswith("mxc://")
    assert content not in download(carole.person, told[1]["file"]["url"])


def test_an_edit_replaces_what_was_said_and_the_next_waits(
    homeserver: Synapse, sqlite_databases: Databases, tmp_path: Path, alice: Person
) -> None:
    with sqlite_databases.fresh(filled) as url, bot_on(homeserver, url, tmp_path, edit_gap=2) as bot:
        room_id = bot.settled(alice, alice.direct(bot.user_id))
        bot.enqueue("first", room_id, say("Votants : 1"))
        remote_id = bot.sent("first")
        for number in (2, 3):
            bot.enqueue(f"edit-{number}", room_id, say(f"Votants : {number}"), target=remote_id)
        bot.sent("edit-3")
        said = alice.heard_from(room_id, bot.user_id)
        contents = [each["content"] for each in said]
        assert [each["m.new_content"]["body"].replace("\u00a0", " ") for each in contents[1:]] == [
            "Votants : 2",
            "Votants : 3",
        ]
        assert {each["m.relates_to"]["event_id"] for each in contents[1:]} == {remote_id}
        assert said[2]["origin_server_ts"] - said[1]["origin_server_ts"] >= 1_500


def test_a_poll_stands_beside_the_numbers_and_its_votes_say_the_choices(
    matrix_bot: Bot, alice: Person, direct: str, carole: Encrypted
) -> None:
    buttons = (Button("Quatre", says="objectif statut 4.2.2"), Button("Sept", says="objectif statut 7.1.1"))
    message = Message((paragraph("Lequel ?"), Choices(buttons, ballot="Lequel ?")))
    matrix_bot.enqueue("poll-clear", direct, message)
    text_id, poll_id = matrix_bot.sent("poll-clear").split()
    by_id = {event["event_id"]: event for event in alice.history(direct)}
    assert "[2] Sept" in by_id[text_id]["content"]["body"]
    poll = by_id[poll_id]
    assert poll["type"] == "org.matrix.msc3381.poll.start"
    answers = poll["content"]["org.matrix.msc3381.poll.start"]["answers"]
    assert [each["org.matrix.msc1767.text"] for each in answers] == ["Quatre", "Sept"]
    relation = {"m.relates_to": {"rel_type": "m.reference", "event_id": poll_id}}
    alice.send(
        direct, "org.matrix.msc3381.poll.response", {**relation, "org.matrix.msc3381.poll.response": {"answers": ["2"]}}
    )
    alice.send(direct, "m.poll.response", {**relation, "m.selections": ["1"]})
    said = until(lambda: _all(alice.heard_from(direct, matrix_bot.user_id), 3))
    assert [each["content"]["body"][:5] for each in said[1:]] == ["7.1.1", "4.2.2"]
    room_id = matrix_bot.settled(carole.person, carole.room(matrix_bot.user_id, direct=True))
    matrix_bot.enqueue("poll-encrypted", room_id, message)
    poll_id = matrix_bot.sent("poll-encrypted").split()[1]
    vote = {"m.relates_to": {"rel_type": "m.reference", "event_id": poll_id}}
    carole.send(
        room_id,
        "org.matrix.msc3381.poll.response",
        {**vote, "org.matrix.msc3381.poll.response": {"answers": ["2"]}},
    )
    told = carole.told(room_id, matrix_bot.user_id, 3)
    assert told[2]["body"].startswith("7.1.1")


def test_a_secret_ballot_is_not_numbered_before_others_and_no_reaction_votes(
    matrix_bot: Bot, alice: Person, room: str
) -> None:
    buttons = (Button("Oui", says="objectif statut 4.2.2"), Button("Non", says="objectif statut 7.1.1"))
    message = Message((paragraph("Êtes-vous d'accord ?"), Choices(buttons, ballot="D'accord ?", secret=True)))
    matrix_bot.enqueue("secret", room, message)
    event_id = matrix_bot.sent("secret")
    assert " " not in event_id
    alice.react(room, event_id, "1")
    alice.say(room, "1")
    alice.say(room, "!objectif statut 2.1.1")
    said = until(lambda: _all(alice.heard_from(room, matrix_bot.user_id), 2))
    assert "[1]" not in said[0]["content"]["body"]
    assert "message direct" in said[0]["content"]["body"]
    assert said[1]["content"]["body"].startswith("2.1.1")


def test_choices_said_unasked_are_taken_by_number_reply_and_reaction(
    matrix_bot: Bot, alice: Person, direct: str
) -> None:
    buttons = (Button("Quatre", says="objectif statut 4.2.2"), Button("Sept", says="objectif statut 7.1.1"))
    matrix_bot.enqueue("offer", direct, Message((paragraph("À faire"), Choices(buttons))))
    event_id = matrix_bot.sent("offer")
    alice.say(direct, "2")
    until(lambda: _all(alice.heard_from(direct, matrix_bot.user_id), 2))
    alice.say(direct, "1", **{"m.relates_to": {"m.in_reply_to": {"event_id": event_id}}})
    said = until(lambda: _all(alice.heard_from(direct, matrix_bot.user_id), 3))
    assert [each["content"]["body"][:5] for each in said[1:]] == ["7.1.1", "4.2.2"]


def test_a_mention_calls_the_person_and_nobody_else(matrix_bot: Bot, homeserver: Synapse) -> None:
    person = homeserver.person()
    room_id = matrix_bot.settled(person, person.room(matrix_bot.user_id))
    with matrix_bot.database.write() as session:
        theirs = (Account.platform == Platform.MATRIX, Account.account_id == "@manager:exemple.fr")
        session.execute(update(Account).where(*theirs).values(account_id=person.user_id))
    line = (Mention("manager", "Le manager"), " : échéance demain, @room")
    matrix_bot.enqueue("reminder", room_id, Message((paragraph(line),)))
    matrix_bot.sent("reminder")
    [said] = person.heard_from(room_id, matrix_bot.user_id)
    assert said["content"]["msgtype"] == "m.text"
    assert said["content"]["m.mentions"] == {"user_ids": [person.user_id]}
    assert "@room" not in said["content"]["body"]
    assert f"https://matrix.to/#/{person.user_id}" in said["content"]["formatted_body"]


def test_what_people_type_comes_out_harmless(matrix_bot: Bot, alice: Person, direct: str) -> None:
    hostile = "@room <script>alert(1)</script> \u202egnp.exe " + "é<&" * 20_000
    alice.say(direct, f"!objectif chercher {hostile}"[:20_000])
    matrix_bot.enqueue("hostile", direct, Message((paragraph((Strong("@room <b>x</b>"),), hostile),)))
    ids = matrix_bot.sent("hostile").split()
    said = until(lambda: _all(alice.heard_from(direct, matrix_bot.user_id), 1 + len(ids)))
    assert len(ids) > 1
    for each in said:
        content = each["content"]
        assert content["m.mentions"] == {}
        assert "@room" not in content["body"] + content["formatted_body"]
        assert "<script" not in content["formatted_body"]
        assert "<b>" not in content["formatted_body"]
        assert "\u202e" not in content["body"] + content["formatted_body"]


def download(person: Person, address: str) -> bytes:
    """The content behind a mxc:// address."""
    server, _, media = address.removeprefix("mxc://").partition("/")
    url = f"{person.url}/_matrix/client/v1/media/download/{server}/{media}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {person.token}"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as response:
        return bytes(response.read())


def _all(found: list[dict[str, object]], number: int) -> list[dict[str, object]]:
    return found if len(found) >= number else []
