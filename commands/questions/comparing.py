"""Two things side by side: what each is, field by field, and whether two numbers are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commands.call import Call
from commands.codes import codes_within
from commands.french import typeset
from commands.message import About, Audience, Block, Fact, Facts, Message, Strong, paragraph
from commands.normalise import words
from commands.questions import card_texts, list_texts
from commands.questions.cue_words import SIDES
from commands.questions.cues import Cue
from commands.questions.finding import Match, matches
from commands.questions.labels import label_of
from commands.questions.people import role_in
from commands.questions.question import Question, is_small, subject_of
from commands.search import COVERAGE_FLOOR
from storage import communities, plan, reference
from storage.filters import PlanFilter, Wanted

# What may be compared by its own fields.
KINDS = frozenset({"community", "term", "tool", "figure", "target", "objective", "project", "duty", "pillar", "axis"})
_FIGURES = re.compile(r"\d[\d\s\u00a0\u202f.,]*")


def compared(question: Question, call: Call) -> Message | None:
    """The two things that the question compares; None where it does not name two."""
    if not question.asks(Cue.COMPARE):
        return None
    numbers = [int(str(each)) for each in question.narrowed.values("pillar")]
    if len(numbers) >= 2:
        return _pillars(call, numbers)
    sides = _sides(question, call)
    if len(sides) < 2:
        return None
    blocks: list[Block] = []
    for one in sides:
        blocks += [paragraph((Strong(label_of(one, call)),)), Facts(tuple(_fields(call, one)))]
    same = _same_number(call, sides)
    if same is not None:
        blocks.insert(0, paragraph(same))
    blocks.append(paragraph(card_texts.source(card_texts.WHOLE_DOCUMENT)))
    codes = tuple(one.code for one in sides if one.kind in {"objective", "axis"})
    about = About("compare", codes, sources=tuple(one.subject for one in sides))
    return Message(tuple(blocks), Audience.QUIET, about)


def _sides(question: Question, call: Call) -> list[Match]:
    """The entries that the sides of « et », « ou », « vs » mean, each once; codes are what they are."""
    typed = (str(code).rpartition(".")[0] if code.letter else str(code) for code in codes_within(question.spelt))
    kinds = {1: "axis", 2: "objective"}
    coded = [Match(kinds[code.count(".")], code, "", 1.0, 1.0) for code in dict.fromkeys(typed)]
    coded = [one for one in coded if one.subject in call.names().entries]
    if len(coded) >= 2:
        return coded[:2]
    found: list[Match] = []
    parts = SIDES.split(" ".join(re.sub(r"[?!.:;()«»\"']", " ", question.narrowed.named).split()))
    for part in parts:
        said = subject_of(part)
        if not any(not is_small(word) for word in words(said)):
            continue
        best = role_in(said, call) or next(iter(matches(said, call, KINDS, prefer=_PREFERRED)), None)
        if best is not None and best.coverage >= COVERAGE_FLOOR and best.subject not in {one.subject for one in found}:
            found.append(best)
    return found[:2]


_PREFERRED = {"community": 0.08, "term": 0.03, "tool": 0.05, "figure": 0.02, "target": 0.02}


def _pillars(call: Call, numbers: Sequence[int]) -> Message:
    """Axes, objectives, key results and what is done, for each pillar."""
    blocks: list[Block] = []
    for number in numbers:
        pillar = plan.pillar(call.session, number)
        if pillar is None:
            continue
        where = PlanFilter(pillars=Wanted(frozenset({number})))
        (progress,) = plan.progress(call.session, where=where, today=call.today)
        kept = plan.count_objectives_of(call.session, where=where, today=call.today)
        axes = len(plan.axes(call.session, pillar_number=number))
        blocks.append(
            paragraph(
                (Strong(list_texts.pillar_title(number, pillar.title)),), list_texts.pillar_counts(axes, kept, progress)
            )
        )
    blocks.append(paragraph(card_texts.source(card_texts.WHOLE_DOCUMENT)))
    about = About("compare", sources=tuple(("pillar", str(number)) for number in numbers))
    return Message(tuple(blocks), Audience.QUIET, about)


def _fields(call: Call, one: Match) -> list[Fact]:
    """What is recorded of one side, shortest first."""
    said: list[tuple[str, str | None]] = []
    match one.kind:
        case "community":
            body = communities.community(call.session, one.code)
            if body is not None:
                said = [
                    (card_texts.LABEL_PURPOSE, body.purpose),
                    (card_texts.LABEL_COMPOSITION, body.composition),
                    (card_texts.LABEL_SIZE, body.size),
                    (card_texts.LABEL_RHYTHM, body.rhythm),
                ]
        case "figure":
            figure = reference.figure(call.session, one.code)
            said = [(card_texts.LABEL_VALUE, figure.value)] if figure is not None else []
        case "tool":
            tool = reference.tool(call.session, one.code)
            said = (
                [(card_texts.LABEL_PURPOSE, tool.purpose), (card_texts.LABEL_DATES, tool.dates)]
                if tool is not None
                else []
            )
        case "term":
            term = reference.term(call.session, one.code)
            said = (
                [(card_texts.LABEL_EXPANSION, term.expansion), (card_texts.LABEL_DEFINITION, term.definition)]
                if term
                else []
            )
        case "duty":
            role = reference.project_role(call.session, one.code.split("#")[0])
            said = [(card_texts.role(role.name), "; ".join(role.duties))] if role is not None else []
        case "objective":
            objective = plan.objective(call.session, one.code)
            if objective is not None:
                said = [
                    (f"{each.letter}.", list_texts.result_in_brief(each, call.today)) for each in objective.key_results
                ]
        case _:
            outline = call.names().entries.get(one.subject)
            said = [(card_texts.LABEL_PURPOSE, " ".join(outline.statements or outline.surroundings))] if outline else []
    return [Fact(label, (typeset(value),)) for label, value in said if value]


def _same_number(call: Call, sides: Sequence[Match]) -> str | None:
    """Whether the first numbers of two figures or targets are the same; None where a side has none."""
    values = [_number(call, one) for one in sides]
    first, second = [*values, None, None][:2]
    if first is None or second is None:
        return None
    return list_texts.same_number(first, second)


def _number(call: Call, one: Match) -> str | None:
    if one.kind == "figure":
        figure = reference.figure(call.session, one.code)
        found = _FIGURES.search(figure.value) if figure is not None else None
        return found[0].strip(" .,\u202f\u00a0") if found is not None else None
    if one.kind == "objective":
        objective = plan.objective(call.session, one.code)
        targets = [each for result in objective.key_results for each in result.targets] if objective else []
        return list_texts.number(targets[0].value) if targets else None
    return None
