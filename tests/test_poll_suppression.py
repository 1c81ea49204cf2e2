"""Small groups: whoever knows the rule and reads all that is shown never works out a count under the threshold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.polls.suppression import hidden, leading, shown_apart

Counts = tuple[int, ...]
Shown = tuple[tuple[int | None, ...], int | None]


def shown(counts: Counts, least: int) -> Shown:
    """All that a reader is given besides the number of answers."""
    hiding = hidden(counts, least=least)
    cells = tuple(None if rank in hiding else count for rank, count in enumerate(counts))
    return cells, leading(counts, least=least)


def every(total: int, options: int) -> Iterator[Counts]:
    """Every way in which so many answers may be shared among the options."""
    if options == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in every(total - first, options - 1):
            yield (first, *others)


@pytest.mark.parametrize("least", [3, 4, 5])
@pytest.mark.parametrize(("options", "most"), [(2, 60), (3, 34), (4, 24), (5, 16)])
def test_no_count_under_the_threshold_can_be_worked_out(least: int, options: int, most: int) -> None:
    for total in range(1, most):
        alike: dict[Shown, list[Counts]] = defaultdict(list)
        for counts in every(total, options):
            alike[shown(counts, least)].append(counts)
        for cells, possible in alike.items():
            for rank in range(options):
                values = {counts[rank] for counts in possible}
                assert len(values) > 1 or min(values) >= least, (total, cells, possible)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=20), st.integers(3, 10))
def test_what_is_hidden_is_never_one_count_alone_nor_a_small_sum(counts: list[int], least: int) -> None:
    hiding = hidden(counts, least=least)
    assert all(count >= least for rank, count in enumerate(counts) if rank not in hiding)
    if hiding and len(hiding) < len(counts):
        assert len(hiding) >= 2
        assert sum(counts[rank] for rank in hiding) >= least


@given(st.integers(0, 200), st.integers(0, 200), st.integers(3, 10))
def test_of_an_option_that_one_may_tick_neither_side_is_small(ticked: int, others: int, least: int) -> None:
    if shown_apart(ticked, ticked + others, least=least):
        assert min(ticked, others) >= least


def test_the_option_of_nearly_everybody_is_said_to_lead_without_a_figure() -> None:
    assert hidden((170, 3), least=5) == {0, 1}
    assert leading((170, 3), least=5) == 0
    assert leading((15, 2), least=5) is None
    assert leading((100, 60, 2), least=5) is None


def test_large_counts_are_all_shown() -> None:
    assert hidden((60, 70, 50), least=5) == frozenset()
    assert hidden((60, 70, 4, 3), least=5) == {2, 3}
    assert hidden((60, 70, 50, 4), least=5) == {2, 3}
