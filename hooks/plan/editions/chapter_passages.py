"""The passages of a chapter that two editions are compared by: titles, paragraphs, items of lists, rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plan.html.prose import convert
from plan.html.tree import Node, page_tree, words_of
from plan.reading.chapters import Chapter

#: What parts the cells of a table's row, in words.
CELLS = "｜"


@dataclass(frozen=True)
class ChapterSection:
    """What stands under a heading of a chapter, up to the next: its id, its words, its passages in order."""

    id: str
    title: str
    passages: tuple[ChapterPassage, ...]

    @property
    def words(self) -> str:
        """All its words."""
        return "\n".join((self.title, *(passage.words for passage in self.passages)))


@dataclass(frozen=True)
class ChapterPassage:
    """A paragraph, an item of a list, a row of a table, a picture: what it is, and its words."""

    kind: str
    words: str
    head: str = ""
    """Of a row of a table the words of its first cell, by which it is known."""
    cells: tuple[str, ...] = ()
    """Of a row of a table the words of each cell."""
    heads: tuple[str, ...] = ()
    """Of a row in the body of a table the heads of its columns."""

    @property
    def key(self) -> tuple[str, str] | None:
        """By what it is known: its own words, else for a row its first cell."""
        return (self.kind, self.head) if self.head else None

    @property
    def flows(self) -> bool:
        """Whether it is a paragraph, which may be parted in two or joined to the next."""
        return self.kind == "paragraph"

    @staticmethod
    def together(passages: Sequence[ChapterPassage]) -> ChapterPassage:
        """Some paragraphs as one, a line each."""
        return ChapterPassage("paragraph", "\n".join(passage.words for passage in passages))


def sections_of(chapter: Chapter) -> tuple[ChapterSection, ...]:
    """The sections of a chapter in order; what stands before the first heading has no id."""
    prose = convert(chapter.text)
    found: list[tuple[str, str, list[ChapterPassage]]] = [("", "", [])]
    for piece in prose.pieces:
        for kind, node in _blocks(page_tree(piece, chapter.file)):
            if kind == "heading":
                found.append((node["id"], words_of(node["c"]), []))
            else:
                found[-1][2].extend(_passages(node))
    return tuple(ChapterSection(id, title, tuple(passages)) for id, title, passages in found if id or passages)


def _blocks(nodes: Sequence[Node]) -> Iterator[tuple[str, Node]]:
    """Blocks with what they are, those within groups too."""
    for node in nodes:
        if node["k"] == "group":
            yield from _blocks(node["c"])
        else:
            yield node["k"], node


def _passages(node: Node) -> Iterator[ChapterPassage]:
    kind = node["k"]
    if kind == "list":
        for item in node["items"]:
            yield ChapterPassage("item", _words(item))
    elif kind == "table":
        heads: tuple[str, ...] = ()
        for row in (*node["head"], *node["body"]):
            cells = tuple(_words(cell["c"]) for cell in row)
            yield ChapterPassage("row", CELLS.join(cells), cells[0] if cells else "", cells, heads)
            heads = cells if row in node["head"] else heads
    elif kind == "definitions":
        for item in node["items"]:
            said = [_words(blocks) for blocks in item["c"]]
            terms = [words_of(term) for term in item["terms"]]
            yield ChapterPassage("definition", "\n".join((CELLS.join(terms), *said)), CELLS.join(terms))
    elif kind == "figure":
        yield ChapterPassage("figure", "\n".join(part for part in (node["alt"], words_of(node["caption"])) if part))
    elif kind == "para":
        yield ChapterPassage("paragraph", words_of(node["c"]))


def _words(nodes: Sequence[Node]) -> str:
    """The words of the blocks in an item or a cell, a line each."""
    return "\n".join(passage.words for kind, node in _blocks(nodes) for passage in _passages_of_any(kind, node))


def _passages_of_any(kind: str, node: Node) -> Iterator[ChapterPassage]:
    return iter((ChapterPassage(kind, words_of(node["c"])),)) if kind == "heading" else _passages(node)
