"""Draws a chart as SVG with matplotlib; the colors stand in it by name.

Text becomes outlines, because a picture in a page cannot use the page's fonts. Loading this module loads matplotlib.
"""

from __future__ import annotations

import io
import re
import warnings
from typing import Any

import matplotlib
from matplotlib.figure import Figure

from plan.drawing.chart_colors import GROUND
from plan.drawing.chart_data import Drawing
from plan.drawing.chart_drawing import KINDS
from plan.drawing.chart_geometry import size
from plan.drawing.chart_pen import Pen

#: How matplotlib (3.11) writes how a shape looks, and what holds of all shapes.
_STYLE = re.compile(rb'(?<= )style="([^"]*)"')
_START = re.compile(rb"<svg [^>]*>")
_ALL = re.compile(rb"\s*<style type=\"text/css\">\*\{([^}]*)\}</style>")


def outlines(drawing: Drawing, width: str, own: tuple[str, ...] = ()) -> bytes:
    """The SVG of a drawing in a width, with names in place of colors: the same drawing, the same bytes.

    `own` are the faces of its language.
    """
    settings: Any = {"svg.fonttype": "path", "svg.hashsalt": "plan", "axes.unicode_minus": False}
    with warnings.catch_warnings(), matplotlib.rc_context(settings):
        warnings.simplefilter("error", UserWarning)  # a glyph the font lacks would be drawn as a box
        across, down = size(drawing, width)
        figure = Figure(figsize=(across / 72, down / 72), dpi=72)
        figure.patch.set_alpha(0)
        pen = Pen(drawing, width == "narrow", own)
        KINDS[drawing.kind](figure, drawing, pen)
        out = io.BytesIO()
        # No date and no program name: they would change the bytes.
        metadata = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(out, format="svg", metadata=metadata, transparent=True)
    return pen.named(_plain(out.getvalue()))


def _plain(svg: bytes) -> bytes:
    """Attributes in place of styles, which the policy of the site's pages lets no file have: it would be black."""
    common = b" ".join(map(_attributes, _ALL.findall(svg)))
    svg = _ALL.sub(b"", svg).replace(b"<svg ", b"<svg %b " % common, 1)
    svg = _STYLE.sub(lambda found: _attributes(found[1]), svg)
    ground = b'\\g<0>\n <rect width="100%%" height="100%%" fill="{%b}"/>' % GROUND.encode()
    return _START.sub(ground, svg, count=1)


def _attributes(style: bytes) -> bytes:
    pairs = (item.split(b":", 1) for item in style.split(b";") if item.strip())
    return b" ".join(b'%b="%b"' % (name.strip(), value.strip()) for name, value in pairs)
