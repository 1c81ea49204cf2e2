"""Sheets (everything recorded, and how to present it) and histories, newest first."""

from __future__ import annotations

import re

from sqlalchemy import update

from storage.rows.organisation import LeadRole
from storage.rows.plan import Objective, Pillar
from storage.rows.reference import Figure
from tests.world import Say, World


def test_the_sheet_says_how_to_present_it(say: Say) -> None:
    text = say("/objectif fiche 4.2.1").text
    for part in ("En bref :", "Pour le présenter :", "Jalons imprimés", "Dans le texte", "Voir aussi", "Source :"):
        assert part in text
    milestones = [line for line in text.splitlines() if line.startswith("- ") and "2020" in line]
    assert milestones[0].startswith("- outils collaboratifs")


def test_the_sheet_of_a_pillar(say: Say) -> None:
    text = say("/objectif fiche pilier 4").text
    for part in ("Ambition :", "Chiffres clés, selon DiMENSiON, 2020", "Applications exploitées : 200", "4.4.3"):
        assert part in text


def test_the_sheet_of_an_axis_and_of_the_plan(say: Say) -> None:
    assert say("/objectif fiche axe 4.2").text.startswith("Axe 4.2 ")
    assert say("/objectif fiche plan").text.startswith("Le plan DiMENSiON")


def test_the_sheet_of_a_unit(sqlite_world: World) -> None:
    with_lead = sqlite_world.say("/objectif fiche Direction du Numérique (exemple)").text
    assert with_lead.startswith("Direction du Numérique (exemple)\nrattachée à DGA Numérique et innovation (exemple)")
    assert "4.1.1 " in with_lead
    without = sqlite_world.say("/objectif fiche Service Travaux (exemple)").text
    assert "Aucun objectif n'a de chef de file dans cette unité." in without


def test_a_history_ends_with_what_the_document_prints(sqlite_world: World) -> None:
    assert "Rien d'autre n'est consigné" in sqlite_world.say("/objectif historique 4.2.2").text
    sqlite_world.tell("objective", "4.2.2", "lead_changed", role="objective_lead", before=None, after="chef-de-file")
    text = sqlite_world.say("/objectif historique 4.2.2").text
    assert "23 novembre 2020" in text
    assert "4.2.2.a échéance initiale T3 2020 (30 septembre 2020)" in text
    assert "Rien d'autre" not in text


def test_a_long_history_is_paged(sqlite_world: World) -> None:
    for number in range(12):
        sqlite_world.tell("objective", "4.2.2", "lead_changed", role="sponsor", before=None, after=f"personne-{number}")
    first = sqlite_world.say("/objectif historique 4.2.2")
    assert "personne-11" in first.text
    assert "échéance initiale" not in first.text
    assert "De 1 à 10 sur 12" in first.text
    second = sqlite_world.say("suite")
    assert "personne-0" in second.text
    assert "échéance initiale" in second.text


def test_a_sheet_leaves_out_what_is_not_recorded(sqlite_world: World) -> None:
    with sqlite_world.database.write() as session:
        session.execute(update(Objective).values(summary=None, pitch=None, body_facts=[], cross_references=[]))
        session.execute(update(Pillar).values(summary=None, pitch=None, context=[]))
        session.execute(update(Figure).values(pillar_number=None))
    text = sqlite_world.say("/objectif fiche 4.2.2").text
    for part in ("En bref", "Pour le présenter", "Dans le texte", "Voir aussi", "Jalons imprimés", "None"):
        assert part not in text
    text = sqlite_world.say("/objectif fiche pilier 4").text
    for part in ("En bref", "Pour le présenter", "Chiffres clés", "None"):
        assert part not in text
    assert "Ambition :" in text


def test_a_sheet_points_to_the_same_subject_elsewhere_in_words(say: Say) -> None:
    text = say("/objectif fiche 1.1.3").text
    assert "- thématique Administration performante" in text
    assert "administration-performante" not in text


def test_the_sheet_of_a_key_result_is_that_of_its_objective(say: Say) -> None:
    assert say("/objectif fiche 4.2.2.b").text == say("/objectif fiche 4.2.2").text


def test_the_sheet_of_a_unit_counts_its_projects_and_lists_them(sqlite_world: World) -> None:
    unit = "Service Travaux (exemple)"
    assert sqlite_world.say(f"/objectif fiche {unit}").says == []
    sqlite_world.lead("plan-velo", "agent", role=LeadRole.PROJECT_DIRECTOR)
    sqlite_world.lead("tramway-de-marseille", "agent", role=LeadRole.PROJECT_DIRECTOR)
    assert sqlite_world.say(f"/objectif fiche {unit}").labels == ["2 projets"]
    assert set(sqlite_world.say("1").projects) == {"plan-velo", "tramway-de-marseille"}
    sqlite_world.change_project("plan-velo", retired=True)
    assert sqlite_world.say(f"/objectif fiche {unit}").labels == ["1 projet"]


def test_the_sheet_of_a_unit_without_anything_above_it(say: Say) -> None:
    lines = say("/objectif fiche Direction générale des services (exemple)").text.splitlines()
    assert "en dessous" in lines[1]
    assert "rattachée" not in lines[1]


def test_a_history_names_who_did_it_and_the_files_when_nobody_did(sqlite_world: World) -> None:
    lead = {"role": "objective_lead"}
    sqlite_world.tell("objective", "4.2.2", "lead_changed", before=None, after="chef-de-file", **lead)
    sqlite_world.tell("objective", "4.2.2", "lead_changed", before="chef-de-file", after="inconnu", **lead)
    sqlite_world.tell("objective", "4.2.2", "lead_changed", by="appui", before="inconnu", after=None, **lead)
    newest, middle, oldest = sqlite_world.say("/objectif historique 4.2.2").text.splitlines()[1:4]
    label = sqlite_world.label("chef-de-file")
    said = "Cellule d'appui, coordination (exemple), 4.2.2 : chef de file retiré, inconnu"
    assert re.fullmatch(rf"- 23 novembre 2020 \(n° \d+\), {re.escape(said)}", newest)
    assert middle.endswith(f"fichiers de l'organisation, 4.2.2 : chef de file remplacé, inconnu au lieu de {label}")
    assert oldest.endswith(f"fichiers de l'organisation, 4.2.2 : chef de file désigné, {label}")


def test_a_history_says_what_the_files_changed(sqlite_world: World) -> None:
    due = {"field": "due_on", "before": "2020-09-30", "after": "2020-12-31"}
    title = {"field": "statement", "before": "Disposer d'une communauté", "after": None}
    silent = [{"field": name, "before": "a", "after": "b"} for name in ("pitch", "also_said")]
    sqlite_world.tell("key_result", "4.2.2.a", "catalogue_added")
    sqlite_world.tell("key_result", "4.2.2.a", "catalogue_updated", changes=[due, title, *silent])
    sqlite_world.tell("key_result", "4.2.2.a", "catalogue_retired")
    newest, middle, oldest = sqlite_world.say("/objectif historique 4.2.2.a").text.splitlines()[1:4]
    assert newest.endswith("4.2.2.a : retiré du plan")
    assert "échéance retenue, 30 septembre 2020 devient 31 décembre 2020 ; " in middle
    assert "« Disposer d'une communauté » devient rien ; argumentaire et ce que l'on tape aussi" in middle
    assert oldest.endswith("4.2.2.a : ajouté au plan")


def test_the_history_of_a_key_result_is_its_own(sqlite_world: World) -> None:
    sqlite_world.tell("key_result", "4.2.2.a", "catalogue_added")
    sqlite_world.tell("key_result", "4.2.2.b", "catalogue_added")
    assert "4.2.2.a" not in sqlite_world.say("/objectif historique 4.2.2.b").text
    assert sqlite_world.say("/objectif historique 4.2.2").text.count("ajouté au plan") == 2


def test_a_history_is_that_of_an_objective(say: Say) -> None:
    for typed in ("pilier 4", "axe 4.2"):
        assert f"J'attends un objectif, et non « {typed} »." in say(f"/objectif historique {typed}").text


def test_a_page_after_the_last_one_is_the_last_one(sqlite_world: World) -> None:
    for number in range(12):
        sqlite_world.tell("objective", "4.2.2", "lead_changed", role="sponsor", before=None, after=f"personne-{number}")
    assert (
        sqlite_world.say("/objectif historique 4.2.2 page 99").text
        == sqlite_world.say("/objectif historique 4.2.2 page 2").text
    )


def test_histories_are_read_on_both_databases(world: World) -> None:
    world.tell("objective", "4.2.2", "lead_changed", role="sponsor", before=None, after="chef-de-file")
    world.tell("project", "plan-velo", "lead_changed", role="sponsor", before=None, after="chef-de-file")
    assert world.label("chef-de-file") in world.say("/objectif historique 4.2.2").text
    assert world.label("chef-de-file") in world.say("/projet historique plan-velo").text
