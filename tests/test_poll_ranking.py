"""Rankings: without a tie, the winner of a known library; with one, always the same, and it is said."""

from __future__ import annotations

from itertools import permutations

import pyrankvote
from hypothesis import assume, given
from hypothesis import strategies as st

from commands.polls.ranking import instant_runoff, preferred_to_all

Rankings = dict[tuple[int, ...], int]


@st.composite
def rankings(draw: st.DrawFn) -> tuple[int, Rankings]:
    """So many options, and how often each ranking, whole or not, was given."""
    options = draw(st.integers(2, 6))
    one = st.lists(st.integers(1, options), min_size=1, max_size=options, unique=True).map(tuple)
    return options, draw(st.dictionaries(one, st.integers(1, 30), min_size=1, max_size=12))


def peer(options: int, given_rankings: Rankings) -> str:
    """The winner that pyrankvote finds."""
    candidates = {rank: pyrankvote.Candidate(str(rank)) for rank in range(1, options + 1)}
    ballots = [
        pyrankvote.Ballot(ranked_candidates=[candidates[option] for option in ranking])
        for ranking, count in given_rankings.items()
        for _ in range(count)
    ]
    (winner,) = pyrankvote.instant_runoff_voting(list(candidates.values()), ballots).get_winners()
    return str(winner)


@given(rankings())
def test_without_a_tie_the_winner_is_that_of_a_known_library(drawn: tuple[int, Rankings]) -> None:
    options, given_rankings = drawn
    found = instant_runoff(given_rankings, options)
    assume(not found.ties)
    last = found.rounds[-1].votes
    assume(len(last) > 2 or len(set(last.values())) == len(last))
    assert str(found.order[0]) == peer(options, given_rankings)


@given(rankings())
def test_every_option_is_ranked_once_and_each_round_counts_every_ballot(drawn: tuple[int, Rankings]) -> None:
    options, given_rankings = drawn
    found = instant_runoff(given_rankings, options)
    assert sorted(found.order) == list(range(1, options + 1))
    for each in found.rounds:
        assert sum(each.votes.values()) + each.exhausted == sum(given_rankings.values())


@given(rankings(), st.randoms(use_true_random=False))
def test_the_order_in_which_ballots_came_changes_nothing(drawn: tuple[int, Rankings], chance: object) -> None:
    options, given_rankings = drawn
    shuffled = list(given_rankings.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert instant_runoff(dict(shuffled), options) == instant_runoff(given_rankings, options)


@given(rankings())
def test_an_option_that_has_more_than_half_of_the_first_places_wins(drawn: tuple[int, Rankings]) -> None:
    options, given_rankings = drawn
    firsts = [sum(n for ranking, n in given_rankings.items() if ranking[0] == one) for one in range(1, options + 1)]
    assume(max(firsts) * 2 > sum(firsts))
    winner = firsts.index(max(firsts)) + 1
    assert instant_runoff(given_rankings, options).order[0] == winner
    assert preferred_to_all(given_rankings, options) == winner


def test_a_tie_is_settled_by_the_rounds_before_then_by_the_list_and_said() -> None:
    found = instant_runoff({(1, 2): 2, (2, 1): 2}, 2)
    assert found.order == (1, 2)
    assert (found.ties[0].tied, found.ties[0].out, found.ties[0].by_list) == ((1, 2), 2, True)
    # 3 goes first; then 1 and 2 are level at 5, and 2 had fewer in the round before.
    before = instant_runoff({(1,): 5, (2,): 4, (3, 2): 1}, 3)
    assert before.order == (1, 2, 3)
    assert not before.rounds[1].by_list


def test_the_option_preferred_to_each_other_one_may_lose_and_is_named() -> None:
    given_rankings: Rankings = {(1, 2, 3): 35, (3, 2, 1): 34, (2, 1, 3): 16, (2, 3, 1): 15}
    assert preferred_to_all(given_rankings, 3) == 2
    assert instant_runoff(given_rankings, 3).order[0] != 2


def test_a_circle_has_nobody_preferred_to_all() -> None:
    assert preferred_to_all({(1, 2, 3): 1, (2, 3, 1): 1, (3, 1, 2): 1}, 3) is None


def test_six_options_in_every_order_are_counted() -> None:
    given_rankings = dict.fromkeys(permutations(range(1, 7)), 1)
    assert instant_runoff(given_rankings, 6).order == (1, 2, 3, 4, 5, 6)
