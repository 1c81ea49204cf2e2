"""What a picture shows, before it is drawn: values only, so that handlers stay plain and drawing has its own thread."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and one value for each series of the chart, in their order."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Horizontal bars whose parts are the series: told apart by colour, hatching and name, never by colour alone.

    `below` is a second chart on the same picture.
    """

    title: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    source: str
    below: StackedBars | None = None
