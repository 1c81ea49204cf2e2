"""The sets of questions, and the answers of the bot to them, judged as `score.py` judges them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.score import verdict
from bot.ask import Asking, described

FOLDER = Path(__file__).parent
PRACTICE = FOLDER / "questions_practice.jsonl"
OWN = FOLDER / "questions_own.jsonl"
# Our own questions: those looked at while the bot was tuned; those held out, whose failures were looked at once, at the
# end; those written in other words, when the rest was done; and two sets written later from the plan's text alone, the
# second once the failures of the first had been looked at.
SETS = ("tuned", "held_out", "fresh", "unseen", "unseen_again")
# The day on which the questions are asked.
DAY = date(2020, 11, 23)

Question = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, its answer as a program gets it, and why it is wrong (nothing when it is right)."""

    question: Question
    answer: dict[str, Any]
    why: str


def practice() -> list[Question]:
    """The questions that came with the plan."""
    return list(_read(PRACTICE))


def own(*sets: str) -> list[Question]:
    """Our own of these sets (see `SETS`), or all of them."""
    return [each for each in _read(OWN) if not sets or each["set"] in sets]


def judged(asking: Asking, questions: Sequence[Question]) -> Iterator[Judged]:
    """Each question answered and judged."""
    for question in questions:
        asked_on = question["expected"].get("ask_date")
        message = asking.answer(question["question"], day=date.fromisoformat(asked_on) if asked_on else DAY, whole=True)
        answer = described(message)
        yield Judged(question, answer, verdict(question, answer))


def _read(path: Path) -> Iterator[Question]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
