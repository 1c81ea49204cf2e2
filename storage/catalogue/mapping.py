"""What each entry of the catalogue is in the database: its table, its key, its columns, the rows that hang on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage.catalogue import texts
from storage.columns import Base
from storage.rows.plan import Axis, Deadline, KeyResult, Objective, Pillar, PrintedMilestone, Status, Target
from storage.rows.portfolio import Commune, Project, ProjectPlace, Territory, Theme
from storage.rows.reference import Anomaly, Community, Figure, GlossaryTerm, KeyDate, ProjectRole, Tool

if TYPE_CHECKING:
    from storage.catalogue import entries
    from storage.catalogue.catalogue import Catalogue

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Child:
    """Rows that hang on an entry and are replaced together.

    `field` lists them among the entry's values, `parent` is their column that names it, and `ordered` says whether
    a column `position` keeps the order of the list.
    """

    field: str
    row: type[Base]
    parent: str
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry, its rows and their key; `told` when later changes go to the history."""

    name: str
    row: type[Base]
    key: str
    values: Callable[[Catalogue], Iterable[Values]]
    children: tuple[Child, ...] = ()
    told: bool = False


def commune_key(name: str) -> str:
    """« Berre-l'Étang » is berre-l-etang."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _alike(row: type[Base], entry: entries.Entry, **computed: Any) -> Values:
    """The columns named as fields of the entry, then those computed."""
    names = [column.name for column in row.__table__.columns if column.name in type(entry).model_fields]
    values = {name: getattr(entry, name) for name in names}
    if "retired" in row.__table__.columns:
        computed["retired"] = False
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()} | computed


def _pillars(catalogue: Catalogue) -> Iterator[Values]:
    return (_alike(Pillar, each) for each in catalogue.pillars)


def _axes(catalogue: Catalogue) -> Iterator[Values]:
    for each in catalogue.axes:
        yield _alike(Axis, each, pillar_number=int(each.code[0]), number=int(each.code[-1]))


def _objectives(catalogue: Catalogue) -> Iterator[Values]:
    for each in catalogue.objectives:
        yield _alike(
            Objective,
            each,
            axis_code=each.axis,
            pillar_number=int(each.code[0]),
            position=int(each.code[-1]),
            printed_number=each.printed_number,
            cross_references=_links(each.cross_references),
        )


def _links(references: Iterable[entries.CrossReference]) -> list[Values]:
    return [{"to": each.to, "basis": each.basis.value, "quote": each.quote, "why": each.why} for each in references]


def _key_results(catalogue: Catalogue) -> Iterator[Values]:
    for each in catalogue.key_results:
        yield _alike(
            KeyResult,
            each,
            objective_code=each.objective,
            letter=each.letter,
            printed_deadline=each.deadline.printed,
            due_on=each.deadline.due_on,
            status=Status.DONE if each.done else Status.PLANNED,
            printed_done=each.done,
            recurrence=each.recurrence.text if each.recurrence else None,
            recurrence_rule=_rule(each.recurrence) if each.recurrence else None,
            deadline_line=each.deadline.line,
            deadlines=_deadlines(each.deadline),
            targets=[_alike(Target, target) for target in each.targets],
            milestones=[_alike(PrintedMilestone, milestone) for milestone in each.milestones],
        )


def _rule(recurrence: entries.Recurrence) -> Values | None:
    """What a recurrence means: every, times, starts_on, ends_on, as far as the document says; None if it does not."""
    said = {
        "every": recurrence.every and recurrence.every.value,
        "times": recurrence.times,
        "starts_on": recurrence.starts_on and recurrence.starts_on.isoformat(),
        "ends_on": recurrence.ends_on and recurrence.ends_on.isoformat(),
    }
    return {name: value for name, value in said.items() if value is not None} or None


def _deadlines(deadline: entries.Deadline) -> list[Values]:
    labels = (*deadline.labels, *[None] * len(deadline.dates))
    return [
        {"due_on": due_on, "quarter": period if period.startswith("T") else None, "label": label}
        for period, due_on, label in zip(deadline.periods, deadline.dates, labels, strict=False)
    ]


def _themes(catalogue: Catalogue) -> Iterator[Values]:
    return (_alike(Theme, each) for each in catalogue.themes)


def _projects(catalogue: Catalogue) -> Iterator[Values]:
    for each in catalogue.projects:
        places = [
            *({"commune_key": commune_key(name), "deduced": False} for name in each.communes),
            *({"commune_key": commune_key(name), "deduced": True} for name in each.deduced_communes),
        ]
        links = _links(each.cross_references)
        yield _alike(Project, each, theme_key=each.theme, cross_references=links, places=places)


def _territories(catalogue: Catalogue) -> Iterator[Values]:
    return (_alike(Territory, each, position=position) for position, each in enumerate(catalogue.territories, 1))


def _communes(catalogue: Catalogue) -> Iterator[Values]:
    also_said = {each.name: list(each.also_said) for each in catalogue.communes}
    for territory in catalogue.territories:
        for name in territory.communes:
            yield {
                "key": commune_key(name),
                "name": name,
                "territory_key": territory.key,
                "also_said": also_said.get(name, []),
                "retired": False,
            }


def _communities(catalogue: Catalogue) -> Iterator[Values]:
    return (_alike(Community, each, position=position) for position, each in enumerate(catalogue.communities, 1))


def _project_roles(catalogue: Catalogue) -> Iterator[Values]:
    return (_alike(ProjectRole, each, position=position) for position, each in enumerate(catalogue.project_roles, 1))


def _key_dates(catalogue: Catalogue) -> Iterator[Values]:
    for position, each in enumerate(catalogue.key_dates, 1):
        yield _alike(
            KeyDate,
            each,
            position=position,
            year_basis="printed" if each.stated_year else "deduced",
            category_basis="printed" if each.category else "absent",
        )
    nothing = dict.fromkeys(
        ("stated_year", "page_year", "year_basis", "category", "category_basis", "detail", "note", "source_line")
    )
    for position, other in enumerate(catalogue.other_dates, len(catalogue.key_dates) + 1):
        yield _alike(KeyDate, other, position=position, places=[], **nothing)


def _figures(catalogue: Catalogue) -> Iterator[Values]:
    position = 0
    for position, each in enumerate(catalogue.figures, 1):
        yield _alike(Figure, each, position=position, pillar_number=None, note=None)
    for pillar in catalogue.pillars:
        for figure in pillar.figures:
            position += 1
            source = texts.pillar_figures(pillar.number)
            yield _alike(Figure, figure, position=position, pillar_number=pillar.number, printed=None, source=source)


def _tools(catalogue: Catalogue) -> Iterator[Values]:
    return (_alike(Tool, each, position=position) for position, each in enumerate(catalogue.tools, 1))


def _terms(catalogue: Catalogue) -> Iterator[Values]:
    for position, each in enumerate(catalogue.terms, 1):
        yield _alike(GlossaryTerm, each, position=position, note=None)
    for position, bare in enumerate(catalogue.bare_terms, len(catalogue.terms) + 1):
        yield _alike(GlossaryTerm, bare, position=position, expansion=None, variants=[])


def _anomalies(catalogue: Catalogue) -> Iterator[Values]:
    return (_alike(Anomaly, each, position=position) for position, each in enumerate(catalogue.anomalies, 1))


# In the order of insertion: what is referred to comes first.
KINDS = (
    Kind("pillar", Pillar, "number", _pillars),
    Kind("axis", Axis, "code", _axes),
    Kind("objective", Objective, "code", _objectives, told=True),
    Kind(
        "key_result",
        KeyResult,
        "code",
        _key_results,
        children=(
            Child("deadlines", Deadline, "key_result_code"),
            Child("targets", Target, "key_result_code"),
            Child("milestones", PrintedMilestone, "key_result_code"),
        ),
        told=True,
    ),
    Kind("theme", Theme, "key", _themes),
    Kind("territory", Territory, "key", _territories),
    Kind("commune", Commune, "key", _communes),
    Kind(
        "project",
        Project,
        "key",
        _projects,
        children=(Child("places", ProjectPlace, "project_key", ordered=False),),
        told=True,
    ),
    Kind("community", Community, "key", _communities),
    Kind("project_role", ProjectRole, "name", _project_roles),
    Kind("key_date", KeyDate, "key", _key_dates),
    Kind("figure", Figure, "key", _figures),
    Kind("tool", Tool, "key", _tools),
    Kind("glossary_term", GlossaryTerm, "term", _terms),
    Kind("anomaly", Anomaly, "key", _anomalies),
)
