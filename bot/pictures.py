"""Charts to PNG. Figure and Agg only, never pyplot: no global state, so that drawing may have its own thread."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from commands.charts import StackedBars

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Four colours that stay apart for every common colour blindness, and a hatching for each, so that none relies on it.
# Source: Okabe and Ito, « Color Universal Design » (2008).
COLOURS = ("#009E73", "#D55E00", "#56B4E9", "#BBBBBB")
HATCHES = ("", "///", "...", "xx")
# Inches wide, inches for each bar, inches for title, legend and source; dots to the inch: 1,350 pixels wide.
WIDTH, BAR_HEIGHT, MARGINS, RESOLUTION = 9.0, 0.5, 1.7, 150
# Shares of the widest bar under which a part's number does not fit inside it.
NARROWEST_PART = 0.035


def draw(chart: StackedBars) -> bytes:
    """The chart as a PNG picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(WIDTH, MARGINS + BAR_HEIGHT * len(chart.bars)), dpi=RESOLUTION, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _bars(axes, chart)
    axes.set_title(chart.title, loc="left", fontsize=13, fontweight="bold", pad=12)
    axes.invert_yaxis()
    axes.set_xlabel(chart.source, loc="left", fontsize=8, color="#444444", labelpad=8)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if axes.get_legend_handles_labels()[0]:
        figure.legend(loc="outside lower center", ncols=len(chart.series), frameon=False, fontsize=9, handlelength=2.4)
    written = BytesIO()
    figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _bars(axes: Axes, chart: StackedBars) -> None:
    """Every series as a part of each bar, its number inside where there is room."""
    labels = [bar.label for bar in chart.bars]
    starts = [0] * len(chart.bars)
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
            color=COLOURS[position % len(COLOURS)],
            hatch=HATCHES[position % len(HATCHES)],
            edgecolor="white",
            linewidth=0.8,
        )
        for row, value in enumerate(values):
            if value / widest >= NARROWEST_PART:
                box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
                axes.text(starts[row] + value / 2, row, str(value), ha="center", va="center", fontsize=9, bbox=box)
        starts = [start + value for start, value in zip(starts, values, strict=True)]
