"""Sheets: everything recorded of an objective, an axis, a pillar or a unit, and how to present it."""

from __future__ import annotations

from commands import french
from commands.call import Call
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
    Line,
    Message,
    Strong,
    paragraph,
)
from commands.plan import overview, sheet_texts, texts
from commands.plan.objectives import leads_by_objective, objective_lines
from commands.plan.results import full_item, subject_of
from commands.references import Reference
from commands.standing_lines import Standings
from storage import leads, people, plan, reference
from storage.history import Subject
from storage.rows.organisation import SubjectKind
from storage.rows.plan import Objective


def sheet(call: Call, entry: Reference) -> Message:
    """The sheet of an objective, an axis, a pillar or a unit."""
    match entry.kind:
        case "pillar":
            return _of_pillar(call, int(entry.code))
        case "axis":
            return overview.of_axis(call, entry.code)
        case "unit":
            return _of_unit(call, entry.code)
        case "plan":
            return overview.overview(call, whole_plan=True)
        case _:
            return _of_objective(call, entry.code)


def _of_objective(call: Call, code: str) -> Message:
    (objective,) = plan.objectives_by_codes(call.session, [".".join(code.split(".")[:3])])
    named = leads_by_objective(call, [objective.code])[objective.code]
    lines: list[Line] = []
    if objective.summary:
        lines.append(sheet_texts.labelled(sheet_texts.LABEL_SUMMARY, objective.summary))
    if objective.pitch:
        lines.append(sheet_texts.labelled(sheet_texts.LABEL_PITCH, objective.pitch))
    whole: Subject = ("objective", objective.code)
    stands = Standings(call, [whole, *map(subject_of, objective.key_results)], named)
    blocks: list[Block] = [
        paragraph(
            texts.objective_heading(objective),
            texts.objective_place(objective, named),
            *objective_lines(stands, stands.of(whole)),
        )
    ]
    if lines:
        blocks.append(paragraph(*lines))
    blocks.append(Bullets(tuple(full_item(each, stands) for each in objective.key_results)))
    blocks += _surroundings(call, objective)
    blocks.append(paragraph(texts.source(objective)))
    blocks.append(
        Choices(
            (
                Button(texts.STATE, says=f"objectif statut {objective.code}"),
                Button(texts.HISTORY, says=f"objectif historique {objective.code}"),
            )
        )
    )
    codes = (objective.code, *(each.code for each in objective.key_results))
    return Message(tuple(blocks), Audience.QUIET, About(kind="sheet", codes=codes))


def _surroundings(call: Call, objective: Objective) -> list[Block]:
    """Printed milestones, what the text around says, and where else the subject stands."""
    blocks: list[Block] = []
    milestones = [
        Item((sheet_texts.milestone(each.label, each.printed_date, each.due_on),))
        for result in objective.key_results
        if len(result.milestones) > 1
        for each in sorted(result.milestones, key=lambda one: (one.due_on is None, one.due_on or 0))
    ]
    if milestones:
        blocks += [paragraph((Strong(sheet_texts.LABEL_MILESTONES),)), Bullets(tuple(milestones))]
    if objective.body_facts:
        facts = tuple(Item((french.typeset(fact),)) for fact in objective.body_facts)
        blocks += [paragraph((Strong(sheet_texts.LABEL_BODY),)), Bullets(facts)]
    titles = {key: one.title for (kind, key), one in call.names().entries.items() if kind == "theme"}
    seen = [sheet_texts.cross_reference(each, titles) for each in objective.cross_references]
    if seen:
        blocks += [paragraph((Strong(sheet_texts.LABEL_SEE),)), Bullets(tuple(Item(each) for each in seen))]
    return blocks


def _of_pillar(call: Call, number: int) -> Message:
    pillar = plan.pillar(call.session, number)
    if pillar is None:
        raise LookupError(number)
    lines = [sheet_texts.labelled(sheet_texts.LABEL_AMBITION, pillar.ambition)]
    if pillar.summary:
        lines.append(sheet_texts.labelled(sheet_texts.LABEL_SUMMARY, pillar.summary))
    if pillar.pitch:
        lines.append(sheet_texts.labelled(sheet_texts.LABEL_PITCH, pillar.pitch))
    blocks: list[Block] = [paragraph(sheet_texts.pillar_heading(pillar)), paragraph(*lines)]
    figures = reference.figures_of_pillar(call.session, number)
    if figures:
        facts = tuple(Fact(french.capitalised(each.label), (french.typeset(each.value),)) for each in figures)
        blocks += [paragraph((Strong(french.typeset(sheet_texts.LABEL_FIGURES)),)), Facts(facts)]
    if pillar.context:
        blocks.append(Bullets(tuple(Item((french.typeset(each),)) for each in pillar.context)))
    objectives = plan.objectives(call.session, pillar_number=number)
    blocks += [
        paragraph((Strong(sheet_texts.LABEL_OBJECTIVES),)),
        overview.objectives_at_a_glance(objectives, call),
        paragraph(sheet_texts.pillar_source(pillar)),
    ]
    blocks.append(Choices((Button(texts.STATE, says=f"objectif statut pilier {number}"),)))
    codes = tuple(each.code for each in objectives)
    return Message(tuple(blocks), Audience.QUIET, About(kind="sheet", codes=codes))


def _of_unit(call: Call, key: str) -> Message:
    unit = people.unit(call.session, key=key)
    if unit is None:
        raise LookupError(key)
    below = people.units_below(call.session, unit_key=key)
    led = leads.led_in(call.session, unit_key=key, reader=call.reader)
    objectives = plan.objectives_by_codes(call.session, led[SubjectKind.OBJECTIVE])
    blocks: list[Block] = [paragraph(sheet_texts.unit_heading(unit), sheet_texts.unit_place(unit, len(below) - 1))]
    if objectives:
        listed = overview.objectives_at_a_glance(objectives, call)
        blocks += [paragraph((Strong(sheet_texts.LABEL_OBJECTIVES),)), listed]
    else:
        blocks.append(paragraph(sheet_texts.UNIT_WITHOUT_OBJECTIVE))
    projects = led[SubjectKind.PROJECT]
    if projects:
        blocks.append(
            Choices((Button(sheet_texts.unit_projects(len(projects)), says=f"projet liste unité {unit.name}"),))
        )
    codes = tuple(each.code for each in objectives)
    return Message(tuple(blocks), Audience.QUIET, About(kind="sheet", codes=codes, projects=tuple(projects)))
