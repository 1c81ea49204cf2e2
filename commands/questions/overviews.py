"""What is asked of the plan as a whole: where it stands, one's own part of it, what it is made of and for."""

from __future__ import annotations

from commands.call import Call
from commands.filters import texts as filter_texts
from commands.message import About, Audience, Message, paragraph
from commands.normalise import words
from commands.plan import objectives
from commands.questions import card_texts, cards, follow_up_words, list_texts, overview_words, structures
from commands.questions.cue_words import GENERIC
from commands.questions.cues import Cue
from commands.questions.finding import Match
from commands.questions.question import Question, is_small
from commands.references import Reference
from storage import plan
from storage.filters import PlanFilter


def of_the_whole(question: Question, call: Call) -> Message | None:
    """« où en est le plan ? », « mes objectifs », « le pilier le plus en retard ? », « à quoi sert DiMENSiON ? »."""
    said = question.said
    if overview_words.OWN.match(said):
        return objectives.status(call, None)
    if overview_words.WHOLE.match(said) or (overview_words.MOST.search(said) and not question.narrowed.has("axis")):
        return objectives.status(call, Reference("plan", ""))
    if overview_words.MADE_OF.match(said) or overview_words.LEVELS.match(said):
        return _made_of(call)
    if overview_words.RED.match(said):
        return Message((paragraph(list_texts.WHICH_SUBJECT),), Audience.QUIET, About(kind="question"))
    return None


def about_nothing(question: Question, call: Call) -> Message | None:
    """« quand ? », « le deuxième » after nothing: of what?"""
    del call
    filters = question.narrowed
    if filters.unknown_date:
        lines = (filter_texts.no_such_date(filters.unknown_date), filter_texts.PERIODS_ARE)
        return Message((paragraph(*lines),), Audience.QUIET, About(kind="misread", abstained=True))
    said = question.said
    alone = (
        follow_up_words.RANK.match(said) or follow_up_words.WHICH_ONES.match(said) or follow_up_words.WHY.match(said)
    )
    if not alone and not _says_nothing(question):
        return None
    return Message((paragraph(list_texts.WHICH_SUBJECT),), Audience.QUIET, About(kind="misread", abstained=True))


def _says_nothing(question: Question) -> bool:
    """Whether no word says what is asked about."""
    filters = question.narrowed
    if question.left or filters.parts or filters.narrows_plan or structures.wanted_kind(question):
        return False
    return all(is_small(word) or word.isdigit() or word in GENERIC for word in words(question.said))


def presented(question: Question, call: Call) -> Message | None:
    """« comment présenter le pilier 6 ? »: its sheet, with what we say of it in three sentences."""
    if not question.asks(Cue.PITCH):
        return None
    for kind in ("axis", "pillar"):
        named = question.narrowed.values(kind)
        if len(named) == 1:
            return cards.card(call, Match(kind, str(named[0]), "", 1.0, 1.0), pitch=True)
    return None


def _made_of(call: Call) -> Message:
    """The levels of the plan, each counted."""
    counts = (
        len(plan.pillars(call.session)),
        len(plan.axes(call.session)),
        plan.count_objectives(call.session),
        plan.count_key_results(call.session, where=PlanFilter(), today=call.today),
    )
    blocks = (paragraph(*list_texts.made_of(*counts)), paragraph(card_texts.source(card_texts.WHOLE_DOCUMENT)))
    return Message(blocks, Audience.QUIET, About(kind="definition", sources=(("plan", ""),)))
