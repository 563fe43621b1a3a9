"""The frozen draft on which comments were taken, as the page on the consultation leads to it: documents, paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from plan.html.citable import ANCHOR
from plan.model import FrozenEdition
from plan.pages.downloads import Download
from plan.pages.kept_editions import KeptEditions, place_of
from plan.showing.addresses import page_url
from plan.showing.renderer import Renderer


class CommentedDraft:
    """The draft that comments were on, where the plan is another edition now and the draft is kept."""

    def __init__(self, edition: FrozenEdition, kept: KeptEditions, renderer: Renderer, language: str) -> None:
        self._edition, self._kept, self._renderer, self._language = edition, kept, renderer, language

    @property
    def documents(self) -> Sequence[Download]:
        """Its documents, as far as they were printed in the language."""
        return self._kept.documents(self._edition.id, self._renderer.speaker(self._language))

    def place(self, number: str) -> str:
        """Where a number stands in it, from the root of the site; where it was frozen without numbers, the heading over
        it, or the page. Empty where it has no such page."""
        plan, site = self._renderer.plan, self._kept.sites[self._edition.id]
        known = plan.comment_numbers.by_number.get(number)
        if known is None:
            return ""
        now, page = self._renderer.comments.by_number.get(number), known.page
        if known.kind == "card":
            page = plan.card_page(known.where)
        elif known.kind == "item":
            page = now.page if now else ""
        address = page_url(page, self._language, plan.languages)
        file = f"{address}index.html"
        if not page or file not in site.sizes:
            return ""
        found, section = site.read(file)[file].decode("utf-8", "replace"), known.where.partition("#")[2]
        at = next((id for id in (f"{ANCHOR}{number}", section) if id and f'id="{id}"' in found), "")
        return f"{place_of(self._edition.id)}{address}{'#' if at else ''}{at}"
