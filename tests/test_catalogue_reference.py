"""The plan and the portfolio say the document word for word: turned back into the verified reading, compared whole."""

from __future__ import annotations

from typing import Any

import pytest

from storage.catalogue.entries import Axis, CrossReference, KeyResult, Objective, Pillar, Project, Theme
from storage.catalogue.vocabulary import Basis
from storage.rows.plan import Bound
from tests.catalogues import reference, shipped, some

Json = dict[str, Any]

BOUNDS = {Bound.AT_LEAST: ">=", Bound.AT_MOST: "<=", Bound.INCREASE: "+"}


def target_of(to: str) -> str:
    """« theme:administration-performante » as the reading writes it, by the title."""
    if to.startswith("theme:"):
        return "theme:" + next(theme.title for theme in shipped().themes if f"theme:{theme.key}" == to)
    return to


def link(each: CrossReference) -> Json:
    return {"to": target_of(each.to), "basis": each.basis.value, **some(quote=each.quote, why=each.why)}


def key_result(each: KeyResult) -> Json:
    return {
        "letter": each.letter,
        "code": each.code,
        "text": each.statement,
        "deadline_text": each.deadline.printed,
        "deadline_quarters": list(each.deadline.periods),
        "deadline_date": each.deadline.due_on.isoformat(),
        "done": each.done,
        "targets": [
            {
                "kind": target.kind.value,
                "value": target.value,
                "unit": target.unit,
                "what": target.what,
                **some(operator=target.operator and BOUNDS[target.operator], until=target.until),
            }
            for target in each.targets
        ],
        "recurrence": each.recurrence.text if each.recurrence else None,
        "milestones": [
            {
                "label": milestone.label,
                "date_text": milestone.printed_date,
                "date": milestone.due_on.isoformat() if milestone.due_on else None,
                **some(see=milestone.see),
            }
            for milestone in each.milestones
        ],
        "shared_deadline": bool(each.shared_with),
        "shared_with": sorted({each.code, *each.shared_with}) if each.shared_with else [],
        "attribution_ambiguous": each.ambiguous,
        "note": each.note,
        "source_line": each.source_line,
        "deadline_source_line": each.deadline.line,
    }


def objective(each: Objective, pillar: Pillar) -> Json:
    return {
        "number": each.printed_number,
        "code": each.code,
        "title": each.title,
        "source_line": each.source_line,
        "note": each.note,
        "body_facts": list(each.body_facts),
        "cross_refs": [link(reference) for reference in each.cross_references],
        "operational": [key_result(under) for under in pillar.key_results if under.objective == each.code],
    }


def axis(each: Axis, pillar: Pillar) -> Json:
    return {
        "number": int(each.code[-1]),
        "code": each.code,
        "title": each.title,
        "alt_titles": list(each.other_titles),
        "source_line": each.source_line,
        "note": each.note,
        "objectives": [objective(under, pillar) for under in pillar.objectives if under.axis == each.code],
    }


def figures(pillar: Pillar) -> list[Json]:
    return [{"label": each.label, "value": each.value, **some(note=each.note)} for each in pillar.figures]


def pillar_without_aliases(each: Pillar) -> Json:
    return {
        "number": each.number,
        "title": each.title,
        "title_printed": each.printed_title,
        "source_line": each.source_line,
        "context_facts": list(each.context),
        "key_figures": figures(each),
        "ambition": each.ambition,
        "axes": [axis(under, each) for under in each.axes],
    }


def theme(each: Theme) -> Json:
    return {
        "index": each.position,
        "title": each.title,
        "title_printed": each.printed_title,
        "scope": each.scope,
        "note": each.note,
        "source_line": each.source_line,
        "projects": [project(under) for under in shipped().projects if under.theme == each.key],
    }


def project(each: Project) -> Json:
    return {
        "name": each.name,
        "text": each.statement,
        "details": each.statement,
        "places": {*each.communes, *each.deduced_communes},
        "sites": list(each.sites),
        "year": each.printed_year,
        "components": list(each.components),
        "source_line": each.source_line,
        "note": each.note,
    }


@pytest.mark.parametrize("number", range(1, 8))
def test_a_pillar_says_what_the_document_says(number: int) -> None:
    expected = dict(reference()["pillars"][number - 1])
    pillar = shipped().pillars[number - 1]
    aliases = expected.pop("aliases")
    assert pillar_without_aliases(pillar) == expected
    assert set(aliases) <= set(pillar.also_said)


@pytest.mark.parametrize("index", range(11))
def test_a_theme_says_what_the_document_says(index: int) -> None:
    expected = dict(reference()["themes"][index])
    # Those written in full come first in the catalogue, whatever the order of the sentence.
    expected["projects"] = [{**each, "places": set(each["places"])} for each in expected["projects"]]
    assert theme(shipped().themes[index]) == expected


def test_every_basis_of_a_reference_is_one_of_the_reading() -> None:
    found = {
        each["basis"]
        for pillar in reference()["pillars"]
        for under in pillar["axes"]
        for objective in under["objectives"]
        for each in objective["cross_refs"]
    }
    assert found == {basis.value for basis in Basis}
