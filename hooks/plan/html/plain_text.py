"""Turns the blocks of a page into plain text: headings by signs, lists by marks, a table as lines of name and value.

Whoever reads by a screen reader, a terminal or a program gets all words of a page in their order, and no layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan.html.tree import Inline, Node

#: What stands before an item of a list, and how far what is in it stands in.
_ITEM, _INDENT = "- ", "  "
#: The style of a list of cards, which stand by themselves.
_CARDS = "project-list-"
#: What stands side by side in a cell.
_BESIDE = ("link", "small", "span", "strong")


def text_lines(blocks: Sequence[Node], *, own: str, down: int = 0, apart: bool = False) -> Iterator[str]:
    """The lines of some blocks, an empty one between two of them; `own` marks the site's own words, and headings stand
    `down` levels lower than on the page; `apart`: what pages set side by side has a blank between, as in cells."""
    for block in blocks:
        lines = list(_block(block, own, down, apart=apart))
        if any(lines):
            yield from lines
            yield ""


def _block(block: Node, own: str, down: int, *, apart: bool) -> Iterator[str]:
    kind = block["k"]
    if kind == "heading":
        yield f"{'#' * (block['level'] + down)} {inline(block['c'], own)}"
    elif kind == "para":
        yield inline(block["c"], own, apart=apart)
    elif kind == "group" and not block.get("style", "").startswith(_CARDS):
        yield from _without_end(text_lines(block["c"], own=own, down=down, apart=apart))
    elif kind == "list":
        for number, item in enumerate(block["items"]):
            mark = f"{block['numbers'][number]}. " if block["ordered"] else _ITEM
            yield from _item(mark, item, own)
    elif kind == "facts":
        for item in block["items"]:
            yield from _item(f"{inline(item['term'], own, apart=True)}: ", item["c"], own)
    elif kind == "definitions":
        for item in block["items"]:
            names = " / ".join(inline(term, own) for term in item["terms"])
            for told in item["c"]:
                yield from _item(f"{names}: ", told, own)
    elif kind == "table":
        yield from _table(block, own)
    elif kind == "image":
        yield f"[{block['alt']}]"
    elif kind == "figure":
        yield from _figure(block, own)


def _figure(block: Node, own: str) -> Iterator[str]:
    """A picture of the plan by what is said of it."""
    words = [inline(block["caption"], own), block["alt"], inline(block["source"], own)]
    yield f"[{' / '.join(filter(None, words))}]"
    yield from _without_end(text_lines(block["about"], own=own))


def _item(mark: str, blocks: Sequence[Node], own: str) -> Iterator[str]:
    """What stands behind a mark: its first line beside it, the others further in."""
    lines = [line for line in text_lines(blocks, own=own, apart=True) if line]
    yield f"{mark}{lines[0]}".rstrip() if lines else mark.rstrip()
    yield from (f"{_INDENT}{line}" for line in lines[1:])


def _table(block: Node, own: str) -> Iterator[str]:
    """A table: its caption, then for each row the name of it, and each cell behind the head of its column."""
    if block["caption"]:
        yield f"[{inline(block['caption'], own)}]"
    heads = [" / ".join(dict.fromkeys(filter(None, told))) for told in zip(*_spread(block["head"], own), strict=True)]
    for row in _spread(block["body"], own):
        told = zip(heads or [""] * len(row), row, strict=True)
        named = [f"{head}: {cell}" if head else cell for head, cell in told if cell]
        yield from (f"{_INDENT if number else _ITEM}{cell}" for number, cell in enumerate(named))


def _spread(rows: Sequence[Sequence[Node]], own: str) -> list[list[str]]:
    """The words of each cell, in every column and row that it spans."""
    found: list[list[str]] = []
    hanging: dict[int, tuple[str, int]] = {}
    for row in rows:
        line: list[str] = []
        for cell in row:
            _hang(line, hanging)
            words = " ".join(text for text in text_lines(cell["c"], own=own, apart=True) if text)
            for column in range(cell["colspan"]):
                if cell["rowspan"] > 1:
                    hanging[len(line)] = (words, cell["rowspan"] - 1)
                line.append("" if column else words)
        _hang(line, hanging)
        found.append(line)
    width = max(map(len, found), default=0)
    return [line + [""] * (width - len(line)) for line in found]


def _hang(line: list[str], hanging: dict[int, tuple[str, int]]) -> None:
    """Put into a row what cells of rows above have in its next columns."""
    while len(line) in hanging:
        words, left = hanging.pop(len(line))
        if left > 1:
            hanging[len(line)] = (words, left - 1)
        line.append(words)


def inline(content: Sequence[Inline], own: str, *, apart: bool = False) -> str:
    """The words of a line."""
    found: list[str] = []
    for before, part in zip([None, *content], content, strict=False):
        if apart and before is not None and _stands_apart(before, part):
            found.append(" ")
        found.append(_words(part, own))
    return " ".join("".join(found).split())


def _stands_apart(before: Inline, part: Inline) -> bool:
    """Whether a page sets a part beside the one before it, and not as words of one sentence."""
    if isinstance(part, str) or "lang" in part:
        return False
    return part["k"] in ("small", "span") or (
        not isinstance(before, str) and part["k"] in _BESIDE and before["k"] in _BESIDE
    )


def _words(part: Inline, own: str) -> str:
    if isinstance(part, str):
        return part
    kind = part["k"]
    if kind == "own-mark":
        return f"[{own}] "
    if kind == "break":
        return " "
    words = "".join(_words(inner, own) for inner in part.get("c", ()) if isinstance(inner, str) or "k" in inner)
    if kind == "ruby" and part.get("reading"):
        return f"{words}({part['reading']})"
    return f" [{words}] " if kind in ("badge", "note") and words.strip() else words


def _without_end(lines: Iterator[str]) -> Iterator[str]:
    """Lines without the empty one at their end."""
    found = list(lines)
    yield from found[:-1] if found and not found[-1] else found
