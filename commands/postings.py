"""Which entries hold a word, and how much: the inverted index, in plain Python when small and numpy when large."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np

# Entries up to which dictionaries beat numpy, whose import alone costs 60 ms or more of a cold start
# (both measured by benchmarks/bench_search.py).
SMALL = 5_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of a query: its weight, and the recorded words it may stand for with their likeness (0 to 1)."""

    typed: str
    mass: float
    alike: dict[int, float]
    only: frozenset[int] | None = None
    """Entries outside which the word does not count, or None: an acronym typed in capitals."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries may be ranked: of which kinds, and which of the restricted ones."""

    kinds: frozenset[int] | None
    hidden: Callable[[int], bool]
    """Asked about restricted entries only."""


class Postings(Protocol):
    """Ranks entries for a query."""

    def best(self, wanted: Sequence[Wanted], allowed: Filter, count: int) -> list[tuple[int, float]]:
        """The entries that match best among the allowed ones, with the sum over the query's words of mass × impact."""
        ...


@dataclass(frozen=True, slots=True)
class Holdings:
    """What each entry holds: entry `i` holds `words[starts[i]:starts[i + 1]]` with these impacts (0 to 1)."""

    starts: array[int]
    words: array[int]
    impacts: array[float]
    kinds: array[int]
    restricted: frozenset[int]
    word_count: int


def postings(holdings: Holdings) -> Postings:
    """The inverted index that suits the number of unrestricted entries: not even a rounding tells of others."""
    small = len(holdings.kinds) - len(holdings.restricted) <= SMALL
    return SmallPostings(holdings) if small else LargePostings(holdings)


class SmallPostings:
    """Lists of entries by word."""

    def __init__(self, holdings: Holdings) -> None:
        self._kinds = holdings.kinds
        self._restricted = holdings.restricted
        self._by_word: list[list[tuple[int, float]]] = [[] for _ in range(holdings.word_count)]
        for entry, (first, end) in enumerate(pairwise(holdings.starts)):
            for word, impact in zip(holdings.words[first:end], holdings.impacts[first:end], strict=True):
                self._by_word[word].append((entry, impact))

    def best(self, wanted: Sequence[Wanted], allowed: Filter, count: int) -> list[tuple[int, float]]:
        """See `Postings`."""
        total: dict[int, float] = {}
        for one in wanted:
            gained: dict[int, float] = {}
            for word, alike in sorted(one.alike.items(), key=lambda pair: pair[1]):
                factor = alike * one.mass
                for entry, impact in self._by_word[word]:
                    value = factor * impact
                    if value > gained.get(entry, 0.0):
                        gained[entry] = value
            for entry, value in gained.items():
                if one.only is None or entry in one.only:
                    total[entry] = total.get(entry, 0.0) + value
        kinds, restricted = allowed.kinds, self._restricted
        kept = (
            (entry, value)
            for entry, value in total.items()
            if (kinds is None or self._kinds[entry] in kinds) and not (entry in restricted and allowed.hidden(entry))
        )
        return nlargest(count, kept, key=lambda pair: (pair[1], -pair[0]))


class LargePostings:
    """The same as compressed rows of numpy arrays."""

    def __init__(self, holdings: Holdings) -> None:
        import numpy as np

        starts = np.frombuffer(holdings.starts, dtype=np.uint32).astype(np.int64)
        sizes = starts[1:] - starts[:-1]
        words = np.frombuffer(holdings.words, dtype=np.uint32)
        order = np.argsort(words, kind="stable")
        self._entries = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[order]
        self._impacts = np.frombuffer(holdings.impacts, dtype=np.float32)[order]
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(words, minlength=holdings.word_count)))).tolist()
        self._kinds = np.frombuffer(holdings.kinds, dtype=np.uint8)
        self._restricted = np.zeros(len(sizes), dtype=bool)
        self._restricted[list(holdings.restricted)] = True

    def best(self, wanted: Sequence[Wanted], allowed: Filter, count: int) -> list[tuple[int, float]]:
        """See `Postings`."""
        import numpy as np

        total = np.zeros(len(self._kinds), dtype=np.float32)
        for one in wanted:
            total += self._gained(one)
        if allowed.kinds is not None:
            total *= np.isin(self._kinds, list(allowed.kinds))
        for entry in np.nonzero(self._restricted & (total > 0))[0].tolist():
            if allowed.hidden(entry):
                total[entry] = 0.0
        found = np.nonzero(total)[0]
        if len(found) > count:
            floor = np.partition(total[found], -count)[-count]
            found = found[total[found] >= floor]
        order = found[np.lexsort((found, -total[found]))][:count]
        return list(zip(order.tolist(), total[order].tolist(), strict=True))

    def _gained(self, one: Wanted) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        """What the word brings to each entry."""
        import numpy as np

        gained = np.zeros(len(self._kinds), dtype=np.float32)
        for word, alike in one.alike.items():
            rows = slice(self._starts[word], self._starts[word + 1])
            entries = self._entries[rows]
            gained[entries] = np.maximum(gained[entries], np.float32(alike * one.mass) * self._impacts[rows])
        if one.only is not None:
            kept = np.zeros(len(gained), dtype=bool)
            kept[list(one.only)] = True
            gained *= kept
        return gained
