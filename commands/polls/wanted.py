"""A poll as it was asked for, before it is made: what each part may hold, and the reasons why it may not be made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commands.errors import Misread, Refused
from commands.normalise import fold
from commands.polls import texts, vocabulary
from storage.polls.electorate import Electorate
from storage.polls.rules import Rules
from storage.rows.poll_states import PollKind, PollMode

# Characters of a question, of an option, and of a text that is answered.
LONGEST_QUESTION, LONGEST_OPTION, LONGEST_TEXT = 300, 150, 1_000
# As many buttons as every platform shows in one message. Source: Block Kit reference, actions block (25 elements).
FEWEST_OPTIONS, MOST_OPTIONS = 2, 20
# Participants under which a text would be known by its style: no free text in a secret poll.
FEWEST_FOR_SECRET_TEXTS = 30

# The kinds that one answers without options.
WITHOUT_OPTIONS = frozenset({PollKind.NOTE, PollKind.TEXT})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; `closes_at` None means so many minutes after the opening."""

    electorate: Electorate
    question: str
    options: tuple[str, ...]
    kind: PollKind
    mode: PollMode
    rules: Rules
    closes_at: datetime
    opens_at: datetime | None = None
    helper_id: int | None = None
    template: str | None = None


def check_words(question: str, options: tuple[str, ...]) -> None:
    """Raise Misread for a question or options that are too long or say nothing, Refused for an election."""
    if not any(letter.isalnum() for letter in question):
        raise Misread(texts.QUESTION_EXPECTED, texts.USAGE_LINE)
    if len(question) > LONGEST_QUESTION:
        raise Misread(texts.question_too_long(len(question), LONGEST_QUESTION))
    for option in options:
        if len(option) > LONGEST_OPTION:
            raise Misread(texts.option_too_long(len(option), LONGEST_OPTION))
    asked = vocabulary.ELECTION.search(fold(" | ".join((question, *options))))
    if asked is not None:
        raise Refused(texts.NOT_AN_ELECTION, texts.WHAT_A_POLL_IS_NOT)


def check_options(options: tuple[str, ...], kind: PollKind) -> None:
    """Raise Misread for too few, too many, empty or equal options."""
    if kind in WITHOUT_OPTIONS:
        if options:
            raise Misread(texts.no_options_here(kind))
        return
    if any(not option for option in options):
        raise Misread(texts.EMPTY_OPTION)
    fewest = 1 if kind in {PollKind.WEIGHTED, PollKind.QUIZ} else FEWEST_OPTIONS
    if len(options) < fewest:
        raise Misread(texts.too_few_options(len(options)), texts.USAGE_LINE)
    if len(options) > MOST_OPTIONS:
        raise Misread(texts.too_many_options(len(options), MOST_OPTIONS))
    seen: set[str] = set()
    for option in options:
        if fold(option) in seen:
            raise Misread(texts.same_option(option))
        seen.add(fold(option))
