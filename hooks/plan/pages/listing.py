"""Turns the cards of a large plan into the index that the list of projects filters, sorts and shows in place.

It is a script that sets one value, like that of the search, so that it works from a copy of the site on a disk.
How it is shown stands in overrides/assets/projects.js.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from plan.showing.catalog import Card
from plan.showing.localizer import Localizer
from plan.showing.views import Views

#: What the list is filtered by: the names of the form's fields, in the order in which each entry holds its values.
FIELDS = ("topic", "pillar", "measure", "department", "tool", "funding", "year", "benefit")
#: What stands for the program of a card that names none: no id is a hyphen alone.
NO_FUNDING = "-"


def list_script(cards: Iterable[Card], items: Iterable[str], views: Views, speak: Localizer) -> str:
    """The script for a language; `items` are the cards as the list shows them, as HTML.

    Each entry: the item, what it is sorted by as a title, its values for each field, parted by blanks.
    """
    entries = [[item, _sorted_by(card, speak), *_values(card, views)] for card, item in zip(cards, items, strict=True)]
    content = json.dumps({"fields": FIELDS, "cards": entries}, ensure_ascii=False, separators=(",", ":"))
    return f"window.planProjects={content};\n"


def _sorted_by(card: Card, speak: Localizer) -> str:
    return speak.title_key(card.project)


def _values(card: Card, views: Views) -> list[str]:
    project = card.project
    return [
        " ".join(views.topics_of(card)),
        card.pillar.id,
        card.measure.id,
        " ".join(project.departments),
        " ".join(project.tools),
        project.funding or NO_FUNDING,
        " ".join(str(indicator.target.fiscal_year) for indicator in project.indicators),
        "yes" if project.benefits_residents else "",
    ]
