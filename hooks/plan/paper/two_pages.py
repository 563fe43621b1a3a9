"""What the summary keeps where its two pages have no room for all, and what it says then."""

from __future__ import annotations

from plan.html.tree import Node
from plan.paper.doubt_notes import own
from plan.paper.fitting import wanted
from plan.showing.catalog import Catalog
from plan.showing.localizer import Localizer

_PAGES = 2
_SLOTS = {"shown": "{shown}", "left": "{left}"}


def cards_kept(catalog: Catalog, speak: Localizer, rows: list[int]) -> Node:
    """What a worker needs to keep the summary to two pages; `rows`: how many rows each card has in its table.

    It keeps the cards that the city puts first, then as the plan has them.
    """
    featured, cards = catalog.plan.details.featured, catalog.cards
    at = {card.id: index for index, card in enumerate(cards)}
    heading = "summary_table_some" if catalog.plan.shown_indicators else "summary_some"
    left = "summary_left" if featured else "summary_left_in_order"
    return _kept(speak, rows, list(dict.fromkeys([*(at[id] for id in featured), *at.values()])), heading, left)


def indicators_kept(speak: Localizer, count: int) -> Node:
    """The same of a table with so many indicators, a row each: they are kept in their order."""
    return _kept(speak, [1] * count, list(range(count)), "summary_indicators_some", "summary_left_indicators")


def items_kept(speak: Localizer, count: int) -> Node:
    """The same of a table with so many items, a row each: they are kept in their order."""
    return _kept(speak, [1] * count, list(range(count)), "summary_some", "summary_left_items")


def _kept(speak: Localizer, rows: list[int], rank: list[int], heading: str, left: str) -> Node:
    said = {
        "heading": speak.plain_word(heading, count=len(rows), **_SLOTS),
        "left": own(speak.own_word(left, **_SLOTS)),
        "without": [own(speak.own_word(key)) for key in ("summary_without_items", "summary_without_aims")],
    }
    return wanted(_PAGES, rows, rank, said)
