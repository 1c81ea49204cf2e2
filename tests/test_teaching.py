"""The central team teaches words and answers, and retains references; what was asked in vain waits for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.export import as_json
from commands.lexicon import LexiconCache
from storage import questions, teaching
from storage.catalogue.loading import load_catalogue
from storage.reader import Reader
from storage.rows.questions import UnansweredQuestion
from tests.catalogues import shipped
from tests.world import World

WORDS = "le grand bazar des armoires"


def test_words_are_known_to_the_next_question(world: World) -> None:
    assert world.say(f"{WORDS}, c'est pour quand ?").codes[:1] != ("4.2.1",)
    answer = world.say(f"/dimension apprendre {WORDS} = 4.2.1", by="appui")
    assert answer.text.startswith("C'est appris")
    assert world.say(f"{WORDS}, c'est pour quand ?").codes[0] == "4.2.1"
    assert "déjà connu" in world.say(f"/dimension apprendre {WORDS} = 4.2.1", by="appui").text
    assert world.say(f"/dimension désapprendre {WORDS} = 4.2.1", by="appui").text.startswith("C'est oublié")
    assert world.say(f"{WORDS}, c'est pour quand ?").codes[:1] != ("4.2.1",)


def test_every_replica_knows_them_at_once(world: World) -> None:
    other = LexiconCache()
    with world.database.read() as session:
        assert WORDS not in str(other.current(session).entries["objective", "4.2.1"].also_said)
    world.say(f"/dimension apprendre {WORDS} = 4.2.1", by="appui")
    with world.database.read() as session:
        assert WORDS in other.current(session).entries["objective", "4.2.1"].also_said


@pytest.mark.parametrize(
    ("entry", "kind", "code"),
    [
        ("4.2.2.b", "key_result", "4.2.2.b"),
        ("axe 4.2", "axis", "4.2"),
        ("pilier 4", "pillar", "4"),
        ("Programme Stratobus", "project", "programme-stratobus"),
        ("stratobus", "project", "programme-stratobus"),
        ("MActu", "tool", "mactu"),
        ("m58", "date", "m58"),
        ("cap_managers", "community", "cap_managers"),
    ],
)
def test_any_entry_that_has_other_names_can_be_taught(sqlite_world: World, entry: str, kind: str, code: str) -> None:
    assert sqlite_world.say(f"/dimension apprendre {WORDS} = {entry}", by="appui").kind == "taught"
    with sqlite_world.database.read() as session:
        assert WORDS in teaching.said_of(session, kind=kind, code=code)


def test_what_is_taught_outlives_the_loading_of_the_files(sqlite_world: World) -> None:
    sqlite_world.say(f"/dimension apprendre {WORDS} = 4.2.1", by="appui")
    with sqlite_world.database.write() as session:
        changed = replace(shipped(), digest="another")
        load_catalogue(session, changed, at=sqlite_world.now)
    assert sqlite_world.say(WORDS).codes[0] == "4.2.1"


def test_what_is_taught_is_exported(sqlite_world: World) -> None:
    sqlite_world.say(f"/dimension apprendre {WORDS} = 4.2.1", by="appui")
    sqlite_world.say("/dimension apprendre Qui est le délégué aux données ? Voyez MActu.", by="appui")
    sqlite_world.say("/dimension retenir intranet_dates fin 2019", by="appui")
    with sqlite_world.database.read() as session:
        exported = as_json(session, reader=Reader(), today=sqlite_world.now.date())
    assert WORDS in exported
    assert "Voyez MActu." in exported
    assert '"intranet_dates": "fin 2019"' in exported


def test_a_short_answer_is_given_with_its_source(world: World) -> None:
    asked = "Qui est le délégué aux données ?"
    assert world.say(asked).about.abstained
    world.say(f"/dimension apprendre {asked} Voyez MActu, rubrique données.", by="appui")
    answer = world.say("c'est qui le délégué aux données")
    assert answer.text.startswith("Voyez MActu, rubrique données.")
    assert "Source : cellule d'appui, 23 novembre 2020" in answer.text
    assert not answer.about.abstained
    world.say(f"/dimension désapprendre {asked} rien", by="appui")
    assert world.say(asked).about.abstained


@pytest.mark.parametrize("by", ["agent", "manager", "chef-de-projet", "cap-managers", "inconnu"])
@pytest.mark.parametrize(
    "typed",
    [
        f"/dimension apprendre {WORDS} = 4.2.1",
        f"/dimension désapprendre {WORDS} = 4.2.1",
        "/dimension questions",
        "/dimension contradictions",
        "/dimension retenir intranet_dates fin 2019",
    ],
)
def test_only_the_central_team_teaches(sqlite_world: World, by: str, typed: str) -> None:
    assert sqlite_world.say(typed, by=by).kind == "refused"


@pytest.mark.parametrize(
    "lesson",
    ["rien", "= 4.2.1", f"{WORDS} = 9.9.9", f"{WORDS} = des mots sans entrée", "??? = 4.2.1", "x" * 200 + " = 4.2.1"],
)
def test_a_lesson_that_means_nothing_is_told_how_to_be_typed(sqlite_world: World, lesson: str) -> None:
    assert sqlite_world.say(f"/dimension apprendre {lesson}", by="appui").kind == "misread"


def test_questions_without_an_answer_are_kept_without_the_person(world: World) -> None:
    for by in ("agent", "manager"):
        world.say("combien coûte la fusée métropolitaine ?", by=by)
    world.say("le prix de la fusée pour jean.dupont@exemple.fr ou le 06 12 34 56 78 ?")
    world.say("où en est 4.2.2 ?")
    answer = world.say("/dimension questions", by="appui")
    assert answer.message.personal
    assert "« combien coûte la fusée métropolitaine ? », 2 fois" in answer.text
    assert "exemple.fr" not in answer.text
    assert "06 12" not in answer.text
    assert "4.2.2 ?" not in answer.text
    assert {column.name for column in UnansweredQuestion.__table__.columns} == {"id", "asked_on", "grouped_by", "said"}


def test_they_are_grouped_by_week_and_gone_after_thirty_days(sqlite_world: World) -> None:
    sqlite_world.say("combien coûte la fusée ?")
    sqlite_world.later(days=7)
    sqlite_world.say("la fusée, elle coûte combien ?")
    listed = sqlite_world.say("/dimension questions", by="appui").text
    assert listed.index("Semaine du 30 novembre 2020") < listed.index("Semaine du 23 novembre 2020")
    sqlite_world.later(days=25)
    sqlite_world.say("combien coûte le vaisseau ?")
    listed = sqlite_world.say("/dimension questions", by="appui").text
    assert "Semaine du 23" not in listed
    with sqlite_world.database.read() as session:
        assert questions.count_unanswered(session) == 2


def test_a_question_that_finds_its_answer_waits_no_more(sqlite_world: World) -> None:
    sqlite_world.say("combien coûte la fusée ?")
    sqlite_world.say("/dimension apprendre combien coûte la fusée ? Il n'y a pas de fusée.", by="appui")
    assert "Aucune question" in sqlite_world.say("/dimension questions", by="appui").text
    assert sqlite_world.say("combien coûte la fusée ?").text.startswith("Il n'y a pas de fusée.")


def test_a_reference_that_is_retained_is_told_with_the_contradiction(world: World) -> None:
    assert "Référence retenue" not in world.say("CAP Managers").text
    answer = world.say("/dimension retenir cap_managers_created début 2019", by="appui")
    assert answer.text == "C'est retenu pour cap_managers_created : début 2019."
    assert "Référence retenue : début 2019." in world.say("CAP Managers").text
    listed = world.say("/dimension contradictions", by="appui")
    assert "54 contradictions" in listed.text
    assert world.say("/dimension retenir rien du tout", by="appui").kind == "misread"
    assert world.say("/dimension retenir intranet_dates", by="appui").kind == "misread"


def test_the_list_of_contradictions_is_for_the_central_team(say: World, sqlite_world: World) -> None:
    assert "cellule d'appui" in sqlite_world.say("quelles sont les contradictions du document ?").text
    assert "54 contradictions" in sqlite_world.say("quelles sont les contradictions du document ?", by="appui").text


def test_a_question_that_may_name_a_restricted_project_is_not_kept(sqlite_world: World) -> None:
    sqlite_world.restrict("programme-stratobus", to="chef-de-projet")
    sqlite_world.say("combien coûte la fusée stratobus du hangar ?", by="chef-de-projet")
    with sqlite_world.database.read() as session:
        assert questions.count_unanswered(session) == 0
    sqlite_world.say("combien coûte la fusée du hangar ?", by="chef-de-projet")
    with sqlite_world.database.read() as session:
        assert questions.count_unanswered(session) == 1
