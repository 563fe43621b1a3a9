"""What a process is told to draw of charts: it loads nothing of the plan, and matplotlib once for many charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plan.drawing.chart_colors import colored
from plan.drawing.chart_data import Drawing
from plan.machine import store


@dataclass(frozen=True)
class ChartFiles:
    """A drawing to be made in one width: the files that it becomes, each with its colors by name."""

    drawing: Drawing
    width: str
    files: Mapping[Path, Mapping[str, str]]
    own: tuple[str, ...] = ()
    """The faces of its language, if it has any of its own."""


def get_ready() -> None:
    """Load what charts are drawn with, before it is known which."""
    import plan.drawing.chart_svg  # noqa: F401


def draw(chart: ChartFiles) -> Mapping[Path, bytes]:
    """The SVG of each file: drawn once, then in the colors of each. The same chart, the same bytes."""
    from plan.drawing.chart_svg import outlines  # loads matplotlib, which whoever finds its charts drawn does without

    svg = outlines(chart.drawing, chart.width, chart.own)
    return {path: colored(svg, colors) for path, colors in chart.files.items()}


def draw_all(charts: Iterable[ChartFiles]) -> None:
    """Draw each chart and write those of its files that are not there."""
    for chart in charts:
        for path, svg in draw(chart).items():
            if not store.holds(path):
                store.write(path, svg)
