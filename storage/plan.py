"""Questions put to the plan: one entry, what hangs on it, lists of key results, and how far each pillar is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, not_, or_, select, true
from sqlalchemy import exists as sql_exists
from sqlalchemy.orm import Session, defer, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from storage.filters import OPEN_STATUSES, Between, Condition, PlanFilter, kept_by, met_by
from storage.leads import led, led_in_units
from storage.rows.organisation import LeadRole, SubjectKind
from storage.rows.plan import Axis, Deadline, KeyResult, Objective, Pillar, Status


@dataclass(frozen=True, slots=True)
class Progress:
    """Key results of one pillar, counted; `past_due` are those of the open ones whose date has passed."""

    pillar_number: int
    pillar_title: str
    total: int
    done: int
    past_due: int
    aside: int

    @property
    def ahead(self) -> int:
        """Open, and not past due."""
        return self.total - self.done - self.past_due - self.aside


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
        .where(*_conditions(where, today))
        .options(joinedload(KeyResult.objective), selectinload(KeyResult.deadlines), selectinload(KeyResult.targets))
    )
    ordered = question.order_by(KeyResult.due_on, KeyResult.code).limit(limit).offset(offset)
    return session.scalars(ordered).all()


def count_key_results(session: Session, *, where: PlanFilter, today: date) -> int:
    """How many key results the filter keeps."""
    return session.scalar(select(func.count()).select_from(KeyResult).where(*_conditions(where, today))) or 0


def count_objectives(session: Session) -> int:
    """How many objectives the plan has."""
    return session.scalar(select(func.count()).select_from(Objective).where(not_(Objective.retired))) or 0


def progress(session: Session, *, where: PlanFilter = PlanFilter(), today: date) -> list[Progress]:
    """Key results counted by pillar, for the pillars that have any, in order."""
    late = case((and_(KeyResult.status.in_(OPEN_STATUSES), KeyResult.due_on < today), 1), else_=0)
    done = case((KeyResult.status == Status.DONE, 1), else_=0)
    aside = case((KeyResult.status.in_((Status.SUSPENDED, Status.STOPPED)), 1), else_=0)
    counted = (
        select(Pillar.number, Pillar.title, func.count(), func.sum(done), func.sum(late), func.sum(aside))
        .select_from(KeyResult)
        .join(Objective, Objective.code == KeyResult.objective_code)
        .join(Pillar, Pillar.number == Objective.pillar_number)
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
    """What the filter asks of a row of key_result."""
    return [
        not_(KeyResult.retired),
        *kept_by(where.pillars, _in_pillars),
        *kept_by(where.axes, _in_axes),
        *kept_by(where.objectives, KeyResult.objective_code.in_),
        *kept_by(where.due, _due_between),
        *kept_by(where.statuses, KeyResult.status.in_),
        *kept_by(where.units, _led_in_units),
        *met_by(where.conditions, lambda wanted: _meets(wanted, today)),
    ]


def _in_pillars(numbers: frozenset[int]) -> ColumnElement[bool]:
    return KeyResult.objective_code.in_(select(Objective.code).where(Objective.pillar_number.in_(numbers)))


def _in_axes(codes: frozenset[str]) -> ColumnElement[bool]:
    return KeyResult.objective_code.in_(select(Objective.code).where(Objective.axis_code.in_(codes)))


def _due_between(spans: frozenset[Between]) -> ColumnElement[bool]:
    """One of the dates that the printed deadline means falls in one of the spans."""
    falls = [
        and_(
            Deadline.due_on >= span.first if span.first else true(),
            Deadline.due_on <= span.last if span.last else true(),
        )
        for span in spans
    ]
    return sql_exists().where(Deadline.key_result_code == KeyResult.code, or_(*falls))


def _led_in_units(keys: frozenset[str]) -> ColumnElement[bool]:
    return KeyResult.objective_code.in_(led_in_units(SubjectKind.OBJECTIVE, keys))


def _meets(condition: Condition, today: date) -> ColumnElement[bool]:
    match condition:
        case Condition.PAST_DUE:
            return and_(KeyResult.status.in_(OPEN_STATUSES), KeyResult.due_on < today)
        case Condition.WITHOUT_LEAD:
            return KeyResult.objective_code.not_in(led(SubjectKind.OBJECTIVE, LeadRole.OBJECTIVE_LEAD))
