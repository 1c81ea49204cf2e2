"""The commands by which the central team teaches, and reads what was asked in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import Argument, Command, Help, later
from commands.paging import read_page
from commands.rights import Action, to_those_who_may
from commands.teaching import texts

if TYPE_CHECKING:
    from commands.teaching import contradictions, reading, teaching
else:
    contradictions = later("commands.teaching.contradictions")
    reading = later("commands.teaching.reading")
    teaching = later("commands.teaching.teaching")

_TEACHERS = to_those_who_may(Action.TEACH)
_LESSON = (Argument("lesson", reading.read_lesson, ask=texts.ASK_LESSON, hint=texts.ASK_LESSON_HINT),)
_PAGE = (Argument("page", read_page, required=False),)

TEACHING = (
    Command(
        words=("dimension", "apprendre"),
        arguments=_LESSON,
        allowed=_TEACHERS,
        help=Help(texts.HELP_TEACH, texts.USAGE_TEACH, examples=("dimension apprendre zéro papier = 4.2.1",)),
        handler=teaching.teach,
    ),
    Command(
        words=("dimension", "désapprendre"),
        arguments=_LESSON,
        allowed=_TEACHERS,
        help=Help(texts.HELP_UNTEACH, texts.USAGE_UNTEACH),
        handler=teaching.unteach,
    ),
    Command(
        words=("dimension", "questions"),
        arguments=_PAGE,
        allowed=_TEACHERS,
        help=Help(texts.HELP_QUESTIONS, texts.USAGE_QUESTIONS),
        handler=teaching.asked_in_vain,
    ),
    Command(
        words=("dimension", "contradictions"),
        arguments=_PAGE,
        allowed=_TEACHERS,
        help=Help(texts.HELP_CONTRADICTIONS, texts.USAGE_CONTRADICTIONS),
        handler=contradictions.listing,
    ),
    Command(
        words=("dimension", "retenir"),
        arguments=(
            Argument("retained", contradictions.read_retained, ask=texts.ASK_RETAINED, hint=texts.ASK_RETAINED_HINT),
        ),
        allowed=_TEACHERS,
        help=Help(texts.HELP_RETAIN, texts.USAGE_RETAIN),
        handler=contradictions.retain,
    ),
)
