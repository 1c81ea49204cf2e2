"""A catalogue that cannot be read is refused as a whole: what TOML does not understand, files missing or unknown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storage.catalogue.problems import CatalogueError
from storage.catalogue.reading import DATA, digest_of, read_catalogue
from tests.catalogues import copy, edit, problems
from tests.sources import ROOT

SYNTAX = {
    'titre = "Accompagner': "un guillemet n'est pas fermé, ou un texte de plusieurs lignes n'en a pas trois",
    'titre "Accompagner"': "il manque le signe « = » entre le champ et sa valeur",
    "titre = Accompagner": "la valeur n'est pas comprise : un texte prend des guillemets droits",
    'titre = "A" "B"': "il y a quelque chose de trop en fin de ligne",
    "= 4": "cette ligne n'est ni un champ, ni une entrée, ni un commentaire (#)",
    "[[axes]": "il manque un crochet fermant",
}


@pytest.mark.parametrize(("typed", "said"), SYNTAX.items())
def test_a_line_that_is_not_toml_is_shown_with_its_number(typed: str, said: str, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", 'titre = "Accompagner le Big Bang digital"', typed)
    assert problems(folder) == [
        f"pilier-4.toml, ligne 17 : {said} (on lit « {typed} »). Corrigez cette ligne ou celle "
        "d'avant, puis recommencez."
    ]


def test_a_field_written_twice_is_shown_with_its_line(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", "numero = 4", "numero = 4\nnumero = 4")
    assert problems(folder)[0].startswith("pilier-4.toml, ligne 17 : ce champ est écrit deux fois dans la même entrée")


def test_a_list_left_open_is_told_at_the_end_of_the_file(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with (folder / "outils.toml").open("a", encoding="utf-8") as file:
        file.write("\nautres_noms = [\n")
    assert problems(folder)[0].startswith("outils.toml, fin du fichier : ")


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "pilier-4.toml", "numero = 4", 'numero = "quatre"')
    edit(folder, "pilier-4.toml", 'code = "4.2.2.b"', 'code = "4.2.2b"')
    edit(folder, "pilier-1.toml", 'titre = "', "titre = ")
    edit(folder, "outils.toml", 'nom = "MActu"', "nom = 3")
    with pytest.raises(CatalogueError) as refused:
        read_catalogue(folder)
    assert [(each.file, each.field) for each in refused.value.problems] == [
        ("pilier-1.toml", ""),
        ("pilier-4.toml", "numero"),
        ("pilier-4.toml", "code"),
        ("outils.toml", "nom"),
    ]
    assert str(refused.value).startswith("Le catalogue n'est pas chargé\u00a0: 4 points à corriger.\n- pilier-1.toml, ")


def test_a_file_without_its_section_is_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "outils.toml").write_text("# rien\n", encoding="utf-8")
    assert problems(folder) == [
        "outils.toml : il n'y a aucune entrée [[outils]]. Remettez celles de la dernière version livrée."
    ]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "dates.toml").unlink()
    (folder / "dates (copie).toml").write_text("", encoding="utf-8")
    assert problems(folder) == [
        "dates (copie).toml : ce fichier n'est pas attendu ici. Renommez-le, ou retirez-le du dossier.",
        "dates.toml : ce fichier manque. Remettez-le en place depuis la dernière version livrée.",
    ]


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    path = folder / "outils.toml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252", errors="replace"))
    assert problems(folder) == [
        "outils.toml : ce fichier n'est pas enregistré en UTF-8. Enregistrez-le de nouveau avec cet encodage."
    ]


def test_the_mark_that_some_editors_add_is_accepted(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    path = folder / "outils.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_catalogue(folder).tools) == 16


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path / "rien") == [
        f"rien : ce dossier n'existe pas ou ne peut pas être lu ({tmp_path / 'rien'}). "
        "Réinstallez le robot, ou indiquez le bon dossier."
    ]


def test_a_folder_without_pillars_is_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    for path in folder.glob("pilier-*.toml"):
        path.unlink()
    assert problems(folder) == [
        "catalogue : aucun fichier « pilier-1.toml » à « pilier-9.toml ». "
        "Remettez-les en place depuis la version livrée."
    ]


def test_the_digest_follows_the_files_and_nothing_else(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    assert digest_of(folder) == digest_of(DATA) == read_catalogue(folder).digest
    edit(folder, "outils.toml", "# Les 16 outils", "# Les seize outils")
    assert digest_of(folder) != digest_of(DATA)


def test_importing_the_reader_builds_no_model() -> None:
    program = "import sys, storage.catalogue.reading; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
