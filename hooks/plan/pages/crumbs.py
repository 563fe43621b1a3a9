"""The way down to a page, which stands above it: home, what it stands under, each with the way there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from plan.outline.page import Above
from plan.pages.menu import MenuEntry
from plan.pages.shown import ShownPage


@dataclass(frozen=True)
class Crumb:
    """One step of the way down."""

    title: str
    """As HTML."""
    url: str
    """Empty for a group of the menu, which has no page, and for a section that leads to the page itself."""


def crumbs(page: ShownPage, menu: Sequence[MenuEntry], home: str, to: Callable[[str], str]) -> tuple[Crumb, ...]:
    """The steps above a page: those that it names itself, else those of its place in the menu; none above home.

    `home` is what the first step is called, `to` the way to a page by its name.
    """
    if page.name == "index":
        return ()
    steps = page.page.above(page.language) if page.page.above else _in_menu(page.name, menu)
    return (Crumb(home, to("index")), *(Crumb(step.title, _led(step, to)) for step in steps if step.page != page.name))


def _led(step: Above, to: Callable[[str], str]) -> str:
    if not step.page:
        return ""
    return to(step.page) + (f"#{step.anchor}" if step.anchor else "")


def _in_menu(name: str, menu: Sequence[MenuEntry]) -> Iterator[Above]:
    """The section of a page, which leads where it leads in the menu, and the group in it."""
    for entry in menu:
        if entry.below and entry.holds(name):
            yield Above(entry.title, entry.first if entry.first != name else "")
            yield from (Above(inner.title, "") for inner in entry.below if inner.below and inner.holds(name))
