"""The portfolio's rows: themes, projects, and the places they are in."""

from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.columns import Base, Json, by_value
from storage.rows.plan import Status


class ProjectType(Enum):
    """Which review follows a project (7.3.2): that of the Comex, the comité transversal, or that of its DGA."""

    TOTEMIC = "totemic"
    SEVERAL_DGA = "several_dga"
    ONE_DGA = "one_dga"


class Theme(Base):
    """One of the eleven themes that class the projects; the document contradicts itself on their order."""

    __tablename__ = "theme"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]
    printed_title: Mapped[str]
    scope: Mapped[str]
    summary: Mapped[str | None]
    note: Mapped[str | None]
    also_said: Mapped[list[str]] = mapped_column(Json)
    source_line: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)


class Territory(Base):
    """One of the six Territoires."""

    __tablename__ = "territory"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    printed_name: Mapped[str | None]
    also_said: Mapped[list[str]] = mapped_column(Json)
    retired: Mapped[bool] = mapped_column(default=False)


class Commune(Base):
    """One of the 92 communes."""

    __tablename__ = "commune"

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    territory_key: Mapped[str] = mapped_column(ForeignKey("territory.key"), index=True)
    also_said: Mapped[list[str]] = mapped_column(Json)
    retired: Mapped[bool] = mapped_column(default=False)

    territory: Mapped["Territory"] = relationship(viewonly=True)


class Project(Base):
    """A project of the portfolio, printed in the document or imported later."""

    __tablename__ = "project"

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    statement: Mapped[str]
    theme_key: Mapped[str] = mapped_column(ForeignKey("theme.key"), index=True)
    printed_year: Mapped[str | None]
    components: Mapped[list[str]] = mapped_column(Json)
    sites: Mapped[list[str]] = mapped_column(Json)
    cross_references: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    summary: Mapped[str | None]
    note: Mapped[str | None]
    also_said: Mapped[list[str]] = mapped_column(Json)
    # Line in the document; None for a project that it does not print.
    source_line: Mapped[int | None]
    status: Mapped[Status | None] = mapped_column(by_value(Status))
    due_on: Mapped[date | None]
    unit_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"), index=True)
    # None: everybody may read it. Else only the circle's members, and storage/portfolio.py alone decides.
    circle_key: Mapped[str | None] = mapped_column(ForeignKey("circle.key"), index=True)
    retired: Mapped[bool] = mapped_column(default=False)

    theme: Mapped["Theme"] = relationship(viewonly=True)
    communes: Mapped[list["Commune"]] = relationship(secondary="project_place", order_by="Commune.name", viewonly=True)


class ProjectPlace(Base):
    """A project's commune."""

    __tablename__ = "project_place"

    project_key: Mapped[str] = mapped_column(ForeignKey("project.key"), primary_key=True)
    commune_key: Mapped[str] = mapped_column(ForeignKey("commune.key"), primary_key=True, index=True)
    # True when the document abbreviates the commune's name or prints a site only.
    deduced: Mapped[bool] = mapped_column(default=False)


class TypedProject(Base):
    """The type of a project, where somebody said it; its history says who and when."""

    __tablename__ = "project_type"

    project_key: Mapped[str] = mapped_column(ForeignKey("project.key"), primary_key=True)
    type: Mapped[ProjectType] = mapped_column(by_value(ProjectType), index=True)
    # By the organisation's files, which change only what they said themselves.
    declared: Mapped[bool] = mapped_column(default=False)
