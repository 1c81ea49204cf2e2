"""« Mes points à faire »: what a person is to give a point d'étape of, and their way through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import Enum

from sqlalchemy import Select, and_, not_, or_, select, union
from sqlalchemy.orm import Session

from storage.authority import live_on
from storage.filters import OPEN_STATUSES
from storage.history import Subject
from storage.reader import Reader
from storage.rows.following import Delegation, Round, Standing
from storage.rows.organisation import Lead, LeadRole, Person, SubjectKind
from storage.rows.plan import KeyResult, Status
from storage.rows.portfolio import Project

# What is over has no point d'étape any more; what is suspended has, since somebody must say whether it still is.
CLOSED_STATUSES = frozenset({Status.DONE, Status.STOPPED})


@dataclass(frozen=True, slots=True)
class Point:
    """Something open that a person may speak of: how it stands, its deadline, and its last point d'étape."""

    subject: Subject
    # None: nobody ever said, and the document neither.
    status: Status | None
    due_on: date | None
    told_at: datetime | None

    def past_due(self, today: date) -> bool:
        """Whether its deadline has passed; what is suspended has none."""
        return self.due_on is not None and self.due_on < today and self.status not in _WITHOUT_DEADLINE


_WITHOUT_DEADLINE = frozenset(Status) - OPEN_STATUSES


def open_points(session: Session, *, person_id: int, today: date, reader: Reader) -> list[Point]:
    """What the person leads, contributes to or speaks for today and is not over.

    Past due first, the oldest deadline first; then by nearest deadline; then what has none.
    """
    told = (Standing.status, Standing.due_on, Standing.told_at)
    results = (
        select(KeyResult.code, KeyResult.status, KeyResult.due_on, *told)
        .outerjoin(Standing, and_(Standing.subject_kind == "key_result", Standing.subject_code == KeyResult.code))
        .where(not_(KeyResult.retired))
        .where(KeyResult.objective_code.in_(_spoken_for(SubjectKind.OBJECTIVE, person_id, today)))
    )
    projects = (
        select(Project.key, Project.status, Project.due_on, *told)
        .outerjoin(Standing, and_(Standing.subject_kind == "project", Standing.subject_code == Project.key))
        .where(not_(Project.retired), reader.clause(Project.circle_key))
        .where(Project.key.in_(_spoken_for(SubjectKind.PROJECT, person_id, today)))
    )
    points = [
        Point((kind, code), status or printed, due_on or first_due_on, told_at)
        for kind, wanted in (("key_result", results), ("project", projects))
        for code, printed, first_due_on, status, due_on, told_at in session.execute(wanted)
    ]
    return sorted((each for each in points if each.status not in CLOSED_STATUSES), key=lambda one: _rank(one, today))


def spoken_for(session: Session, *, person_id: int, today: date) -> list[Subject]:
    """The objectives and projects that the person leads, contributes to or speaks for today; restricted ones too."""
    return [
        (kind.value, code)
        for kind in SubjectKind
        for code in sorted(session.scalars(_spoken_for(kind, person_id, today)))
    ]


def _rank(point: Point, today: date) -> tuple[int, date, Subject]:
    group = 0 if point.past_due(today) else 1 if point.due_on is not None and point.due_on >= today else 2
    return group, point.due_on or date.max, point.subject


def _spoken_for(kind: SubjectKind, person_id: int, today: date) -> Select[str]:
    """The codes on which `commands/authority.py` gives this person a voice, the cellule d'appui's perimeter aside."""
    own = select(Lead.subject_code).where(Lead.subject_kind == kind, Lead.person_id == person_id)
    covers = or_(
        Delegation.subject_kind.is_(None),
        and_(Delegation.subject_kind == kind.value, Delegation.subject_code == Lead.subject_code),
    )
    lent = (
        select(Lead.subject_code)
        .join(Delegation, Delegation.giver_id == Lead.person_id)
        .join(Person, Person.id == Lead.person_id)
        .where(Lead.subject_kind == kind, Lead.role != LeadRole.CONTRIBUTOR, Person.active)
        .where(Delegation.deputy_id == person_id, live_on(today), covers)
    )
    both = union(own, lent).subquery()
    return select(both.c.subject_code)


# Rounds


class Outcome(Enum):
    """What was done of a point in a round; the values are stored."""

    UNCHANGED = "unchanged"
    UPDATED = "updated"
    SKIPPED = "skipped"
    # Told elsewhere since the round began, over, or no longer the person's to tell.
    LEFT_OUT = "left_out"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Step:
    """One point of a round; `seen` is the subject's last entry when it was shown, `entry` what was recorded of it."""

    kind: str
    code: str
    seen: int | None = None
    outcome: Outcome | None = None
    entry: int | None = None

    @property
    def subject(self) -> Subject:
        """As the history names it."""
        return self.kind, self.code


@dataclass(frozen=True, slots=True)
class Going:
    """One person's round; positions count from 1."""

    number: int
    person_id: int
    started_at: datetime
    finished_at: datetime | None
    steps: tuple[Step, ...]

    @property
    def position(self) -> int | None:
        """The first point of which nothing was done yet; None at the end."""
        return next((rank for rank, step in enumerate(self.steps, start=1) if step.outcome is None), None)

    def with_step(self, position: int, step: Step) -> Going:
        """The same round with this step at this position."""
        return replace(self, steps=(*self.steps[: position - 1], step, *self.steps[position:]))


def start(session: Session, *, person_id: int, subjects: Sequence[Subject], at: datetime) -> Going:
    """A round through these subjects, in this order."""
    steps = [Step(kind, code) for kind, code in subjects]
    row = Round(person_id=person_id, started_at=at, finished_at=None, steps=[_stored(each) for each in steps])
    session.add(row)
    session.flush()
    return _going(row)


def last(session: Session, *, person_id: int) -> Going | None:
    """The person's last round, held until the transaction ends."""
    wanted = select(Round).where(Round.person_id == person_id).order_by(Round.id.desc()).limit(1)
    return _locked(session, wanted)


def of(session: Session, *, number: int, person_id: int) -> Going | None:
    """The round of this number, held until the transaction ends; None where it is not this person's."""
    return _locked(session, select(Round).where(Round.id == number, Round.person_id == person_id))


def save(session: Session, going: Going) -> None:
    """Write what was done of the round."""
    row = session.get_one(Round, going.number)
    row.finished_at = going.finished_at
    row.steps = [_stored(each) for each in going.steps]
    session.flush()


def _locked(session: Session, wanted: Select[Round]) -> Going | None:
    row = session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    return None if row is None else _going(row)


def _going(row: Round) -> Going:
    steps = tuple(Step(**{**each, "outcome": _outcome(each.get("outcome"))}) for each in row.steps)
    return Going(row.id, row.person_id, row.started_at, row.finished_at, steps)


def _outcome(value: str | None) -> Outcome | None:
    return None if value is None else Outcome(value)


def _stored(step: Step) -> dict[str, object]:
    return {**asdict(step), "outcome": step.outcome.value if step.outcome else None}
