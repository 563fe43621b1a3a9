"""The page with all editions of a plan, in one that has frozen any."""

from __future__ import annotations

from plan.model.editions import EDITIONS

from .page import Page, SideColumn
from .record_parts import data, entry, findable, named, nothing, word

EDITIONS_PAGE = Page(
    name=EDITIONS,
    template="editions.html",
    needs="editions",
    title=word("editions"),
    description=word("editions_description"),
    menu=entry("about", "editions"),
    above=None,
    hides=frozenset((SideColumn.FAMILY,)),
    search=findable(named("editions", "editions_found"), rank=0.6, only_lead=False),
    sources=data("editions.yml"),
    picture="plan",
    machine=nothing,
    given=nothing,
    of_plan=False,
    indexed=True,
)
