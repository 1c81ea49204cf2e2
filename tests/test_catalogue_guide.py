"""The guide of the catalogue's files names every file, section and field, and says which are required."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from storage.catalogue import entries, surroundings
from storage.catalogue.reading import DATA

GUIDE = (Path(__file__).parents[1] / "docs" / "catalogue.md").read_text(encoding="utf-8")

MODELS = {
    name: model
    for module in (entries, surroundings)
    for name, model in vars(module).items()
    if isinstance(model, type) and issubclass(model, entries.Entry) and model is not entries.Entry
}


def sections(model: type[BaseModel]) -> Iterator[str]:
    """The fields of a model that are lists of entries: sections of its file."""
    for field in model.model_fields.values():
        inner = get_args(field.annotation)
        if inner and isinstance(inner[0], type) and inner[0] in MODELS.values():
            yield str(field.alias)


def test_the_guide_names_every_file() -> None:
    others = [file.name for file in DATA.glob("*.toml") if not file.name.startswith("pilier-")]
    assert len(others) == 8
    assert sorted(name for name in others if f"`{name}`" not in GUIDE) == []


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_guide_names_every_section_and_every_field(name: str) -> None:
    model = MODELS[name]
    fields = {str(field.alias): field.is_required() for field in model.model_fields.values()}
    lists = set(sections(model))
    assert fields
    for alias, required in fields.items():
        if alias in lists and name not in {"KeyResult", "Objective", "Project"}:
            assert f"[[{alias}]]" in GUIDE, alias
        elif required:
            assert f"`{alias}`*" in GUIDE, alias
        else:
            assert f"`{alias}`" in GUIDE, alias


def test_the_example_of_the_guide_is_shipped() -> None:
    shown = re.search(r"```toml\n(.+?)```", GUIDE, re.DOTALL)
    assert shown is not None
    pillar = (DATA / "pilier-4.toml").read_text(encoding="utf-8")
    for line in shown[1].splitlines()[:5]:
        assert line in pillar
