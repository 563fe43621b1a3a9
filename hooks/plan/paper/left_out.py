"""Tells what the documents of a plan leave out, so that nothing is missing from them in silence."""

from __future__ import annotations

from collections.abc import Iterator

from plan.messages.findings import FileLine, Finding
from plan.paper.library import Library, published
from plan.showing.catalog import Catalog

#: So many cards are named; of more, how many there are.
_NAMED = 12


def _entries(catalog: Catalog) -> int:
    """How many entries the table of the summary has: cards, or where items are measured, indicators."""
    measured = any(place.item.indicators for place in catalog.structure.all)
    return len(catalog.plan.indicators) if measured else len(catalog.cards)


def left_out(library: Library, catalog: Catalog) -> Iterator[Finding]:
    """The cards that the whole plan does not hold, and how many the summary leaves out, for each printed language."""
    for language in catalog.plan.languages.printed:
        if lacks := library.lacks.get(language, ()):
            named = ", ".join(lacks[:_NAMED]) + (" …" if len(lacks) > _NAMED else "")
            under = (catalog.plan.numbered_under(catalog.card(id).project) for id in lacks)
            kinds = dict.fromkeys(item.id for item in under if item)
            blocks = ", ".join(f"{{{{ projects: {kind} }}}}" for kind in kinds) or "{{ projects }}"
            details = {"count": len(lacks), "found": named, "block": blocks}
            yield Finding(FileLine(published(language, "whole"), 0), "cards-not-in-whole", details, level="advice")
        if left := library.left_out(language):
            details = {"count": _entries(catalog), "left": left}
            yield Finding(FileLine(published(language, "summary"), 0), "summary-leaves-out", details, level="advice")
