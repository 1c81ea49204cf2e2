"""Whose meetings: committees of projects, reviews by type of project, rhythms that the plan says, who may plan them."""

from __future__ import annotations

from datetime import date

import pytest

from bot import calendars
from commands.meetings import rhythms
from commands.meetings.rhythm_texts import SAID
from commands.meetings.rhythms import RHYTHMS, period_of
from storage import communities
from storage.rows.organisation import LeadRole
from tests.test_letters import PARIS, letters
from tests.test_rules import beat, begun, items
from tests.world import Say, World

BUS = "programme-stratobus"


# Projects and their types


def test_a_type_is_said_shown_kept_in_the_history_and_taken_away(say: Say) -> None:
    assert "type non consigné" in say("projet type stratobus", by="agent").text
    assert say("projet type stratobus : totémique", by="agent").kind == "refused"
    assert (
        "La revue qui le suit : Comex - revue des projets" in say("projet type stratobus : totémique", by="appui").text
    )
    assert "comme auparavant" in say("projet type stratobus : totémique", by="appui").text
    assert "auparavant totémique" in say("projet type stratobus : multi-DGA", by="appui").text
    history = say("projet historique stratobus").text
    assert "type multi-DGA (auparavant totémique)" in history
    assert "type totémique" in history
    assert "type non consigné" in say("projet type stratobus : aucun", by="appui").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("stratobus : géant", "Je ne connais pas le type « géant »"),
        ("zzzz : totémique", "zzzz"),
    ],
)
def test_a_type_that_is_none_is_said_clearly(say: Say, typed: str, sentence: str) -> None:
    assert sentence in say(f"projet type {typed}", by="appui").text


@pytest.mark.parametrize(
    ("type_", "review"),
    [
        ("totémique", "Comex-revue des projets"),
        ("multi-DGA", "comité transversal"),
        ("mono-DGA", "revue des projets"),
    ],
)
def test_the_type_decides_the_review_whose_dossier_lists_the_project(say: Say, type_: str, review: str) -> None:
    assert "Ce n'est pas consigné" in say(f"instance dossier {review}", by="appui").text
    say(f"projet type stratobus : {type_}", by="appui")
    text = say(f"instance dossier {review}", by="appui").text
    assert "Projets suivis : 1" in text
    assert "Programme Stratobus" in text
    for other in {"Comex-revue des projets", "comité transversal", "revue des projets"} - {review}:
        assert "Stratobus" not in say(f"instance dossier {other}", by="appui").text


def test_the_review_of_a_dga_follows_its_own_projects_only(world: World) -> None:
    world.change_project(BUS, unit_key="dga-numerique")
    world.say("projet type stratobus : mono-DGA", by="appui")
    assert "Stratobus" in world.say("instance dossier revue de la DGA Numérique et innovation", by="appui").text
    assert "Stratobus" not in world.say("instance dossier revue de la DGA Ressources humaines", by="appui").text


def test_the_dossier_of_a_committee_is_of_its_project_alone(world: World) -> None:
    world.due(BUS, 5)
    world.say("instance réunion COPIL stratobus, le 15/12 à 9h", by="appui")
    text = world.say("instance dossier COPIL stratobus", by="agent").text
    assert "1 échéance avant la suivante" in text
    assert "0 échéance dépassée" in text
    world.due(BUS, -5)
    assert "Échéances dépassées : 1" in world.say("instance dossier COPIL stratobus", by="agent").text


# Who plans


def test_who_leads_a_project_plans_its_committees_and_nobody_elses(world: World) -> None:
    world.lead(BUS, "chef-de-projet", role=LeadRole.PROJECT_MANAGER)
    assert "inscrite" in world.say("instance réunion COPIL stratobus, le 15/12 à 9h", by="chef-de-projet").text
    assert world.say("instance réunion Comex, le 15/12 à 9h", by="chef-de-projet").kind == "refused"
    assert world.say("instance annuler COPIL stratobus", by="agent").kind == "refused"
    assert "est annulée" in world.say("instance annuler COPIL stratobus", by="chef-de-projet").text


def test_a_meeting_is_moved_with_its_agenda_and_its_length(world: World) -> None:
    world.say("instance réunion COPROJ stratobus, le 15/12 de 9h à 11h", by="appui")
    world.say("instance ordre du jour COPROJ stratobus : budget", by="appui")
    moved = world.say("instance déplacer COPROJ stratobus, du 15/12 au 17/12 à 14h", by="appui")
    assert "déplacée au jeudi 17 décembre 2020 à 14 h" in moved.text
    assert "budget" in world.say("instance ordre du jour COPROJ stratobus").text
    assert (
        "Aucune réunion de" in world.say("instance déplacer COPROJ stratobus, du 15/12 au 18/12 à 9h", by="appui").text
    )


def test_a_series_is_put_on_the_calendar_and_again_adds_nothing(say: Say) -> None:
    typed = "instance réunion Cap Digital, chaque dernier jeudi du mois à 14h jusqu'au 31/01"
    assert "3 réunions inscrites" in say(typed, by="appui").text
    assert "0 réunion inscrite (3 l'étaient déjà)" in say(typed, by="appui").text
    typed = "instance planifier Comex, RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3 à 9h"
    assert (
        "mardi 8 décembre 2020 à 9 h, mardi 12 janvier 2021 à 9 h puis mardi 9 février 2021"
        in say(typed, by="appui").text
    )


@pytest.mark.parametrize(
    "typed", ["Comex le 15/12 à 9h", "Comex planifier le 15/12 à 9h", "le Comex, mardi 15/12 à 9h"]
)
def test_a_date_is_understood_without_its_comma_and_with_a_verb(say: Say, typed: str) -> None:
    assert "mardi 15 décembre 2020 à 9 h" in say(f"instance réunion {typed}", by="appui").text


# Restricted projects


def test_the_meetings_of_a_restricted_project_are_for_its_circle_alone(world: World) -> None:
    world.restrict(BUS, to="appui")
    planned = world.say("instance réunion COPIL stratobus, le 15/12 à 9h", by="appui", room="C1")
    assert planned.message.audience.value == "personal"
    assert "Stratobus" in world.say("instance prochaine", by="appui").text
    for typed in ("instance prochaine", "instance prochaine COPIL", "instance fichier", "instance dossier Comex"):
        assert "Stratobus" not in world.say(typed, by="dgs").text
    with world.database.read() as session:
        written = calendars.write(session)
    assert b"VEVENT" not in written
    assert b"tratobus" not in written


def test_the_reminder_of_a_committee_goes_to_who_leads_it_and_may_read_it(world: World) -> None:
    begun(world)
    world.lead(BUS, "chef-de-projet", role=LeadRole.PROJECT_MANAGER)
    world.restrict(BUS, to="appui")
    world.say("instance réunion COPIL stratobus, le 15/12 à 9h", by="appui")
    beat(world, "2020-12-11 10:00")
    assert {each.key.rsplit(":", 1)[-1] for each in items(world, "meeting-soon")} == {"chef-de-projet"}
    assert not [text for text in letters(world).values() if "Stratobus" in text], "outside the circle, nothing is told"


# Rhythms


def test_every_rhythm_has_its_words_its_source_and_a_body_that_exists(sqlite_world: World) -> None:
    assert {each.body for each in RHYTHMS} == set(SAID)
    with sqlite_world.database.read() as session:
        known = {each.key for each in communities.communities(session)}
    assert {each.body.community_key for each in RHYTHMS} <= known


@pytest.mark.parametrize(
    ("day", "months", "first", "last"),
    [
        ("2024-02-29", 1, "2024-02-01", "2024-02-29"),
        ("2020-12-31", 1, "2020-12-01", "2020-12-31"),
        ("2020-12-31", 2, "2020-11-01", "2020-12-31"),
        ("2020-12-31", 3, "2020-10-01", "2020-12-31"),
        ("2021-01-01", 6, "2021-01-01", "2021-06-30"),
        ("2021-07-01", 12, "2021-01-01", "2021-12-31"),
    ],
)
def test_a_period_is_of_the_calendar_year(day: str, months: int, first: str, last: str) -> None:
    found = period_of(date.fromisoformat(day), months)
    assert found == (date.fromisoformat(first), date.fromisoformat(last))


def test_an_expected_meeting_without_a_date_is_said_until_it_has_one(say: Say) -> None:
    text = say("instance calendrier", by="appui").text
    assert "CAP Managers, T4 2020 : pas encore de date (une fois par trimestre" in text
    assert "Revue des projets, novembre 2020 : pas encore de date pour 11 DGA et DGST" in text
    say("instance réunion CAP Managers, le 15/12 à 9h", by="appui")
    say("instance réunion revue de la DGA Numérique et innovation, le 27/11 à 9h", by="appui")
    text = say("instance calendrier", by="appui").text
    assert "CAP Managers, T4 2020 : pas encore" not in text
    assert "novembre 2020 : pas encore de date pour 10 DGA et DGST" in text


def test_a_meeting_that_was_held_counts_as_dated(say: Say) -> None:
    say("instance décision Comex du 12/11/2020 « Retenir le scénario 2 » sur 4.1.1", by="comex")
    assert "Comex, novembre 2020 : pas encore" not in say("instance prochaine Comex").text


def test_the_cellule_is_told_before_a_period_and_when_it_begins_in_one_point(world: World) -> None:
    begun(world)
    beat(world, "2020-12-01 09:00")
    told = letters(world)["daily:appui:2020-12-01"]
    assert "Pas encore de date : 2 réunions attendues" in told
    assert "Comex, décembre 2020" in told
    # Fourteen days before January, a Friday; its letter leaves when leads are asked.
    beat(world, "2020-12-18 10:00")
    told = letters(world)["daily:appui:2020-12-18"]
    assert "Comex, janvier 2021" in told
    assert "CAP Managers, T1 2021" in told
    assert "XXL, 2021" in told
    keys = [each.key.split(":")[1] for each in items(world, "meeting-undated")]
    assert sorted(set(keys)) == ["2020-12-01", "2021-01-01"]


def test_nothing_is_told_once_every_meeting_has_a_date(world: World) -> None:
    begun(world)
    world.say("instance réunion Comex, le 15/12 à 9h", by="appui")
    world.say("instance réunion revue de la DGA Numérique et innovation, le 15/12 à 9h", by="appui")
    with world.database.read() as session:
        missing = rhythms.undated_from(session, first=date(2020, 12, 1), zone=PARIS)
    assert [(each.of.community_key, len(each.bodies)) for each in missing] == [("revue_projets", 10)]


@pytest.mark.parametrize(
    ("day", "since", "expected"),
    [
        ("2021-01-04", "2020-12-31", ["2021-01-01"]),
        ("2020-12-18", "2020-12-17", ["2021-01-01"]),
        ("2024-02-16", "2024-02-15", ["2024-03-01"]),
        ("2023-02-15", "2023-02-14", ["2023-03-01"]),
        ("2020-12-10", "2020-12-09", []),
    ],
)
def test_the_days_on_which_expected_meetings_are_told(day: str, since: str, expected: list[str]) -> None:
    found = rhythms.expected_on(date.fromisoformat(day), since=date.fromisoformat(since))
    assert [each.isoformat() for each in found] == expected


# Plain words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("quelle est la prochaine réunion du Comex ?", "mardi 15 décembre 2020 à 9 h"),
        ("prochaine réunion du Comex", "mardi 15 décembre 2020 à 9 h"),
        ("quand est le prochain COPIL stratobus ?", "mercredi 16 décembre 2020 à 10 h"),
        ("ordre du jour du Comex", "ordre du jour"),
        ("l'ordre du jour du prochain Comex", "ordre du jour"),
        ("dossier du Comex", "dossier de la réunion du mardi 15 décembre"),
    ],
)
def test_plain_words_ask_for_it_too(say: Say, typed: str, sentence: str) -> None:
    say("instance réunion Comex, le 15/12 à 9h", by="appui")
    say("instance réunion COPIL stratobus, le 16/12 à 10h", by="appui")
    assert sentence in say(typed, by="agent").text


def test_without_a_date_a_plain_question_is_answered_with_the_rhythm(say: Say) -> None:
    text = say("quelle est la prochaine réunion du Comex ?").text
    assert "n'est pas consignée" in text
    assert "un Comex par mois" in text


def test_after_a_meeting_what_to_type_is_what_the_bot_understands(world: World) -> None:
    begun(world)
    world.say("instance réunion Comex, le 15/12 à 9h", by="appui")
    world.say("instance réunion COPIL stratobus, le 15/12 à 10h", by="appui")
    beat(world, "2020-12-16 09:00")
    told = letters(world)["daily:appui:2020-12-16"]
    assert "« instance décision Comex du 15/12/2020 : … »" in told
    assert "« projet décision programme-stratobus : …, en COPIL du 15/12/2020 »" in told
    for typed in (
        "instance décision Comex du 15/12/2020 : retenir le scénario 2",
        "projet décision programme-stratobus : retenir le scénario 2, en COPIL du 15/12/2020",
    ):
        assert "C'est noté" in world.say(typed, by="appui").text
