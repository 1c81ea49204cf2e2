"""Where the words and the figures of an update do not agree: told before anything is written."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from commands.state_words import figure
from commands.topics import Topic
from commands.updates import texts
from storage.ledger.update import Update
from storage.rows.following import Weather
from storage.rows.plan import Bound, Status, Target

# A fair weather so close to the deadline is surprising when less than half of the way is done.
CLOSE = timedelta(days=30)
HALF = Decimal("0.5")

_FAIR = frozenset({Weather.SECURE, Weather.REACHABLE})


def contradiction(topic: Topic, update: Update, *, today: date) -> str | None:
    """Why the weather that stands after the update is surprising beside the value; None where it is not.

    A fair weather past the deadline without the target, or close to it with less than half of the way done; a foul
    one with every target reached.
    """
    weather = update.weather or topic.state.weather
    status = update.status or topic.status
    if weather is None or status in {Status.DONE, Status.STOPPED} or not (update.weather or update.measure):
        return None
    standing = [(each, value) for each in topic.targets if (value := value_of(topic, update, each)) is not None]
    due_on = update.deadline.due_on if update.deadline else topic.due_on
    if weather not in _FAIR:
        met = bool(standing) and all(reached(topic, update, target) for target, _ in standing)
        return texts.target_met(*_words(*standing[0])) if met else None
    if due_on is None:
        return None
    short = [(target, value) for target, value in standing if reached(topic, update, target) is False]
    if due_on < today:
        return texts.target_missed(*_words(*short[0]), overdue=True) if short else texts.past_due(due_on)
    if due_on - today <= CLOSE:
        behind = [each for each in short if (share := _way_done(topic, update, *each)) is not None and share < HALF]
        if behind:
            return texts.target_missed(*_words(*behind[0]), overdue=False)
    return None


def missed_target(topic: Topic, update: Update) -> tuple[str, str] | None:
    """The value and the target, in words, of the first target that what stands after the update does not reach."""
    for target in topic.targets:
        value = value_of(topic, update, target)
        if value is not None and reached(topic, update, target) is False:
            return _words(target, value)
    return None


def value_of(topic: Topic, update: Update, target: Target) -> Decimal | None:
    """The target's value after the update; None where none was ever given."""
    said = update.measure
    if said is not None and not said.baseline and said.target == target.position:
        return said.value
    known = topic.state.measures.get(target.position)
    return known.measure.value if known else None


def reached(topic: Topic, update: Update, target: Target) -> bool | None:
    """Whether the value meets the target; None where it cannot be said."""
    value = value_of(topic, update, target)
    if value is None:
        return None
    if target.operator is Bound.AT_MOST:
        return value <= target.value
    if target.operator is Bound.INCREASE:
        baseline = _baseline(topic, update, target)
        return None if baseline is None else value - baseline >= target.value
    return value >= target.value


def _baseline(topic: Topic, update: Update, target: Target) -> Decimal | None:
    said = update.measure
    if said is not None and said.baseline and said.target == target.position:
        return said.value
    known = topic.state.baselines.get(target.position)
    return known.measure.value if known else None


def _way_done(topic: Topic, update: Update, target: Target, value: Decimal) -> Decimal | None:
    """How much of the way from the starting point (zero where none is known) to the target; None where unknown."""
    if target.operator in {Bound.AT_MOST, Bound.INCREASE}:
        return None
    start = _baseline(topic, update, target) or Decimal(0)
    way = target.value - start
    return (value - start) / way if way else None


def _words(target: Target, value: Decimal) -> tuple[str, str]:
    return figure(target, value), figure(target, target.value)
