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

    def documents(self) -> Sequence[Download]:
        """Its documents, as far as they were printed in the language."""
        return self._kept.documents(self._edition.id, self._renderer.speaker(self._language))

    def place(self, number: str) -> str:
        """Where a number stands in it, from the root of the site; empty where no page of it has the number."""
        plan, site = self._renderer.plan, self._kept.sites[self._edition.id]
        known = plan.comment_numbers.by_number.get(number)
        if known is None:
            return ""
        now = self._renderer.comments.by_number.get(number)
        pages = [plan.card_page(known.where)] if known.kind == "card" else [known.page, now.page if now else ""]
        for address in (page_url(page, self._language, plan.languages) for page in pages if page):
            file = f"{address}index.html"
            if file in site.sizes and f'id="{ANCHOR}{number}"'.encode() in site.read(file)[file]:
                return f"{place_of(self._edition.id)}{address}#{ANCHOR}{number}"
        return ""
