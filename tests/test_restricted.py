"""A restricted project betrays itself nowhere to someone outside its circle, and is shown to those inside."""

from __future__ import annotations

import json
from datetime import date
from zoneinfo import ZoneInfo

from bot import export
from bot.ask import Asking
from storage.rows.organisation import LeadRole
from tests.world import World

SECRET = "programme-stratobus"
WORDS = ("stratobus", "dirigeable")


def hidden(text: str) -> bool:
    return not any(word in text.lower() for word in WORDS)


def restricted(world: World) -> World:
    world.restrict(SECRET, to="comex")
    world.lead(SECRET, "comex", role=LeadRole.SPONSOR)
    return world


def test_nothing_says_it_to_others(world: World) -> None:
    restricted(world)
    for typed in (
        "/projet liste Istres",
        "/projet liste",
        "/projet liste thématique Développement économique, ESR, innovation",
        "/projet liste sans porteur",
        "/projet statut",
        "/objectif fiche Direction générale des services (exemple)",
        "/dimension moi",
        "/objectif statut",
        "/instance liste",
    ):
        assert hidden(world.say(typed, by="manager").text), typed
        while (following := world.say("suite", by="manager")).projects:
            assert hidden(following.text), typed


def test_looking_for_it_gives_what_its_absence_would(world: World) -> None:
    before = {
        typed: world.say(typed, by="manager").text
        for typed in ("/projet liste Istres", "/projet chercher Istres", "/projet statut")
    }
    world.change_project(SECRET, retired=True)
    absent = {typed: world.say(typed, by="manager").text for typed in before}
    asked = (
        "stratobus",
        "/projet statut stratobus",
        f"/projet statut {SECRET}",
        "/projet chercher stratobuss",
    )
    missing = [world.say(typed, by="manager").text for typed in asked]
    world.change_project(SECRET, retired=False)
    restricted(world)
    assert {typed: world.say(typed, by="manager").text for typed in before} == absent != before
    assert [world.say(typed, by="manager").text for typed in asked] == missing


def test_its_circle_reads_it(world: World) -> None:
    restricted(world)
    text = world.say("/projet statut stratobus", by="comex").text
    assert text.startswith("Programme Stratobus")
    assert "lecture restreinte" in text
    assert SECRET in world.say("/projet liste Istres", by="comex").projects
    assert "Programme Stratobus" in world.say("/dimension moi", by="comex").text


def test_a_choice_kept_from_before_no_longer_opens_it(sqlite_world: World) -> None:
    sqlite_world.say("/projet statut stratobus", by="manager")
    restricted(sqlite_world)
    for number in ("1", "2"):
        assert "Programme Stratobus" not in sqlite_world.say(number, by="manager").text


def test_no_role_opens_it(sqlite_world: World) -> None:
    restricted(sqlite_world)
    world = World(sqlite_world.database, administrators=frozenset({"appui"}))
    assert hidden(world.say("/projet liste Istres", by="appui").text)


def test_an_export_leaves_it_out_unless_the_operator_asks(sqlite_world: World) -> None:
    restricted(sqlite_world)
    with sqlite_world.database.read() as session:
        today = date(2020, 11, 23)
        open_only = export.as_json(session, reader=export.all_but_restricted(), today=today)
        assert hidden(open_only)
        assert len(json.loads(open_only)["projects"]) == 86
        # The example organisation has two restricted projects of its own.
        assert export.held_back(session, today=today) == 3
        assert SECRET in export.as_json(session, reader=export.everything(), today=today)


def test_a_single_question_does_not_say_it(sqlite_world: World) -> None:
    restricted(sqlite_world)
    asking = Asking(sqlite_world.dispatcher, sqlite_world.database, ZoneInfo("Europe/Paris"), date(2020, 11, 23))
    [line] = asking.lines([json.dumps({"id": 1, "question": "/projet liste Istres"})])
    assert hidden(line)
    [line] = asking.lines([json.dumps({"id": 1, "question": "/projet liste Istres", "as": "comex"})])
    assert not hidden(line)
