"""Histories: one French line for each thing that was said or done, under its number, with what was taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from storage.history import Subject
from tests.entries import record
from tests.world import World

RESULT = ("key_result", "4.1.1.a")
PROJECT = ("project", "plan-velo")
RESTRICTED = ("project", "exemple-plan-de-securite-numerique")


def history(world: World, subject: Subject = RESULT, *, by: str = "agent") -> list[str]:
    """The lines of the subject's history."""
    group = "projet" if subject[0] == "project" else "objectif"
    return world.say(f"/{group} historique {subject[1]}", by=by).text.splitlines()


@pytest.mark.parametrize(
    ("action", "detail", "said"),
    [
        ("updated", {"progress": 62, "weather": "reachable"}, "avancement 62 %, objectifs atteignables (couvert)"),
        ("updated", {"unchanged": True}, "inchangé"),
        ("updated", {"comment": "reste <b>deux</b> sites"}, "commentaire « reste <b>deux</b> sites »"),
        ("updated", {"comment": None, "progress": 10}, "avancement 10 %, commentaire texte retiré"),
        ("updated", {"evaluation": None}, "évaluation texte retiré"),
        (
            "updated",
            {"deadline": {"due_on": "2021-06-30", "label": "T2 2021", "reason": "marché infructueux"}},
            "échéance reportée au 30 juin 2021, motif « marché infructueux »",
        ),
        (
            "updated",
            {"deadline": {"due_on": "2021-06-30", "label": "T2 2021", "reason": None}},
            "échéance reportée au 30 juin 2021, motif texte retiré",
        ),
        (
            "updated",
            {"support": {"blocker": "b", "need": "n", "needed_by": "2020-12-15", "body": "comex"}},
            "point de blocage « b », appui demandé « n » au Comex avant le 15 décembre 2020",
        ),
        (
            "updated",
            {"support": {"blocker": "b", "need": "n", "needed_by": "2020-12-15", "person": "dga-numerique"}},
            "à DGA Numérique et innovation (exemple) avant le",
        ),
        (
            "updated",
            {"progress": 40, "proposed_by": "chef-de-projet"},
            "avancement 40 %, proposé par Chef de projet",
        ),
        (
            "support_answered",
            {"request": 12, "answer": "granted", "body": "comex"},
            "n° 12, lu en Comex, appui accordé",
        ),
        (
            "support_answered",
            {"request": 12, "answer": "refused", "comment": "pas cette année"},
            "demande d'appui n° 12, appui refusé : « pas cette année »",
        ),
        ("support_lifted", {"request": 12}, "point de blocage n° 12 levé"),
        ("support_lifted", {"request": 12, "comment": None}, "point de blocage n° 12 levé : texte retiré"),
        (
            "decision_recorded",
            {"text": "généraliser", "body": "comex", "on": "2020-11-12"},
            "décision en Comex du 12 novembre 2020, « généraliser »",
        ),
        ("decision_recorded", {"text": None, "on": "2020-11-12"}, ": décision, texte retiré"),
        (
            "action_recorded",
            {"text": "écrire la note", "holder": "chef-de-file-rh", "due_on": "2020-12-15", "on": "2020-11-23"},
            "action confiée à Chef de file Ressources humaines (exemple) pour le 15 décembre 2020, « écrire la note »",
        ),
        ("action_done", {"action": 7}, "action n° 7 faite"),
        (
            "action_revised",
            {"action": 7, "due_on": "2021-01-15", "reason": "congés"},
            "action n° 7 reportée au 15 janvier 2021, motif « congés »",
        ),
        (
            "proposed",
            {"update": {"progress": 40, "comment": None}},
            "proposition, avancement 40 %, commentaire texte retiré",
        ),
        ("proposal_accepted", {"proposal": 9}, "proposition n° 9 acceptée"),
        (
            "proposal_declined",
            {"proposal": 9, "reason": "trop tôt"},
            "proposition n° 9 non retenue, motif « trop tôt »",
        ),
        (
            "delegated",
            {"deputy": "manager", "first_day": "2020-12-01", "last_day": "2020-12-15"},
            "saisie confiée à",
        ),
        (
            "delegation_ended",
            {"deputy": "manager", "first_day": "2020-12-01", "last_day": "2020-12-15"},
            "fin de la saisie confiée à",
        ),
    ],
)
def test_each_thing_said_or_done_has_its_line(
    sqlite_world: World, action: str, detail: Mapping[str, Any], said: str
) -> None:
    number = record(sqlite_world, RESULT, action, **detail)
    line = next(each for each in history(sqlite_world) if f"(n° {number})" in each)
    assert line.startswith(
        f"- 23 novembre 2020 (n° {number}), Chef de file Convergence numérique (exemple), 4.1.1.a : "
    )
    assert said in line
    assert "None" not in line


def test_a_value_is_told_in_the_unit_of_its_target(sqlite_world: World) -> None:
    measure = {"value": "62", "as_of": "2020-10-31", "source": "enquête interne", "target": 1}
    record(sqlite_world, ("key_result", "4.2.2.b"), "updated", measure=measure)
    told = history(sqlite_world, ("key_result", "4.2.2.b"))[1]
    assert told.endswith("valeur 62 % au 31 octobre 2020, source « enquête interne »")


def test_a_deputy_speaks_for_somebody(sqlite_world: World) -> None:
    record(sqlite_world, RESULT, "updated", by="manager", giver="chef-de-file", progress=10)
    label = sqlite_world.label("manager")
    assert f"{label}, pour Chef de file Convergence numérique (exemple), 4.1.1.a" in history(sqlite_world)[1]


def test_what_was_taken_back_is_shown_as_such(world: World) -> None:
    first = record(world, RESULT, "updated", progress=10)
    undone = record(world, RESULT, "reversed", by="appui", entry=first, reason="erreur de code")
    newest, oldest, below = history(world)[1:4]
    assert newest.endswith(f"n° {first} annulé, motif « erreur de code »")
    assert oldest.endswith("avancement 10 %")
    label = world.label("appui")
    assert below.strip() == f"annulé le 23 novembre 2020 (n° {undone}), {label}, motif « erreur de code »"


def test_what_was_taken_back_and_then_restored_stands(sqlite_world: World) -> None:
    first = record(sqlite_world, RESULT, "updated", progress=10)
    undone = record(sqlite_world, RESULT, "reversed", entry=first)
    record(sqlite_world, RESULT, "reversed", entry=undone)
    text = "\n".join(history(sqlite_world))
    assert text.count("annulé le") == 1
    assert f"n° {undone} annulé" in text


def test_the_history_of_an_objective_includes_its_key_results(sqlite_world: World) -> None:
    record(sqlite_world, ("objective", "4.2.2"), "decision_recorded", text="généraliser", on="2020-11-12")
    record(sqlite_world, ("key_result", "4.2.2.b"), "updated", progress=10)
    newest, older = history(sqlite_world, ("objective", "4.2.2"))[1:3]
    assert ", 4.2.2.b : avancement 10 %" in newest
    assert ", 4.2.2 : décision, « généraliser »" in older


def test_a_projects_history_names_it_once_and_is_paged(sqlite_world: World) -> None:
    numbers = [record(sqlite_world, PROJECT, "updated", progress=each) for each in range(1, 13)]
    first = history(sqlite_world, PROJECT)
    assert [f"(n° {each})" in "\n".join(first) for each in numbers] == [False] * 2 + [True] * 10
    assert "plan-velo" not in "\n".join(first)
    following = sqlite_world.say("suite").text
    assert [f"(n° {each})" in following for each in numbers] == [True] * 2 + [False] * 10


def test_a_restricted_projects_history_is_read_within_its_circle_alone(sqlite_world: World) -> None:
    record(sqlite_world, RESTRICTED, "updated", progress=10)
    assert "avancement 10 %" in "\n".join(history(sqlite_world, RESTRICTED, by="dgs"))
    outside = "\n".join(history(sqlite_world, RESTRICTED))
    assert "avancement" not in outside
    assert "sécurité" not in outside
