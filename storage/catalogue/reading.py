"""Reads the catalogue files; importing this costs nothing, the models are built when something is read."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from storage.catalogue import texts
from storage.catalogue.problems import CatalogueError, Problem

if TYPE_CHECKING:
    from pydantic import BaseModel

    from storage.catalogue.catalogue import Catalogue

    Model = TypeVar("Model", bound=BaseModel)

# The files that come with the program.
DATA = Path(__file__).with_name("data")

# Raised when the same files come to mean other rows: a database loaded before is then looked at again.
LAYOUT = 1

_PILLAR_FILE = re.compile(r"pilier-([1-9])\.toml")
_OTHER_FILES = (
    "projets.toml",
    "communautes.toml",
    "chiffres.toml",
    "glossaire.toml",
    "dates.toml",
    "outils.toml",
    "anomalies.toml",
    "territoires.toml",
)


def digest_of(folder: Path = DATA) -> str:
    """The digest of the files as they are, without reading what they say. Raises CatalogueError."""
    return _digest(_contents(folder))


def read_catalogue(folder: Path = DATA) -> Catalogue:
    """Everything the files say, checked. Raises CatalogueError with every problem found."""
    contents = _contents(folder)
    reader = _Reader(contents)
    catalogue = reader.read()
    if reader.problems or catalogue is None:
        raise CatalogueError(reader.problems)
    from storage.catalogue.checking import check_together

    problems = list(check_together(catalogue))
    if problems:
        raise CatalogueError(problems)
    return catalogue


def _contents(folder: Path) -> dict[str, bytes]:
    """The bytes of each file, by name, in a lasting order."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as error:
        raise CatalogueError([Problem(folder.name, "", "", texts.folder_missing(str(folder)))]) from error
    contents: dict[str, bytes] = {}
    problems = []
    for path in paths:
        if path.name not in _OTHER_FILES and not _PILLAR_FILE.fullmatch(path.name):
            problems.append(Problem(path.name, "", "", texts.FILE_UNKNOWN))
            continue
        try:
            contents[path.name] = path.read_bytes()
        except OSError:
            problems.append(Problem(path.name, "", "", texts.FILE_UNREADABLE))
    present = {path.name for path in paths}
    problems += [Problem(name, "", "", texts.FILE_MISSING) for name in _OTHER_FILES if name not in present]
    if not any(_PILLAR_FILE.fullmatch(name) for name in present):
        problems.append(Problem(folder.name, "", "", texts.NO_PILLAR))
    if problems:
        raise CatalogueError(problems)
    return contents


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(f"layout {LAYOUT}\n".encode())
    for name, content in contents.items():
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


class _Reader:
    """Reads file after file, keeping the problems for the end."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents
        self.problems: list[Problem] = []

    def read(self) -> Catalogue | None:
        """The catalogue, or None when a file could not be read."""
        from storage.catalogue.catalogue import Catalogue
        from storage.catalogue.checking import check_pillar
        from storage.catalogue.entries import Pillar, Portfolio
        from storage.catalogue.surroundings import (
            Anomalies,
            Communities,
            Dates,
            Figures,
            Glossary,
            Territories,
            Tools,
        )

        pillars = []
        for name in self._contents:
            if match := _PILLAR_FILE.fullmatch(name):
                pillar = self._file(name, Pillar)
                if pillar is not None:
                    self.problems += check_pillar(name, pillar, int(match[1]))
                    pillars.append(pillar)
        portfolio = self._file("projets.toml", Portfolio)
        gatherings = self._file("communautes.toml", Communities)
        figures = self._file("chiffres.toml", Figures)
        glossary = self._file("glossaire.toml", Glossary)
        dates = self._file("dates.toml", Dates)
        tools = self._file("outils.toml", Tools)
        anomalies = self._file("anomalies.toml", Anomalies)
        geography = self._file("territoires.toml", Territories)
        if not (portfolio and gatherings and figures and glossary and dates and tools and anomalies and geography):
            return None
        return Catalogue(
            digest=_digest(self._contents),
            pillars=tuple(pillars),
            portfolio=portfolio,
            gatherings=gatherings,
            figures=figures.figures,
            glossary=glossary,
            dates=dates,
            tools=tools.tools,
            anomalies=anomalies.anomalies,
            geography=geography,
        )

    def _file(self, name: str, model: type[Model]) -> Model | None:
        from pydantic import ValidationError

        from storage.catalogue.explaining import field_problems, syntax_problem

        try:
            # A mark at the beginning is what some editors add to UTF-8.
            content = self._contents[name].decode("utf-8-sig")
        except UnicodeDecodeError:
            self.problems.append(Problem(name, "", "", texts.NOT_UTF8))
            return None
        try:
            values: dict[str, Any] = tomllib.loads(content, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            self.problems.append(syntax_problem(name, error, content))
            return None
        try:
            return model.model_validate(values)
        except ValidationError as error:
            self.problems += field_problems(name, error, values, model)
            return None
