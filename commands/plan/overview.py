"""How far things are: the asker's perimeter or the plan, a pillar, an axis, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commands.call import Call
from commands.charts import Bar, StackedBars
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Message, Picture, Strong, paragraph
from commands.perimeters import perimeter_of
from commands.plan import sheet_texts, texts
from commands.plan.results import listed_item, subject_of
from commands.standing_lines import Standings, at_a_glance
from storage import plan, portfolio
from storage.filters import OPEN_STATUSES, Between, Condition, PlanFilter, PortfolioFilter, Wanted
from storage.people import Perimeter
from storage.plan import Progress
from storage.rows.following import Weather
from storage.rows.plan import Objective

# Key results named under each title, so that the whole stands on one screen.
NAMED = 4


def overview(call: Call, *, whole_plan: bool = False) -> Message:
    """The asker's objectives, else their unit's and those below, else the plan: counts, picture, what is due."""
    perimeter = Perimeter() if whole_plan else perimeter_of(call)
    own = frozenset(perimeter.objectives)
    where = PlanFilter(objectives=Wanted(own)) if own else PlanFilter()
    progress = plan.progress(call.session, where=where, today=call.today)
    results = sum(each.total for each in progress)
    objectives = len(own) if own else plan.count_objectives(call.session)
    blocks: list[Block] = [
        paragraph(
            texts.overview_heading(texts.OWN if own else texts.WHOLE_PLAN, objectives, results),
            *texts.totals(progress),
        ),
        _picture(progress, call),
        *_due(where, call),
    ]
    mine = f" {texts.OWN_TYPED}" if own else ""
    buttons = [Button(texts.PAST_DUE_BUTTON, says=f"objectif liste échéance dépassée{mine}")]
    if own:
        buttons.append(Button(texts.WHOLE_PLAN, says="objectif statut plan"))
    if perimeter.projects:
        blocks.append(paragraph(texts.own_projects(_project_names(perimeter, call), len(perimeter.projects))))
    blocks.append(Choices(tuple(buttons)))
    return Message(tuple(blocks), Audience.QUIET, About(kind="overview", codes=tuple(sorted(own))))


def of_pillar(call: Call, number: int) -> Message:
    """A pillar's counts, its axes and objectives."""
    pillar = plan.pillar(call.session, number)
    if pillar is None:
        raise LookupError(number)
    where = PlanFilter(pillars=Wanted(frozenset({number})))
    objectives = plan.objectives(call.session, pillar_number=number)
    blocks: list[Block] = [
        paragraph(
            sheet_texts.pillar_heading(pillar),
            *texts.totals(plan.progress(call.session, where=where, today=call.today)),
        )
    ]
    for axis in pillar.axes:
        blocks.append(paragraph(sheet_texts.axis_heading(axis)))
        blocks.append(objectives_at_a_glance([each for each in objectives if each.axis_code == axis.code], call))
    blocks.append(paragraph(sheet_texts.pillar_source(pillar)))
    blocks.append(_onward(f"pilier {number}"))
    return Message(tuple(blocks), Audience.QUIET, About("status", codes=tuple(each.code for each in objectives)))


def of_axis(call: Call, code: str) -> Message:
    """An axis's counts and objectives."""
    axis = plan.axis(call.session, code)
    if axis is None:
        raise LookupError(code)
    where = PlanFilter(axes=Wanted(frozenset({code})))
    objectives = plan.objectives(call.session, axis_code=code)
    progress = plan.progress(call.session, where=where, today=call.today)
    blocks: tuple[Block, ...] = (
        paragraph(sheet_texts.axis_heading(axis), texts.in_pillar(axis.pillar), *texts.totals(progress)),
        objectives_at_a_glance(objectives, call),
        paragraph(sheet_texts.axis_source(axis)),
        _onward(f"axe {code}"),
    )
    return Message(blocks, Audience.QUIET, About("status", codes=tuple(each.code for each in objectives)))


def _project_names(perimeter: Perimeter, call: Call) -> list[str]:
    where = PortfolioFilter(projects=Wanted(frozenset(perimeter.projects)))
    found = portfolio.projects(call.session, where=where, reader=call.reader, today=call.today, limit=NAMED)
    return [each.name for each in found]


def _onward(entry: str) -> Choices:
    return Choices(
        (
            Button(texts.SHEET, says=f"objectif fiche {entry}"),
            Button(texts.PAST_DUE_BUTTON, says=f"objectif liste {entry} échéance dépassée"),
        )
    )


def _picture(progress: Sequence[Progress], call: Call) -> Picture:
    """The counts by status and, once a weather was given, those by weather on the same picture."""
    source = texts.chart_source(call.today)
    bars = tuple(Bar(texts.chart_label(each), (each.done, each.past_due, each.ahead, each.aside)) for each in progress)
    weathers: StackedBars | None = None
    if any(each.weather(one) for each in progress for one in Weather):
        counted = tuple(
            Bar(texts.chart_label(each), tuple(each.weather(one) for one in (*Weather, None))) for each in progress
        )
        weathers = StackedBars(texts.WEATHER_CHART_TITLE, texts.WEATHER_SERIES, counted, source)
    chart = StackedBars(texts.CHART_TITLE, texts.SERIES, bars, source, below=weathers)
    return Picture(texts.CHART_NAME, chart, tuple(texts.pillar_line(each) for each in progress))


def objectives_at_a_glance(objectives: Sequence[Objective], call: Call) -> Bullets:
    """Objectives in a sheet, each with what is done, past due or in which weather."""
    live = plan.live(call.session, objectives=[each.code for each in objectives])
    return Bullets(
        tuple(
            Item(sheet_texts.objective_in_list(each, at_a_glance(live[each.code], call.today))) for each in objectives
        )
    )


def _due(where: PlanFilter, call: Call) -> list[Block]:
    """What is past due (the oldest first) and what is due next, a few of each."""
    late = replace(where, conditions=Wanted(frozenset({Condition.PAST_DUE})))
    ahead = replace(where, due=Wanted(frozenset({Between(call.today, None)})), statuses=Wanted(OPEN_STATUSES))
    blocks: list[Block] = []
    for title, narrowed in ((texts.TITLE_PAST_DUE, late), (texts.TITLE_NEXT_DUE, ahead)):
        found = plan.key_results(call.session, where=narrowed, today=call.today, limit=NAMED)
        if not found:
            continue
        total = plan.count_key_results(call.session, where=narrowed, today=call.today)
        stands = Standings(call, map(subject_of, found))
        blocks += [paragraph((Strong(title),)), Bullets(tuple(listed_item(each, stands) for each in found))]
        if total > len(found):
            blocks.append(paragraph(texts.more(total, len(found))))
    return blocks
