"""What an answer may say, read from the files of the plan and not through the bot: the entries that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from commands.french import day, number
from commands.message import About
from commands.normalise import fold
from storage.catalogue.entries import Entry, KeyResult, PillarFigure
from storage.catalogue.surroundings import BareTerm, Figure, KeyDate, OtherDate, Term
from tests.catalogues import shipped

# A number with its thousands, a code, a date in figures.
NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d+)*")
# What the bot says on its own behalf: ranks of choices, distances to the day, counts of what is listed.
_OWN = (
    re.compile(r"^\s*(?:\[\d+\]|\d+\.)\s?", re.MULTILINE),
    re.compile(r"\[\d+\] "),
    re.compile(r"(?:dépassée?s? |dans |il y a )(?:de |d')?(?:\d[\d\u202f ]*|un) jours?"),
    re.compile(r"selon DiMENSiON, 2020"),
    re.compile(r"\bAu \d+(?:er)? \w+ \d{4}, d'après"),
    re.compile(
        r"\b\d+(?: sur \d+)? (?=(?:grands? )?objectifs?|axes?|piliers?|projets?|réalisés?|thématiques?|dates? clés?"
        r"|sigles?|outils?|communautés?|échéances?|autres?|jours?)"
    ),
    re.compile(r"\((?:\d+) grands? objectifs?\)| sur \d+\b|\(0\)"),
    re.compile(r"(?:réalisés|échéance dépassée|à venir ou en cours|suspendus ou arrêtés) : \d+"),
    re.compile(r"De \d+ à \d+ sur \d+"),
    # What the register says, and not the plan: who leads, who is a member, where.
    re.compile(r"· chef de file : .*|^Membres inscrits : .*|^Lieux d'échange : .*", re.MULTILINE),
    re.compile(r"^(?:porteur|Porteur) : .* chef de projet : .*|^Chef de file : .*", re.MULTILINE),
    # The day from which « depuis un mois » counts is the question's own, spelt out.
    re.compile(r"^Rien n'est consigné depuis le \d+(?:er)? \w+ \d{4}\.$", re.MULTILINE),
    re.compile(r"DiMENSiON en compte \d+, du \d+ au \d+"),
    # The name of a tool that begins like a number.
    re.compile(r"z0gravity"),
)


def said(text: str) -> str:
    """The answer without what the bot says on its own behalf."""
    for pattern in _OWN:
        text = pattern.sub(" ", text)
    return text


def numbers(text: str) -> set[str]:
    """Its numbers, without what separates their thousands."""
    return {re.sub(r"[ \u00a0\u202f]", "", found).rstrip(".,") for found in NUMBER.findall(text)}


def names(text: str) -> set[str]:
    """Its proper names: words with a capital inside a sentence, and acronyms, folded."""
    found = set()
    for line in text.split("\n"):
        for match in re.finditer(r"(?<=[\w,;»)] )[A-ZÀÉÈÊÎÔ][\w'-]{2,}|\b[A-Z0-9]{2,}[A-Z][A-Z0-9]*\b", line):
            found.add(fold(match.group()))
    return {name for each in found for name in re.split(r"[^a-z0-9]+", each) if len(name) > 2}


def cited(about: About, printed_filters: str = "") -> str:
    """Every text of the entries that an answer cites."""
    texts = [printed_filters]
    for code in about.codes:
        texts += _of_code(code)
    for key in about.projects:
        texts += _of("project", key)
    for kind, key in about.sources:
        texts += _of_code(key) if kind in {"objective", "axis", "pillar", "key_result"} else _of(kind, key)
    return "\n".join(texts)


def _of_code(code: str) -> list[str]:
    catalogue = shipped()
    parts = code.split(".")
    found: list[str] = [f"pilier {parts[0]}", code]
    for pillar in catalogue.pillars:
        if str(pillar.number) == parts[0]:
            found.append(pillar.model_dump_json(exclude={"axes", "objectives", "key_results"}))
            if len(parts) == 1:
                found += [one.model_dump_json() for one in (*pillar.axes, *pillar.objectives)]
    if len(parts) > 1:
        axis = ".".join(parts[:2])
        found += [axis, parts[1], *(one.model_dump_json() for one in catalogue.axes if one.code == axis)]
    if len(parts) > 2:
        objective = ".".join(parts[:3])
        found += [objective, ".".join(parts[1:3])]
        found += [one.model_dump_json() for one in catalogue.objectives if one.code == objective]
        found += [text for one in catalogue.key_results if one.objective == objective for text in _result(one)]
        found += [one.what for one in catalogue.anomalies if any(objective in each for each in one.concerns)]
    elif len(parts) == 2:
        found += [one.model_dump_json() for one in catalogue.objectives if one.axis == code]
    return found


def _result(one: KeyResult) -> Iterator[str]:
    yield one.model_dump_json()
    for due_on in (*one.deadline.dates, one.deadline.due_on):
        yield day(due_on)
    yield from one.deadline.periods
    for target in one.targets:
        yield number(target.value)
    for milestone in one.milestones:
        if milestone.due_on is not None:
            yield day(milestone.due_on)


@cache
def _of(kind: str, key: str) -> list[str]:
    catalogue = shipped()
    key = key.partition("#")[0]
    figures: list[Figure | PillarFigure] = [*catalogue.figures]
    for pillar in catalogue.pillars:
        figures += pillar.figures
    dates: list[KeyDate | OtherDate] = [*catalogue.key_dates, *catalogue.other_dates]
    terms: list[Term | BareTerm] = [*catalogue.terms, *catalogue.bare_terms]
    rows: dict[str, list[tuple[str, Entry]]] = {
        "project": [(one.key, one) for one in catalogue.projects],
        "theme": [(one.key, one) for one in catalogue.themes],
        "community": [(one.key, one) for one in catalogue.communities],
        "tool": [(one.key, one) for one in catalogue.tools],
        "term": [(one.term, one) for one in terms],
        "figure": [(one.key, one) for one in figures],
        "date": [(one.key, one) for one in dates],
        "duty": [(one.name, one) for one in catalogue.project_roles],
    }
    found = [entry.model_dump_json() for name, entry in rows.get(kind, ()) if name == key]
    reference = f"{kind}:{key}"
    found += [one.what for one in catalogue.anomalies if reference in one.concerns]
    if kind == "project":
        found.append("Partie 4")
        themes = {one.key: one for one in catalogue.themes}
        found += [themes[one.theme].title for one in catalogue.projects if one.key == key]
        territories = {name: each.name for each in catalogue.territories for name in each.communes}
        for one in catalogue.projects:
            if one.key == key:
                found += [territories[name] for name in (*one.communes, *one.deduced_communes)]
    if kind == "figure":
        covers = [each.number for each in catalogue.pillars if any(one.key == key for one in each.figures)]
        found += [f"pilier {cover}" for cover in covers]
    if kind == "date":
        found += [_printed_day(one.date) for one in dates if one.key == key]
    return found


def _printed_day(text: str | None) -> str:
    try:
        return day(date.fromisoformat(text or ""))
    except ValueError:
        return ""
