"""Checks the entries of the catalogue together: codes that follow, dates that deadlines mean, references that lead."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from itertools import groupby

from storage.catalogue import texts
from storage.catalogue.catalogue import Catalogue
from storage.catalogue.entries import KeyResult, Pillar, Recurrence
from storage.catalogue.problems import Problem
from storage.catalogue.vocabulary import DONE_WORD, MONTHS, PARTS, PERIOD_ENDS, SECTIONS
from storage.rows.plan import TargetKind


def last_day(printed: str) -> date | None:
    """The last day of « T4 2020 », « fin 2020 », « jusqu'en 2026 » or « avril 2020 »; None for anything else."""
    start, _, year = printed.rpartition(" ")
    if not year.isdecimal():
        return None
    if start in PERIOD_ENDS:
        return date(int(year), *PERIOD_ENDS[start])
    if start in MONTHS:
        month = MONTHS.index(start) + 1
        return date(int(year), month, calendar.monthrange(int(year), month)[1])
    return None


def check_pillar(file: str, pillar: Pillar, number: int) -> Iterator[Problem]:
    """What one file of a pillar says against itself; `number` is the one in its name."""
    if pillar.number != number:
        yield Problem(file, "", "numero", texts.wrong_pillar_number(number))
    axes = [axis.code for axis in pillar.axes]
    yield from _follow(file, "axes", axes, {str(number)})
    objectives = [objective.code for objective in pillar.objectives]
    yield from _follow(file, "objectifs", objectives, set(axes))
    yield from _follow(file, "operationnels", [each.code for each in pillar.key_results], set(objectives))
    by_code = {each.code: each for each in pillar.key_results}
    for key_result in pillar.key_results:
        yield from _check_deadline(file, key_result)
        yield from _check_meaning(file, key_result)
        yield from _check_sharing(file, key_result, by_code)


def check_together(catalogue: Catalogue) -> Iterator[Problem]:
    """What the files say against each other."""
    yield from _check_keys(catalogue)
    yield from _check_portfolio(catalogue)
    yield from _check_geography(catalogue)
    yield from _check_dates(catalogue)
    yield from _check_references(catalogue)


def _entry(section: str, name: str) -> str:
    return texts.entry(SECTIONS[section], name, 0)


def _follow(file: str, section: str, codes: list[str], parents: set[str]) -> Iterator[Problem]:
    """Each code within its parent, from the first number or letter on, without a gap."""
    for parent, group in groupby(codes, key=lambda code: code.rpartition(".")[0]):
        members = list(group)
        first = "a" if section == "operationnels" else "1"
        for index, code in enumerate(members):
            expected = f"{parent}.{chr(ord(first) + index)}"
            if parent not in parents:
                yield Problem(file, _entry(section, code), "code", texts.wrong_parent(code, parent))
            elif code != expected:
                yield Problem(file, _entry(section, code), "code", texts.out_of_order(code, expected))
                break


def _check_deadline(file: str, key_result: KeyResult) -> Iterator[Problem]:
    deadline = key_result.deadline
    entry = _entry("operationnels", key_result.code)

    def problem(field: str, remedy: str) -> Problem:
        return Problem(file, entry, f"echeance{texts.INSIDE}{field}", remedy)

    if len(deadline.dates) != len(deadline.periods):
        yield problem("dates", texts.not_as_many("dates", len(deadline.periods)))
    if len(deadline.labels) > len(deadline.periods):
        yield problem("libelles", texts.not_as_many("libelles", len(deadline.periods)))
    for period, given in zip(deadline.periods, deadline.dates, strict=False):
        expected = last_day(period)
        if expected is not None and given != expected:
            yield problem("dates", texts.wrong_last_day(period, given, expected))
        if period.lower() not in deadline.printed.lower():
            yield problem("periodes", texts.period_not_printed(period, deadline.printed))
    if deadline.due_on not in deadline.dates:
        yield problem("retenue", texts.due_elsewhere(deadline.dates))
    if key_result.done != (DONE_WORD in deadline.printed.lower()):
        yield Problem(file, entry, "realise", texts.done_not_printed(key_result.done))


def _check_meaning(file: str, key_result: KeyResult) -> Iterator[Problem]:
    entry = _entry("operationnels", key_result.code)
    for rank, target in enumerate(key_result.targets, 1):
        if target.kind is TargetKind.PERCENT and target.value > 100:
            yield Problem(file, entry, f"cibles ({rank}){texts.INSIDE}valeur", texts.percent_too_high())
    for rank, milestone in enumerate(key_result.milestones, 1):
        expected = last_day(milestone.printed_date)
        if expected is not None and milestone.due_on != expected:
            remedy = texts.wrong_last_day(milestone.printed_date, milestone.due_on or expected, expected)
            yield Problem(file, entry, f"jalons ({rank}){texts.INSIDE}date", remedy)
    if key_result.recurrence is not None and _ends_early(key_result.recurrence):
        yield Problem(file, entry, f"recurrence{texts.INSIDE}jusqu_au", texts.ends_before_start())


def _ends_early(recurrence: Recurrence) -> bool:
    return bool(recurrence.starts_on and recurrence.ends_on and recurrence.ends_on < recurrence.starts_on)


def _check_sharing(file: str, key_result: KeyResult, by_code: dict[str, KeyResult]) -> Iterator[Problem]:
    for code in key_result.shared_with:
        other = by_code.get(code)
        alike = (
            other is not None
            and other.objective == key_result.objective
            and other.deadline == key_result.deadline
            and key_result.code in other.shared_with
        )
        if not alike:
            yield Problem(file, _entry("operationnels", key_result.code), "partagee_avec", texts.not_shared(code))


def _named(catalogue: Catalogue) -> Iterator[tuple[str, str, str, list[str]]]:
    """Section, field and file of what has a name of its own, with the names."""
    for pillar in catalogue.pillars:
        yield "chiffres", "cle", f"pilier-{pillar.number}.toml", [figure.key for figure in pillar.figures]
    yield "chiffres", "cle", "chiffres.toml", [figure.key for figure in catalogue.figures]
    yield "thematiques", "cle", "projets.toml", [theme.key for theme in catalogue.themes]
    yield "projets", "cle", "projets.toml", [project.key for project in catalogue.projects]
    yield "communautes", "cle", "communautes.toml", [community.key for community in catalogue.communities]
    yield "roles_de_projet", "nom", "communautes.toml", [role.name for role in catalogue.project_roles]
    yield "sigles", "sigle", "glossaire.toml", list(catalogue.every_term)
    yield "dates_cles", "cle", "dates.toml", list(catalogue.every_date)
    yield "outils", "cle", "outils.toml", [tool.key for tool in catalogue.tools]
    yield "anomalies", "cle", "anomalies.toml", [anomaly.key for anomaly in catalogue.anomalies]
    yield "territoires", "cle", "territoires.toml", [territory.key for territory in catalogue.territories]
    yield "communes", "nom", "territoires.toml", [name for each in catalogue.territories for name in each.communes]


def _check_keys(catalogue: Catalogue) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for section, field, file, names in _named(catalogue):
        for name in names:
            if (section, name) in seen:
                remedy = texts.already_used(name, seen[section, name])
                yield Problem(file, _entry(section, name), field, remedy)
            seen[section, name] = file


def _near(name: str, known: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(name, list(known), n=1)), None)


def _check_portfolio(catalogue: Catalogue) -> Iterator[Problem]:
    file = "projets.toml"
    themes = {theme.key for theme in catalogue.themes}
    communes = {name for territory in catalogue.territories for name in territory.communes}
    for project in catalogue.projects:
        entry = _entry("projets", project.key)
        if project.theme not in themes:
            yield Problem(file, entry, "thematique", texts.unknown_theme(project.theme, _near(project.theme, themes)))
        for field, names in (("communes", project.communes), ("communes_deduites", project.deduced_communes)):
            for name in names:
                if name not in communes:
                    yield Problem(file, entry, field, texts.unknown_commune(name, _near(name, communes)))
        for name in set(project.communes) & set(project.deduced_communes):
            yield Problem(file, entry, "communes_deduites", texts.already_used(name, "communes"))


def _check_geography(catalogue: Catalogue) -> Iterator[Problem]:
    file = "territoires.toml"
    names = {name for territory in catalogue.territories for name in territory.communes}
    said = {name.casefold(): name for name in names}
    for commune in catalogue.communes:
        entry = _entry("communes", commune.name)
        if commune.name not in names:
            yield Problem(file, entry, "nom", texts.unknown_commune(commune.name, _near(commune.name, names)))
        for alias in commune.also_said:
            holder = said.setdefault(alias.casefold(), commune.name)
            if holder != commune.name:
                yield Problem(file, entry, "aussi_dit", texts.already_used(alias, _entry("communes", holder)))


def _check_dates(catalogue: Catalogue) -> Iterator[Problem]:
    for each in catalogue.key_dates:
        if each.date and each.stated_year and int(each.date[:4]) != each.stated_year:
            remedy = texts.year_differs(int(each.date[:4]))
            yield Problem("dates.toml", _entry("dates_cles", each.key), "annee_imprimee", remedy)


def _references(catalogue: Catalogue) -> Iterator[tuple[str, str, str, str]]:
    """File, entry, field and target of every reference."""
    for pillar in catalogue.pillars:
        file = f"pilier-{pillar.number}.toml"
        for objective in pillar.objectives:
            for link in objective.cross_references:
                yield file, _entry("objectifs", objective.code), "renvois", link.to
        for key_result in pillar.key_results:
            for milestone in key_result.milestones:
                if milestone.see:
                    yield file, _entry("operationnels", key_result.code), "jalons", milestone.see
    for project in catalogue.projects:
        for link in project.cross_references:
            yield "projets.toml", _entry("projets", project.key), "renvois", link.to
    for anomaly in catalogue.anomalies:
        for target in anomaly.concerns:
            yield "anomalies.toml", _entry("anomalies", anomaly.key), "concerne", target


def _check_references(catalogue: Catalogue) -> Iterator[Problem]:
    known = {
        *(objective.code for objective in catalogue.objectives),
        *(key_result.code for key_result in catalogue.key_results),
        *(f"pillar:{pillar.number}" for pillar in catalogue.pillars),
        *(f"axis:{axis.code}" for axis in catalogue.axes),
        *(f"part:{part}" for part in PARTS),
        *(f"theme:{theme.key}" for theme in catalogue.themes),
        *(f"project:{project.key}" for project in catalogue.projects),
        *(f"community:{community.key}" for community in catalogue.communities),
        *(f"tool:{tool.key}" for tool in catalogue.tools),
        *(f"date:{key}" for key in catalogue.every_date),
        *(f"figure:{figure.key}" for figure in catalogue.figures),
        *(f"figure:{figure.key}" for pillar in catalogue.pillars for figure in pillar.figures),
        *(f"term:{term}" for term in catalogue.every_term),
    }
    for file, entry, field, target in _references(catalogue):
        if target not in known:
            yield Problem(file, entry, field, texts.unknown_reference(target))
