"""« Période de réserve »: days on which neither announcements nor polls go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reserve:
    """Days, both included."""

    first: date
    last: date


def read_reserve(text: str) -> Reserve:
    """« 2021-06-07/2021-06-27 », an interval of ISO 8601 days; raises ValueError for anything else."""
    first, _, last = text.strip().partition("/")
    reserve = Reserve(date.fromisoformat(first.strip()), date.fromisoformat(last.strip()))
    if reserve.last < reserve.first:
        raise ValueError(text)
    return reserve


def held_until(reserves: Iterable[Reserve], day: date) -> date | None:
    """The last day of the period in which the day falls, or of those that follow it at once; None for none."""
    last: date | None = None
    # A period may begin while another one lasts.
    for each in sorted(reserves, key=lambda one: one.first):
        begins = day if last is None else date.fromordinal(last.toordinal() + 1)
        if each.first <= begins and each.last >= (last or day):
            last = each.last
    return last
