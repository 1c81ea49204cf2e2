"""Questions without an answer, answers that the central team writes, and the references that it retains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from storage.catalogue.vocabulary import CONTRADICTORY
from storage.outline import PLAN, Outline
from storage.rows.bookkeeping import Revision
from storage.rows.questions import KeptReference, ShortAnswer, UnansweredQuestion
from storage.rows.reference import Anomaly

# Days for which a question without an answer is kept.
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the document says twice and differently, the entries concerned, and what is retained of it."""

    key: str
    kind: str
    what: str
    concerns: tuple[str, ...]
    retained: str | None

    @property
    def told(self) -> bool:
        """Whether readers of the entries concerned are told of it."""
        return self.kind in CONTRADICTORY


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that say the same: how many, in the week of which Monday, and one of them as it was typed."""

    week: date
    said: str
    number: int


def keep_unanswered(session: Session, *, said: str, grouped_by: str, on: date) -> None:
    """Keep a question that had no answer; those older than `KEPT_FOR` go."""
    session.execute(delete(UnansweredQuestion).where(UnansweredQuestion.asked_on < on - KEPT_FOR))
    session.add(UnansweredQuestion(asked_on=on, grouped_by=grouped_by, said=said))
    session.flush()


def unanswered(session: Session, *, on: date) -> list[Group]:
    """The questions kept, grouped by week and by what they say, the latest week first, the most frequent first."""
    rows = session.execute(
        select(UnansweredQuestion.asked_on, UnansweredQuestion.grouped_by, UnansweredQuestion.said)
        .where(UnansweredQuestion.asked_on >= on - KEPT_FOR)
        .order_by(UnansweredQuestion.id)
    )
    groups: dict[tuple[date, str], tuple[str, int]] = {}
    for asked_on, grouped_by, said in rows:
        key = (asked_on - timedelta(days=asked_on.weekday()), grouped_by)
        first, number = groups.get(key, (said, 0))
        groups[key] = (first, number + 1)
    found = [Group(week, said, number) for (week, _), (said, number) in groups.items()]
    return sorted(found, key=lambda one: (-one.week.toordinal(), -one.number, one.said))


def forget_answered(session: Session, *, grouped_by: str) -> None:
    """Questions that now have an answer wait for none."""
    session.execute(delete(UnansweredQuestion).where(UnansweredQuestion.grouped_by == grouped_by))


def short_answer(session: Session, *, phrase: str) -> ShortAnswer | None:
    """The answer written for these folded words."""
    return session.get(ShortAnswer, phrase)


def short_answers(session: Session) -> Sequence[ShortAnswer]:
    """Every answer that the central team has written, by its words."""
    return session.scalars(select(ShortAnswer).order_by(ShortAnswer.phrase)).all()


def short_outlines(session: Session) -> list[Outline]:
    """The same, as they are looked for."""
    rows = session.execute(select(ShortAnswer.phrase, ShortAnswer.asked).order_by(ShortAnswer.phrase))
    return [Outline("short", phrase, asked) for phrase, asked in rows]


def teach_answer(
    session: Session, *, phrase: str, asked: str, answer: str, person_id: int | None, at: datetime
) -> None:
    """Write an answer for a question, in place of one written before; every replica knows it with its next request."""
    session.merge(ShortAnswer(phrase=phrase, asked=asked, answer=answer, person_id=person_id, at=at))
    session.flush()
    raise_revision(session)


def forget_answer(session: Session, *, phrase: str) -> bool:
    """Take an answer away; whether there was one."""
    gone = session.execute(delete(ShortAnswer).where(ShortAnswer.phrase == phrase).returning(ShortAnswer.phrase)).all()
    if gone:
        raise_revision(session)
    return bool(gone)


def contradictions(session: Session) -> list[Contradiction]:
    """Where the document contradicts itself, with what is retained, in the catalogue's order."""
    rows = session.execute(
        select(Anomaly.key, Anomaly.kind, Anomaly.what, Anomaly.concerns, KeptReference.reference)
        .outerjoin(KeptReference, KeptReference.anomaly_key == Anomaly.key)
        .order_by(Anomaly.position)
    )
    return [Contradiction(key, kind, what, tuple(concerns or ()), kept) for key, kind, what, concerns, kept in rows]


def retain(session: Session, *, anomaly_key: str, reference: str, person_id: int | None, at: datetime) -> None:
    """Say which reference is retained where the document contradicts itself."""
    session.merge(KeptReference(anomaly_key=anomaly_key, reference=reference, person_id=person_id, at=at))
    session.flush()
    raise_revision(session)


def raise_revision(session: Session) -> None:
    """Make every replica read its names anew."""
    session.execute(update(Revision).where(Revision.subject == PLAN).values(number=Revision.number + 1))


def count_unanswered(session: Session) -> int:
    """How many questions are kept."""
    return session.scalar(select(func.count()).select_from(UnansweredQuestion)) or 0
