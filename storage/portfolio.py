"""Questions put to the portfolio. Every one of them takes the reader: a restricted project is nowhere else filtered.

Lists and counts go by how projects stand now: what was said last, else what is recorded of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from storage.filters import OPEN_STATUSES, Between, Condition, PortfolioFilter, kept_by, met_by
from storage.leads import below, led, led_in_units
from storage.reader import Reader
from storage.rows.following import Standing
from storage.rows.organisation import LeadRole, SubjectKind
from storage.rows.plan import Status
from storage.rows.portfolio import Commune, Project, ProjectPlace, Territory, Theme
from storage.standings import Live, has_weather, stands

# How a project stands, for a question that joins its standing.
_STANDS = stands("project", Project.key)
# Asked at every answer to those of a circle: built once, and never a long list.
_RESTRICTED = select(Project.key, Project.name, Project.circle_key).where(Project.circle_key.is_not(None))
_live_status = func.coalesce(Standing.status, Project.status)
_live_due_on = func.coalesce(Standing.due_on, Project.due_on)


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


def known(session: Session, key: str, *, reader: Reader) -> bool:
    """Whether there is a project of this key that the reader may read."""
    question = select(Project.key).where(Project.key == key, not_(Project.retired), reader.clause(Project.circle_key))
    return session.scalar(question) is not None


def restricted(session: Session, *, reader: Reader) -> dict[str, str]:
    """The names, by key, of the restricted projects that the reader may read."""
    rows = session.connection().execute(_RESTRICTED)
    return {row.key: row.name for row in rows if reader.may_read(row.circle_key)}


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
    question = select(Project).join(Theme, Theme.key == Project.theme_key).outerjoin(Standing, _STANDS)
    question = question.where(*_conditions(where, reader, today)).options(joinedload(Project.theme), *_with_places())
    return session.scalars(question.order_by(Theme.position, Project.name).limit(limit).offset(offset)).all()


def project_keys(session: Session, *, where: PortfolioFilter, reader: Reader, today: date) -> frozenset[str]:
    """The keys of the projects that the filter keeps and the reader may read."""
    return frozenset(session.scalars(select(Project.key).where(*_conditions(where, reader, today))))


def count_projects(session: Session, *, where: PortfolioFilter = PortfolioFilter(), reader: Reader, today: date) -> int:
    """How many projects the filter keeps, among those that the reader may read."""
    question = select(func.count()).select_from(Project).outerjoin(Standing, _STANDS)
    return session.scalar(question.where(*_conditions(where, reader, today))) or 0


def live(session: Session, *, keys: Collection[str], reader: Reader) -> dict[str, Live]:
    """Where each of these projects stands, those that the reader may read."""
    question = select(Project.key, _live_status.label("status"), _live_due_on.label("due_on"), Standing.weather)
    question = question.outerjoin(Standing, _STANDS).where(Project.key.in_(keys), reader.clause(Project.circle_key))
    return {row.key: Live(row.status, row.due_on, row.weather) for row in session.execute(question)} if keys else {}


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
    """What the filter and the reader's circles ask of a row of project and of its standing."""
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
        *kept_by(where.weathers, has_weather),
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
            _live_due_on >= span.first if span.first else true(),
            _live_due_on <= span.last if span.last else true(),
        )
        for span in spans
    ]
    return and_(_live_due_on.is_not(None), or_(*falls))


def _has_status(statuses: frozenset[Status]) -> ColumnElement[bool]:
    return and_(_live_status.is_not(None), _live_status.in_(statuses))


def _meets(condition: Condition, today: date) -> ColumnElement[bool]:
    match condition:
        case Condition.PAST_DUE:
            still_open = or_(_live_status.is_(None), _live_status.in_(OPEN_STATUSES))
            return and_(_live_due_on.is_not(None), _live_due_on < today, still_open)
        case Condition.WITHOUT_LEAD:
            return and_(*(Project.key.not_in(led(SubjectKind.PROJECT, role)) for role in _LEADING))
        case Condition.WITHOUT_WEATHER:
            return Standing.weather.is_(None)


_LEADING = (LeadRole.SPONSOR, LeadRole.PROJECT_DIRECTOR, LeadRole.PROJECT_MANAGER)
