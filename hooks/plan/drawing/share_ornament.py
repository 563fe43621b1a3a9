"""The ornament of a city as a strip along one edge of its pictures for sharing, in a few shades."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

#: Colors of the strip: more are not told apart at the size at which a picture is shared, and each makes it heavier.
_COLORS = 24
_PAGE = b"""#set page(width: int(sys.inputs.width) * 1pt, height: int(sys.inputs.height) * 1pt, margin: 0pt)
#set page(fill: rgb(sys.inputs.ground))
#image(bytes(sys.inputs.drawn), format: "svg", width: 100%, height: 100%, fit: "cover")"""


@dataclass(frozen=True)
class Strip:
    """A drawing in numbered colors."""

    size: tuple[int, int]
    pixels: bytes
    """The number of a color for each pixel, row by row."""
    colors: tuple[int, ...]
    """Red, green and blue of each color."""


@cache
def strip(drawn: bytes, size: tuple[int, int], ground: str) -> Strip:
    """An ornament, as SVG, that covers a strip of a ground: all of it from one edge to the other, cut at the others.

    The typesetter makes the pixels: the same on every system.
    """
    import typst
    from PIL import Image

    width, height = size
    told = {"drawn": drawn.decode(), "width": str(width), "height": str(height), "ground": ground}
    made = typst.compile(_PAGE, format="png", ppi=72.0, sys_inputs=told)
    if not isinstance(made, bytes):
        raise TypeError("one strip is one page")
    flat = Image.open(io.BytesIO(made)).convert("RGB").resize(size)
    numbered = flat.quantize(_COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return Strip(size, numbered.tobytes(), tuple((numbered.getpalette() or [])[: 3 * _COLORS]))
