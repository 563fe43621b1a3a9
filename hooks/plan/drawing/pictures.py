"""All pictures of a build: other processes draw what was never drawn, from the moment that it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plan.drawing import chart_files, chart_png, charts, digests, renditions
from plan.drawing.chart_data import Drawing
from plan.drawing.chart_files import ChartFiles
from plan.drawing.renditions import Renditions
from plan.machine import store
from plan.machine.workers import Workers, there

#: The modules of this room that decide how a picture for sharing looks, and the package that they draw with.
SHARED_BY = ("instances", "lettering", "shaping", "share_ornament", "share_picture", "typefaces")
_SHARED_WITH = ("fonttools", "matplotlib", "pillow", "typst")
#: So many charts are drawn by one process: loading matplotlib takes it about as long as drawing them.
_AT_ONCE = 16


@dataclass(frozen=True)
class Picture:
    """A file, and what is done when it is there."""

    path: Path
    drawn: Future[Any]


class Pictures:
    """The pictures of one build by their published names; `workers` draw them, and `kept` holds them between builds.

    Charts wait until a process is `ready` for them, so that no second one loads what they are drawn with.
    """

    def __init__(self, kept: Path, workers: Workers, ready: Sequence[Future[Any]] = ()) -> None:
        self.workers, self._ready = workers, ready
        self._kept = kept
        self._pictures: dict[str, Picture] = {}
        self._on_paper: dict[str, Picture] = {}

    def draw_charts(
        self,
        drawings: Mapping[tuple[str, str], Drawing],
        schemes: Mapping[str, Mapping[str, str]],
        faces_of: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """The charts of series, by series and language, in the colors of each scheme.

        `faces_of` are the faces that a language has of its own.
        """
        asked: dict[str, Path] = {}
        missing: list[ChartFiles] = []
        for (series, language), drawing in drawings.items():
            own = tuple((faces_of or {}).get(language, ()))
            for chart in charts.files(self._kept / "charts", drawing, schemes, own):
                for path, scheme in zip(chart.files, schemes, strict=True):
                    asked[charts.published(series, language, charts.Variant(chart.width, scheme))] = path
                if not all(map(store.holds, chart.files)):
                    missing.append(chart)
        drawn: dict[Path, Future[None]] = {}
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            if self._ready:
                job = self.workers.submit_after(self._ready, chart_files.draw_all, some)
            else:
                job = self.workers.submit(chart_files.draw_all, some)
            drawn |= {path: job for chart in some for path in chart.files}
        self._pictures |= {name: Picture(path, drawn.get(path) or there(None)) for name, path in asked.items()}
        for series, language in drawings:
            self._take_away(series, language)

    def _take_away(self, series: str, language: str) -> None:
        """A chart at an address of its own, to be taken away: in light colors, as SVG and as PNG."""
        drawn = self.chart(series, language, charts.TAKEN_AWAY)
        png = chart_png.kept_at(drawn.path)
        made: Future[Any] = there(None)
        if not store.holds(png):
            made = self.workers.submit_after([drawn.drawn], chart_png.write, drawn.path, png)
        self._pictures[charts.taken_away(series, language, "svg")] = drawn
        self._pictures[charts.taken_away(series, language, "png")] = Picture(png, made)

    def draw_to_share(
        self,
        name: str,
        lines: Mapping[str, str],
        palette: Mapping[str, str],
        own: tuple[str, ...] = (),
        ornament: bytes = b"",
    ) -> None:
        """The picture for sharing of the page or card `name`, after everything that somebody waits for.

        `own` are the faces of its language, `ornament` is the SVG beside its words.
        """
        path = self._kept / "share" / _share_name(lines, palette, own, ornament)
        drawn: Future[Any] = there(None)
        if not store.holds(path):
            from plan.drawing import share_picture  # which whoever finds its pictures drawn does without

            drawn = self.workers.submit_last(
                store.find_or_make, path, share_picture.draw, dict(lines), dict(palette), own, ornament
            )
        self._pictures[f"assets/share/{name}.png"] = Picture(path, drawn)

    def publish(self, shown: Iterable[Renditions]) -> None:
        """The pictures of the plan itself, in all their sizes."""
        for one in shown:
            made = there([]) if one.made else self.workers.submit(renditions.make, [one])
            self._on_paper[one.source.uri] = Picture(one.paper, made)
            self._pictures |= {size.name: Picture(size.path, made) for size in one.sizes}

    def unreadable(self) -> list[tuple[str, str]]:
        """The addresses under docs/ of those that cannot be made, each with the rule that tells why, when all are."""
        return [found for picture in self._on_paper.values() for found in picture.drawn.result()]

    def on_paper(self, uri: str) -> Picture:
        """A picture of the plan as a drawing for paper, by the address of its file under docs/."""
        return self._on_paper[uri]

    def chart(self, series: str, language: str, variant: charts.Variant) -> Picture:
        """One file of a chart, which may still be drawn."""
        return self._pictures[charts.published(series, language, variant)]

    @property
    def waiting(self) -> Collection[Future[Any]]:
        """All that is drawn, as it is awaited; some drawings are several pictures."""
        return dict.fromkeys(picture.drawn for picture in self._pictures.values()).keys()

    def files(self) -> Mapping[str, Path]:
        """All pictures by their published names, once all are drawn. Raises what drawing one of them raised."""
        for picture in self._pictures.values():
            picture.drawn.result()
        return {name: picture.path for name, picture in self._pictures.items()}


def _share_name(lines: Mapping[str, str], palette: Mapping[str, str], own: tuple[str, ...], ornament: bytes) -> str:
    """The name of the file that holds a picture for sharing: the digest of all that decides how it looks."""
    shown = (sorted(lines.items()), sorted(palette.items()), digests.versions(own), ornament)
    content = repr((shown, digests.drawn_by(SHARED_BY, _SHARED_WITH))).encode()
    return f"{hashlib.sha256(content).hexdigest()[:32]}.png"
