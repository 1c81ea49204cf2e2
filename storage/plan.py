"""Questions put to the plan: one entry, what hangs on it, lists of key results, and how far each pillar is.

Lists and counts go by how key results stand now: what was said last, else what the document prints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, not_, or_, select, true
from sqlalchemy import exists as sql_exists
from sqlalchemy.orm import InstrumentedAttribute, Session, defer, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from storage.filters import OPEN_STATUSES, Between, Condition, PlanFilter, kept_by, met_by
from storage.leads import led, led_in_units
from storage.rows.following import Standing, Weather
from storage.rows.organisation import LeadRole, SubjectKind
from storage.rows.plan import Axis, Deadline, KeyResult, Objective, Pillar, Status
from storage.standings import Live, has_weather, stands

# How a key result stands, for a question that joins its standing.
_STANDS = stands("key_result", KeyResult.code)
_live_status = func.coalesce(Standing.status, KeyResult.status)
_live_due_on = func.coalesce(Standing.due_on, KeyResult.due_on)


@dataclass(frozen=True, slots=True)
class Progress:
    """Key results of one pillar, counted; `past_due` are those of the open ones whose date has passed.

    The weathers are those of the open ones.
    """

    pillar_number: int
    pillar_title: str
    total: int
    done: int
    past_due: int
    aside: int
    secure: int = 0
    reachable: int = 0
    needs_support: int = 0
    compromised: int = 0

    @property
    def ahead(self) -> int:
        """Open, and not past due."""
        return self.total - self.done - self.past_due - self.aside

    def weather(self, weather: Weather | None) -> int:
        """How many of the open ones have this weather; None: nobody gave any."""
        if weather is not None:
            return int(getattr(self, weather.value))
        return self.total - self.done - self.aside - sum(self.weather(each) for each in Weather)


# For each kind that has codes, the statement that looks for one.
_CODED: Mapping[str, Select[Any]] = {
    "pillar": select(Pillar.number).where(Pillar.number == bindparam("code"), not_(Pillar.retired)),
    "axis": select(Axis.code).where(Axis.code == bindparam("code"), not_(Axis.retired)),
    "objective": select(Objective.code).where(Objective.code == bindparam("code"), not_(Objective.retired)),
    "key_result": select(KeyResult.code).where(KeyResult.code == bindparam("code"), not_(KeyResult.retired)),
}


def exists(session: Session, *, kind: str, code: str) -> bool:
    """Whether an entry of this kind has this code."""
    parameters = {"code": int(code) if kind == "pillar" else code}
    return session.connection().execute(_CODED[kind], parameters).first() is not None


def pillars(session: Session) -> Sequence[Pillar]:
    """Every pillar, in order."""
    return session.scalars(select(Pillar).where(not_(Pillar.retired)).order_by(Pillar.number)).all()


def pillar(session: Session, number: int) -> Pillar | None:
    """The pillar with its axes."""
    return session.scalar(select(Pillar).where(Pillar.number == number).options(selectinload(Pillar.axes)))


def axis(session: Session, code: str) -> Axis | None:
    """The axis with its pillar, by a code such as 4.2."""
    return session.scalar(select(Axis).where(Axis.code == code).options(joinedload(Axis.pillar)))


def axes(session: Session, *, pillar_number: int | None = None) -> Sequence[Axis]:
    """Every axis, or those of a pillar, in order."""
    question = select(Axis).where(not_(Axis.retired)).order_by(Axis.pillar_number, Axis.number)
    if pillar_number is not None:
        question = question.where(Axis.pillar_number == pillar_number)
    return session.scalars(question).all()


# The statement of the most frequent question, built once: only what a state or a history says of an objective.
_OBJECTIVE = (
    select(Objective)
    .where(Objective.code == bindparam("code"))
    .options(
        defer(Objective.body_facts, raiseload=True),
        defer(Objective.cross_references, raiseload=True),
        defer(Objective.also_said, raiseload=True),
        defer(Objective.summary, raiseload=True),
        defer(Objective.pitch, raiseload=True),
        joinedload(Objective.axis).load_only(Axis.code, Axis.title, Axis.number, raiseload=True),
        joinedload(Objective.pillar).load_only(Pillar.number, Pillar.title, raiseload=True),
        joinedload(Objective.key_results).options(
            defer(KeyResult.also_said, raiseload=True),
            joinedload(KeyResult.deadlines),
            joinedload(KeyResult.targets),
        ),
    )
)


def objective(session: Session, code: str) -> Objective | None:
    """The objective with its axis, pillar and key results, by a code such as 4.2.2; without what its sheet adds."""
    return session.scalars(_OBJECTIVE, {"code": code}).unique().one_or_none()


def objectives(
    session: Session, *, pillar_number: int | None = None, axis_code: str | None = None
) -> Sequence[Objective]:
    """The objectives of a pillar or an axis with what hangs on them, in the document's order."""
    question = select(Objective).where(not_(Objective.retired)).options(*_with_everything())
    if pillar_number is not None:
        question = question.where(Objective.pillar_number == pillar_number)
    if axis_code is not None:
        question = question.where(Objective.axis_code == axis_code)
    return session.scalars(question.order_by(Objective.pillar_number, Objective.axis_code, Objective.position)).all()


def objectives_by_codes(session: Session, codes: Sequence[str]) -> Sequence[Objective]:
    """These objectives with what hangs on them, in the document's order."""
    question = select(Objective).where(Objective.code.in_(codes)).options(*_with_everything())
    return session.scalars(question.order_by(Objective.pillar_number, Objective.axis_code, Objective.position)).all()


def objectives_printed(session: Session, printed_number: str) -> Sequence[Objective]:
    """The objectives that the document prints under this number, one a pillar at most."""
    question = select(Objective).where(Objective.printed_number == printed_number, not_(Objective.retired))
    return session.scalars(question.options(joinedload(Objective.pillar)).order_by(Objective.pillar_number)).all()


def key_result(session: Session, code: str) -> KeyResult | None:
    """The key result with its objective, by a code such as 4.2.2.b."""
    question = select(KeyResult).where(KeyResult.code == code)
    return session.scalar(question.options(joinedload(KeyResult.objective)))


def key_results(
    session: Session, *, where: PlanFilter, today: date, limit: int | None = None, offset: int = 0
) -> Sequence[KeyResult]:
    """The key results that the filter keeps with their objective, earliest deadline first."""
    question = (
        select(KeyResult)
        .outerjoin(Standing, _STANDS)
        .where(*_conditions(where, today))
        .options(joinedload(KeyResult.objective), selectinload(KeyResult.deadlines), selectinload(KeyResult.targets))
    )
    ordered = question.order_by(_live_due_on, KeyResult.code).limit(limit).offset(offset)
    return session.scalars(ordered).all()


def key_result_codes(session: Session, *, where: PlanFilter, today: date) -> frozenset[str]:
    """The codes of the key results that the filter keeps."""
    kept = select(KeyResult.code).outerjoin(Standing, _STANDS).where(*_conditions(where, today))
    return frozenset(session.scalars(kept))


def count_key_results(session: Session, *, where: PlanFilter, today: date) -> int:
    """How many key results the filter keeps."""
    counted = select(func.count()).select_from(KeyResult).outerjoin(Standing, _STANDS)
    return session.scalar(counted.where(*_conditions(where, today))) or 0


_LIVE = (
    select(KeyResult.objective_code, _live_status.label("status"), _live_due_on.label("due_on"), Standing.weather)
    .outerjoin(Standing, _STANDS)
    .where(KeyResult.objective_code.in_(bindparam("codes", expanding=True)), not_(KeyResult.retired))
    .order_by(KeyResult.code)
)


def live(session: Session, *, objectives: Collection[str]) -> dict[str, list[Live]]:
    """Where the key results of each of these objectives stand, in their order."""
    found: defaultdict[str, list[Live]] = defaultdict(list)
    rows = session.connection().execute(_LIVE, {"codes": list(objectives)}) if objectives else ()
    for code, status, due_on, weather in rows:
        found[code].append(Live(status, due_on, weather))
    return found


def objective_codes(session: Session) -> frozenset[str]:
    """The codes of the plan's objectives."""
    return frozenset(session.scalars(select(Objective.code).where(not_(Objective.retired))))


def count_objectives(session: Session) -> int:
    """How many objectives the plan has."""
    return session.scalar(select(func.count()).select_from(Objective).where(not_(Objective.retired))) or 0


def count_objectives_of(session: Session, *, where: PlanFilter, today: date) -> int:
    """How many objectives have a key result that the filter keeps."""
    counted = select(func.count(KeyResult.objective_code.distinct())).select_from(KeyResult)
    kept = counted.outerjoin(Standing, _STANDS).where(*_conditions(where, today))
    return session.scalar(kept) or 0


def progress(session: Session, *, where: PlanFilter = PlanFilter(), today: date) -> list[Progress]:
    """Key results counted by pillar, for the pillars that have any, in order."""
    still_open = _live_status.in_(OPEN_STATUSES)
    counts = (
        _live_status == Status.DONE,
        and_(still_open, _live_due_on < today),
        _live_status.in_((Status.SUSPENDED, Status.STOPPED)),
        *(and_(still_open, has_weather(frozenset({each}))) for each in Weather),
    )
    counted = (
        select(Pillar.number, Pillar.title, func.count(), *(func.sum(case((each, 1), else_=0)) for each in counts))
        .select_from(KeyResult)
        .join(Objective, Objective.code == KeyResult.objective_code)
        .join(Pillar, Pillar.number == Objective.pillar_number)
        .outerjoin(Standing, _STANDS)
    )
    question = counted.where(*_conditions(where, today)).group_by(Pillar.number, Pillar.title).order_by(Pillar.number)
    return [Progress(*row) for row in session.execute(question)]


def _with_everything() -> tuple[ExecutableOption, ...]:
    results = selectinload(Objective.key_results)
    return (
        joinedload(Objective.axis),
        joinedload(Objective.pillar),
        results.selectinload(KeyResult.deadlines),
        results.selectinload(KeyResult.targets),
        results.selectinload(KeyResult.milestones),
    )


def _conditions(where: PlanFilter, today: date) -> list[ColumnElement[bool]]:
    """What the filter asks of a row of key_result and of its standing."""
    return [
        not_(KeyResult.retired),
        *kept_by(where.pillars, _in_pillars),
        *kept_by(where.axes, _in_axes),
        *kept_by(where.objectives, KeyResult.objective_code.in_),
        *kept_by(where.due, _due_between),
        *kept_by(where.statuses, _live_status.in_),
        *kept_by(where.weathers, has_weather),
        *kept_by(where.units, _led_in_units),
        *met_by(where.conditions, lambda wanted: _meets(wanted, today)),
    ]


def _in_pillars(numbers: frozenset[int]) -> ColumnElement[bool]:
    return KeyResult.objective_code.in_(select(Objective.code).where(Objective.pillar_number.in_(numbers)))


def _in_axes(codes: frozenset[str]) -> ColumnElement[bool]:
    return KeyResult.objective_code.in_(select(Objective.code).where(Objective.axis_code.in_(codes)))


def _due_between(spans: frozenset[Between]) -> ColumnElement[bool]:
    """The revised deadline, else one of the dates that the printed one means, falls in one of the spans."""
    printed = sql_exists().where(Deadline.key_result_code == KeyResult.code, _within(spans, Deadline.due_on))
    return or_(
        and_(Standing.due_on.is_not(None), _within(spans, Standing.due_on)), and_(Standing.due_on.is_(None), printed)
    )


def _within(spans: frozenset[Between], day: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(day >= span.first if span.first else true(), day <= span.last if span.last else true())
            for span in spans
        )
    )


def _led_in_units(keys: frozenset[str]) -> ColumnElement[bool]:
    return KeyResult.objective_code.in_(led_in_units(SubjectKind.OBJECTIVE, keys))


def _meets(condition: Condition, today: date) -> ColumnElement[bool]:
    match condition:
        case Condition.PAST_DUE:
            return and_(_live_status.in_(OPEN_STATUSES), _live_due_on < today)
        case Condition.WITHOUT_LEAD:
            return KeyResult.objective_code.not_in(led(SubjectKind.OBJECTIVE, LeadRole.OBJECTIVE_LEAD))
        case Condition.WITHOUT_WEATHER:
            return Standing.weather.is_(None)
