"""What a list is narrowed to, said back in full: the conditions that were read, ready for the queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commands.filters import texts
from storage.filters import PlanFilter, PortfolioFilter, Wanted


@dataclass(frozen=True, slots=True)
class Part:
    """One condition: its kind, its value, its label, and whether it excludes."""

    kind: str
    value: Any
    label: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a list is asked for: conditions, page, and the words that were typed for them."""

    parts: tuple[Part, ...] = ()
    page: int = 1
    typed: str = ""

    @property
    def label(self) -> str:
        """The conditions in French, those that exclude last."""
        return texts.criteria([(part.label, part.excluded) for part in self.parts])

    def wanted(self, kind: str) -> Wanted[Any]:
        """The values of one kind."""
        values: dict[bool, set[Any]] = {False: set(), True: set()}
        for part in self.parts:
            if part.kind == kind:
                values[part.excluded].add(part.value)
        return Wanted(frozenset(values[False]), frozenset(values[True]))

    def _own(self, what: str) -> Wanted[str]:
        """The asker's objectives or projects, when « mon périmètre » was typed; the two sides cannot both be asked."""
        for part in self.parts:
            if part.kind == "mine":
                codes = frozenset(getattr(part.value, what))
                return Wanted(none_of=codes) if part.excluded else Wanted(codes or frozenset({""}))
        return Wanted()

    def for_plan(self) -> PlanFilter:
        """The same, for key results."""
        return PlanFilter(
            pillars=self.wanted("pillar"),
            axes=self.wanted("axis"),
            objectives=self._own("objectives"),
            due=self.wanted("period"),
            statuses=self.wanted("status"),
            weathers=self.wanted("weather"),
            units=self.wanted("unit"),
            conditions=self.wanted("condition"),
        )

    def for_portfolio(self) -> PortfolioFilter:
        """The same, for projects."""
        return PortfolioFilter(
            projects=self._own("projects"),
            themes=self.wanted("theme"),
            communes=self.wanted("commune"),
            territories=self.wanted("territory"),
            units=self.wanted("unit"),
            due=self.wanted("period"),
            statuses=self.wanted("status"),
            weathers=self.wanted("weather"),
            conditions=self.wanted("condition"),
        )


PLAN_FILTERS = frozenset({"mine", "pillar", "axis", "period", "status", "weather", "unit", "condition"})
PORTFOLIO_FILTERS = frozenset(
    {"mine", "theme", "commune", "territory", "unit", "period", "status", "weather", "condition"}
)
