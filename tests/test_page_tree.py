"""A page's HTML as a tree that holds no markup: every element that paper can show, and a sentence for every other."""

from __future__ import annotations

from typing import Any

import pytest
from plan.html.tree import UnknownElementError, page_tree, words_of


def para(*content: Any, style: str = "") -> dict[str, Any]:
    """A paragraph."""
    return {"k": "para", "style": style, "c": list(content)}


@pytest.mark.parametrize(
    ("html", "block"),
    [
        ("loose <b>words</b>", para("loose ", {"k": "strong", "c": ["words"]})),
        ('<p class="lead">a\n b</p>', para("a b", style="lead")),
        ('<p lang="en">a</p>', para("a") | {"lang": "en"}),
        ("<h2 id='a'>A</h2>", {"k": "heading", "level": 2, "id": "a", "c": ["A"]}),
        ("<hr>", {"k": "rule"}),
        ("<hr/>", {"k": "rule"}),
        ("<details>a</details>", {"k": "group", "style": "details", "c": [para("a")], "id": ""}),
        ("<summary>a</summary>", para("a", style="summary")),
        ("<blockquote><p>a</p></blockquote>", {"k": "group", "style": "quote", "c": [para("a")], "id": ""}),
        ("<div id='x' class='y'>a</div>", {"k": "group", "style": "y", "c": [para("a")], "id": "x"}),
        ("<img src='a.svg' alt='b'>", {"k": "image", "src": "a.svg", "alt": "b"}),
        ("<picture><source srcset='n'><img src='a' alt='b'></picture>", {"k": "image", "src": "a", "alt": "b"}),
        (
            "<ol start='3'><li>a</li></ol>",
            {"k": "list", "ordered": True, "numbers": [3], "style": "", "close": True, "items": [[para("a")]]},
        ),
        (
            "<ol><li value='7'>a</li><li value='8'>b</li></ol>",
            {
                "k": "list",
                "ordered": True,
                "numbers": [7, 8],
                "style": "",
                "close": True,
                "items": [[para("a")], [para("b")]],
            },
        ),
        (
            "<ol start='3'><li value='6'>a</li><li>b</li><li value='15'>c</li></ol>",
            {
                "k": "list",
                "ordered": True,
                "numbers": [6, 7, 15],
                "style": "",
                "close": True,
                "items": [[para("a")], [para("b")], [para("c")]],
            },
        ),
        (
            "<ul class='x'><li>a</li></ul>",
            {"k": "list", "ordered": False, "numbers": [], "style": "x", "close": True, "items": [[para("a")]]},
        ),
        (
            "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>",
            {
                "k": "list",
                "ordered": False,
                "numbers": [],
                "style": "",
                "close": False,
                "items": [
                    [
                        para("a"),
                        {
                            "k": "list",
                            "ordered": False,
                            "numbers": [],
                            "style": "",
                            "close": True,
                            "items": [[para("b")]],
                        },
                    ]
                ],
            },
        ),
        (
            "<dl><div><dt>a</dt><dd>b</dd></div><dt>c</dt><dd>d</dd></dl>",
            {"k": "facts", "items": [{"term": ["a"], "c": [para("b")]}, {"term": ["c"], "c": [para("d")]}]},
        ),
        (
            "<dl><div><dt>a</dt><dd>b</dd><dd>c<p>d</p></dd></div></dl>",
            {"k": "facts", "items": [{"term": ["a"], "c": [para("b"), para("c"), para("d")]}]},
        ),
        (
            "<dl class='definitions'><dt>a</dt><dt>b</dt><dd>c</dd><dd>d</dd><dt>e</dt><dd>f</dd></dl>",
            {
                "k": "definitions",
                "items": [
                    {"terms": [["a"], ["b"]], "c": [[para("c")], [para("d")]]},
                    {"terms": [["e"]], "c": [[para("f")]]},
                ],
            },
        ),
    ],
)
def test_each_block_becomes_one_node(html: str, block: dict[str, Any]) -> None:
    """With its words, and nothing of its markup."""
    assert page_tree(html, "a page") == [block]


@pytest.mark.parametrize(
    ("html", "content"),
    [
        ("<em>a</em><i>b</i>", [{"k": "emph", "c": ["a"]}, {"k": "emph", "c": ["b"]}]),
        ("a<br>b", ["a", {"k": "break"}, "b"]),
        ("<small>a</small>", [{"k": "small", "c": ["a"]}]),
        ("m<sup>2</sup>", ["m", {"k": "sup", "c": ["2"]}]),
        ("<sub>a</sub>", [{"k": "sub", "c": ["a"]}]),
        ("<q>引用</q>", ["「", "引用", "」"]),
        ("<q>word</q>", ["“", "word", "”"]),
        ("<q lang='en'>a</q>", [{"k": "span", "style": "", "lang": "en", "c": ["“", "a", "”"]}]),
        ("<a href='x'>a</a>", [{"k": "link", "href": "x", "c": ["a"]}]),
        ("<a class='term' href='../glossary/#ai'>AI</a>", [{"k": "term", "id": "ai", "c": ["AI"]}]),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", [{"k": "ruby", "c": ["漢"], "reading": "かん"}]),
        (
            "<a href='x'>a<b><ruby>漢<rt>かん</rt></ruby></b></a>",
            [
                {
                    "k": "link",
                    "href": "x",
                    "c": ["a", {"k": "strong", "c": [{"k": "ruby", "c": ["漢"], "reading": "かん"}]}],
                },
            ],
        ),
        ("<span class='badge badge-up'>a</span>", [{"k": "badge", "strong": True, "c": ["a"]}]),
        ("<span class='badge'>a</span>", [{"k": "badge", "strong": False, "c": ["a"]}]),
        ("<code>a</code>", [{"k": "span", "style": "", "c": ["a"]}]),
        ("<abbr lang='en'>a</abbr>", [{"k": "span", "style": "", "lang": "en", "c": ["a"]}]),
        ("<b><p>a</p></b>", [{"k": "strong", "c": ["a"]}]),
    ],
)
def test_words_within_a_line(html: str, content: list[Any]) -> None:
    """Also ruby, whose reading stands apart from its base, and quotation in the marks of its language."""
    assert page_tree(f"<p>{html}</p>", "a page") == [para(*content)]


def test_a_table_has_a_head_a_body_and_cells_over_several_columns() -> None:
    """Rows without a group, and of a foot, belong to the body."""
    html = (
        "<table><caption>t</caption><thead><tr><th>a</th><th class='number'>b</th></tr></thead>"
        "<tr><td colspan='2' rowspan='1' class='number'>c</td></tr>"
        "<tfoot><tr><td class='align-center'>d</td><td class='align-end'>e</td></tr></tfoot></table>"
    )

    def cell(words: str, **more: Any) -> dict[str, Any]:
        return {"header": False, "colspan": 1, "rowspan": 1, "align": "", "c": [para(words)]} | more

    assert page_tree(html, "a page") == [
        {
            "k": "table",
            "caption": ["t"],
            "columns": 2,
            "head": [[cell("a", header=True), cell("b", header=True)]],
            "body": [[cell("c", colspan=2, align="end")], [cell("d", align="center"), cell("e", align="end")]],
        }
    ]


def test_a_footnote_stands_where_it_is_marked_first() -> None:
    """With its blocks, without the ways back; where it is marked again, its name alone."""
    mark = "<sup id='r'><a class='footnote-mark' href='#fn:x'>1</a></sup>"
    html = (
        f"<p>a{mark} b{mark}</p><section class='footnotes' aria-label='n'><ol><li id='fn:x'><p>c "
        "<a class='footnote-back' href='#r'>back</a></p></li></ol></section>"
    )
    first, again = {"k": "note", "id": "fn:x", "c": [para("c")]}, {"k": "note", "id": "fn:x", "c": []}
    assert page_tree(html, "a page") == [para("a", first, " b", again)]


def test_what_is_only_for_the_screen_is_left_out() -> None:
    """And an end without a beginning, and blanks alone, are nothing."""
    assert page_tree("<p> </p> <script>x</script></b>", "a page") == []


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<video></video>", "<video> cannot be set on paper"),
        ("<p><video></video></p>", "<video> within a line cannot be set on paper"),
        ("<ul><div>a</div></ul>", "<div> in a list cannot be set on paper"),
        ("<ol start='x'><li>a</li></ol>", "<ol> with the number x cannot be set on paper"),
        ("<ol start='100000'><li>a</li></ol>", "<ol> with the number 100000 cannot be set on paper"),
        ("<table><tr><td colspan='0'>a</td></tr></table>", "<td> with the number 0 cannot be set on paper"),
        ("<table><tr><td colspan='1001'>a</td></tr></table>", "<td> with the number 1001 cannot be set on paper"),
        ("<dl><p>a</p></dl>", "<p> in <dl> cannot be set on paper"),
        ("<dl><dt>a</dt></dl>", "<dt> in <dl> cannot be set on paper"),
        ("<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl>", "<dt> in <dl> cannot be set on paper"),
        ("<dl><dd>c</dd></dl>", "<dd> in <dl> cannot be set on paper"),
        ("<dl class='definitions'><dt>a</dt></dl>", "<dt> in <dl> cannot be set on paper"),
        ("<dl class='definitions'><dd>a</dd></dl>", "<dd> in <dl> cannot be set on paper"),
        ("a<sup><a class='footnote-mark' href='#fn:x'>1</a></sup>", "<sup> within a line cannot be set on paper"),
        ("<table><p>a</p></table>", "<p> in <table> cannot be set on paper"),
        ("<table></table>", "<table> without cells or with uneven rows cannot be set on paper"),
        (
            "<table><tr><td>a</td></tr><tr><td>a</td><td>b</td></tr></table>",
            "<table> without cells or with uneven rows cannot be set on paper",
        ),
        ("<img src='a'>", "a picture without alternative text cannot be set on paper"),
    ],
)
def test_what_paper_cannot_show_is_one_sentence(html: str, sentence: str) -> None:
    """It names the page and the element."""
    with pytest.raises(UnknownElementError) as raised:
        page_tree(html, "docs/plan/x.md")
    assert str(raised.value) == f"docs/plan/x.md: {sentence}"


def test_the_bare_words_of_a_line() -> None:
    """Through every depth."""
    assert words_of(["a", {"k": "strong", "c": ["b", {"k": "emph", "c": ["c"]}]}, {"k": "break"}]) == "abc"
