"""Turns the pictures of chapters and cards into what the typesetter needs: figures with their words, and their list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from urllib.parse import unquote

from plan.html.tree import Inline, Node, words_of
from plan.model.types import Text, parted
from plan.showing.catalog import Card
from plan.showing.localizer import Lent
from plan.showing.renderer import Renderer


class PaperPictures:
    """The pictures of a plan in one language."""

    def __init__(self, renderer: Renderer, language: str) -> None:
        self._renderer, self._language = renderer, language
        self._speak = renderer.speaker(language)

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """The address under docs/ of each picture by the names under which its sizes are published."""
        return {size.name: one.source.uri for one in self._renderer.pictures.all for size in one.sizes}

    def place(self, node: Node) -> None:
        """Give a picture of a chapter its file, in place of the way to it, and its place in a document."""
        node["src"] = self._files[unquote(node["src"]).lstrip("./")]
        node["label"] = node["id"]

    def on_card(self, card: Card) -> list[Node]:
        """The pictures of a card."""
        found = []
        for shown in self._renderer.card_pictures(card, self._language):
            item = shown.picture
            caption = [_bare(shown.number), " ", *self._words(item.caption)] if item.caption else []
            described = [{"k": "para", "style": "", "c": [words]} for words in self._paragraphs(item.description)]
            opening = {"k": "para", "style": "summary", "c": [_bare(self._speak.plain_word("picture_description"))]}
            node: Node = {
                "k": "figure",
                "src": shown.source,
                "alt": str(self._speak.plain(item.alt)) if item.alt else "",
                "label": shown.anchor,
                "caption": caption,
                "source": self._words(item.source),
                "about": [opening, *described] if described else [],
            }
            found.append(node)
        return found

    def files(self, nodes: Iterable[Node]) -> frozenset[str]:
        """The pictures among the nodes of a document, by the addresses of their files under docs/."""
        return frozenset(node["src"] for node in nodes if node.get("k") == "figure")

    def with_list(self, sheets: list[Node], nodes: Iterable[Node]) -> list[Node]:
        """The sheets of a document with the list of its pictures behind its contents, if the plan has one."""
        numbered = [node for node in nodes if node.get("k") == "figure" and node["label"]]
        if not numbered or self._renderer.plan.listed_pictures is None:
            return sheets
        at = next((place for place, sheet in enumerate(sheets, start=1) if sheet["k"] == "contents"), 0)
        entries = [{"label": node["label"], "caption": words_of(_unmarked(node["caption"]))} for node in numbered]
        listed = {"k": "pictures", "title": self._speak.plain_word("picture_list"), "entries": entries}
        return [*sheets[:at], listed, *sheets[at:]] if at else sheets

    def _words(self, text: Text | None) -> list[Inline]:
        return [_bare(self._speak.plain(text))] if text else []

    def _paragraphs(self, text: Text | None) -> list[Inline]:
        words, language = self._speak.choose(text) if text else ("", self._language)
        return [_bare(Lent(part, language) if language != self._language else part) for part in parted(words) if part]


def _bare(words: str) -> Inline:
    """Words within a line, told from those around them where they are of another language."""
    if isinstance(words, Lent):
        return {"k": "span", "style": "", "lang": words.language, "c": [str(words)]}
    return words


def _unmarked(content: list[Inline]) -> list[Inline]:
    """Words without the footnotes that are marked in them."""
    parts = (part if isinstance(part, str) else {**part, "c": _unmarked(part["c"])} for part in content if _said(part))
    return list(parts)


def _said(part: Inline) -> bool:
    return isinstance(part, str) or (part["k"] != "note" and "c" in part)
