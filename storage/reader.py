"""On whose behalf something is read: the value that every query of projects takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, or_, true
from sqlalchemy.orm import InstrumentedAttribute


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: nobody known (None), the circles they are in, and whether they see every project.

    The default sees what everybody may: no circle.
    """

    person_id: int | None = None
    circles: frozenset[str] = field(default_factory=frozenset)
    sees_all: bool = False

    def may_read(self, circle_key: str | None) -> bool:
        """Whether a project with this circle (None: open to all) may be shown, counted or named."""
        return self.sees_all or circle_key is None or circle_key in self.circles

    def clause(self, circle_key: InstrumentedAttribute[str | None]) -> ColumnElement[bool]:
        """The same, as an SQL condition on the column that holds the circle."""
        if self.sees_all:
            return true()
        if not self.circles:
            return circle_key.is_(None)
        return or_(circle_key.is_(None), circle_key.in_(sorted(self.circles)))
