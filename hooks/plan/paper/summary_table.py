"""The table of the summary: all cards with their targets, or where items of levels are measured, all indicators by
what they belong to, as the cards alone would be rows without anything in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from plan.html.tree import Inline, Node
from plan.paper.columns import column_widths
from plan.paper.doubt_notes import own
from plan.paper.indicators import in_summary
from plan.paper.two_pages import cards_kept, indicators_kept, items_kept
from plan.showing.catalog import Card
from plan.showing.deadlines import deadlines
from plan.showing.indicator import ShownIndicator
from plan.showing.owners import ItemOwner
from plan.showing.renderer import Renderer

_AMOUNTS = ("indicator", "baseline", "target", "target_year")


class SummaryTable:
    """The table of the summary in one language."""

    def __init__(self, renderer: Renderer, language: str) -> None:
        self._plan, self._catalog, self._speak = renderer.plan, renderer.catalog, renderer.speaker(language)
        self._views, self._families = renderer.views(language), renderer.families(language)
        self._items, self._item_views = renderer.texts(language).items, renderer.item_views(language)

    def made(self) -> Node:
        """The table for the typesetter: its heading and heads, its rows, and what a worker needs to shorten it."""
        owners = tuple(chain.from_iterable(owners for _, owners in self._item_views.owners()))
        if owners:
            table, keys = self._of_indicators(owners)
        else:
            table, keys = self._of_cards() if self._catalog.cards else self._of_items()
        return {**table, "widths": column_widths(keys, table["head"], table["rows"], wide=self._speak.writing.wide)}

    # Cards -----------------------------------------------------------------------------

    def _of_cards(self) -> tuple[Node, Sequence[str]]:
        plan, cards = self._plan, self._catalog.cards
        rows = [list(self._rows(card)) for card in cards]
        head = ["project", *(_AMOUNTS if plan.shown_indicators else ()), "departments_in_charge"]
        head = head if plan.shown_departments else head[:-1]
        head = ["number", *head] if self._families.numbers else head
        heading = "summary_table" if plan.shown_indicators else "projects_count"
        return {
            "table_heading": self._speak.plain_word(heading, count=len(cards)),
            "numbered": self._families.numbers,
            "measured": bool(plan.shown_indicators),
            "by_owner": False,
            "head": [self._speak.plain_word(key) for key in head],
            "rows": list(chain.from_iterable(rows)),
            "until": self._until(chain.from_iterable(map(self._views.indicators, cards))),
            "unlisted": None,
            "fit": cards_kept(self._catalog, self._speak, list(map(len, rows))),
        }, head

    def _until(self, shown: Iterable[ShownIndicator]) -> list[Inline]:
        """Until when the years of the targets run."""
        return [own(until) for until in deadlines(shown, self._speak)]

    def _rows(self, card: Card) -> Iterator[list[Inline]]:
        """A card's rows of the table: one for each indicator, or one that says that there is none."""
        speak = self._speak
        first = [self._families.short_number(card)] if self._families.numbers else []
        first.append(self._views.statuses.titled(card))
        last = [speak.departments(card.departments).plain] if self._plan.shown_departments else []
        for item in self._views.indicators(card):
            yield [*first, *in_summary(item, speak), *last]
        if not self._plan.shown_indicators:
            yield [*first, *last]
        elif not card.project.indicators:
            said = own(speak.own_word("no_indicator")) if self._plan.lacks_indicator(card.project) else ""
            yield [*first, said, "", "", "", *last]

    # Items ------------------------------------------------------------------------------

    def _of_items(self) -> tuple[Node, Sequence[str]]:
        """The items of the lowest level, in a plan that has neither cards nor indicators; nothing without levels."""
        speak, structure = self._speak, self._catalog.structure
        places = list(structure.at_level(structure.levels[-1])) if structure.levels else []
        named = self._plan.offices_of_items
        head = [self._items.heading(structure.levels[-1]).plain] if places else []
        head += [speak.plain_word("departments_in_charge")] if places and named else []
        rows: list[list[Inline]] = [
            [
                self._items.title(place.item).plain,
                *([speak.departments(self._items.departments(place)).plain] if named else []),
            ]
            for place in places
        ]
        return {
            "table_heading": speak.plain_word("projects_count", count=len(places)) if places else "",
            "numbered": False,
            "measured": False,
            "by_owner": False,
            "head": head,
            "rows": rows,
            "until": [],
            "unlisted": None,
            "fit": items_kept(speak, len(rows)),
        }, ("item", "departments_in_charge")[: len(head)]

    # Indicators ------------------------------------------------------------------------

    def _of_indicators(self, items: tuple[ItemOwner, ...]) -> tuple[Node, Sequence[str]]:
        """All indicators of the plan, those of items first; of cards those that have some."""
        speak, cards = self._speak, [card for card in self._catalog.cards if card.project.indicators]
        owners: tuple[Card | ItemOwner, ...] = (*items, *cards)
        rows = list(chain.from_iterable(map(self._of_owner, owners)))
        without = len(self._catalog.cards) - len(cards)
        told = speak.own_word("summary_unlisted", count=speak.number(without)) if without else None
        named = [self._items.heading(level).plain for level, _ in self._item_views.owners()]
        named += [speak.plain_word("project")] if cards else []
        departments = self._plan.shown_departments or any(owner.departments for owner in items)
        keys = (*_AMOUNTS, *(("departments_in_charge",) if departments else ()))
        return {
            "table_heading": speak.plain_word("summary_indicators", count=len(rows)),
            "numbered": False,
            "measured": True,
            "by_owner": True,
            "head": [" / ".join(named), *map(speak.plain_word, keys)],
            "rows": rows if departments else [row[:-1] for row in rows],
            "until": self._until(item for owner in owners for item in self._item_views.of_owner(owner)),
            "unlisted": own(told) if told else None,
            "fit": indicators_kept(speak, len(rows)),
        }, ("owner", *keys)

    def _of_owner(self, owner: Card | ItemOwner) -> Iterator[list[Inline]]:
        """A row for each indicator of an item or a card."""
        shown = self._item_views.of_owner(owner)
        title = self._views.statuses.titled(owner) if isinstance(owner, Card) else owner.title.plain
        for item in shown:
            yield [title, *in_summary(item, self._speak), self._speak.departments(owner.departments).plain]
