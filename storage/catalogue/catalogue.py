"""The whole catalogue as read from disk, checked, in the order of its files."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from storage.catalogue.entries import Axis, KeyResult, Objective, Pillar, Portfolio, Project, Theme
from storage.catalogue.surroundings import (
    Anomaly,
    BareTerm,
    Commune,
    Communities,
    Community,
    Dates,
    Figure,
    Glossary,
    KeyDate,
    OtherDate,
    ProjectRole,
    Term,
    Territories,
    Territory,
    Tool,
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the files say; `digest` changes when any of them does."""

    digest: str
    pillars: tuple[Pillar, ...]
    portfolio: Portfolio
    gatherings: Communities
    figures: tuple[Figure, ...]
    glossary: Glossary
    dates: Dates
    tools: tuple[Tool, ...]
    anomalies: tuple[Anomaly, ...]
    geography: Territories

    @property
    def axes(self) -> tuple[Axis, ...]:
        return tuple(chain.from_iterable(pillar.axes for pillar in self.pillars))

    @property
    def objectives(self) -> tuple[Objective, ...]:
        return tuple(chain.from_iterable(pillar.objectives for pillar in self.pillars))

    @property
    def key_results(self) -> tuple[KeyResult, ...]:
        return tuple(chain.from_iterable(pillar.key_results for pillar in self.pillars))

    @property
    def themes(self) -> tuple[Theme, ...]:
        return self.portfolio.themes

    @property
    def projects(self) -> tuple[Project, ...]:
        return self.portfolio.projects

    @property
    def communities(self) -> tuple[Community, ...]:
        return self.gatherings.communities

    @property
    def project_roles(self) -> tuple[ProjectRole, ...]:
        return self.gatherings.roles

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.glossary.terms

    @property
    def bare_terms(self) -> tuple[BareTerm, ...]:
        return self.glossary.bare_terms

    @property
    def every_term(self) -> tuple[str, ...]:
        """The acronyms and terms, developed first."""
        return (*(each.term for each in self.terms), *(each.term for each in self.bare_terms))

    @property
    def key_dates(self) -> tuple[KeyDate, ...]:
        return self.dates.key_dates

    @property
    def other_dates(self) -> tuple[OtherDate, ...]:
        return self.dates.other_dates

    @property
    def every_date(self) -> tuple[str, ...]:
        """The keys of all dates."""
        return (*(each.key for each in self.key_dates), *(each.key for each in self.other_dates))

    @property
    def territories(self) -> tuple[Territory, ...]:
        return self.geography.territories

    @property
    def communes(self) -> tuple[Commune, ...]:
        """Only those which have another name; every commune stands in its Territoire."""
        return self.geography.communes
