"""Following an objective or a project, and no more."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage import follows
from storage.rows.following import Follow
from storage.rows.organisation import Person
from tests.world import World

PROJECT = "developpement-du-teletravail"


def followed(world: World, handle: str) -> list[tuple[str, str]]:
    with world.database.read() as session:
        person_id = session.scalars(select(Person.id).where(Person.handle == handle)).one()
        return follows.followed_by(session, person_id=person_id)


def test_one_follows_an_objective_and_is_told_what_that_brings(world: World) -> None:
    answer = world.say("/objectif suivre 4.2.2", by="agent")
    assert answer.text.startswith("Vous suivez 4.2.2 ")
    assert "le jour ouvré suivant" in answer.text
    assert answer.says == ["objectif statut 4.2.2", "objectif ne plus suivre 4.2.2"]
    assert followed(world, "agent") == [("objective", "4.2.2")]


def test_following_twice_is_following_once(world: World) -> None:
    world.say("objectif suivre 4.2.2", by="agent")
    assert "déjà" in world.say("objectif suivre 4.2.2", by="agent").text
    assert followed(world, "agent") == [("objective", "4.2.2")]


def test_one_stops_following_and_may_say_so_twice(world: World) -> None:
    world.say("objectif suivre 4.2.2", by="agent")
    assert "Vous ne suivez plus 4.2.2" in world.say("objectif ne plus suivre 4.2.2", by="agent").text
    assert "Vous ne suiviez pas 4.2.2" in world.say("objectif ne plus suivre 4.2.2", by="agent").text
    assert followed(world, "agent") == []


def test_an_objective_covers_its_key_results(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("objectif suivre 4.2.2", by="agent")
    assert "avec tout l'objectif 4.2.2" in world.say("objectif suivre 4.2.2.b", by="agent").text
    assert "avec tout l'objectif 4.2.2" in world.say("objectif ne plus suivre 4.2.2.b", by="agent").text
    assert followed(world, "agent") == [("objective", "4.2.2")]


def test_a_project_is_followed_by_words_of_its_name(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("projet suivre développement du télétravail", by="agent")
    assert followed(world, "agent") == [("project", PROJECT)]
    world.say("projet ne plus suivre télétravail", by="agent")
    assert followed(world, "agent") == []


def test_what_one_follows_is_told_by_what_the_bot_knows_of_them(sqlite_world: World) -> None:
    world = sqlite_world
    assert "Vous suivez : aucun objectif, aucun projet" in world.say("dimension moi", by="agent").text
    world.say("objectif suivre 4.2.2", by="agent")
    world.say(f"projet suivre {PROJECT}", by="agent")
    assert "Vous suivez : 4.2.2 et Développement du télétravail" in world.say("dimension moi", by="agent").text


def test_a_project_that_one_may_no_longer_read_is_not_listed(sqlite_world: World) -> None:
    world = sqlite_world
    world.say(f"projet suivre {PROJECT}", by="agent")
    world.restrict(PROJECT, to="chef-de-projet")
    text = world.say("dimension moi", by="agent").text
    assert "télétravail" not in text.lower()
    assert "Vous suivez : aucun objectif, aucun projet" in text


@pytest.mark.parametrize("verb", ["suivre", "ne plus suivre"])
def test_a_restricted_project_answers_as_one_that_does_not_exist(sqlite_world: World, verb: str) -> None:
    world = sqlite_world
    world.restrict(PROJECT, to="chef-de-projet")
    hidden = world.say(f"projet {verb} {PROJECT}", by="agent")
    absent = world.say(f"projet {verb} developpement-du-zzz", by="agent")
    assert (hidden.kind, hidden.about.abstained) == (absent.kind, absent.about.abstained)
    assert PROJECT not in " ".join(hidden.says)


def test_an_account_that_is_nobody_s_is_told_whom_to_ask(sqlite_world: World) -> None:
    answer = sqlite_world.say("objectif suivre 4.2.2", by="U_INCONNU", platform="slack")
    assert "La cellule d'appui peut vous rattacher" in answer.text
    with sqlite_world.database.read() as session:
        assert session.scalars(select(Follow)).all() == []


def test_without_an_objective_it_is_asked(sqlite_world: World) -> None:
    assert "Quel objectif" in sqlite_world.say("objectif suivre", by="agent").text
    sqlite_world.say("4.2.2", by="agent")
    assert followed(sqlite_world, "agent") == [("objective", "4.2.2")]
