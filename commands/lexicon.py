"""What is known by name, kept in memory: the retrieval index and the names that filters understand."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from commands.normalise import fold_lines
from commands.search import Entry, Index, Weighted, also_said, detail, statement
from storage import outline
from storage.outline import Outline

# Words in the longest name that a filter looks for; titles of axes and objectives are longer, and no filters.
LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a filter may be about."""

    kind: str
    key: str
    label: str


class Lexicon:
    """The names and the index of one revision of the plan; nothing in it changes."""

    def __init__(self, outlines: Iterable[Outline], places: Iterable[Outline]) -> None:
        self._outlines = tuple(outlines)
        self._places = tuple(places)
        self.entries: Mapping[tuple[str, str], Outline] = {(one.kind, one.key): one for one in self._outlines}

    @cached_property
    def index(self) -> Index:
        """The retrieval index over everything that can be looked for."""
        return Index(_entry(one) for one in self._outlines)

    @cached_property
    def names(self) -> Mapping[str, tuple[Named, ...]]:
        """What each folded name may mean in a filter; several things may share a name."""
        found: defaultdict[str, list[Named]] = defaultdict(list)
        nameable = [one for one in self._outlines if one.kind in {"pillar", "theme"}]
        for one in (*self._places, *nameable):
            named = Named(one.kind, one.key, one.title)
            for phrase in dict.fromkeys(fold_lines([one.title, *one.also_said])):
                words = phrase.split()
                if words and len(words) <= LONGEST_NAME and not phrase.isdigit():
                    found[" ".join(words)].append(named)
        return {phrase: tuple(meant) for phrase, meant in found.items()}


class LexiconCache:
    """The lexicon of the present revision; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revision: int | None = None
        self._lexicon = Lexicon((), ())

    def current(self, session: Session) -> Lexicon:
        """The lexicon, built anew when the plan or the register has changed since."""
        revision = outline.revision(session)
        with self._lock:
            if revision != self._revision:
                outlines = (
                    *outline.plan_outlines(session),
                    *outline.portfolio_outlines(session),
                    *outline.reference_outlines(session),
                )
                self._lexicon = Lexicon(outlines, outline.place_outlines(session))
                self._revision = revision
            return self._lexicon


def _entry(one: Outline) -> Entry:
    texts: list[Weighted] = [also_said(text) for text in one.also_said]
    texts += [statement(text) for text in one.statements]
    texts += [detail(text) for text in one.surroundings]
    return Entry(one.kind, one.key, one.title, tuple(texts), one.circle)
