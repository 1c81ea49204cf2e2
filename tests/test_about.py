"""Help, who one is, and the state of the service."""

from __future__ import annotations

import pytest

from commands.message import Audience
from commands.table import TABLE
from storage.rows.delivery import OutboxState
from storage.rows.organisation import LeadRole
from tests.world import Say, World


def test_help_begins_with_what_the_role_needs(say: Say) -> None:
    assert "/dimension etat" in say("/dimension aide", by="appui").text
    assert "/dimension etat" not in say("/dimension aide", by="agent").labels
    for word in ("aide", "help", "bonjour", "/aide", "!aide"):
        assert say(word).kind == "help"


def test_help_of_a_group_and_of_a_command(say: Say) -> None:
    assert "/objectif fiche" in say("/dimension aide objectif").text
    one = say("/dimension aide objectif liste")
    assert "Tapez : /objectif liste" in one.text
    assert "objectif liste pilier 7 T3 2020" in one.says
    assert "Je ne connais pas la commande « blorgh »" in say("/dimension aide blorgh").text


@pytest.mark.parametrize("example", ["objectif", "projet", "instance", "communaute", "dimension"])
def test_every_example_of_the_help_works(say: Say, example: str) -> None:

    for command in TABLE.commands:
        if command.words[0] == example:
            for sentence in command.help.examples:
                assert say(f"/{sentence}").kind not in {"misread", "incident", "nothing"}, sentence


def test_who_one_is(sqlite_world: World) -> None:
    answer = sqlite_world.say("/dimension moi", by="chef-de-file")
    assert answer.message.audience is Audience.PERSONAL
    assert "4.1.1" in answer.text
    assert "chef de file" in answer.text
    unknown = sqlite_world.say("moi", by="inconnu")
    assert "Votre compte n'est rattaché à personne" in unknown.text
    assert "Rôles : agent" in unknown.text


def test_the_state_of_the_service_is_for_those_who_answer_for_it(sqlite_world: World) -> None:
    refused = sqlite_world.say("/dimension etat", by="agent")
    assert refused.kind == "refused"
    assert "Vous n'avez pas le droit" in refused.text
    state = sqlite_world.say("/dimension etat", by="appui")
    assert "72 objectifs, 97 objectifs opérationnels" in state.text
    assert "aucun message en file" in state.text


@pytest.mark.parametrize("group", ["objectif", "projet", "instance", "communaute", "dimension"])
def test_every_first_word_has_its_help(say: Say, group: str) -> None:
    expected = say(f"/dimension aide {group}").text
    assert say(f"/{group} aide").text == say(f"{group} aide").text == expected or group == "dimension"


def test_the_help_of_a_verb_is_asked_for_after_its_first_word(say: Say) -> None:
    assert say("/objectif aide liste").text == say("/dimension aide objectif liste").text


def test_a_question_about_help_is_no_request_for_it(say: Say) -> None:
    assert say("objectif aide aux communes").kind != "help"


def test_the_help_of_a_command_without_examples_offers_none(say: Say) -> None:
    answer = say("/dimension aide dimension moi")
    assert "Tapez : /dimension moi" in answer.text
    assert answer.says == []


def test_a_button_of_the_help_works(sqlite_world: World) -> None:
    sqlite_world.say("/aide")
    assert sqlite_world.say("1").text.startswith("4.2.2 ")


def test_one_sees_ones_projects_and_communities(sqlite_world: World) -> None:
    sqlite_world.lead("programme-stratobus", "chef-de-file", role=LeadRole.PROJECT_MANAGER)
    text = sqlite_world.say("/dimension moi", by="chef-de-file").text
    assert "Programme Stratobus" in text
    assert "CAP Managers" in text
    assert "chef de projet" in text


def test_dead_letters_are_shown_by_key_alone(sqlite_world: World) -> None:
    sqlite_world.queue("digest:4.2.2", OutboxState.FAILED, attempts=3, failure="channel_not_found")
    text = sqlite_world.say("/dimension etat", by="appui").text
    assert "digest:4.2.2, vers C1 : channel_not_found" in text
    assert "texte d'une personne" not in text


def test_what_waits_to_be_sent_is_counted_by_state(sqlite_world: World) -> None:
    sqlite_world.queue("a", OutboxState.PENDING)
    sqlite_world.queue("b", OutboxState.PENDING)
    sqlite_world.queue("c", OutboxState.SENT)
    assert "Envois : 2 en attente, 1 envoyés" in sqlite_world.say("/dimension etat", by="appui").text
