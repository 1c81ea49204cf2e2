"""Turns what pydantic and tomllib refuse into problems that name the file, the entry, the field and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from tomllib import TOMLDecodeError
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from storage.catalogue import texts
from storage.catalogue.problems import Problem
from storage.catalogue.vocabulary import NAMING_FIELDS, SECTIONS

_TOML_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def syntax_problem(file: str, error: TOMLDecodeError, content: str) -> Problem:
    """Where TOML is not understood, the line as typed, and what is probably missing."""
    place = _TOML_PLACE.search(str(error))
    reason = str(error)[: place.start()] if place else str(error)
    if place is None or place["line"] is None:
        return Problem(file, texts.END_OF_FILE, "", texts.syntax(reason, ""))
    number = int(place["line"])
    lines = content.splitlines()
    typed = lines[number - 1].strip() if number <= len(lines) else ""
    return Problem(file, texts.line_of_file(number), "", texts.syntax(reason, typed))


def field_problems(file: str, error: ValidationError, values: dict[str, Any], model: type[BaseModel]) -> list[Problem]:
    """One problem for each value that the model refuses."""
    return [_field_problem(file, details, values, model) for details in error.errors(include_url=False)]


def _field_problem(file: str, details: ErrorDetails, values: dict[str, Any], model: type[BaseModel]) -> Problem:
    path = details["loc"]
    inside = path
    entry = ""
    if len(path) > 1 and path[0] in SECTIONS and isinstance(path[1], int):
        entry = entry_name(str(path[0]), values[str(path[0])][path[1]], path[1])
        inside = path[2:]
    elif path and path[0] in SECTIONS and details["type"] == "missing":
        # A whole section is missing, which is not a field that someone forgot in an entry.
        return Problem(file, "", "", texts.section_missing(str(path[0])))
    return Problem(file, entry, field_name(inside), _remedy(details, model))


def entry_name(section: str, values: Any, index: int) -> str:
    """« objectif opérationnel 4.2.2.b », or its rank where it has no name that can be read."""
    names = [values[name] for name in NAMING_FIELDS if name in values] if isinstance(values, dict) else []
    name = next((name for name in names if isinstance(name, str) and name), None)
    return texts.entry(SECTIONS[section], name, index + 1)


def field_name(path: tuple[int | str, ...]) -> str:
    """« cibles (2) → valeur », for a person."""
    shown = ""
    for step in path:
        shown += f" ({step + 1})" if isinstance(step, int) else (texts.INSIDE if shown else "") + step
    return shown


def _remedy(details: ErrorDetails, model: type[BaseModel]) -> str:
    name = next((str(step) for step in reversed(details["loc"]) if isinstance(step, str)), "")
    given = details["input"]
    context: dict[str, Any] = details.get("ctx") or {}
    match details["type"]:
        case "value_error":
            return str(context["error"])
        case "missing":
            return texts.missing(name)
        case "extra_forbidden":
            fields = _fields_at(model, details["loc"][:-1])
            near = get_close_matches(name, fields, n=1)
            return texts.unknown_field(near[0] if near else None, fields)
        case "string_pattern_mismatch":
            return texts.shape(name, given)
        case "greater_than_equal" | "less_than_equal":
            return texts.out_of_range(name, given)
        case kind:
            return texts.wrong_type(name, kind, given)


def _fields_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """What may be written at this place of the file."""
    for step in path:
        if isinstance(step, str):
            found = next((each for each in model.model_fields.values() if each.alias == step), None)
            inner = next(_models(found.annotation), None) if found else None
            if inner is None:
                return []
            model = inner
    return [field.alias for field in model.model_fields.values() if field.alias]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
