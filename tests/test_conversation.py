"""Choices by number or label, and forms as conversations of one question at a time."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from commands.arguments import as_typed
from commands.command import Argument, Command, Help
from commands.conversation import form_for
from commands.message import Message
from commands.message import say as message
from commands.references import read_objective
from commands.request import Door
from storage.conversations import purge
from storage.rows.bookkeeping import Conversation
from tests.world import Say, World


def test_a_number_says_the_sentence_of_its_button(sqlite_world: World) -> None:
    offered = sqlite_world.say("/objectif statut 4.2.2")
    assert offered.labels == ["Historique", "Proposer", "Suivre", "Fiche", "Pilier 4"]
    assert sqlite_world.say("4").text == sqlite_world.say("/objectif fiche 4.2.2").text


@pytest.mark.parametrize("typed", ["[1]", "1.", " 1 ", "n° 1", "Historique", "historique"])
def test_a_choice_is_taken_however_it_is_typed(sqlite_world: World, typed: str) -> None:
    sqlite_world.say("/objectif statut 4.2.2")
    assert sqlite_world.say(typed).text.startswith("Historique de 4.2.2")


def test_a_number_that_was_not_offered_is_answered_politely(sqlite_world: World) -> None:
    assert sqlite_world.say("7").text.startswith("Il n'y a pas de choix numéroté en cours")
    sqlite_world.say("/objectif statut 4.2.2")
    assert sqlite_world.say("7").text == "Il n'y a pas de choix 7 : les numéros vont de 1 à 5."


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
    assert sqlite_world.say("annuler").text.startswith("Il n'y a rien à abandonner.\n")
    assert "donnez son numéro et un motif : « objectif annuler 128 motif … »" in sqlite_world.say("annuler").text
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


def test_buttons_that_carry_their_sentence_are_not_kept(sqlite_world: World) -> None:
    door = Door(carries_sentences=True, shows_forms=True)
    sqlite_world.say("/objectif statut 4.2.2", door=door)
    # What the answer was about is, for « pourquoi c'est en rouge ? ».
    assert [(each.choices, each.form) for each in sqlite_world.kept()] == [([], {"subject": ["objective", "4.2.2"]})]
    sqlite_world.say("/objectif liste pilier 7", door=door)
    assert sqlite_world.kept() == []


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


def test_a_form_asks_from_the_missing_argument_on() -> None:
    command = Command(
        words=("a", "b"), handler=lambda call: Message(()), help=Help("titre", ""), allowed=lambda call, values: True
    )
    with pytest.raises(ValueError, match="entry"):
        form_for(command, "entry", "")


def test_a_wrong_number_may_be_followed_by_the_right_one(sqlite_world: World) -> None:
    sqlite_world.say("/objectif statut 4.2.2")
    for wrong in ("7", "0", "suite", "annuler"):
        assert sqlite_world.say(wrong).kind == "conversation"
    assert sqlite_world.say("1").text.startswith("Historique de 4.2.2")


def test_a_year_or_a_code_is_no_number_of_a_choice(sqlite_world: World) -> None:
    sqlite_world.say("/objectif statut 4.2.2")
    assert sqlite_world.say("4.1.1").text.startswith("4.1.1 ")
    assert "choix" not in sqlite_world.say("2020").text


def test_a_stale_button_carries_its_own_sentence(sqlite_world: World) -> None:
    slack = Door(carries_sentences=True, shows_forms=True)
    pressed = sqlite_world.say("/objectif statut 4.2.2", door=slack).says[0]
    sqlite_world.later(days=40)
    assert sqlite_world.say(pressed, door=slack).text.startswith("Historique de 4.2.2")
    assert sqlite_world.say("objectif statut 4.9.9", door=slack).about.abstained


def test_choices_of_another_place_are_not_taken(sqlite_world: World) -> None:
    sqlite_world.say("/objectif statut 4.2.2", platform="slack", by="U0EXEMPLE01")
    assert "pas de choix numéroté" in sqlite_world.say("1", by="agent").text


def of_three() -> Command:
    """A command with a reference, words that it needs, and a remark that it does not."""
    return Command(
        words=("essai", "noter"),
        arguments=(
            Argument("entry", read_objective, ask="Quel objectif ?"),
            Argument("words", as_typed, ask="Quoi de neuf ?", hint="En une phrase."),
            Argument("remark", as_typed, ask="Une remarque ?", required=False),
        ),
        handler=lambda call, entry, words, remark="aucune": message(f"{entry.code}, {words}, {remark}"),
        help=Help("Noter", ""),
        allowed=lambda call, values: True,
    )


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("4.2.2", "ça avance", "rien"), "4.2.2, ça avance, rien"),
        (("4.2.2", "ça avance", "passer"), "4.2.2, ça avance, aucune"),
        (("2.2", "4", "ça avance", "passer"), "4.2.2, ça avance, aucune"),
        (("2.2", "4.2.2", "ça avance", "passer"), "4.2.2, ça avance, aucune"),
        (("9.9.9", "4.2.2", "", "ça avance", "passer"), "4.2.2, ça avance, aucune"),
        (("4.2.2", "passer", "passer"), "4.2.2, passer, aucune"),
        (("4.2.2", "2", "3"), "4.2.2, 2, 3"),
    ],
)
def test_a_form_is_a_conversation_of_one_question_at_a_time(
    sqlite_world: World, answers: tuple[str, ...], said: str
) -> None:
    sqlite_world.use(of_three())
    assert sqlite_world.say("/essai noter").text == "Quel objectif ?\n(« annuler » pour abandonner)"
    *before, last = answers
    for answer in before:
        assert sqlite_world.say(answer).kind == "question"
    assert sqlite_world.say(last).text == said
    assert sqlite_world.kept() == []


def test_each_question_says_how_to_leave_it(sqlite_world: World) -> None:
    sqlite_world.use(of_three())
    sqlite_world.say("/essai noter")
    assert sqlite_world.say("4.2.2").text == "Quoi de neuf ?\nEn une phrase.\n(« annuler » pour abandonner)"
    assert sqlite_world.say("ça avance").text == (
        "Une remarque ?\n(« passer » pour laisser vide, « annuler » pour abandonner)"
    )
    assert sqlite_world.say("annuler").text == "C'est abandonné, rien n'a été enregistré."
    assert sqlite_world.kept() == []


def test_a_label_offered_by_a_form_may_be_typed(sqlite_world: World) -> None:
    sqlite_world.say("/objectif historique")
    label = sqlite_world.say("2.2").labels[3]
    assert sqlite_world.say(label).text.startswith("Historique de 4.2.2")


def test_a_form_is_kept_for_thirty_minutes_after_each_answer(sqlite_world: World) -> None:
    sqlite_world.use(of_three())
    sqlite_world.say("/essai noter")
    for answer in ("4.2.2", "ça avance"):
        sqlite_world.later(minutes=29)
        assert sqlite_world.say(answer).kind == "question"
    sqlite_world.later(minutes=29)
    assert sqlite_world.say("passer").text == "4.2.2, ça avance, aucune"


def test_a_form_submitted_at_once_reads_each_field_alone(sqlite_world: World) -> None:
    sqlite_world.use(of_three())
    slack = Door(carries_sentences=True, shows_forms=True)
    form = sqlite_world.say("/essai noter", door=slack).message.form
    assert form is not None
    assert [(field.name, field.required) for field in form.fields] == [
        ("entry", True), ("words", True), ("remark", False)
    ]  # fmt: skip
    values = {"entry": "P4 2.2", "words": "4.1.1 avance", "remark": ""}
    assert sqlite_world.say(form.says, values=values, door=slack).text == "4.2.2, 4.1.1 avance, aucune"
    again = sqlite_world.say(form.says, values={**values, "words": " "}, door=slack).message.form
    assert again is not None
    assert [field.name for field in again.fields] == ["words", "remark"]


def test_a_choice_is_not_echoed_to_who_does_not_ask_for_it(say: Say) -> None:
    assert say("Historique").kind != "history"


def test_conversations_are_kept_on_both_databases(world: World) -> None:
    world.say("/objectif statut 4.2.2")
    assert world.say("1").text.startswith("Historique de 4.2.2")
    world.say("/objectif historique")
    world.say("2.2")
    assert world.say("4").text.startswith("Historique de 4.2.2")
    world.say("/objectif liste pilier 7 2026")
    assert world.kept() == []
