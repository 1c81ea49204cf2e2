"""What loading the organisation files does to the database, once and again."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from storage import project_types
from storage.catalogue.loading import load_catalogue, refresh_catalogue
from storage.catalogue.reading import DATA, read_catalogue
from storage.database import Database
from storage.organisation.files import EXAMPLE, OrganisationError
from storage.organisation.loading import known_codes, load_organisation
from storage.organisation.reading import read_organisation
from storage.organisation.refreshing import refresh_organisation
from storage.outline import revision
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Notice
from storage.rows.organisation import (
    Account,
    Circle,
    CircleMember,
    CommunityMember,
    CommunityPlace,
    Lead,
    LeadRole,
    Person,
    Platform,
    Role,
    RoleGrant,
    SubjectKind,
    Unit,
)
from storage.rows.portfolio import Project, ProjectType
from tests.organisations import FULL, KNOWN, LATER, NOW, UNITS, Write, add_catalogue, load, shipped_codes, writer


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


@pytest.fixture
def catalogue(database: Database) -> Database:
    """A database with the few codes that the small organisation refers to."""
    with database.write() as session:
        add_catalogue(session, KNOWN)
    return database


def count(database: Database, rows: type[Any]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(rows)) or 0


def test_what_the_files_say_is_in_the_database(catalogue: Database, write: Write) -> None:
    said = load(catalogue, write(FULL))
    assert said[:2] == ["Unités : 2 ajouts.", "Personnes : 2 ajouts."]
    with catalogue.read() as session:
        assert session.get_one(Unit, "direction").parent_key == "dga"
        grants = {(grant.role, grant.unit_key) for grant in session.scalars(select(RoleGrant))}
        assert grants == {(Role.MANAGER, None), (Role.AMBASSADOR, "direction")}
        assert session.scalars(select(Account)).one().account_id == "U0AAAAAA1"
        places = {(place.platform, place.place_id) for place in session.scalars(select(CommunityPlace))}
        assert places == {(Platform.SLACK, "C0AAAAAA1"), (Platform.MATRIX, "#comex:exemple.fr")}
        project = session.get_one(Project, "plan-velo")
        assert (project.circle_key, project.unit_key) == ("c", "direction")
        added = session.get_one(Project, "hors-document")
        assert (added.name, added.theme_key, added.circle_key, added.source_line) == (
            "Hors du document",
            "mobilite",
            "c",
            None,
        )
        assert session.scalars(select(HistoryEntry)).all() == []
    assert (count(catalogue, CommunityMember), count(catalogue, Lead), count(catalogue, CircleMember)) == (2, 2, 2)


def test_the_same_files_are_not_read_twice_and_change_nothing(catalogue: Database, write: Write) -> None:
    path = write(FULL)
    load(catalogue, path)
    with catalogue.write() as session:
        before = revision(session)
        report = refresh_organisation(session, path, at=LATER)
        assert not report.changed
        assert report.sentences() == ["L'organisation n'a pas changé depuis le dernier chargement."]
        organisation = read_organisation(path, known=known_codes(session))
        again = load_organisation(session, organisation.model_copy(update={"digest": "another"}), at=LATER)
        assert not again.changed
        assert revision(session) == before


def test_a_change_raises_the_revision_of_the_plan(catalogue: Database, write: Write) -> None:
    load(catalogue, write(FULL))
    with catalogue.read() as session:
        before = revision(session)
    assert load(catalogue, write(FULL.replace("Chef de projet Vélo", "Chef de projet Cycles"))) == [
        "Personnes : 1 changement."
    ]
    with catalogue.read() as session:
        assert revision(session) == before + 1


def test_who_is_no_longer_in_the_files_is_set_aside_not_deleted_and_may_come_back(
    catalogue: Database, write: Write
) -> None:
    load(catalogue, write(FULL))
    assert load(catalogue, write("")) == [
        "Unités : 2 retraits.",
        "Personnes : 2 retraits.",
        "Comptes : 1 retrait.",
        "Rôles : 2 retraits.",
        "Lieux de communauté : 2 retraits.",
        "Groupes d'utilisateurs : 1 retrait.",
        "Appartenances à une communauté : 2 retraits.",
        "Lecteurs de cercle : 2 retraits.",
        "Projets : 1 retrait.",
        "Responsabilités : 2 retraits.",
        "4.2.2, chef de file : marche → non désigné.",
        "plan-velo, chef de projet : velo → non désigné.",
        'Restent réservés, faute de « cercle = "aucun" » : plan-velo. '
        "Leur cercle n'est plus déclaré : plus personne n'y lit.",
    ]
    with catalogue.read() as session:
        assert {person.active for person in session.scalars(select(Person))} == {False}
        assert {unit.retired for unit in session.scalars(select(Unit))} == {True}
        assert session.get_one(Project, "hors-document").retired
    load(catalogue, write(FULL))
    with catalogue.read() as session:
        assert {person.active for person in session.scalars(select(Person))} == {True}
        assert not session.get_one(Project, "hors-document").retired
    assert count(catalogue, Person) == 2


def test_a_lead_that_changes_goes_to_the_history(catalogue: Database, write: Write) -> None:
    load(catalogue, write(FULL))
    changed = FULL.replace('objectif = "4.2.2"\npersonne = "marche"', 'objectif = "4.2.2"\npersonne = "velo"')
    assert load(catalogue, write(changed), LATER) == [
        "Responsabilités : 1 ajout, 1 retrait.",
        "4.2.2, chef de file : marche → velo.",
    ]
    with catalogue.read() as session:
        entry = session.scalars(select(HistoryEntry)).one()
        assert (entry.subject_kind, entry.subject_code, entry.at, entry.action) == (
            "objective",
            "4.2.2",
            LATER,
            "lead_changed",
        )
        assert entry.detail == {"role": "objective_lead", "before": "marche", "after": "velo"}
        # Both are told of it, as when a command says so.
        told = select(Person.handle, Notice.kind).join(Notice, Notice.person_id == Person.id)
        told = told.where(Notice.entry_id == entry.id).order_by(Person.handle)
        assert [tuple(row) for row in session.execute(told)] == [("marche", "lead_change"), ("velo", "lead_change")]


def test_a_lead_set_by_command_stays_where_the_files_say_nothing(catalogue: Database, write: Write) -> None:
    load(catalogue, write(FULL))
    with catalogue.write() as session:
        velo = session.scalars(select(Person).where(Person.handle == "velo")).one()
        for code in ("4.1.1", "4.2.2"):
            session.add(
                Lead(
                    subject_kind=SubjectKind.OBJECTIVE,
                    subject_code=code,
                    role=LeadRole.OBJECTIVE_LEAD,
                    person_id=velo.id,
                )
            )
    assert load(catalogue, write(FULL + "\n# relu")) == [
        "Responsabilités : 1 retrait.",
        "4.2.2, chef de file : velo → non désigné.",
    ]
    with catalogue.read() as session:
        leads = {
            (lead.subject_code, lead.person.handle)
            for lead in session.scalars(select(Lead).where(Lead.subject_kind == SubjectKind.OBJECTIVE))
        }
    assert leads == {("4.2.2", "marche"), ("4.1.1", "velo")}


def test_an_account_linked_by_command_stays_and_moves_when_the_files_give_it_to_another(
    catalogue: Database, write: Write
) -> None:
    load(catalogue, write(FULL))
    with catalogue.write() as session:
        velo = session.scalars(select(Person).where(Person.handle == "velo")).one()
        session.add(Account(platform=Platform.MATRIX, account_id="@velo:exemple.fr", person_id=velo.id))
    assert load(catalogue, write(FULL + "\n# relu")) == ["L'organisation n'a pas changé depuis le dernier chargement."]
    comptes = "personne;plateforme;compte\nmarche;matrix;@velo:exemple.fr\n"
    assert load(catalogue, write(FULL, comptes=comptes)) == [
        "Comptes : 1 changement.",
        "Le compte « @velo:exemple.fr », connu pour « velo », est désormais celui de « marche ».",
    ]


def test_a_person_whom_the_files_never_named_stays_active(catalogue: Database, write: Write) -> None:
    with catalogue.write() as session:
        session.add(Person(handle="venue-seule", label="Agent"))
    load(catalogue, write(FULL))
    with catalogue.read() as session:
        assert session.scalars(select(Person).where(Person.handle == "venue-seule")).one().active


def test_a_restricted_project_opens_only_on_an_explicit_word(catalogue: Database, write: Write) -> None:
    load(catalogue, write(FULL))
    silent = FULL.replace('unite = "direction"\ncercle = "c"\n', 'unite = "direction"\n')
    load(catalogue, write(silent))
    with catalogue.read() as session:
        assert session.get_one(Project, "plan-velo").circle_key == "c"
    opened = FULL.replace('unite = "direction"\ncercle = "c"\n', 'unite = "direction"\ncercle = "aucun"\n')
    load(catalogue, write(opened))
    with catalogue.read() as session:
        assert session.get_one(Project, "plan-velo").circle_key is None


def test_a_circle_that_no_project_names_goes_away(catalogue: Database, write: Write) -> None:
    load(catalogue, write('[[cercles]]\ncle = "c"\nnom = "C"'))
    assert load(catalogue, write("")) == ["Cercles : 1 retrait."]
    assert count(catalogue, Circle) == 0


def test_a_csv_file_with_another_name_is_said_not_to_be_read(catalogue: Database, write: Write) -> None:
    said = load(catalogue, write(UNITS, chef_de_file="objectif;personne\n"))
    assert said[-1].startswith("chef_de_file.csv n'a pas été lu : son nom n'est pas celui d'une liste (unites.csv,")


def test_nothing_is_written_when_the_files_are_refused(catalogue: Database, write: Write) -> None:
    with pytest.raises(OrganisationError, match="1 point à corriger"):
        load(catalogue, write(UNITS + '[[membres]]\ncommunaute = "comex"\npersonne = "x"'))
    assert count(catalogue, Unit) == 0


def test_thousands_of_persons_are_loaded_in_seconds_and_again_in_no_time(
    sqlite_database: Database, write: Write
) -> None:
    lines = "".join(f"p{number};Agent {number};direction;agent;U0{number:08}\n" for number in range(8_225))
    path = write(UNITS, personnes="identifiant;libelle;unite;roles;slack\n" + lines)
    started = time.perf_counter()
    load(sqlite_database, path)
    loaded = time.perf_counter()
    load(sqlite_database, path)
    assert loaded - started < 15
    assert time.perf_counter() - loaded < 0.5


def test_the_example_is_loaded_beside_the_whole_catalogue(database: Database) -> None:
    with database.write() as session:
        add_catalogue(session, shipped_codes())
    said = load(database, EXAMPLE)
    assert said[0] == "Unités : 26 ajouts."
    assert load(database, EXAMPLE) == ["L'organisation n'a pas changé depuis le dernier chargement."]


def test_the_example_and_the_catalogue_are_loaded_again_without_undoing_each_other(database: Database) -> None:
    with database.write() as session:
        refresh_catalogue(session, at=NOW)
    load(database, EXAMPLE)
    with database.write() as session:
        catalogue = read_catalogue(DATA)
        load_catalogue(session, replace(catalogue, digest="another"), at=LATER)
        project = session.get_one(Project, "plan-velo")
        restricted = session.get_one(Project, "exemple-plan-de-securite-numerique")
        assert project.unit_key == "direction-voirie"
        assert (restricted.circle_key, restricted.retired) == ("cercle-securite-numerique", False)


def test_a_start_that_finds_the_files_unchanged_needs_no_pydantic() -> None:
    asked = "import sys, storage.organisation.refreshing; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_the_type_of_a_project_is_read_told_to_its_history_and_left_where_a_command_said_another(
    catalogue: Database, write: Write
) -> None:
    def say(type_: str) -> None:
        load(catalogue, write(f'{UNITS}[[projets]]\ncle = "plan-velo"\ntype = "{type_}"\n'), LATER)

    def told() -> list[dict[str, object]]:
        with catalogue.read() as session:
            entries = session.scalars(select(HistoryEntry).where(HistoryEntry.action == project_types.TYPE_SET))
            return [dict(each.detail) for each in entries]

    say("mono-DGA")
    say("totémique")
    assert told() == [{"before": None, "after": "one_dga"}, {"before": "one_dga", "after": "totemic"}]
    with catalogue.write() as session:
        project_types.set_type(session, key="plan-velo", to=ProjectType.SEVERAL_DGA)
    say("mono-DGA")
    with catalogue.read() as session:
        assert project_types.type_of(session, key="plan-velo") is ProjectType.SEVERAL_DGA
