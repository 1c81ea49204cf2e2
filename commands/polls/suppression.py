"""Small groups: which counts are not shown, so that none under the threshold is read or worked out.

What somebody may work out is tested by listing every result that would have been shown in the same way: whatever the
way of hiding is known, each count under the threshold may still be two different numbers (tests/test_poll_suppression).
"""

from __future__ import annotations

from collections.abc import Sequence

# The least threshold that settings allow: with 2, a hidden count could be worked out.
LEAST = 3
# Under so many times the threshold, not even the share of the first option is said.
ENOUGH_FOR_A_SHARE = 4
# The share, in quarters, above which an option whose count is hidden is said to lead.
_LEADING, _QUARTERS = 3, 4


def hidden(counts: Sequence[int], *, least: int) -> frozenset[int]:
    """The positions of the counts to hide, of options of which everybody chose one: their sum is known.

    Counts under `least` are hidden, and others with them, from the last one, as long as one alone is hidden, their sum
    is itself under `least`, or all of them are as large as small ones can be. Everything is, under `least` answers.
    """
    everything = frozenset(range(len(counts)))
    if sum(counts) < least:
        return everything
    small = {rank for rank, count in enumerate(counts) if count < least}
    if not small:
        return frozenset()
    hiding = set(small)
    others = [rank for rank in range(len(counts)) if rank not in small]
    while others and _told(counts, hiding, small, least):
        hiding.add(others.pop())
    return frozenset(hiding)


def _told(counts: Sequence[int], hiding: set[int], small: set[int], least: int) -> bool:
    together = sum(counts[rank] for rank in hiding)
    return len(hiding) < 2 or together < least or (hiding == small and together == len(small) * (least - 1))


def leading(counts: Sequence[int], *, least: int) -> int | None:
    """The position of the option chosen by more than three quarters, where everything is hidden; None when unsaid."""
    total = sum(counts)
    if total < ENOUGH_FOR_A_SHARE * least or len(hidden(counts, least=least)) < len(counts):
        return None
    first = max(range(len(counts)), key=lambda rank: counts[rank])
    return first if counts[first] * _QUARTERS > total * _LEADING else None


def shown_apart(count: int, total: int, *, least: int) -> bool:
    """Whether the count of an option that one could also tick may be shown: those who did, and those who did not."""
    return not hidden((count, total - count), least=least)
