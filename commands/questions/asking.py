"""The steps that look for an entry: how many of something, what is planned somewhere, and whatever else is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from commands.call import Call
from commands.message import About, Audience, Block, Button, Choices, Message, paragraph
from commands.normalise import words
from commands.questions import cards, choosing, list_texts, refusal_texts
from commands.questions.cues import Cue
from commands.questions.finding import ALL, Found, Match, decide, look_for, matches
from commands.questions.labels import label_of, place_of, typed_of
from commands.questions.numbers_said import says_number_of
from commands.questions.question import Question
from commands.questions.unrecorded import nearest, refused
from commands.questions.unrecorded_kinds import Unrecorded
from commands.questions.unrecorded_words import PATTERNS, SO_FAR, TO_REACH
from commands.spelling import family
from commands.stop_words import FUNCTION_WORDS
from storage import portfolio

# Which kinds a question prefers, by what it asks. A milestone or a target stands for its objective.
_PREFERRED: tuple[tuple[frozenset[Cue], Mapping[str, float]], ...] = (
    (
        frozenset({Cue.PAST}),
        {"date": 0.12, "project": -0.06, "pillar": -0.1, "axis": -0.1, "target": -0.2, "term": -0.1},
    ),
    (frozenset({Cue.WHERE, Cue.THEME}), {"project": 0.1, "date": -0.05, "term": -0.1, "figure": -0.1}),
    (
        frozenset({Cue.DEFINE}),
        {"term": 0.1, "tool": 0.08, "community": 0.08, "target": -0.2, "figure": -0.05, "date": -0.1},
    ),
    (
        frozenset({Cue.WHEN, Cue.STATE}),
        {"objective": 0.06, "date": -0.05, "project": -0.03, "pillar": -0.1, "axis": -0.1, "term": -0.15, "tool": -0.12}
        | {"community": -0.06, "target": -0.02, "figure": -0.15, "duty": -0.2, "theme": -0.1},
    ),
    (
        frozenset({Cue.AIM}),
        {"target": 0.06, "objective": 0.05, "figure": 0.02, "term": -0.1, "date": -0.1, "axis": -0.1}
        | {"community": -0.06, "tool": -0.06},
    ),
)
_OTHERWISE: Mapping[str, float] = {
    "objective": 0.02, "pillar": -0.06, "axis": -0.06, "target": -0.2, "milestone": -0.1, "duty": -0.15,
    "figure": -0.03, "date": -0.04,
}  # fmt: skip
# Kinds that may hold the number asked for.
NUMBERED = frozenset({"figure", "target", "community", "project", "objective", "date"})
# Share of the question that the holder of a number must cover, and how many holders are tried.
NUMBER_SHARE, TRIED = 0.5, 8
# A question about a deadline is about the plan: what is this near is shown with its deadline, as a guess.
PERHAPS, PERHAPS_COVERAGE = 0.4, 0.28
# Share of the words of a question that a written answer must have been written for.
TAUGHT = 0.8
# From this likeness two words are of one family: « délai » and « délais ».
ALIKE = 0.9
# What a figure gains when its label is just what is counted.
LABEL = 0.3


def preferences(question: Question) -> Mapping[str, float]:
    """What is added to the score of each kind of entry, by what the question asks."""
    for cues, added in _PREFERRED:
        if question.asks(*cues):
            return added
    return _OTHERWISE


def unrecorded_of(question: Question) -> Unrecorded | None:
    """What is asked that is recorded of no entry, when the entry itself is named by its code."""
    for kind, pattern in PATTERNS:
        if pattern.search(question.said):
            return kind
    return Unrecorded.SO_FAR if SO_FAR.search(question.said) else None


def about_a_place(question: Question, call: Call) -> Message | None:
    """Something at a place: « la piscine de Venelles »; the project that both mean."""
    if not question.narrowed.has("commune", "territory"):
        return None
    found = look_for(question.subject, call, frozenset({"project", "date"}), prefer={"date": -0.04})
    best = found.meant[0] if found.meant else None
    if best is None or best.coverage < 0.85:
        return None
    if question.asks(Cue.PAST):
        return None
    return _answered(question, call, found)


def how_many(question: Question, call: Call) -> Message | None:
    """The figure, the target or the size that says how many; that no number is recorded, where none is."""
    if not question.asks(Cue.HOW_MANY):
        return None
    subject = " ".join(dict.fromkeys((*question.subject.split(), *question.counted)))
    found = matches(subject, call, NUMBERED, prefer={"figure": 0.06, "target": 0.04, "date": -0.05, "project": -0.02})
    found = sorted((_labelled(one, question) for one in found), key=lambda one: -one.score)
    likely = [one for one in found[:TRIED] if one.coverage >= NUMBER_SHARE]
    share = question.asks(Cue.AIM) or TO_REACH.search(question.said) is not None
    holding = [
        one for one in likely if not question.counted or says_number_of(call, one, question.counted, share=share)
    ]
    if holding:
        near = [one for one in holding if holding[0].score - one.score < 0.03 and one.kind == holding[0].kind][:3]
        return _answered(question, call, Found(_told_once(near, call)))
    if question.asks(Cue.WHEN):
        return None
    return refused(Unrecorded.NUMBER, question, call)


def _told_once(figures: list[Match], call: Call) -> tuple[Match, ...]:
    """Figures that the document prints twice are one answer."""
    said = {(one.kind, one.title, cards.gist(call, one).partition(" (")[0]): one for one in reversed(figures)}
    return tuple(reversed(said.values()))


def taught(question: Question, call: Call) -> Message | None:
    """The answer that the central team has written for these words."""
    found = matches(question.spelt, call, frozenset({"short"}))
    if not found or min(found[0].coverage, found[0].score) < TAUGHT:
        return None
    return cards.card(call, found[0])


def _labelled(one: Match, question: Question) -> Match:
    """A figure whose label is what is counted comes first: « 300 métiers » of « combien de métiers »."""
    if one.kind == "figure" and words(one.title) == list(question.counted):
        return replace(one, score=one.score + LABEL)
    return one


def entry(question: Question, call: Call) -> Message:
    """The entry that the words mean, choices, or what is nearest; always answers."""
    figure = _figure_named(question, call)
    if figure is not None:
        return figure
    found = decide(
        matches(question.subject, call, _kinds(question), prefer=preferences(question)),
        question.subject,
        prefer=preferences(question),
    )
    if found.meant:
        answer = _answered(question, call, found)
        if answer is not None:
            return answer
    likely = [one for one in found.nearest if one.kind == "objective" and one.score >= PERHAPS]
    if likely and question.asks(Cue.WHEN, Cue.STATE) and likely[0].coverage >= PERHAPS_COVERAGE:
        return choosing.perhaps(call, likely)
    return nothing(question, call)


def _figure_named(question: Question, call: Call) -> Message | None:
    """« délai de paiement »: the figure whose label of several words is what the question says, and little else."""
    said = [word for word in words(question.said) if word not in FUNCTION_WORDS]
    if question.asks(Cue.DEFINE, Cue.WHO, Cue.PAST):
        return None
    for key, title, label in call.names().figures:
        if len(said) > len(label) + 2:
            continue
        if all(any(family(word, other) >= ALIKE for other in said) for word in label):
            return cards.card(call, Match("figure", key, title, 1.0, 1.0))
    return None


def nothing(question: Question, call: Call) -> Message:
    """Nothing recorded is meant: said so, with what is nearest and what to do."""
    near = nearest(question, call)
    blocks: list[Block] = [paragraph(refusal_texts.nothing(question.typed, near=bool(near)))]
    if near:
        blocks.append(Choices(tuple(Button(label_of(one, call), typed_of(one), place_of(one, call)) for one in near)))
    blocks.append(paragraph(refusal_texts.TO_WHOM))
    about = About("nothing", abstained=True, sources=tuple(one.subject for one in near))
    return Message(tuple(blocks), Audience.QUIET, about)


def _kinds(question: Question) -> frozenset[str]:
    """The kinds that can answer what is asked."""
    if question.asks(Cue.WHERE, Cue.THEME):
        return frozenset({"project", "date", "theme", "objective"})
    return ALL if question.asks(Cue.WHO, Cue.DEFINE) else ALL - {"duty"}


def _answered(question: Question, call: Call, found: Found) -> Message | None:
    """The card of the one entry, or choices."""
    one = found.one
    if one is None:
        return choosing.offered(call, found.meant, question.typed)
    shown = cards.card(call, one, pitch=question.asks(Cue.PITCH))
    if shown is not None and found.also:
        shown = choosing.with_others(call, shown, found.also)
    if shown is not None and one.kind == "project" and question.asks(Cue.WHEN) and not question.asks(Cue.WHERE):
        return _without_a_date(call, one, shown)
    return shown


def _without_a_date(call: Call, one: Match, shown: Message) -> Message:
    """A project whose deadline is asked: when none is recorded nor printed, that is said first."""
    project = portfolio.project(call.session, one.code, reader=call.reader)
    if (
        project is None
        or project.due_on is not None
        or list_texts.YEAR.search(f"{project.statement} {project.printed_year}")
    ):
        return shown
    about = replace(shown.about, abstained=True)
    return replace(shown, blocks=(paragraph(refusal_texts.NO_PROJECT_DATE), *shown.blocks), about=about)
