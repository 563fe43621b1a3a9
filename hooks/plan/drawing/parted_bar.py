"""Draws how many of some things are of which kind: one bar, parted by the kinds in their order, as SVG without words.

The first kinds are the strongest; what is of no kind in the order has an outline alone. No kind is known by its color:
the parts stand in the order of the table beside them, and a gap is between each and the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: How high a bar is; the gap between two parts, in hundredths of the whole.
_HEIGHT, _GAP = 22, 0.35
#: How much of its color the last kind of an order has.
_FAINTEST = 0.16


@dataclass(frozen=True)
class SharePart:
    """How many are of a kind; its place in the order of kinds from 0 to 1, None where it has none."""

    count: int
    place: float | None


def bar_svg(parts: Sequence[SharePart], looks: Mapping[str, str] | None = None, width: float | None = None) -> str:
    """The bar for a page; for paper with the attributes of its parts in place of classes, and a width in points."""
    whole = sum(part.count for part in parts) or 1
    shapes, at = [], 0.0
    for part in parts:
        share = 100 * part.count / whole
        if part.count:
            shapes.append(_part(part, at, max(share - _GAP, _GAP), looks, width))
        at += share
    size = 'width="100%"' if width is None else f'width="{width:g}" viewBox="0 0 {width:g} {_HEIGHT}"'
    hidden = 'class="share-bar" aria-hidden="true" focusable="false" ' if looks is None else ""
    return f'<svg {hidden}xmlns="http://www.w3.org/2000/svg" {size} height="{_HEIGHT}">{"".join(shapes)}</svg>'


def _part(part: SharePart, at: float, share: float, looks: Mapping[str, str] | None, width: float | None) -> str:
    name = "no-step" if part.place is None else "a-step"
    look = f'class="{name}"' if looks is None else looks[name]
    faint = "" if part.place is None else f' fill-opacity="{1 - (1 - _FAINTEST) * part.place:.2f}"'
    if width is None:
        return f'<rect {look}{faint} x="{at:.2f}%" y="1" width="{share:.2f}%" height="{_HEIGHT - 2}" rx="2"/>'
    x, across = width * at / 100, width * share / 100
    return f'<rect {look}{faint} x="{x:.1f}" y="1" width="{across:.1f}" height="{_HEIGHT - 2}" rx="2"/>'
