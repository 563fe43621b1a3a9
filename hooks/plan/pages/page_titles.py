"""Titles and descriptions of pages that come in numbers, or are made of a longer text."""

from __future__ import annotations

from plan.outline.page import Speaks
from plan.showing.page_rows import NumberedPage


def numbered(title: str, page: NumberedPage, speak: Speaks) -> str:
    """The title of a page that is one of several."""
    return speak.plain_word("page_of_several", title=title, number=page.number, of=page.of)


def shortened(text: str, limit: int = 150) -> str:
    """The beginning of a text for search results, with an ellipsis where it is cut."""
    text = " ".join(text.replace("※", "").split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
