"""The answer about one entry, whatever its kind: its recorded fields, then where they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from commands.call import Call
from commands.communities import communities
from commands.french import capitalised, typeset
from commands.message import (
    About,
    Audience,
    Block,
    Bullets,
    Button,
    Choices,
    Fact,
    Facts,
    Item,
    Message,
    Strong,
    paragraph,
)
from commands.plan import objectives, sheets
from commands.plan import texts as plan_texts
from commands.portfolio import projects
from commands.questions import card_texts, list_texts, texts
from commands.questions.finding import Match
from commands.references import Reference
from storage import plan, portfolio, reference
from storage.fact_outlines import PART
from storage.filters import PortfolioFilter, Wanted

# « voir outil mactu »: what a button says of an entry that no command shows.
_SEE = re.compile(r"^\s*voir (\w+) (.+?)\s*$")
# Projects of a theme named at once.
NAMED = 12


def seen(text: str, call: Call) -> Message | None:
    """The entry that « voir outil mactu » names."""
    found = _SEE.match(text)
    kind = card_texts.TYPED_KINDS.get(found[1]) if found is not None else None
    if found is None or kind is None or (kind, found[2]) not in call.names().entries:
        return None
    return card(call, Match(kind, found[2], "", 1.0, 1.0))


def card(call: Call, one: Match, *, pitch: bool = False) -> Message | None:
    """What is recorded of the entry; `pitch` asks for how to present it. None when it is no longer there."""
    match one.kind:
        case "project":
            return projects.status(call, Reference("project", one.code))
        case "community":
            info = communities.info(call, Reference("community", one.code))
            return replace(info, about=replace(info.about, sources=(one.subject,)))
        case "pillar" | "axis" | "objective" | "key_result":
            entry = Reference(one.kind, one.code)
            return sheets.sheet(call, entry) if pitch else objectives.status(call, entry)
        case "target" | "milestone":
            return _key_result(call, one)
        case _:
            shown = _SHOWN.get(one.kind)
            return shown(call, one.code) if shown is not None else None


def _key_result(call: Call, one: Match) -> Message:
    code = one.code.split(PART)[0]
    return objectives.status(call, Reference("objective", ".".join(code.split(".")[:3])))


def _tool(call: Call, key: str) -> Message | None:
    tool = reference.tool(call.session, key)
    if tool is None:
        return None
    facts = [Fact(card_texts.LABEL_PURPOSE, (typeset(tool.purpose),))]
    if tool.dates:
        facts.append(Fact(card_texts.LABEL_DATES, (typeset(tool.dates),)))
    name = card_texts.named(tool.name, tool.also_named)
    return _sheet("definition", ("tool", key), name, facts, tool.source)


def _term(call: Call, term: str) -> Message | None:
    found = reference.term(call.session, term)
    if found is None:
        return None
    facts = []
    if found.expansion:
        facts.append(Fact(card_texts.LABEL_EXPANSION, (typeset(capitalised(found.expansion)),)))
    if found.definition:
        facts.append(Fact(card_texts.LABEL_DEFINITION, (typeset(found.definition),)))
    if found.variants:
        facts.append(Fact(card_texts.LABEL_SPELLINGS, (typeset(", ".join(found.variants)),)))
    if found.note:
        facts.append(Fact(card_texts.LABEL_NOTE, (typeset(found.note),)))
    if not facts:
        facts.append(Fact(card_texts.LABEL_DEFINITION, (card_texts.NOT_EXPANDED,)))
    shown = _sheet("definition", ("term", term), found.term, facts, found.source or card_texts.WHOLE_DOCUMENT)
    known = found.expansion or found.definition or found.note
    return shown if known else replace(shown, about=replace(shown.about, abstained=True))


def _figure(call: Call, key: str) -> Message | None:
    figure = reference.figure(call.session, key)
    if figure is None:
        return None
    said = card_texts.figure(figure.label, figure.value)
    blocks: list[Block] = [paragraph((Strong(said),))]
    if figure.printed and figure.printed.lower() != f"{figure.value} {figure.label}".lower():
        blocks.append(paragraph(card_texts.printed(figure.printed)))
    if figure.note:
        blocks.append(paragraph(typeset(figure.note)))
    source = card_texts.pillar_cover(figure.pillar_number) if figure.pillar_number else figure.source
    blocks.append(paragraph(card_texts.source(source)))
    return Message(tuple(blocks), Audience.QUIET, About("figure", sources=(("figure", key),)))


def _date(call: Call, key: str) -> Message | None:
    event = reference.key_date(call.session, key)
    if event is None:
        return None
    blocks: list[Block] = [paragraph((Strong(typeset(event.title)),), list_texts.dated(event))]
    if event.detail:
        blocks.append(paragraph(typeset(event.detail)))
    blocks.append(paragraph(card_texts.source(event.source)))
    return Message(tuple(blocks), Audience.QUIET, About("date", sources=(("date", key),)))


def _duty(call: Call, key: str) -> Message | None:
    """The role that has the duty, with all it does."""
    name = key.split(PART, maxsplit=1)[0]
    role = reference.project_role(call.session, name)
    if role is None:
        return None
    duties = Bullets(tuple(Item((typeset(duty),)) for duty in role.duties))
    blocks: tuple[Block, ...] = (
        paragraph((Strong(card_texts.role(role.name)),)),
        duties,
        paragraph(card_texts.source(role.source)),
    )
    return Message(blocks, Audience.QUIET, About("role", sources=(("duty", key),)))


def _theme(call: Call, key: str) -> Message | None:
    theme = portfolio.theme(call.session, key)
    if theme is None:
        return None
    where = PortfolioFilter(themes=Wanted(frozenset({key})))
    total = portfolio.count_projects(call.session, where=where, reader=call.reader, today=call.today)
    found = portfolio.projects(call.session, where=where, reader=call.reader, today=call.today, limit=NAMED)
    blocks: list[Block] = [
        paragraph((Strong(card_texts.theme(theme.title)),), typeset(theme.scope)),
        paragraph(list_texts.projects_counted(total)),
        Bullets(tuple(Item((each.name,)) for each in found)),
    ]
    if total > len(found):
        blocks.append(paragraph(plan_texts.more(total, len(found))))
    blocks.append(paragraph(card_texts.source(card_texts.PART_OF_PROJECTS)))
    blocks.append(Choices((Button(list_texts.PROJECTS, says=f"projet liste thématique {theme.title}"),)))
    about = About("theme", projects=tuple(each.key for each in found), sources=(("theme", key),))
    return Message(tuple(blocks), Audience.QUIET, about)


def _taught(call: Call, key: str) -> Message | None:
    """A short answer of the central team, with the day it was written."""
    from storage import questions

    found = questions.short_answer(call.session, phrase=key)
    if found is None:
        return None
    blocks = (
        paragraph(typeset(found.answer)),
        paragraph(card_texts.taught_on(found.at.astimezone(call.options.zone).date())),
    )
    return Message(blocks, Audience.QUIET, About("taught", sources=(("short", key),)))


def _sheet(kind: str, subject: tuple[str, str], name: str, facts: list[Fact], source: str) -> Message:
    blocks: tuple[Block, ...] = (
        paragraph((Strong(typeset(name)),)),
        Facts(tuple(facts)),
        paragraph(card_texts.source(source)),
    )
    return Message(blocks, Audience.QUIET, About(kind, sources=(subject,)))


_SHOWN: Mapping[str, Callable[[Call, str], Message | None]] = {
    "tool": _tool,
    "term": _term,
    "figure": _figure,
    "date": _date,
    "duty": _duty,
    "theme": _theme,
    "short": _taught,
}


def gist(call: Call, one: Match) -> str:
    """What tells the entry from its neighbours in one line: its deadlines, its day, its value, its summary."""
    match one.kind:
        case "objective":
            return _deadlines(call, one.code)
        case "project":
            project = portfolio.project(call.session, one.code, reader=call.reader)
            return texts.project_gist(project, call.today) if project is not None else ""
        case "date":
            event = reference.key_date(call.session, one.code)
            return list_texts.dated(event) if event is not None else ""
        case "figure":
            figure = reference.figure(call.session, one.code)
            return card_texts.figure_gist(figure.value, figure.pillar_number) if figure is not None else ""
        case "term":
            term = reference.term(call.session, one.code)
            return (term.expansion or term.note or "") if term is not None else ""
        case "tool":
            tool = reference.tool(call.session, one.code)
            return tool.purpose if tool is not None else ""
        case _:
            return ""


def _deadlines(call: Call, code: str) -> str:
    objective = plan.objective(call.session, code)
    if objective is None:
        return ""
    return texts.deadlines([(each.letter, texts.result_gist(each, call.today)) for each in objective.key_results])
