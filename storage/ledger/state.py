"""How a subject stands by what was said of it: the value that the history folds into."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from storage.ledger.update import Completion, MeasureSaid, SupportAsked
from storage.rows.following import MatterKind, MatterState, Weather
from storage.rows.plan import Status


@dataclass(frozen=True, slots=True)
class Said:
    """The entry that says something: its reference, when, by whom, and for which lead's handle when a deputy spoke."""

    entry: int
    at: datetime
    by: int | None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with where it comes from, and who said it."""

    measure: MeasureSaid
    said: Said


@dataclass(frozen=True, slots=True)
class Revision:
    """One postponement: the new day, as typed, and why."""

    due_on: date
    label: str
    reason: str | None
    said: Said


@dataclass(frozen=True, slots=True)
class Support:
    """A blocker that is not lifted and the support asked for; `answered` says by whom, once it is."""

    asked: SupportAsked
    state: MatterState
    said: Said
    answered: Said | None = None
    answer: str | None = None
    # The body where the request was read.
    read_in: str | None = None


@dataclass(frozen=True, slots=True)
class MatterStanding:
    """Where a matter raised about the subject stands; its number is the reference of the entry that raised it."""

    number: int
    kind: MatterKind
    state: MatterState
    raised: Said
    body: str | None = None
    holder: str | None = None
    due_on: date | None = None
    settled: Said | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What stands; None and empty where nothing was said, and the document's own words are all there is."""

    status: Status | None = None
    status_said: Said | None = None
    progress: int | None = None
    weather: Weather | None = None
    weather_said: Said | None = None
    comment: str | None = None
    comment_said: Said | None = None
    # The last value and the starting point of each target, by its position.
    measures: dict[int, Measured] = field(default_factory=dict)
    baselines: dict[int, Measured] = field(default_factory=dict)
    revisions: tuple[Revision, ...] = ()
    # Those whose blocker is not lifted, oldest first.
    supports: tuple[Support, ...] = ()
    completion: Completion | None = None
    evaluation: str | None = None
    evaluation_said: Said | None = None
    lessons: str | None = None
    matters: dict[int, MatterStanding] = field(default_factory=dict)
    # The last point d'étape, and the last entry of any kind.
    told: Said | None = None
    last_entry: int = 0

    @property
    def due_on(self) -> date | None:
        """The deadline as last revised; None: the initial one."""
        return self.revisions[-1].due_on if self.revisions else None


NOTHING_SAID = State()


def dump(state: State) -> dict[str, Any]:
    """The state as JSON takes it, without what is at its default.

    Decisions are settled once taken, and only ever counted: each takes one short row, since they add up for years.
    """
    decided = {number: matter for number, matter in state.matters.items() if _is_plain_decision(matter)}
    if not decided:
        return dict(_dumped(state))
    left = {number: matter for number, matter in state.matters.items() if number not in decided}
    rows = [_row(decided[number]) for number in sorted(decided)]
    return {**_dumped(replace(state, matters=left)), "decided": rows}


def load(said: dict[str, Any]) -> State:
    """The state that `dump` wrote."""
    return State(
        status=_enum(Status, said, "status"),
        status_said=_said(said.get("status_said")),
        progress=said.get("progress"),
        weather=_enum(Weather, said, "weather"),
        weather_said=_said(said.get("weather_said")),
        comment=said.get("comment"),
        comment_said=_said(said.get("comment_said")),
        measures={int(key): _measured(value) for key, value in said.get("measures", {}).items()},
        baselines={int(key): _measured(value) for key, value in said.get("baselines", {}).items()},
        revisions=tuple(_revision(each) for each in said.get("revisions", ())),
        supports=tuple(_support(each) for each in said.get("supports", ())),
        completion=_completion(said.get("completion")),
        evaluation=said.get("evaluation"),
        evaluation_said=_said(said.get("evaluation_said")),
        lessons=said.get("lessons"),
        matters={
            **{row[0]: _decided(row) for row in said.get("decided", ())},
            **{int(key): _matter(value) for key, value in said.get("matters", {}).items()},
        },
        told=_said(said.get("told")),
        last_entry=said.get("last_entry", 0),
    )


def _dumped(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        out = {}
        for each in fields(value):
            content = getattr(value, each.name)
            left_out = content == each.default and each.name != "target"
            if content is None or content in ((), {}) or left_out:
                continue
            out[each.name] = _dumped(content)
        return out
    if isinstance(value, dict):
        return {str(key): _dumped(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_dumped(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _enum(kind: Any, said: dict[str, Any], name: str) -> Any:
    return kind(said[name]) if name in said else None


def _said(value: dict[str, Any] | None) -> Said | None:
    return None if value is None else _certain(value)


def _certain(value: dict[str, Any]) -> Said:
    return Said(value["entry"], datetime.fromisoformat(value["at"]), value.get("by"), value.get("on_behalf_of"))


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _measured(value: dict[str, Any]) -> Measured:
    said = value["measure"]
    measure = MeasureSaid(
        Decimal(said["value"]),
        date.fromisoformat(said["as_of"]),
        said.get("source"),
        said.get("target", 0),
        said.get("method"),
        said.get("baseline", False),
    )
    return Measured(measure, _certain(value["said"]))


def _revision(value: dict[str, Any]) -> Revision:
    due_on = date.fromisoformat(value["due_on"])
    return Revision(due_on, value["label"], value.get("reason"), _certain(value["said"]))


def _support(value: dict[str, Any]) -> Support:
    said = value["asked"]
    asked = SupportAsked(
        said.get("blocker"),
        said.get("need"),
        date.fromisoformat(said["needed_by"]),
        said.get("body"),
        said.get("person"),
    )
    return Support(
        asked,
        MatterState(value["state"]),
        _certain(value["said"]),
        _said(value.get("answered")),
        value.get("answer"),
        value.get("read_in"),
    )


def _completion(value: dict[str, Any] | None) -> Completion | None:
    if value is None:
        return None
    texts = (value.get(name) for name in ("evidence", "expected", "obtained", "lessons"))
    return Completion(date.fromisoformat(value["on"]), *texts)


def _is_plain_decision(matter: MatterStanding) -> bool:
    return (
        matter.kind is MatterKind.DECISION
        and matter.state is MatterState.RECORDED
        and matter.raised.entry == matter.number
        and matter.settled == matter.raised
        and matter.holder is None
        and matter.due_on is None
    )


def _row(decision: MatterStanding) -> list[Any]:
    raised = decision.raised
    return [decision.number, raised.at.isoformat(), raised.by, raised.on_behalf_of, decision.body]


def _decided(row: list[Any]) -> MatterStanding:
    number, at, by, on_behalf_of, body = row
    raised = Said(number, datetime.fromisoformat(at), by, on_behalf_of)
    return MatterStanding(number, MatterKind.DECISION, MatterState.RECORDED, raised, body=body, settled=raised)


def _matter(value: dict[str, Any]) -> MatterStanding:
    return MatterStanding(
        number=value["number"],
        kind=MatterKind(value["kind"]),
        state=MatterState(value["state"]),
        raised=_certain(value["raised"]),
        body=value.get("body"),
        holder=value.get("holder"),
        due_on=_day(value.get("due_on")),
        settled=_said(value.get("settled")),
    )
