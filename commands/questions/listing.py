"""Lists of key results: by filters alone, or about a subject under filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from commands.call import Call
from commands.message import About, Audience, Block, Bullets, Message, Paragraph, paragraph
from commands.normalise import fold_lines, words
from commands.plan import objectives
from commands.plan import texts as plan_texts
from commands.plan.results import listed_item, subject_of
from commands.questions import list_texts
from commands.questions.cues import Cue
from commands.questions.question import Question
from commands.spelling import family
from commands.standing_lines import Standings
from commands.synonym_words import SYNONYMS
from storage import plan
from storage.rows.plan import KeyResult

# From this likeness two words are of one family: « formation » and « formés ».
ALIKE = 0.7


def key_results(question: Question, call: Call) -> Message:
    """Those that the filters keep, earliest deadline first; on the day named where what is past due is asked."""
    filters = question.narrowed
    day = filters.as_of()
    if day is not None:
        call = replace(call, now=datetime.combine(day, time(12), call.options.zone))
    criteria = filters.criteria(due=day is None)
    if filters.with_target:
        kept = plan.key_results(call.session, where=criteria.for_plan(), today=call.today)
        return _shown(call, [each for each in kept if each.targets], f"{criteria.label}, {list_texts.WITH_TARGET}")
    answer = objectives.listing(call, criteria)
    if day is None:
        return answer
    return replace(answer, blocks=(Paragraph(((list_texts.as_of(day),),)), *answer.blocks))


def about_subject(question: Question, call: Call) -> Message | None:
    """« les objectifs de formation des managers en 2020 »: those about the words left, under the filters."""
    filters = question.narrowed
    narrowed = filters.periods or filters.past_due or filters.with_target or filters.has("pillar", "axis")
    listed = question.asks(Cue.LIST, Cue.PAST_DUE) or list_texts.OBJECTIVES_WORD.search(question.said)
    named = question.asks(Cue.LIST) and "objectifs" in words(question.said)
    if not ((narrowed or named) and listed and question.left):
        return None
    day = filters.as_of()
    if day is not None:
        call = replace(call, now=datetime.combine(day, time(12), call.options.zone))
    criteria = filters.criteria(due=day is None)
    kept = plan.key_results(call.session, where=criteria.for_plan(), today=call.today)
    about = [each for each in kept if (each.targets or not filters.with_target) and _is_about(each, question.left)]
    label = ", ".join(part for part in (" ".join(question.left), criteria.label) if part)
    return _shown(call, about, label) if about else None


def _is_about(result: KeyResult, subject: Sequence[str]) -> bool:
    """Whether the statement or the title of the key result holds every word, or one of its family."""
    held = {word for line in fold_lines([result.statement, result.objective.title]) for word in line.split()}
    return all(any(family(word, other) >= ALIKE or other in _named(word) for other in held) for word in subject)


def _named(word: str) -> tuple[str, ...]:
    return SYNONYMS.get(word, ())


def _shown(call: Call, kept: Sequence[KeyResult], label: str) -> Message:
    if not kept:
        return Message((paragraph(plan_texts.nothing_listed(label)),), Audience.QUIET, About(kind="list"))
    stands = Standings(call, map(subject_of, kept))
    items = tuple(listed_item(each, stands) for each in kept)
    blocks: tuple[Block, ...] = (paragraph(plan_texts.list_heading(len(kept), label)), Bullets(items))
    return Message(blocks, Audience.QUIET, About(kind="list", codes=tuple(each.code for each in kept)))
