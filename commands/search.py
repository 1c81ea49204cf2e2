"""The retrieval index: which recorded entries a few typed words are about, in memory, rebuilt on change."""

from __future__ import annotations

from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from rapidfuzz import fuzz

from commands.entries import Entry, Weighted, also_said, contents, detail, statement, typed_in_capitals
from commands.normalise import content_words
from commands.postings import Filter, Holdings, LargePostings, Wanted, postings
from commands.spelling import RESEMBLING, WITHIN, Vocabulary
from commands.stop_words import EVERYDAY_WORDS, KIND_WORDS

__all__ = [
    "Clear", "Close", "Entry", "Hit", "Index", "Nothing", "Weighted", "also_said", "detail", "statement",
]  # fmt: skip

# What is read of a query: the rest of a pasted page is left aside, so that time is bounded (20 kB take under 15 ms,
# measured by benchmarks/bench_search.py).
QUERY_CHARACTERS, QUERY_WORDS = 1_000, 24
# Entries that the inverted index hands to the rerank.
RERANKED = 60
# BM25's two parameters: how fast a repeated word stops counting, and how much a long entry is held back.
SATURATION, LENGTH = 0.4, 0.3
# The weight of a kind's name (« projet », « objectif ») or of a number beside that of another word as rare.
FAINT = 0.4
# What a synonym is worth beside the word itself.
SYNONYM = 0.85
# Shares of the score: what the entry covers of the query, how near one of its names is, and its BM25.
COVERAGE_SHARE, NAME_SHARE, BM25_SHARE = 0.5, 0.35, 0.15
# What a name gains by holding the words of the query in their order.
PHRASE = 0.1
# A best score or coverage under these floors answers nothing; a second hit within the gap of the best is a choice.
# Measured by benchmarks/bench_search.py, see docs/decisions/004-search.md.
FLOOR, COVERAGE_FLOOR, GAP = 0.53, 0.45, 0.05
# Most choices offered, how far below the best they may be, and most nearest entries told.
CHOICES, CHOICE_REACH, NEAREST = 5, 0.12, 3


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found: its score, and the share of the query's weight that it covers, both 0 to 1."""

    entry: Entry
    score: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Clear:
    """One entry is meant: answer."""

    hit: Hit


@dataclass(frozen=True, slots=True)
class Close:
    """Several entries may be meant, best first, two to `CHOICES`: offer them, saying how they differ."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing recorded is meant; the nearest entries, at most `NEAREST`, perhaps none."""

    nearest: tuple[Hit, ...]


class Index:
    """Entries by their words.

    Statistics (how rare a word is, which words are known, how long entries are) come from the unrestricted entries
    alone: a person who may not read a restricted entry gets, to the last decimal, what an index without it would give.
    """

    def __init__(self, entries: Iterable[Entry], *, synonyms: Mapping[str, Collection[str]] | None = None) -> None:
        """`synonyms` says which recorded words a folded word may stand for: « logiciel », for « outil »."""
        self._synonyms = synonyms or {}
        self.entries = sorted(entries, key=lambda entry: entry.circle is not None)
        open_count = sum(entry.circle is None for entry in self.entries)
        read = contents(self.entries, open_count)
        weights, self._plain, self._acronyms, self._names = read.weights, read.plain, read.acronyms, read.names
        known_to_all = len({word for held in weights[:open_count] for word in held})
        self._vocabulary = Vocabulary(dict.fromkeys(word for held in weights for word in held), known_to_all)
        numbers = self._vocabulary.numbers
        self._holders = array("I", bytes(4 * len(numbers)))
        lengths = [sum(held.values()) for held in weights]
        average = sum(lengths[:open_count]) / max(open_count, 1) or 1.0
        starts, words, impacts = array("I", [0]), array("I"), array("f")
        for position, (held, length) in enumerate(zip(weights, lengths, strict=True)):
            ballast = SATURATION * (1 - LENGTH + LENGTH * length / average)
            for word, weight in held.items():
                number = numbers[word]
                words.append(number)
                impacts.append(weight / (weight + ballast))
                if position < open_count:
                    self._holders[number] += 1
            starts.append(len(words))
        self._rarest = log(1 + max(open_count, 1) / 0.5)
        self._open_count = open_count
        self._kind_numbers = {kind: n for n, kind in enumerate(dict.fromkeys(e.kind for e in self.entries))}
        kinds = array("B", [self._kind_numbers[entry.kind] for entry in self.entries])
        restricted = frozenset(range(open_count, len(self.entries)))
        self._holdings = Holdings(starts, words, impacts, kinds, restricted, len(numbers))
        self._postings = postings(self._holdings)
        if isinstance(self._postings, LargePostings):
            self._vocabulary.prepare()  # nothing beside the rest of a large index; a small one starts quickly instead

    def search(
        self,
        text: str,
        *,
        kinds: frozenset[str] | None = None,
        readable: Callable[[Entry], bool] | None = None,
        limit: int = 10,
    ) -> list[Hit]:
        """The entries that the text may be about, best first.

        `readable` is asked about restricted entries only, before anything is cut or counted; without it they are all
        left out.
        """

        def hidden(number: int) -> bool:
            return readable is None or not readable(self.entries[number])

        wanted = self._wanted(text[:QUERY_CHARACTERS], hidden)
        known = None if kinds is None else frozenset(n for kind, n in self._kind_numbers.items() if kind in kinds)
        found = self._postings.best(wanted, Filter(known, hidden), RERANKED)
        return self._rerank(found, wanted, limit)

    def knows(self, word: str) -> bool:
        """Whether an unrestricted entry holds this folded word."""
        return word in self._plain or any(entry < self._open_count for entry in self._acronyms.get(word, ()))

    @staticmethod
    def decide(hits: Sequence[Hit]) -> Clear | Close | Nothing:
        """What to do of the hits of a search (asked with a `limit` of at least `CHOICES`)."""
        likely = [hit for hit in hits if hit.score >= FLOOR and hit.coverage >= COVERAGE_FLOOR]
        if not likely:
            return Nothing(tuple(hits[:NEAREST]))
        best = likely[0]
        if len(likely) == 1 or best.score - likely[1].score >= GAP:
            return Clear(best)
        return Close(tuple(hit for hit in likely[:CHOICES] if hit.score >= best.score - CHOICE_REACH))

    def _wanted(self, text: str, hidden: Callable[[int], bool]) -> list[Wanted]:
        """The words of the query that count, each with the recorded words it may stand for."""
        capitals = typed_in_capitals(text)
        typed = list(dict.fromkeys(content_words(text)))[:QUERY_WORDS]
        if all(word.isdigit() for word in typed):
            return []
        return [self._word(word, word in capitals, hidden) for word in self._joined(typed)]

    def _joined(self, typed: list[str]) -> list[str]:
        """The words, two neighbours becoming one where only their union is known: « télé travail »."""
        for left, right in pairwise(typed):
            if left + right in self._plain and not (left in self._plain and right in self._plain):
                at = typed.index(left)
                return [*typed[:at], left + right, *self._joined(typed[at + 2 :])]
        return typed

    def _word(self, word: str, in_capitals: bool, hidden: Callable[[int], bool]) -> Wanted:
        """What a typed word may stand for.

        It counts as an acronym when typed in capitals or when it is no ordinary word here: then it is matched whole,
        so that « CAP » is not « capacité ».
        """
        holders = self._acronyms.get(word, frozenset())
        if (
            holders
            and (in_capitals or word not in self._plain)
            and any(entry < self._open_count or not hidden(entry) for entry in holders)
        ):
            number = self._vocabulary.numbers[word]
            return Wanted(word, self._rarity(number), {number: 1.0}, only=holders if in_capitals else None)
        misspelt = word not in self._plain
        alike = self._vocabulary.alike(word) if misspelt else self._vocabulary.relatives(word)
        for synonym in self._synonyms.get(word, ()):
            if synonym in self._vocabulary.numbers:
                alike.setdefault(self._vocabulary.numbers[synonym], SYNONYM)
        meant = max((n for n in alike if self._holders[n]), key=lambda n: (alike[n], -n), default=None)
        if misspelt and meant is not None:
            alike = {number: value for number, value in alike.items() if value >= alike[meant] - WITHIN}
        likely = meant is not None and alike[meant] >= 0.8
        mass = self._rarity(meant) if meant is not None and likely else self._rarest
        if word in KIND_WORDS or word.isdigit() or word in EVERYDAY_WORDS:
            mass *= FAINT
        return Wanted(word, mass, alike)

    def _rarity(self, number: int) -> float:
        """The inverse document frequency of a word, at least that of a word held by half the entries."""
        held = self._holders[number]
        return max(log(1 + (self._open_count - held + 0.5) / (held + 0.5)), 0.7)

    def _rerank(self, found: list[tuple[int, float]], wanted: list[Wanted], limit: int) -> list[Hit]:
        """The found entries in the order of their score; a name is compared only where it can still matter."""
        total = sum(one.mass for one in wanted)
        meanings: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for place, one in enumerate(wanted):
            for number, value in one.alike.items():
                meanings[number].append((place, value))
        judged = []
        for entry, bm25 in found:
            coverage, said, met = self._covered(entry, wanted, meanings)
            coverage = min(coverage / total, 1.0)
            judged.append((COVERAGE_SHARE * coverage + BM25_SHARE * bm25 / total, coverage, entry, said, met))
        judged.sort(key=lambda one: -one[0])
        hits: list[Hit] = []
        for least, coverage, entry, said, met in judged:
            if hits and len(hits) == limit and least + NAME_SHARE <= hits[-1].score:
                break
            names = self._names[entry].split("\n")
            near = max((_near(said, name) for name in names if not met.isdisjoint(name.split())), default=0.0)
            score = least + NAME_SHARE * near
            insort(hits, Hit(self.entries[entry], min(score, 1.0), coverage), key=lambda hit: -hit.score)
            del hits[limit:]
        return hits

    def _covered(
        self, entry: int, wanted: list[Wanted], meanings: dict[int, list[tuple[int, float]]]
    ) -> tuple[float, str, set[str]]:
        """The weight of the query that the entry covers, the query in its spelling, the words that they share."""
        starts = self._holdings.starts
        held = self._holdings.words[starts[entry] : starts[entry + 1]]
        met: set[str] = set()
        best, said = [0.0] * len(wanted), [one.typed for one in wanted]
        for number in sorted(meanings.keys() & held):
            word = self._vocabulary.words[number]
            for place, value in meanings[number]:
                only = wanted[place].only
                if only is not None and entry not in only:
                    continue
                met.add(word)
                if value > best[place]:
                    best[place] = value
                    said[place] = word if value > RESEMBLING else wanted[place].typed
        return sum(one.mass * value for one, value in zip(wanted, best, strict=True)), " ".join(said), met


def _near(query: str, name: str) -> float:
    """How near (0 to 1) a name is to the query: the words they share, then how little else the name says."""
    near = (0.6 * fuzz.token_set_ratio(query, name) + 0.4 * fuzz.token_sort_ratio(query, name)) / 100
    return min(near + PHRASE, 1.0) if query in name else near
