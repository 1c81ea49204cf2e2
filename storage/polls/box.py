"""The result of a poll in its canonical form: sums only, sorted, so that it says nothing of the order of votes.

A ballot is a list: positions of options (from 1) for a choice, several, dates and a ranking, notes for a note and for
weighted criteria (project by project, criterion by criterion), one position a question for a quiz, a text for a text.
Pure functions on values: neither rows nor persons are known here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from storage.rows.poll_states import PollKind

Ballot = Sequence[Any]
# « ballots »: how many; « counts »: how often each thing was said; « texts »: every text, sorted.
Content = dict[str, Any]

BALLOTS, COUNTS, TEXTS = "ballots", "counts", "texts"
# Between the parts of what is counted: « 2>1>3 » for a ranking, « 1.2.4 » for a project, a criterion and a note.
_THEN, _PART = ">", "."
# Under this key stands how many quizzes had so many right answers.
SCORE = "score"


def empty() -> Content:
    """The result of a poll in which nobody has voted."""
    return {BALLOTS: 0, COUNTS: {}}


def load(content: str) -> Content:
    """The result that `dump` wrote."""
    loaded: Content = json.loads(content)
    return loaded


def dump(content: Content) -> str:
    """The one way to write this result: the same sums give the same text, whatever the order in which they came."""
    canonical = {**content, TEXTS: sorted(content[TEXTS])} if TEXTS in content else content
    return json.dumps(canonical, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def put(content: Content, kind: PollKind, ballots: Iterable[Ballot], *, answers: Sequence[int] = ()) -> None:
    """Add these ballots to the result; `answers` are the right ones of a quiz."""
    counts: dict[str, int] = content[COUNTS]
    for ballot in ballots:
        content[BALLOTS] += 1
        if kind is PollKind.TEXT:
            content.setdefault(TEXTS, []).extend(str(text) for text in ballot)
            continue
        for said in _said(kind, ballot, answers):
            counts[said] = counts.get(said, 0) + 1


def _said(kind: PollKind, ballot: Ballot, answers: Sequence[int]) -> list[str]:
    if kind is PollKind.RANKING:
        return [_THEN.join(map(str, ballot))]
    if kind is PollKind.WEIGHTED:
        return [f"{rank}{_PART}{note}" for rank, note in enumerate(ballot, start=1)]
    if kind is PollKind.QUIZ:
        said = [f"{rank}{_PART}{option}" for rank, option in enumerate(ballot, start=1)]
        return [*said, f"{SCORE}{_PART}{score(ballot, answers)}"]
    return [str(each) for each in ballot]


def score(ballot: Ballot, answers: Sequence[int]) -> int:
    """How many answers of a quiz are right."""
    return sum(given == right for given, right in zip(ballot, answers, strict=True))


def tally(content: Mapping[str, Any], keys: Iterable[str]) -> list[int]:
    """How often each of these was said, zeros included."""
    return [content[COUNTS].get(key, 0) for key in keys]


def rankings(content: Mapping[str, Any]) -> dict[tuple[int, ...], int]:
    """Each ranking that was given, and how often."""
    return {tuple(map(int, said.split(_THEN))): count for said, count in content[COUNTS].items()}


def notes(content: Mapping[str, Any], rank: int) -> dict[int, int]:
    """The notes given at this rank of a weighted ballot, from 1, and how often."""
    before = f"{rank}{_PART}"
    found = ((key.removeprefix(before), n) for key, n in content[COUNTS].items() if key.startswith(before))
    return {int(note): count for note, count in found}


def scores(content: Mapping[str, Any]) -> dict[int, int]:
    """How many quizzes had so many right answers."""
    before = f"{SCORE}{_PART}"
    return {int(key.removeprefix(before)): n for key, n in content[COUNTS].items() if key.startswith(before)}
