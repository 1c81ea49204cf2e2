"""Criteria and projects of a priorisation, from a table: its first line names the criteria, a line « poids » weighs.

projet;Impact;Urgence
poids;3;2
Rénover le port;;
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from commands.errors import Misread
from commands.normalise import fold
from commands.polls import grid_texts as said
from commands.polls.wanted import LONGEST_OPTION
from storage.organisation.delimited import Record, decoded, records

# Bytes of the largest file, lines and cells that are read of a sheet: far more than a poll takes.
LARGEST_FILE, MOST_LINES, MOST_CELLS = 1_000_000, 200, 50
# What a line or an option of a poll is cut at, and what would be read as a weight.
_CUTS = re.compile(r"[|,;\n]|--|\d\s*$")
_PROJECT_CUTS = re.compile(r"[|\n]|\s--")


@dataclass(frozen=True, slots=True)
class Grid:
    """Criteria with their weights (1 to 10), and the projects to weigh."""

    criteria: tuple[str, ...]
    weights: tuple[int, ...]
    projects: tuple[str, ...]

    @property
    def flag(self) -> str:
        """As it is typed behind a poll."""
        named = (f"{name} {weight}" for name, weight in zip(self.criteria, self.weights, strict=True))
        return said.flag(named)


def read_grid(content: bytes, *, name: str) -> Grid:
    """The grid in a CSV or XLSX file; raises Misread with the line where something is wrong."""
    if len(content) > LARGEST_FILE:
        raise Misread(said.TOO_LARGE)
    lines = _sheet(content) if name.lower().endswith(".xlsx") else _table(content)
    if not lines:
        raise Misread(said.EMPTY)
    head, *rest = lines
    criteria = _criteria(head)
    weights, projects = [1] * len(criteria), list[str]()
    for record in rest:
        if fold(record.cells[0]) in said.WEIGHTS:
            weights = _weights(record, len(criteria))
        elif record.cells[0]:
            projects.append(_project(record))
        else:
            raise Misread(said.no_name(record.line))
    if not projects:
        raise Misread(said.NO_PROJECT)
    return Grid(criteria, tuple(weights), tuple(projects))


def _table(content: bytes) -> list[Record]:
    try:
        return [each for each in records(decoded(content)) if any(each.cells)][:MOST_LINES]
    except csv.Error:
        raise Misread(said.NO_TABLE) from None


def _sheet(content: bytes) -> list[Record]:
    """The first sheet, values as they are shown last: no formula is computed."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise Misread(said.NO_TABLE) from None
    rows = book.worksheets[0].iter_rows(max_row=MOST_LINES, max_col=MOST_CELLS, values_only=True)
    found = [
        Record(line, tuple("" if cell is None else str(cell).strip() for cell in row))
        for line, row in enumerate(rows, start=1)
    ]
    return [each for each in found if any(each.cells)]


def _criteria(head: Record) -> tuple[str, ...]:
    if fold(head.cells[0]) not in said.PROJECT_COLUMN:
        raise Misread(said.FIRST_LINE)
    named = [cell for cell in head.cells[1:] if cell]
    if any(_CUTS.search(cell) for cell in named):
        raise Misread(said.criterion_badly_named(head.line))
    if not 1 <= len(named) <= 8 or any(head.cells[1 + len(named) :]) or not all(head.cells[1 : 1 + len(named)]):
        raise Misread(said.FIRST_LINE)
    return tuple(named)


def _weights(record: Record, number: int) -> list[int]:
    cells = [cell.removesuffix(".0") for cell in record.cells[1 : 1 + number]]
    given = [int(cell) for cell in cells if cell.isdecimal() and len(cell) <= 2]
    if len(given) != number or not all(1 <= each <= 10 for each in given):
        raise Misread(said.weights_expected(record.line))
    return given


def _project(record: Record) -> str:
    name = " ".join(record.cells[0].split())
    if len(name) > LONGEST_OPTION or _PROJECT_CUTS.search(name):
        raise Misread(said.project_badly_named(record.line, LONGEST_OPTION))
    return name


def as_values(grid: Grid, *, participants: str, question: str, end: str, more: Sequence[str]) -> dict[str, str]:
    """The fields of the form that makes a poll."""
    mode = " ".join((grid.flag, *(f"--{each}" for each in more)))
    fields = {"participants": participants, "question": question, "options": "\n".join(grid.projects), "mode": mode}
    return fields | ({"end": end} if end else {})
