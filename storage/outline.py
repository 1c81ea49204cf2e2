"""Everything that has a name, in few columns: what the retrieval index and the readers of filters are built from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import bindparam, not_, select
from sqlalchemy.orm import Session

from storage.rows.bookkeeping import Revision
from storage.rows.organisation import Unit
from storage.rows.plan import Axis, KeyResult, Objective, Pillar
from storage.rows.portfolio import Commune, Project, ProjectPlace, Territory, Theme
from storage.rows.reference import Community, GlossaryTerm, Tool

# The revision that every change of a name, a title or another way to say it raises.
PLAN = "plan"
_REVISION = select(Revision.number).where(Revision.subject == bindparam("subject"))


@dataclass(frozen=True, slots=True)
class Outline:
    """An entry's kind and key, its title, other ways to say it, what it says, what surrounds it.

    `place` says where it stands, to tell it from its neighbours; `circle` who may read it, None being everybody.
    """

    kind: str
    key: str
    title: str
    place: str = ""
    also_said: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    surroundings: tuple[str, ...] = ()
    circle: str | None = None


def revision(session: Session, subject: str = PLAN) -> int:
    """How many times the subject has changed; 0 before anything was loaded."""
    return session.connection().execute(_REVISION, {"subject": subject}).scalar() or 0


def plan_outlines(session: Session) -> list[Outline]:
    """Pillars, axes and objectives; what a key result says stands with its objective."""
    pillars = session.execute(
        select(Pillar.number, Pillar.title, Pillar.printed_title, Pillar.also_said, Pillar.ambition, Pillar.summary)
        .where(not_(Pillar.retired))
        .order_by(Pillar.number)
    )
    found = [
        Outline("pillar", str(number), title, "", (printed, *also), (), _texts(ambition, summary))
        for number, title, printed, also, ambition, summary in pillars
    ]
    axes = session.execute(
        select(Axis.code, Axis.title, Axis.other_titles, Axis.also_said).where(not_(Axis.retired)).order_by(Axis.code)
    )
    found += [Outline("axis", code, title, code, (*others, *also)) for code, title, others, also in axes]
    said: defaultdict[str, list[str]] = defaultdict(list)
    also_said: defaultdict[str, list[str]] = defaultdict(list)
    results = select(KeyResult.objective_code, KeyResult.statement, KeyResult.also_said).where(not_(KeyResult.retired))
    for code, statement, also in session.execute(results.order_by(KeyResult.code)):
        said[code].append(statement)
        also_said[code] += also
    objectives = session.execute(
        select(Objective.code, Objective.title, Objective.axis_code, Objective.also_said, Objective.summary)
        .add_columns(Objective.body_facts)
        .where(not_(Objective.retired))
        .order_by(Objective.pillar_number, Objective.code)
    )
    for code, title, axis_code, also, summary, facts in objectives:
        others = (*also, *also_said[code])
        found.append(Outline("objective", code, title, axis_code, others, tuple(said[code]), _texts(summary, *facts)))
    return found


def portfolio_outlines(session: Session) -> list[Outline]:
    """Themes and projects, restricted ones with their circle."""
    themes = session.scalars(select(Theme).order_by(Theme.position)).all()
    found = [
        Outline("theme", one.key, one.title, "", tuple(one.also_said), (), _texts(one.scope, one.summary))
        for one in themes
        if not one.retired
    ]
    titles = {one.key: one.title for one in themes}
    places: defaultdict[str, list[str]] = defaultdict(list)
    located = select(ProjectPlace.project_key, Commune.name).join(Commune, Commune.key == ProjectPlace.commune_key)
    for key, commune in session.execute(located):
        places[key].append(commune)
    projects = session.execute(
        select(Project.key, Project.name, Project.theme_key, Project.also_said, Project.statement)
        .add_columns(Project.components, Project.sites, Project.summary, Project.circle_key)
        .where(not_(Project.retired))
        .order_by(Project.key)
    )
    for key, name, theme_key, also, statement, components, sites, summary, circle in projects:
        surroundings = _texts(summary, *components, *sites, *places[key])
        found.append(
            Outline("project", key, name, titles[theme_key], tuple(also), (statement,), surroundings, circle=circle)
        )
    return found


def reference_outlines(session: Session) -> list[Outline]:
    """Communities and bodies, tools, terms."""
    communities = session.execute(
        select(Community.key, Community.name, Community.kind, Community.also_named, Community.also_said)
        .add_columns(Community.purpose, Community.composition, Community.summary)
        .where(not_(Community.retired))
        .order_by(Community.position)
    )
    found = [
        Outline("community", key, name, kind, (*named, *also), (purpose,), _texts(composition, summary))
        for key, name, kind, named, also, purpose, composition, summary in communities
    ]
    tools = session.execute(
        select(Tool.key, Tool.name, Tool.also_named, Tool.also_said, Tool.purpose, Tool.summary).order_by(Tool.position)
    )
    found += [
        Outline("tool", key, name, "", (*named, *also), (purpose,), _texts(summary))
        for key, name, named, also, purpose, summary in tools
    ]
    terms = session.execute(
        select(GlossaryTerm.term, GlossaryTerm.expansion, GlossaryTerm.variants, GlossaryTerm.also_said)
        .add_columns(GlossaryTerm.definition)
        .order_by(GlossaryTerm.position)
    )
    found += [
        Outline("term", term, term, "", (*_texts(expansion), *variants, *also), (), _texts(definition))
        for term, expansion, variants, also, definition in terms
    ]
    return found


def place_outlines(session: Session) -> list[Outline]:
    """Territoires, communes and units, for the readers of filters."""
    found = [
        Outline("territory", key, name, "", tuple(also))
        for key, name, also in session.execute(
            select(Territory.key, Territory.name, Territory.also_said).order_by(Territory.position)
        )
    ]
    found += [
        Outline("commune", key, name, "", tuple(also))
        for key, name, also in session.execute(select(Commune.key, Commune.name, Commune.also_said))
    ]
    found += [
        Outline("unit", key, name, "", tuple(also))
        for key, name, also in session.execute(
            select(Unit.key, Unit.name, Unit.aliases).where(not_(Unit.retired)).order_by(Unit.key)
        )
    ]
    return found


def _texts(*values: str | None) -> tuple[str, ...]:
    return tuple(value for value in values if value)
