"""What tells of a restricted project goes to the asker alone, and what follows is typed where they read it."""

from __future__ import annotations

import pytest

from commands.message import Audience
from storage.rows.organisation import LeadRole
from tests.world import World

SECRET = "programme-stratobus"
OPEN = "plan-velo"
ROOM = "!comex:exemple.fr"
WORDS = ("stratobus", "dirigeable")


@pytest.fixture
def restricted(world: World) -> World:
    """The project is read by « comex » alone, who leads it."""
    world.restrict(SECRET, to="comex")
    world.lead(SECRET, "comex", role=LeadRole.PROJECT_MANAGER)
    return world


@pytest.mark.parametrize(
    "typed",
    [
        f"/projet statut {SECRET}",
        "où en est le programme stratobus ?",
        f"/projet fiche {SECRET}",
        f"/projet historique {SECRET}",
        "/projet chercher stratobus",
        # How many projects there are says how many others are not told of.
        "/projet statut",
        "/projet liste Istres",
        # Written, asked back, doubted.
        f"/projet maj {SECRET} 40 %, couvert",
        f"/projet maj {SECRET}",
        f"/projet maj {SECRET} orage",
        f"/projet suivre {SECRET}",
        f"/projet décision {SECRET} « Gonfler »",
        f"/projet action {SECRET} « Gonfler »",
        "/maj",
    ],
)
def test_it_is_told_in_private_wherever_it_is_asked(restricted: World, typed: str) -> None:
    answer = restricted.say(typed, by="comex", room=ROOM)
    assert answer.message.personal, answer.text


@pytest.mark.parametrize(
    "typed", [f"/projet statut {OPEN}", "/objectif statut 4.2.2", "/objectif liste pilier 4", "/projet maj", "bonjour"]
)
def test_what_tells_of_none_stays_where_it_was_asked(restricted: World, typed: str) -> None:
    assert restricted.say(typed, by="comex", room=ROOM).message.audience is Audience.QUIET


@pytest.mark.parametrize("typed", [f"/projet statut {SECRET}", "/projet liste Istres", "/projet statut", "stratobus"])
def test_others_read_nothing_of_it_and_nothing_is_private(restricted: World, typed: str) -> None:
    answer = restricted.say(typed, by="agent", room=ROOM)
    assert answer.message.audience is Audience.QUIET
    assert not any(word in answer.text.lower() for word in WORDS if word not in typed)


def test_its_choices_are_taken_where_they_are_read(restricted: World) -> None:
    status = restricted.say(f"/projet statut {SECRET}", by="comex", room=ROOM)
    number = status.labels.index("Historique") + 1
    assert "pas de choix numéroté" in restricted.say(str(number), by="comex", room=ROOM).text
    assert restricted.say(str(number), by="comex").text.startswith("Historique : Programme Stratobus")


def test_its_form_goes_on_where_it_is_asked(restricted: World) -> None:
    restricted.say("/projet maj", by="comex", room=ROOM)
    asked = restricted.say(SECRET, by="comex", room=ROOM)
    assert asked.message.personal
    # The room's question is over, and its next sentence is a sentence.
    assert restricted.say("merci", by="comex", room=ROOM).kind == "courtesy"
    recorded = restricted.say("40 %, couvert", by="comex")
    assert recorded.kind == "recorded"
    assert recorded.projects == (SECRET,)


def test_a_room_keeps_its_own_choices_apart_from_private_ones(restricted: World) -> None:
    restricted.say("/objectif statut 4.2.2", by="comex")
    restricted.say("/objectif statut 4.1.1", by="comex", room=ROOM)
    assert restricted.say("1", by="comex", room=ROOM).text.startswith("Historique de 4.1.1")
    restricted.say("/objectif statut 4.2.2", by="comex")
    assert restricted.say("1", by="comex").text.startswith("Historique de 4.2.2")


def test_the_subject_of_a_private_answer_is_spoken_of_in_private(restricted: World) -> None:
    restricted.say(f"/projet maj {SECRET} couvert", by="comex", room=ROOM)
    assert "Stratobus" in restricted.say("pourquoi c'est en rouge, qui l'a dit ?", by="comex").text
    elsewhere = restricted.say("pourquoi c'est en rouge, qui l'a dit ?", by="comex", room=ROOM)
    assert "stratobus" not in elsewhere.text.lower()
