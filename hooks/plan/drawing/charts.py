"""The files of a chart: one for each width and color scheme, named by the digest of all that it shows.

Nothing here draws: `chart_files` does, in another process, where matplotlib is loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plan.drawing import chart_files, digests
from plan.drawing.chart_colors import GROUND, NAMES, tone_shares, tones
from plan.drawing.chart_data import SIZES, Drawing
from plan.drawing.chart_files import ChartFiles
from plan.model.colors import mix

#: The modules of this room that decide how a chart looks, and the packages that they draw with.
DRAWN_BY = (
    "chart_colors", "chart_data", "chart_drawing", "chart_files", "chart_labels", "chart_pen", "chart_geometry",
    "chart_svg", "instances", "lettering", "typefaces",
)  # fmt: skip
_DRAWN_WITH = ("fonttools", "matplotlib", "numpy")


@dataclass(frozen=True)
class Variant:
    """One file of a chart: for which width and which color scheme."""

    width: str
    scheme: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels."""
        return SIZES[self.width]


#: The variant that is offered to be taken away.
TAKEN_AWAY = Variant("wide", "light")
VARIANTS = tuple(Variant(width, scheme) for scheme in ("light", "dark") for width in SIZES)


def files(
    folder: Path, drawing: Drawing, schemes: Mapping[str, Mapping[str, str]], own: tuple[str, ...] = ()
) -> Iterator[ChartFiles]:
    """A drawing in each width, with its files in `folder`, one a scheme, in the order of the schemes.

    `own` are the faces of its language.
    """
    for width in SIZES:
        files = {
            folder / file_name(drawing, scheme, Variant(width, name), own): colors_of(drawing, scheme, name)
            for name, scheme in schemes.items()
        }
        yield ChartFiles(drawing, width, files, own)


def published(series: str, language: str, variant: Variant) -> str:
    """The published name of one file of a chart."""
    return f"assets/charts/{series}.{language}.{variant.scheme}.{variant.width}.svg"


def taken_away(series: str, language: str, end: str) -> str:
    """The published name of a chart that is to be taken away: `end` is svg or png."""
    return f"data/charts/{series}.{language}.{end}"


def file_name(drawing: Drawing, scheme: Mapping[str, str], variant: Variant, own: tuple[str, ...] = ()) -> str:
    """The name of the file that holds what `draw` gives: the digest of all that decides how it looks."""
    shown = (drawing, sorted(colors_of(drawing, scheme, variant.scheme).items()), variant, digests.versions(own))
    content = repr((shown, digests.drawn_by(DRAWN_BY, _DRAWN_WITH))).encode()
    return f"{hashlib.sha256(content).hexdigest()[:32]}.svg"


def draw(drawing: Drawing, scheme: Mapping[str, str], variant: Variant) -> bytes:
    """The SVG of one file, drawn here and now."""
    only = Path(file_name(drawing, scheme, variant))
    return chart_files.draw(ChartFiles(drawing, variant.width, {only: colors_of(drawing, scheme, variant.scheme)}))[
        only
    ]


def colors_of(drawing: Drawing, scheme: Mapping[str, str], name: str) -> Mapping[str, str]:
    """The colors of a drawing by name, from the named colors of the site in a scheme.

    Dark ones have the page's ground with them: a browser shows a picture that is opened alone on white. Light ones have
    none, for paper.
    """
    count = len(drawing.columns)
    quiet = (mix(scheme["link"], scheme["surface"], share) for share in tone_shares(count))
    found = {color: scheme[color] for color in NAMES} | dict(zip(tones(count), quiet, strict=True))
    return found | {GROUND: scheme["paper"] if name == "dark" else "none"}
