"""What a chapter may hold, each within every other, on page, in search and on paper: set rightly, or told there."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from copies import ROOT, copy_plan
from pdf_files import open_pdf
from plan.html import tokens
from plan.html.allowed import chapter_faults
from plan.html.prose import convert
from plan.html.tree import Node, page_tree
from plan.paper import letters, typesetting
from plan.paper.edition import PaperEdition
from plan.publishing.current import Desk
from plan.reading.loader import load_plan
from plan.showing.renderer import Renderer

TITLE = "# 題\n\n"
JAPANESE = re.compile("[ぁ-んァ-ヶー一-龥]+")
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
LOOKS, SUPPORT = ROOT / "overrides/pages", "page-plan/support"


@dataclass(frozen=True)
class Construct:
    """One thing that a chapter may hold: how it is written around some Markdown, and what it becomes."""

    write: Callable[[str, int], str]
    """With what stands in it, and a number that is in all names that must differ."""
    element: str
    """In HTML."""
    node: str
    """On paper."""


def indented(text: str, by: int) -> str:
    """All lines further to the right but the empty ones."""
    return "\n".join(f"{' ' * by}{line}" if line else "" for line in text.split("\n"))


def quoted(text: str) -> str:
    """All lines as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


#: What holds blocks: `外…` are the words that stand in it beside them.
HOLDERS: Mapping[str, Construct] = {
    "item": Construct(lambda inner, n: f"- 外{n}語\n\n{indented(inner, 2)}", "li", "list"),
    "item by four": Construct(lambda inner, n: f"* 外{n}語\n\n{indented(inner, 4)}", "li", "list"),
    "numbered item": Construct(lambda inner, n: f"3. 外{n}語\n\n{indented(inner, 3)}", "li", "list"),
    "item of an item": Construct(lambda inner, n: f"- 上{n}\n  - 外{n}語\n\n{indented(inner, 4)}", "li", "list"),
    "quotation": Construct(lambda inner, n: quoted(f"外{n}語\n\n{inner}"), "blockquote", "group"),
    "definition": Construct(lambda inner, n: f"語{n}\n:   外{n}語\n\n{indented(inner, 4)}", "dd", "definitions"),
    "footnote": Construct(lambda inner, n: f"本文[^{n}]\n\n[^{n}]: 外{n}語\n\n{indented(inner, 4)}", "li", "note"),
    "picture": Construct(lambda inner, n: f"![絵](x.svg)\n: 外{n}語\n\n{indented(inner, 2)}", "details", "figure"),
}
#: What holds words.
SPANS: Mapping[str, Construct] = {
    "paragraph": Construct(lambda inner, n: f"外{n}語、{inner}まで。", "p", "para"),
    "line of an item": Construct(lambda inner, n: f"- 外{n}語、{inner}まで。", "li", "list"),
    "cell": Construct(lambda inner, n: f"| 頭{n} | 頭 |\n| --- | ---: |\n| 外{n}語 | {inner} |", "table", "table"),
    "strong": Construct(lambda inner, n: f"これは**外{n}語「{inner}」**です。", "strong", "strong"),
    "emphasis": Construct(lambda inner, n: f"これは*外{n}語「{inner}」*です。", "em", "emph"),
    "link": Construct(lambda inner, n: f"これは[外{n}語{inner}語](https://a.example/{n})です。", "a", "link"),
    "term": Construct(lambda inner, n: f"外{n}語、{inner}語\n: 語の説明", "dt", "definitions"),
    "heading": Construct(lambda inner, n: f"## 外{n}語、{inner}語 {{#h-{n}}}", "h2", "heading"),
    "caption": Construct(lambda inner, n: f'![絵](x.svg "外{n}語、{inner}語")', "figcaption", "figure"),
    "source": Construct(lambda inner, n: f"![絵](x.svg)\n出典：外{n}語、{inner}まで。", "figcaption", "figure"),
}
#: Blocks that may stand in others.
BLOCKS: Mapping[str, Construct] = {
    "paragraph": Construct(lambda inner, n: f"{inner}", "p", "para"),
    "list": Construct(lambda inner, n: f"- {inner}\n- 次", "ul", "list"),
    "nested list": Construct(lambda inner, n: f"- 上\n  - {inner}\n    - 下", "ul", "list"),
    "numbers": Construct(lambda inner, n: f"5. {inner}\n6. 次", "ol", "list"),
    "quotation": Construct(lambda inner, n: quoted(inner), "blockquote", "group"),
    "definition": Construct(lambda inner, n: f"見出し\n:   {inner}", "dl", "definitions"),
    "table": Construct(lambda inner, n: f"| 年 | 数 |\n| --- | :---: |\n| 一 | {inner} |", "table", "table"),
    "rule": Construct(lambda inner, n: f"{inner}\n\n***", "hr", "rule"),
    "HTML": Construct(lambda inner, n: f"<details><summary>要約</summary><p>{inner}</p></details>", "details", "group"),
    "heading": Construct(lambda inner, n: f"## {inner} {{#i-{n}}}", "h2", "heading"),
    "four blanks": Construct(lambda inner, n: f"前\n\n    {inner}", "pre", ""),
    "fence": Construct(lambda inner, n: f"```\n{inner}\n```", "pre", ""),
    "footnote": Construct(lambda inner, n: f"{inner}[^i{n}]\n\n[^i{n}]: 注の文", "sup", "note"),
    "picture": Construct(lambda inner, n: f'![絵](x.svg "{inner}")', "figure", "figure"),
}
#: Words that may stand in others.
WORDS: Mapping[str, Construct] = {
    "strong": Construct(lambda inner, n: f"**{inner}**", "strong", "strong"),
    "emphasis": Construct(lambda inner, n: f"*{inner}*", "em", "emph"),
    "code": Construct(lambda inner, n: f"`{inner}`", "code", "span"),
    "link": Construct(lambda inner, n: f"[{inner}](https://b.example/{n})", "a", "link"),
    "link elsewhere": Construct(lambda inner, n: f"[{inner}][b{n}]", "a", "link"),
    "address": Construct(lambda inner, n: f"{inner} https://c.example/{n} ", "a", "link"),
    "mail": Construct(lambda inner, n: f"{inner} a{n}@c.example ", "a", "link"),
    "footnote": Construct(lambda inner, n: f"{inner}[^w{n}]", "sup", "note"),
    "line end": Construct(lambda inner, n: f"{inner}<br />次", "br", "break"),
    "raised": Construct(lambda inner, n: f"10<sup>{inner}</sup>", "sup", "sup"),
    "ruby": Construct(lambda inner, n: f"<ruby>{inner}<rt>よみ</rt></ruby>", "ruby", "ruby"),
}
#: Which pairs are told, by the kind of the slip; all others are set.
TOLD: Mapping[tuple[str, str], str] = {
    **{(holder, "heading"): "heading-within" for holder in HOLDERS},
    **{(holder, "four blanks"): "indented" for holder in HOLDERS},
    **{(holder, "fence"): "fence" for holder in HOLDERS},
    ("footnote", "footnote"): "note-in-note",
    ("heading", "footnote"): "note-in-heading",
    ("link", "footnote"): "note-in-link",
    ("link", "link"): "link-in-link",
    ("link", "link elsewhere"): "link-in-link",
}
#: Which pairs are words alone: the words of a link lead to one place, and what is emphasized is so once.
ONCE = {("link", "address"), ("link", "mail"), ("strong", "strong"), ("emphasis", "emphasis")}


def _pairs() -> Iterator[tuple[str, str, Construct, Construct, int]]:
    numbers = itertools.count(1)
    for holders, held in ((HOLDERS, BLOCKS), (HOLDERS, WORDS), (SPANS, WORDS)):
        for (outer, holder), (inner, construct) in itertools.product(holders.items(), held.items()):
            yield outer, inner, holder, construct, next(numbers)


def written(outer: Construct, inner: Construct, number: int) -> str:
    """One within the other, with what they need elsewhere."""
    text = outer.write(inner.write(f"内{number}語", number), number)
    if f"[^w{number}]" in text:
        text += f"\n\n[^w{number}]: 注{number}の文"
    if f"[b{number}]" in text:
        text += f"\n\n[b{number}]: https://b.example/{number}"
    return text + "\n"


PAIRS = [(outer, inner, written(holder, held, number), holder, held, number)
         for outer, inner, holder, held, number in _pairs()]  # fmt: skip
SET = [pair for pair in PAIRS if (pair[0], pair[1]) not in TOLD and (pair[0], pair[1]) not in ONCE]
NAMES = {"argnames": ("outer", "inner", "text", "holder", "held", "number")}


def named(pair: tuple[Any, ...]) -> str:
    """What a pair is called."""
    return f"{pair[1]} in {pair[0]}"


@pytest.mark.parametrize(
    ("outer", "inner", "text", "number"),
    [(*pair[:3], pair[5]) for pair in PAIRS if (pair[0], pair[1]) in TOLD],
)
def test_what_cannot_stand_within_something_is_told_at_its_line(outer: str, inner: str, text: str, number: int) -> None:
    """In the words of the chapter, with what to write."""
    [fault] = {fault.line: fault for fault in chapter_faults(TITLE + text, "x.md")}.values()
    assert fault.details["instead"].id == f"instead-{TOLD[outer, inner]}"
    assert re.search(rf"内{number}語|```", (TITLE + text).split("\n")[fault.line - 1])


@pytest.mark.parametrize(("outer", "inner", "text", "holder", "held", "number"), SET, ids=[named(pair) for pair in SET])
def test_one_construct_within_another(
    outer: str, inner: str, text: str, holder: Construct, held: Construct, number: int
) -> None:
    """The element stands within the element, and the node of paper within the node, each with its words."""
    assert chapter_faults(TITLE + text, "x.md") == ()
    made = "".join(convert(TITLE + text).pieces)
    page = ElementTree.fromstring(f"<div>{made}</div>")  # noqa: S314 - made here
    around = [element for element in page.iter(holder.element) if f"外{number}語" in "".join(element.itertext())]
    assert any(_holds(element, held.element, number) for element in around), made
    nodes = list(_nodes(page_tree(made, "x.md")))
    around_on_paper = [node for node in nodes if node.get("k") == holder.node and f"外{number}語" in said(node)]
    assert any(
        inside.get("k") == held.node for node in around_on_paper for inside in _nodes(node) if inside is not node
    )


def _holds(element: ElementTree.Element, tag: str, number: int) -> bool:
    words = "".join(element.itertext())
    return f"内{number}語" in words and any(inside is not element for inside in element.iter(tag))


def _nodes(tree: Any) -> Iterator[Node]:
    if isinstance(tree, dict):
        yield tree
    for value in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(value)


def said(tree: Any) -> str:
    """All words of a tree of paper."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, list):
        return " ".join(map(said, tree))
    if isinstance(tree, int):
        return ""
    return " ".join(said(value) for key, value in tree.items() if isinstance(value, (list, dict)) or key == "reading")


@pytest.mark.parametrize(("outer", "inner", "text", "number"), [(*p[:3], p[5]) for p in PAIRS if (p[0], p[1]) in ONCE])
def test_what_is_so_once_loses_no_word(outer: str, inner: str, text: str, number: int) -> None:
    """A link leads to one place."""
    assert chapter_faults(TITLE + text, "x.md") == ()
    page = ElementTree.fromstring(f"<div>{''.join(convert(TITLE + text).pieces)}</div>")  # noqa: S314 - made here
    assert [link for link in page.iter("a") if any(inside is not link for inside in link.iter("a"))] == []
    assert f"外{number}語" in "".join(page.itertext()) and f"内{number}語" in "".join(page.itertext())


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan with everything in everything in one of its chapters."""
    folder = copy_plan(tmp_path_factory.mktemp("markup"))
    (folder / "docs/plan/x.svg").write_text(DRAWING, encoding="utf-8")
    text = "\n".join(pair[2] for pair in SET)
    english = JAPANESE.sub("word", text)  # whatever is not English there would be a fault
    for name, words in (("support.md", text), ("support.en.md", english)):
        with (folder / "docs/plan" / name).open("a", encoding="utf-8") as chapter:
            chapter.write(f"\n{words}")
    return folder


def test_every_word_is_on_the_page_and_found_by_the_search(city: Path) -> None:
    """Each once; a search finds a footnote where it is marked."""
    desk = Desk(city, city / "docs", LOOKS, preview=True)
    desk.refresh()
    desk.complete()
    assert desk.findings == ()
    assert desk.site
    page = desk.site.pages["plan/support.md"].html
    index = desk.site.texts["assets/search.ja.js"]
    assert isinstance(index, bytes)
    [text] = [item[3] for item in json.loads(index.decode()[len("window.planIndex="):-2])["pages"]
              if item[0] == "plan/support/"]  # fmt: skip
    for where in (tokens.words(page), text):
        lost = [word for pair in SET for word in (f"外{pair[5]}語", f"内{pair[5]}語") if where.count(word) != 1]
        assert lost == []
    assert "本文に戻る" in page and "本文に戻る" not in text


def paper(city: Path, folder: Path, text: str = "") -> str:
    """The words of the chapter as paper has it, or of another text in its place, without blanks."""
    with open_pdf(printed(city, folder, text)) as document:
        return "".join("".join(page.get_text().split()) for page in document)


def printed(city: Path, folder: Path, text: str) -> Path:
    """The document of the chapter, or of another text in its place."""
    loaded = load_plan(city / "data", city / "docs")
    assert loaded.plan
    whole = next(
        iter(PaperEdition(Renderer(loaded.plan, loaded.chapters, LOOKS, folder, loaded.pictures), "ja").documents())
    )
    sheets = [sheet for sheet in whole.content["sheets"] if sheet["k"] == "part" or sheet.get("label") == SUPPORT]
    if text:
        sheets = [sheets[0], sheets[-1] | {"c": page_tree("".join(convert(text).pieces), "x.md")}]
    drawn = dict.fromkeys(whole.pictures, DRAWING)
    content = letters.written(
        {**whole.content, "sheets": sheets, "labels": [], "images": drawn}, loaded.plan.languages.printed
    )
    return typesetting.set_document(folder, "markup", "pdf/ja/markup.pdf", content, 0, {})


def test_every_word_is_on_paper(city: Path, tmp_path: Path) -> None:
    """In one document that is set by the real typesetter, which refuses what it cannot set."""
    text = paper(city, tmp_path)
    assert [word for pair in SET for word in (f"外{pair[5]}語", f"内{pair[5]}語") if word not in text] == []


def test_a_cell_that_is_taller_than_a_page_goes_on_overleaf(city: Path, tmp_path: Path) -> None:
    """The typesetter would let what it may not break run over the edge, and say nothing."""
    words = [f"文{number}語。" for number in range(900)]
    text = paper(city, tmp_path, f"{TITLE}| 一 | 二 |\n| --- | --- |\n| {'<br>'.join(words)} | 終 |\n")
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("letter", ["x", "é", "Ж"])
def test_a_word_that_is_longer_than_a_line_is_parted_on_paper(city: Path, tmp_path: Path, letter: str) -> None:
    """It stays on its sheet, in a table's cell too, and nothing is put between its letters."""
    word = letter * 130
    text = f"{TITLE}語は{word}です。\n\n| 一 | 二 | 三 |\n| --- | --- | --- |\n| {word} | {letter * 29} | 終 |\n"
    with open_pdf(printed(city, tmp_path, text)) as document:
        pages = [(page.rect.width, page.get_text("words")) for page in document]
    assert [found for width, words in pages for found in words if found[2] > width - 40] == []
    said = "".join(found[4] for _, words in pages for found in words)
    assert said.count(word) == 2
    assert "\u200b" not in said


@pytest.mark.parametrize("text", ["- 項一\n    - 項二\n        - 項三\n    - 項四\n- 項五\n- 項六",
                                  "1. 項一\n   1. 項二\n   2. 項三\n2. 項四\n3. 項五"])  # fmt: skip
def test_lists_within_lists_are_evenly_spaced_on_paper(city: Path, tmp_path: Path, text: str) -> None:
    """Where no empty line parts their items, every line is as far from the next."""
    with open_pdf(printed(city, tmp_path, f"{TITLE}{text}\n")) as document:
        places = sorted(word[3] for page in document for word in page.get_text("words") if "項" in word[4])
    steps = [after - before for before, after in itertools.pairwise(places)]
    assert len(steps) == text.count("項") - 1
    assert max(steps) - min(steps) < 1


def test_each_number_of_a_list_on_paper_is_the_one_on_its_page(tmp_path: Path) -> None:
    """Of a chapter's own list, of a family of which a plan has some items alone, and of steps."""
    city = copy_plan(tmp_path)
    goals = "".join(f"  - {{id: g{n}, number: {n}, title: {{ja: 目標, en: goal}}}}\n" for n in (6, 13, 15))
    family = f"name: {{ja: 目標, en: goals}}\nshown: [section]\nitems:\n{goals}"
    (city / "data/families/goals.yml").write_text(family, encoding="utf-8")
    steps = (ROOT / "data/steps.yml").read_text(encoding="utf-8")
    for old, new in (("3", "9"), ("2", "5"), ("1", "2")):
        steps = steps.replace(f"number: {old}\n", f"number: {new}\n")
    (city / "data/steps.yml").write_text(steps, encoding="utf-8")
    for name, items in (("support.md", ("項一", "項二", "項三")), ("support.en.md", ("one", "two", "three"))):
        own = '<ol start="4"><li>{}</li><li value="7">{}</li><li>{}</li></ol>'.format(*items)
        title = TITLE if name == "support.md" else "# Title\n\n"
        text = f"## {items[0]} {{#one}}\n\n21. {items[0]}\n22. {items[1]}\n\n{own}\n"
        placed = "\n{{ family: goals }}\n\n{{ steps }}\n"
        (city / "docs/plan" / name).write_text(title + text + placed, encoding="utf-8")
    assert load_plan(city / "data", city / "docs").findings == ()
    words = paper(city, tmp_path)
    expected = "21.項一 22.項二 4.項一 7.項二 8.項三 6目標 13目標 15目標 STEP2 STEP5 STEP9".split()
    assert [one for one in expected if one not in words] == []
