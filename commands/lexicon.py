"""What is known by name, kept in memory: the retrieval index and the names that filters understand."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from commands.normalise import fold_lines, words
from commands.search import Entry, Index, Weighted, also_said, detail, statement
from commands.stop_words import FUNCTION_WORDS
from commands.synonym_words import SYNONYMS
from storage import fact_outlines, outline, questions
from storage.outline import Outline
from storage.questions import Contradiction

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

    def __init__(
        self,
        outlines: Iterable[Outline],
        places: Iterable[Outline],
        contradictions: Iterable[Contradiction] = (),
    ) -> None:
        self._outlines = tuple(outlines)
        self._places = tuple(places)
        self._contradictions = tuple(contradictions)
        self.entries: Mapping[tuple[str, str], Outline] = {(one.kind, one.key): one for one in self._outlines}

    @cached_property
    def index(self) -> Index:
        """The retrieval index over everything that can be looked for."""
        return Index((_entry(one) for one in self._outlines), synonyms=SYNONYMS)

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

    @cached_property
    def by_kind(self) -> Mapping[str, Mapping[str, Named]]:
        """The same names for each kind of thing, the first where two things of a kind share one."""
        found: defaultdict[str, dict[str, Named]] = defaultdict(dict)
        for phrase, meant in self.names.items():
            for one in meant:
                found[one.kind].setdefault(phrase, one)
        return found

    @cached_property
    def longest(self) -> Mapping[str, Mapping[str, int]]:
        """For each kind, how many words the longest name has that begins with a word."""
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for kind, known in self.by_kind.items():
            for phrase in known:
                first, length = phrase.partition(" ")[0], phrase.count(" ") + 1
                found[kind][first] = max(length, found[kind].get(first, 0))
        return found

    @cached_property
    def figures(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """The figures whose label has several words and names nothing else: key, label, its folded words."""
        others = {" ".join(words(one.title)) for one in self._outlines if one.kind != "figure"}
        labelled = [(one, words(one.title)) for one in self._outlines if one.kind == "figure"]
        return tuple(
            (one.key, one.title, meaning)
            for one, said in labelled
            if len(meaning := tuple(word for word in said if word not in FUNCTION_WORDS)) > 1
            and " ".join(said) not in others
        )

    @cached_property
    def contradictions(self) -> Mapping[str, tuple[Contradiction, ...]]:
        """By the reference of each entry concerned (« 4.2.1 », « community:cap_managers »), what contradicts itself."""
        found: defaultdict[str, list[Contradiction]] = defaultdict(list)
        for one in self._contradictions:
            if one.told:
                for reference in one.concerns:
                    found[reference].append(one)
        return {reference: tuple(told) for reference, told in found.items()}


class LexiconCache:
    """The lexicon of the present revision; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revision: int | None = None
        self._lexicon = Lexicon((), (), ())

    def current(self, session: Session) -> Lexicon:
        """The lexicon, built anew when the plan or the register has changed since."""
        revision = outline.revision(session)
        with self._lock:
            if revision != self._revision:
                outlines = (
                    *outline.plan_outlines(session),
                    *outline.portfolio_outlines(session),
                    *outline.reference_outlines(session),
                    *fact_outlines.fact_outlines(session),
                    *fact_outlines.absent_subjects(session),
                    *questions.short_outlines(session),
                )
                contradictions = questions.contradictions(session)
                self._lexicon = Lexicon(outlines, outline.place_outlines(session), contradictions)
                self._revision = revision
            return self._lexicon


def _entry(one: Outline) -> Entry:
    texts: list[Weighted] = [also_said(text) for text in one.also_said]
    texts += [statement(text) for text in one.statements]
    texts += [detail(text) for text in one.surroundings]
    return Entry(one.kind, one.key, one.title, tuple(texts), one.circle)
