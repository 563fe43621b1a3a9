"""The built Japanese pages hold the whole printed plan: every sentence and every cell of its text.

What a page does not print must be recorded, word for word, in the notes on the source.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from copies import ROOT
from pages import plain, text_of
from plan.model import Plan
from plan.reading.loader import load_plan
from plan.showing.source_notes import differs

SOURCE = Path(__file__).with_name("source")

#: Marks that the print, or the extraction, puts before a line; the site has lists and headings instead.
LEADING = re.compile(r"^(?:[-|・◆■✓•□\s]|[①②③④⑤⑥⑦⑧]|\d+\s+(?=\D))+")
#: The number of a page at the end of a line of the printed contents.
CONTENTS_PAGE = re.compile(r"(?:・{2,}|\t+)\s*・*\d{2}$|・08$")

#: What stands under these labels of a card is a list in one line; the site shows its items.
LISTED = {"活用するツール": "、", "担当課・関係課": "[、・]"}


def lines() -> list[str]:
    """The printed plan, line by line."""
    return (SOURCE / "plan.txt").read_text(encoding="utf-8").split("\n")


def sections() -> Iterator[tuple[str, int, int]]:
    """Each section: its page, its first line, the line after its last (counted from 0)."""
    entries = yaml.safe_load((SOURCE / "sections.yml").read_text(encoding="utf-8"))
    stripped = [line.strip() for line in lines()]
    starts = []
    for entry in entries:
        found = [number for number, line in enumerate(stripped) if line == entry["line"]]
        starts.append(found[entry.get("nth", 1) - 1])
    assert starts == sorted(starts)
    yield from zip((entry["page"] for entry in entries), starts, [*starts[1:], len(stripped)], strict=True)


def fragments(first: int, end: int) -> Iterator[tuple[int, str]]:
    """The sentences and cells of some lines, each with its line number, ready to compare."""
    label = ""
    for number, line in enumerate(lines()[first:end], start=first + 1):
        line = CONTENTS_PAGE.sub("", line).replace("**", "")
        separator = next((mark for start, mark in LISTED.items() if start in label), r"\t|<[^>]*>|\|")
        for cell in re.split(separator, line):
            for sentence in re.split(r"(?<=。)(?![」）])", LEADING.sub("", cell)):
                words = plain(LEADING.sub("", sentence))
                # A card's 「現状値（令和7年度）：7件」 stands on the site as a term and its value.
                words = re.sub(r"^(現状値|目標値)\(([^)]*)\):", r"\1\2", words)
                if re.search(r"\w", words):
                    yield number, words
        label = line.strip() or label


@pytest.fixture(scope="module")
def texts(site: Path) -> dict[str, str]:
    """The text of every Japanese page, by its name."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        name = path.parent.relative_to(site).as_posix()
        if not name.startswith("en"):
            found[name] = text_of(path)
    assert len(found) > 30
    return found


def test_every_sentence_and_cell_is_on_its_page(texts: dict[str, str]) -> None:
    """Each stands on the page of its section, or word for word in the notes on the source."""
    whole = "\n".join(texts.values())
    recorded = "\n".join(text for page, text in texts.items() if page.startswith("notes/"))
    checked, missing = 0, []
    for page, first, end in sections():
        text = whole if page == "*" else texts[page]
        for number, words in fragments(first, end):
            checked += 1
            if words not in text and words not in recorded:
                missing.append(f"{number}: {words} (not on {page})")
    assert checked > 900
    assert not missing, "\n".join(missing)


def test_readers_are_given_a_list_of_all_that_is_not_printed_as_it_is(site: Path, plan: Plan) -> None:
    """What stands on its page in no such words is quoted on the page about this edition, with what is published."""
    about = (site / "about/index.html").read_text(encoding="utf-8")
    quotes = re.search(r'<details class="quotes".*?</details>', about, re.DOTALL)
    assert quotes
    told = [plain(html.unescape(words)) for words in re.findall(r'<q lang="ja">(.*?)</q>', quotes[0], re.DOTALL)]
    listed = [note for note in plan.notes.notes if differs(note)]
    assert len(re.findall("<li>", quotes[0])) == len(listed) > 40
    printed = {
        path.parent.relative_to(site).as_posix(): text_of(path)
        for path in site.rglob("index.html")
        if not re.match(r"(en|notes|about)\b", path.parent.relative_to(site).as_posix())
    }
    whole, silent = "\n".join(printed.values()), []
    for page, first, end in sections():
        text = whole if page == "*" else printed[page]
        for number, words in fragments(first, end):
            unnumbered = re.sub(r"^\d+", "", words)  # a circled number, which the site prints apart
            if words not in text and unnumbered not in text and not any(words in quote for quote in told):
                silent.append(f"{number}: {words} (not on {page})")
    assert not silent, "\n".join(silent)


def test_what_the_notes_quote_stands_in_the_source(plan) -> None:
    """A record quotes the source as it is, so that an editor finds the place."""
    source = plain("\n".join(lines()))
    joined = plain(re.sub(r"<[^>]*>", "", "\n".join(lines())))
    assert len(plan.notes.notes) > 400
    wrong = [
        (note.id, place.says["ja"])
        for note in plan.notes.notes
        for place in note.places
        if plain(place.says["ja"]) not in source and plain(place.says["ja"]) not in joined
    ]
    assert not wrong


def test_no_note_says_what_is_not_so() -> None:
    """What a note says of a field, a section or a word of the site stands there; and there are many notes."""
    loaded = load_plan(ROOT / "data", ROOT / "docs")
    assert loaded.plan
    assert sum(len(note.about) for note in loaded.plan.notes.notes) > 1000
    assert [str(remark) for remark in loaded.remarks if remark.rule.startswith("note-")] == []
