"""What the summary keeps where its two pages have no room for all, and what it says then."""

from __future__ import annotations

from plan.html.tree import Node
from plan.paper.fitting import wanted
from plan.paper.footnotes import own
from plan.showing.catalog import Catalog
from plan.showing.localizer import Localizer

_PAGES = 2


def kept_to_two_pages(catalog: Catalog, speak: Localizer, rows: list[int]) -> Node:
    """What a worker needs to keep the summary to two pages; `rows`: how many rows each card has in its table.

    It keeps the cards that the city puts first, then as the plan has them.
    """
    featured, cards = catalog.plan.details.featured, catalog.cards
    at = {card.id: index for index, card in enumerate(cards)}
    slots = {"shown": "{shown}", "left": "{left}"}
    said = {
        "heading": speak.plain_word(
            "summary_table_some" if catalog.plan.shown_indicators else "summary_some", count=len(cards), **slots
        ),
        "left": own(speak.own_word("summary_left" if featured else "summary_left_in_order", **slots)),
        "without": [own(speak.own_word(key)) for key in ("summary_without_items", "summary_without_aims")],
    }
    return wanted(_PAGES, rows, list(dict.fromkeys([*(at[id] for id in featured), *at.values()])), said)
