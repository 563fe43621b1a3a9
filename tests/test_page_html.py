"""The HTML of a page is made once: one converter, a place for each block, ids of its headings."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml
from copies import ROOT
from plan.html import headings, prose
from sources import nodes


def test_chapters_have_one_converter() -> None:
    """No other module of the program imports Python-Markdown to convert, and MkDocs is given nothing to convert."""
    converting = []
    for path in (ROOT / "hooks").rglob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.Import) and any(alias.name == "markdown" for alias in node.names):
                converting.append(path.relative_to(ROOT / "hooks").as_posix())
    assert converting == ["plan/html/prose.py"]
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert "hooks" in settings and "markdown_extensions" not in settings


def test_a_page_of_a_partial_language_holds_no_markup_in_an_attribute(other_city: Path) -> None:
    """Words of another language are marked as such in a text, and are bare in an attribute."""
    pages = sorted((other_city / "pt").rglob("*.html"))
    assert len(pages) > 10
    assert any('class="untranslated"' in page.read_text(encoding="utf-8") for page in pages)
    for page in pages:
        assert not re.search(r'="[^"<>]*<', page.read_text(encoding="utf-8")), page


CHAPTER = """# Title *here*

Opening.
{{ vision }}
## One {#one}

- a

{{ chart: population }}

Text `<b>` end.

### Two {#two}
"""


def test_prose_leaves_a_place_for_each_block() -> None:
    """Between pieces of finished HTML, each with its headings; the title stands apart."""
    made = prose.convert(CHAPTER)
    assert made.title.strip() == '<h1 id="title-here">Title <em>here</em></h1>'
    assert made.places == ("{{ vision }}", "{{ chart: population }}")
    assert [piece.strip() for piece in made.pieces] == [
        "<p>Opening.</p>",
        '<h2 id="one">One</h2>\n<ul>\n<li>a</li>\n</ul>',
        '<p>Text <code>&lt;b&gt;</code> end.</p>\n<h3 id="two">Two</h3>',
    ]
    one, two = headings.Heading(2, "one", "One"), headings.Heading(3, "two", "Two")
    assert made.headings == ((), (one,), (two,))


def test_no_chapter_writes_the_place_of_a_block_itself() -> None:
    """What stands for a block cannot be written, so no text of a chapter is taken for one, and none is lost."""
    marks = set()
    for text in (CHAPTER, CHAPTER + "\n<!-- x -->\n"):
        converter_output = "".join(prose.convert(text).pieces)
        assert ("<!-- x -->" in converter_output) == ("<!-- x -->" in text)
        marks |= set(re.findall("<!-- [0-9a-f]{64} -->", converter_output))
    assert marks == set()


def test_a_place_within_code_is_refused() -> None:
    """A placeholder that Markdown takes for a word of a program has no place on the page."""
    with pytest.raises(prose.UnreadableProseError, match=r"^\{\{$"):
        prose.convert("# T\n\n```\n{{ vision }}\n```\n")


@pytest.mark.parametrize(
    ("levels", "listed"),
    [
        ((), []),
        ((1,), [0]),
        ((1, 2, 3, 2), [1, 3]),
        ((1, 3, 2, 3), [1, 2]),
        ((2, 3, 2), [0, 2]),
        ((1, 2, 1), [0, 2]),
    ],
)
def test_the_contents_of_a_page_are_the_headings_under_its_title(levels: tuple[int, ...], listed: list[int]) -> None:
    """Without a title, or with two, the highest of all."""
    found = [headings.Heading(level, f"h{number}", "") for number, level in enumerate(levels)]
    assert [found.index(heading) for heading in headings.contents(found)] == listed


def test_a_title_takes_no_id_of_a_heading() -> None:
    """It is called by its words, or with a number where a heading after it is called so."""
    written = headings.Headings()
    page = (
        written.write("All &amp; <b>more</b>", level=1) + written.write("x", "all-more") + written.write("予算", "b", 3)
    )
    assert written.settled(page) == (
        '<h1 id="all-more_1">All &amp; <b>more</b></h1><h2 id="all-more">x</h2><h3 id="b">予算</h3>'
    )
    assert [(heading.id, heading.title) for heading in written] == [
        ("all-more_1", "All &amp; more"), ("all-more", "x"), ("b", "予算")
    ]  # fmt: skip
    japanese = headings.Headings()
    assert japanese.settled(japanese.write("予算", level=1)) == '<h1 id="_1">予算</h1>'
