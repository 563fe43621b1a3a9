"""Turns the cards of a large plan into the index that the list of projects filters, sorts and shows in place.

It is a script that sets one value, like that of the search, so that it works from a copy of the site on a disk.
How it is shown stands in overrides/assets/projects.js.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from plan.showing.catalog import Card
from plan.showing.groups import Groups


def list_script(cards: Iterable[Card], items: Iterable[str], groups: Groups) -> str:
    """The script for a language; `items` are the cards as the list shows them, as HTML.

    Each entry: the item, what it is sorted by as a title, its values for each field, parted by blanks.
    """
    entries = [
        [item, groups.sorted_by(card), *(value for _, value in groups.fields(card))]
        for card, item in zip(cards, items, strict=True)
    ]
    content = json.dumps({"fields": groups.names, "cards": entries}, ensure_ascii=False, separators=(",", ":"))
    return f"window.planProjects={content};\n"
