"""Reads the organisation file and the CSV lists beside it; every problem is found before any is told."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from storage.organisation import texts
from storage.organisation.checking import Known, Named, check_together
from storage.organisation.delimited import Record, decoded, records
from storage.organisation.entries import (
    AccountEntry,
    CircleEntry,
    CommunityEntry,
    Entry,
    LeadEntry,
    MemberEntry,
    Organisation,
    PersonEntry,
    ProjectEntry,
    UnitEntry,
)
from storage.organisation.files import OrganisationError, contents_of, digest
from storage.organisation.vocabulary import CSV_SECTIONS, KEYS, NAMED_BY, fold, nearest

# Section, field of `Organisation`, and model of its entries.
SECTIONS: dict[str, tuple[str, type[Entry]]] = {
    "unites": ("units", UnitEntry),
    "personnes": ("persons", PersonEntry),
    "comptes": ("accounts", AccountEntry),
    "communautes": ("communities", CommunityEntry),
    "membres": ("members", MemberEntry),
    "chefs_de_file": ("leads", LeadEntry),
    "projets": ("projects", ProjectEntry),
    "cercles": ("circles", CircleEntry),
}

SENTENCES = {
    "missing": texts.MISSING_VALUE,
    "string_too_short": texts.EMPTY_VALUE,
    "string_too_long": texts.TOO_LONG,
    "string_type": texts.TEXT_EXPECTED,
    "tuple_type": texts.LIST_EXPECTED,
}


@dataclass(slots=True)
class _Found:
    """What has been read so far, and what is wrong with it."""

    entries: dict[str, list[Entry]] = field(default_factory=lambda: {section: [] for section in SECTIONS})
    # Names of the entries that were refused, so that a reference to one is not a second problem.
    refused: Named = field(default_factory=Named)
    problems: list[str] = field(default_factory=list)

    def tell(self, file: str, where: str, key: str, sentence: str) -> None:
        self.problems.append(texts.problem(file, where, key, sentence))


def read_organisation(path: Path, *, known: Known) -> Organisation:
    """The organisation, checked against the catalogue; raises OrganisationError with every problem."""
    contents = contents_of(path)
    found = _Found()
    ignored = []
    for name, content in contents.items():
        if name == path.name:
            _read_toml(found, name, decoded(content))
        elif (section := _section_of(name)) is not None:
            _read_csv(found, name, section, decoded(content))
        else:
            ignored.append(name)
    organisation = Organisation.model_validate(
        {
            "digest": digest(contents),
            "ignored_files": tuple(ignored),
            **{name: tuple(found.entries[section]) for section, (name, _) in SECTIONS.items()},
        }
    )
    found.problems += check_together(organisation, known=known, refused=found.refused)
    if found.problems:
        raise OrganisationError(path.name, tuple(found.problems))
    return organisation


def _section_of(file: str) -> str | None:
    """« Chefs-de-file.csv » is the list « chefs_de_file »."""
    stem = fold(Path(file).stem).replace(" ", "_")
    return stem if stem in CSV_SECTIONS else None


def _read_toml(found: _Found, file: str, text: str) -> None:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        where, sentence = texts.toml_syntax(int(at[1]) if at else None)
        found.tell(file, where, "", sentence)
        return
    for section, entries in document.items():
        if section not in SECTIONS:
            found.tell(file, "", section, texts.section_unknown(nearest(section, SECTIONS), SECTIONS))
        elif not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            found.tell(file, "", section, texts.not_a_list(section))
        else:
            for number, entry in enumerate(entries, start=1):
                name = next((entry[key] for key in _name_keys(section) if isinstance(entry.get(key), str)), None)
                _take(found, section, file, texts.toml_entry(section, number, name), entry)


def _name_keys(section: str) -> Iterator[str]:
    return (key for key, field_name in KEYS[section].items() if field_name == NAMED_BY[section])


def _read_csv(found: _Found, file: str, section: str, text: str) -> None:
    try:
        lines = list(records(text))
    except csv.Error:
        found.tell(file, "", "", texts.NOT_A_TABLE)
        return
    if not lines:
        found.tell(file, "", "", texts.EMPTY_TABLE)
        return
    columns = _columns(found, file, section, lines[0])
    if columns is None:
        return
    for record in lines[1:]:
        where = texts.csv_line(record.line)
        if any(record.cells[len(columns) :]):
            found.tell(file, where, "", texts.TOO_MANY_CELLS)
            continue
        # An empty cell says nothing, as a key left out does.
        row = {column: cell for column, cell in zip(columns, record.cells, strict=False) if cell}
        _take(found, section, file, where, row)


def _columns(found: _Found, file: str, section: str, header: Record) -> list[str] | None:
    """The keys that the header names; None when one is unknown or comes twice: its lines then mean nothing."""
    columns: list[str] = []
    right = True
    for cell in header.cells:
        column = fold(cell).replace(" ", "_")
        if column not in KEYS[section]:
            sentence = texts.key_unknown(nearest(column, KEYS[section]), KEYS[section])
        elif column in columns:
            sentence = texts.column_twice()
        else:
            columns.append(column)
            continue
        found.tell(file, texts.csv_line(header.line), cell, sentence)
        right = False
    return columns if right else None


def _take(found: _Found, section: str, file: str, where: str, written: dict[str, Any]) -> None:
    """Checks one entry by itself: keeps it, or tells all that is wrong with it."""
    keys = KEYS[section]
    values: dict[str, Any] = {}
    right = True
    for key, value in written.items():
        if key in keys:
            values[keys[key]] = value
            continue
        right = False
        if section == "projets" and fold(key) in ("chef de file", "chefs de file"):
            found.tell(file, where, key, texts.lead_key_on_project())
        else:
            found.tell(file, where, key, texts.key_unknown(nearest(key, keys), keys))
    try:
        entry = SECTIONS[section][1].model_validate({"file": file, "where": where, **values})
    except ValidationError as error:
        written_as = {field_name: key for key, field_name in keys.items()}
        for details in error.errors(include_url=False):
            found.tell(file, where, written_as.get(str(details["loc"][0]), ""), _sentence(details))
        right = False
    else:
        if right:
            found.entries[section].append(entry)
    if not right:
        found.refused.add(section, values)


def _sentence(details: ErrorDetails) -> str:
    if details["type"] == "value_error":
        return str(details["ctx"]["error"])
    return SENTENCES.get(details["type"], texts.BAD_VALUE)
