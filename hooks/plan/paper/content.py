"""What the content of a document is made of: its nodes, and the words in it that are of another language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plan.html.tree import Node
from plan.showing.localizer import Lent

#: Words that the typesetter puts beside the data by itself.
TYPESET_WORDS = (
    "actual_page", "baseline", "card_continued", "challenge", "content", "contents",
    "departments_in_charge", "draft_mark", "kpi", "own_words_on_paper", "page_joint", "page_range", "page_ref",
    "phase", "review", "roadmap_plan", "schedule", "target", "used_on_page", "used_on_pages",
)  # fmt: skip
#: Those of them that stand on every card.
CARD_WORDS = ("baseline", "content", "departments_in_charge", "kpi", "schedule", "target")


def nodes(tree: Any) -> Iterator[Node]:
    """Every node of a tree, however deep."""
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from nodes(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from nodes(item)


def lends(tree: Any) -> bool:
    """Whether words of another language stand in it."""
    if isinstance(tree, dict | list):
        return any(map(lends, tree.values() if isinstance(tree, dict) else tree))
    return isinstance(tree, Lent)


def told(tree: Any) -> Any:
    """The same tree with each of these words as the typesetter needs it: with the language that they are in."""
    if isinstance(tree, Lent):
        return {"lent": str(tree), "lang": tree.language}
    if isinstance(tree, dict):
        return {key: told(value) for key, value in tree.items()}
    return [told(item) for item in tree] if isinstance(tree, list | tuple) else tree
