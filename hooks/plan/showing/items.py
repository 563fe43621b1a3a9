"""Turns the items of a plan's levels into what templates print of them: their names, their doubts, tables of them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from plan import model
from plan.model.levels import capitalized
from plan.showing.catalog import Card, Catalog, ItemPage
from plan.showing.doubts import DoubtMark, Doubts, ShownDoubt
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.structure import ItemPlace


@dataclass(frozen=True)
class PlaceLink:
    """An item as a fact of what stands below it: its level in words, its name, where it leads, its mark if in doubt."""

    level: Phrase
    place: ItemPlace
    page: str
    """The page to which its name leads; empty where it leads nowhere."""
    anchor: str
    mark: DoubtMark | None


#: So many items below the highest stand in the summary.
OUTLINED = 24


@dataclass(frozen=True)
class PlaceLinks:
    """All that something stands under, and what the marks mean."""

    steps: tuple[PlaceLink, ...]
    doubts: tuple[ShownDoubt, ...]

    @property
    def higher(self) -> tuple[PlaceLink, ...]:
        """All but the lowest."""
        return self.steps[:-1]

    @property
    def inner(self) -> tuple[PlaceLink, ...]:
        """Those between the highest and the lowest."""
        return self.steps[1:-1]


@dataclass(frozen=True)
class BelowItem:
    """An item below another: as a way to it, how many cards it has, and the items below it where it has no page."""

    step: PlaceLink
    count: Phrase | None
    below: tuple[BelowItem, ...]


@dataclass(frozen=True)
class ItemCell:
    """A cell of a table of items: the item, how many rows and columns it spans, its mark if in doubt.

    `last`: whether it is the item of its row, to which the rest of the row belongs.
    """

    step: PlaceLink
    rows: int
    columns: int
    last: bool

    @property
    def wide(self) -> bool:
        """Whether it spans several columns."""
        return self.columns > 1


@dataclass(frozen=True)
class ItemTable:
    """The items below one: the level of each column, the rows, whether any says what will be done; what marks mean.

    A row: its cells without those that a row above spans, that of its item, and the item.
    """

    caption: Phrase
    columns: tuple[Phrase, ...]
    rows: tuple[tuple[tuple[ItemCell, ...], ItemCell, model.Item], ...]
    actions: bool
    doubts: tuple[ShownDoubt, ...]

    @property
    def look(self) -> str:
        """How it is laid out: where a phone has no room for a column for each level, it is read downward there."""
        return "stacked items-below" if len(self.columns) > 2 else ""


class ItemTexts:
    """The items of a plan's levels as a reader of one language sees them."""

    def __init__(self, catalog: Catalog, speak: Localizer, doubts: Doubts) -> None:
        self._catalog, self._structure, self._speak, self._doubts = catalog, catalog.structure, speak, doubts
        self._above: dict[str, PlaceLinks] = {}
        self._ways: dict[str, list[PlaceLink]] = {}

    @property
    def lowest(self) -> model.Level | None:
        """The lowest level; None in a plan without levels."""
        levels = self._structure.levels
        return levels[-1] if levels else None

    @property
    def lowest_heading(self) -> Phrase:
        """What stands over a column of the items under which the cards stand; in a plan without levels of all cards."""
        return self.heading(self.lowest) if self.lowest else self._speak.phrase_of("projects")

    def related(self, card: Card) -> tuple[Card, ...]:
        """The cards nearest to a card."""
        return self._catalog.related(card)

    def related_why(self, card: Card) -> OwnWords:
        """Why cards are named as related to one."""
        offices = self._catalog.plan.shown_departments
        if not card.place.steps:
            return self._speak.own_word("related_why_plain" if offices else "related_why_classes")
        return self._speak.own_word("related_why" if offices else "related_why_unled", **card.place.level.slots)

    def depth(self, place: ItemPlace) -> int:
        """How deep the heading of an item is below that of a page on which all stand, which is 1."""
        return 1 + len(place.steps)

    def own(self, place: ItemPlace) -> PlaceLinks:
        """The item of a place alone, with what is in doubt of it."""
        shown = self._shown(place, place.at[-1:])
        return PlaceLinks(shown.steps[-1:], shown.doubts)

    def heading(self, level: model.Level) -> Phrase:
        """What stands beside an item of a level, or over a column of them."""
        return self._speak.phrase(level.heading)

    def title(self, item: model.Item) -> Phrase:
        """The name of an item, after its code where it has one."""
        speak = self._speak
        return (
            speak.phrase_of("item_coded", code=item.code, title=item.title) if item.code else speak.phrase(item.title)
        )

    def tops_heading(self) -> Phrase:
        """What stands over the items of the highest level."""
        level, count = self._structure.levels[0], self._speak.number(len(self._structure.tops))
        return self._speak.phrase_of("levels_count", count=count, **level.slots)

    def ways(self, card: Card) -> list[PlaceLink]:
        """The items above a card that have a place of their own on the site: the highest, and those with a page."""
        if (id := card.place.id) not in self._ways:
            steps = self._shown(card.place, ()).steps
            self._ways[id] = [step for step in steps if step.place is steps[0].place or step.place.level.page]
        return self._ways[id]

    def above_ways(self, place: ItemPlace) -> list[PlaceLink]:
        """The items above that of a place that have a place of their own on the site."""
        steps = self._shown(place, ()).steps[:-1]
        return [step for step in steps if step.page]

    def on_sheet(self, place: ItemPlace) -> list[PlaceLink]:
        """What a place stands under as a sheet names it: its item, and those above of the levels that sheets name."""
        *higher, own = self._shown(place, ()).steps or [None]
        return [step for step in (*higher, own) if step and (step is own or step.place.level.on_sheets)]

    def outline(self, top: ItemPlace) -> list[tuple[int, ItemPlace]]:
        """The items within one of the highest level, each after those above it and with how deep it is below these:
        down to the lowest level with which those of the whole plan are few enough, and in any case the next one."""
        depth = 2
        while depth < len(self._structure.levels) and len(self._down_to(depth + 1)) <= OUTLINED:
            depth += 1
        within = [place for place in self._down_to(depth) if place.within(top.id)]
        return [(len([step for step in place.steps[1:-1] if step.level.on_sheets]), place) for place in within]

    def _down_to(self, depth: int) -> list[ItemPlace]:
        """The items below the highest down to a level, of the levels that sheets name, and what has none below."""
        below = (place for place in self._structure.all if 1 < len(place.steps) <= depth)
        return [place for place in below if place.level.on_sheets or not place.item.items or len(place.steps) == depth]

    # The pages of an item -----------------------------------------------------------------

    @property
    def page_of_all(self) -> str:
        """The first page of all cards, in a large plan without levels."""
        return self._structure.place(None).page

    @property
    def top_heading(self) -> Phrase | None:
        """What stands over a column of the highest items; None where these are the lowest too."""
        levels = self._structure.levels
        return self.heading(levels[0]) if len(levels) > 1 else None

    def is_head(self, page: ItemPage) -> bool:
        """Whether a page says what the plan says of its item."""
        return bool(page.place.steps) and page.place.level.page and page.number == 1

    def bare(self, place: ItemPlace) -> list[OwnWords]:
        """What is said of a place at which no card stands, nor below it, nor again there: that, in a plan that has
        cards, where no item is below it either, and where the plan speaks of what is done."""
        if self._catalog.of_item(place.id) or self._catalog.again_at(place.id):
            return []
        said, speak, away = [], self._speak, place.item.elsewhere
        if self._catalog.cards and not place.item.items:
            said.append(speak.own_word("no_cards", **place.level.slots))
        return [*said, *([speak.own(away)] if away else [])]

    def again(self, place: ItemPlace) -> tuple[Card, ...]:
        """The cards that are listed again at a place."""
        return self._catalog.again_at(place.id)

    def again_on(self, page: ItemPage) -> tuple[Card, ...]:
        """The cards that a page lists again: the last of its item."""
        return self.again(page.place) if page.number == page.of else ()

    def cards(self, place: ItemPlace) -> tuple[Card, ...]:
        """The cards of the item of a place."""
        return self._catalog.of_item(place.id)

    def is_parted(self, page: ItemPage) -> bool:
        """Whether a page says which of its item's cards it holds."""
        return bool(page.cards) and (self._catalog.large or page.of > 1)

    # Items below ----------------------------------------------------------------------

    def below(self, place: ItemPlace) -> list[BelowItem]:
        """The items right below that of a place, each with how many cards it has, if any; one without a page with those
        below it that lead to pages."""
        return [self._below(item) for item in self._structure.below(place)]

    def _below(self, place: ItemPlace) -> BelowItem:
        count = len(self._catalog.of_item(place.id))
        said = self._speak.phrase_of("projects_count", count=self._speak.number(count)) if count else None
        deeper = self._structure.levels[len(place.steps) :]
        leads = not place.level.page and any(level.page for level in deeper)
        return BelowItem(self._step(place, None), said, tuple(self.below(place)) if leads else ())

    def below_heading(self, place: ItemPlace) -> Phrase:
        """What stands over the items right below that of a place."""
        return self.many(self._structure.levels[len(place.steps)])

    def many(self, level: model.Level) -> Phrase:
        """What several items of a level are called, as it begins a line."""
        return self._speak.phrase(capitalized(level.many))

    def has_facts(self, item: model.Item) -> bool:
        """Whether an item says more than its text: its 現状と課題, what will be done, who is responsible."""
        return bool(item.challenge or item.actions or item.departments)

    @property
    def any_aims(self) -> bool:
        """Whether the plan says of any of the highest items what it aims at."""
        return any(top.item.aims for top in self._structure.tops)

    def in_charge(self, office: model.Department) -> list[PlaceLink]:
        """The items that name an office, each as the way to it."""
        return [self._step(place, None) for place in self._catalog.in_charge(office.id)]

    def departments(self, place: ItemPlace) -> tuple[model.Department, ...]:
        """Who is responsible for the item of a place."""
        return tuple(map(self._catalog.department, place.item.departments))

    # All that something stands under -------------------------------------------------

    def above(self, place: ItemPlace) -> PlaceLinks:
        """The items of a place, the highest first; made once, though every card there shows them."""
        if place.id not in self._above:
            self._above[place.id] = self._shown(place, place.at)
        return self._above[place.id]

    def between(self, place: ItemPlace) -> PlaceLinks:
        """The items between the highest and that of a place."""
        shown = self._shown(place, place.at[1:-1])
        return PlaceLinks(shown.steps[1:-1], shown.doubts)

    def _shown(self, place: ItemPlace, marked: Sequence[str]) -> PlaceLinks:
        """The items of a place with marks at some of them."""
        places = [self._structure.place(item.id) for item in place.path]
        doubted = self._doubts.block(self._subject(places, marked), *marked)
        steps = (self._step(above, doubted.mark(at)) for above, at in zip(places, place.at, strict=True))
        return PlaceLinks(tuple(steps), doubted.doubts)

    def _subject(self, places: Sequence[ItemPlace], marked: Sequence[str]) -> str:
        """What the marks at some places are about: the level of the first that is in doubt."""
        doubtful = [place for place in places if place.at[-1] in marked and self._doubts.at(place.at[-1])]
        return self._speak.plain(doubtful[0].level.heading) if doubtful else ""

    def told_together(self) -> list[tuple[ItemPlace, list[PlaceLink]]]:
        """The items that the page of items tells under a heading each, in order: with the ways to those right below it
        that have pages of their own and nothing below, of which there may be hundreds."""
        told: list[tuple[ItemPlace, list[PlaceLink]]] = []
        for place in self._structure.told_together:
            if told and place.level.page and not place.item.items and place.within(told[-1][0].id):
                told[-1][1].append(self._step(place, None))
            else:
                told.append((place, []))
        return told

    def lines(self, place: ItemPlace, told: Container[str] | None = None) -> tuple[BelowItem, ...]:
        """The items right below that of a place, where not each of them has a heading of its own beside it; those
        without one with what stands below them. `told`: the ids of those with one, else those of the page of items."""
        told = self._told if told is None else told
        below = [one for one in self._structure.below(place) if not one.level.page]
        if all(one.id in told for one in below):
            return ()
        return tuple(
            BelowItem(self._step(one, None), None, () if one.id in told else self.lines(one, told)) for one in below
        )

    @cached_property
    def _told(self) -> frozenset[str]:
        return frozenset(place.id for place in self._structure.told_together)

    def _step(self, place: ItemPlace, mark: DoubtMark | None) -> PlaceLink:
        page, anchor = self._catalog.way_to(place)
        return PlaceLink(self.heading(place.level), place, page, anchor, mark)

    # Tables of items -------------------------------------------------------------------

    def item(self, id: str) -> model.Item:
        """The item of an id."""
        return self._structure.place(id).item

    def table(self, id: str) -> ItemTable:
        """The items below one, down to those that have none below."""
        above = self._structure.place(id)
        leaves = [place for place in self._structure.all if place.within(id) and place is not above]
        leaves = [place for place in leaves if not place.item.items]
        start = len(above.steps)
        width = max((len(place.steps) for place in leaves), default=start) - start
        within = [self._structure.place(item.id) for leaf in leaves for item in leaf.path[start:]]
        marked = dict.fromkeys(place.at[-1] for place in within)
        doubted = self._doubts.block(self._subject(within, list(marked)), *marked)
        levels = self._structure.levels[start : start + width]
        rows = []
        for number, leaf in enumerate(leaves):
            cells = self._cells(leaf, leaves[number - 1] if number else None, leaves, start, width)
            *others, own = (ItemCell(self._step(at, doubted.mark(at.at[-1])), *span, last) for at, span, last in cells)
            rows.append((tuple(others), own, leaf.item))
        named = (levels or self._structure.levels)[-1]
        caption = self._speak.phrase_of("items_of", item=above.item.title, **named.slots)
        return ItemTable(
            caption,
            tuple(map(self.heading, levels)),
            tuple(rows),
            any(leaf.item.actions or leaf.item.note for leaf in leaves),
            doubted.doubts,
        )

    def _cells(
        self, leaf: ItemPlace, before: ItemPlace | None, leaves: Sequence[ItemPlace], start: int, width: int
    ) -> Iterator[tuple[ItemPlace, tuple[int, int], bool]]:
        """The cells of a row that no row above spans: place, rows and columns, whether it is the leaf itself."""
        for depth in range(start, len(leaf.steps)):
            item = leaf.steps[depth].item
            if before and len(before.steps) > depth and before.steps[depth].item is item:
                continue
            last = depth == len(leaf.steps) - 1
            columns = start + width - depth if last else 1
            rows = sum(len(other.steps) > depth and other.steps[depth].item is item for other in leaves)
            yield self._structure.place(item.id), (rows, columns), last
