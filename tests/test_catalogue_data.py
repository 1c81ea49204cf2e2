"""The catalogue is whole: as many entries as the document has, each with its place, our words, and what dates mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.catalogues import reference, shipped


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        (lambda: shipped().pillars, 7),
        (lambda: shipped().axes, 24),
        (lambda: shipped().objectives, 72),
        (lambda: shipped().key_results, 97),
        (lambda: [each for each in shipped().key_results if each.done], 8),
        (lambda: shipped().themes, 11),
        (lambda: shipped().projects, 87),
        (lambda: shipped().communities, 28),
        (lambda: shipped().tools, 16),
        (lambda: shipped().key_dates, 83),
        (lambda: shipped().anomalies, 54),
        (lambda: shipped().territories, 6),
        (lambda: {name for territory in shipped().territories for name in territory.communes}, 92),
    ],
)
def test_there_are_as_many_as_the_document_has(entries: Callable[[], Iterable[Any]], count: int) -> None:
    assert len(list(entries())) == count


def test_the_totals_of_the_reading_are_those_of_the_catalogue() -> None:
    catalogue = shipped()
    assert reference()["meta"]["totals"] == {
        "pillars": len(catalogue.pillars),
        "axes": len(catalogue.axes),
        "objectives": len(catalogue.objectives),
        "operational": len(catalogue.key_results),
        "done": sum(each.done for each in catalogue.key_results),
        "themes": len(catalogue.themes),
        "projects": len(catalogue.projects),
        "milestones": len(catalogue.key_dates),
    }


def test_every_entry_says_where_it_stands() -> None:
    catalogue = shipped()
    lines = [
        *(each.source_line for each in catalogue.pillars),
        *(each.source_line for each in catalogue.axes),
        *(each.source_line for each in catalogue.objectives),
        *(each.source_line for each in catalogue.key_results),
        *(each.source_line for each in catalogue.themes),
        *(each.source_line for each in catalogue.projects),
        *(each.source_line for each in catalogue.key_dates),
    ]
    assert all(1 <= line <= 2383 for line in lines)
    sources = [
        *(each.source for each in catalogue.communities),
        *(each.source for each in catalogue.project_roles),
        *(each.source for each in catalogue.figures),
        *(each.source for each in catalogue.terms),
        *(each.source for each in catalogue.bare_terms),
        *(each.source for each in catalogue.other_dates),
        *(each.source for each in catalogue.tools),
        *(each.place for each in catalogue.anomalies),
    ]
    assert all(sources)


def test_our_own_words_are_there_for_what_people_present() -> None:
    catalogue = shipped()
    assert all(each.summary and each.pitch for each in catalogue.pillars)
    assert all(each.summary and each.pitch for each in catalogue.objectives)
    assert all(each.summary for each in catalogue.themes)
    assert all(each.summary for each in catalogue.projects)
    assert all(each.summary for each in catalogue.communities)
    assert all(each.summary for each in catalogue.tools)
    assert all(each.definition for each in catalogue.terms)


def test_recurrences_mean_something_where_the_document_says_it() -> None:
    meant = {
        each.code: (each.recurrence.every and each.recurrence.every.value, each.recurrence.times)
        for each in shipped().key_results
        if each.recurrence
    }
    assert meant == {
        "3.4.1.d": ("year", 3),
        "3.4.2.a": ("half_year", 1),
        "4.2.1.b": ("year", 1),
        "4.2.3.a": ("year", 4),
        "4.3.1.a": ("year", 3),
        "5.1.2.a": ("half_year", 1),
        "6.1.1.a": (None, None),
        "6.1.3.a": ("year", 1),
    }
