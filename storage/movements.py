"""What moved between two instants: the entries that still count, by subject, and what each of them changed.

The caller says which subjects may be shown: those of a restricted project are asked with the reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.history import Subject
from storage.ledger.folding import (
    ACTION_DONE,
    ACTION_RECORDED,
    ACTION_REVISED,
    DECISION_RECORDED,
    LEAD_CHANGED,
    REVERSED,
    SUPPORT_ANSWERED,
    SUPPORT_LIFTED,
    UPDATED,
    reversed_entries,
)
from storage.rows.bookkeeping import HistoryEntry
from storage.rows.following import Transition, TransitionKind

# What moves a subject. A proposal moves nothing before it is accepted, and then it is an update.
MOVING = frozenset(
    {
        UPDATED,
        SUPPORT_ANSWERED,
        SUPPORT_LIFTED,
        DECISION_RECORDED,
        ACTION_RECORDED,
        ACTION_DONE,
        ACTION_REVISED,
        LEAD_CHANGED,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Movements:
    """What moved from `since` (included) to `until` (excluded): how many entries count by subject, the last one first.

    `left_out` are the entries taken back, and the reversals that move nothing.
    """

    since: datetime
    until: datetime
    counted: Mapping[Subject, int]
    left_out: frozenset[int]


def moved(session: Session, *, kinds: Collection[str], since: datetime, until: datetime) -> Movements:
    """The subjects of these kinds of which something was said that still counts.

    What was taken back is left out, whenever that was; taking back what had been said before the period is itself a
    movement.
    """
    left_out = _left_out(session, kinds, since)
    told = select(HistoryEntry.subject_kind, HistoryEntry.subject_code, func.count().label("entries"))
    told = told.where(
        HistoryEntry.at >= since,
        HistoryEntry.at < until,
        HistoryEntry.subject_kind.in_(kinds),
        HistoryEntry.action.in_((*MOVING, REVERSED)),
        HistoryEntry.id.not_in(left_out),
    )
    told = told.group_by(HistoryEntry.subject_kind, HistoryEntry.subject_code)
    rows = session.execute(told.order_by(func.max(HistoryEntry.id).desc()))
    counted = {(row.subject_kind, row.subject_code): row.entries for row in rows}
    return Movements(since, until, counted, left_out)


def newest(session: Session, found: Movements, *, subject: Subject, limit: int) -> Sequence[HistoryEntry]:
    """The last entries by which the subject moved, newest first."""
    wanted = select(HistoryEntry).where(
        HistoryEntry.subject_kind == subject[0],
        HistoryEntry.subject_code == subject[1],
        HistoryEntry.at >= found.since,
        HistoryEntry.at < found.until,
        HistoryEntry.action.in_((*MOVING, REVERSED)),
        HistoryEntry.id.not_in(found.left_out),
    )
    return session.scalars(wanted.order_by(HistoryEntry.id.desc()).limit(limit)).all()


def transitions(session: Session, *, numbers: Collection[int]) -> Mapping[int, Sequence[Transition]]:
    """What each of these entries changed, in the order in which it was noted; nothing for one that changed nothing."""
    found: defaultdict[int, list[Transition]] = defaultdict(list)
    wanted = select(Transition).where(Transition.entry_id.in_(numbers)).order_by(Transition.id)
    for each in session.scalars(wanted):
        found[each.entry_id].append(each)
    return found


def between(
    session: Session, *, since: datetime, until: datetime, kinds: Collection[TransitionKind]
) -> list[Transition]:
    """The changes of these kinds from `since` (included) to `until` (excluded), oldest first, for digests.

    Those of restricted projects are among them: whoever shows them asks for the subjects with the reader.
    """
    wanted = select(Transition).where(Transition.at >= since, Transition.at < until, Transition.kind.in_(kinds))
    return list(session.scalars(wanted.order_by(Transition.id)))


def left(session: Session, *, subject: Subject, kind: TransitionKind, value: str) -> Transition | None:
    """The last change by which the subject ceased to be at this value."""
    wanted = select(Transition).where(
        Transition.subject_kind == subject[0],
        Transition.subject_code == subject[1],
        Transition.kind == kind,
        Transition.before == value,
    )
    return session.scalar(wanted.order_by(Transition.id.desc()).limit(1))


def _left_out(session: Session, kinds: Collection[str], since: datetime) -> frozenset[int]:
    """The entries that a reversal takes back, and the reversals of what was said since, or that moved nothing."""
    # What was taken back before the period is in it no more than what it took back.
    later = select(HistoryEntry).where(
        HistoryEntry.subject_kind.in_(kinds), HistoryEntry.at >= since, HistoryEntry.action == REVERSED
    )
    reversals = session.scalars(later).all()
    targets = {each.id: int(each.detail["entry"]) for each in reversals}
    before = select(HistoryEntry.id).where(
        HistoryEntry.id.in_(targets.values()),
        HistoryEntry.at < since,
        HistoryEntry.action.in_((*MOVING, REVERSED)),
    )
    moving = frozenset(session.scalars(before)) if targets else frozenset()
    return reversed_entries(reversals) | {number for number, target in targets.items() if target not in moving}
