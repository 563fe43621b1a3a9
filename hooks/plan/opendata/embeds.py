"""The pages that other sites show in a frame: one for each card and each chart, in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from plan.html import security_headers
from plan.model.types import Text
from plan.opendata.parts import embed_page
from plan.showing.addresses import page_url
from plan.showing.catalog import Card
from plan.showing.localizer import Phrase
from plan.showing.names import citation
from plan.showing.renderer import Renderer


@dataclass(frozen=True)
class Embedded:
    """What such a page shows: a card or a chart; whose it is, and where it stands on the site."""

    name: str
    title: Phrase
    card: Card | None
    series: str
    address: str
    citation: Phrase
    policy: Markup
    """What the page may load."""


def embed_pages(renderer: Renderer) -> Mapping[str, Callable[[], bytes]]:
    """What makes each of them, by its published name."""
    return {
        f"{embed_page(renderer.plan, part.name, code)}index.html": partial(_made, renderer, part, code)
        for code in renderer.plan.languages.codes
        for part in _parts(renderer, code)
    }


def _made(renderer: Renderer, part: Embedded, language: str) -> bytes:
    return renderer.render("embed.html", f"embed/{part.name}", language, part=part).html.lstrip().encode()


def _parts(renderer: Renderer, language: str) -> Iterator[Embedded]:
    plan = renderer.plan
    for card in renderer.catalog.cards:
        yield _part(renderer, card.id, card.project.title, language, card.page, card=card)
    home = "statistics" if plan.shown_statistics else "index"
    for id, series in plan.series.items():
        yield _part(renderer, f"chart-{id}", series.title, language, home, series=id)


def _part(
    renderer: Renderer, name: str, title: Text, language: str, page: str, *, card: Card | None = None, series: str = ""
) -> Embedded:
    plan, speak = renderer.plan, renderer.speaker(language)
    address = plan.details.url + page_url(page, language, plan.languages)
    cited = citation(plan, speak, title, address)
    policy = Markup(security_headers.PAGE)  # noqa: S704 - our own
    return Embedded(name, speak.phrase(title), card, series, address, cited, policy)
