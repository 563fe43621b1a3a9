"""Pages of one thing that come in numbers, such as those of a measure: all of a row, and those beside one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class NumberedPage(Protocol):
    """One of the pages of a row: its name and its number from 1, of how many."""

    @property
    def name(self) -> str:
        """The page, without language or suffix."""

    @property
    def number(self) -> int:
        """Its number, from 1."""

    @property
    def of(self) -> int:
        """Of how many."""


@dataclass(frozen=True)
class PageRow:
    """The pages of a row as one of them shows it: each with whether it is this one, the one before, the one after.

    Empty where the page is the only one.
    """

    pages: tuple[tuple[NumberedPage, bool], ...]
    before: NumberedPage | None
    after: NumberedPage | None


def page_row(page: NumberedPage, pages: Iterable[NumberedPage]) -> PageRow:
    """The row of a page; `pages`: all of it, in their order."""
    found = {other.number: other for other in pages} if page.of > 1 else {}
    listed = tuple((other, other.number == page.number) for other in found.values())
    return PageRow(listed, found.get(page.number - 1), found.get(page.number + 1))
