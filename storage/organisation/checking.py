"""Checks the entries of the organisation together: names given once, references that lead somewhere, no cycle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from storage.organisation import texts
from storage.organisation.vocabulary import KEYS, LEAD_ROLES, NO_CIRCLE, nearest
from storage.rows.organisation import ROLES_ON, LeadRole, SubjectKind

if TYPE_CHECKING:
    from storage.organisation.entries import CircleEntry, Entry, Organisation, ProjectEntry, UnitEntry


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue holds, which the organisation refers to."""

    communities: frozenset[str]
    objectives: frozenset[str]
    projects: frozenset[str]
    themes: frozenset[str]


@dataclass(slots=True)
class Named:
    """Names of units, persons and circles."""

    units: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    circles: set[str] = field(default_factory=set)

    def add(self, section: str, values: dict[str, Any]) -> None:
        """Adds the name that the values of an entry give, if they give one."""
        held = {
            "unites": (self.units, "key"),
            "personnes": (self.persons, "handle"),
            "cercles": (self.circles, "key"),
        }
        if section in held:
            names, name_field = held[section]
            names.add(str(values.get(name_field, "")).strip().lower())


def check_together(organisation: Organisation, *, known: Known, refused: Named) -> list[str]:
    """The problems, as French sentences; `refused` names entries with problems of their own, already told."""
    named = Named(
        {each.key for each in organisation.units} | refused.units,
        {each.handle for each in organisation.persons} | refused.persons,
        {each.key for each in organisation.circles} | refused.circles,
    )
    return [
        *_twice(organisation),
        *_cycles(organisation.units),
        *_structure(organisation, named),
        *_communities(organisation, named, known),
        *_leads(organisation, named, known),
        *_projects(organisation, named, known),
        *_readers(organisation),
    ]


def _problem(section: str, entry: Entry, field_name: str, sentence: str) -> str:
    key = next(key for key, name in KEYS[section].items() if name == field_name)
    return texts.problem(entry.file, entry.where, key, sentence)


def _unknown_units(section: str, entry: Entry, field_name: str, keys: Iterable[str], named: Named) -> Iterator[str]:
    for key in keys:
        if key not in named.units:
            yield _problem(section, entry, field_name, texts.unit_unknown(key, nearest(key, named.units)))


def _unknown_persons(
    section: str, entry: Entry, field_name: str, handles: Iterable[str], named: Named
) -> Iterator[str]:
    for handle in handles:
        if handle not in named.persons:
            yield _problem(section, entry, field_name, texts.person_unknown(handle, nearest(handle, named.persons)))


def _twice(organisation: Organisation) -> Iterator[str]:
    """Entries that give a name, or an account, already given."""
    named: list[tuple[str, str, list[tuple[str, Entry]]]] = [
        ("unites", "key", [(each.key, each) for each in organisation.units]),
        ("personnes", "handle", [(each.handle, each) for each in organisation.persons]),
        ("communautes", "key", [(each.key, each) for each in organisation.communities]),
        ("projets", "key", [(each.key, each) for each in organisation.projects]),
        ("cercles", "key", [(each.key, each) for each in organisation.circles]),
    ]
    for section, field_name, names in named:
        first: dict[str, Entry] = {}
        for name, entry in names:
            if first.setdefault(name, entry) is not entry:
                yield _problem(section, entry, field_name, texts.already_declared(name, str(first[name])))
    holder: dict[tuple[str, str], Entry] = {}
    accounts: list[tuple[str, str, Entry, str, str]] = [
        ("personnes", platform.value, person, platform.value, account)
        for person in organisation.persons
        for platform, account in person.accounts()
    ]
    accounts += [("comptes", "account", each, each.platform.value, each.account) for each in organisation.accounts]
    for section, field_name, entry, on, account in accounts:
        already = holder.get((on, account))
        if already is not None:
            yield _problem(section, entry, field_name, texts.account_already_declared(account, str(already)))
        holder[on, account] = entry


def _cycles(units: Iterable[UnitEntry]) -> Iterator[str]:
    by_key = {unit.key: unit for unit in units}
    settled: set[str] = set()
    for unit in by_key.values():
        path: list[str] = []
        key: str | None = unit.key
        while key is not None and key in by_key and key not in settled and key not in path:
            path.append(key)
            key = by_key[key].parent
        if key in path:
            around = path[path.index(key) :]
            yield _problem("unites", by_key[around[0]], "parent", texts.cycle(around))
        settled.update(path)


def _structure(organisation: Organisation, named: Named) -> Iterator[str]:
    """References from units, persons, accounts and circles."""
    for unit in organisation.units:
        yield from _unknown_units("unites", unit, "parent", [unit.parent] if unit.parent else [], named)
    for person in organisation.persons:
        yield from _unknown_units("personnes", person, "unit", [person.unit] if person.unit else [], named)
        limited_to = [role.unit for role in person.roles if role.unit]
        yield from _unknown_units("personnes", person, "roles", limited_to, named)
    for account in organisation.accounts:
        yield from _unknown_persons("comptes", account, "person", [account.person], named)
    for circle in organisation.circles:
        yield from _unknown_persons("cercles", circle, "members", circle.members, named)
        yield from _unknown_units("cercles", circle, "units", circle.units, named)


def _communities(organisation: Organisation, named: Named, known: Known) -> Iterator[str]:
    for community in organisation.communities:
        if community.key not in known.communities:
            sentence = texts.community_unknown(community.key, nearest(community.key, known.communities))
            yield _problem("communautes", community, "key", sentence)
        yield from _unknown_persons("communautes", community, "members", community.members, named)
    for member in organisation.members:
        if member.community not in known.communities:
            sentence = texts.community_unknown(member.community, nearest(member.community, known.communities))
            yield _problem("membres", member, "community", sentence)
        yield from _unknown_persons("membres", member, "person", [member.person], named)


def _leads(organisation: Organisation, named: Named, known: Known) -> Iterator[str]:
    """Leads of objectives: a known objective, a role that an objective has, one chef de file."""
    projects = known.projects | {project.key for project in organisation.projects}
    first: dict[str, Entry] = {}
    for lead in organisation.leads:
        yield from _unknown_persons("chefs_de_file", lead, "person", [lead.person], named)
        if lead.role not in ROLES_ON[SubjectKind.OBJECTIVE]:
            yield _problem("chefs_de_file", lead, "role", texts.role_not_on_objective(LEAD_ROLES[lead.role][0]))
            continue
        code = lead.objective
        objective, _, letter = code.rpartition(".")
        if code not in known.objectives:
            if code.lower() in projects:
                sentence = texts.objective_expected(code)
            elif objective in known.objectives and letter.isalpha():
                sentence = texts.objective_not_key_result(code, objective)
            else:
                sentence = texts.objective_unknown(code, nearest(code, known.objectives))
            yield _problem("chefs_de_file", lead, "objective", sentence)
        elif lead.role is LeadRole.OBJECTIVE_LEAD and first.setdefault(code, lead) is not lead:
            yield _problem("chefs_de_file", lead, "objective", texts.second_objective_lead(code, str(first[code])))


def _projects(organisation: Organisation, named: Named, known: Known) -> Iterator[str]:
    for project in organisation.projects:
        yield from _identity(project, known)
        yield from _unknown_units("projets", project, "unit", [project.unit] if project.unit else [], named)
        for field_name, _, handle in project.holders():
            yield from _unknown_persons("projets", project, field_name, [handle], named)
        if project.circle is not None and project.circle not in {NO_CIRCLE, *named.circles}:
            sentence = texts.circle_unknown(project.circle, nearest(project.circle, named.circles))
            yield _problem("projets", project, "circle", sentence)


def _identity(project: ProjectEntry, known: Known) -> Iterator[str]:
    """The project is the catalogue's, or else is given a name and a theme."""
    if project.key in known.objectives:
        yield _problem("projets", project, "key", texts.project_is_an_objective(project.key))
    elif project.key in known.projects:
        for field_name in ("name", "statement", "theme"):
            if getattr(project, field_name) is not None:
                yield _problem("projets", project, field_name, texts.project_already_known(project.key))
    elif project.name is None or project.theme is None:
        yield _problem(
            "projets", project, "key", texts.project_unknown(project.key, nearest(project.key, known.projects))
        )
    if project.theme is not None and project.theme not in known.themes:
        yield _problem(
            "projets", project, "theme", texts.theme_unknown(project.theme, nearest(project.theme, known.themes))
        )


def _readers(organisation: Organisation) -> Iterator[str]:
    """Those who hold a restricted project can read it."""
    above = {unit.key: unit.parent for unit in organisation.units}
    unit_of = {person.handle: person.unit for person in organisation.persons}
    circles = {circle.key: circle for circle in organisation.circles}
    for project in organisation.projects:
        circle = circles.get(project.circle or "")
        if circle is None:
            continue
        for field_name, _, handle in project.holders():
            if handle in unit_of and not _reads(circle, handle, unit_of[handle], above):
                yield _problem("projets", project, field_name, texts.outside_circle(handle, circle.key))


def _reads(circle: CircleEntry, handle: str, unit: str | None, above: dict[str, str | None]) -> bool:
    passed: set[str] = set()
    while unit is not None and unit not in passed:
        if unit in circle.units:
            return True
        passed.add(unit)
        unit = above.get(unit)
    return handle in circle.members
