"""Who leads what, said by command: named, replaced, taken away, by those who may."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select, update

from storage import history, leads
from storage.organisation.files import EXAMPLE
from storage.organisation.refreshing import refresh_organisation
from storage.rows.following import Transition, TransitionKind
from storage.rows.organisation import LeadRole, Person, Role, RoleGrant, SubjectKind
from tests.world import Say, World


def holders(world: World, code: str) -> list[tuple[LeadRole, str]]:
    kind = SubjectKind.OBJECTIVE if "." in code else SubjectKind.PROJECT
    with world.database.read() as session:
        return [(each.role, each.handle) for each in leads.leads_of(session, kind=kind, code=code)]


def test_the_cellule_d_appui_names_a_chef_de_file(world: World) -> None:
    answer = world.say("/objectif chef-de-file 4.2.2 manager", by="appui")
    assert "chef de file désigné, Responsable du service Outils collaboratifs (exemple)" in answer.text
    assert holders(world, "4.2.2") == [(LeadRole.OBJECTIVE_LEAD, "manager")]
    with world.database.read() as session:
        [entry] = history.of(session, subjects=[("objective", "4.2.2")], limit=9)
        [told] = session.scalars(select(Transition))
    assert entry.action == "lead_changed"
    assert entry.detail == {"role": "objective_lead", "before": None, "after": "manager"}
    assert (told.kind, told.before, told.after) == (TransitionKind.LEAD, None, "manager")
    assert "chef de file désigné" in world.say("/objectif historique 4.2.2", by="agent").text


def test_one_chef_de_file_takes_the_place_of_the_other(world: World) -> None:
    answer = world.say("/objectif chef de file 4.1.1 chef-de-file-donnees", by="appui")
    assert "à la place de Chef de file Convergence numérique (exemple)" in answer.text
    assert holders(world, "4.1.1") == [
        (LeadRole.OBJECTIVE_LEAD, "chef-de-file-donnees"),
        (LeadRole.CONTRIBUTOR, "manager"),
    ]
    world.say("1", by="appui")
    assert (LeadRole.OBJECTIVE_LEAD, "chef-de-file") in holders(world, "4.1.1")


def test_the_new_chef_de_file_may_what_the_old_one_no_longer_may(sqlite_world: World) -> None:
    sqlite_world.say("/objectif chef de file 4.1.1 ambassadeur", by="appui")
    assert "chef de file" in sqlite_world.say("/dimension moi", by="ambassadeur").text
    assert sqlite_world.say("/objectif déléguer à agent demain sur 4.1.1", by="chef-de-file").kind == "refused"


@pytest.mark.parametrize("typed", ["personne", "retirer", "retirer chef-de-file", "aucun"])
def test_a_chef_de_file_is_taken_away(sqlite_world: World, typed: str) -> None:
    answer = sqlite_world.say(f"/objectif chef-de-file 4.1.1 {typed}", by="appui")
    assert "chef de file retiré, Chef de file Convergence numérique (exemple)" in answer.text
    assert holders(sqlite_world, "4.1.1") == [(LeadRole.CONTRIBUTOR, "manager")]
    assert "4.1.1" in sqlite_world.say("/objectif liste pilier 4 sans chef de file", by="appui").text


def test_a_contributor_is_added_to_the_others_and_taken_away_alone(sqlite_world: World) -> None:
    sqlite_world.say("/objectif contributeur 4.1.1 ambassadeur", by="appui")
    both = [(LeadRole.OBJECTIVE_LEAD, "chef-de-file"), (LeadRole.CONTRIBUTOR, "ambassadeur")]
    assert holders(sqlite_world, "4.1.1") == [*both, (LeadRole.CONTRIBUTOR, "manager")]
    asked = sqlite_world.say("/objectif contributeur 4.1.1 personne", by="appui")
    assert "quel contributeur retirer ?" in asked.text
    sqlite_world.say("2", by="appui")
    assert holders(sqlite_world, "4.1.1") == both


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("porteur", LeadRole.SPONSOR),
        ("directeur", LeadRole.PROJECT_DIRECTOR),
        ("directeur de projet", LeadRole.PROJECT_DIRECTOR),
        ("chef-de-projet", LeadRole.PROJECT_MANAGER),
        ("cheffe de projet", LeadRole.PROJECT_MANAGER),
        ("contributeur", LeadRole.CONTRIBUTOR),
    ],
)
def test_each_role_of_a_project_has_its_words(sqlite_world: World, typed: str, role: LeadRole) -> None:
    sqlite_world.say(f"/projet {typed} stratobus manager", by="appui")
    assert holders(sqlite_world, "programme-stratobus") == [(role, "manager")]


def test_responsable_of_a_project_is_asked_back(sqlite_world: World) -> None:
    asked = sqlite_world.say("/projet responsable stratobus manager", by="appui")
    assert asked.labels == ["Porteur", "Directeur de projet", "Chef de projet"]
    assert holders(sqlite_world, "programme-stratobus") == []
    sqlite_world.say("3", by="appui")
    assert holders(sqlite_world, "programme-stratobus") == [(LeadRole.PROJECT_MANAGER, "manager")]


def test_responsable_of_an_objective_can_only_be_its_chef_de_file(sqlite_world: World) -> None:
    sqlite_world.say("/objectif responsable 4.2.2 manager", by="appui")
    assert holders(sqlite_world, "4.2.2") == [(LeadRole.OBJECTIVE_LEAD, "manager")]


@pytest.mark.parametrize(
    "typed",
    [
        "4.2.2 Chef de file Données",
        "4.2.2 : chef de file données (exemple)",
        "4.2.2.b CHEF-DE-FILE-DONNEES",
        "P4 2.2 @chef-de-file-donnees",
        "déployer les outils collaboratifs : chef-de-file-donnees",
        "déployer les outils collaboratifs chef-de-file-donnees",
    ],
)
def test_subject_and_person_are_named_in_many_ways(sqlite_world: World, typed: str) -> None:
    sqlite_world.say(f"/objectif chef de file {typed}", by="appui")
    assert holders(sqlite_world, "4.2.2") == [(LeadRole.OBJECTIVE_LEAD, "chef-de-file-donnees")]


def test_a_name_that_several_have_is_asked_back(sqlite_world: World) -> None:
    asked = sqlite_world.say("/objectif chef de file 4.2.2 voirie", by="appui")
    assert "3 personnes possibles pour « voirie »" in asked.text
    sqlite_world.say("3", by="appui")
    assert holders(sqlite_world, "4.2.2") == [(LeadRole.OBJECTIVE_LEAD, "direction-voirie")]


def test_a_person_mistyped_is_offered_and_not_taken(sqlite_world: World) -> None:
    asked = sqlite_world.say("/objectif chef de file 4.2.2 chef-de-fil-rh", by="appui")
    assert asked.says == ["objectif chef de file 4.2.2 chef-de-file-rh"]
    assert holders(sqlite_world, "4.2.2") == []


@pytest.mark.parametrize("typed", ["Zorglub", "<!channel>", "'; DROP TABLE lead; --", "4", "🙂"])
def test_an_unknown_person_is_told_and_nothing_is_written(sqlite_world: World, typed: str) -> None:
    answer = sqlite_world.say(f"/objectif chef de file 4.2.2 {typed}", by="appui")
    assert "Je ne connais personne sous" in answer.text
    assert "Une personne se désigne par son identifiant" in answer.text
    assert holders(sqlite_world, "4.2.2") == []


def test_somebody_who_has_left_is_not_named(sqlite_world: World) -> None:
    sqlite_world.leave("manager")
    assert "Je ne connais personne" in sqlite_world.say("/objectif chef de file 4.2.2 manager", by="appui").text


def test_naming_who_is_there_already_adds_nothing_to_the_history(sqlite_world: World) -> None:
    answer = sqlite_world.say("/objectif chef de file 4.1.1 chef-de-file", by="appui")
    assert "est déjà chef de file. Rien n'a changé." in answer.text
    assert "n'est pas contributeur" in sqlite_world.say("/objectif contributeur 4.1.1 retirer agent", by="appui").text
    assert "personne n'est chef de file" in sqlite_world.say("/objectif chef de file 4.2.2 personne", by="appui").text
    with sqlite_world.database.read() as session:
        assert history.count(session, subjects=[("objective", "4.1.1"), ("objective", "4.2.2")]) == 0


@pytest.mark.parametrize("by", ["agent", "chef-de-file", "comex", "ambassadeur", "inconnu"])
def test_others_name_nobody(sqlite_world: World, by: str) -> None:
    answer = sqlite_world.say("/objectif chef de file 4.1.1 manager", by=by)
    assert answer.text.startswith("Vous n'avez pas le droit de faire « objectif chef de file ».")
    assert (LeadRole.OBJECTIVE_LEAD, "chef-de-file") in holders(sqlite_world, "4.1.1")


def test_administrators_name_everywhere(say: Say) -> None:
    assert "désigné" in say("/objectif chef de file 4.2.2 manager", by="administrateur").text


def limited(world: World, unit: str) -> None:
    """Limit the cellule d'appui's role to a unit."""
    with world.database.write() as session:
        person = session.scalars(select(Person.id).where(Person.handle == "appui")).one()
        mine = (RoleGrant.person_id == person, RoleGrant.role == Role.SUPPORT)
        session.execute(update(RoleGrant).where(*mine).values(unit_key=unit))


def test_a_cellule_d_appui_of_one_unit_names_there_alone(world: World) -> None:
    limited(world, "dga-numerique")
    assert "désigné" in world.say("/objectif chef de file 4.1.1 manager", by="appui").text
    assert world.say("/objectif chef de file 2.1.1 manager", by="appui").kind == "refused"
    assert "désigné" in world.say("/projet porteur intranet-metropolitain manager", by="appui").text
    assert world.say("/projet porteur plan-velo manager", by="appui").kind == "refused"


def test_a_restricted_project_is_led_by_those_who_can_read_it(sqlite_world: World) -> None:
    sqlite_world.restrict("programme-stratobus", to="appui")
    answer = sqlite_world.say("/projet porteur programme-stratobus manager", by="appui")
    assert "ne peut pas lire « Programme Stratobus », à lecture restreinte" in answer.text
    assert holders(sqlite_world, "programme-stratobus") == []


def test_a_restricted_project_is_not_there_for_a_cellule_d_appui_outside_its_circle(sqlite_world: World) -> None:
    typed = "/projet porteur programme-stratobus manager"
    sqlite_world.change_project("programme-stratobus", retired=True)
    absent = sqlite_world.say(typed, by="appui").text
    sqlite_world.change_project("programme-stratobus", retired=False)
    sqlite_world.restrict("programme-stratobus", to="comex")
    assert sqlite_world.say(typed, by="appui").text == absent


def test_what_has_no_chef_de_file_is_listed(sqlite_world: World) -> None:
    before = sqlite_world.say("/objectif liste axe 4.2 sans chef de file", by="appui").codes
    assert "4.2.2.a" in before
    sqlite_world.say("/objectif chef de file 4.2.2 manager", by="appui")
    assert "4.2.2.a" not in sqlite_world.say("/objectif liste axe 4.2 sans chef de file", by="appui").codes


def test_the_missing_chef_de_file_is_asked_for_in_a_form(sqlite_world: World) -> None:
    assert sqlite_world.say("/objectif chef-de-file", by="appui").text.startswith("De quel objectif ?")
    assert sqlite_world.say("4.2.2", by="appui").text.startswith("Qui ?")
    assert "Je ne connais personne" in sqlite_world.say("Zorglub", by="appui").text
    assert "désigné" in sqlite_world.say("manager", by="appui").text


def loaded_again(world: World, folder: Path, changed: dict[str, str]) -> list[str]:
    """Load the example organisation again, a few words of its list of chefs de file being changed."""
    shutil.copytree(EXAMPLE.parent, folder / "organisation")
    listed = folder / "organisation" / "chefs_de_file.csv"
    text = listed.read_text(encoding="utf-8")
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    listed.write_text(text + "\n", encoding="utf-8")
    with world.database.write() as session:
        report = refresh_organisation(session, folder / "organisation" / EXAMPLE.name, at=world.now)
    return [each.replace("\u00a0", " ") for each in report.sentences()]


def test_loading_the_files_again_keeps_what_was_said_by_command(world: World, tmp_path: Path) -> None:
    world.say("/objectif chef de file 4.2.2 manager", by="appui")
    world.say("/objectif chef de file 4.1.1 chef-de-file-donnees", by="appui")
    world.say("/objectif contributeur 4.1.1 retirer manager", by="appui")
    world.say("/projet porteur plan-velo personne", by="appui")
    said = loaded_again(world, tmp_path, {"3.2.1;direction-performance": "3.2.1;dga-finances"})
    assert holders(world, "3.2.1") == [(LeadRole.OBJECTIVE_LEAD, "dga-finances")]
    assert holders(world, "4.2.2") == [(LeadRole.OBJECTIVE_LEAD, "manager")]
    assert holders(world, "4.1.1") == [(LeadRole.OBJECTIVE_LEAD, "chef-de-file-donnees")]
    assert holders(world, "plan-velo") == [(LeadRole.PROJECT_MANAGER, "chef-de-projet-voirie")]
    assert (
        "4.1.1, chef de file : le fichier dit « chef-de-file », une commande a dit depuis « chef-de-file-donnees », "
        "qui reste. Corrigez le fichier, ou désignez de nouveau par commande."
    ) in said


def test_files_that_name_somebody_else_than_before_are_followed(world: World, tmp_path: Path) -> None:
    world.say("/objectif chef de file 4.1.1 chef-de-file-donnees", by="appui")
    said = loaded_again(world, tmp_path, {"4.1.1;chef-de-file;": "4.1.1;direction-numerique;"})
    assert holders(world, "4.1.1")[0] == (LeadRole.OBJECTIVE_LEAD, "direction-numerique")
    assert "4.1.1, chef de file : chef-de-file-donnees → direction-numerique." in said
