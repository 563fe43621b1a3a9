"""Turns the items of a plan's levels into what tables print: their indicators, what is counted of their cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan import model
from plan.showing.catalog import Card, Catalog, ItemPage
from plan.showing.indicator import ShownIndicator
from plan.showing.indicator_table import IndicatorTable
from plan.showing.items import ItemTexts
from plan.showing.localizer import Localizer, Phrase
from plan.showing.owners import ItemOwner, Owner
from plan.showing.structure import ItemPlace
from plan.showing.views import Views
from plan.showing.year_cells import YearCell
from plan.showing.years import YearTotal


@dataclass(frozen=True)
class ItemRow:
    """An item of a large plan in a table of counts: its first page, how many cards and indicators, its years.

    `measured`: whether any of its cards has indicators, or lacks them.
    """

    page: ItemPage
    cards: str
    indicators: str
    totals: tuple[YearTotal, ...]
    measured: bool

    @property
    def busy(self) -> bool:
        """Whether there is anything to say of it in any year."""
        return any(total.phases or total.targets for total in self.totals)


@dataclass(frozen=True)
class ItemYears:
    """An indicator of an item in the roadmap: the item, the indicator, and a cell for each column."""

    owner: ItemOwner
    indicator: ShownIndicator
    cells: tuple[YearCell, ...]


class ItemViews:
    """The items of a plan's levels as tables in one language show them."""

    def __init__(self, catalog: Catalog, speak: Localizer, views: Views, items: ItemTexts) -> None:
        self._catalog, self._speak, self._views, self._items = catalog, speak, views, items
        self._plan = catalog.plan

    def indicators(self, place: ItemPlace) -> tuple[ShownIndicator, ...]:
        """The indicators of an item as a reader sees them."""
        return self._views.shown(place.item.indicators, f"{place.at[-1]}.")

    def tables(self) -> Iterator[tuple[model.Level, IndicatorTable]]:
        """For each level whose items have indicators of their own: the table of them."""
        structure, speak = self._catalog.structure, self._speak
        for level in structure.levels:
            rows = [(place, self.indicators(place)) for place in structure.at_level(level)]
            owners = tuple((self._owner(place), shown) for place, shown in rows if shown)
            if owners:
                caption = speak.phrase_of("indicators_of", **level.slots)
                yield level, self._views.table(caption, owners)

    def years(self) -> list[tuple[Phrase, IndicatorTable, tuple[ItemYears, ...]]]:
        """For each level whose items have indicators: its heading in the roadmap, their table, the roadmap's rows."""
        return [
            (self._speak.phrase_of("roadmap_level", **level.slots), table, tuple(self._years(table)))
            for level, table in self.tables()
        ]

    def _years(self, table: IndicatorTable) -> Iterator[ItemYears]:
        for owner, shown in table.rows:
            if isinstance(owner, ItemOwner):
                yield from (
                    ItemYears(owner, item, tuple(self._views.runs(self._views.cells((), (item,))))) for item in shown
                )

    def above(self, card: Card) -> tuple[ItemOwner, ...]:
        """The items above a card that have the indicators, where it has none itself."""
        if card.project.indicators or not self._plan.shown_indicators:
            return ()
        steps = card.place.steps
        places = (ItemPlace(steps[: end + 1]) for end in range(len(steps)))
        return tuple(self._owner(place) for place in places if place.item.indicators)

    def _owner(self, place: ItemPlace) -> ItemOwner:
        page, anchor = self._catalog.way_to(place)
        departments = tuple(map(self._catalog.department, place.item.departments))
        return ItemOwner(place.id, page, anchor, self._items.title(place.item), departments, place.item)

    def of_owner(self, owner: Owner) -> tuple[ShownIndicator, ...]:
        """The indicators of a card or an item."""
        if isinstance(owner, Card):
            return self._views.indicators(owner)
        return self.indicators(self._catalog.structure.place(owner.id))

    def owners(self) -> Iterator[tuple[model.Level, tuple[ItemOwner, ...]]]:
        """For each level whose items have indicators of their own: these items."""
        for level in self._catalog.structure.levels:
            places = self._catalog.structure.at_level(level)
            if owners := tuple(self._owner(place) for place in places if place.item.indicators):
                yield level, owners

    def featured(self) -> list[tuple[Owner, ShownIndicator]]:
        """The cards and items that the plan puts on its home page, each with its first indicator."""
        details, catalog = self._plan.details, self._catalog
        owners: list[Owner] = [catalog.card(id) for id in details.featured]
        owners += [self._owner(catalog.structure.place(id)) for id in details.featured_items]
        return [(owner, shown) for owner in owners for shown in self.of_owner(owner)[:1]]

    def featured_indicators(self) -> list[ShownIndicator]:
        """Those indicators alone."""
        return [shown for _, shown in self.featured()]

    def measured(self) -> list[ItemRow]:
        """Those of the items of a large plan with a card that has indicators, or lacks them."""
        return [row for row in self.rows() if row.measured]

    @property
    def measured_number(self) -> str:
        """How many cards have indicators, or lack them."""
        return self._speak.number(len(self._views.measured(self._catalog.cards)))

    def busy(self, within: str) -> list[ItemRow]:
        """Those of the items within one of which the roadmap has anything to say, with their years."""
        return [row for row in self.rows(within, years=True) if row.busy]

    def rows(self, within: str = "", *, years: bool = False) -> Iterator[ItemRow]:
        """The items of a large plan that have cards, all or those within one, with what a table counts of them."""
        number = self._speak.number
        for place in self._catalog.structure.within(within):
            if cards := self._catalog.of_place(place.id):
                indicators = sum(len(card.project.indicators) for card in cards)
                totals = self._views.year_totals(cards) if years else ()
                page = self._catalog.pages_of(place)[0]
                measured = bool(self._views.measured(cards))
                yield ItemRow(page, number(len(cards)), number(indicators), tuple(totals), measured)
