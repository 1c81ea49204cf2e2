"""What is known of and not recorded: said so, with the nearest entry and the tool that has it, never a number."""

from __future__ import annotations

import re

from commands.call import Call
from commands.message import About, Audience, Block, Button, Choices, Message, paragraph
from commands.normalise import content_words, fold_lines, words
from commands.plan import sheets
from commands.questions import refusal_texts
from commands.questions.cue_words import STRUCTURES
from commands.questions.cues import Cue
from commands.questions.finding import Match, matches
from commands.questions.labels import label_of, place_of, typed_of
from commands.questions.numbers_said import says_number_of
from commands.questions.question import Question, is_small
from commands.questions.unrecorded_kinds import Unrecorded
from commands.questions.unrecorded_words import (
    ASKED_NOUNS,
    AVERAGE,
    COST_OF,
    NEXT_EVENT,
    PATTERNS,
    RATE_OF,
    SO_FAR,
    WHICH,
    WHICH_HAVE,
    WHO_ARE,
)
from commands.references import Reference
from commands.search import COVERAGE_FLOOR, NEAREST
from commands.spelling import family
from storage.communities import community

# What may be told as nearest to what is not recorded: what has a sheet of its own.
RELATED = frozenset({"objective", "project", "community", "tool"})
# A word that asks for something never recorded is only a word of the entry where this share of the question is its own.
OWN_SHARE = 0.84
# Words of these never say what an entry is about, whatever it holds.
NEVER_OWN = frozenset({Unrecorded.CONTACT, Unrecorded.PERSON, Unrecorded.SALARY})
# What is asked of these is not asked together with a deadline: « gérer son budget, c'est pour quand ? ».
ASKED_WITH_A_DATE = frozenset(
    {Unrecorded.COST, Unrecorded.CONTACT, Unrecorded.RESULT, Unrecorded.GRADE, Unrecorded.WINNER, Unrecorded.PRACTICAL}
    | {Unrecorded.SALARY}
)
# A list inside a text: « cités : … », « (ex : … ».
_LISTED = re.compile(r"[:(][^:()]*,")
# Two words of one family: « écoles » and « école ».
ALIKE = 0.8


def unrecorded(question: Question, call: Call) -> Message | None:
    """The refusal, where what is asked of the subject is recorded of none."""
    for kind, pattern in PATTERNS:
        found = pattern.search(question.said)
        if found is None or (question.asks(Cue.WHEN) and kind in ASKED_WITH_A_DATE):
            continue
        if kind is Unrecorded.COST and question.asks(Cue.STATE) and not COST_OF.search(question.said):
            continue
        if kind is Unrecorded.CONTACT and question.asks(Cue.HOW_MANY):
            continue
        # « comment poser mes congés »: the tool for it is named, what it does is not the way to do it.
        how_to = kind is Unrecorded.PRACTICAL and found.group().startswith("comment")
        if kind in NEVER_OWN or how_to or not _own_words(found.group(), question, call):
            return refused(kind, question, call)
    if NEXT_EVENT.search(question.said):
        return refused(Unrecorded.PRACTICAL, question, call)
    average = AVERAGE.search(question.said)
    if (average is not None and not _own_words(average.group(), question, call)) or _unknown_rate(question, call):
        return refused(Unrecorded.NUMBER, question, call)
    if SO_FAR.search(question.said) or (question.asks(Cue.NOW) and question.asks(Cue.HOW_MANY, Cue.AIM)):
        return None if _figure_says(question, call) else refused(Unrecorded.SO_FAR, question, call)
    of_things = question.counted[:1] and question.counted[0] in STRUCTURES
    past = question.asks(Cue.HOW_MANY) and not of_things and _is_past(question, call)
    if past and not _figure_says(question, call):
        return refused(Unrecorded.SO_FAR, question, call)
    return _absent(question, call) or _members(question, call) or _which(question, call)


def refused(kind: Unrecorded, question: Question, call: Call, related: Match | None = None) -> Message:
    """That it is not recorded, what is nearest, and where it may be found."""
    near = [related] if related is not None else nearest(question, call)
    blocks: list[Block] = [paragraph(refusal_texts.unrecorded(kind, near=bool(near)))]
    if near:
        blocks.append(Choices(tuple(Button(label_of(one, call), typed_of(one), place_of(one, call)) for one in near)))
    blocks.append(paragraph(refusal_texts.where_else(kind)))
    codes = tuple(one.code for one in near if one.kind == "objective")
    projects = tuple(one.code for one in near if one.kind == "project")
    about = About("not_recorded", codes, projects, abstained=True, sources=tuple(one.subject for one in near))
    return Message(tuple(blocks), Audience.QUIET, about)


def nearest(question: Question, call: Call, *, most: int = NEAREST) -> list[Match]:
    """The entries nearest to what was asked, none where nothing resembles it."""
    found = matches(question.subject, call, RELATED, prefer={"objective": 0.03})
    likely = [one for one in found if one.coverage >= COVERAGE_FLOOR * 0.7]
    return [one for one in likely if one.score >= likely[0].score - 0.15][:most]


def _own_words(typed: str, question: Question, call: Call) -> bool:
    """Whether the words that ask for it are words of the entry itself: « budget participatif »."""
    said = [word for word in words(typed) if not is_small(word)]
    for one in matches(question.subject, call)[:3]:
        if one.coverage < OWN_SHARE:
            break
        held = _words_of(call, one)
        if said and all(any(family(word, other) >= ALIKE for other in held) for word in said):
            return True
    return False


def _words_of(call: Call, one: Match) -> set[str]:
    outline = call.names().entries.get(one.subject)
    if outline is None:
        return set()
    lines = fold_lines([outline.title, *outline.also_said, *outline.statements])
    return {word for line in lines for word in line.split()}


def _unknown_rate(question: Question, call: Call) -> bool:
    """Whether the rate asked is of a thing that no entry names: what shares the other words is no answer."""
    found = RATE_OF.search(question.said)
    if found is None or call.names().index.knows(found[1]):
        return False
    best = next(iter(matches(found[1], call)), None)
    return best is None or best.coverage < OWN_SHARE * 0.75


def _figure_says(question: Question, call: Call) -> bool:
    """Whether a figure or a date of the document is what is asked: « combien d'entretiens ont été menés »."""
    best = next(iter(matches(question.subject, call, frozenset({"figure", "date"}))), None)
    if best is None or best.coverage < OWN_SHARE * 0.75:
        return False
    return bool(question.counted) and says_number_of(call, best, question.counted)


def _is_past(question: Question, call: Call) -> bool:
    """Whether a count is asked of a time that is over: « combien de recrutements en 2019 »."""
    return any(period.last is not None and period.last < call.today for period in question.narrowed.periods)


def _absent(question: Question, call: Call) -> Message | None:
    """What the document speaks of and does not hold: a table, a picture."""
    best = next(iter(matches(question.subject, call, frozenset({"absent"}))), None)
    outline = call.names().entries.get(best.subject) if best is not None and best.coverage >= OWN_SHARE else None
    said = content_words(question.spelt)
    named = outline.also_said if outline is not None else ()
    # All of a name is said: « schéma » alone is not « schémas stratégiques métropolitains ».
    if not any(all(any(family(each, word) for word in said) for each in content_words(name)) for name in named):
        return None
    about = About("not_recorded", abstained=True)
    return Message((paragraph(refusal_texts.unrecorded(Unrecorded.ABSENT, near=False)),), Audience.QUIET, about)


def _members(question: Question, call: Call) -> Message | None:
    """« qui sont les ambassadeurs ? »: a community whose persons nobody records."""
    if not WHO_ARE.search(question.said):
        return None
    best = next(iter(matches(question.subject, call, frozenset({"community", "objective"}))), None)
    if best is not None and best.kind == "objective" and best.coverage >= OWN_SHARE:
        return refused(Unrecorded.NAMES, question, call, best)
    body = community(call.session, best.code) if best is not None and best.coverage >= OWN_SHARE else None
    if body is None or body.composition is not None:
        return None
    return refused(Unrecorded.NAMES, question, call)


def _which(question: Question, call: Call) -> Message | None:
    """« quelles écoles ? »: what the document counts and does not name; its sheet, where it does."""
    found = WHICH.search(question.said)
    # « la liste des projets est classée ? » asks what becomes of the list.
    if found is None or (found.group().startswith("liste") and "est" in question.said.split()):
        return None
    done = WHICH_HAVE.search(question.said) is not None
    if not done and (found[1] in ASKED_NOUNS or is_small(found[1]) or found[1].isdigit()):
        return None
    best = next(iter(matches(question.subject, call, frozenset({"objective", "project", "community"}))), None)
    if best is None or best.coverage < COVERAGE_FLOOR:
        return None
    said = None if done else _enumerates(call, best, found[1])
    if said is None:
        return refused(Unrecorded.NAMES, question, call, best if best.kind == "objective" else None)
    return sheets.sheet(call, Reference(best.kind, best.code)) if said == "body" and best.kind == "objective" else None


def _enumerates(call: Call, one: Match, noun: str) -> str | None:
    """Which text of the entry says which: its « statement », or its « body »; None when neither does."""
    outline = call.names().entries.get(one.subject)
    if outline is None:
        return None
    for where, held in (("body", outline.surroundings), ("statement", outline.statements)):
        for text in held:
            line = fold_lines([text])[0].split()
            if any(family(noun, word) >= ALIKE for word in line) and _LISTED.search(text):
                return where
    return None
