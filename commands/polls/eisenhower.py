"""Eisenhower's matrix of a weighted poll: what is important against what is urgent, drawn and in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from commands.charts import Matrix, Point
from commands.message import Picture
from commands.normalise import fold
from commands.polls import eisenhower_texts as said
from commands.polls import result_texts
from commands.polls.counting import Weighed
from storage.polls.rules import Rules
from storage.rows.polls import Poll


def axes(rules: Rules) -> tuple[int, int] | None:
    """The positions of the criteria that say importance and urgency: by their names, else the first two.

    None where there is only one criterion.
    """
    if len(rules.criteria) < 2:
        return None
    names = [fold(each) for each in rules.criteria]
    urgent = next((rank for rank, name in enumerate(names) if said.URGENCY in name), None)
    important = next((rank for rank, name in enumerate(names) if any(word in name for word in said.IMPORTANCE)), None)
    if urgent is None:
        urgent = next(rank for rank in (1, 0) if rank != important)
    if important is None or important == urgent:
        important = next(rank for rank in range(len(names)) if rank != urgent)
    return important, urgent


def lines(rules: Rules, weighed: Sequence[Weighed]) -> list[str]:
    """The matrix in words, for those who do not see it; empty where there is none."""
    found = axes(rules)
    if found is None or not weighed:
        return []
    important, urgent = found
    middle = Decimal(rules.lowest + rules.highest) / 2
    placed: dict[tuple[bool, bool], list[str]] = {}
    for each in weighed:
        field = (each.means[important] > middle, each.means[urgent] > middle)
        placed.setdefault(field, []).append(each.label)
    fields = ((True, True), (True, False), (False, True), (False, False))
    named = zip(said.FIELDS, fields, strict=True)
    title = said.title(rules.criteria[important], rules.criteria[urgent])
    return [title, *(said.field(name, placed.get(field, [])) for name, field in named)]


def picture(poll: Poll, rules: Rules, weighed: Sequence[Weighed], source: str) -> Picture | None:
    """The same drawn; None where there is no matrix."""
    found = axes(rules)
    if found is None or not weighed:
        return None
    important, urgent = found
    points = tuple(
        Point(
            each.label,
            float(each.means[urgent]),
            float(each.means[important]),
            said.means(result_texts.one_decimal(each.means[important]), result_texts.one_decimal(each.means[urgent])),
        )
        for each in weighed
    )
    both, not_urgent, not_important, neither = said.FIELDS
    chart = Matrix(
        said.heading(poll.question),
        rules.criteria[urgent],
        rules.criteria[important],
        (both, not_urgent, not_important, neither),
        points,
        rules.lowest,
        rules.highest,
        source,
    )
    name = f"{result_texts.picture_name(poll.id)}-{said.NAME}"
    return Picture(name, chart, tuple((each,) for each in lines(rules, weighed)))
