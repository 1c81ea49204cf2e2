"""Medians, percentiles and the line in which a figure is printed beside its limit."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def line(name: str, value: float, unit: str, limit: float | None = None) -> str:
    """A figure, its limit when it has one, and whether it is met, in words."""
    said = f"{name:58} {value:10.3f} {unit}"
    if limit is None:
        return said
    return f"{said:78} limit {limit:g} {unit}: {'met' if value <= limit else 'MISSED'}"
