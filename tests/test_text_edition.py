"""The whole plan as one plain text a language: every word of it, in order, with headings and lists by signs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from copies import INVENTED, ROOT
from plan.html.plain_text import text_lines
from plan.html.tree import page_tree
from plan.pages.site import Site
from plan.pages.text_edition import undrawn
from plan.paper.library import Library
from plan.reading.loader import load_plan
from plan.showing.renderer import Renderer

PAGE = """<h2 id="a">見出し</h2>
<p>文の<strong>強い</strong>言葉<a class="term" href="x#y">用語</a>。<br>次の行。</p>
<ul><li>一つ目<ul><li>その下</li></ul></li><li>二つ目</li></ul>
<ol start="3"><li>三番目</li></ol>
<dl class="facts"><div><dt>現状値<span>令和7年度</span></dt><dd>5件<small>注</small></dd></div></dl>
<table><caption>表</caption><thead><tr><th>年度</th><th>値</th><th>備考</th></tr></thead>
<tbody><tr><th rowspan="2">R7</th><td>1</td><td></td></tr><tr><td>2</td><td>別</td></tr></tbody></table>
<figure class="own-words"><p><small class="own-mark">印</small> このサイトの文。</p>
<img src="a.svg" alt="図の説明"></figure>"""
TEXT = """### 見出し

文の強い言葉用語。 次の行。

- 一つ目
  - その下
- 二つ目

3. 三番目

現状値 令和7年度: 5件 注

[表]
- 年度: R7
  値: 1
- 年度: R7
  値: 2
  備考: 別

[サイト] このサイトの文。

[図の説明]
"""


def test_each_kind_of_block_becomes_lines() -> None:
    """Headings, lists, facts, tables with cells over several rows, the site's own words, pictures."""
    assert "\n".join(text_lines(page_tree(PAGE, "page"), own="サイト", down=1)) == TEXT


def test_a_drawing_leaves_its_words() -> None:
    """Of one with others in it nothing else is left, nor of one without words, nor of a form."""
    key = '<svg class="key" aria-hidden="true"><path d="M0 0"/></svg>'
    drawing = f'<svg class="x" role="img" aria-label="図。現状値5件" width="1">{key}<circle r="1"/></svg>'
    assert undrawn(f"<div>{drawing}<ul><li>{key} 言葉</li></ul><form><label>a</label><input></form></div>") == (
        "<div><p>図。現状値5件</p><ul><li> 言葉</li></ul></div>"
    )


def site_of(folder: Path, kept: Path) -> Site:
    """The site of a plan."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    return Site(
        Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", kept, loaded.pictures),
        Library(),
        attachments=loaded.attachments,
    )


def test_the_whole_plan_is_in_it(tmp_path: Path) -> None:
    """Every language has its file: chapters in their order, then cards; no markup, and nothing of other cards."""
    site = site_of(INVENTED, tmp_path)
    for language in site.plan.languages.codes:
        made = site.texts[f"data/plan.{language}.txt"]
        assert isinstance(made, Path)
        text = made.read_bytes().decode("utf-8-sig")
        speak = site.speaker(language)
        assert not re.search(r"</?[a-z]+[ >]|&[a-z]+;", text)
        places = [text.index(f"\n## {speak.plain(card.project.title)}\n") for card in site.catalog.cards]
        assert places == sorted(places)
        for card in site.plan.projects.values():
            assert speak.plain(card.content) in text
        for term in site.plan.glossary.terms:
            assert speak.plain(term.definition) in text
        assert speak.plain_word("related") not in text


@pytest.mark.parametrize("plan", ["nagino-city", "shiomino-city"])
def test_other_plans_have_theirs(plan: str, tmp_path: Path) -> None:
    """Plans of other shapes: levels of items, marks, budgets, no statistics; a chart is what it says."""
    site = site_of(ROOT / "tests/plans" / plan, tmp_path)
    made = site.texts[f"data/plan.{site.plan.languages.default}.txt"]
    assert isinstance(made, Path)
    text = made.read_text(encoding="utf-8-sig")
    assert all(item.title[site.plan.languages.default] in text for item in site.plan.projects.values())
    assert len(text) > 50_000
    if plan == "nagino-city":
        said = "津波避難タワー・避難階段の整備数の図。現状値3（H26）、実績値17（R5）、目標値19（R6）"
        assert re.search(rf"\n{said}\n\n\[このサイトの説明\] 破線は、", text), "and no key of its lines"
