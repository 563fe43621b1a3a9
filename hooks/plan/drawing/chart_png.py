"""A chart as PNG, for whoever cannot use SVG: set from the drawing itself, at twice its size, on white.

The typesetter makes the pixels and the file, so both are the same on every system.
"""

from __future__ import annotations

from pathlib import Path

from plan.drawing import digests
from plan.machine import store

#: The page is as large as the drawing, whose pixels are points.
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawn), format: "svg")"""
_RESOLUTION = 144.0  # pixels an inch: two a point


def kept_at(svg: Path) -> Path:
    """Where the PNG of a kept drawing is kept: under its name, which is the digest of what it shows."""
    return svg.with_name(f"{svg.stem}-{_made_by()}.png")


def write(svg: Path, png: Path) -> None:
    """Make the PNG of a drawing that is there."""
    import typst

    made = typst.compile(_PAGE, format="png", ppi=_RESOLUTION, sys_inputs={"drawn": svg.read_text(encoding="utf-8")})
    if not isinstance(made, bytes):
        raise TypeError("one drawing is one page")
    store.write(png, made)


def _made_by() -> str:
    return digests.drawn_by(("chart_png",), ("typst",))[:12]
