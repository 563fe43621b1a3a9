"""A plan's pictures and documents without a build of its whole site, for tests and benchmarks."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from plan.drawing.pictures import Pictures
from plan.machine.workers import Workers
from plan.pages import sharing
from plan.pages.site import Site
from plan.paper import letters, library
from plan.paper.edition import PaperEdition
from plan.paper.library import Library
from plan.showing.renderer import Renderer


class Asked(Workers):
    """Workers that only write down what they are asked for: at once, after something else, or last."""

    def __init__(self) -> None:
        super().__init__()
        self.now: list[tuple[Any, ...]] = []
        self.after: list[tuple[Any, ...]] = []
        self.last: list[tuple[Any, ...]] = []

    def submit(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Future[Any]:
        """At once."""
        self.now.append((function.__name__, *arguments))
        return Future()

    def submit_after(self, needed: Any, function: Callable[..., Any], *arguments: Any, **named: Any) -> Future[Any]:
        """After something else."""
        self.after.append((len(needed), function.__name__, *arguments))
        return Future()

    def submit_last(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Future[Any]:
        """Last."""
        self.last.append((function.__name__, *arguments))
        return Future()


def printed(renderer: Renderer, digest: str, ornament: bytes | None = None) -> Library:
    """All documents of a plan, set; `digest` is that of its data, prose and templates."""
    with Workers() as workers:
        pictures = Pictures(renderer.kept, workers)
        renderer.draw_charts(pictures)
        documents = library.print_documents(renderer, pictures, digest, ornament=ornament)
        documents.complete()
    return documents


def site_with_pictures(renderer: Renderer, *, to_share: bool = True) -> Site:
    """The site of a plan without documents, with its charts and, if asked for, its pictures for sharing."""
    pictures = Pictures(renderer.kept, Workers())
    renderer.draw_charts(pictures)
    if to_share:
        sharing.draw(pictures, renderer)
    return Site(renderer, Library(), pictures=pictures)


def whole_content(renderer: Renderer, language: str) -> dict[str, Any]:
    """All that the typesetter is given for the whole plan in a language, its charts and faces too."""
    with Workers() as workers:
        pictures = Pictures(renderer.kept, workers)
        renderer.draw_charts(pictures)
        pictures.files()
    whole = next(iter(PaperEdition(renderer, language).documents()))
    drawn = {
        address: pictures.chart(series, language, library.IN_PRINT).path.read_text(encoding="utf-8")
        for address, series in whole.charts.items()
    }
    given: dict[str, Any] = json.loads(
        letters.written({**whole.content, "images": drawn}, renderer.plan.languages.printed)
    )
    return given
