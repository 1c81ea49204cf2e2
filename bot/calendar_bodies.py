"""Whose meeting an event of a calendar is: by what our own file says, its category, its title."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from commands.meetings import vocabulary
from commands.meetings.calendar_file import OCCASION, PROJECT, UNIT
from commands.normalise import fold, words
from storage import communities, organisation_units, portfolio
from storage.planned_meetings import OF_PROJECTS, OF_UNITS, Body
from storage.reader import Reader


class Bodies:
    """The bodies, projects and units that calendars may name; whoever runs the import sees every project."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Body] = dict(vocabulary.OCCASIONS)
        for each in communities.communities(session):
            for name in (each.key, each.name, *each.also_named):
                self._known.setdefault(fold(name), Body(each.key))
        self._projects: dict[str, str] | None = None

    def named(self, name: str) -> Body | None:
        """The body of this very name."""
        return self._known.get(fold(name))

    def of(self, event: Any, title: str) -> Body | None:
        """By its category, else by its whole title, else by the longest name with which the title begins."""
        categories = event.get("CATEGORIES")
        several = categories if isinstance(categories, list) else [categories] if categories is not None else []
        named = [str(each) for some in several for each in getattr(some, "cats", [])]
        found = next((self._known[fold(each)] for each in (*named, title) if fold(each) in self._known), None)
        ours = self._ours(event, found)
        if ours is not None:
            return ours
        within = self._within(title)
        if within is not None:
            return within
        if found is None:
            begins = [name for name in self._known if re.match(rf"{re.escape(name)}\b", fold(title))]
            found = self._known[max(begins, key=len)] if begins else None
        return found

    def _ours(self, event: Any, body: Body | None) -> Body | None:
        """What a file that we wrote says of a project, a unit or an occasion, where they are still known."""
        project, unit, occasion = (event.get(key) for key in (PROJECT, UNIT, OCCASION))
        if body is None:
            return None
        if project is not None and str(project) in self._keys():
            return Body(body.community_key, project_key=str(project))
        if unit is not None and organisation_units.unit(self._session, str(unit)) is not None:
            return Body(body.community_key, unit_key=str(unit))
        return Body(body.community_key, occasion=str(occasion)) if occasion is not None else None

    def _within(self, title: str) -> Body | None:
        """« COPIL du plan vélo », « Revue des projets de la DGA Ressources »: of what, where it is known."""
        committee = vocabulary.COMMITTEE.match(title)
        if committee is not None:
            key = vocabulary.COMMITTEES[fold(committee["which"])]
            project = self._project(committee["of"])
            return Body(key, project_key=project) if key in OF_PROJECTS and project is not None else None
        review = vocabulary.REVIEW.match(title)
        if review is None:
            return None
        said = set(words(review["of"]))
        units = organisation_units.reviewing(self._session)
        exact = [each for each in units if fold(review["of"]) in (fold(each.name), fold(each.key))]
        near = exact or [each for each in units if set(words(each.name)) <= said]
        return Body(OF_UNITS, unit_key=near[0].key) if len(near) == 1 else None

    def _project(self, named: str) -> str | None:
        """The project of which the words are all said, the longest name first."""
        said = set(words(named))
        names = self._names()
        held = [name for name in names if set(words(name)) <= said]
        return names[max(held, key=len)] if held else None

    def _names(self) -> dict[str, str]:
        """Projects by name."""
        if self._projects is None:
            everything = portfolio.projects(self._session, reader=Reader(sees_all=True), today=date.min)
            self._projects = {each.name: each.key for each in everything}
        return self._projects

    def _keys(self) -> set[str]:
        return set(self._names().values())
