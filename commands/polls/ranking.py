"""Rankings: rounds in which the last option is left out until one has more than half; ties are settled by rule.

Method: instant-runoff voting (« vote alternatif »). Each ballot counts for the first of its options that is still
there. Of options that are last together, the one with fewest votes in the round before is left out, and so on back to
the first round; where all rounds are equal, the one that stands last in the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Rankings = Mapping[tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class Round:
    """The votes of each option that is still there, those that no longer count, and which option is then left out.

    `tied` are the options that were last together, where there were several; `by_list`: no earlier round settled it.
    """

    votes: Mapping[int, int]
    exhausted: int
    out: int | None
    tied: tuple[int, ...] = ()
    by_list: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """Options from first to last, and the rounds that made it."""

    order: tuple[int, ...]
    rounds: tuple[Round, ...]

    @property
    def ties(self) -> tuple[Round, ...]:
        """The rounds in which a tie was settled."""
        return tuple(each for each in self.rounds if each.tied)


def instant_runoff(rankings: Rankings, options: int) -> Ranked:
    """The order of options 1 to `options`; those without any vote are last, as the list has them."""
    left = list(range(1, options + 1))
    rounds: list[Round] = []
    gone: list[int] = []
    while len(left) > 1:
        votes, exhausted = _votes(rankings, left)
        best = max(votes.values())
        if best * 2 > sum(votes.values()):
            # More than half: the others are ranked by this round's votes.
            rounds.append(Round(votes, exhausted, None))
            break
        out, tied, by_list = _last(votes, rounds)
        rounds.append(Round(votes, exhausted, out, tied, by_list))
        left.remove(out)
        gone.append(out)
    if rounds and rounds[-1].out is None:
        remaining = rounds[-1].votes
        before = [each.votes for each in rounds[:-1]]
        left.sort(key=lambda one: (-remaining[one], *(-votes[one] for votes in reversed(before)), one))
    return Ranked((*left, *reversed(gone)), tuple(rounds))


def _votes(rankings: Rankings, left: Sequence[int]) -> tuple[dict[int, int], int]:
    votes = dict.fromkeys(left, 0)
    exhausted = 0
    for ranking, count in rankings.items():
        first = next((option for option in ranking if option in votes), None)
        if first is None:
            exhausted += count
        else:
            votes[first] += count
    return votes, exhausted


def _last(votes: Mapping[int, int], rounds: Sequence[Round]) -> tuple[int, tuple[int, ...], bool]:
    fewest = min(votes.values())
    tied = tuple(option for option, count in votes.items() if count == fewest)
    last = tied
    for before in reversed(rounds):
        if len(last) == 1:
            break
        least = min(before.votes[option] for option in last)
        last = tuple(option for option in last if before.votes[option] == least)
    return max(last), tied if len(tied) > 1 else (), len(last) > 1


def preferred_to_all(rankings: Rankings, options: int) -> int | None:
    """The option that is preferred to each other one by more ballots (Condorcet's winner), None where there is none.

    An option that a ballot does not rank comes after those it ranks.
    """
    for one in range(1, options + 1):
        others = (other for other in range(1, options + 1) if other != one)
        if all(_preferred(rankings, one, other) > _preferred(rankings, other, one) for other in others):
            return one
    return None


def _preferred(rankings: Rankings, one: int, other: int) -> int:
    return sum(
        count
        for ranking, count in rankings.items()
        if one in ranking and (other not in ranking or ranking.index(one) < ranking.index(other))
    )
