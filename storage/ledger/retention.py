"""Forgetting what people wrote freely, after the time that the operator has set: facts, figures and dates stay.

The one place where recorded entries change. A text that is taken away stays as None, so that whoever reads the entry
is told that there was one. It is done a little at a time: what is to be written is made ready while others write.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from storage.database import Database
from storage.history import Subject
from storage.ledger import folding, recording
from storage.ledger.folding import Line
from storage.ledger.state import State
from storage.ledger.update import FREE_TEXTS
from storage.rows.bookkeeping import HistoryEntry

logger = logging.getLogger(__name__)

# Entries looked at in one reading.
PAGE = 1_000
# Entries rewritten in one transaction: 8 to 21 ms on SQLite, where nobody else writes meanwhile (docs/mesures.md).
TOGETHER = 200

_HISTORY = cast(Table, HistoryEntry.__table__)
# Entries of other actions, such as what files brought, hold no words of people.
_WRITTEN_BY_PEOPLE = sorted({*folding.FOLDED, folding.REVERSED})
_OLD = (
    select(_HISTORY.c.id, _HISTORY.c.subject_kind, _HISTORY.c.subject_code, _HISTORY.c.detail)
    .where(
        _HISTORY.c.at < bindparam("before"),
        _HISTORY.c.id > bindparam("after"),
        _HISTORY.c.action.in_(_WRITTEN_BY_PEOPLE),
    )
    .order_by(_HISTORY.c.id)
    .limit(PAGE)
)
_REWRITE = update(_HISTORY).where(_HISTORY.c.id == bindparam("b_id")).values(detail=bindparam("detail"))


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many texts were taken away, and of how many subjects."""

    texts: int
    subjects: int


@dataclass(frozen=True, slots=True)
class Step:
    """What one transaction rewrites: entries of a subject, by number, and how the subject then stands."""

    subject: Subject
    details: Mapping[int, Mapping[str, Any]]
    texts: int
    after: State
    # Whether the subject has no more of them.
    last: bool


@dataclass(slots=True)
class Forgetting:
    """One pass over the entries older than the instant; doing it twice, or twice at once, does no harm.

    Prepare a step in one transaction that reads, carry it out in one that writes, until there is none.
    """

    before: datetime
    _after: int = field(default=0, init=False)
    _subjects: deque[Subject] = field(default_factory=deque, init=False)
    _texts: int = field(default=0, init=False)
    _done: set[Subject] = field(default_factory=set, init=False)

    @property
    def forgotten(self) -> Forgotten:
        """What this pass has taken away so far."""
        return Forgotten(self._texts, len(self._done))

    def prepare(self, session: Session) -> Step | None:
        """What is to be rewritten next; None where nothing is left."""
        while True:
            while self._subjects:
                step = _step(self._subjects[0], recording.entries(session, subject=self._subjects[0]), self.before)
                if step is not None:
                    return step
                self._subjects.popleft()
            rows = session.connection().execute(_OLD, {"before": self.before, "after": self._after}).all()
            if not rows:
                return None
            self._after = rows[-1].id
            self._subjects.extend(
                {(row.subject_kind, row.subject_code): None for row in rows if _texts_in(row.detail)}.keys()
            )

    def carry_out(self, session: Session, step: Step) -> None:
        """Rewrite; nothing where the subject's history has grown since, and the next step takes that in."""
        if not carry_out(session, step):
            return
        self._texts += step.texts
        self._done.add(step.subject)
        if step.last:
            self._subjects.popleft()


def forget_texts(database: Database, *, before: datetime) -> Forgotten:
    """Take away the free texts of entries older than the instant. Raises DatabaseError."""
    forgetting = Forgetting(before)
    while True:
        with database.read() as session:
            step = forgetting.prepare(session)
        if step is None:
            said(forgetting.forgotten)
            return forgetting.forgotten
        with database.write() as session:
            forgetting.carry_out(session, step)


def forget_of(session: Session, *, subject: Subject, before: datetime) -> int:
    """The same for one subject, in one transaction; gives how many texts went."""
    texts = 0
    while (step := _step(subject, recording.entries(session, subject=subject), before)) is not None:
        carry_out(session, step)
        texts += step.texts
    return texts


def said(forgotten: Forgotten) -> None:
    """Log what was taken away."""
    extra = {"action": "texts_forgotten", "texts": forgotten.texts, "subjects": forgotten.subjects}
    logger.info("Texts forgotten", extra=extra)


def carry_out(session: Session, step: Step) -> bool:
    """Rewrite the entries and the standing; False, and nothing done, where the subject has changed meanwhile."""
    if recording.lock(session, subject=step.subject).last_entry != step.after.last_entry:
        return False
    rows = [{"b_id": number, "detail": detail} for number, detail in step.details.items()]
    session.connection().execute(_REWRITE, rows)
    # Matters hold no words: what they are is said by the entry.
    recording.stand(session, subject=step.subject, state=step.after)
    return True


def without_texts(detail: Mapping[str, Any]) -> dict[str, Any]:
    """The detail with None in the place of each free text, also inside its parts."""
    return {
        key: None if key in FREE_TEXTS else without_texts(value) if isinstance(value, dict) else value
        for key, value in detail.items()
    }


def _step(subject: Subject, entries: Sequence[Line], before: datetime) -> Step | None:
    """The oldest entries of the subject that still have texts to forget; None where none has."""
    old = [each for each in entries if each.at < before and each.action in _WRITTEN_BY_PEOPLE]
    with_texts = [each for each in old if _texts_in(each.detail)]
    if not with_texts:
        return None
    details = {each.id: without_texts(each.detail) for each in with_texts[:TOGETHER]}
    left = [replace(each, detail=details[each.id]) if each.id in details else each for each in entries]
    texts = sum(_texts_in(each.detail) for each in with_texts[:TOGETHER])
    return Step(subject, details, texts, folding.fold(left), len(with_texts) <= TOGETHER)


def _texts_in(detail: Mapping[str, Any]) -> int:
    return sum(
        _texts_in(value) if isinstance(value, dict) else key in FREE_TEXTS and value is not None
        for key, value in detail.items()
    )
