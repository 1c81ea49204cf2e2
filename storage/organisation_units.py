"""Questions put to the units of the organisation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from storage.rows.organisation import Unit, UnitKind


def unit(session: Session, key: str) -> Unit | None:
    """The unit of this key."""
    return session.get(Unit, key)


def reviewing(session: Session) -> Sequence[Unit]:
    """The DGA and DGST, each of which reviews its own projects each month (7.3.2), by name."""
    wanted = select(Unit).where(not_(Unit.retired), Unit.kind.in_((UnitKind.DGA, UnitKind.DGST)))
    return session.scalars(wanted.order_by(Unit.name)).all()
