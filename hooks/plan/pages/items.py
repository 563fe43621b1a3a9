"""The pages of the items of a plan's levels: what each says of itself, with the cards under it; and one of all others.

They are the items of the levels whose items have pages (levels.yml), and in a large plan those under which cards stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plan.model import ITEM_LIST, Plan
from plan.model.levels import capitalized
from plan.outline.page import Above, Findable, MenuGroup, MenuPlace, Page, SideColumn, Speaks
from plan.outline.record_parts import data, entry, findable, named, nothing, word
from plan.pages.page_titles import numbered, shortened
from plan.pages.search_text import entry_line, text_of
from plan.pages.sharing import of_item
from plan.showing.catalog import Card, Catalog, ItemPage
from plan.showing.items import PlaceLink
from plan.showing.renderer import Renderer

#: So many items stand in the menu; where a level has more, the list of cards leads to their pages.
LISTED = 12


def in_menu(catalog: Catalog) -> frozenset[str]:
    """The ids of the items that stand in the menu: those of the highest level with pages, unless they are too many."""
    level = next((level for level in catalog.structure.levels if level.page), None)
    found = [place.id for place in catalog.structure.at_level(level)] if level else []
    return frozenset(found if len(found) <= LISTED else ())


def item_list(renderer: Renderer) -> Page | None:
    """The page of the items of which no page of their own tells what they hold; without cards it lists all."""
    places = renderer.catalog.structure.told_together
    if not places:
        return None
    listed = not renderer.plan.projects
    title = "projects" if listed else "items_page"
    codes = [place.item.code for place in places if place.item.code]
    found = findable(named(title), lambda plan, speak: codes, rank=0.8, only_lead=False)
    return Page(
        name=ITEM_LIST,
        template="items-list.html",
        needs="",
        title=word(title),
        description=word("projects_description" if listed else "items_page_description"),
        menu=entry("find_projects" if listed else "read_plan", title),
        above=None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=replace(found, headings=True),
        sources=data("structure.yml"),
        picture="plan",
        machine=nothing,
        given=lambda language: {},
        of_plan=True,
        indexed=True,
    )


def item_page(page: ItemPage, renderer: Renderer, *, listed: frozenset[str]) -> Page:
    """One of the pages of an item; `listed`: the ids of the items that stand in the menu.

    The search finds the item by the first of its pages, in what it says itself: its cards have pages of their own.
    """
    place, cards = page.place, renderer.catalog.of_place(page.place.id)

    def title(plan: Plan, speak: Speaks) -> str:
        name = _name(page, renderer, speak)
        return name if page.number == 1 else numbered(name, page, speak)

    def description(plan: Plan, speak: Speaks) -> str:
        if not place.steps:
            return speak.plain_word("projects_description", plan=plan.details.title)
        if place.item.text and page.number == 1:
            return shortened(speak.plain(place.item.text))
        slots = {"plan": plan.details.title, "item": lambda by: title(plan, by), **place.level.slots}
        return speak.plain_word("item_description", **slots)

    def menu_title(speak: Speaks) -> str:
        return str(renderer.texts(speak.language).items.title(place.item).html)

    search = Findable(
        rank=0.8,
        keys=lambda plan, speak: _keys(page),
        headings=False,
        only_lead=True,
        said=lambda speak: _said(page, renderer, speak),
    )
    group = MenuGroup("levels", lambda speak: str(speak.html(capitalized(place.level.many))))
    return Page(
        name=page.name,
        template="item.html",
        needs="",
        title=title,
        description=description,
        menu=MenuPlace(section="read_plan", group=group, title=menu_title)
        if place.id in listed and page.number == 1
        else None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=search if page.number == 1 else None,
        sources=data("structure.yml", *(card.file for card in cards)),
        picture=of_item(place.id) if place.steps and place.level.page else "plan",
        machine=nothing,
        given=lambda language: {"page": page},
        of_plan=True,
        indexed=True,
        above=lambda language: _steps(renderer.texts(language).items.above_ways(place), renderer, language),
    )


def above_card(card: Card, renderer: Renderer, language: str) -> tuple[Above, ...]:
    """What a card stands under: the list of all cards, and the items above it that have a place of their own."""
    return _steps(renderer.texts(language).items.ways(card), renderer, language)


def _steps(ways: Sequence[PlaceLink], renderer: Renderer, language: str) -> tuple[Above, ...]:
    items, speak = renderer.texts(language).items, renderer.speaker(language)
    steps = (Above(str(items.title(way.place.item).html), way.page, way.anchor) for way in ways)
    return (Above(str(speak.word("projects")), renderer.plan.list_page), *steps)


def _name(page: ItemPage, renderer: Renderer, speak: Speaks) -> str:
    """The title of an item's pages; in a plan without levels they are those of all cards."""
    if not page.place.steps:
        return speak.plain_word("all_projects_list")
    return renderer.texts(speak.language).items.title(page.place.item).plain


def _keys(page: ItemPage) -> Iterator[str]:
    for item in page.place.path[-1:]:
        yield from item.title.root.values()
        if item.code:
            yield item.code


def _said(page: ItemPage, renderer: Renderer, speak: Speaks) -> str:
    """What the plan says of an item itself, line by line."""
    if not page.place.steps:
        return ""
    item, catalog = page.place.item, renderer.catalog
    texts = [*item.aims, item.text, item.challenge, *item.actions, item.note]
    texts += [catalog.department(id).name for id in item.departments]
    texts += [amount.note for amount in item.budgets]
    texts += [item.budget_total.note] if item.budget_total else []
    texts += [mark.remark for indicator in item.indicators for mark in indicator.marks]
    words = [speak.plain(text) for text in texts if text]
    shown = renderer.item_views(speak.language).indicators(page.place)
    return text_of([*words, *(entry_line(indicator.found_by(speak.plain_word)) for indicator in shown)])
