"""Turns the items of a plan's levels into sheets of the whole plan, with the cards that no chapter prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from plan.html.tree import Node, page_tree
from plan.model import ITEM_LIST
from plan.paper.content import nodes
from plan.paper.mentions import Mentions
from plan.showing.catalog import Card
from plan.showing.renderer import Renderer
from plan.showing.structure import ItemPlace

#: What an item says of itself, as a template.
_TEMPLATE = "blocks/item-paper.html"
#: The same below the name of the item.
_TOGETHER = "blocks/item-together.html"
#: A block of a page with its links led to places of the document: the block, the page, its language.
Placing = Callable[[Node, str, str], Node]


class PaperItems:
    """The items of a plan on paper in one language; `card` makes the node of a card, `placed` leads links."""

    def __init__(
        self, renderer: Renderer, language: str, mentions: Mentions, card: Callable[[Card], Node], placed: Placing
    ) -> None:
        self._renderer, self._language, self._mentions = renderer, language, mentions
        self._catalog, self._speak = renderer.catalog, renderer.speaker(language)
        self._items = renderer.texts(language).items
        self._card, self._placed = card, placed

    def facts(self, card: Card) -> list[list[str]]:
        """What a card stands under, and where it is listed again, each after what it is called."""
        title, again = self._items.title, self._speak.plain_word("listed_again")
        found = [[step.level.plain, title(step.place.item).plain] for step in self._items.on_sheet(card.place)]
        return found + [[again, title(place.item).plain] for place in card.again]

    def tops(self) -> list[Node]:
        """The items of the highest level in short, each with what it aims at and what stands under it."""
        return [self._top(top) for top in self._catalog.structure.tops]

    def _top(self, top: ItemPlace) -> Node:
        return {
            "title": self._items.title(top.item).plain,
            "aims": [self._speak.plain(aim) for aim in top.item.aims],
            "items": [[depth, self._items.title(place.item).plain] for depth, place in self._items.outline(top)],
        }

    def sheets(self, before: Iterable[Node]) -> Iterator[Node]:
        """The items of which no chapter tells all that they hold, in one sheet; those that have pages on the site, each
        with those of its cards that stand on no sheet `before` and under no such item below it; then all such cards of
        other places."""
        printed = {node["card"]["label"] for node in nodes(list(before)) if node.get("k") == "card"}
        lacking = {card.id: card for card in self._catalog.cards if f"card-{card.id}" not in printed}
        if together := self._catalog.structure.untold(on_paper=True):
            yield self._together(together)
        levels = [level for level in self._catalog.structure.levels if level.page]
        if levels:
            yield self._part(self._items.many(levels[0]).plain, "items")
        for place in self._catalog.structure.all:
            if place.level.page:
                cards = [card for card in self._catalog.of_item(place.id) if card.id in lacking]
                own = [lacking.pop(card.id) for card in cards if _paged(card) == place.id]
                yield self._item(place, own)
        if lacking:
            every = len(lacking) == len(self._catalog.cards)
            title = self._speak.plain_word("all_projects_list" if every else "other_cards")
            yield self._chapter(title, "part-of-cards", [self._cards(lacking.values())])

    def _part(self, title: str, label: str) -> Node:
        return {"k": "part", "title": title, "uses": self._mentions.in_words(title), "label": f"part-of-{label}"}

    def _together(self, places: Sequence[ItemPlace]) -> Node:
        """The items of some places, each under its name, with what it holds; a page of the site is called so too."""
        page = ITEM_LIST.removesuffix("/index")
        content: list[Node] = []
        told = frozenset(place.id for place in places)
        for place in places:
            made = self._renderer.render(_TOGETHER, ITEM_LIST, self._language, place=place, together=True, told=told)
            linked = self._renderer.link(made, ITEM_LIST, self._language)
            content += [self._placed(block, page, self._language) for block in page_tree(linked.html, ITEM_LIST)]
        title = self._speak.plain_word("items_page" if self._catalog.cards else "projects")
        return self._chapter(title, f"page-{page}", self._mentions.marked(content))

    def _item(self, place: ItemPlace, cards: list[Card]) -> Node:
        title, page = self._items.title(place.item).plain, place.page
        made = self._renderer.render(_TEMPLATE, page, self._language, place=place, together=False)
        linked = self._renderer.link(made, page, self._language)
        blocks = [self._placed(block, page, self._language) for block in page_tree(linked.html, page)]
        content = [*self._number(place), *self._mentions.marked(blocks), *([self._cards(cards)] if cards else [])]
        return {**self._chapter(title, f"page-{page}", content), "item": place.id}

    def _number(self, place: ItemPlace) -> list[Node]:
        """The number by which a comment cites an item, while there is a consultation on the draft."""
        number = self._renderer.comments.of("item", place.id) if self._renderer.plan.numbered_draft else ""
        said = f"{self._speak.plain_word('comment_number_of_card')} {number}"
        return [{"k": "para", "style": "note", "c": [said]}] if number else []

    def _chapter(self, title: str, label: str, content: list[Node]) -> Node:
        return {
            "k": "chapter",
            "title": title,
            "uses": self._mentions.in_words(title),
            "label": label,
            "c": content,
        }

    def _cards(self, cards: Iterable[Card]) -> Node:
        sheets = [{"k": "card", "level": 3, "card": self._card(card), "alone": False} for card in cards]
        return {"k": "cards", "c": sheets}


def _paged(card: Card) -> str:
    """The lowest item above a card that has a page."""
    return [step.item.id for step in card.place.steps if step.level.page][-1]
