"""What a list is narrowed to: values that queries understand, built from words by the commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, not_

from storage.rows.following import Weather
from storage.rows.plan import Status

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted(Generic[T]):
    """At least one of these (when any are named), and none of those."""

    any_of: frozenset[T] = field(default_factory=frozenset)
    none_of: frozenset[T] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.any_of or self.none_of)


@dataclass(frozen=True, slots=True)
class Between:
    """Days from first to last, both included; None is open."""

    first: date | None
    last: date | None


class Condition(Enum):
    """Something that is true of a key result or a project, or not."""

    PAST_DUE = "past_due"
    WITHOUT_LEAD = "without_lead"
    WITHOUT_WEATHER = "without_weather"


# What is finished or put aside is never past due.
OPEN_STATUSES = frozenset({Status.PLANNED, Status.UNDER_WAY})


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """Which key results: values of one kind are alternatives, different kinds add up, and so does each condition."""

    pillars: Wanted[int] = Wanted()
    axes: Wanted[str] = Wanted()
    objectives: Wanted[str] = Wanted()
    due: Wanted[Between] = Wanted()
    statuses: Wanted[Status] = Wanted()
    weathers: Wanted[Weather] = Wanted()
    units: Wanted[str] = Wanted()
    conditions: Wanted[Condition] = Wanted()


@dataclass(frozen=True, slots=True)
class PortfolioFilter:
    """Which projects; the same rule."""

    projects: Wanted[str] = Wanted()
    themes: Wanted[str] = Wanted()
    communes: Wanted[str] = Wanted()
    territories: Wanted[str] = Wanted()
    units: Wanted[str] = Wanted()
    due: Wanted[Between] = Wanted()
    statuses: Wanted[Status] = Wanted()
    weathers: Wanted[Weather] = Wanted()
    conditions: Wanted[Condition] = Wanted()


def kept_by(wanted: Wanted[T], matches: Callable[[frozenset[T]], ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """The SQL conditions that a filter's part asks for, given how its values match a row."""
    conditions = []
    if wanted.any_of:
        conditions.append(matches(wanted.any_of))
    if wanted.none_of:
        conditions.append(not_(matches(wanted.none_of)))
    return conditions


def met_by(wanted: Wanted[T], meets: Callable[[T], ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    """The same for what a row may meet several of at once: past due and without lead means both."""
    met = [meets(each) for each in sorted(wanted.any_of, key=str)]
    return [*met, *(not_(meets(each)) for each in sorted(wanted.none_of, key=str))]
