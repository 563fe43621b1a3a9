"""The pages of cards, items and chapters that older editions had and the plan has no more: what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from plan.editions.comparison import GonePage
from plan.editions.history import EditionPair, History


@dataclass(frozen=True)
class FormerPage:
    """A page that is no more: its name and title, the pair of editions between which it went, what it is now."""

    page: str
    title: str
    pair: EditionPair
    now: tuple[str, ...]
    renamed: bool
    """Whether it is the same card, item or chapter, which stands elsewhere: its old address leads there."""

    def title_in(self, history: History, language: str) -> str:
        """Its title in a language, as the edition had it."""
        comparison = history.comparison(self.pair, language)
        titles = (gone.title for gone in (comparison.gone if comparison else ()) if gone.page == self.page)
        return next(titles, self.title)


def former_pages(history: History, language: str) -> Mapping[str, FormerPage]:
    """All pages that are gone, by their names; whatever became of them is followed to the plan as it stands."""
    found: dict[str, FormerPage] = {}
    for pair in history.pairs:
        comparison = history.comparison(pair, language)
        for gone in comparison.gone if comparison else ():
            for page, former in list(found.items()):
                found[page] = _followed(former, gone)
            found[gone.page] = FormerPage(gone.page, gone.title, pair, gone.now, gone.renamed)
    return found


def _followed(former: FormerPage, gone: GonePage) -> FormerPage:
    """A page whose successor went as well."""
    if gone.page not in former.now:
        return former
    now = tuple(page for one in former.now for page in (gone.now if one == gone.page else (one,)))
    return replace(former, now=now, renamed=former.renamed and gone.renamed)
