"""Turns the pages of a plan into its menu, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan.outline.page import MENU, MenuGroup, MenuPlace, Page
from plan.showing.localizer import Localizer


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the menu: its title as HTML, and the name of the page to which it leads, or the entries below it."""

    title: str
    page: str
    below: tuple[MenuEntry, ...]

    @property
    def first(self) -> str:
        """The name of the first page."""
        return self.page or self.below[0].first

    def pages(self) -> Iterator[str]:
        """The names of its pages."""
        if self.page:
            yield self.page
        for entry in self.below:
            yield from entry.pages()

    def holds(self, page: str) -> bool:
        """Whether the entry leads to a page, or one below it does."""
        return page in self.pages()


def menu(pages: Iterable[Page], speak: Localizer) -> tuple[MenuEntry, ...]:
    """The sections in their order; what stands in no group comes after the groups, but for those that stand last."""
    placed = [(page, page.menu) for page in pages if page.menu]
    return tuple(
        _section(section, [item for item in placed if item[1].section == section], speak)
        for section in MENU
        if any(place.section == section for _, place in placed)
    )


def _section(section: str, placed: list[tuple[Page, MenuPlace]], speak: Localizer) -> MenuEntry:
    entries = tuple(_entries(placed, speak))
    if len(entries) == 1 and entries[0].page:
        return entries[0]
    return MenuEntry(str(speak.word(section)), "", entries)


def _entries(placed: list[tuple[Page, MenuPlace]], speak: Localizer) -> Iterator[MenuEntry]:
    groups = {place.group.id: place.group for _, place in placed if place.group}
    yield from (_group(group, placed, speak) for group in groups.values() if not group.last)
    yield from (_entry(page, place, speak) for page, place in placed if not place.group)
    yield from (_group(group, placed, speak) for group in groups.values() if group.last)


def _group(group: MenuGroup, placed: list[tuple[Page, MenuPlace]], speak: Localizer) -> MenuEntry:
    together = (entry for entry in placed if entry[1].group and entry[1].group.id == group.id)
    return MenuEntry(group.title(speak), "", tuple(_entry(*entry, speak) for entry in together))


def _entry(page: Page, place: MenuPlace, speak: Localizer) -> MenuEntry:
    return MenuEntry(place.title(speak), page.name, ())
