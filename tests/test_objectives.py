"""The state of an objective, of a pillar and of an axis, and what a search of the plan finds."""

from __future__ import annotations

import pytest

from commands.message import Audience
from storage.rows.organisation import LeadRole
from storage.rows.plan import Status
from tests.world import Say, World


def test_the_state_of_an_objective(say: Say) -> None:
    assert say("/objectif statut 4.2.2").text == (
        "4.2.2 Déployer les outils collaboratifs et former les collaborateurs à leur utilisation\n"
        "Pilier 4, axe 2 · chef de file : non désigné\n"
        "a. Disposer d'une communauté d'ambassadeurs\n"
        "   échéance T3 2020 (30 septembre 2020) dépassée de 54 jours, sans point d'étape\n"
        "b. 90 % des collaborateurs utilisant efficacement les outils collaboratifs\n"
        "   à venir · échéance T2 2021 (30 juin 2021), dans 219 jours\n"
        "   cible : 90 % (collaborateurs utilisant efficacement les outils collaboratifs)\n"
        "Source : DiMENSiON, pilier 4, axe 2, 2.2\n"
        "[1] Historique  [2] Proposer  [3] Suivre  [4] Fiche  [5] Pilier 4"
    )


def test_the_lead_is_named_once_designated(sqlite_world: World) -> None:
    sqlite_world.lead("4.2.2", "chef-de-file")
    assert "chef de file : Chef de file Convergence numérique (exemple)" in sqlite_world.say("4.2.2").text


def test_a_contributor_is_no_lead(sqlite_world: World) -> None:
    sqlite_world.lead("4.2.2", "manager", role=LeadRole.CONTRIBUTOR)
    assert "chef de file : non désigné" in sqlite_world.say("4.2.2").text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("3.2.6", "réalisé, selon DiMENSiON, 2020 · échéance T2 2020 (30 juin 2020)"),
        ("3.2.5", "ce « réalisé » est à prendre avec réserve"),
        ("1.2.1", "Mise en place de l'intranet, T1 2020 (31 mars 2020) dépassée de 237 jours"),
        ("1.2.1", "Passage en extranet, T4 2020 (31 décembre 2020), dans 38 jours · sans point d'étape"),
        ("1.2.1", "le document n'imprime pas RÉALISÉ"),
        ("4.2.1", "échéance imprimée « T4 2020 / T4 2021 »"),
        ("4.2.1", "Le document imprime une seule échéance pour a et b."),
        ("1.1.1", "Le document imprime une seule échéance pour a, b, c et d."),
        ("2.1.4", "échéance fin 2020 (31 décembre 2020), dans 38 jours"),
        ("3.4.2", "1er évènement : échéance T3 2020 (30 septembre 2020) dépassée de 54 jours, sans point d'étape"),
        ("3.4.2", "rythme : semestriel"),
        ("4.3.1", "cible : 5 nouveaux services digitaux"),
        ("5.1.2", "cible : au plus 7 mois"),
        ("5.2.1", "augmentation de 10 %"),
        ("5.2.1", "seul objectif opérationnel du T2 2020"),
    ],
)
def test_what_the_document_prints_is_said_with_its_reserves(say: Say, code: str, said: str) -> None:
    assert said in say(f"/objectif statut {code}").text


def test_a_status_said_later_is_shown(sqlite_world: World) -> None:
    sqlite_world.status("4.1.1.a", Status.STOPPED)
    assert "arrêté · échéance T3 2021" in sqlite_world.say("4.1.1").text
    sqlite_world.status("4.1.1.a", Status.DONE)
    assert "réalisé · échéance T3 2021 (30 septembre 2021)" in sqlite_world.say("4.1.1").text


def test_a_deadline_today_is_not_past(sqlite_world: World) -> None:
    sqlite_world.later(days=38)
    assert "échéance T4 2020 (31 décembre 2020), aujourd'hui" in sqlite_world.say("3.1.1").text
    sqlite_world.later(days=1)
    assert "dépassée d'un jour" in sqlite_world.say("3.1.1").text


def test_the_state_of_a_pillar_and_of_an_axis(say: Say) -> None:
    pillar = say("/objectif statut pilier 7")
    assert "Axe 7.3" in pillar.text
    assert "7.1.1 Élaborer le référentiel commun de la gestion de projet (réalisé)" in pillar.text
    axis = say("/objectif statut axe 7.1")
    assert axis.text.startswith("Axe 7.1 ")
    assert "objectif liste axe 7.1 échéance dépassée" in axis.says


def test_a_search_lists_what_it_finds(say: Say) -> None:
    answer = say("/objectif chercher intranet")
    assert {"1.2.1", "6.2.2"} <= set(answer.codes)
    assert "résultats pour « intranet »" in answer.text
    assert "Ce n'est pas consigné" in say("/objectif chercher zzzz qqqq").text


def test_two_leads_are_both_named(sqlite_world: World) -> None:
    sqlite_world.lead("4.2.2", "chef-de-file")
    sqlite_world.lead("4.2.2", "appui")
    place = sqlite_world.say("4.2.2").text.splitlines()[1]
    assert place.endswith(
        "chef de file : Cellule d'appui, coordination (exemple) et Chef de file Convergence numérique (exemple)"
    )


def test_a_lead_who_has_left_leads_no_more(sqlite_world: World) -> None:
    sqlite_world.lead("4.2.2", "chef-de-file")
    sqlite_world.leave("chef-de-file")
    assert "chef de file : non désigné" in sqlite_world.say("4.2.2").text
    assert "4.2.2.a" in sqlite_world.say("/objectif liste axe 4.2 sans chef de file").codes
    assert "4.2.2.a" not in sqlite_world.say("/objectif liste unité Direction du Numérique (exemple)").codes


def test_a_shared_deadline_is_not_said_of_a_key_result_alone(say: Say) -> None:
    assert "une seule échéance" not in say("/objectif statut 4.2.1.a").text


def test_an_answer_says_where_it_comes_from_and_what_it_cites(say: Say) -> None:
    answer = say("/objectif statut 4.2.2", by="manager")
    assert answer.about.codes == ("4.2.2", "4.2.2.a", "4.2.2.b")
    assert "Source : DiMENSiON, pilier 4, axe 2, 2.2" in answer.text


def test_an_answer_in_a_room_is_read_by_the_asker_alone(say: Say) -> None:
    for typed in ("/objectif statut 4.2.2", "/objectif liste", "/objectif statut", "bouillabaisse", "/objectif fiche"):
        assert say(typed).message.audience is Audience.QUIET, typed


def test_what_was_taken_out_of_the_plan_is_neither_shown_nor_counted(sqlite_world: World) -> None:
    sqlite_world.retire("4.2.2.b")
    assert "90 %" not in sqlite_world.say("/objectif statut 4.2.2").text
    assert sqlite_world.say("/objectif statut 4.2.2.b").about.abstained
    assert sqlite_world.say("/objectif liste").text.startswith("96 objectifs opérationnels")
    assert "96 objectifs opérationnels" in sqlite_world.say("/objectif statut").text


def test_a_search_offers_the_state_of_what_it_finds(sqlite_world: World) -> None:
    found = sqlite_world.say("/objectif chercher intranet")
    assert sqlite_world.say("1").text.startswith(found.labels[0].split()[0])
