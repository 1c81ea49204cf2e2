"""What is wrong in the catalogue files, said so that the person who edits them can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.catalogue import texts


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct: the file, the entry and the field (empty for the file as a whole), and how."""

    file: str
    entry: str
    field: str
    remedy: str

    def __str__(self) -> str:
        return texts.problem(self.file, self.entry, self.field, self.remedy)


class CatalogueError(Exception):
    """The catalogue is not usable; `str()` of it gives every problem found, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(texts.refused([str(problem) for problem in self.problems]))
