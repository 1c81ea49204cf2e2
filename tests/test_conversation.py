"""Choices by number or label, forms as conversations, and events taken once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from commands.command import Command, CommandTable, Help
from commands.conversation import form_for
from commands.message import Message
from commands.request import Door
from commands.rights import Action, to_those_who_may
from storage.conversations import purge
from storage.rows.bookkeeping import Conversation
from tests.world import World


def test_a_number_says_the_sentence_of_its_button(sqlite_world: World) -> None:
    offered = sqlite_world.say("/objectif statut 4.2.2")
    assert offered.labels == ["Historique", "Fiche", "Pilier 4"]
    assert sqlite_world.say("2").text == sqlite_world.say("/objectif fiche 4.2.2").text


@pytest.mark.parametrize("typed", ["[1]", "1.", " 1 ", "n° 1", "Historique", "historique"])
def test_a_choice_is_taken_however_it_is_typed(sqlite_world: World, typed: str) -> None:
    sqlite_world.say("/objectif statut 4.2.2")
    assert sqlite_world.say(typed).text.startswith("Historique de 4.2.2")


def test_a_number_that_was_not_offered_is_answered_politely(sqlite_world: World) -> None:
    assert sqlite_world.say("7").text.startswith("Il n'y a pas de choix numéroté en cours")
    sqlite_world.say("/objectif statut 4.2.2")
    assert sqlite_world.say("7").text == "Il n'y a pas de choix 7 : les numéros vont de 1 à 3."


def test_choices_are_forgotten_after_half_an_hour(sqlite_world: World) -> None:
    sqlite_world.say("/objectif liste échéance dépassée")
    sqlite_world.later(minutes=31)
    assert sqlite_world.say("1").text.startswith("Ces choix ne sont plus valables")
    sqlite_world.say("/objectif liste échéance dépassée")
    sqlite_world.later(minutes=31)
    assert sqlite_world.say("suite").text.startswith("La liste n'est plus en mémoire")


def test_an_answer_without_choices_takes_the_former_ones_away(sqlite_world: World) -> None:
    sqlite_world.say("/objectif statut 4.2.2")
    sqlite_world.say("/objectif liste pilier 7 2026")
    assert "pas de choix numéroté" in sqlite_world.say("1").text


def test_each_person_has_their_own_choices(sqlite_world: World) -> None:
    sqlite_world.say("/objectif statut 4.2.2", by="manager")
    assert "pas de choix numéroté" in sqlite_world.say("1", by="agent").text


def test_what_is_missing_is_asked_for(sqlite_world: World) -> None:
    question = sqlite_world.say("/objectif historique")
    assert question.text.startswith("Quel objectif ?")
    assert sqlite_world.say("4.2.2").text.startswith("Historique de 4.2.2")


def test_an_answer_that_is_not_understood_is_asked_again(sqlite_world: World) -> None:
    sqlite_world.say("/objectif historique")
    again = sqlite_world.say("9.9.9")
    assert "Il n'y a pas de pilier 9" in again.text
    assert "Quel objectif ?" in again.text
    assert sqlite_world.say("4.2.2").text.startswith("Historique de 4.2.2")


def test_an_answer_that_means_several_things_offers_them(sqlite_world: World) -> None:
    sqlite_world.say("/objectif historique")
    assert len(sqlite_world.say("2.2").says) == 8
    assert "de 1 à 8" in sqlite_world.say("9").text
    assert sqlite_world.say("4").text.startswith("Historique de 4.2.2")


def test_a_form_is_abandoned_by_a_word_or_by_another_command(sqlite_world: World) -> None:
    sqlite_world.say("/objectif chercher")
    assert sqlite_world.say("annuler").text == "C'est abandonné, rien n'a été enregistré."
    assert sqlite_world.say("annuler").text == "Il n'y a rien à abandonner."
    sqlite_world.say("/objectif chercher")
    assert sqlite_world.say("/objectif statut 4.2.2").text.startswith("4.2.2")
    assert sqlite_world.say("renforcer l'expérience collaborateur").text.startswith("5.3.3")


def test_an_empty_answer_asks_again(sqlite_world: World) -> None:
    sqlite_world.say("/objectif chercher")
    assert sqlite_world.say("  ").text.startswith("Que cherchez-vous ?")


def test_a_form_is_forgotten_after_half_an_hour(sqlite_world: World) -> None:
    sqlite_world.say("/objectif historique")
    sqlite_world.later(minutes=31)
    assert sqlite_world.say("4.2.2").text.startswith("4.2.2 ")


def test_a_platform_with_forms_shows_the_form_and_submits_values(sqlite_world: World) -> None:
    slack = Door(carries_sentences=True, shows_forms=True)
    form = sqlite_world.say("/objectif historique", door=slack).message.form
    assert form is not None
    assert [field.name for field in form.fields] == ["entry"]
    answer = sqlite_world.say(form.says, values={"entry": "4.2.2"}, door=slack)
    assert answer.text.startswith("Historique de 4.2.2")


def test_buttons_that_carry_their_sentence_keep_nothing(sqlite_world: World) -> None:
    sqlite_world.say("/objectif statut 4.2.2", door=Door(carries_sentences=True, shows_forms=True))
    with sqlite_world.database.read() as session:
        assert session.scalars(select(Conversation.place)).all() == []


def test_a_single_question_keeps_nothing_and_says_what_is_missing(sqlite_world: World) -> None:
    alone = Door(remembers=False)
    assert "Il manque quelque chose" in sqlite_world.say("/objectif historique", door=alone).text
    sqlite_world.say("/objectif statut 4.2.2", door=alone)
    with sqlite_world.database.read() as session:
        assert session.scalars(select(Conversation.place)).all() == []


def test_what_is_outdated_is_purged(sqlite_world: World) -> None:
    sqlite_world.say("/objectif statut 4.2.2")
    with sqlite_world.database.write() as session:
        assert purge(session, before=sqlite_world.now) == 0
        sqlite_world.later(hours=1)
        assert purge(session, before=sqlite_world.now) == 1


def test_an_event_is_taken_once(world: World) -> None:
    assert world.send("/objectif statut 4.2.2", event="same") is not None
    assert world.send("/objectif statut 4.2.2", event="same") is None
    assert world.send("/objectif statut 4.2.2", event="other") is not None
    assert world.events() == 2


def test_a_fault_of_ours_gives_a_reference_and_leaves_nothing_but_the_event(world: World) -> None:
    def broken(call: object) -> Message:
        raise RuntimeError("the text of a person")

    command = Command(
        words=("panne", "aide"), handler=broken, help=Help("", ""), allowed=to_those_who_may(Action.CONSULT)
    )
    table = CommandTable([command], defaults={"panne": "aide"}, summaries={"panne": ""})
    object.__setattr__(world.dispatcher, "table", table)
    answer = world.say("/panne")
    assert "donnez à la cellule d'appui la référence" in answer.text
    assert answer.kind == "incident"
    assert world.events() == 1


def test_a_form_asks_from_the_missing_argument_on() -> None:
    command = Command(
        words=("a", "b"), handler=lambda call: Message(()), help=Help("titre", ""), allowed=lambda call, values: True
    )
    with pytest.raises(ValueError, match="entry"):
        form_for(command, "entry", "")
