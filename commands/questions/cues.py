"""What may be asked of a subject. The words for each are in `cue_words.py`, and a question may hold several."""

from __future__ import annotations

from enum import Enum


class Cue(Enum):
    """A thing that a question asks for, or says of the time it asks about."""

    WHEN = "when"
    STATE = "state"
    HOW_MANY = "how_many"
    AIM = "aim"
    LIST = "list"
    DEFINE = "define"
    WHO = "who"
    WHOM = "whom"
    WHERE = "where"
    THEME = "theme"
    COMPARE = "compare"
    PAST_DUE = "past_due"
    MEETS = "meets"
    MOVED = "moved"
    PITCH = "pitch"
    # It speaks of something that has happened, or of how things are on the day.
    PAST = "past"
    NOW = "now"
