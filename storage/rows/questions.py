"""What is kept of questions: those without an answer, answers taught by the central team, references retained."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Instant


class UnansweredQuestion(Base):
    """A question that had no answer, without who asked it, where or at what hour; gone after 30 days."""

    __tablename__ = "unanswered_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_on: Mapped[date] = mapped_column(index=True)
    # The words that count, folded and sorted: what groups two ways to ask the same.
    grouped_by: Mapped[str]
    said: Mapped[str]

    __table_args__ = (Index("ix_unanswered_question_grouped_by", "grouped_by"),)


class ShortAnswer(Base):
    """An answer that the central team has written for a question, found by its words."""

    __tablename__ = "short_answer"

    # The folded words of the question.
    phrase: Mapped[str] = mapped_column(primary_key=True)
    asked: Mapped[str]
    answer: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)


class KeptReference(Base):
    """What the central team retains where the document contradicts itself (« référence retenue »)."""

    __tablename__ = "kept_reference"

    anomaly_key: Mapped[str] = mapped_column(ForeignKey("anomaly.key"), primary_key=True)
    reference: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)
