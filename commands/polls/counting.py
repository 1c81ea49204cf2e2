"""From the sums of a poll to what may be shown of them: counts, notes, order, quorum and majority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from commands.polls import suppression
from commands.polls.ranking import Ranked, instant_runoff, preferred_to_all
from commands.polls.suppression import hidden, leading, shown_apart
from storage.polls import box
from storage.polls.rules import Rules
from storage.rows.poll_states import PRIVATE_MODES, PollKind, PollMode
from storage.rows.polls import Poll

# Beside the relative one, which needs no more than to be first.
ABSOLUTE, TWO_THIRDS = "absolute", "two_thirds"


@dataclass(frozen=True, slots=True)
class Counted:
    """An option and how many chose it; None where that is not shown."""

    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A project with the mean note of each criterion and their weighted mean."""

    label: str
    means: tuple[Decimal, ...]
    score: Decimal


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many could vote, how many did, how many of them through a « pouvoir »."""

    participants: int
    voters: int
    by_proxy: int = 0

    @property
    def share(self) -> Decimal:
        """Per cent."""
        return Decimal(100 * self.voters) / self.participants if self.participants else Decimal(0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is shown of a result. `withheld`: too few answers for anything of it.

    `leader` is the option of more than three quarters, where every count is hidden. `winners` are the options with most
    votes, several when they are equal, empty where that is not shown. `majority` is whether the first one has it.
    """

    turnout: Turnout
    counted: tuple[Counted, ...] = ()
    withheld: bool = False
    hidden: bool = False
    leader: str | None = None
    winners: tuple[str, ...] = ()
    majority: bool | None = None
    quorum: bool | None = None
    mean: Decimal | None = None
    median: Decimal | None = None
    ranked: Ranked | None = None
    preferred: int | None = None
    order: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    weighed: tuple[Weighed, ...] = ()
    scores: Mapping[int, int] | None = None


def outcome(poll: Poll, rules: Rules, content: box.Content, turnout: Turnout) -> Outcome:
    """What may be shown of the result; whatever the mode, nothing here says who voted."""
    least = max(rules.least, suppression.LEAST) if poll.mode in PRIVATE_MODES else 0
    ballots = content[box.BALLOTS]
    quorum = _quorum(rules, turnout)
    if not ballots or ballots < least:
        return Outcome(turnout, withheld=bool(ballots), quorum=quorum)
    return _OUTCOMES[poll.kind](poll, rules, content, least, Outcome(turnout, quorum=quorum))


def _quorum(rules: Rules, turnout: Turnout) -> bool | None:
    if rules.quorum_share:
        return 100 * turnout.voters >= rules.quorum_share * turnout.participants
    return turnout.voters >= rules.quorum_voters if rules.quorum_voters else None


def needed_votes(majority: str, votes: int) -> int:
    """How many votes make this majority of so many."""
    if majority == TWO_THIRDS:
        return -(-2 * votes // 3)
    return votes // 2 + 1 if majority == ABSOLUTE else 1


def _exclusive(labels: Sequence[str], counts: Sequence[int], least: int) -> tuple[Counted, ...]:
    hiding = hidden(counts, least=least) if least else frozenset()
    return tuple(
        Counted(label, None if rank in hiding else count)
        for rank, (label, count) in enumerate(zip(labels, counts, strict=True))
    )


def _one(poll: Poll, rules: Rules, content: box.Content, least: int, bare: Outcome) -> Outcome:
    counts = box.tally(content, (str(rank) for rank in range(1, len(poll.options) + 1)))
    counted = _exclusive(poll.options, counts, least)
    most = max(counts)
    best = [rank for rank, count in enumerate(counts) if count == most]
    shown = all(counted[rank].count is not None for rank in best)
    lead = leading(counts, least=least) if least else None
    leader = None if lead is None else poll.options[lead]
    reached = None
    if rules.majority and (shown or leader is not None):
        reached = len(best) == 1 and most >= needed_votes(rules.majority, sum(counts))
    return Outcome(
        bare.turnout,
        counted,
        hidden=any(each.count is None for each in counted),
        leader=leader,
        winners=tuple(poll.options[rank] for rank in best) if shown else (),
        majority=reached,
        quorum=bare.quorum,
    )


def _several(poll: Poll, rules: Rules, content: box.Content, least: int, bare: Outcome) -> Outcome:
    del rules
    counts = box.tally(content, (str(rank) for rank in range(1, len(poll.options) + 1)))
    ballots = content[box.BALLOTS]
    counted = tuple(
        Counted(label, count if not least or shown_apart(count, ballots, least=least) else None)
        for label, count in zip(poll.options, counts, strict=True)
    )
    most = max(counts)
    best = [rank for rank, count in enumerate(counts) if count == most]
    # The first of counts that are shown is only the first of all when all are.
    whole = all(each.count is not None for each in counted)
    winners = tuple(poll.options[rank] for rank in best) if whole and most else ()
    return Outcome(bare.turnout, counted, hidden=not whole, winners=winners, quorum=bare.quorum)


def _ranking(poll: Poll, rules: Rules, content: box.Content, least: int, bare: Outcome) -> Outcome:
    del rules
    rankings = box.rankings(content)
    ranked = instant_runoff(rankings, len(poll.options))
    firsts = [0] * len(poll.options)
    for ranking, count in rankings.items():
        firsts[ranking[0] - 1] += count
    counted = _exclusive(poll.options, firsts, least)
    return Outcome(
        bare.turnout,
        counted,
        hidden=any(each.count is None for each in counted),
        quorum=bare.quorum,
        ranked=ranked,
        preferred=preferred_to_all(rankings, len(poll.options)),
        order=tuple(poll.options[option - 1] for option in ranked.order),
    )


def _note(poll: Poll, rules: Rules, content: box.Content, least: int, bare: Outcome) -> Outcome:
    del poll
    scale = range(rules.lowest, rules.highest + 1)
    counts = box.tally(content, map(str, scale))
    counted = _exclusive([str(note) for note in scale], counts, least)
    some_hidden = any(each.count is None for each in counted)
    given = [note for note, count in zip(scale, counts, strict=True) for _ in range(count)]
    mean = _mean(given)
    if some_hidden:
        # Beside counts, a mean would give those that are hidden.
        counted = tuple(Counted(each.label, None) for each in counted)
        mean = _within(mean, rules)
    half = (given[(len(given) - 1) // 2] + given[len(given) // 2]) / Decimal(2)
    median = None if some_hidden else half
    return Outcome(bare.turnout, counted, hidden=some_hidden, quorum=bare.quorum, mean=mean, median=median)


def _within(mean: Decimal, rules: Rules) -> Decimal:
    """The mean half a note away from the ends of the scale: at an end, it would say what everybody gave."""
    half = Decimal("0.5")
    return min(max(mean, rules.lowest + half), rules.highest - half)


def _text(poll: Poll, rules: Rules, content: box.Content, least: int, bare: Outcome) -> Outcome:
    del poll, rules, least
    return Outcome(bare.turnout, quorum=bare.quorum, texts=tuple(content.get(box.TEXTS, ())))


def _weighted(poll: Poll, rules: Rules, content: box.Content, least: int, bare: Outcome) -> Outcome:
    del least
    return Outcome(bare.turnout, quorum=bare.quorum, weighed=weighed(poll, rules, content, rules.weights))


def weighed(poll: Poll, rules: Rules, content: box.Content, weights: Sequence[int]) -> tuple[Weighed, ...]:
    """The projects by weighted mean, the highest first; of equal ones, the first of the list."""
    private = poll.mode in PRIVATE_MODES
    found: list[Weighed] = []
    for project, label in enumerate(poll.options):
        means = []
        for criterion in range(len(rules.criteria)):
            notes = box.notes(content, project * len(rules.criteria) + criterion + 1)
            mean = _mean([note for note, count in notes.items() for _ in range(count)])
            means.append(_within(mean, rules) if private else mean)
        score = sum((mean * weight for mean, weight in zip(means, weights, strict=True)), Decimal(0))
        found.append(Weighed(label, tuple(means), score / sum(weights)))
    return tuple(sorted(found, key=lambda each: -each.score))


def _quiz(poll: Poll, rules: Rules, content: box.Content, least: int, bare: Outcome) -> Outcome:
    counts: list[int] = []
    for rank, choices in enumerate(rules.choices, start=1):
        counts += box.tally(content, (f"{rank}.{option}" for option in range(1, choices + 1)))
    counted: list[Counted] = []
    begin = 0
    for choices in rules.choices:
        end = begin + choices
        counted += _exclusive(poll.options[begin:end], counts[begin:end], least)
        begin = end
    by_score = box.scores(content)
    some_hidden = any(each.count is None for each in counted)
    given = [score for score, count in by_score.items() for _ in range(count)]
    all_scores = [by_score.get(score, 0) for score in range(len(rules.choices) + 1)]
    scores = None if least and hidden(all_scores, least=least) else by_score
    mean = None if some_hidden else _mean(given)
    return Outcome(bare.turnout, tuple(counted), hidden=some_hidden, quorum=bare.quorum, mean=mean, scores=scores)


def _mean(given: Sequence[int]) -> Decimal:
    return Decimal(sum(given)) / len(given) if given else Decimal(0)


_OUTCOMES = {
    PollKind.ONE: _one,
    PollKind.SEVERAL: _several,
    PollKind.DATES: _several,
    PollKind.RANKING: _ranking,
    PollKind.NOTE: _note,
    PollKind.TEXT: _text,
    PollKind.WEIGHTED: _weighted,
    PollKind.QUIZ: _quiz,
}


def is_named(poll: Poll) -> bool:
    """Whether who voted what is shown."""
    return poll.mode is PollMode.NAMED
