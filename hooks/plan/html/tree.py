"""Turns a page's HTML into a tree of plain data that the paper edition sets: blocks, and the words in them.

A block or an inline is a dict whose `k` names its kind; words are strings. The tree holds no markup, so nothing
in a text can become a command of the typesetter. What it does not know it refuses, with the page's name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from plan.html.citable import numbered
from plan.html.footnotes import BACK, MARK, SECTION
from plan.html.pictures import CAPTION, DESCRIPTION, PICTURE, SOURCE
from plan.html.prose import PAGE_LINK
from plan.html.tokens import TAG, VOID, attributes, tokens

Node = dict[str, Any]
Inline = str | Node
_INLINE = frozenset("a abbr b bdi br code em i q rp rt ruby small span strong sub sup".split())
_PLAIN_GROUPS = frozenset("article div section figure figcaption header main".split())
#: What a screen needs and paper does not.
_LEFT_OUT = frozenset("nav script style template button".split())
_LEFT_OUT_CLASSES = frozenset(("only-dark", "screen-only", BACK))
DRAWING = "data-drawing"  # the attribute of an `svg` that holds a drawing for paper, whole: shapes without words
#: How the words of a cell stand, by its class; a heading of numbers stands as all headings do.
_ALIGNED = {"align-end": "end", "align-center": "center"}


class UnknownElementError(ValueError):
    """The page holds an element that the paper edition cannot set."""


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str]
    children: list[_Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


def _read(text: str) -> _Element:
    """The elements of some HTML; an end without its beginning is nothing, and ends what stands open within."""
    root = _Element("div", {})
    opened = [root]
    for token in tokens(text):
        tag = TAG.match(token)
        if tag is None:
            if not token.startswith("<!--"):
                opened[-1].children.append(html.unescape(token))
        elif tag[1]:
            if any(element.tag == tag[2].lower() for element in opened[1:]):
                while opened.pop().tag != tag[2].lower():
                    pass
        else:
            element = _Element(tag[2].lower(), attributes(token))
            opened[-1].children.append(element)
            if element.tag not in VOID and not token.endswith("/>"):
                opened.append(element)
    return root


def page_tree(text: str, page: str) -> list[Node]:
    """The blocks of a page's HTML; `page` is how a message calls it.

    Raises UnknownElementError for an element that paper cannot show.
    """
    return _Converter(page).page(_read(text))


class _Converter:
    def __init__(self, page: str) -> None:
        self._page = page
        self._notes: dict[str, _Element] = {}
        self._noted: set[str] = set()

    def page(self, root: _Element) -> list[Node]:
        """The blocks of a page, each footnote where it is first marked."""
        self._notes = dict(_footnotes(root))
        return self.blocks(root)

    # Blocks ---------------------------------------------------------------

    def blocks(self, parent: _Element) -> list[Node]:
        """The children of an element as blocks; loose words between them become a paragraph."""
        found: list[Node] = []
        loose: list[_Element | str] = []
        for child in parent.children:
            if isinstance(child, str) or (child.tag in _INLINE and not _left_out(child)):
                loose.append(child)
                continue
            found.extend((*self._loose(loose), *numbered(self._block(child), child.attributes)))
            loose = []
        found.extend(self._loose(loose))
        return found

    def _loose(self, children: Sequence[_Element | str]) -> Iterator[Node]:
        content = _trimmed(list(self._inlines(children)))
        if content:
            yield {"k": "para", "style": "", "c": content}

    def _block(self, element: _Element) -> Iterator[Node]:
        if _left_out(element):
            return
        tag, style = element.tag, " ".join(element.classes)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            content = _trimmed(list(self._inlines(element.children)))
            yield {"k": "heading", "level": int(tag[1]), "id": element.attributes.get("id", ""), "c": content}
        elif tag == "p":
            content = _trimmed(list(self._inlines(element.children)))
            if content:
                yield self._in_language({"k": "para", "style": style, "c": content}, element)
        elif tag in ("ul", "ol"):
            yield self._list(element, style)
        elif tag == "table":
            yield self._table(element)
        elif tag == "dl" and "definitions" in element.classes:
            yield {"k": "definitions", "items": self._definitions(element)}
        elif tag == "dl":
            yield {"k": "facts", "items": self._facts(element)}
        elif tag == "details":
            yield {"k": "group", "style": "details", "c": self.blocks(element), "id": ""}
        elif tag == "summary":
            yield {"k": "para", "style": "summary", "c": _trimmed(list(self._inlines(element.children)))}
        elif tag == "blockquote":
            yield {"k": "group", "style": "quote", "c": self.blocks(element), "id": ""}
        elif tag == "picture" or tag == "img":
            yield self._picture(element)
        elif tag == "figure" and PICTURE in element.classes and any(part.tag == "img" for part in _elements(element)):
            yield self._figure(element)
        elif tag in ("hr", "svg"):
            yield {"k": "rule"} if tag == "hr" else {"k": "drawing", "svg": element.attributes[DRAWING], "style": style}
        elif tag in _PLAIN_GROUPS:
            block = {"k": "group", "style": style, "c": self.blocks(element), "id": element.attributes.get("id", "")}
            yield self._in_language(block, element)
        else:
            raise UnknownElementError(f"{self._page}: <{tag}> cannot be set on paper")

    def _in_language(self, block: Node, element: _Element) -> Node:
        if "lang" in element.attributes:
            block["lang"] = element.attributes["lang"]
        return block

    def _list(self, element: _Element, style: str) -> Node:
        items = [child for child in element.children if isinstance(child, _Element)]
        for item in items:
            if item.tag != "li":
                raise UnknownElementError(f"{self._page}: <{item.tag}> in a list cannot be set on paper")
        return {
            "k": "list",
            "ordered": element.tag == "ol",
            "numbers": list(self._numbers(element, items)) if element.tag == "ol" else [],
            "style": style,
            "close": not any(child.tag == "p" for item in items for child in _elements(item)),
            "items": [self.blocks(item) for item in items],
        }

    def _numbers(self, element: _Element, items: Sequence[_Element]) -> Iterator[int]:
        """The number of each item, as a browser counts them: its own, else the one after the number before it."""
        number = self._whole(element, element.attributes.get("start"), most=99_999) - 1
        for item in items:
            number = self._whole(item, item.attributes.get("value") or str(number + 1), most=99_999)
            yield number

    def _facts(self, element: _Element) -> list[Node]:
        """Each term with all that is said of it, one under the other."""
        found: list[Node] = []
        for child in _elements(element):
            if child.tag == "div":
                found += self._facts(child)
            elif child.tag == "dt" and (not found or found[-1]["c"]):
                found.append({"term": _trimmed(list(self._inlines(child.children))), "c": []})
            elif child.tag == "dd" and found:
                found[-1]["c"] += self.blocks(child)
            else:
                raise UnknownElementError(f"{self._page}: <{child.tag}> in <dl> cannot be set on paper")
        if found and not found[-1]["c"]:
            raise UnknownElementError(f"{self._page}: <dt> in <dl> cannot be set on paper")
        return found

    def _definitions(self, element: _Element) -> list[Node]:
        """Each term, or terms together, with all that is said of it."""
        found: list[Node] = []
        for child in _elements(element):
            if child.tag == "dt":
                if not found or found[-1]["c"]:
                    found.append({"terms": [], "c": []})
                found[-1]["terms"].append(_trimmed(list(self._inlines(child.children))))
            elif child.tag == "dd" and found:
                found[-1]["c"].append(self.blocks(child))
            else:
                raise UnknownElementError(f"{self._page}: <{child.tag}> in <dl> cannot be set on paper")
        if not found or not found[-1]["c"]:
            raise UnknownElementError(f"{self._page}: <dt> in <dl> cannot be set on paper")
        return found

    def _picture(self, element: _Element) -> Node:
        image = element if element.tag == "img" else next(e for e in _elements(element) if e.tag == "img")
        if not (alternative := image.attributes.get("alt", "")):
            raise UnknownElementError(f"{self._page}: a picture without alternative text cannot be set on paper")
        return {"k": "image", "src": image.attributes["src"], "alt": alternative}

    def _figure(self, element: _Element) -> Node:
        """A picture of the plan with what is said of it; without alternative text one that shows nothing to tell."""
        image = next(child for child in _elements(element) if child.tag == "img")
        told = {" ".join(part.classes): part for child in _elements(element) for part in _elements(child)}
        about = told.get(DESCRIPTION)
        return {
            "k": "figure",
            "src": image.attributes.get("src", ""),
            "alt": image.attributes.get("alt", ""),
            "id": element.attributes.get("id", ""),
            "caption": self._words_of(told.get(CAPTION)),
            "source": self._words_of(told.get(SOURCE)),
            "about": self.blocks(about) if about else [],
        }

    def _words_of(self, element: _Element | None) -> list[Inline]:
        return _trimmed(list(self._inlines(element.children))) if element else []

    def _table(self, element: _Element) -> Node:
        caption: list[Inline] = []
        head: list[list[Node]] = []
        body: list[list[Node]] = []
        for part in _elements(element):
            if part.tag == "caption":
                caption = _trimmed(list(self._inlines(part.children)))
            elif part.tag in ("thead", "tbody", "tfoot"):
                rows = head if part.tag == "thead" else body
                rows.extend(self._row(row) for row in _elements(part))
            elif part.tag == "tr":
                body.append(self._row(part))
            else:
                raise UnknownElementError(f"{self._page}: <{part.tag}> in <table> cannot be set on paper")
        columns = max((sum(cell["colspan"] for cell in row) for row in (head or body)[:1]), default=0)
        if not columns or any(sum(cell["colspan"] for cell in row) > columns for row in (*head, *body)):
            raise UnknownElementError(f"{self._page}: <table> without cells or with uneven rows cannot be set on paper")
        return {"k": "table", "caption": caption, "columns": columns, "head": head, "body": body}

    def _row(self, row: _Element) -> list[Node]:
        return [
            {
                "header": cell.tag == "th",
                "colspan": self._whole(cell, cell.attributes.get("colspan"), least=1),
                "rowspan": self._whole(cell, cell.attributes.get("rowspan"), least=1),
                "align": _aligned(cell),
                "c": self.blocks(cell),
            }
            for cell in _elements(row)
        ]

    def _whole(self, element: _Element, found: str | None, *, least: int = 0, most: int = 1000) -> int:
        """A whole number in an attribute, 1 where there is none."""
        if not found:
            return 1
        if not re.fullmatch("[0-9]{1,6}", found, re.ASCII) or not least <= int(found) <= most:
            raise UnknownElementError(f"{self._page}: <{element.tag}> with the number {found} cannot be set on paper")
        return int(found)

    # Inlines --------------------------------------------------------------

    def _inlines(self, children: Sequence[_Element | str]) -> Iterator[Inline]:
        for child in children:
            if isinstance(child, str):
                words = " ".join(child.split())
                if words or child:
                    yield (" " if child[:1].isspace() and words else "") + words + (" " if child[-1:].isspace() else "")
            elif not _left_out(child):
                yield from self._inline(child)

    def _inline(self, element: _Element) -> Iterator[Inline]:
        tag = element.tag
        if mark := next((child for child in _elements(element) if MARK in child.classes), None):
            yield self._note(mark)
            return
        content = list(self._inlines(element.children))
        if tag == "br":
            yield {"k": "break"}
        elif tag in ("b", "strong"):
            yield {"k": "strong", "c": content}
        elif tag in ("em", "i"):
            yield {"k": "emph", "c": content}
        elif tag == "small" and "own-mark" in element.classes:
            yield {"k": "own-mark"}  # paper has words of its own for it
        elif tag in ("small", "sub", "sup"):
            yield {"k": tag, "c": content}
        elif tag == "q":
            yield from self._languages(
                element, ["「", *content, "」"] if _is_japanese(content) else ["“", *content, "”"]
            )
        elif tag == "a":
            yield self._link(element, content)
        elif tag == "ruby":
            yield {"k": "ruby", "c": [part for part in content if not _is_reading(part)], "reading": _readings(content)}
        elif tag == "rt":
            yield {"k": "reading", "c": content}
        elif tag == "rp":
            return
        elif tag == "span" and "badge" in element.classes:
            yield {"k": "badge", "strong": "badge-up" in element.classes, "c": content}
        elif tag in ("span", "abbr", "code"):
            block = {"k": "span", "style": " ".join(element.classes), "c": content}
            yield self._in_language(block, element) if element.attributes else block
        elif tag in ("p", "bdi"):  # a paragraph where words are wanted, as in a cell; digits, which paper orders itself
            yield from content
        else:
            raise UnknownElementError(f"{self._page}: <{tag}> within a line cannot be set on paper")

    def _note(self, mark: _Element) -> Node:
        """A footnote where its mark stands; where it is marked again, its name alone."""
        name = mark.attributes["href"].removeprefix("#")
        if name not in self._notes:
            raise UnknownElementError(f"{self._page}: <sup> within a line cannot be set on paper")
        again = name in self._noted
        self._noted.add(name)
        return {"k": "note", "id": name, "c": [] if again else self.blocks(self._notes[name])}

    def _languages(self, element: _Element, content: list[Inline]) -> Iterator[Inline]:
        if "lang" in element.attributes:
            yield {"k": "span", "style": "", "lang": element.attributes["lang"], "c": content}
        else:
            yield from content

    def _link(self, element: _Element, content: list[Inline]) -> Node:
        if "term" in element.classes:
            return {"k": "term", "id": element.attributes["href"].partition("#")[2], "c": content}
        kind = "page" if PAGE_LINK in element.classes else "link"
        return {"k": kind, "href": element.attributes.get("href", ""), "c": content}


def _footnotes(parent: _Element) -> Iterator[tuple[str, _Element]]:
    """Take the footnotes out of a page: the name of each, and what holds its words."""
    for child in list(_elements(parent)):
        if SECTION in child.classes:
            parent.children.remove(child)
            yield from ((item.attributes["id"], item) for items in _elements(child) for item in _elements(items))
        else:
            yield from _footnotes(child)


def _aligned(cell: _Element) -> str:
    if cell.tag == "td" and "number" in cell.classes:
        return "end"
    return next((_ALIGNED[name] for name in cell.classes if name in _ALIGNED), "")


def _left_out(element: _Element) -> bool:
    return element.tag in _LEFT_OUT or bool(_LEFT_OUT_CLASSES & set(element.classes))


def _elements(parent: _Element) -> Iterator[_Element]:
    return (child for child in parent.children if isinstance(child, _Element))


def _trimmed(content: list[Inline]) -> list[Inline]:
    """A line without blanks at its ends; empty if it holds nothing else."""
    while content and isinstance(content[0], str) and not content[0].strip():
        content = content[1:]
    while content and isinstance(content[-1], str) and not content[-1].strip():
        content = content[:-1]
    if content and isinstance(content[0], str):
        content = [content[0].lstrip(), *content[1:]]
    if content and isinstance(content[-1], str):
        content = [*content[:-1], content[-1].rstrip()]
    return content


def words_of(content: Sequence[Inline]) -> str:
    """The bare words of a line."""
    return "".join(part if isinstance(part, str) else words_of(part.get("c", ())) for part in content)


def _is_japanese(content: Sequence[Inline]) -> bool:
    return any("\u3041" <= char <= "\u9fff" for char in words_of(content))


def _is_reading(part: Inline) -> bool:
    return isinstance(part, dict) and part["k"] == "reading"


def _readings(content: Sequence[Inline]) -> str:
    return "".join(words_of(part["c"]) for part in content if isinstance(part, dict) and part["k"] == "reading")
