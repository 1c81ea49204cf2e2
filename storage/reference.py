"""Questions put to what surrounds the plan: key figures."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.rows.reference import Figure


def figures_of_pillar(session: Session, number: int) -> Sequence[Figure]:
    """The key figures that the document prints on a pillar's cover."""
    question = select(Figure).where(Figure.pillar_number == number)
    return session.scalars(question.order_by(Figure.position)).all()
