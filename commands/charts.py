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

    `below` is a second chart on the same picture. `large`: to be read from the back of a room.
    """

    title: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    source: str
    below: StackedBars | None = None
    large: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """Something with its place on both scales; `words` say its figures."""

    label: str
    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Points among four fields, numbered in their order.

    `corners` name the fields: top right, top left, bottom right, bottom left.
    """

    title: str
    across: str
    up: str
    corners: tuple[str, str, str, str]
    points: tuple[Point, ...]
    lowest: float
    highest: float
    source: str


Chart = StackedBars | Matrix
