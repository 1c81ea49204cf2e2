"""A plain sentence, without a command, to its answer: the steps of understanding, one after the other.

Each step takes the question and gives an answer, or None for the next one. Nothing is made up: an answer shows
recorded fields with their source, choices say how they differ, and what is not recorded is said not to be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from commands import texts as frame_texts
from commands.call import Call
from commands.codes import Code, whole_code
from commands.errors import Several
from commands.message import About, Audience, Button, Choices, Message, paragraph
from commands.movements import asked as movements
from commands.normalise import words
from commands.plan import history
from commands.questions import (
    asking,
    cards,
    comparing,
    contradictions,
    events,
    following_up,
    listing,
    neighbours,
    overviews,
    people,
    places,
    scope,
    structures,
    texts,
)
from commands.questions.cues import Cue
from commands.questions.finding import Match
from commands.questions.question import Question, understood
from commands.questions.thread import dump, load, thread_of
from commands.questions.unrecorded import refused, unrecorded
from commands.references import Paged, code_in, plan_entry

Step = Callable[[Question, Call], Message | None]


def answer(call: Call, text: str, before: str = "") -> Message:
    """The answer to a plain sentence; `before` is the thread of the one that it may follow."""
    if not words(text):
        return _quiet(frame_texts.NOTHING_TYPED, "misread", abstained=True)
    if " ".join(words(text)) in frame_texts.THANKS:
        return _quiet(frame_texts.YOU_ARE_WELCOME, "courtesy")
    shown = cards.seen(text, call)
    if shown is not None:
        return shown
    question = understood(text, call)

    def ask(asked: Question) -> Message:
        found = contradictions.told(_first(asked, call), call)
        thread = dump(thread_of(asked, found, held_of(asked, call)))
        return replace(found, about=replace(found.about, thread=thread))

    followed = following_up.followed_up(call, question, load(before) if before else None, ask)
    if followed is None:
        return ask(question)
    if followed.about.thread:
        return followed
    # « le deuxième », then « c'est pour quand ? »: what was shown is what is spoken of; « pourquoi ? » changes nothing.
    thread = before if followed.about.kind == "why" else dump(thread_of(question, followed))
    return replace(followed, about=replace(followed.about, thread=thread))


def _first(question: Question, call: Call) -> Message:
    """The answer of the first step that has one."""
    for step in STEPS:
        found = step(question, call)
        if found is not None:
            return found
    raise AssertionError("the last step always answers")


def held_of(question: Question, call: Call) -> tuple[str, ...]:
    """The words of the question that the plan knows."""
    return tuple(word for word in dict.fromkeys(question.left) if call.names().index.knows(word))


def of_history(question: Question, call: Call) -> Message | None:
    """What has moved, why something stands as it does, who said so."""
    return movements.answer(call, question.typed)


def coded(question: Question, call: Call) -> Message | None:
    """What a code names: its state, how to present it, who leads it; choices for a code printed in several pillars."""
    try:
        code = _code(question, call)
        if code is None:
            return None
        entry = plan_entry(code, call)
    except Several as several:
        return _offered(several)
    one = Match(entry.kind, entry.code, "", 1.0, 1.0)
    objective = one if entry.kind != "key_result" else Match("objective", entry.code.rpartition(".")[0], "", 1.0, 1.0)
    if entry.kind in {"objective", "key_result"}:
        kind = asking.unrecorded_of(question)
        if kind is not None:
            return refused(kind, question, call, objective)
        if texts.LEADING.search(question.said) or question.asks(Cue.WHO):
            return people.lead(question, call, objective)
        if question.asks(Cue.WHOM):
            return people.whom(question, call)
        if question.asks(Cue.MOVED):
            return history.of_objective(call, Paged(entry))
    return cards.card(call, one, pitch=question.asks(Cue.PITCH))


def _code(question: Question, call: Call) -> Code | None:
    """The code that the question is about: typed alone, or of an objective in the sentence."""
    whole = whole_code(question.spelt)
    if whole is not None:
        return whole
    if question.asks(Cue.COMPARE):
        return None
    code = code_in(question.spelt, call)
    return code if code is not None and code.kind in {"objective", "key_result"} else None


def unknown_pillar(question: Question, call: Call) -> Message | None:
    """« il y a un pilier 8 ? »."""
    numbers = question.narrowed.unknown_pillars
    if not numbers:
        return None
    known = [int(code) for kind, code in call.names().entries if kind == "pillar"]
    return _quiet(frame_texts.no_such_pillar(numbers[0], known), "not_recorded", abstained=True)


def _offered(several: Several) -> Message:
    buttons = tuple(Button(label, says=typed, detail=detail) for typed, label, detail in several.options)
    blocks = (paragraph(several.question), *((Choices(buttons),) if buttons else ()))
    kind = "nothing" if several.abstained else "choices"
    sources = tuple(("objective", typed) for typed, _, _ in several.options if typed[:1].isdigit())
    return Message(blocks, Audience.QUIET, About(kind=kind, abstained=several.abstained, sources=sources))


def _quiet(said: str, kind: str, *, abstained: bool = False) -> Message:
    return Message((paragraph(said),), Audience.QUIET, About(kind=kind, abstained=abstained))


STEPS: tuple[Step, ...] = (
    scope.out_of_scope,
    scope.about_itself,
    asking.taught,
    of_history,
    neighbours.recognised,
    coded,
    unknown_pillar,
    overviews.of_the_whole,
    overviews.about_nothing,
    overviews.presented,
    comparing.compared,
    structures.about_structure,
    listing.about_subject,
    places.by_criteria,
    places.nowhere,
    asking.about_a_place,
    people.meets,
    people.role,
    unrecorded,
    asking.how_many,
    people.who,
    events.in_a_period,
    asking.entry,
)
