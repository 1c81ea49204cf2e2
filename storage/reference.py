"""Questions put to what surrounds the plan: figures, dates, tools, terms, roles, anomalies of the document."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.rows.reference import Anomaly, Figure, GlossaryTerm, KeyDate, ProjectRole, Tool


def figures_of_pillar(session: Session, number: int) -> Sequence[Figure]:
    """The key figures that the document prints on a pillar's cover."""
    question = select(Figure).where(Figure.pillar_number == number)
    return session.scalars(question.order_by(Figure.position)).all()


def figure(session: Session, key: str) -> Figure | None:
    """The key figure of this key."""
    return session.get(Figure, key)


def key_date(session: Session, key: str) -> KeyDate | None:
    """The event of this key, with what is printed of its date."""
    return session.get(KeyDate, key)


def key_dates(session: Session) -> Sequence[KeyDate]:
    """Every event, in the document's order."""
    return session.scalars(select(KeyDate).order_by(KeyDate.position)).all()


def tool(session: Session, key: str) -> Tool | None:
    """The tool of this key."""
    return session.get(Tool, key)


def tools(session: Session) -> Sequence[Tool]:
    """Every tool, in the catalogue's order."""
    return session.scalars(select(Tool).order_by(Tool.position)).all()


def term(session: Session, term: str) -> GlossaryTerm | None:
    """The acronym or term, as the catalogue writes it."""
    return session.get(GlossaryTerm, term)


def terms(session: Session) -> Sequence[GlossaryTerm]:
    """Every acronym and term, in the catalogue's order."""
    return session.scalars(select(GlossaryTerm).order_by(GlossaryTerm.position)).all()


def project_role(session: Session, name: str) -> ProjectRole | None:
    """The role of a project of this name, with its duties."""
    return session.get(ProjectRole, name)


def anomalies(session: Session) -> Sequence[Anomaly]:
    """Every fault or contradiction of the document, in the catalogue's order."""
    return session.scalars(select(Anomaly).order_by(Anomaly.position)).all()


def anomaly(session: Session, key: str) -> Anomaly | None:
    """The anomaly of this key."""
    return session.get(Anomaly, key)


def figures(session: Session) -> Sequence[Figure]:
    """Every key figure, in the catalogue's order."""
    return session.scalars(select(Figure).order_by(Figure.position, Figure.key)).all()
