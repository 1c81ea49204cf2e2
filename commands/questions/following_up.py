"""A question that goes on from the one before: « et le pilier 5 ? », « lesquels ? », « le deuxième »."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from commands.call import Call
from commands.message import About, Audience, Button, Choices, Line, Message, Strong, paragraph
from commands.normalise import words
from commands.questions import cards, follow_up_words, people, structures, texts
from commands.questions.cues import Cue
from commands.questions.finding import Match
from commands.questions.labels import label_of, place_of, typed_of
from commands.questions.narrowing import Narrowed
from commands.questions.question import Question, is_small
from commands.questions.thread import Thread

# Asks the whole chain of steps, for a question that the one before completes.
Ask = Callable[[Question], Message]


def followed_up(call: Call, question: Question, thread: Thread | None, ask: Ask) -> Message | None:
    """The answer to a question that means something after the one before only; None for one that stands alone."""
    if thread is None:
        return None
    said = question.said
    if follow_up_words.WHY.match(said):
        return _why(call, thread)
    if follow_up_words.WHICH_ONES.match(said):
        return _which_ones(call, question, thread)
    rank = follow_up_words.RANK.match(said)
    if rank is not None:
        return _ranked(call, follow_up_words.ORDINALS[rank[1]], thread)
    if len(words(said)) > follow_up_words.SHORT:
        return None
    return _of_it(call, question, thread) or _and_then(question, thread, ask)


def _why(call: Call, thread: Thread) -> Message:
    """Which entry was taken, by which words, from which source."""
    lines: list[Line] = [(Strong(texts.WHY),)]
    if thread.held:
        lines.append((texts.recognised(thread.held),))
    criteria = thread.filters.criteria().label
    if criteria:
        lines.append((texts.under_filters(criteria),))
    shown = [Match(kind, code, "", 1.0, 1.0) for kind, code in thread.subjects[:3] if (kind, code) != ("plan", "")]
    known = [one for one in shown if _is_known(call, one)]
    lines += [(texts.entry_taken(label_of(one, call), place_of(one, call)),) for one in known]
    lines.append((texts.SOURCES,))
    buttons = tuple(Button(label_of(one, call), says=typed_of(one)) for one in known)
    blocks = (paragraph(*lines), *((Choices(buttons),) if buttons else ()))
    return Message(blocks, Audience.QUIET, About("why", sources=thread.subjects[:3]))


def _which_ones(call: Call, question: Question, thread: Thread) -> Message | None:
    """What was counted, listed."""
    if Cue.HOW_MANY not in thread.cues:
        return None
    cues = (thread.cues - {Cue.HOW_MANY}) | {Cue.LIST}
    listed = replace(question, cues=cues, counted=thread.counted, narrowed=thread.filters, subject="")
    return structures.about_structure(listed, call)


def _ranked(call: Call, rank: int, thread: Thread) -> Message | None:
    """The entry of that rank in the answer before."""
    if not thread.subjects:
        return None
    position = rank - 1 if rank > 0 else len(thread.subjects) - 1
    if position >= len(thread.subjects):
        said = texts.no_such_rank(len(thread.subjects))
        return Message((paragraph(said),), Audience.QUIET, About(kind="misread", abstained=True))
    kind, code = thread.subjects[position]
    return cards.card(call, Match(kind, code, "", 1.0, 1.0))


def _of_it(call: Call, question: Question, thread: Thread) -> Message | None:
    """« qui le pilote ? », « c'est pour quand ? »: about the one entry before, where nothing else is named."""
    own = [word for word in question.left if not is_small(word) and word not in texts.PRONOUNS]
    if own or question.narrowed.parts or question.narrowed.periods or len(thread.subjects) != 1 or not question.cues:
        return None
    # « combien de grands objectifs ? » names what it counts, and stands alone.
    if not follow_up_words.ITS.match(question.said) or question.counted or structures.wanted_kind(question):
        return None
    kind, code = thread.subjects[0]
    one = Match(kind, code, "", 1.0, 1.0)
    if question.asks(Cue.WHO) and kind in {"objective", "key_result", "project"}:
        objective = Match("objective", code.rpartition(".")[0], "", 1.0, 1.0) if kind == "key_result" else one
        return people.lead(question, call, objective)
    return cards.card(call, one, pitch=question.asks(Cue.PITCH))


def _and_then(question: Question, thread: Thread, ask: Ask) -> Message | None:
    """« et le pilier 5 ? »: the same question under other filters; « et la cooptation ? »: of another entry."""
    if not follow_up_words.AND_THEN.match(question.said):
        return None
    given = question.narrowed
    if question.left:
        if question.cues or not thread.cues or thread.frame:
            return None
        return ask(replace(question, cues=thread.cues, counted=thread.counted))
    if not (given.parts or given.periods or given.past_due or given.done is not None):
        return None
    merged = _merged(thread.filters, given)
    return ask(
        replace(
            question,
            said=f"{thread.frame} {question.said}",
            cues=thread.cues | question.cues,
            counted=thread.counted,
            narrowed=merged,
        )
    )


def _merged(before: Narrowed, given: Narrowed) -> Narrowed:
    """The filters before, those of the same kind replaced."""
    kinds = {part.kind for part in given.parts if not part.excluded}
    # Another pillar has its own axes.
    replaced = kinds | ({"axis"} if "pillar" in kinds else set()) | ({"pillar"} if "axis" in kinds else set())
    kept = [part for part in before.parts if part.kind not in replaced]
    return Narrowed(
        parts=[*kept, *given.parts],
        periods=given.periods or before.periods,
        done=given.done if given.done is not None else before.done,
        statuses=given.statuses or before.statuses,
        past_due=given.past_due or before.past_due,
        with_target=given.with_target or before.with_target,
        rest=before.rest,
        named=before.named,
    )


def _is_known(call: Call, one: Match) -> bool:
    code = one.code.rpartition(".")[0] if one.kind == "key_result" else one.code
    kind = "objective" if one.kind == "key_result" else one.kind
    return (kind, code) in call.names().entries
