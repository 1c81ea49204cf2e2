"""From a request to its answer: words to commands, events taken once, faults, and for whom an answer is."""

from __future__ import annotations

import logging
import re

import pytest
from sqlalchemy import select

from commands.arguments import as_typed
from commands.call import Call
from commands.command import Argument, Command, CommandTable, Help
from commands.errors import Misread
from commands.message import Audience, Message
from commands.message import say as message
from commands.request import Door, Identity, Place, Request
from storage import history
from storage.rows.bookkeeping import HistoryEntry
from tests.world import Say, World


def test_commands_are_found_under_each_of_their_names(say: Say) -> None:
    expected = say("/objectif statut 4.2.2").text
    for typed in (
        "!objectif statut 4.2.2",
        "//objectif statut 4.2.2",
        "objectif statut 4.2.2",
        "/dimension objectif statut 4.2.2",
        "/OBJECTIF STATUT 4.2.2",
        "/objectf statu 4.2.2",
        "/objectif 4.2.2",
        "objectif 4.2.2",
        "4.2.2",
    ):
        assert say(typed).text == expected, typed


def test_an_unknown_command_names_the_nearest(say: Say) -> None:
    answer = say("/objet statut 4.2.2")
    assert answer.text.startswith("Je ne connais pas la commande « objet ».")
    assert "objectif aide" in answer.says or "projet aide" in answer.says
    assert say("/zzz").says == ["dimension aide"]


def test_an_event_is_taken_once(world: World) -> None:
    assert world.send("/objectif statut 4.2.2", event="same") is not None
    assert world.send("/objectif statut 4.2.2", event="same") is None
    assert world.send("/objectif statut 4.2.2", event="other") is not None
    assert world.events() == 2


def writing(then: Exception | None = None) -> Command:
    """A command that writes to the history, then fails as told."""

    def write(call: Call, word: str) -> Message:
        history.append(
            call.session, subject=("essai", "1"), at=call.now, person_id=None, action="essai", detail={"word": word}
        )
        call.session.flush()
        if then is not None:
            raise then
        return message("C'est écrit.")

    return Command(
        words=("essai", "ecrire"),
        arguments=(Argument("word", as_typed),),
        handler=write,
        help=Help("", ""),
        allowed=lambda call, values: True,
    )


def written(world: World) -> int:
    """How many times the command wrote."""
    with world.database.read() as session:
        return len(session.scalars(select(HistoryEntry.id).where(HistoryEntry.subject_kind == "essai")).all())


def test_a_repeated_event_gets_no_answer_and_has_no_effect(world: World) -> None:
    world.use(writing())
    assert world.say("/essai ecrire a", event="same").text == "C'est écrit."
    assert world.send("/essai ecrire a", event="same") is None
    assert (written(world), world.events()) == (1, 1)


def test_the_same_event_of_another_platform_is_another_one(sqlite_world: World) -> None:
    assert sqlite_world.send("aide", event="1", platform="slack") is not None
    assert sqlite_world.send("aide", event="1", platform="matrix") is not None


def test_a_repeated_event_leaves_the_choices_as_they_are(sqlite_world: World) -> None:
    sqlite_world.say("/objectif statut 4.2.2")
    sqlite_world.say("4", event="same")
    assert sqlite_world.send("4", event="same") is None
    assert sqlite_world.say("1").text.startswith("4.2.2 ")


def test_a_question_without_an_event_is_answered_and_records_none(sqlite_world: World) -> None:
    request = Request(Identity("terminal", "agent"), Place("terminal", "agent"), "4.2.2", door=Door(remembers=False))
    with sqlite_world.database.write() as session:
        assert sqlite_world.dispatcher.answer(session, request, now=sqlite_world.now) is not None
    assert sqlite_world.events() == 0


def test_a_fault_of_ours_gives_a_reference_and_leaves_nothing_but_the_event(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.use(writing(then=RuntimeError("a fault")))
    with caplog.at_level(logging.INFO):
        answer = world.say("/essai ecrire confidence")
    found = re.search(r"donnez à la cellule d'appui la référence ([0-9a-f]{8})\.$", answer.text)
    assert found is not None
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert vars(record)["incident"] == found.group(1)
    assert "confidence" not in record.getMessage()
    assert (answer.kind, answer.about.abstained, answer.message.audience) == ("incident", True, Audience.QUIET)
    assert (written(world), world.events(), world.kept()) == (0, 1, [])


def test_what_is_misread_after_writing_is_not_written(world: World) -> None:
    world.use(writing(then=Misread("Il manque une date.", "Tapez-la.")))
    answer = world.say("/essai ecrire a")
    assert answer.text == "Il manque une date.\nTapez-la."
    assert (answer.kind, written(world), world.events()) == ("misread", 0, 1)


def test_a_faulty_request_leaves_those_of_its_transaction(world: World) -> None:
    working, faulty = world.dispatcher, World(world.database)
    world.use(writing())
    working = world.dispatcher
    faulty.use(writing(then=RuntimeError("a fault")))
    with world.database.write() as session:
        for number, dispatcher in enumerate((working, faulty.dispatcher, working)):
            asked = world.request(f"/essai ecrire {number}", event=str(number))
            assert dispatcher.answer(session, asked, now=world.now) is not None
    assert (written(world), world.events()) == (2, 3)


def test_two_commands_are_not_typed_alike() -> None:
    with pytest.raises(ValueError, match="essai ecrire"):
        CommandTable([writing(), writing()], defaults={"essai": "ecrire"}, summaries={"essai": ""})


@pytest.mark.parametrize(
    "typed", ["20\x0021", "/objectif liste pilier\x00 3", "a\ud800b", "/objectif chercher \ud800 intranet", "\x00"]
)
def test_characters_that_nothing_stores_are_left_aside(world: World, typed: str) -> None:
    answer = world.say(typed)
    assert answer.kind not in {"incident", ""}
    assert not re.search("[\x00\ud800-\udfff]", answer.text + " ".join(answer.says))
    assert world.say("/objectif historique", values={"entry": "4.2.2\x00"}).text.startswith("Historique de 4.2.2")


def test_what_is_left_over_is_said_with_how_to_type_it(say: Say) -> None:
    answer = say("/dimension moi demain")
    assert answer.text == "Je n'ai pas compris « demain ».\nTapez : /dimension moi"
    answer = say("/dimension etat s'il vous plaît", by="appui")
    assert answer.kind == "misread"


def test_only_what_is_personal_is_said_in_private(say: Say) -> None:
    assert say("/dimension moi").message.audience is Audience.PERSONAL
    assert say("/dimension etat", by="appui").message.audience is Audience.PERSONAL
    for typed in ("/dimension aide", "4.2.2", "/projet liste", "zzz", "/zzz", "/instance liste", "/projet fiche"):
        assert say(typed).message.audience is Audience.QUIET, typed


def test_the_umbrella_leads_to_every_command(say: Say) -> None:
    assert say("/dimension projet liste Istres").text == say("/projet liste Istres").text
    assert say("dimension statut 4.2.2").text == say("/objectif statut 4.2.2").text
    assert say("dimension aide").text == say("dimension").text == say("/dimension aide").text
    assert say("dimension recette de la bouillabaisse").about.abstained
    assert say("/dimension").text == say("/dimension aide").text


def test_a_verb_near_enough_is_taken_only_after_a_prefix(say: Say) -> None:
    assert say("/objectif list pilier 7").text == say("/objectif liste pilier 7").text
    assert say("/objectif").text == say("/objectif statut").text
    assert say("objectf chercher pilier 7").kind != say("/objectf chercher pilier 7").kind == "search"
