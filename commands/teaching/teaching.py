"""The central team teaches: other ways to say an entry, short answers; it sees what was asked in vain."""

from __future__ import annotations

import logging
from itertools import groupby

from commands.call import Call
from commands.message import About, Audience, Block, Bullets, Button, Choices, Item, Message, Strong, paragraph
from commands.paging import next_page, page_of
from commands.questions.finding import Match
from commands.questions.labels import label_of, typed_of
from commands.questions.unanswered import grouping
from commands.teaching import texts
from commands.teaching.reading import Lesson, phrase_key
from storage import questions, teaching

logger = logging.getLogger(__name__)


def teach(call: Call, lesson: Lesson) -> Message:
    """Record the lesson; it is known to the next question, on every replica."""
    if lesson.answer:
        return _teach_answer(call, lesson)
    new = teaching.teach(
        call.session,
        kind=lesson.kind,
        code=lesson.code,
        phrase=lesson.phrase,
        person_id=call.asker.person_id,
        at=call.now,
    )
    if new:
        questions.forget_answered(call.session, grouped_by=grouping(lesson.phrase))
        logger.info("Words taught", extra={"action": "words_taught", "kind": lesson.kind, "code": lesson.code})
    one = Match(lesson.kind, lesson.code, "", 1.0, 1.0)
    said = texts.taught(lesson.phrase, label_of(one, call)) if new else texts.known_already(lesson.phrase)
    blocks = (paragraph(said), Choices((Button(label_of(one, call), says=typed_of(one)),)))
    return Message(blocks, Audience.QUIET, About(kind="taught"))


def unteach(call: Call, lesson: Lesson) -> Message:
    """Take words or an answer away."""
    if lesson.kind:
        gone = teaching.forget(
            call.session,
            kind=lesson.kind,
            code=lesson.code,
            phrase=lesson.phrase,
            person_id=call.asker.person_id,
            at=call.now,
        )
    else:
        gone = questions.forget_answer(call.session, phrase=phrase_key(lesson.phrase))
    said = texts.untaught(lesson.phrase) if gone else texts.not_known(lesson.phrase)
    return Message((paragraph(said),), Audience.QUIET, About(kind="taught"))


def asked_in_vain(call: Call, page: int = 1) -> Message:
    """The questions that had no answer in the last 30 days, by week, the most frequent first; nobody is named."""
    groups = questions.unanswered(call.session, on=call.today)
    if not groups:
        return Message((paragraph(texts.NONE_IN_VAIN),), Audience.PERSONAL, About(kind="questions"))
    shown = page_of(page, len(groups), call.options.page_size)
    blocks: list[Block] = [paragraph((Strong(texts.in_vain_heading(sum(each.number for each in groups))),))]
    here = groups[shown.offset : shown.last]
    for week, of_week in groupby(here, key=lambda each: each.week):
        blocks.append(paragraph((Strong(texts.week_of(week)),)))
        blocks.append(Bullets(tuple(Item((texts.in_vain(each.said, each.number),)) for each in of_week)))
    blocks.append(paragraph(texts.TEACH_THEM))
    if shown.more:
        blocks.append(Choices((next_page(shown, "dimension questions"),)))
    return Message(tuple(blocks), Audience.PERSONAL, About(kind="questions"))


def _teach_answer(call: Call, lesson: Lesson) -> Message:
    questions.teach_answer(
        call.session,
        phrase=phrase_key(lesson.phrase),
        asked=lesson.phrase,
        answer=lesson.answer,
        person_id=call.asker.person_id,
        at=call.now,
    )
    questions.forget_answered(call.session, grouped_by=grouping(lesson.phrase))
    logger.info("Answer taught", extra={"action": "answer_taught"})
    return Message((paragraph(texts.answer_taught(lesson.phrase)),), Audience.QUIET, About(kind="taught"))
