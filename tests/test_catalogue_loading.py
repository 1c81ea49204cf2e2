"""The catalogue in the database: loaded whole, once; a changed file updates what the organisation has not changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.catalogue.loading import is_loaded, load_catalogue, refresh_catalogue
from storage.catalogue.mapping import KINDS
from storage.catalogue.problems import CatalogueError
from storage.catalogue.reading import read_catalogue
from storage.catalogue.report import EntryName, FieldChange, LoadReport
from storage.catalogue.vocabulary import FIELD_NAMES, KIND_NAMES
from storage.database import Database
from storage.rows.bookkeeping import CatalogueEntry, HistoryEntry, Revision
from storage.rows.plan import Bound, KeyResult, Objective, Pillar, Status, TargetKind
from storage.rows.portfolio import Project, ProjectPlace, Theme
from storage.rows.reference import Figure, GlossaryTerm, KeyDate, Tool
from tests.catalogues import copy, edit, shipped

NOW = datetime(2020, 11, 23, 9, 0, tzinfo=UTC)
LATER = datetime(2020, 12, 1, 9, 0, tzinfo=UTC)

STATEMENT = 'enonce = "Mettre en place le schéma directeur"'
OTHER_STATEMENT = 'enonce = "Mettre en place le schéma directeur de convergence"'
BEFORE = "Mettre en place le schéma directeur"
AFTER = "Mettre en place le schéma directeur de convergence"


@pytest.fixture
def loaded(database: Database) -> Database:
    """A database with the shipped catalogue."""
    with database.write() as session:
        load_catalogue(session, shipped(), at=NOW)
    return database


def reload(database: Database, folder: Path) -> LoadReport:
    with database.write() as session:
        return load_catalogue(session, read_catalogue(folder), at=LATER)


def key_result(session: Session, code: str) -> KeyResult:
    return session.get_one(KeyResult, code)


def told(session: Session) -> list[tuple[str, str, str]]:
    """Kind, code and action of what is in the history."""
    entries = session.scalars(select(HistoryEntry).order_by(HistoryEntry.id))
    return [(each.subject_kind, each.subject_code, each.action) for each in entries]


def revision(session: Session) -> int:
    return session.scalars(select(Revision.number).where(Revision.subject == "plan")).one()


def test_an_empty_database_gets_the_whole_catalogue(database: Database) -> None:
    catalogue = shipped()
    with database.write() as session:
        report = load_catalogue(session, catalogue, at=NOW)
        counts = {kind.name: session.scalar(select(func.count()).select_from(kind.row)) for kind in KINDS}
    assert counts == {
        "pillar": 7,
        "axis": 24,
        "objective": 72,
        "key_result": 97,
        "theme": 11,
        "territory": 6,
        "commune": 92,
        "project": 87,
        "community": 28,
        "project_role": 3,
        "key_date": 93,
        "figure": 45,
        "tool": 16,
        "glossary_term": 57,
        "anomaly": 54,
    }
    assert len(report.added) == sum(filter(None, counts.values()))
    assert report.lines() == [
        "Ajouts du catalogue\u00a0: 7 piliers, 24 axes, 72 objectifs, 97 objectifs opérationnels, 11 thématiques, "
        "6 Territoires, 92 communes, 87 projets, 28 communautés et instances, 3 rôles de projet, 93 dates clés, "
        "45 chiffres clés, 16 outils, 57 sigles, 54 anomalies."
    ]


def test_every_column_comes_from_the_catalogue_but_those_of_the_organisation() -> None:
    organisation = {"project": {"status", "due_on", "unit_key", "circle_key"}}
    for kind in KINDS:
        values = next(iter(kind.values(shipped())))
        left = {column.name for column in kind.row.__table__.columns} - set(values)
        assert left == organisation.get(kind.name, set()), kind.name
        for child in kind.children:
            hanging = next(each for entry in kind.values(shipped()) for each in entry[child.field])
            order = {"position"} if child.ordered else set()
            assert {column.name for column in child.row.__table__.columns} == {child.parent, *order, *hanging}


def test_every_field_and_kind_has_a_french_name() -> None:
    assert {kind.name for kind in KINDS} == set(KIND_NAMES)
    fields = {name for kind in KINDS for name in next(iter(kind.values(shipped())))}
    codes = {
        "code",
        "key",
        "number",
        "term",
        "letter",
        "axis_code",
        "objective_code",
        "pillar_number",
        "printed_number",
    }
    assert fields - codes <= set(FIELD_NAMES)


def test_a_key_result_is_stored_with_what_its_deadline_means(loaded: Database) -> None:
    with loaded.read() as session:
        double = key_result(session, "4.2.1.a")
        assert double.printed_deadline == "T4 2020 / T4 2021"
        assert [(each.due_on, each.quarter) for each in double.deadlines] == [
            (date(2020, 12, 31), "T4 2020"),
            (date(2021, 12, 31), "T4 2021"),
        ]
        assert double.due_on == date(2021, 12, 31)
        assert len(double.milestones) == 11
        assert [each.quarter for each in key_result(session, "2.1.4.a").deadlines] == [None]
        services = key_result(session, "4.3.1.a")
        assert services.recurrence == "puis 3 nouveaux services par an jusqu'en 2026"
        assert services.recurrence_rule == {
            "every": "year",
            "times": 3,
            "starts_on": "2021-01-01",
            "ends_on": "2026-12-31",
        }
        assert [(each.kind, each.value, each.until) for each in services.targets] == [
            (TargetKind.COUNT, Decimal(5), None),
            (TargetKind.COUNT, Decimal(3), "2026"),
        ]
        [delay] = key_result(session, "5.1.2.b").targets
        assert (delay.kind, delay.operator, delay.unit) == (TargetKind.DURATION, Bound.AT_MOST, "mois")
        extranet = key_result(session, "1.2.1.a").deadlines
        assert [each.label for each in extranet] == ["Mise en place de l'intranet", "Passage en extranet"]


def test_what_the_document_prints_as_done_is_done(loaded: Database) -> None:
    with loaded.read() as session:
        done = session.scalars(select(KeyResult.code).where(KeyResult.status == Status.DONE)).all()
        assert len(done) == 8
        assert key_result(session, "5.2.1.a").status is Status.PLANNED


def test_a_project_is_stored_with_its_communes(loaded: Database) -> None:
    with loaded.read() as session:
        project = session.get_one(Project, "stations-d-epuration-et-methanisation-des-boues")
        assert project.theme.title == "Cycle de l'eau, mer et littoral"
        assert "Salon-de-Provence" in [commune.name for commune in project.communes]
        deduced = select(ProjectPlace.commune_key).where(ProjectPlace.deduced, ProjectPlace.project_key == project.key)
        assert set(session.scalars(deduced)) == {"fos-sur-mer", "berre-l-etang", "la-fare-les-oliviers"}
        assert session.get_one(Project, "rayonnement-international").cross_references[0]["to"] == "date:m62"


def test_what_surrounds_the_plan_is_stored(loaded: Database) -> None:
    with loaded.read() as session:
        assert session.get_one(Figure, "pilier-4-signalements").source == "Pilier 4, chiffres clés"
        assert session.get_one(GlossaryTerm, "DGST").expansion is None
        assert session.get_one(KeyDate, "m55").year_basis == "deduced"
        assert session.get_one(Objective, "3.2.2").cross_references == [
            {
                "to": "2.3.2",
                "basis": "explicit",
                "quote": "pilier « placer le manager au cœur de l'organisation » - axe 3 point 2)",
                "why": None,
            }
        ]


def test_a_first_loading_is_no_history(loaded: Database) -> None:
    with loaded.read() as session:
        assert told(session) == []
        assert revision(session) == 1
        assert is_loaded(session, shipped().digest)


def test_the_same_files_again_write_nothing(loaded: Database) -> None:
    with loaded.write() as session:
        report = load_catalogue(session, shipped(), at=LATER)
        assert report == LoadReport()
        assert report.lines() == ["Catalogue inchangé."]
        assert revision(session) == 1


def test_unchanged_files_are_not_even_read(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with loaded.write() as session:
        assert refresh_catalogue(session, folder, at=LATER) == LoadReport()


def test_changed_files_are_read_and_loaded(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", STATEMENT, OTHER_STATEMENT)
    with loaded.write() as session:
        assert refresh_catalogue(session, folder, at=LATER).wrote
        assert key_result(session, "4.1.1.a").statement == AFTER


def test_spoilt_files_change_nothing(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", STATEMENT, "enonce = 3")
    with loaded.write() as session:
        with pytest.raises(CatalogueError):
            refresh_catalogue(session, folder, at=LATER)
        assert key_result(session, "4.1.1.a").statement == BEFORE


def test_another_comment_in_a_file_is_no_change(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "outils.toml", "# Les 16 outils", "# Les seize outils")
    assert not reload(loaded, folder).wrote
    with loaded.read() as session:
        assert revision(session) == 1
        assert is_loaded(session, read_catalogue(folder).digest)


def test_a_field_that_nobody_changed_follows_the_file(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", STATEMENT, OTHER_STATEMENT)
    report = reload(loaded, folder)
    assert report == LoadReport(updated=(FieldChange(EntryName("key_result", "4.1.1.a"), "statement", BEFORE, AFTER),))
    assert report.lines() == ["Repris du catalogue, objectif opérationnel 4.1.1.a\u00a0: énoncé."]
    with loaded.read() as session:
        assert key_result(session, "4.1.1.a").statement == AFTER
        assert revision(session) == 2
        [entry] = session.scalars(select(HistoryEntry))
        assert (entry.subject_kind, entry.subject_code, entry.action) == (
            "key_result",
            "4.1.1.a",
            "catalogue_updated",
        )
        assert entry.at == LATER
        assert entry.person_id is None
        assert entry.detail == {"changes": [{"field": "statement", "before": BEFORE, "after": AFTER}]}


def test_what_the_session_already_holds_follows_too(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", STATEMENT, OTHER_STATEMENT)
    with loaded.write() as session:
        held = key_result(session, "4.1.1.a")
        assert held.statement == BEFORE
        load_catalogue(session, read_catalogue(folder), at=LATER)
        assert held.statement == AFTER


def test_a_field_that_the_organisation_changed_stays(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", STATEMENT, OTHER_STATEMENT)
    edit(folder, "pilier-4.toml", 'titre = "Élaborer le', 'titre = "Écrire le')
    with loaded.write() as session:
        key_result(session, "4.1.1.a").statement = "Notre énoncé"
    report = reload(loaded, folder)
    assert report.kept == (FieldChange(EntryName("key_result", "4.1.1.a"), "statement", "Notre énoncé", AFTER),)
    assert [change.entry.key for change in report.updated] == ["4.1.1"]
    assert report.lines() == [
        "Repris du catalogue, objectif 4.1.1\u00a0: titre.",
        "Laissé tel que l'organisation l'a changé, objectif opérationnel 4.1.1.a\u00a0: énoncé. "
        "Le catalogue dit autre chose.",
    ]
    with loaded.read() as session:
        assert key_result(session, "4.1.1.a").statement == "Notre énoncé"
        assert told(session) == [("objective", "4.1.1", "catalogue_updated")]


def test_a_change_of_the_organisation_that_the_file_comes_to_say_is_no_news(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", STATEMENT, OTHER_STATEMENT)
    with loaded.write() as session:
        key_result(session, "4.1.1.a").statement = AFTER
    assert reload(loaded, folder) == LoadReport()


def test_a_value_of_the_organisation_stays_through_several_files(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with loaded.write() as session:
        key_result(session, "4.1.1.a").statement = "Notre énoncé"
    edit(folder, "pilier-4.toml", STATEMENT, OTHER_STATEMENT)
    assert len(reload(loaded, folder).kept) == 1
    edit(folder, "pilier-4.toml", OTHER_STATEMENT, 'enonce = "Encore un autre"')
    assert len(reload(loaded, folder).kept) == 1
    edit(folder, "pilier-4.toml", 'enonce = "Encore un autre"', 'enonce = "Notre énoncé"')
    assert reload(loaded, folder) == LoadReport()
    edit(folder, "pilier-4.toml", 'enonce = "Notre énoncé"', STATEMENT)
    assert len(reload(loaded, folder).updated) == 1


def test_the_rest_of_an_entry_follows_when_one_field_was_changed(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", STATEMENT, f'{STATEMENT}\nnote = "À suivre."')
    with loaded.write() as session:
        key_result(session, "4.1.1.a").status = Status.UNDER_WAY
    report = reload(loaded, folder)
    assert [change.field for change in report.updated] == ["note"]
    assert report.kept == ()
    with loaded.read() as session:
        assert key_result(session, "4.1.1.a").status is Status.UNDER_WAY
        assert key_result(session, "4.1.1.a").note == "À suivre."


def test_a_result_printed_as_done_becomes_done_unless_the_organisation_said_otherwise(
    loaded: Database, tmp_path: Path
) -> None:
    folder = copy(tmp_path)
    for code in ("2.1.1.a", "2.1.5.a"):
        edit(
            folder,
            "pilier-2.toml",
            'echeance = { imprimee = "T4 2020"',
            'realise = true\necheance = { imprimee = "réalisé T4 2020"',
        )
        assert code
    with loaded.write() as session:
        key_result(session, "2.1.5.a").status = Status.SUSPENDED
    report = reload(loaded, folder)
    assert [(each.entry.key, each.field) for each in report.kept] == [("2.1.5.a", "status")]
    with loaded.read() as session:
        assert key_result(session, "2.1.1.a").status is Status.DONE
        assert key_result(session, "2.1.5.a").status is Status.SUSPENDED


def test_targets_and_places_follow_the_file_as_a_whole(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", 'genre = "pourcentage", valeur = 90', 'genre = "pourcentage", valeur = 92.5')
    edit(folder, "projets.toml", 'communes = ["Istres", "Miramas"]', 'communes = ["Istres", "Grans"]')
    report = reload(loaded, folder)
    assert [(each.entry.key, each.field) for each in report.updated] == [
        ("4.2.2.b", "targets"),
        ("bhs-istres-miramas", "places"),
    ]
    with loaded.read() as session:
        assert [each.value for each in key_result(session, "4.2.2.b").targets] == [Decimal("92.5")]
        project = session.get_one(Project, "bhs-istres-miramas")
        assert [commune.name for commune in project.communes] == ["Grans", "Istres"]


def test_places_that_the_organisation_changed_stay(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "projets.toml", 'communes = ["Istres", "Miramas"]', 'communes = ["Istres", "Grans"]')
    with loaded.write() as session:
        session.execute(delete(ProjectPlace).where(ProjectPlace.project_key == "bhs-istres-miramas"))
    report = reload(loaded, folder)
    assert [(each.entry.key, each.field) for each in report.kept] == [("bhs-istres-miramas", "places")]
    with loaded.read() as session:
        assert session.get_one(Project, "bhs-istres-miramas").communes == []


def test_an_entry_added_to_a_file_is_added_and_told(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with (folder / "projets.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[projets]]\ncle = "projet-neuf"\nnom = "Projet neuf"\nthematique = "gestion-urbaine"\n'
            'ligne = 2319\nenonce = "Un projet de plus"\n'
        )
    report = reload(loaded, folder)
    assert report == LoadReport(added=(EntryName("project", "projet-neuf"),))
    with loaded.read() as session:
        assert session.get_one(Project, "projet-neuf").name == "Projet neuf"
        assert told(session) == [("project", "projet-neuf", "catalogue_added")]


def test_a_project_that_the_organisation_has_under_the_same_key_stays_as_it_is(
    database: Database, tmp_path: Path
) -> None:
    folder = copy(tmp_path)
    with database.write() as session:
        session.add(Theme(key="autre", position=12, title="", printed_title="", scope="", also_said=[], source_line=1))
        session.flush()
        session.add(
            Project(
                key="contrats-de-ville",
                name="Nos contrats",
                statement="Les nôtres",
                theme_key="autre",
                components=[],
                sites=[],
                also_said=[],
            )
        )
    report = reload(database, folder)
    assert {change.field for change in report.kept} >= {"name", "statement", "theme_key"}
    with database.read() as session:
        assert session.get_one(Project, "contrats-de-ville").name == "Nos contrats"


def without(folder: Path, file: str, start: str, end: str) -> None:
    """Take an entry out of a file, from its first line to the one after it."""
    path = folder / file
    content = path.read_text(encoding="utf-8")
    begun = content.index(start)
    path.write_text(content[:begun] + content[content.index(end, begun + len(start)) :], encoding="utf-8")


def test_a_project_taken_out_of_the_file_is_retired_and_comes_back_with_it(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    without(folder, "projets.toml", '[[projets]]\ncle = "contrats-de-ville"', "[[projets]]")
    report = reload(loaded, folder)
    assert report == LoadReport(retired=(EntryName("project", "contrats-de-ville"),))
    assert report.lines() == [
        "Retiré du catalogue, projet contrats-de-ville\u00a0: n'apparaît plus, son historique reste."
    ]
    with loaded.write() as session:
        assert session.get_one(Project, "contrats-de-ville").retired
    edit(folder, "outils.toml", "# Les 16 outils", "# Les seize outils")
    assert reload(loaded, folder) == LoadReport()
    with loaded.write() as session:
        report = load_catalogue(session, shipped(), at=LATER)
        assert [change.field for change in report.updated] == ["retired"]
        assert not session.get_one(Project, "contrats-de-ville").retired
        assert [action for _, _, action in told(session)] == ["catalogue_retired", "catalogue_updated"]


def test_a_pillar_taken_out_is_retired_by_its_number(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    # Nothing may lead to what is no longer there.
    for path in folder.glob("*.toml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [
            line
            for line in lines
            if not (line.startswith(("renvois", "  { vers", "concerne", "jalons", "  { libelle")))
        ]
        path.write_text("".join(kept).replace("\n]\n]", "\n]"), encoding="utf-8")
    (folder / "pilier-6.toml").unlink()
    with pytest.raises(CatalogueError):
        read_catalogue(folder)


def test_a_tool_taken_out_of_the_file_is_removed(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    without(folder, "outils.toml", '[[outils]]\ncle = "ged-factures"', "[[outils]]")
    report = reload(loaded, folder)
    assert report == LoadReport(removed=(EntryName("tool", "ged-factures"),))
    assert report.lines() == ["Retiré du catalogue, outil ged-factures\u00a0: effacé."]
    with loaded.read() as session:
        assert session.get(Tool, "ged-factures") is None
        assert session.get(CatalogueEntry, ("tool", "ged-factures")) is None


def test_a_tool_that_the_organisation_changed_is_not_removed_with_its_file(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    without(folder, "outils.toml", '[[outils]]\ncle = "ged-factures"', "[[outils]]")
    with loaded.write() as session:
        session.get_one(Tool, "ged-factures").purpose = "Autre chose"
    report = reload(loaded, folder)
    assert [(each.entry.key, each.field) for each in report.kept] == [("ged-factures", "purpose")]
    with loaded.read() as session:
        assert session.get(Tool, "ged-factures") is not None


def test_what_the_organisation_deleted_is_forgotten_when_the_file_drops_it(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with loaded.write() as session:
        session.execute(delete(Tool).where(Tool.key == "ged-factures"))
    without(folder, "outils.toml", '[[outils]]\ncle = "ged-factures"', "[[outils]]")
    assert reload(loaded, folder) == LoadReport()
    with loaded.read() as session:
        assert session.get(CatalogueEntry, ("tool", "ged-factures")) is None


def test_entries_of_others_are_left_alone(loaded: Database, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", STATEMENT, OTHER_STATEMENT)
    with loaded.write() as session:
        session.add(CatalogueEntry(kind="organisation_project", key="ailleurs", content={}))
    assert len(reload(loaded, folder).updated) == 1
    with loaded.read() as session:
        assert session.get(CatalogueEntry, ("organisation_project", "ailleurs")) is not None


def test_a_revision_that_others_raised_goes_on(database: Database) -> None:
    with database.write() as session:
        session.add(Revision(subject="plan", number=7, digest=None))
    with database.write() as session:
        load_catalogue(session, shipped(), at=NOW)
        assert revision(session) == 8


def test_pillars_are_in_order(loaded: Database) -> None:
    with loaded.read() as session:
        titles = session.scalars(select(Pillar.title).order_by(Pillar.number)).all()
        assert titles[2].startswith("Ancrer")
