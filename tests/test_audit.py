"""What is refused is kept, without a word of what was typed, and shown to those who answer for it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from commands.request import Door
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Matter, Standing, Transition
from tests.world import World

TRIED = "/objectif chef de file 4.1.1 manager"


def kept(world: World) -> list[HistoryEntry]:
    with world.database.read() as session:
        return list(session.scalars(select(HistoryEntry).order_by(HistoryEntry.id)))


def test_a_refused_attempt_is_kept(world: World) -> None:
    assert world.say(TRIED, by="agent").kind == "refused"
    [entry] = kept(world)
    assert (entry.subject_kind, entry.subject_code) == ("command", "objectif chef de file")
    assert (entry.action, entry.at) == ("attempt_refused", world.now)
    assert entry.detail == {"command": "objectif chef de file", "subject": "objective:4.1.1"}
    assert entry.person_id is not None


def test_a_refused_attempt_leaves_nothing_else(world: World) -> None:
    world.say(TRIED, by="agent")
    with world.database.read() as session:
        for row in (Standing, Matter, Transition):
            assert session.scalar(select(func.count()).select_from(row)) == 0, row
    assert len(kept(world)) == 1
    assert "chef-de-file" not in str(kept(world)[0].detail)


def test_the_words_typed_are_not_kept(sqlite_world: World) -> None:
    sqlite_world.say("/dimension etat", by="agent")
    sqlite_world.say("/objectif chef de file 4.1.1 direction de la voirie", by="agent")
    said = " ".join(f"{entry.subject_code} {entry.detail}" for entry in kept(sqlite_world))
    assert "voirie" not in said
    assert kept(sqlite_world)[0].detail == {"command": "dimension etat"}


def test_an_unknown_account_is_kept_without_its_name(world: World) -> None:
    world.say("/dimension etat", by="U0SECRET", platform="slack")
    [entry] = kept(world)
    assert entry.person_id is None
    assert "SECRET" not in str(entry.detail)
    assert "compte hors du registre : /dimension etat" in world.say("/dimension refus", by="appui").text


@pytest.mark.parametrize("door", [Door(), Door(carries_sentences=True, shows_forms=True)], ids=["typed", "click"])
def test_it_is_kept_whatever_the_door(sqlite_world: World, door: Door) -> None:
    sqlite_world.say(TRIED, by="agent", door=door)
    assert len(kept(sqlite_world)) == 1


def test_the_same_event_delivered_twice_is_kept_once(sqlite_world: World) -> None:
    sqlite_world.send(TRIED, by="agent", event="1")
    sqlite_world.send(TRIED, by="agent", event="1")
    assert len(kept(sqlite_world)) == 1


def test_what_is_not_understood_is_no_refusal(sqlite_world: World) -> None:
    sqlite_world.say("/objectif chef de file 9.9.9 manager", by="agent")
    sqlite_world.say("/zorglub", by="agent")
    assert kept(sqlite_world) == []
    assert sqlite_world.say("/dimension refus", by="appui").text == "Aucune demande n'a été refusée."


def test_refusals_are_listed_newest_first(sqlite_world: World) -> None:
    sqlite_world.say("/dimension etat", by="agent")
    sqlite_world.later(days=1)
    sqlite_world.say(TRIED, by="comex")
    answer = sqlite_world.say("/dimension refus", by="administrateur")
    assert answer.message.personal
    assert answer.text.splitlines() == [
        "2 demandes refusées, de la plus récente à la plus ancienne",
        "- 24 novembre 2020 à 12 h 00, Membre du Comex (exemple) : /objectif chef de file, sur 4.1.1",
        "- 23 novembre 2020 à 12 h 00, Agent du service Travaux (exemple) : /dimension etat",
    ]


def test_refusals_are_paged(sqlite_world: World) -> None:
    for _ in range(12):
        sqlite_world.say("/dimension etat", by="agent")
    assert "De 1 à 10 sur 12" in sqlite_world.say("/dimension refus", by="appui").text
    assert len(sqlite_world.say("suite", by="appui").text.splitlines()) == 3


def test_others_do_not_read_it_and_their_asking_is_kept(sqlite_world: World) -> None:
    assert sqlite_world.say("/dimension refus", by="chef-de-file").kind == "refused"
    assert "/dimension refus" in sqlite_world.say("/dimension refus", by="appui").text


def test_a_restricted_project_is_named_to_its_circle_alone(sqlite_world: World) -> None:
    sqlite_world.say("/projet porteur programme-stratobus manager", by="agent")
    assert "sur Programme Stratobus" in sqlite_world.say("/dimension refus", by="appui").text
    sqlite_world.restrict("programme-stratobus", to="administrateur")
    assert "tratobus" not in sqlite_world.say("/dimension refus", by="appui").text
    assert "sur Programme Stratobus" in sqlite_world.say("/dimension refus", by="administrateur").text
