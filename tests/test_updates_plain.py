"""A plain sentence that tells how something stands is an update; one that asks stays a question."""

from __future__ import annotations

import pytest

from storage import standings
from storage.ledger.state import NOTHING_SAID, State
from storage.rows.following import Weather
from tests.world import World

RESULT, PROJECT = "4.1.1.a", "developpement-du-teletravail"


def state(world: World, code: str = RESULT) -> State:
    kind = "key_result" if "." in code else "project"
    with world.database.read() as session:
        return standings.state_of(session, subject=(kind, code))


@pytest.mark.parametrize(
    "typed",
    [
        "4.1.1 : 62 %, couvert",
        "4.1.1.a : 62 %, couvert",
        "4.1.1 62 % couvert",
        "4.1.1 est à 62 %, couvert",
        "mettre à jour 4.1.1 : 62 %, couvert",
        "Mise à jour de 4.1.1 : couvert, 62 %",
        "mets à jour l'objectif 4.1.1 : 62 %, couvert",
        "point d'étape sur 4.1.1 : 62 %, couvert",
    ],
)
def test_a_code_and_how_it_stands_is_an_update(sqlite_world: World, typed: str) -> None:
    answer = sqlite_world.say(typed, by="chef-de-file")
    assert answer.kind == "recorded"
    assert (state(sqlite_world).progress, state(sqlite_world).weather) == (62, Weather.REACHABLE)


@pytest.mark.parametrize(
    "typed",
    [
        "plan de sécurité numérique : vert",
        "/projet maj plan de sécurité numérique : vert",
        "/projet maj plan de sécurité numérique, vert",
        "/projet maj plan de la sécurité numérique vert",
    ],
)
def test_a_word_of_a_name_is_not_how_it_stands(sqlite_world: World, typed: str) -> None:
    answer = sqlite_world.say(typed, by="chef-de-file")
    assert answer.projects == ("exemple-plan-de-securite-numerique",)
    assert state(sqlite_world, "exemple-plan-de-securite-numerique").weather is Weather.SECURE


@pytest.mark.parametrize(
    "typed",
    [
        "4.1.1",
        "4.1.1 ?",
        "4.1.1 terminé ?",
        "4.1.1 : 62 % ?",
        "4.1.1 où en est-on",
        "4.1.1 météo",
        "4.1.1 avancement",
        "4.1.1 fin 2021",
        "où en est 4.1.1",
        "4.1.1 : quelle échéance",
    ],
)
def test_a_question_stays_a_question(sqlite_world: World, typed: str) -> None:
    answer = sqlite_world.say(typed, by="chef-de-file")
    assert answer.text.startswith("4.1.1 Élaborer le schéma directeur")
    assert state(sqlite_world) == NOTHING_SAID


def test_for_who_may_not_update_a_bare_statement_is_a_question(sqlite_world: World) -> None:
    assert sqlite_world.say("4.1.1 terminé", by="agent").kind != "refused"
    assert sqlite_world.say("4.1.1 : 62 %, couvert", by="agent").kind == "refused"
    assert state(sqlite_world) == NOTHING_SAID


def test_who_is_not_known_only_asks(sqlite_world: World) -> None:
    answer = sqlite_world.say("4.1.1 : 62 %, couvert", by="U0123", platform="slack")
    assert answer.text.startswith("4.1.1 Élaborer")


def test_a_percentage_that_may_mean_two_things_is_asked_back(sqlite_world: World) -> None:
    sqlite_world.lead("4.2.2", "chef-de-file")
    answer = sqlite_world.say("4.2.2.b : 62 %, couvert", by="chef-de-file")
    assert "l'avancement du travail ou la valeur" in answer.text


def test_what_is_not_accepted_is_said(sqlite_world: World) -> None:
    answer = sqlite_world.say("4.1.1 : 140 %", by="chef-de-file")
    assert (answer.kind, answer.text) == (
        "misread",
        "L'avancement est un pourcentage entier, de 0 % à 100 %, par exemple « 62 % ».",
    )


def test_the_verb_alone_opens_the_form(sqlite_world: World) -> None:
    assert "Où en est-il" in sqlite_world.say("mettre à jour 4.1.1", by="chef-de-file").text
    sqlite_world.say("40 %, vert", by="chef-de-file")
    assert state(sqlite_world).progress == 40


@pytest.mark.parametrize("typed", ["télétravail : 40 %, vert", "mettre à jour le télétravail : 40 %, vert"])
def test_a_project_and_how_it_stands_is_an_update(sqlite_world: World, typed: str) -> None:
    sqlite_world.say(typed, by="chef-de-projet")
    now = state(sqlite_world, PROJECT)
    assert (now.progress, now.weather) == (40, Weather.SECURE)


@pytest.mark.parametrize("typed", ["télétravail : combien de jours", "zorglub : 40 %", "budget : 2,9 Md€"])
def test_what_is_no_known_project_is_looked_for(sqlite_world: World, typed: str) -> None:
    sqlite_world.say(typed, by="chef-de-projet")
    assert state(sqlite_world, PROJECT) == NOTHING_SAID


NAMED = [
    "développement du télétravail 40 %, charte signée",
    "développement du télétravail : 40 %, charte signée",
    "télétravail, 40 %, charte signée",
    "télétravail 40 % charte signée",
    "developpement-du-teletravail 40 %, charte signée",
    "developpement-du-teletravail : charte signée, 40 %",
]


@pytest.mark.parametrize("typed", NAMED)
def test_a_name_ends_where_what_is_said_begins(sqlite_world: World, typed: str) -> None:
    sqlite_world.say(f"projet maj {typed}", by="chef-de-projet")
    now = state(sqlite_world, PROJECT)
    assert (now.progress, now.comment) == (40, "charte signée")


@pytest.mark.parametrize(
    "typed",
    [
        f"projet maj {PROJECT} 40 %",
        f"projet reporter {PROJECT} T2 2022 motif x",
        "projet maj développement du télétravail : 40 %",
        "développement du télétravail : 40 %, vert",
        "mettre à jour le développement du télétravail : 40 %",
    ],
)
def test_a_restricted_project_is_as_if_it_did_not_exist(sqlite_world: World, typed: str) -> None:
    sqlite_world.restrict(PROJECT, to="chef-de-projet")
    answer = sqlite_world.say(typed, by="appui")
    assert answer.kind not in {"recorded", "refused", "question"}
    assert "Développement du télétravail" not in answer.text
    assert PROJECT not in " ".join([*answer.says, *answer.projects])
    assert state(sqlite_world, PROJECT) == NOTHING_SAID
