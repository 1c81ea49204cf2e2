"""What was understood of an update before it is complete: parts as read, some of them still missing."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from commands.numbers import Unit
from storage.rows.following import Weather
from storage.rows.plan import Status

# What may be read in any sentence about a subject.
_COMMENTING = frozenset({"comment", "blocker", "need", "asked_of", "reason", "seen", "confirmed"})


@dataclass(frozen=True, slots=True)
class Draft:
    """Each part as it was read; None where nothing was said of it.

    `percent` is a percentage said of nothing (« 62 % »): the avancement, unless the target is itself a percentage.
    `asked_of` is as typed: a body or a person, found later. `target` is the rank of the target meant, from 1.
    `seen` is the last entry that the person had read (« vu 128 »); `confirmed`, that they were warned and go on.
    """

    status: Status | None = None
    progress: int | None = None
    percent: Decimal | None = None
    weather: Weather | None = None
    comment: str | None = None
    blocker: str | None = None
    need: str | None = None
    asked_of: str | None = None
    needed_by: date | None = None
    value: Decimal | None = None
    value_unit: Unit | None = None
    as_of: date | None = None
    source: str | None = None
    method: str | None = None
    baseline: bool = False
    target: int | None = None
    due_on: date | None = None
    due_label: str | None = None
    reason: str | None = None
    done_on: date | None = None
    evidence: str | None = None
    expected: str | None = None
    obtained: str | None = None
    lessons: str | None = None
    evaluation: str | None = None
    unchanged: bool = False
    seen: int | None = None
    confirmed: bool = False

    def __bool__(self) -> bool:
        """Whether anything was said of the subject; what one had seen or confirmed says nothing of it."""
        return replace(self, seen=None, confirmed=False) != Draft()

    @property
    def says_more_than_a_comment(self) -> bool:
        """Whether it says how the subject stands, beside words."""
        said = {each.name for each in fields(self) if getattr(self, each.name) != each.default}
        return bool(said - _COMMENTING)

    def with_parts(self, other: Draft) -> Draft:
        """The same, completed or replaced by what the other one says."""
        said = {each.name: getattr(other, each.name) for each in fields(other)}
        return replace(
            self, **{name: value for name, value in said.items() if value is not None and value is not False}
        )
