"""The plan's rows: pillars, axes, objectives, key results, and what a key result is held to."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Base, Json, by_value


class Status(Enum):
    """Where a key result or a project stands, as its lead or the document says it."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    SUSPENDED = "suspended"
    STOPPED = "stopped"


class TargetKind(Enum):
    """What kind of number a target is."""

    PERCENT = "percent"
    COUNT = "count"
    DURATION = "duration"
    RATIO = "ratio"


class Bound(Enum):
    """How a target's number is meant when it is not simply to be reached."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    INCREASE = "increase"


class Pillar(Base):
    """One of the seven pillars; its number is the order of the document, which prints only the fourth."""

    __tablename__ = "pillar"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    printed_title: Mapped[str]
    ambition: Mapped[str]
    context: Mapped[list[str]] = mapped_column(Json)
    summary: Mapped[str | None]
    pitch: Mapped[str | None]
    also_said: Mapped[list[str]] = mapped_column(Json)
    source_line: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)

    axes: Mapped[list["Axis"]] = relationship(order_by="Axis.number", viewonly=True)


class Axis(Base):
    """An axis of a pillar, such as 4.2."""

    __tablename__ = "axis"

    code: Mapped[str] = mapped_column(primary_key=True)
    pillar_number: Mapped[int] = mapped_column(ForeignKey("pillar.number"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    other_titles: Mapped[list[str]] = mapped_column(Json)
    note: Mapped[str | None]
    also_said: Mapped[list[str]] = mapped_column(Json)
    source_line: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)

    pillar: Mapped["Pillar"] = relationship(viewonly=True)


class Objective(Base):
    """A « grand objectif », such as 4.2.2; printed « 2.2 » within its pillar."""

    __tablename__ = "objective"

    code: Mapped[str] = mapped_column(primary_key=True)
    axis_code: Mapped[str] = mapped_column(ForeignKey("axis.code"), index=True)
    pillar_number: Mapped[int] = mapped_column(ForeignKey("pillar.number"), index=True)
    position: Mapped[int]
    printed_number: Mapped[str]
    title: Mapped[str]
    note: Mapped[str | None]
    summary: Mapped[str | None]
    pitch: Mapped[str | None]
    body_facts: Mapped[list[str]] = mapped_column(Json)
    cross_references: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    also_said: Mapped[list[str]] = mapped_column(Json)
    source_line: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)

    axis: Mapped["Axis"] = relationship(viewonly=True)
    pillar: Mapped["Pillar"] = relationship(viewonly=True)
    # Those of the plan as it is: what the files no longer name keeps its history, and shows nowhere else.
    key_results: Mapped[list["KeyResult"]] = relationship(
        primaryjoin="and_(KeyResult.objective_code == Objective.code, not_(KeyResult.retired))",
        order_by="KeyResult.letter",
        viewonly=True,
    )


class KeyResult(Base):
    """An « objectif opérationnel », such as 4.2.2.b: the statement that has a deadline."""

    __tablename__ = "key_result"

    code: Mapped[str] = mapped_column(primary_key=True)
    objective_code: Mapped[str] = mapped_column(ForeignKey("objective.code"), index=True)
    letter: Mapped[str]
    statement: Mapped[str]
    printed_deadline: Mapped[str]
    # The day after which the key result is past due without reservation: the last of a double deadline.
    due_on: Mapped[date]
    status: Mapped[Status] = mapped_column(by_value(Status), default=Status.PLANNED)
    # True when the document itself prints RÉALISÉ; what is said later lives in the status updates.
    printed_done: Mapped[bool] = mapped_column(default=False)
    recurrence: Mapped[str | None]
    # What the recurrence means: every (year, half_year), times, starts_on, ends_on; absent where not said.
    recurrence_rule: Mapped[dict[str, Any] | None] = mapped_column(Json)
    shared_with: Mapped[list[str]] = mapped_column(Json)
    ambiguous: Mapped[bool] = mapped_column(default=False)
    # The reading notes of the document; `to_know` says what a reader needs of them, in our own words.
    note: Mapped[str | None]
    to_know: Mapped[str | None]
    also_said: Mapped[list[str]] = mapped_column(Json)
    source_line: Mapped[int]
    deadline_line: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)

    objective: Mapped["Objective"] = relationship(viewonly=True)
    deadlines: Mapped[list["Deadline"]] = relationship(order_by="Deadline.position", viewonly=True)
    targets: Mapped[list["Target"]] = relationship(order_by="Target.position", viewonly=True)
    milestones: Mapped[list["PrintedMilestone"]] = relationship(order_by="PrintedMilestone.position", viewonly=True)

    __table_args__ = (Index("ix_key_result_due_on_status", "due_on", "status"),)


class Deadline(Base):
    """One of the dates that a printed deadline means; most key results have one."""

    __tablename__ = "deadline"

    key_result_code: Mapped[str] = mapped_column(ForeignKey("key_result.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    due_on: Mapped[date] = mapped_column(index=True)
    # « T4 2020 », or None where the document prints no quarter (« fin 2020 »).
    quarter: Mapped[str | None]
    label: Mapped[str | None]


class PrintedMilestone(Base):
    """A dated step that a statement itself prints, such as « visio (septembre 2020) »."""

    __tablename__ = "printed_milestone"

    key_result_code: Mapped[str] = mapped_column(ForeignKey("key_result.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    printed_date: Mapped[str]
    due_on: Mapped[date | None]
    see: Mapped[str | None]


class Target(Base):
    """A number that a key result is held to."""

    __tablename__ = "target"

    key_result_code: Mapped[str] = mapped_column(ForeignKey("key_result.code"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TargetKind] = mapped_column(by_value(TargetKind))
    value: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    unit: Mapped[str]
    what: Mapped[str]
    # None when the number is simply to be reached.
    operator: Mapped[Bound | None] = mapped_column(by_value(Bound))
    until: Mapped[str | None]
