"""A chapter's Markdown as people write it: what each way of writing becomes, and that no word of any is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cases import Case, cases
from hypothesis import given, settings
from hypothesis import strategies as st
from plan.html import footnotes, tokens
from plan.html.allowed import chapter_faults
from plan.html.blocks import DEEPEST
from plan.html.prose import convert
from plan.html.tree import page_tree
from plan.messages.sentences import SENTENCES
from test_chapter_markup import said

TITLE = "# 題\n\n"


def plain(made: str) -> str:
    """HTML on one line, without the blanks between blocks."""
    made = re.sub(r"\s*\n\s*(?=<(?:ul|ol|/li|p))", "", made.strip())
    return (
        re.sub(r">\s*\n\s*<", "><", made)
        .replace("\n", " ")
        .replace("<td></td>", "<td />")
        .replace("<li></li>", "<li />")
    )


@pytest.mark.parametrize("case", cases("chapter_blocks", "text", "html"))
def test_what_people_write(case: Case) -> None:
    """In the way of other programs, and of Japanese, which has no blanks; nothing of it is told."""
    text = TITLE + case["text"]
    assert plain("".join(convert(text).pieces)) == case["html"]
    assert chapter_faults(text, "x.md") == ()


def test_too_deep_a_nest_is_told_and_parsed_in_time() -> None:
    """A thousand levels are no thousand elements, and none of their words is lost."""
    text = TITLE + "> " * 1000 + "文\n"
    assert text.count("> ") == 1000
    [fault] = chapter_faults(text, "x.md")
    assert (fault.line, fault.details["instead"].id) == (3, "instead-too-deep")
    assert "".join(convert(text).pieces).count("<blockquote>") == DEEPEST + 1


def test_what_to_write_instead_is_said_of_every_kind() -> None:
    """Each sentence of it is shown by a case of a fault, or by a test of what stands within what."""
    told = {id: sentence for id, sentence in SENTENCES.items() if id.startswith("instead-")}
    shown = [line for param in cases("faults", "edits", "write", "bytes", "link", "delete", "findings")
             for line in param.values[0]["findings"]]  # fmt: skip
    unseen = {id for id, sentence in told.items() if not any(sentence.japanese({}) in line for line in shown)}
    assert unseen == {"instead-too-deep", "instead-link-in-link", "instead-note-in-heading"}


#: What may begin, end or fill a line, so that any two come together.
PIECES = (
    "", "- ", "* ", "1. ", "2. ", "5. ", "> ", "> - ", "- - ", ":   ", "[^a]: ", "[^b]: ", "| x | ", "| --- | --- |",
    "## ", "***", "---", "- > ", "1) ", "<div>", "</div>", "文[^a] ", "文[^b] ", "**", "`", "[l](https://x.example) ",
    "https://x.example/ ", "[z]: https://y.example", "[q][z] ", "<br>", "<b>", "</b>", "~~~", "=====", "\\", "<!-- ",
    "-->", "&amp;", "*", "_", "[", "](", ")", "！",
)  # fmt: skip
LINES = st.lists(
    st.tuples(st.sampled_from((0, 0, 0, 1, 2, 2, 3, 4, 4, 5, 6, 8)), st.sampled_from(PIECES), st.sampled_from(PIECES),
              st.booleans()),
    min_size=1, max_size=7,
)  # fmt: skip


@pytest.mark.sweep
@settings(max_examples=400, derandomize=True, deadline=None)
@given(LINES)
def test_no_word_is_lost_and_every_fault_has_its_line(lines: list[tuple[int, str, str, bool]]) -> None:
    """Whatever comes together: it is told at its line, or each word is once on page, on paper and in search."""
    text = TITLE + "\n".join("" if empty else f"{' ' * by}{one}語{number}号{other}"
                             for number, (by, one, other, empty) in enumerate(lines))  # fmt: skip
    faults = chapter_faults(text, "x.md")
    assert all(1 <= fault.line <= len(text.split("\n")) for fault in faults)
    if faults:
        return
    made = "".join(convert(text).pieces)
    for where in (tokens.words(made), tokens.words(footnotes.folded(made)), said(page_tree(made, "x.md"))):
        words: list[Any] = re.findall(r"語\d号", text)
        assert [word for word in words if where.count(word) != 1] == [], made
