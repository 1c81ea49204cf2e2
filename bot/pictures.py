"""Charts to PNG. Figure and Agg only, never pyplot: no global state, so that drawing may have its own thread."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from commands.charts import Chart, StackedBars

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Colours that stay apart for every common colour blindness, and a hatching for each, so that none relies on it.
# Source: Okabe and Ito, « Color Universal Design » (2008).
COLOURS = ("#009E73", "#D55E00", "#56B4E9", "#BBBBBB")
HATCHES = ("", "///", "...", "xx")
# The same for five series that go from good to bad, and end with what is not known.
FIVE_COLOURS = ("#009E73", "#56B4E9", "#E69F00", "#D55E00", "#DDDDDD")
FIVE_HATCHES = ("", "...", "\\\\", "///", "xx")
# Inches wide, inches for each bar, inches for title, legend and source; dots to the inch: 1,350 pixels wide.
WIDTH, BAR_HEIGHT, MARGINS, RESOLUTION = 9.0, 0.5, 1.7, 150
# Characters on a line of a bar's label, and inches for each line after the second.
LABEL_LINE, LINE_HEIGHT = 42, 0.17
# Characters on a line of a title.
TITLE_LINE = 52
# The same for a room: 1,920 pixels wide, as its projector is, of letters half as large again.
LARGE_WIDTH, LARGE_BAR, LARGE_RESOLUTION, LARGE_LABEL_LINE, LARGE_TITLE_LINE = 6.0, 0.6, 320, 24, 36
# Shares of the widest bar under which a part's number does not fit inside it.
NARROWEST_PART = 0.035
# Names of series beside each other; more go on a second line.
LEGEND_COLUMNS = 4


def draw(chart: Chart) -> bytes:
    """The chart as a PNG picture."""
    if not isinstance(chart, StackedBars):
        from bot.quadrants import draw_matrix

        return draw_matrix(chart)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    charts = [chart, *([chart.below] if chart.below else [])]
    # The same drawing on less paper: shown on a wall at the same width, everything is larger.
    line, width, tall = (LARGE_LABEL_LINE, LARGE_WIDTH, LARGE_BAR) if chart.large else (LABEL_LINE, WIDTH, 0.0)
    labels = [[textwrap.fill(bar.label, line) for bar in each.bars] for each in charts]
    heights = [MARGINS + max(_bar_height(named), tall) * len(named) for named in labels]
    resolution = LARGE_RESOLUTION if chart.large else RESOLUTION
    figure = Figure(figsize=(width, sum(heights)), dpi=resolution, layout="constrained")
    FigureCanvasAgg(figure)
    # A part of the figure for each, so that each has its legend under its own bars.
    parts = figure.subfigures(len(charts), 1, height_ratios=heights, squeeze=False).flat
    for part, each, named in zip(parts, charts, labels, strict=True):
        axes = part.add_subplot()
        _bars(axes, each, named)
        axes.set_title(
            textwrap.fill(each.title, LARGE_TITLE_LINE if chart.large else TITLE_LINE),
            loc="left",
            fontsize=13,
            fontweight="bold",
            pad=12,
        )
        axes.invert_yaxis()
        axes.set_xlabel(each.source, loc="left", fontsize=8, color="#444444", labelpad=8)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(left=False)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        if axes.get_legend_handles_labels()[0]:
            columns = min(len(each.series), LEGEND_COLUMNS)
            part.legend(loc="outside lower center", ncols=columns, frameon=False, fontsize=9, handlelength=2.4)
    written = BytesIO()
    figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _bar_height(labels: Sequence[str]) -> float:
    """Inches for each bar: more where some label takes more than two lines."""
    return BAR_HEIGHT + LINE_HEIGHT * max(0, max((each.count("\n") for each in labels), default=0) - 1)


def _bars(axes: Axes, chart: StackedBars, labels: Sequence[str]) -> None:
    """Every series as a part of each bar, its number inside where there is room."""
    starts = [0] * len(chart.bars)
    colours, hatches = (COLOURS, HATCHES) if len(chart.series) <= len(COLOURS) else (FIVE_COLOURS, FIVE_HATCHES)
    widest = max((sum(bar.values) for bar in chart.bars), default=1) or 1
    for position, name in enumerate(chart.series):
        values = [bar.values[position] for bar in chart.bars]
        if not any(values):
            continue
        axes.barh(
            labels,
            values,
            left=starts,
            height=0.62,
            label=name,
            color=colours[position % len(colours)],
            hatch=hatches[position % len(hatches)],
            edgecolor="white",
            linewidth=0.8,
        )
        for row, value in enumerate(values):
            if value / widest >= NARROWEST_PART:
                box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
                axes.text(starts[row] + value / 2, row, str(value), ha="center", va="center", fontsize=9, bbox=box)
        starts = [start + value for start, value in zip(starts, values, strict=True)]
