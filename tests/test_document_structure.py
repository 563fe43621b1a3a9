"""The documents as files: accessible, archival, right in every letter."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import pytest
from pages import plain
from pdf_files import opened
from plan.html import tree


def within(item: Any) -> Iterator[pikepdf.Dictionary]:
    """The structure elements inside an element, or all that an array of them holds."""
    waiting: list[Any] = [item]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting.extend(item)
        elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
            yield item
            if "/K" in item:
                waiting.append(item.K)


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure tree."""
    return within(pdf.Root.StructTreeRoot.K)


def attributes(element: pikepdf.Dictionary) -> dict[str, Any]:
    """The attributes of a structure element, of all owners together."""
    found: dict[str, Any] = {}
    given = element.get("/A", pikepdf.Array())
    for owner in given if isinstance(given, pikepdf.Array) else [given]:
        found |= dict(owner.items())
    return found


def test_every_file_is_pdf_ua_and_pdf_a(documents: dict[str, Path]) -> None:
    """By the validator's word. Where a stream's last byte is a carriage return, the validator takes it for a part of
    the line end before `endstream` and finds the length one too long; there the length is counted here."""
    checked = 0
    for name, path in documents.items():
        for profile in (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_2A):
            result = validator.validate_pdf(str(path), profile=profile)
            checked += 1
            for failure in result.failures:
                assert failure.rule_id == "PDFA2A-STREAM-LENGTH-001", f"{name}: {failure.message}"
                assert ends_in_carriage_return(path, failure.object_id), f"{name}: {failure.message}"
    assert checked == 2 * len(documents)


def ends_in_carriage_return(path: Path, object_id: Any) -> bool:
    """Whether the stream is exactly as long as it says, and its last byte is a carriage return."""
    data = path.read_bytes()
    start = re.search(rb"(?:^|\n)%d %d obj\b" % (object_id.object_number, object_id.generation), data)
    assert start
    stream = re.compile(rb"/Length (\d+).*?\bstream\n", re.DOTALL).search(data, start.end())
    assert stream
    end = stream.end() + int(stream[1])
    return data[end - 1 : end] == b"\r" and data[end:].startswith(b"\nendstream")


def test_language_title_and_pictures(pdfs: dict[str, Path]) -> None:
    """Each file says its language and its title with 案 or Draft, shows the title, and describes every picture."""
    pictures, draft = 0, {"ja": "（案）", "en": "(Draft)"}
    for name, path in pdfs.items():
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang).startswith(name[:2]), name
            with pdf.open_metadata() as metadata:
                assert draft[name[:2]] in metadata["dc:title"], name
            assert pdf.Root.ViewerPreferences.DisplayDocTitle, name
            for element in elements(pdf):
                if element.S == "/Figure":
                    pictures += 1
                    assert len(str(element.Alt)) > 5, name
    assert pictures > 100


def test_bookmarks_are_the_headings(pdfs: dict[str, Path]) -> None:
    """Every heading is a bookmark, in the order of the pages, and nothing else is."""
    for name, path in pdfs.items():
        with pikepdf.open(path) as pdf:
            headings = sorted(str(item.get("/T", "")) for item in elements(pdf) if re.match(r"/H\d", str(item.S)))
        bookmarks = sorted(title for _, title, _ in opened(path).get_toc())
        assert [plain(title) for title in bookmarks] == [plain(title) for title in headings], name
        assert bookmarks


def test_tables_have_headers(documents: dict[str, Path]) -> None:
    """Every table has header cells that say they head their column."""
    tables = 0
    for name, path in documents.items():
        with pikepdf.open(path) as pdf:
            for table in (element for element in elements(pdf) if element.S == "/Table"):
                tables += 1
                heads = [cell for cell in within(table.K) if cell.S == "/TH"]
                assert heads, name
                assert {str(attributes(cell).get("/Scope")) for cell in heads} == {"/Column"}, name
    assert tables > 40


def test_fonts_are_embedded(documents: dict[str, Path]) -> None:
    """All fonts travel in the file; none is Type 3."""
    for name, path in documents.items():
        fonts = {font for sheet in opened(path) for font in sheet.get_fonts()}
        assert fonts, name
        for _, extension, kind, base, *_ in fonts:
            assert extension not in ("", "n/a"), f"{name}: {base}"
            assert kind == "Type0", f"{name}: {base} is {kind}"
            assert "BIZUD" in base, f"{name}: {base}"


def test_no_letter_is_a_lookalike(documents: dict[str, Path]) -> None:
    """Text can be searched and read aloud: no Kangxi radical, no compatibility form, no letter lost."""
    for name, path in documents.items():
        text = "".join(sheet.get_text() for sheet in opened(path))
        assert len(text) > 200, name
        wrong = re.findall(r"[\u2e80-\u2fdf\uf900-\ufaff\ufffd\ue000-\uf8ff]", text)
        assert not wrong, f"{name}: {wrong}"


def test_an_element_that_paper_cannot_show_is_named() -> None:
    """The message says the page and the element."""
    with pytest.raises(tree.UnknownElementError, match=r"^docs/plan/x\.md: <video> cannot be set on paper$"):
        tree.page_tree("<p>a</p><video></video>", "docs/plan/x.md")


def test_no_word_lies_over_another(documents: dict[str, Path]) -> None:
    """A column of a table has room for its longest word, and no line runs into the one beside it.

    A reading lies on the room above its word; in Easy Japanese nothing else is in hiragana alone.
    """
    found = []
    for name, path in documents.items():
        for number, sheet in enumerate(opened(path), start=1):
            words = sorted(sheet.get_text("words"), key=lambda word: (word[1], word[0]))
            if name.startswith("ja-easy/"):
                words = [word for word in words if not re.fullmatch("[ぁ-ゖー]+", word[4])]
            for at, (left, _, right, foot, said, *_) in enumerate(words):
                for other in itertools.takewhile(lambda other, foot=foot: other[1] < foot - 3, words[at + 1 :]):
                    if min(right, other[2]) - max(left, other[0]) > 0.5:
                        found.append(f"{name} {number}: {said} {other[4]}")
    assert not found
