"""The catalogue for tests: the shipped files read once, the verified reading of the document, and spoilt copies."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from storage.catalogue.catalogue import Catalogue
from storage.catalogue.problems import CatalogueError
from storage.catalogue.reading import DATA, read_catalogue

REFERENCE_FILE = Path(__file__).with_name("reference") / "catalogue.json"


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program."""
    return read_catalogue()


@cache
def reference() -> dict[str, Any]:
    """The verified reading of the document, which the catalogue must say word for word."""
    read: dict[str, Any] = json.loads(REFERENCE_FILE.read_text(encoding="utf-8"))
    return read


def copy(folder: Path) -> Path:
    """The shipped files, in a folder where they may be changed."""
    return Path(shutil.copytree(DATA, folder / "catalogue"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first occurrence of a text, which must be there."""
    path = folder / file
    content = path.read_text(encoding="utf-8")
    assert old in content, f"{file} no longer holds {old!r}"
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def some(**values: Any) -> dict[str, Any]:
    """The values that are not None: the reading leaves out what it has not."""
    return {name: value for name, value in values.items() if value is not None}


def problems(folder: Path) -> list[str]:
    """What reading the folder refuses, with ordinary spaces."""
    with pytest.raises(CatalogueError) as refused:
        read_catalogue(folder)
    return [str(problem).replace("\u00a0", " ") for problem in refused.value.problems]
