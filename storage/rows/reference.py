"""What surrounds the plan: communities and bodies, dates, figures, tools, terms, and the document's anomalies."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Base, Json


class Community(Base):
    """A community or a governance body; `kind` keeps the catalogue's word (« instance », « communauté »…)."""

    __tablename__ = "community"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    also_named: Mapped[list[str]] = mapped_column(Json)
    kind: Mapped[str]
    composition: Mapped[str | None]
    size: Mapped[str | None]
    rhythm: Mapped[str | None]
    purpose: Mapped[str]
    reporting: Mapped[str | None]
    created: Mapped[str | None]
    printed_deadline: Mapped[str | None]
    summary: Mapped[str | None]
    also_said: Mapped[list[str]] = mapped_column(Json)
    source: Mapped[str]
    retired: Mapped[bool] = mapped_column(default=False)


class ProjectRole(Base):
    """One of the three roles of a project and its duties (7.3.1)."""

    __tablename__ = "project_role"

    name: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    duties: Mapped[list[str]] = mapped_column(Json)
    source: Mapped[str]


class KeyDate(Base):
    """A « date clé »: something that happened between 2016 and 2020, with what the document prints of its date."""

    __tablename__ = "key_date"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]
    printed_date: Mapped[str | None]
    # As much of an ISO date as the document gives: 2016-04-11, 2017-05, 2019, or an interval.
    date: Mapped[str | None]
    stated_year: Mapped[int | None]
    page_year: Mapped[int | None]
    year_basis: Mapped[str | None]
    category: Mapped[str | None]
    category_basis: Mapped[str | None]
    detail: Mapped[str | None]
    places: Mapped[list[str]] = mapped_column(Json)
    note: Mapped[str | None]
    source: Mapped[str]
    source_line: Mapped[int | None]
    also_said: Mapped[list[str]] = mapped_column(Json, default=list)


class Figure(Base):
    """A key figure, as printed."""

    __tablename__ = "figure"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    pillar_number: Mapped[int | None] = mapped_column(ForeignKey("pillar.number"), index=True)
    label: Mapped[str]
    value: Mapped[str]
    printed: Mapped[str | None]
    note: Mapped[str | None]
    source: Mapped[str]
    also_said: Mapped[list[str]] = mapped_column(Json, default=list)


class Tool(Base):
    """A tool that the document names."""

    __tablename__ = "tool"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    also_named: Mapped[list[str]] = mapped_column(Json)
    purpose: Mapped[str]
    dates: Mapped[str | None]
    summary: Mapped[str | None]
    also_said: Mapped[list[str]] = mapped_column(Json)
    source: Mapped[str]


class GlossaryTerm(Base):
    """An acronym or term; `expansion` is None where the document does not develop it."""

    __tablename__ = "glossary_term"

    term: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    expansion: Mapped[str | None]
    definition: Mapped[str | None]
    variants: Mapped[list[str]] = mapped_column(Json)
    also_said: Mapped[list[str]] = mapped_column(Json)
    note: Mapped[str | None]
    source: Mapped[str | None]


class Anomaly(Base):
    """A contradiction or fault of the document, and the behaviour it asks for."""

    __tablename__ = "anomaly"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    kind: Mapped[str]
    place: Mapped[str]
    what: Mapped[str]
    expected: Mapped[str]
    # Codes of the entries concerned, where they can be named.
    concerns: Mapped[list[str]] = mapped_column(Json)
    # Words that lead to it, such as a subject whose picture is missing from the export.
    also_said: Mapped[list[str]] = mapped_column(Json, default=list)
