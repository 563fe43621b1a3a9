"""Marks where chapters and cards name the terms of the glossary, for the pages that it gives under each term.

A link leads to the glossary where a page of the site names a term first; an index has every page that names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plan.html.terms import TermIndex
from plan.html.tree import Inline, Node, words_of

#: What of a card is for the typesetter, or no words.
_UNPRINTED = ("label", "qr", "address", "drawings")


class Mentions:
    """Finds the terms of a glossary in what is to be set."""

    def __init__(self, terms: TermIndex) -> None:
        self._terms = terms

    def marked(self, blocks: list[Node]) -> list[Node]:
        """Blocks of a chapter with a mark at each mention: the typesetter remembers the page that it comes on.

        A heading, which also stands in the contents, and a motto, which is broken by its sentences, name theirs apart.
        """
        return [self._node(block) for block in blocks]

    def in_words(self, *words: str) -> list[str]:
        """The terms that words name, once each, in order."""
        return list(self._terms.named(*words))

    def in_card(self, card: Node, *words: str) -> list[str]:
        """The terms that a card names, and `words` that the typesetter puts on it; it comes on one page."""
        said = (text for key, value in card.items() if key not in _UNPRINTED for text in texts_in(value))
        return self.in_words(*said, *words)

    def _node(self, node: Node) -> Node:
        if node["k"] == "heading":
            return node | {"uses": self.in_words(words_of(node["c"]))}
        if node["k"] == "para" and node["style"] == "vision":
            marks = [{"k": "use", "id": id, "c": []} for id in self.in_words(words_of(node["c"]))]
            return node | {"c": [*node["c"], *marks]}
        if node["k"] == "cards":
            return node
        return {key: self._within(value) for key, value in node.items()}

    def _within(self, value: Any) -> Any:
        """Whatever stands in a block: of lists each item, and words, which stand in lists alone."""
        if isinstance(value, list):
            return [part for item in value for part in self._items(item)]
        return self._node(value) if isinstance(value, dict) and "k" in value else value

    def _items(self, item: Any) -> Iterator[Any]:
        if isinstance(item, str):
            yield from self._words(item)
        elif isinstance(item, dict) and "k" not in item:  # a cell, or a fact
            yield {key: self._within(value) for key, value in item.items()}
        else:
            yield self._within(item)

    def _words(self, words: str) -> Iterator[Inline]:
        done = 0
        for mention in self._terms.mentions(words):
            if mention.start > done:
                yield words[done : mention.start]
            yield {"k": "use", "id": mention.term, "c": [words[mention.start : mention.end]]}
            done = mention.end
        if done < len(words):
            yield words[done:]


def texts_in(value: Any) -> Iterator[str]:
    """All words within what a card holds; those of a line as one text, as a reader meets them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        if any(isinstance(item, dict) and "k" in item for item in value):
            yield words_of(value)
        else:
            for inner in value:
                yield from texts_in(inner)
