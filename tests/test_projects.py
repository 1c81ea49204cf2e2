"""Projects: state, sheet, history, portfolio, searches and lists."""

from __future__ import annotations

import pytest

from storage.rows.organisation import LeadRole
from storage.rows.plan import Status
from tests.world import Say, World


def test_the_state_of_a_project(sqlite_world: World) -> None:
    text = sqlite_world.say("/projet statut stratobus").text
    assert "Istres (Territoire " in text
    assert "État non consigné, échéance non consignée" in text
    assert "porteur : non désigné · directeur de projet : non désigné · chef de projet : non désigné" in text
    sqlite_world.lead("programme-stratobus", "chef-de-projet", role=LeadRole.PROJECT_MANAGER)
    assert "chef de projet : Chef de projet Télétravail (exemple)" in sqlite_world.say("/projet statut stratobus").text


def test_a_project_deadline_says_how_far_it_is(sqlite_world: World) -> None:
    sqlite_world.change_project("programme-stratobus", due_on=sqlite_world.now.date(), status=Status.UNDER_WAY)
    assert "En cours, échéance 23 novembre 2020, aujourd'hui" in sqlite_world.say("/projet statut stratobus").text


def test_the_sheet_and_the_history_of_a_project(sqlite_world: World) -> None:
    sheet = sqlite_world.say("/projet fiche grands équipements sportifs").text
    for part in ("En bref :", "Composantes", "médiathèque à Istres", "Source : DiMENSiON, Partie 4"):
        assert part in sheet
    assert "inscrit dans DiMENSiON, 2020, Partie 4" in sqlite_world.say("/projet historique stratobus").text
    for number in range(11):
        sqlite_world.tell("project", "programme-stratobus", "lead_changed", before=None, after=f"p{number}")
    assert "De 1 à 10 sur 11" in sqlite_world.say("/projet historique stratobus").text
    assert "inscrit dans DiMENSiON" in sqlite_world.say("suite").text


def test_the_portfolio_is_counted_by_theme(say: Say) -> None:
    text = say("/projet statut").text
    assert text.startswith("Le portefeuille de projets : 87 projets")
    assert "Habitat et logement : 6 projets" in text


def test_a_project_search(say: Say) -> None:
    assert "rehabilitation-de-grands-equipements-sportifs-et-culturels" in say("/projet chercher piscines").projects
    assert "Ce n'est pas consigné" in say("/projet chercher zzzz qqqq").text


@pytest.mark.parametrize(
    ("status", "days", "said"),
    [
        (None, -10, "État non consigné, échéance 13 novembre 2020 dépassée de 10 jours"),
        (Status.UNDER_WAY, -1, "En cours, échéance 22 novembre 2020 dépassée d'un jour"),
        (Status.PLANNED, 1, "À venir, échéance 24 novembre 2020, demain"),
        (Status.UNDER_WAY, None, "En cours, échéance non consignée"),
    ],
)
def test_a_project_says_how_late_it_is(sqlite_world: World, status: Status | None, days: int | None, said: str) -> None:
    sqlite_world.due("programme-stratobus", days)
    sqlite_world.change_project("programme-stratobus", status=status)
    assert said in sqlite_world.say("/projet statut stratobus").text


@pytest.mark.parametrize("status", [Status.DONE, Status.SUSPENDED, Status.STOPPED])
def test_a_project_that_is_over_is_not_late(sqlite_world: World, status: Status) -> None:
    sqlite_world.due("programme-stratobus", -10)
    sqlite_world.change_project("programme-stratobus", status=status)
    assert "dépassée" not in sqlite_world.say("/projet statut stratobus").text
    assert sqlite_world.say("/projet liste échéance dépassée").projects == ()


def test_the_three_roles_are_told_apart(sqlite_world: World) -> None:
    sqlite_world.lead("programme-stratobus", "comex", role=LeadRole.SPONSOR)
    sqlite_world.lead("programme-stratobus", "manager", role=LeadRole.PROJECT_DIRECTOR)
    sqlite_world.lead("programme-stratobus", "agent", role=LeadRole.CONTRIBUTOR)
    [line] = [line for line in sqlite_world.say("/projet statut stratobus").text.splitlines() if "porteur :" in line]
    assert "directeur de projet : Responsable du service Outils collaboratifs (exemple)" in line
    assert line.endswith("chef de projet : non désigné")
    assert "Agent du service" not in line


def test_a_sheet_leaves_out_what_is_not_recorded(sqlite_world: World) -> None:
    sqlite_world.change_project("programme-stratobus", summary=None, note=None, components=[], sites=[])
    text = sqlite_world.say("/projet fiche stratobus").text
    for part in ("En bref", "Composantes", "À savoir", "site :", "None"):
        assert part not in text
    sqlite_world.change_project("programme-stratobus", note="Le document le nomme deux fois.")
    assert "À savoir : Le document le nomme deux fois." in sqlite_world.say("/projet fiche stratobus").text


def test_a_project_of_the_register_says_so(sqlite_world: World) -> None:
    sqlite_world.change_project("programme-stratobus", source_line=None)
    assert "Source : registre des projets" in sqlite_world.say("/projet statut stratobus").text
    assert "inscrit au registre des projets" in sqlite_world.say("/projet historique stratobus").text


def test_what_is_missing_is_asked_for(sqlite_world: World) -> None:
    assert sqlite_world.say("/projet fiche").text.startswith("Quel projet ?")
    assert sqlite_world.say("stratobus").text.startswith("Programme Stratobus")


def test_a_long_list_is_paged_to_its_end_with_suite(sqlite_world: World) -> None:
    shown = list(sqlite_world.say("/projet liste").projects)
    while following := sqlite_world.say("suite").projects:
        shown += following
    assert len(shown) == len(set(shown)) == 87


def test_an_empty_list_says_by_which_criteria(say: Say) -> None:
    assert say("/projet liste commune Martigues 2020").text == "Aucun projet ne répond à : Martigues, 2020."


def test_a_theme_without_projects_and_its_projects_are_still_known(sqlite_world: World) -> None:
    """A theme taken out of the catalogue does not hide the projects that still name it."""
    sqlite_world.retire("habitat-et-logement")
    assert sqlite_world.say("/projet statut stratobus").text.startswith("Programme Stratobus")
