"""How many and which: pillars, axes, objectives, themes, communities, tools, projects, under filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from commands.call import Call
from commands.communities import communities as community_answers
from commands.filters.criteria import Criteria
from commands.message import About, Audience, Block, Bullets, Item, Line, Message, Strong, paragraph
from commands.normalise import words
from commands.plan import objectives
from commands.questions import card_texts, list_texts, listing, places
from commands.questions.cue_words import STRUCTURES
from commands.questions.cues import Cue
from commands.questions.question import Question
from commands.references import Reference
from commands.rights import Action, may
from commands.spans import Precision
from commands.spelling import family
from commands.teaching import contradictions
from storage import communities, plan, portfolio, reference
from storage.filters import PlanFilter, PortfolioFilter

# From this likeness two words are of one family.
ALIKE = 0.7
# What is asked for a list of, when it is said by what it has rather than by its name.
_RESULTS = frozenset({"objective", "key_result"})


def about_structure(question: Question, call: Call) -> Message | None:
    """A count or a list, where nothing else is named than filters and kinds of things; None otherwise."""
    if question.left and not _is_pillar_name(question, call):
        return _communities_of(question, call)
    wanted = wanted_kind(question)
    filters = question.narrowed
    if filters.has("commune", "territory", "theme") and not filters.has("pillar", "axis"):
        return places.about_places(question, call)
    if question.asks(Cue.HOW_MANY):
        return counted(question, call, wanted)
    if wanted in _LISTED and not filters.periods and not filters.past_due and filters.done is None:
        return _LISTED[wanted](question, call)
    if wanted == "project" and not filters.has("pillar", "axis"):
        return places.about_places(question, call)
    if _asks_for_results(question, wanted):
        return listing.key_results(question, call)
    return _entry(question, call)


def wanted_kind(question: Question) -> str | None:
    """The kind of thing that is counted or listed, from the first word that names one outside the filters."""
    said = words(question.narrowed.rest)
    kinds = [STRUCTURES[word] for word in (*question.counted, *said) if word in STRUCTURES]
    if "objective" in kinds[:1] and "key_result" in kinds and "grands" not in said:
        return "key_result"
    return kinds[0] if kinds else None


def counted(question: Question, call: Call, wanted: str | None) -> Message | None:
    """How many, of the kind wanted, under the filters; key results where no kind is named."""
    filters = question.narrowed
    if wanted in _COUNTS and filters.done is None and not filters.past_due:
        return _COUNTS[wanted](question, call)
    if wanted in _LISTED or wanted in {"project", "anomaly"}:
        return None
    if wanted is None and not filters.narrows_plan:
        return None
    day = filters.as_of()
    asked_on = call if day is None else replace(call, now=datetime.combine(day, time(12), call.options.zone))
    criteria = filters.criteria(due=day is None)
    where = criteria.for_plan()
    results = plan.count_key_results(call.session, where=where, today=asked_on.today)
    kept = plan.count_objectives_of(call.session, where=where, today=asked_on.today)
    unfiltered = _whole(criteria)
    total = plan.count_key_results(call.session, where=unfiltered, today=asked_on.today)
    grands = "grands" in words(question.said)
    lines = list_texts.counted_results(
        results, kept, total if results != total else None, criteria.label, grands=grands
    )
    if day is not None:
        lines = (*lines, (list_texts.as_of(day),))
    about = About("count", sources=(("plan", ""),))
    return Message((paragraph(*lines), paragraph(card_texts.source(card_texts.WHOLE_DOCUMENT))), Audience.QUIET, about)


def _whole(criteria: Criteria) -> PlanFilter:
    """The same place in the plan, whatever the state or the date."""
    where = criteria.for_plan()
    return PlanFilter(pillars=where.pillars, axes=where.axes)


def _pillars(_question: Question, call: Call) -> Message:
    found = plan.pillars(call.session)
    lines: list[Line] = [(f"{each.number}. {each.title}",) for each in found]
    sources = tuple(("pillar", str(each.number)) for each in found)
    return _listed(list_texts.pillars_counted(len(found)), lines, "pillar", sources=sources)


def _axes(question: Question, call: Call) -> Message:
    """The axes of the pillars that were named, else of all."""
    numbers = [int(str(each)) for each in question.narrowed.values("pillar")]
    found = [axis for axis in plan.axes(call.session) if not numbers or axis.pillar_number in numbers]
    codes = tuple(each.code for each in found)
    lines: list[Line] = [(Strong(each.code), f" {each.title}") for each in found]
    labels = [list_texts.pillar_number(number) for number in numbers]
    return _listed(list_texts.axes_counted(len(found), labels), lines, "axis", codes=codes)


def _themes(_question: Question, call: Call) -> Message:
    counted_by = portfolio.count_by_theme(call.session, reader=call.reader)
    lines: list[Line] = [(list_texts.theme_line(theme.title, number),) for theme, number in counted_by]
    return _listed(
        list_texts.themes_counted(len(counted_by)),
        lines,
        "theme",
        sources=tuple(("theme", t.key) for t, _ in counted_by),
    )


def _communities(_question: Question, call: Call) -> Message:
    answer = community_answers.listing(call)
    sources = tuple(("community", each.key) for each in communities.communities(call.session))
    return replace(answer, about=replace(answer.about, sources=sources))


def _communities_of(question: Question, call: Call) -> Message | None:
    """« quelles communautés managériales »: those whose own words hold every word left."""
    if wanted_kind(question) != "community" or not question.asks(Cue.LIST) or question.asks(Cue.HOW_MANY):
        return None
    found = [
        each
        for each in communities.communities(call.session)
        if _holds(f"{each.name} {each.purpose} {each.composition or ''}", question.left)
    ]
    if len(found) < 2:
        return None
    lines: list[Line] = [(Strong(each.name), f" : {each.summary or each.purpose}") for each in found]
    sources = tuple(("community", each.key) for each in found)
    return _listed(list_texts.communities_counted(len(found)), lines, "community", sources=sources)


def _holds(text: str, wanted: Sequence[str]) -> bool:
    held = words(text)
    return all(any(family(word, other) >= ALIKE for other in held) for word in wanted)


def _tools(_question: Question, call: Call) -> Message:
    found = reference.tools(call.session)
    lines: list[Line] = [(Strong(each.name), f" : {each.summary or each.purpose}") for each in found]
    return _listed(
        list_texts.tools_counted(len(found)), lines, "tool", sources=tuple(("tool", each.key) for each in found)
    )


def _terms(_question: Question, call: Call) -> Message:
    found = [each for each in reference.terms(call.session) if each.expansion]
    lines: list[Line] = [(Strong(each.term), f" : {each.expansion}") for each in found]
    sources = tuple(("term", each.term) for each in found)
    return _listed(list_texts.terms_counted(len(found)), lines, "term", sources=sources)


def _anomalies(_question: Question, call: Call) -> Message:
    """The document's contradictions, for those who may see them."""
    if may(call.asker.roles, Action.TEACH):
        return contradictions.listing(call)
    return Message((paragraph(list_texts.FOR_SUPPORT),), Audience.QUIET, About("service"))


_LISTED: Mapping[str | None, Callable[[Question, Call], Message]] = {
    "pillar": _pillars,
    "axis": _axes,
    "theme": _themes,
    "community": _communities,
    "tool": _tools,
    "term": _terms,
    "anomaly": _anomalies,
}


def _count_communities(_question: Question, call: Call) -> Message:
    found = communities.communities(call.session)
    about = About("count", sources=tuple(("community", each.key) for each in found))
    return Message((paragraph((Strong(list_texts.communities_counted(len(found))),)),), Audience.QUIET, about)


def _count_projects(question: Question, call: Call) -> Message | None:
    """The projects recorded, and what the document says of their number."""
    if question.narrowed.has("pillar", "axis"):
        return None
    where = PortfolioFilter()
    total = portfolio.count_projects(call.session, where=where, reader=call.reader, today=call.today)
    said = [
        figure for key in list_texts.FIGURES_OF_PROJECTS if (figure := reference.figure(call.session, key)) is not None
    ]
    lines: list[Line] = [(Strong(list_texts.projects_counted(total)),)]
    lines += [(card_texts.figure_said(each.label, each.value),) for each in said]
    about = About("count", sources=tuple(("figure", each.key) for each in said))
    return Message(
        (paragraph(*lines), paragraph(card_texts.source(card_texts.PART_OF_PROJECTS))), Audience.QUIET, about
    )


_COUNTS: Mapping[str | None, Callable[[Question, Call], Message | None]] = {
    "pillar": _pillars,
    "axis": _axes,
    "theme": _themes,
    "tool": _tools,
    "community": _count_communities,
    "project": _count_projects,
}


def _listed(
    heading: str,
    lines: Sequence[Line],
    kind: str,
    *,
    codes: tuple[str, ...] = (),
    sources: tuple[tuple[str, str], ...] = (),
) -> Message:
    blocks: tuple[Block, ...] = (
        paragraph((Strong(heading),)),
        Bullets(tuple(Item(each) for each in lines)),
        paragraph(card_texts.source(card_texts.WHOLE_DOCUMENT)),
    )
    about = About("list", codes, sources=sources or ((kind, ""),))
    return Message(blocks, Audience.QUIET, about)


def _asks_for_results(question: Question, wanted: str | None) -> bool:
    """Whether key results are to be listed: a period, a state, or a list of what a pillar or an axis holds."""
    filters = question.narrowed
    if filters.past_due or filters.done is not None or filters.statuses or filters.with_target:
        return True
    if any(period.precision is not Precision.DAY for period in filters.periods) or (
        filters.periods and (wanted or filters.has("pillar", "axis"))
    ):
        return True
    if filters.has("condition"):
        return True
    places_named = filters.has("pillar", "axis")
    listed = question.asks(Cue.LIST, Cue.WHEN) or wanted in _RESULTS
    return (places_named and listed) or (wanted in _RESULTS and question.asks(Cue.LIST))


def _entry(question: Question, call: Call) -> Message | None:
    """The one pillar or axis that is all that was named."""
    filters = question.narrowed
    for kind in ("axis", "pillar"):
        named = filters.values(kind)
        if len(named) == 1:
            return objectives.status(call, Reference(kind, str(named[0])))
    return None


def _is_pillar_name(question: Question, call: Call) -> bool:
    """Whether what is left is one name of a pillar: « recrutement : objectifs 2020 »; it is then a filter."""
    from commands.filters import texts as filter_texts
    from commands.filters.criteria import Part

    filters = question.narrowed
    if filters.has("pillar", "axis") or not (filters.periods or filters.past_due or filters.done is not None):
        return False
    meant = call.names().by_kind.get("pillar", {}).get(" ".join(question.left))
    if meant is None:
        return False
    filters.parts.append(Part("pillar", int(meant.key), filter_texts.pillar(meant.key)))
    return True
