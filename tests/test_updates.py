"""Saying how an objective or a project stands: understood, completed, recorded, repeated back."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from storage import standings
from storage.ledger.state import State
from storage.rows.following import Weather
from storage.rows.plan import Status
from tests.world import Answer, Say, World

# An objective that chef-de-file leads, with one key result and no target.
LED = "4.1.1"
RESULT = "4.1.1.a"
# A key result whose target is a percentage, and a project.
COUNTED = "4.2.2.b"
PROJECT = "developpement-du-teletravail"


def state(world: World, code: str) -> State:
    kind = "key_result" if "." in code else "project"
    with world.database.read() as session:
        return standings.state_of(session, subject=(kind, code))


def number_in(answer: Answer) -> int:
    found = re.search(r"\(n° (\d+)\)", answer.text)
    assert found, answer.text
    return int(found[1])


def test_what_was_understood_is_recorded_and_repeated(world: World) -> None:
    answer = world.say("/objectif maj 4.1.1 62% couvert reste les sites distants", by="chef-de-file")
    now = state(world, RESULT)
    assert (now.status, now.progress, now.weather) == (Status.UNDER_WAY, 62, Weather.REACHABLE)
    assert now.comment == "reste les sites distants"
    assert answer.text.startswith(f"C'est noté pour {RESULT} (n° {number_in(answer)}) : en cours, avancement 62 %")
    assert "objectifs atteignables (couvert)" in answer.text
    assert "Annuler" in answer.labels


def test_a_word_is_an_update(world: World) -> None:
    world.say("objectif maj 4.1.1 à mi-chemin", by="chef-de-file")
    assert state(world, RESULT).progress == 50


def test_an_objective_of_several_key_results_is_asked_back(say: Say) -> None:
    answer = say("objectif maj 4.4.1 40 %", by="chef-de-file-donnees")
    assert [each.split()[2] for each in answer.says] == ["4.4.1.a", "4.4.1.b"]
    assert all("40" in each for each in answer.says)


def test_a_project_is_updated_by_its_name(world: World) -> None:
    world.say("/projet maj télétravail : 40 %, vert, charte signée", by="chef-de-projet")
    now = state(world, PROJECT)
    assert (now.progress, now.weather, now.comment) == (40, Weather.SECURE, "charte signée")


def test_a_project_is_updated_by_its_key(world: World) -> None:
    world.say(f"projet maj {PROJECT} en cours", by="chef-de-projet")
    assert state(world, PROJECT).status is Status.UNDER_WAY


def test_a_percentage_is_asked_back_where_the_target_is_one(world: World) -> None:
    world.lead("4.2.2", "chef-de-file")
    answer = world.say(f"objectif maj {COUNTED} 62%, couvert", by="chef-de-file")
    assert "l'avancement du travail ou la valeur" in answer.text
    assert state(world, COUNTED).told is None
    world.say("1", by="chef-de-file")
    now = state(world, COUNTED)
    assert (now.progress, now.weather, now.measures) == (62, Weather.REACHABLE, {})


def test_a_value_needs_its_date_and_source(world: World) -> None:
    world.lead("4.2.2", "chef-de-file")
    world.say(f"objectif maj {COUNTED} 62%", by="chef-de-file")
    assert "À la date du" in world.say("2", by="chef-de-file").text
    assert "Source" in world.say("31/10/2020", by="chef-de-file").text
    world.say("enquête interne", by="chef-de-file")
    (measured,) = state(world, COUNTED).measures.values()
    assert (measured.measure.value, measured.measure.as_of, measured.measure.source) == (
        Decimal(62),
        date(2020, 10, 31),
        "enquête interne",
    )


def test_a_value_is_given_in_one_line(world: World) -> None:
    world.lead("4.2.2", "chef-de-file")
    sentence = (
        f"objectif maj {COUNTED} valeur 62 % au 31/10/2020 source enquête interne, couvert, reste les sites distants"
    )
    answer = world.say(sentence, by="chef-de-file")
    assert "Valeur 62 % pour une cible de 90 % (au 31 octobre 2020, source : enquête interne)." in answer.text
    now = state(world, COUNTED)
    assert [each.measure.value for each in now.measures.values()] == [Decimal(62)]
    assert (now.weather, now.comment) == (Weather.REACHABLE, "reste les sites distants")


def test_a_value_without_a_target_is_refused(world: World) -> None:
    answer = world.say(f"objectif valeur {RESULT} 12 au 01/10/2020 source tableau", by="chef-de-file")
    assert "pas de cible chiffrée" in answer.text
    assert state(world, RESULT).told is None


def test_a_weather_that_needs_support_asks_for_the_blocker_and_the_support(world: World) -> None:
    by = "chef-de-file"
    assert "Point de blocage" in world.say(f"objectif maj {RESULT} nuage", by=by).text
    assert state(world, RESULT).weather is None
    world.say("deux équipes manquent", by=by)
    world.say("deux postes", by=by)
    world.say("Comex", by=by)
    answer = world.say("15/12/2020", by=by)
    now = state(world, RESULT)
    assert now.weather is Weather.NEEDS_SUPPORT
    (support,) = now.supports
    assert (support.asked.blocker, support.asked.need) == ("deux équipes manquent", "deux postes")
    assert (support.asked.body, support.asked.needed_by) == ("comex", date(2020, 12, 15))
    assert "appuis nécessaires (nuage)" in answer.text


def test_done_asks_for_what_it_rests_on(world: World) -> None:
    by = "chef-de-file"
    assert "Réalisé le" in world.say(f"objectif maj {RESULT} terminé", by=by).text
    for said in ("12/11/2020", "délibération publiée", "schéma directeur en place"):
        world.say(said, by=by)
    answer = world.say("schéma adopté", by=by)
    now = state(world, RESULT)
    assert now.status is Status.DONE
    assert now.completion is not None
    assert now.completion.evidence == "délibération publiée"
    assert "Retour d'expérience" in answer.labels


def done(world: World, code: str, by: str) -> None:
    world.say(
        f"objectif maj {code} réalisé le 12/11/2020, preuve « vu », attendu « a », obtenu « b »",
        by=by,
    )


def test_done_below_the_target_is_told_before_it_is_written(world: World) -> None:
    world.lead("4.2.2", "chef-de-file")
    world.say(f"objectif valeur {COUNTED} 62 % au 31/10/2020 source enquête", by="chef-de-file")
    sentence = f"objectif maj {COUNTED} réalisé le 12/11/2020, preuve « vu », attendu « a », obtenu « b »"
    answer = world.say(sentence, by="chef-de-file")
    assert "62 % pour une cible de 90 %" in answer.text
    assert state(world, COUNTED).status is not Status.DONE
    world.say("1", by="chef-de-file")
    assert state(world, COUNTED).status is Status.DONE


def test_what_is_over_takes_only_an_evaluation_and_lessons(world: World) -> None:
    by = "chef-de-file"
    done(world, RESULT, by)
    answer = world.say(f"objectif maj {RESULT} 40 %", by=by)
    assert "on ne le met plus à jour" in answer.text
    assert state(world, RESULT).progress == 100
    world.say(f"objectif évaluer {RESULT} « les agents s'en servent »", by=by)
    world.say(f"objectif retour {RESULT} « commencer par les usages »", by=by)
    now = state(world, RESULT)
    assert (now.evaluation, now.lessons) == ("les agents s'en servent", "commencer par les usages")


def test_a_deadline_is_put_off_with_its_reason_and_the_first_stays(world: World) -> None:
    by = "chef-de-file"
    world.say(f"objectif reporter {RESULT} T2 2022 motif « marché infructueux »", by=by)
    answer = world.say(f"objectif reporter {RESULT} T4 2022 motif « nouveau marché »", by=by)
    assert (
        "Échéance reportée au T4 2022 (31 décembre 2022) ; échéance initiale T3 2021 (30 septembre 2021), 2 reports, "
        "glissement total de 457 jours"
    ) in answer.text
    now = state(world, RESULT)
    assert [each.due_on for each in now.revisions] == [date(2022, 6, 30), date(2022, 12, 31)]
    assert [each.reason for each in now.revisions] == ["marché infructueux", "nouveau marché"]
    status = world.say(f"objectif statut {RESULT}").text
    for shown in ("30 septembre 2021", "31 décembre 2022", "2 reports"):
        assert shown in status


def test_a_deadline_without_a_reason_is_asked_one(world: World) -> None:
    assert "Motif" in world.say(f"objectif reporter {RESULT} T2 2022", by="chef-de-file").text
    world.say("marché infructueux", by="chef-de-file")
    assert state(world, RESULT).due_on == date(2022, 6, 30)


@pytest.mark.parametrize("typed", ["T1 2020 motif x", "T3 2021 motif x"])
def test_a_deadline_past_or_unchanged_is_refused(world: World, typed: str) -> None:
    world.say(f"objectif reporter {RESULT} {typed}", by="chef-de-file")
    assert state(world, RESULT).revisions == ()


def test_one_takes_back_what_one_has_just_said(world: World) -> None:
    said = world.say(f"objectif maj {RESULT} 40 %", by="chef-de-file")
    answer = world.say("Annuler", by="chef-de-file")
    assert f"Le point n° {number_in(said)} est annulé" in answer.text
    assert state(world, RESULT).progress is None
    assert "déjà annulé" in world.say(f"objectif annuler {number_in(said)}", by="chef-de-file").text


def test_taking_back_too_late_for_a_click_is_said_how(world: World) -> None:
    number = number_in(world.say(f"objectif maj {RESULT} 40 %", by="chef-de-file"))
    world.later(minutes=31)
    late = world.say("Annuler", by="chef-de-file").text
    assert f"Tapez « objectif annuler {number} » et un motif." in late
    assert state(world, RESULT).progress == 40
    world.say(f"objectif annuler {number} motif « erreur »", by="chef-de-file")
    assert state(world, RESULT).progress is None


def test_how_a_point_is_taken_back_is_said_with_it(world: World) -> None:
    answer = world.say(f"objectif maj {RESULT} 40 %", by="chef-de-file")
    said = (
        f"« Annuler » se fait en un clic pendant dix minutes ; ensuite, tapez « objectif annuler {number_in(answer)} »"
    )
    assert f"{said} et un motif." in answer.text


def test_a_form_left_open_tells_what_was_said_meanwhile(world: World) -> None:
    by = "chef-de-file"
    assert "Motif" in world.say(f"objectif reporter {RESULT} T2 2022", by=by).text
    world.later(minutes=5)
    world.say(f"objectif maj {RESULT} 70 %, vert", by="manager")
    # Longer ago than what is told to whoever types a whole sentence: the form says what its person had seen.
    world.later(minutes=20)
    answer = world.say("marché infructueux", by=by)
    assert "il y a 20 minutes" in answer.text
    assert "avancement 70 %" in answer.text
    assert state(world, RESULT).revisions == ()
    world.say("1", by=by)
    assert state(world, RESULT).due_on == date(2022, 6, 30)


def test_after_ten_minutes_a_reason_is_asked(world: World) -> None:
    said = number_in(world.say(f"objectif maj {RESULT} 40 %", by="chef-de-file"))
    world.later(minutes=11)
    assert "motif" in world.say(f"objectif annuler {said}", by="chef-de-file").text
    world.say("erreur de ligne", by="chef-de-file")
    assert state(world, RESULT).progress is None


def test_a_number_that_is_nothing_and_one_of_a_project_one_may_not_read_are_the_same(world: World) -> None:
    said = number_in(world.say(f"projet maj {PROJECT} 40 %", by="chef-de-projet"))
    world.restrict(PROJECT, to="chef-de-projet")
    unknown = world.say("objectif annuler 99999", by="appui").text
    assert world.say(f"objectif annuler {said}", by="appui").text == unknown.replace("99999", str(said))


def test_the_second_of_two_is_told_what_the_first_has_just_said(world: World) -> None:
    world.say(f"objectif maj {RESULT} 40 %, vert", by="chef-de-file")
    world.later(minutes=3)
    answer = world.say(f"objectif maj {RESULT} 70 %", by="manager")
    assert world.label("chef-de-file") in answer.text
    assert "il y a 3 minutes" in answer.text
    assert "avancement 40 %" in answer.text
    assert state(world, RESULT).progress == 40
    world.say("1", by="manager")
    assert state(world, RESULT).progress == 70


def test_nobody_is_told_of_what_was_said_long_ago(world: World) -> None:
    world.say(f"objectif maj {RESULT} 40 %", by="chef-de-file")
    world.later(minutes=30)
    world.say(f"objectif maj {RESULT} 70 %", by="manager")
    assert state(world, RESULT).progress == 70


def test_a_fair_weather_past_the_deadline_is_told_before_it_is_written(world: World) -> None:
    world.later(days=400)
    answer = world.say(f"objectif maj {RESULT} vert", by="chef-de-file")
    assert "Confirmez-vous" in answer.text
    assert state(world, RESULT).weather is None
    world.say("1", by="chef-de-file")
    assert state(world, RESULT).weather is Weather.SECURE


def test_without_arguments_an_update_is_a_form(world: World) -> None:
    by = "chef-de-file"
    assert "Quel objectif opérationnel" in world.say("/objectif maj", by=by).text
    assert "Où en est-il" in world.say(RESULT, by=by).text
    world.say("40 %, vert", by=by)
    assert state(world, RESULT).progress == 40


def test_a_submitted_form_is_an_update(world: World) -> None:
    values = {
        "status": "en cours",
        "progress": "40",
        "weather": "objectifs sécurisés (soleil)",
        "comment": "vert, dit-on",
    }
    world.say(f"objectif maj {RESULT}", by="chef-de-file", values=values)
    now = state(world, RESULT)
    assert (now.status, now.progress, now.weather, now.comment) == (
        Status.UNDER_WAY,
        40,
        Weather.SECURE,
        "vert, dit-on",
    )


def test_who_does_not_lead_is_told_politely_and_nothing_is_written(world: World) -> None:
    answer = world.say(f"objectif maj {RESULT} 40 %", by="agent")
    assert answer.kind == "refused"
    assert state(world, RESULT).told is None
