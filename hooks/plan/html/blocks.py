"""Parts the Markdown of a chapter into blocks, as people indent it, and knows the line of all that is no markup here.

Python-Markdown asks for four blanks a level and joins lists of two kinds, and forgets lines. Here an item holds what
stands two blanks or more to the right of its mark, a list needs no empty line before it, and what would be printed as
it is typed, or vanish, is a slip with its line. Words within a block are left to Python-Markdown (`inlines`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown, util
from markdown.blockparser import BlockParser

from plan.html import slips, table_rows
from plan.html.footnotes import SECTION
from plan.html.lines import (
    ADDRESS,
    DEFINITION,
    FENCE,
    HEADING,
    ID,
    ITEM,
    NOTE,
    QUOTE,
    REFERENCE,
    RULE,
    UNDERLINE,
    WITHIN,
    Line,
    begins,
    begins_table,
    defines,
    end_of_html,
    following,
    follows,
    goes_on,
    held,
    is_html,
    is_item,
    is_term,
)
from plan.html.pictures import CAPTION, DESCRIPTION, PICTURE, SOURCE, SOURCED, WrittenPicture, written_picture
from plan.html.slips import Slip

#: How many lists, quotations, notes and definitions may stand within one another.
DEEPEST = 12


class Footnote(NamedTuple):
    """A footnote: the line where it is written, and its place among the notes of the page."""

    line: int
    element: Element


class Blocks(BlockParser):
    """What parts a text into blocks, in the place of Python-Markdown's own."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.slips: list[Slip] = []
        self.passages: list[tuple[Line, ...]] = []
        """The words of each block, as they stand in their lines."""
        self.notes: dict[str, Footnote] = {}
        self.references: dict[str, Line] = {}
        """The lines that name an address for links elsewhere."""
        self.pictures: list[WrittenPicture] = []
        """The pictures, in their order."""
        self.headings: list[tuple[Line, Element]] = []
        """The headings, in their order."""
        self.raw: set[int] = set()
        """The numbers of the lines that are HTML as they stand."""
        self._depth = 0
        self._level = 0
        self._beginnings: tuple[Callable[[Element, Sequence[Line], int], int], ...] = (
            self._html, self._code, self._fence, self._heading, self._rule, self._quote, self._note, self._reference,
            self._list, self._table, self._picture,
        )  # fmt: skip

    def parseDocument(self, lines: Iterable[str]) -> ElementTree[Element | None]:  # noqa: N802 - as it is called
        """The tree of a text; its footnotes stand at its end."""
        self.root = Element(self.md.doc_tag)
        self._blocks(self.root, [self._read(Line(*line)) for line in enumerate(lines, start=1)])
        if self.notes:
            section = SubElement(self.root, "section", {"class": SECTION})
            SubElement(section, "ol").extend(note.element for note in self.notes.values())
        return ElementTree(self.root)

    def _read(self, line: Line) -> Line:
        """A line; nothing of one that git left."""
        if slips.CONFLICT.match(line.text):
            self._slip("conflict", line)
            return line.cut(len(line.text))
        return line

    # What holds other blocks ------------------------------------------------

    def _blocks(self, parent: Element, lines: Sequence[Line]) -> bool:
        """Put the blocks of some lines into an element; returns whether an empty line parts two of them."""
        at, parted = 0, False
        while at < len(lines):
            if lines[at].empty:
                at += 1
                continue
            parted = parted or bool(at and len(parent) and lines[at - 1].empty)
            for begin in self._beginnings:
                after = begin(parent, lines, at)
                if after > at:
                    break
            else:
                after = self._paragraph(parent, lines, at)
            at = after
        return parted

    def _inner(self, parent: Element, lines: Sequence[Line]) -> bool:
        """The same within a list, a quotation, a note or a definition; what is too deep stays as it is typed."""
        if self._depth == DEEPEST:
            self._slip("too-deep", lines[0])
            parent.text = util.AtomicString("\n".join(line.text for line in lines))
            return False
        self._depth += 1
        parted = self._blocks(parent, lines)
        self._depth -= 1
        return parted

    def _list(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        mark = ITEM.match(lines[at].text)
        if mark is None or mark[0] == lines[at].text:
            return at
        numbered = mark[3] is not None
        element = SubElement(parent, "ol" if numbered else "ul")
        if numbered and len(mark[3]) > 4:
            self._slip("large-number", lines[at])
        elif numbered and int(mark[3]) != 1:
            element.set("start", str(int(mark[3])))
        first, loose, last = mark, False, at
        while mark and not RULE.match(lines[at].text) and follows(first, mark, len(element)):
            loose = loose or (at > last and lines[at - 1].empty)
            last, item = at, SubElement(element, "li")
            at, inner = held(lines, at, mark.end(), len(mark[1]), is_item)
            self.slips.extend(slips.in_an_item(inner[0]))
            loose = self._inner(item, inner) or loose
            after = following(lines, at)
            mark = ITEM.match(lines[after].text) if after < len(lines) else None
            if mark and (len(mark[1]) >= lines[last].indent + WITHIN or not follows(first, mark, len(element))):
                break
            at = after if mark else at
        if not loose:
            for item in element:
                _unwrapped(item)
        return at

    def _quote(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        inner: list[Line] = []
        while at < len(lines):
            mark = QUOTE.match(lines[at].text)
            if mark is None and not (inner and goes_on(inner, lines, at)):
                break
            inner.append(lines[at].cut(mark.end() if mark else 0))
            at += 1
        if inner:
            self._inner(SubElement(parent, "blockquote"), inner)
        return at

    def _note(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        mark = NOTE.match(lines[at].text)
        if mark is None:
            return at
        name, line = mark[1], lines[at]
        after, inner = held(lines, at, mark.end(), 0, is_item, width=4)
        item = Element("li", {"id": f"fn:{name}"})
        before = len(self.passages)
        self._inner(item, inner)
        self.slips.extend(slips.in_a_note(line for words in self.passages[before:] for line in words))
        if name in self.notes:
            self._slip("note-twice", line)
        elif not len(item):
            self._slip("note-without-words", line)
        else:
            self.notes[name] = Footnote(line.number, item)
        return after

    def _definitions(self, parent: Element, terms: Sequence[Line], lines: Sequence[Line], at: int) -> int:
        """The definitions that begin at a line, of the terms before them."""
        before = parent[-1] if len(parent) else None
        element = before if before is not None and before.tag == "dl" else SubElement(parent, "dl")
        element.set("class", "definitions")
        for term in terms:
            SubElement(element, "dt").text = term.text.strip()
            self.passages.append((term,))
        loose, given = False, []
        while at < len(lines) and (mark := DEFINITION.match(lines[at].text)):
            loose = loose or lines[at - 1].empty
            given.append(SubElement(element, "dd"))
            at, inner = held(lines, at, mark.end(), 0, is_term)
            loose = self._inner(given[-1], inner) or loose
            after = following(lines, at)
            at = after if after < len(lines) and DEFINITION.match(lines[after].text) else at
        if not loose:
            for item in given:
                _unwrapped(item)
        return at

    def _picture(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        """A picture with its caption, the words right under it, which say where it is from, and its description."""
        picture = written_picture(lines[at])
        if picture is None:
            return at
        self.pictures.append(picture)
        self.slips.extend(slips.in_alternative_text(lines[at], picture.alt))
        figure = SubElement(parent, "figure", {"class": PICTURE})
        SubElement(figure, "img", {"src": picture.file, "alt": picture.alt})
        told = Element("figcaption")
        if picture.caption:
            self._said(SubElement(told, "p", {"class": CAPTION}), [Line(lines[at].number, picture.caption)], at)
        start = at = at + 1
        while at < len(lines) and not (lines[at].empty or DEFINITION.match(lines[at].text) or begins(lines, at)):
            at += 1
        if at > start:
            if not SOURCED.match(lines[start].text):
                self._slip("under-picture", lines[start])
            self.slips.extend(slips.in_lines(lines[start:at]))
            self._said(SubElement(told, "p", {"class": SOURCE}), lines[start:at], at)
        if defines(lines, at):
            at = self._description(told, lines, following(lines, at))
        if len(told):
            figure.append(told)
        return at

    def _description(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        """What a picture shows, for those who do not see it; the word that opens it comes with the page's language."""
        element = SubElement(parent, "details", {"class": DESCRIPTION})
        SubElement(element, "summary")
        while at < len(lines) and (mark := DEFINITION.match(lines[at].text)):
            at, inner = held(lines, at, mark.end(), 0, is_term)
            self._inner(element, inner)
            after = following(lines, at)
            at = after if after < len(lines) and DEFINITION.match(lines[after].text) else at
        return at

    # Blocks of words ----------------------------------------------------------

    def _paragraph(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        """Lines up to an empty one or another block; with a line under them they are a heading, or terms."""
        start = at
        while at < len(lines) and not lines[at].empty and (at == start or not begins(lines, at)):
            if at > start and (UNDERLINE.match(lines[at].text) or DEFINITION.match(lines[at].text)):
                break
            at += 1
        words = tuple(lines[start:at])
        self.slips.extend(slips.in_lines(words))
        if at < len(lines) and not lines[at].empty and UNDERLINE.match(lines[at].text):
            self._slip("underline", words[-1])
            return self._said(SubElement(parent, "p"), words, at + 1)
        if defines(lines, at) and not slips.opens_definition(words[0]):
            return self._definitions(parent, words, lines, following(lines, at))
        if slips.opens_definition(words[0]):
            self._slip("definition-without-term", words[0])
        return self._said(SubElement(parent, "p"), words, at)

    def _said(self, element: Element, words: Sequence[Line], after: int) -> int:
        element.text = "\n".join(line.text.lstrip() for line in words)
        self.passages.append(tuple(words))
        return after

    def _heading(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        line = lines[at]
        found = HEADING.match(line.text)
        if found is None:
            return at
        if self._depth or line.text.startswith(" "):
            self._slip("heading-within", line)
        words = line.text[found.end() :].rstrip()
        named = ID.search(words)
        if not named and re.search(r"\{#[^{}]*\}$", words):
            self._slip("heading-id", line)
        words = words[: named.start()] if named else words
        bare = words.rstrip("#")
        words = bare.rstrip() if bare.endswith(" ") else words
        element = SubElement(parent, f"h{len(found[1])}", {"id": named[1]} if named else {})
        element.text = words
        self.headings.append((line, element))
        self.slips.extend(slips.in_a_heading(line, len(found[1]), words, self._level))
        self._level = len(found[1])
        self.passages.append((Line(line.number, words),))
        return at + 1

    def _rule(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        if not RULE.match(lines[at].text):
            return at
        SubElement(parent, "hr")
        return at + 1

    def _table(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        if not begins_table(lines, at):
            return at
        after = at + 2
        while after < len(lines) and not lines[after].empty and not begins(lines, after):
            after += 1
        self.slips.extend(table_rows.put(parent, lines[at:after]))
        self.passages.extend((line,) for line in lines[at:after])
        return after

    # What is passed on as it is -------------------------------------------------

    def _code(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        start = at
        while at < len(lines) and (lines[at].text.startswith("    ") or (lines[at].empty and at > start)):
            at += 1
        return self._verbatim(parent, "indented", [line.cut(4) for line in lines[start:at]], at) if at > start else at

    def _fence(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        fence = FENCE.match(lines[at].text)
        if fence is None:
            return at
        end = at + 1
        while end < len(lines) and not lines[end].text.strip().startswith(fence[1]):
            end += 1
        self._slip("fence", lines[at])
        return self._verbatim(parent, "", lines[at + 1 : end], min(end + 1, len(lines)))

    def _verbatim(self, parent: Element, slip: str, lines: Sequence[Line], after: int) -> int:
        if slip:
            self._slip(slip, lines[0])
        words = util.code_escape("\n".join(line.text for line in lines).rstrip())
        SubElement(SubElement(parent, "pre"), "code").text = util.AtomicString(f"{words}\n")
        return after

    def _html(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        """HTML as it is, up to the end of the element that it begins with."""
        if not is_html(lines[at]):
            return at
        end = end_of_html(lines, at)
        words = "\n".join(line.text for line in lines[at:end]).lstrip()
        SubElement(parent, "p").text = self.md.htmlStash.store(f"{words}\n")
        self.slips.extend(slip for line in lines[at:end] for slip in slips.in_html(line))
        self.raw.update(line.number for line in lines[at:end])
        return end

    def _reference(self, parent: Element, lines: Sequence[Line], at: int) -> int:
        """A line that names an address for links elsewhere; words in its place would vanish."""
        found = REFERENCE.match(lines[at].text)
        if found is None:
            return at
        address = ADDRESS.match(found[2])
        if address is None:
            self._slip("lost-words", lines[at])
            return self._said(SubElement(parent, "p"), lines[at : at + 1], at + 1)
        self.md.references[found[1].strip().lower()] = (address[1], "")
        self.references[found[1].strip().lower()] = lines[at]
        if found[2].strip() not in (address[1], f"<{address[1]}>"):
            self._slip("link-title", lines[at])
        return at + 1

    def _slip(self, kind: str, line: Line) -> None:
        self.slips.append(Slip(line.number, kind, line.text.strip()))


def _unwrapped(item: Element) -> None:
    """Take the paragraphs of an item, which no empty line parts from anything, for its words."""
    if any(one.tag == other.tag == "p" for one, other in itertools.pairwise(item)):
        return  # HTML parts them
    for number, child in reversed(list(enumerate(item))):
        if child.tag == "p":
            words = child.text
            if number:
                item[number - 1].tail = words
            else:
                item.text = words
            item.remove(child)
