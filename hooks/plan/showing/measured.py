"""The indicators of a plan with what they belong to, and in which fiscal years each of them counts.

In a year all count that the plan had for it, with a value or without: what a year counts is the same whenever it is
asked, and no value that is missing makes it less.
"""

from __future__ import annotations

from dataclasses import dataclass

from plan import model
from plan.model.status import GONE, begun_by, state_in
from plan.model.types import LAST_FISCAL_YEAR
from plan.showing.catalog import Card, Catalog
from plan.showing.indicator import ShownIndicator
from plan.showing.item_views import ItemViews
from plan.showing.owners import Owner
from plan.showing.structure import ItemPlace


@dataclass(frozen=True)
class Measured:
    """An indicator with what it belongs to."""

    owner: Owner
    place: ItemPlace
    indicator: model.Indicator
    shown: ShownIndicator

    def status_in(self, year: int) -> str:
        """How it stood in a year with the card that it belongs to; empty where nothing is said, and of an item."""
        project = self.owner.project if isinstance(self.owner, Card) else None
        return (state_in(project.status, project.history, year) or "") if project else ""

    def counts_in(self, year: int, period: model.Period) -> bool:
        """Whether it is counted in a year: if the plan had it, or has an entry for that year.

        Not of a card that is no more or has not begun, nor in the year of its baseline or before; before the plan's
        own years only after its first entry.
        """
        entries = {item.fiscal_year for item in self.indicator.actuals}
        if year in entries:
            return True
        begun = not isinstance(self.owner, Card) or begun_by(self.owner.project.history, year)
        if not begun or self.status_in(year) in GONE:
            return False
        if year < period.first:
            return min(entries, default=LAST_FISCAL_YEAR) <= year
        baseline = self.indicator.baseline
        return baseline is None or (baseline.fiscal_year or 0) < year

    @property
    def anchor(self) -> str:
        """Where it stands on the page of what it belongs to."""
        return self.owner.anchor or f"indicator-{self.indicator.id}"


def all_measured(catalog: Catalog, item_views: ItemViews) -> tuple[Measured, ...]:
    """All indicators of the plan: those of items and of cards, in the order of the plan."""
    structure = catalog.structure
    owners: list[tuple[Owner, ItemPlace]] = [
        (owner, structure.place(owner.id)) for _, owners in item_views.owners() for owner in owners
    ]
    owners += [(card, card.place) for card in catalog.cards]
    order = {place.id: number for number, place in enumerate(structure.all)}
    owners.sort(key=lambda item: (order.get(item[1].id, 0), isinstance(item[0], Card)))
    return tuple(
        Measured(owner, place, indicator, shown)
        for owner, place in owners
        for indicator, shown in zip(owner.measured.indicators, item_views.of_owner(owner), strict=True)
    )
