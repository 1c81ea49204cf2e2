"""What a poll is, in words that its rows and its texts share: no row, so that texts do not wait for tables."""

from enum import Enum


class PollKind(Enum):
    """What one answers with."""

    ONE = "one"
    SEVERAL = "several"
    RANKING = "ranking"
    NOTE = "note"
    TEXT = "text"
    DATES = "dates"
    WEIGHTED = "weighted"
    QUIZ = "quiz"


class PollMode(Enum):
    """Who may know how somebody voted: everyone, nobody (but the bot, until the end), nobody at all."""

    NAMED = "named"
    MASKED = "masked"
    SECRET = "secret"  # noqa: S105 a mode


# The modes in which nobody is shown how somebody voted.
PRIVATE_MODES = frozenset({PollMode.MASKED, PollMode.SECRET})


class PollState(Enum):
    """Where a poll stands: shown to its author alone, open (also between its end and the count), counted, given up."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"
