"""Priorisation: criteria and projects from a file, weighed, weighed anew, and drawn as Eisenhower's matrix."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.pictures import draw
from commands.charts import Matrix
from commands.errors import Misread
from commands.message import Picture, text_of
from commands.polls.grid import Grid, read_grid
from storage.organisation.files import EXAMPLE
from tests.polls import members, opened, vote
from tests.test_cli import run
from tests.world import Answer, World

FILE = """Projet;Importance;Urgence;Coût
poids;3;2;1
Rénover le port;;;
Couvrir la place, côté nord;;;
=Piste cyclable;;;
"""
READ = Grid(
    ("Importance", "Urgence", "Coût"),
    (3, 2, 1),
    ("Rénover le port", "Couvrir la place, côté nord", "=Piste cyclable"),
)


def sheet(text: str) -> bytes:
    """The same lines as XLSX."""
    book = Workbook()
    assert book.active is not None
    for line in text.splitlines():
        book.active.append(
            [int(cell) if cell.isdecimal() else cell.replace("=", "'=") or None for cell in line.split(";")]
        )
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_csv_and_xlsx_say_the_same(tmp_path: Path) -> None:
    assert read_grid(FILE.encode(), name="projets.csv") == READ
    assert read_grid(FILE.encode("cp1252").replace(b";", b","), name="projets.csv").criteria == READ.criteria
    found = read_grid(sheet(FILE), name="projets.XLSX")
    assert (found.criteria, found.weights) == (READ.criteria, READ.weights)
    assert [each.lstrip("'") for each in found.projects] == list(READ.projects)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "vide"),
        ("nom;Impact\nA;\n", "Ligne 1"),
        ("projet;Impact;;Coût\nA;;;\n", "Ligne 1"),
        ("projet\nA\n", "Ligne 1"),
        ("projet;Impact 2\nA;\n", "un critère ne contient"),
        ("projet;Impact\npoids;11\nA;\n", "Ligne 2"),
        ("projet;Impact\npoids;fort\nA;\n", "Ligne 2"),
        ("projet;Impact\nA|B;\n", "Ligne 2"),
        ("projet;Impact\n;3\n", "Ligne 2"),
        (f"projet;Impact\n{'x' * 151};\n", "150 caractères"),
        ("projet;Impact\npoids;3\n", "Aucun projet"),
        ("x" * 1_000_001, "trop grand"),
    ],
)
def test_a_file_that_is_no_grid_is_refused_with_its_line(content: str, reason: str) -> None:
    with pytest.raises(Misread) as refused:
        read_grid(content.encode(), name="projets.csv")
    assert reason in " ".join(text_of(line) for line in refused.value.lines).replace("\u00a0", " ")


def test_a_sheet_that_is_none_is_refused() -> None:
    with pytest.raises(Misread, match="XLSX lisible"):
        read_grid(FILE.encode(), name="projets.xlsx")


def test_the_command_line_makes_a_poll_from_a_file_for_its_author(tmp_path: Path) -> None:
    file = tmp_path / "projets.csv"
    file.write_text(FILE, encoding="utf-8")
    base = ("poll", str(file), "--for", "CAP Managers", "--question", "Que lancer ?", "--option", "masqué")
    register = str(EXAMPLE)
    shown = run(tmp_path, *base, "--as", "appui", ORGANISATION__FILE=register).stdout
    assert "Critères : Importance (poids 3), Urgence (poids 2) et Coût (poids 1)" in shown
    assert "Couvrir la place, côté nord" in shown
    refused = run(tmp_path, *base, "--as", "inconnue", status=1, ORGANISATION__FILE=register)
    assert (refused.stdout, "cellule d'appui" in refused.stderr) == ("", True)
    wrong = tmp_path / "faux.csv"
    wrong.write_text("nom;Impact\n", encoding="utf-8")
    said = run(tmp_path, "poll", str(wrong), *base[2:], "--as", "appui", status=1, ORGANISATION__FILE=register)
    assert "Ligne 1" in said.stderr


def weighed(world: World) -> tuple[int, Answer]:
    """A weighted poll on three projects, answered by all members, and its result."""
    names = " | ".join(READ.projects)
    number = opened(world, f"CAP Managers : Que lancer ? | {names} --nominatif {READ.flag}")
    for handle in members(world):
        vote(world, number, handle, "5 4 1  5 2 3  2 5 4")
    return number, world.say(f"sondage clore {number}", by="appui")


def test_a_weighted_result_is_headed_and_drawn_with_its_words(sqlite_world: World) -> None:
    number, answer = weighed(sqlite_world)
    lines = [line for line in answer.text.splitlines() if line.strip()]
    head = next(
        rank for rank, line in enumerate(lines) if "Aide à l'arbitrage, la décision appartient aux élus" in line
    )
    scores = next(rank for rank, line in enumerate(lines) if "Rénover le port" in line)
    assert head < scores
    pictures = [block for block in answer.message.blocks if isinstance(block, Picture)]
    matrix = next(each for each in pictures if isinstance(each.chart, Matrix))
    assert isinstance(matrix.chart, Matrix)
    assert [(point.x, point.y) for point in matrix.chart.points] == [(4.0, 5.0), (2.0, 5.0), (5.0, 2.0)]
    said = "\n".join(text_of(line) for line in matrix.alternative).replace("\u00a0", " ")
    assert "Important et urgent : Rénover le port" in said
    assert "Important, non urgent : Couvrir la place, côté nord" in said
    assert "Urgent, moins important : =Piste cyclable" in said
    assert "Ni important ni urgent : aucun" in said
    assert draw(matrix.chart).startswith(b"\x89PNG")
    # The same figures with other weights: cost alone turns the order over.
    again = sqlite_world.say(f"sondage pondérer {number} 1 1 10", by="appui").text
    assert again.index("=Piste cyclable") < again.index("Rénover le port")
    assert again.index("Aide à l'arbitrage") < again.index("=Piste cyclable")


def test_one_criterion_makes_no_matrix(sqlite_world: World) -> None:
    number = opened(sqlite_world, "CAP Managers : Que lancer ? | a | b --masqué --critères Impact")
    for handle in members(sqlite_world):
        vote(sqlite_world, number, handle, "5 1")
    answer = sqlite_world.say(f"sondage clore {number}", by="appui")
    assert "Eisenhower" not in answer.text
