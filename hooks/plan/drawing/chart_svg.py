"""Draws a chart as SVG with matplotlib; the colors stand in it by name.

Text becomes outlines, because a picture in a page cannot use the page's fonts. Loading this module loads matplotlib.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

import matplotlib
from matplotlib.figure import Figure

from plan.drawing.chart_data import SIZES, Drawing
from plan.drawing.chart_drawing import KINDS
from plan.drawing.chart_pen import Pen


def outlines(drawing: Drawing, width: str, own: tuple[str, ...] = ()) -> bytes:
    """The SVG of a drawing in a width, with names in place of colors: the same drawing, the same bytes.

    `own` are the faces of its language.
    """
    settings: Any = {"svg.fonttype": "path", "svg.hashsalt": "plan", "axes.unicode_minus": False}
    with warnings.catch_warnings(), matplotlib.rc_context(settings):
        warnings.simplefilter("error", UserWarning)  # a glyph the font lacks would be drawn as a box
        across, down = SIZES[width]
        if drawing.kind == "comparison":
            down = 44 + 30 * len(drawing.slots)
        figure = Figure(figsize=(across / 72, down / 72), dpi=72)
        figure.patch.set_alpha(0)
        pen = Pen(drawing, width == "narrow", own)
        KINDS[drawing.kind](figure, drawing, pen)
        out = io.BytesIO()
        # No date and no program name: they would change the bytes.
        metadata = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(out, format="svg", metadata=metadata, transparent=True)
    return pen.named(out.getvalue())
