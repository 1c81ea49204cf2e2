"""Who is not to be written to, of what, and until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, delete, or_, select
from sqlalchemy.orm import Session

from storage.history import Subject
from storage.rows.reminding import QuietKind, QuietPeriod


@dataclass(frozen=True, slots=True)
class Quiet:
    """What some days of silence or absence cover; `subject` None: anything, `last_day` None: until told otherwise."""

    id: int
    kind: QuietKind
    subject: Subject | None
    first_day: date
    last_day: date | None

    def covers(self, subject: Subject | None) -> bool:
        """Whether it is silent about the subject; an objective covers its key results."""
        if self.subject is None:
            return True
        if subject is None:
            return False
        kind, code = self.subject
        return subject == self.subject or (
            kind == "objective" and subject[0] == "key_result" and subject[1].rpartition(".")[0] == code
        )


def add(
    session: Session,
    *,
    person_id: int,
    kind: QuietKind,
    subject: Subject | None,
    first_day: date,
    last_day: date | None,
) -> None:
    """Keep quiet on these days; what was said of the same subject before is replaced."""
    end(session, person_id=person_id, kind=kind, subject=subject)
    row = QuietPeriod(
        person_id=person_id,
        kind=kind,
        subject_kind=subject[0] if subject else None,
        subject_code=subject[1] if subject else None,
        first_day=first_day,
        last_day=last_day,
    )
    session.add(row)
    session.flush()


def end(session: Session, *, person_id: int, kind: QuietKind, subject: Subject | None) -> bool:
    """Whether there was such a silence or absence, which is over now."""
    theirs = delete(QuietPeriod).where(QuietPeriod.person_id == person_id, QuietPeriod.kind == kind, _is(subject))
    return cast("CursorResult[Any]", session.execute(theirs)).rowcount > 0


def end_all(session: Session, *, person_id: int) -> int:
    """End every silence and absence of the person; gives how many there were."""
    theirs = delete(QuietPeriod).where(QuietPeriod.person_id == person_id)
    return cast("CursorResult[Any]", session.execute(theirs)).rowcount


def of_persons(session: Session, *, persons: Collection[int], on: date) -> dict[int, Sequence[Quiet]]:
    """The silences and absences of these persons that hold on this day."""
    if not persons:
        return {}
    holds = (
        QuietPeriod.person_id.in_(persons),
        QuietPeriod.first_day <= on,
        or_(QuietPeriod.last_day.is_(None), QuietPeriod.last_day >= on),
    )
    found: defaultdict[int, list[Quiet]] = defaultdict(list)
    for row in session.scalars(select(QuietPeriod).where(*holds).order_by(QuietPeriod.id)):
        found[row.person_id].append(_quiet(row))
    return dict(found)


def of(session: Session, *, person_id: int, since: date) -> list[Quiet]:
    """The silences and absences of a person that are not over on this day."""
    theirs = select(QuietPeriod).where(
        QuietPeriod.person_id == person_id, or_(QuietPeriod.last_day.is_(None), QuietPeriod.last_day >= since)
    )
    return [_quiet(row) for row in session.scalars(theirs.order_by(QuietPeriod.first_day, QuietPeriod.id))]


def _quiet(row: QuietPeriod) -> Quiet:
    subject = (row.subject_kind, row.subject_code) if row.subject_kind and row.subject_code else None
    return Quiet(row.id, row.kind, subject, row.first_day, row.last_day)


def _is(subject: Subject | None) -> ColumnElement[bool]:
    if subject is None:
        return QuietPeriod.subject_kind.is_(None)
    return (QuietPeriod.subject_kind == subject[0]) & (QuietPeriod.subject_code == subject[1])
