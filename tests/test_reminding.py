"""Reminders asked for, « Ne pas déranger », absences: what one types, what comes, when."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.ledger.update import Update
from storage.rows.plan import Status
from storage.rows.reminding import Reminder, SkippedPeriod
from tests.test_letters import at, letters
from tests.test_rules import beat, begun
from tests.test_telling import RESULT, STORM, follow, update
from tests.world import Say, World


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("vendredi 17h envoyer la note", "vendredi 27 novembre 2020 à 17 h"),
        ("dans 3 jours relire", "jeudi 26 novembre 2020 à 9 h"),
        ("dans 2 heures appeler la DSI", "lundi 23 novembre 2020 à 14 h"),
        ("demain à 9h30 : relire", "mardi 24 novembre 2020 à 9 h 30"),
        ("le 12/12 à 9h30 préparer le Comex", "samedi 12 décembre 2020 à 9 h 30"),
        ("tous les lundis à 9h : tour de table", "lundi 30 novembre 2020 à 9 h"),
        ("chaque dernier jeudi du mois revue", "jeudi 26 novembre 2020 à 9 h"),
        ("chaque premier mardi du mois à 14h : point", "mardi 1er décembre 2020 à 14 h"),
        ("tous les jours ouvrés à 8h45 : ouvrir le tableau", "mardi 24 novembre 2020 à 8 h 45"),
        ("chaque mois le 31 à 10h clore", "lundi 30 novembre 2020 à 10 h"),
        ("tous les ans le 29 février bissextile", "dimanche 28 février 2021 à 9 h"),
        ("toutes les 2 semaines le mardi à 10h : point", "mardi 24 novembre 2020 à 10 h"),
        ("7 jours avant 4.2.2.b : préparer", "mercredi 23 juin 2021 à 9 h"),
        ("2 semaines avant 4.2.2.b", "mercredi 16 juin 2021 à 9 h"),
    ],
)
def test_a_reminder_is_read_back_with_its_day_and_hour(say: Say, typed: str, when: str) -> None:
    answer = say(f"rappel créer {typed}", by="manager")
    assert answer.kind == "reminder", answer.text
    assert when in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("vendredi 25h envoyer", "n'est pas une heure"),
        ("le 31/02 relire", "n'est pas un jour"),
        ("le 12/12/2019 relire", "déjà passé"),
        ("tous les : relire", "Je ne comprends pas ce qui se répète"),
        ("tous les ans le 31 avril relire", "n'est pas un jour"),
        ("envoyer la note", "Je ne comprends pas quand"),
        ("vendredi 17h", "pas ce qu'il faut rappeler"),
        ("cette semaine relire", "dure plus d'un jour"),
        ("7 jours avant plan vélo : relire", "n'a pas d'échéance"),
        ("vendredi 17h " + "x" * 501, "500 au plus"),
    ],
)
def test_what_cannot_be_read_is_said_clearly_and_nothing_is_kept(say: Say, typed: str, sentence: str) -> None:
    answer = say(f"rappel créer {typed}", by="manager")
    assert sentence in answer.text
    assert "pas de rappel à venir" in say("rappel liste", by="manager").text


def test_markup_in_a_reminder_is_literal_text(say: Say) -> None:
    assert "« <!channel> *gras* »" in say("rappel créer vendredi 17h <!channel> *gras*", by="manager").text


def test_an_unknown_account_has_no_reminders(say: Say) -> None:
    answer = say("rappel créer vendredi 17h relire", by="personne-inconnue")
    assert answer.kind == "refused"
    assert "rattaché à personne" in answer.text


def test_a_community_takes_a_right(sqlite_world: World) -> None:
    world = sqlite_world
    typed = "rappel créer pour Comex, tous les lundis à 9h : tour de table"
    assert world.say(typed, by="agent").kind == "refused"
    answer = world.say(typed, by="appui")
    assert "pour « Comex »" in answer.text
    begun(world)
    beat(world, "2020-11-30 09:00")
    told = {key: text for key, text in letters(world).items() if key.startswith("reminder:")}
    assert {key.split(":", 5)[-1] for key in told} == {"slack:C0EXEMPLE2", "matrix:#comex:exemple.fr"}
    assert all("Rappel : tour de table (demandé par" in text for text in told.values())


def test_a_community_without_a_place_is_told_to_whoever_asked(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("rappel créer pour Cap Digital, demain 9h : venir", by="appui")
    beat(world, "2020-11-24 09:00")
    (text,) = [text for key, text in letters(world).items() if key.startswith("reminder:")]
    assert "n'a pu être écrit nulle part" in text


def test_it_comes_once_at_its_hour_and_asks_whether_it_is_done(world: World) -> None:
    world.say("rappel créer vendredi 17h envoyer la note", by="manager")
    beat(world, "2020-11-27 16:59")
    assert not [key for key in letters(world) if key.startswith("reminder:")]
    for _ in range(2):
        beat(world, "2020-11-27 17:00")
    told = {key: text for key, text in letters(world).items() if key.startswith("reminder:")}
    assert [key.partition(":2020")[2] for key in told] == ["-11-27T16:00Z:manager"]
    assert "Rappel : envoyer la note" in next(iter(told.values()))
    assert "C'est noté" in world.say("rappel fait", by="manager").text
    assert "Aucun rappel ne vous a été envoyé" in world.say("rappel fait", by="manager").text


def test_what_repeats_goes_on_over_the_clock_change_and_over_a_holiday(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, "2021-03-22 10:00")
    world.say("rappel créer tous les lundis à 9h : tour de table", by="manager")
    for day in ("2021-03-29 08:59", "2021-03-29 09:00", "2021-04-05 09:00", "2021-04-06 08:29", "2021-04-06 08:30"):
        beat(world, day)
    keys = [key for key in letters(world) if key.startswith("reminder:")]
    # Easter Monday is a holiday: that reminder is said on Tuesday morning.
    assert [key.split(":", 2)[2] for key in keys] == ["2021-03-29T07:00Z:manager", "2021-04-05T07:00Z:manager"]


def test_an_outage_says_the_last_one_late_and_skips_what_is_old(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("rappel créer tous les jours à 9h : lire", by="manager")
    world.say("rappel créer tous les lundis à 9h : revue", by="agent")
    beat(world, "2020-12-04 15:00")
    told = {key: text for key, text in letters(world).items() if key.startswith("reminder:")}
    (text,) = told.values()
    assert "Avec retard" in text
    assert "10 rappels précédents manqués" in text
    with world.database.read() as session:
        rules = set(session.scalars(select(SkippedPeriod.rule)))
        coming = [each for each in session.scalars(select(Reminder)) if each.next_at is not None]
    assert any(each.startswith("reminder:") for each in rules)
    assert len(coming) == 2, "both go on"


def test_before_a_deadline_follows_the_deadline(sqlite_world: World) -> None:
    world = sqlite_world
    at(world, "2020-12-20 10:00")
    world.say("rappel créer 7 jours avant 2.1.1.a : relire", by="manager")
    world.later(minutes=1)
    moved = world.say("objectif reporter 2.1.1.a T1 2021 motif confinement", by="chef-de-file-rh")
    assert moved.kind == "recorded", moved.text
    beat(world, "2020-12-24 09:00")
    assert not [key for key in letters(world) if key.startswith("reminder:")]
    beat(world, "2021-03-24 09:00")
    assert [key for key in letters(world) if key.startswith("reminder:")]


def test_tomorrow_puts_it_off_and_cancelling_ends_it(sqlite_world: World) -> None:
    world = sqlite_world
    world.say("rappel créer demain 9h30 relire", by="manager")
    beat(world, "2020-11-24 09:30")
    assert "mercredi 25 novembre 2020 à 9 h 30" in world.say("rappel demain", by="manager").text
    beat(world, "2020-11-25 09:30")
    assert len([key for key in letters(world) if key.startswith("reminder:")]) == 2
    number = world.say("rappel créer demain 9h relire", by="manager").says[0].rpartition(" ")[2]
    assert "annulé" in world.say(f"rappel annuler {number}", by="manager").text
    assert "Vous n'avez pas de rappel" in world.say(f"rappel annuler {number}", by="agent").text
    assert "Vous n'avez pas de rappel" in world.say("rappel annuler 99999999999999999999", by="agent").text


# Ne pas déranger


def test_who_is_silent_is_not_written_to_but_for_what_is_mandatory(sqlite_world: World) -> None:
    world = sqlite_world
    follow(world, RESULT, "agent")
    answer = world.say("dimension silence jusqu'au 30 novembre", by="agent")
    assert "jusqu'au 30 novembre 2020 inclus" in answer.text
    world.say("dimension silence", by="dga-numerique")
    world.say("dimension silence tout", by="dga-numerique")
    update(world, RESULT, "chef-de-file", STORM)
    beat(world, "2020-11-24 09:00")
    told = letters(world)
    assert "daily:agent:2020-11-24" not in told
    assert "Envoyé malgré « Ne pas déranger »" in told["daily:dga-numerique:2020-11-24"]
    beat(world, "2020-11-30 17:00")
    assert not [key for key in letters(world) if ":agent:" in key]
    beat(world, "2020-12-01 08:30")
    assert "objectifs compromis" in letters(world)["daily:agent:2020-12-01"]


def test_a_silence_on_one_subject_leaves_the_others(sqlite_world: World) -> None:
    world = sqlite_world
    follow(world, RESULT, "agent")
    follow(world, ("key_result", "4.4.1.a"), "agent")
    assert "sur « 4.1.1" in world.say("dimension silence 4.1.1", by="agent").text
    update(world, RESULT, "chef-de-file", Update(status=Status.UNDER_WAY))
    update(world, ("key_result", "4.4.1.a"), "chef-de-file-donnees", Update(status=Status.UNDER_WAY))
    beat(world, "2020-11-24 09:00")
    text = letters(world)["daily:agent:2020-11-24"]
    assert "4.4.1.a" in text
    assert "4.1.1.a" not in text
    assert "levé" in world.say("dimension silence fin", by="agent").text


def test_who_is_away_finds_everything_on_their_return(sqlite_world: World) -> None:
    world = sqlite_world
    follow(world, RESULT, "agent")
    world.say("rappel créer demain 9h relire", by="agent")
    assert "du 24 au 27 novembre 2020" in world.say("dimension absence du 24 au 27 novembre", by="agent").text
    update(world, RESULT, "chef-de-file", Update(status=Status.UNDER_WAY))
    for day in (24, 25, 26, 27):
        beat(world, f"2020-11-{day} 09:00")
    assert not [key for key in letters(world) if "agent" in key]
    beat(world, "2020-11-30 08:30")
    assert {key.partition(":")[0] for key in letters(world) if key.endswith(("agent", "agent:2020-11-30"))} == {
        "daily",
        "reminder",
    }


def test_suite_shows_what_the_letter_had_no_room_for(sqlite_world: World) -> None:
    world = sqlite_world
    assert "Il n'y a pas de suite" in world.say("dimension suite", by="agent").text
    follow(world, RESULT, "agent")
    for rank in range(7):
        world.later(minutes=1)
        update(world, RESULT, "chef-de-file", Update(status=Status.SUSPENDED if rank % 2 else Status.UNDER_WAY))
    beat(world, "2020-11-24 09:00")
    assert "Et 2 autres points" in letters(world)["daily:agent:2020-11-24"]
    rest = world.say("dimension suite", by="agent")
    assert rest.text.count("\n- ") == 2
    assert rest.message.personal
