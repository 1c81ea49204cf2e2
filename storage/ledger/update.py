"""An update: what somebody says of a subject in one go, as it is recorded in the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from storage.rows.following import Weather
from storage.rows.plan import Status


@dataclass(frozen=True, slots=True)
class SupportAsked:
    """What blocks, what is asked for, of whom (a body by its key, or a person by their handle), and by when."""

    blocker: str | None
    need: str | None
    needed_by: date
    body: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureSaid:
    """A value of a target (by its position), the day on which it was true, and where it comes from.

    `baseline` says that it is where the target starts from, not where it is.
    """

    value: Decimal
    as_of: date
    source: str | None
    target: int = 0
    method: str | None = None
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineSaid:
    """A later deadline, as typed (« T2 2021 ») and as the day that it means, and why."""

    due_on: date
    label: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Completion:
    """What « réalisé » rests on: since when, the evidence, what was expected and obtained, what was learnt."""

    on: date
    evidence: str | None
    expected: str | None
    obtained: str | None
    lessons: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """The parts that were said; the others are None. `unchanged` alone confirms what stands."""

    status: Status | None = None
    # Per cent, from 0 to 100.
    progress: int | None = None
    weather: Weather | None = None
    comment: str | None = None
    support: SupportAsked | None = None
    measure: MeasureSaid | None = None
    deadline: DeadlineSaid | None = None
    completion: Completion | None = None
    # A judgement of the results after the end, and what was learnt, which may also come later.
    evaluation: str | None = None
    lessons: str | None = None
    unchanged: bool = False

    def __bool__(self) -> bool:
        return self != Update()


# The entries of a detail that people wrote freely: what retention takes away (`storage/ledger/retention.py`).
FREE_TEXTS = frozenset(
    {
        "comment", "blocker", "need", "source", "method", "reason", "evidence", "expected", "obtained", "lessons",
        "evaluation", "text",
    }
)  # fmt: skip


def forgotten(detail: Mapping[str, Any]) -> frozenset[str]:
    """The free texts of the detail itself, not of its parts, that retention has taken away."""
    return frozenset(name for name in FREE_TEXTS if name in detail and detail[name] is None)


_PARTS: Mapping[str, type] = {
    "support": SupportAsked,
    "measure": MeasureSaid,
    "deadline": DeadlineSaid,
    "completion": Completion,
}
_DAYS = frozenset({"needed_by", "as_of", "due_on", "on"})


def to_detail(update: Update) -> dict[str, Any]:
    """The parts that were said, for a history entry's detail."""
    return _plain(update)


def from_detail(detail: Mapping[str, Any]) -> Update:
    """The update that `to_detail` wrote; what else the detail holds is left."""
    said: dict[str, Any] = {each.name: detail[each.name] for each in fields(Update) if each.name in detail}
    if "status" in said:
        said["status"] = Status(said["status"])
    if "weather" in said:
        said["weather"] = Weather(said["weather"])
    for name, kind in _PARTS.items():
        if name in said:
            said[name] = kind(**{key: _typed(key, value) for key, value in said[name].items()})
    return Update(**said)


def _plain(value: Any) -> dict[str, Any]:
    """The fields that are not at their default, as JSON takes them; texts taken away by retention stay as None."""
    out: dict[str, Any] = {}
    for each in fields(value):
        said = getattr(value, each.name)
        if said is None and each.default is None:
            continue
        if said == each.default and each.name != "target":
            continue
        if isinstance(said, Status | Weather):
            out[each.name] = said.value
        elif isinstance(said, date):
            out[each.name] = said.isoformat()
        elif isinstance(said, Decimal):
            out[each.name] = str(said)
        elif each.name in _PARTS:
            out[each.name] = _plain(said)
        else:
            out[each.name] = said
    return out


def _typed(name: str, value: Any) -> Any:
    if value is not None and name in _DAYS:
        return date.fromisoformat(value)
    if name == "value":
        return Decimal(value)
    return value
