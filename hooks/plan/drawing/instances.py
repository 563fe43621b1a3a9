"""A font that holds all weights in one, cut to a font of one weight with the letters of some words, for matplotlib.

matplotlib draws such a font in the first of its weights only, which may be a thin one.
"""

from __future__ import annotations

import atexit
import hashlib
import io
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_WEIGHTS = {"Regular": 400, "Bold": 700}


def of_weight(fonts: Iterable[Path], weight: str, letters: frozenset[str]) -> tuple[Path, ...]:
    """Fonts of one weight, `Regular` or `Bold`: those that hold all weights cut for these letters, the others as is."""
    return tuple(_cut(font, weight, letters) if "[" in font.name else font for font in fonts)


@cache
def _cut(font: Path, weight: str, letters: frozenset[str]) -> Path:
    """Glyphs keep their numbers, so that the same words give the same bytes whatever else is cut with them."""
    from fontTools import subset  # type: ignore[import-untyped]
    from fontTools.varLib import instancer  # type: ignore[import-untyped]

    options = subset.Options(hinting=False, layout_features=["*"], notdef_outline=True, retain_gids=True)
    # What puts letters together takes some apart first: ำ of Thai.
    apart = unicodedata.normalize("NFKD", "".join(sorted(letters)))
    name = hashlib.sha256("".join(sorted(letters)).encode()).hexdigest()[:16]
    path = _folder() / f"{font.name.partition('[')[0]}-{weight}-{name}.ttf"
    with subset.load_font(io.BytesIO(font.read_bytes()), options) as read:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=map(ord, letters.union(apart)))
        cutter.subset(read)
        axes = {axis.axisTag: axis.defaultValue for axis in read["fvar"].axes}
        cut = instancer.instantiateVariableFont(read, axes | {"wght": _WEIGHTS[weight]})
        cut["name"].setName(path.stem, 6, 3, 1, 0x409)
        cut["name"].removeNames(nameID=6, platformID=1)
        cut.save(str(path))
    return path


@cache
def _folder() -> Path:
    """A folder that goes with the process."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
