"""The commands that say how an objective or a project stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.authority import to_those_who_update
from commands.command import Argument, Command, Help, Reader, later
from commands.updates import texts

if TYPE_CHECKING:
    from commands.proposals import proposing
    from commands.updates import entry_reading, part_readers, reading, reversing, updates
else:
    # A question on the command line does not wait for what only updates need.
    proposing = later("commands.proposals.proposing")
    entry_reading = later("commands.updates.entry_reading")
    part_readers = later("commands.updates.part_readers")
    reading = later("commands.updates.reading")
    reversing = later("commands.updates.reversing")
    updates = later("commands.updates.updates")

# The fields that a form may bring, beside what is typed.
PARTS = tuple(
    Argument(name, read, required=False)
    for name, read in (
        ("status", part_readers.read_status),
        ("progress", part_readers.read_progress),
        ("weather", part_readers.read_weather),
        ("comment", part_readers.read_comment),
        ("blocker", part_readers.read_blocker),
        ("need", part_readers.read_need),
        ("asked_of", part_readers.read_asked_of),
        ("needed_by", part_readers.read_needed_by),
        ("value", part_readers.read_value),
        ("as_of", part_readers.read_as_of),
        ("source", part_readers.read_source),
        ("method", part_readers.read_method),
        ("due", part_readers.read_due),
        ("reason", part_readers.read_reason),
        ("done_on", part_readers.read_done_on),
        ("evidence", part_readers.read_evidence),
        ("expected", part_readers.read_expected),
        ("obtained", part_readers.read_obtained),
        ("lessons", part_readers.read_lessons),
        ("evaluation", part_readers.read_evaluation),
        # Where the form is a conversation, one sentence.
        ("words", reading.read_said),
    )
)


def _said(read: Reader, *, asked: bool = False) -> Argument:
    ask, hint = (texts.ASK_SAID, texts.ASK_SAID_HINT) if asked else ("", "")
    return Argument("said", read, ask=ask, hint=hint, required=False)


_RESULT = Argument("entry", entry_reading.read_result, ask=texts.ASK_ENTRY, hint=texts.ASK_ENTRY_HINT)
_PROJECT = Argument("entry", entry_reading.read_named_project, ask=texts.ASK_PROJECT, hint=texts.ASK_PROJECT_HINT)
_LEADS = to_those_who_update("entry")
_POINT = (
    Argument("point", reversing.read_point, ask=texts.ASK_NUMBER, hint=texts.ASK_NUMBER_HINT),
    Argument("reason", reversing.read_reason, required=False),
)

UPDATES = (
    Command(
        words=("objectif", "maj"),
        arguments=(_RESULT, _said(reading.read_said, asked=True), *PARTS),
        allowed=_LEADS,
        help=Help(
            texts.HELP_UPDATE,
            texts.USAGE_UPDATE,
            examples=("objectif maj 4.1.1 40 %, couvert, marché notifié", "objectif maj 4.1.1 à mi-chemin"),
        ),
        handler=updates.update,
        instead=proposing.offer,
    ),
    Command(
        words=("objectif", "valeur"),
        arguments=(_RESULT, _said(updates.read_value), *PARTS),
        allowed=_LEADS,
        help=Help(
            texts.HELP_VALUE,
            texts.USAGE_VALUE,
            examples=("objectif valeur 4.2.2.b 62 % au 31/10/2020 source « enquête interne »",),
        ),
        handler=updates.value,
        instead=proposing.offer,
    ),
    Command(
        words=("objectif", "reporter"),
        arguments=(_RESULT, _said(updates.read_deadline), *PARTS),
        allowed=_LEADS,
        help=Help(
            texts.HELP_POSTPONE,
            texts.USAGE_POSTPONE,
            examples=("objectif reporter 4.1.1 T2 2022 motif « marché infructueux »",),
        ),
        handler=updates.postpone,
        instead=proposing.offer,
    ),
    Command(
        words=("objectif", "évaluer"),
        arguments=(_RESULT, _said(updates.read_evaluation), *PARTS),
        allowed=_LEADS,
        help=Help(texts.HELP_EVALUATE, texts.USAGE_EVALUATE),
        handler=updates.evaluate,
        instead=proposing.offer,
    ),
    Command(
        words=("objectif", "retour"),
        arguments=(_RESULT, _said(updates.read_lessons), *PARTS),
        allowed=_LEADS,
        help=Help(texts.HELP_LESSONS, texts.USAGE_LESSONS),
        handler=updates.learn,
        instead=proposing.offer,
    ),
    Command(
        words=("objectif", "annuler"),
        arguments=_POINT,
        allowed=reversing.may_reverse,
        help=Help(texts.HELP_REVERSE, texts.USAGE_REVERSE),
        handler=reversing.reverse,
    ),
    Command(
        words=("projet", "maj"),
        arguments=(_PROJECT, _said(reading.read_said, asked=True), *PARTS),
        allowed=_LEADS,
        help=Help(
            texts.HELP_UPDATE_PROJECT,
            texts.USAGE_UPDATE_PROJECT,
            examples=("projet maj télétravail : 40 %, vert, charte signée",),
        ),
        handler=updates.update,
        instead=proposing.offer,
    ),
    Command(
        words=("projet", "reporter"),
        arguments=(_PROJECT, _said(updates.read_deadline), *PARTS),
        allowed=_LEADS,
        help=Help(texts.HELP_POSTPONE, texts.USAGE_POSTPONE_PROJECT),
        handler=updates.postpone,
        instead=proposing.offer,
    ),
    Command(
        words=("projet", "évaluer"),
        arguments=(_PROJECT, _said(updates.read_evaluation), *PARTS),
        allowed=_LEADS,
        help=Help(texts.HELP_EVALUATE, texts.USAGE_EVALUATE_PROJECT),
        handler=updates.evaluate,
        instead=proposing.offer,
    ),
    Command(
        words=("projet", "retour"),
        arguments=(_PROJECT, _said(updates.read_lessons), *PARTS),
        allowed=_LEADS,
        help=Help(texts.HELP_LESSONS, texts.USAGE_LESSONS_PROJECT),
        handler=updates.learn,
        instead=proposing.offer,
    ),
    Command(
        words=("projet", "annuler"),
        arguments=_POINT,
        allowed=reversing.may_reverse,
        help=Help(texts.HELP_REVERSE, texts.USAGE_REVERSE_PROJECT),
        handler=reversing.reverse,
    ),
)
