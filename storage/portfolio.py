"""Questions put to the portfolio. Every one of them takes the reader: a restricted project is nowhere else filtered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from storage.filters import OPEN_STATUSES, Between, Condition, PortfolioFilter, kept_by, met_by
from storage.leads import below, led, led_in_units
from storage.reader import Reader
from storage.rows.organisation import LeadRole, SubjectKind
from storage.rows.plan import Status
from storage.rows.portfolio import Commune, Project, ProjectPlace, Territory, Theme


def themes(session: Session) -> Sequence[Theme]:
    """Every theme, in the order of the sheets."""
    return session.scalars(select(Theme).where(not_(Theme.retired)).order_by(Theme.position)).all()


def theme(session: Session, key: str) -> Theme | None:
    """The theme of this key."""
    return session.get(Theme, key)


def territories(session: Session) -> Sequence[Territory]:
    """The six Territoires."""
    return session.scalars(select(Territory).order_by(Territory.position)).all()


def communes(session: Session) -> Sequence[Commune]:
    """The 92 communes."""
    return session.scalars(select(Commune).options(joinedload(Commune.territory)).order_by(Commune.name)).all()


def project(session: Session, key: str, *, reader: Reader) -> Project | None:
    """The project with its theme and communes, or None as well where the reader may not know of it."""
    question = select(Project).where(Project.key == key, not_(Project.retired), reader.clause(Project.circle_key))
    return session.scalar(question.options(joinedload(Project.theme), *_with_places()))


def projects(
    session: Session,
    *,
    where: PortfolioFilter = PortfolioFilter(),
    reader: Reader,
    today: date,
    limit: int | None = None,
    offset: int = 0,
) -> Sequence[Project]:
    """The projects that the filter keeps and the reader may read, by theme then by name."""
    question = select(Project).join(Theme, Theme.key == Project.theme_key).where(*_conditions(where, reader, today))
    question = question.options(joinedload(Project.theme), *_with_places())
    return session.scalars(question.order_by(Theme.position, Project.name).limit(limit).offset(offset)).all()


def count_projects(session: Session, *, where: PortfolioFilter = PortfolioFilter(), reader: Reader, today: date) -> int:
    """How many projects the filter keeps, among those that the reader may read."""
    question = select(func.count()).select_from(Project).where(*_conditions(where, reader, today))
    return session.scalar(question) or 0


def count_by_theme(session: Session, *, reader: Reader) -> list[tuple[Theme, int]]:
    """Each theme with its number of projects that the reader may read."""
    counted = (
        select(Project.theme_key, func.count().label("number"))
        .where(not_(Project.retired), reader.clause(Project.circle_key))
        .group_by(Project.theme_key)
    )
    numbers = {row.theme_key: row.number for row in session.execute(counted)}
    return [(each, numbers.get(each.key, 0)) for each in themes(session)]


def _with_places() -> tuple[ExecutableOption, ...]:
    return (selectinload(Project.communes).joinedload(Commune.territory),)


def _conditions(where: PortfolioFilter, reader: Reader, today: date) -> list[ColumnElement[bool]]:
    """What the filter and the reader's circles ask of a row of project."""
    return [
        not_(Project.retired),
        reader.clause(Project.circle_key),
        *kept_by(where.projects, Project.key.in_),
        *kept_by(where.themes, Project.theme_key.in_),
        *kept_by(where.communes, _in_communes),
        *kept_by(where.territories, _in_territories),
        *kept_by(where.units, _in_units),
        *kept_by(where.due, _due_between),
        *kept_by(where.statuses, _has_status),
        *met_by(where.conditions, lambda wanted: _meets(wanted, today)),
    ]


def _in_communes(keys: frozenset[str]) -> ColumnElement[bool]:
    return exists().where(ProjectPlace.project_key == Project.key, ProjectPlace.commune_key.in_(keys))


def _in_territories(keys: frozenset[str]) -> ColumnElement[bool]:
    within = select(Commune.key).where(Commune.territory_key.in_(keys))
    return exists().where(ProjectPlace.project_key == Project.key, ProjectPlace.commune_key.in_(within))


def _in_units(keys: frozenset[str]) -> ColumnElement[bool]:
    """Its own unit is one of these or below, or someone there leads it."""
    of_unit = and_(Project.unit_key.is_not(None), Project.unit_key.in_(below(keys)))
    return or_(of_unit, Project.key.in_(led_in_units(SubjectKind.PROJECT, keys)))


def _due_between(spans: frozenset[Between]) -> ColumnElement[bool]:
    falls = [
        and_(
            Project.due_on >= span.first if span.first else true(),
            Project.due_on <= span.last if span.last else true(),
        )
        for span in spans
    ]
    return and_(Project.due_on.is_not(None), or_(*falls))


def _has_status(statuses: frozenset[Status]) -> ColumnElement[bool]:
    return and_(Project.status.is_not(None), Project.status.in_(statuses))


def _meets(condition: Condition, today: date) -> ColumnElement[bool]:
    match condition:
        case Condition.PAST_DUE:
            still_open = or_(Project.status.is_(None), Project.status.in_(OPEN_STATUSES))
            return and_(Project.due_on.is_not(None), Project.due_on < today, still_open)
        case Condition.WITHOUT_LEAD:
            return and_(*(Project.key.not_in(led(SubjectKind.PROJECT, role)) for role in _LEADING))


_LEADING = (LeadRole.SPONSOR, LeadRole.PROJECT_DIRECTOR, LeadRole.PROJECT_MANAGER)
