"""From what a voter types or clicks to a ballot. What is not understood is said without repeating it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commands.errors import Misread
from commands.normalise import fold
from commands.polls import texts, tokens, vocabulary
from commands.polls.wanted import LONGEST_TEXT
from storage.polls.box import Ballot
from storage.polls.rules import Rules
from storage.rows.poll_states import PollKind
from storage.rows.polls import Poll

_OUT_OF = re.compile(r"\s*/\s*(?:5|10)\s*$")
_SPACES = re.compile(r"\s+")


def values_of(poll: Poll, rules: Rules) -> range:
    """What one button each stands for: the positions of options, or the notes; empty where one types."""
    if poll.kind is PollKind.ONE:
        return range(1, len(poll.options) + 1)
    if poll.kind is PollKind.NOTE:
        return range(rules.lowest, rules.highest + 1)
    return range(0)


def read_ballot(text: str, poll: Poll, rules: Rules, *, person_id: int) -> Ballot:
    """The ballot; raises Misread with how to write one, never with what was typed."""
    typed = text.strip().strip("«»\"' ")
    values = values_of(poll, rules)
    # An option may be called « volontaire »: its name comes first.
    if values and tokens.looks_like(typed) and fold(typed) not in {fold(option) for option in poll.options}:
        value = tokens.value_of(poll, person_id, typed, values)
        if value is None:
            raise Misread(texts.STALE_BUTTON, texts.ask_again(poll.id))
        return [value]
    return _READERS[poll.kind](typed, poll, rules)


def _one(typed: str, poll: Poll, rules: Rules) -> Ballot:
    del rules
    return [_position(typed, poll.options)]


def _several(typed: str, poll: Poll, rules: Rules) -> Ballot:
    if fold(typed) in vocabulary.NOBODY_CHOSEN and poll.kind is PollKind.DATES:
        return []
    chosen = _positions(typed, poll.options)
    if len(set(chosen)) < len(chosen):
        raise Misread(texts.CHOSEN_TWICE)
    if poll.kind is PollKind.SEVERAL and len(chosen) > rules.most:
        raise Misread(texts.too_many_chosen(rules.most))
    return sorted(chosen)


def _ranking(typed: str, poll: Poll, rules: Rules) -> Ballot:
    del rules
    ranked = _positions(typed, poll.options)
    if len(set(ranked)) < len(ranked):
        raise Misread(texts.RANKED_TWICE, texts.ranking_hint(len(poll.options)))
    return ranked


def _note(typed: str, poll: Poll, rules: Rules) -> Ballot:
    del poll
    figures = _OUT_OF.sub("", typed)
    if not figures.isdecimal() or not rules.lowest <= int(figures) <= rules.highest:
        raise Misread(texts.note_expected(rules.lowest, rules.highest))
    return [int(figures)]


def _text(typed: str, poll: Poll, rules: Rules) -> Ballot:
    del poll, rules
    said = _SPACES.sub(" ", typed)
    if len(said) > LONGEST_TEXT:
        raise Misread(texts.text_too_long(len(said), LONGEST_TEXT))
    if not any(letter.isalnum() for letter in said):
        raise Misread(texts.TEXT_EXPECTED)
    return [said]


def _weighted(typed: str, poll: Poll, rules: Rules) -> Ballot:
    wanted = len(poll.options) * len(rules.criteria)
    notes = _figures(typed)
    if len(notes) != wanted or not all(rules.lowest <= note <= rules.highest for note in notes):
        raise Misread(texts.notes_expected(len(poll.options), len(rules.criteria), rules.lowest, rules.highest))
    return notes


def _quiz(typed: str, poll: Poll, rules: Rules) -> Ballot:
    del poll
    given = _figures(typed)
    right = len(given) == len(rules.choices)
    if not right or not all(1 <= one <= most for one, most in zip(given, rules.choices, strict=True)):
        raise Misread(texts.quiz_hint(len(rules.choices)))
    return given


def _position(typed: str, options: Sequence[str]) -> int:
    if typed.isdecimal() and len(typed) <= 3 and 1 <= int(typed) <= len(options):
        return int(typed)
    named = [rank for rank, option in enumerate(options, start=1) if fold(option) == fold(typed)]
    if not typed or not named:
        raise Misread(texts.choice_expected(len(options)))
    return named[0]


def _positions(typed: str, options: Sequence[str]) -> list[int]:
    by_comma = [part.strip() for part in re.split(r"[>,;]", typed) if part.strip()]
    if by_comma and not all(part.isdecimal() for part in by_comma):
        names = {fold(option) for option in options}
        if all(part.isdecimal() or fold(part) in names for part in by_comma):
            return [_position(part, options) for part in by_comma]
    parts = [part for part in vocabulary.BETWEEN_CHOICES.split(typed) if part]
    if not parts:
        raise Misread(texts.choice_expected(len(options)))
    return [_position(part, options) for part in parts]


def _figures(typed: str) -> list[int]:
    parts = [part for part in re.split(r"[\s,;/|>]+", typed) if part]
    return [int(part) for part in parts] if all(part.isdecimal() and len(part) <= 3 for part in parts) else []


_READERS = {
    PollKind.ONE: _one,
    PollKind.SEVERAL: _several,
    PollKind.DATES: _several,
    PollKind.RANKING: _ranking,
    PollKind.NOTE: _note,
    PollKind.TEXT: _text,
    PollKind.WEIGHTED: _weighted,
    PollKind.QUIZ: _quiz,
}
