"""A matrix of four fields as PNG: numbered points, whose names and figures stand beside it. Figure and Agg only."""

from __future__ import annotations

import textwrap
from io import BytesIO
from typing import TYPE_CHECKING

from commands.charts import Matrix, Point

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Inches: the picture, and how much taller it is for each line of names beyond those that fit beside the matrix.
WIDTH, HEIGHT, LINE, LINES_BESIDE = 11.0, 6.5, 0.18, 30
RESOLUTION = 150
# Characters on a line of a point's name, and of the title.
NAME_LINE, TITLE_LINE = 40, 90
# Shares of the scale: how far points of the same place stand apart.
APART = 0.055


def draw_matrix(chart: Matrix) -> bytes:
    """The matrix as a PNG picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    names = [
        textwrap.fill(f"{rank}. {point.label} ({point.words})", NAME_LINE, subsequent_indent="    ")
        for rank, point in enumerate(chart.points, start=1)
    ]
    lines = sum(name.count("\n") + 1 for name in names)
    height = HEIGHT + LINE * max(0, lines - LINES_BESIDE)
    figure = Figure(figsize=(WIDTH, height), dpi=RESOLUTION, layout="constrained")
    FigureCanvasAgg(figure)
    axes, beside = figure.subplots(1, 2, width_ratios=(3, 2))
    _fields(axes, chart)
    _points(axes, chart)
    beside.axis("off")
    beside.text(0.0, 1.0, "\n".join(names), va="top", ha="left", fontsize=10, transform=beside.transAxes)
    figure.suptitle(textwrap.fill(chart.title, TITLE_LINE), x=0.02, ha="left", fontsize=13, fontweight="bold")
    figure.supxlabel(chart.source, x=0.02, ha="left", fontsize=8, color="#444444")
    written = BytesIO()
    figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _fields(axes: Axes, chart: Matrix) -> None:
    """The four fields, told apart by lines and by their names: no colour has a meaning."""
    low, high = chart.lowest, chart.highest
    middle, margin = (low + high) / 2, (high - low) * 0.12
    axes.set_xlim(low - margin, high + margin)
    axes.set_ylim(low - margin, high + margin)
    axes.axhline(middle, color="#444444", linewidth=1.2)
    axes.axvline(middle, color="#444444", linewidth=1.2)
    axes.set_xlabel(f"{chart.across} →", loc="right")
    axes.set_ylabel(f"{chart.up} →", loc="top")
    axes.spines[["top", "right"]].set_visible(False)
    # At the very corners, beyond the scale: no point stands on them.
    corners = ((0.99, 0.99, "right", "top"), (0.01, 0.99, "left", "top"), (0.99, 0.01, "right", "bottom"))
    for (x, y, across, up), name in zip((*corners, (0.01, 0.01, "left", "bottom")), chart.corners, strict=True):
        axes.text(x, y, name, ha=across, va=up, fontsize=10, color="#444444", style="italic", transform=axes.transAxes)


def _points(axes: Axes, chart: Matrix) -> None:
    step = (chart.highest - chart.lowest) * APART
    placed: list[tuple[float, float]] = []
    for rank, point in enumerate(chart.points, start=1):
        x, y = _free(point, placed, step)
        placed.append((x, y))
        box = {"boxstyle": "circle,pad=0.3", "facecolor": "white", "edgecolor": "#0072B2", "linewidth": 1.5}
        axes.text(x, y, str(rank), ha="center", va="center", fontsize=10, bbox=box)


def _free(point: Point, placed: list[tuple[float, float]], step: float) -> tuple[float, float]:
    """The point's place, or one just beside it where another already stands."""
    x, y = point.x, point.y
    while any(abs(x - other_x) < step and abs(y - other_y) < step for other_x, other_y in placed):
        x += step
    return x, y
