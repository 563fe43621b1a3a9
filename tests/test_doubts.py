"""A doubt about the source as it is told: its mark, its number, its sentence, the way to its note."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from copies import ROOT, change, copy_plan, edit
from plan.html.asides import after_words
from plan.pages import site
from plan.paper import edition, library
from plan.reading import loader
from plan.showing import renderer

LANGUAGES = ("ja", "en")


BUS = "data/projects/bus-counter.yml"


def words(html: str) -> str:
    """What HTML says, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def note(
    id: str, *about: dict[str, Any], ja: str = "確かめられません。", en: str = "This is not certain."
) -> dict[str, Any]:
    """A note with a doubt that readers meet at some places."""
    text = {"ja": "原典", "en": "The source"}
    return {
        "id": id, "kind": "doubt", "decide": "figure", "published": text, "reason": text, "doubt": {"ja": ja, "en": en},
        "places": [{"where": text, "says": text}], "about": [{**place, "doubtful": True} for place in about],
    }  # fmt: skip


def add_notes(folder: Path, *notes: dict[str, Any]) -> None:
    """Write notes behind those of a plan, if it has any."""
    path = folder / "data/notes.yml"
    before = path.read_text(encoding="utf-8") if path.is_file() else "notes:\n"
    path.write_text(before + "".join(f"  - {json.dumps(item)}\n" for item in notes), encoding="utf-8")


def rendered(folder: Path) -> renderer.Renderer:
    """A plan, ready to be shown."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return renderer.Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")


def pages_of(folder: Path) -> Any:
    """The pages of a plan."""
    return site_of(rendered(folder)).pages


def site_of(shown: renderer.Renderer) -> site.Site:
    """The site of a plan, without documents."""
    return site.Site(shown, library.Library())


USES = {"at": f"{BUS}: indicators[uses]"}


def test_a_single_doubt_has_no_number(tmp_path: Path) -> None:
    """In Japanese and English: the mark at both values, one sentence that begins with it, the way to the note."""
    add_notes(copy_plan(tmp_path), note("uses-of-what", USES))
    pages = pages_of(tmp_path)
    card = words(pages["projects/bus-counter.md"].html)
    way = "20件 （注） 目標値 令和7年度（2025年度） 200件 （注）"
    assert f"{way} このサイトの説明 注 確かめられません。 注記を見る" in card
    english = pages["projects/bus-counter.en.md"].html
    assert "20 uses (note) Target" in words(english)
    assert "Note: This is not certain. See the note" in words(english)
    assert 'aria-label="See the note: Number of uses"' in english
    assert 'href="../../notes/figure/#uses-of-what"' in english


def test_the_answer_leads_to_the_doubt_and_lists_say_where_it_is(tmp_path: Path) -> None:
    """Where the sentence stands elsewhere there is only the mark; a list without any mark says nothing of them."""
    copy_plan(tmp_path)
    away = "「（注）」の付いたところには、事業のページに説明があります。"
    pages = pages_of(tmp_path)
    assert not any(away in page.html or "doubt-mark" in page.html for page in pages.values())
    add_notes(tmp_path, note("uses-of-what", USES))
    pages = pages_of(tmp_path)
    link = '<a href="#indicator-uses" aria-label="利用件数（注）">（注）</a>'
    assert link in pages["projects/bus-counter.md"].html
    for page in ("projects/index.md", "roadmap.md"):
        assert away in pages[page].html
        assert "確かめられません。" not in pages[page].html


def test_a_search_and_a_picture_have_no_mark(tmp_path: Path) -> None:
    """What the search shows of a card is the plan's; a picture has no room for the sentence."""
    add_notes(copy_plan(tmp_path), note("uses-of-what", USES))
    shown = site_of(rendered(tmp_path))
    index = shown.texts["assets/search.ja.js"]
    assert isinstance(index, bytes)
    assert "200件" in index.decode()
    assert "200件（注" not in index.decode()


def test_where_notes_are_not_published_no_link_leads_to_them(tmp_path: Path) -> None:
    """The sentence stands by itself."""
    add_notes(copy_plan(tmp_path), note("uses-of-what", USES))
    with (tmp_path / "data/plan.yml").open("a", encoding="utf-8") as details:
        details.write("notes_pages: hidden\n")
    card = pages_of(tmp_path)["projects/bus-counter.md"].html
    assert "注 確かめられません。</p>" in card
    assert "uses-of-what" not in card


_PHASES = "    - {id: run, title: {ja: 実施, en: Run}, from: 2023, to: 2025}\n"


_TWO = "    - {id: plan, title: {ja: 準備, en: Plan}}\n    - {id: run, title: {ja: 実施, en: Run}}\n"


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    """A plan with a card of two phases without years, and its own sentence for such."""
    change({"edits": [{"file": BUS, "find": _PHASES, "replace": _TWO}]}, copy_plan(tmp_path))
    with (tmp_path / "data/roadmap.yml").open("a", encoding="utf-8") as file:
        file.write("phases_note: {ja: 矢印です。, en: Arrows.}\n")
    return tmp_path


def test_a_doubt_about_all_phases_stands_for_the_general_sentence(undated: Path) -> None:
    """Not the same twice on one card; where one phase is not in doubt, the sentence stands too."""
    one, other = ({"at": f"{BUS}: schedule.phases[{id}].from"} for id in ("plan", "run"))
    add_notes(undated, note("years", one))
    pages = pages_of(undated)
    card = words(pages["projects/bus-counter.md"].html)
    assert "準備 （注） 、実施 このサイトの説明 矢印です。 このサイトの説明 注 確かめられません。" in card
    assert "段階: 準備（注）、実施（年度は不明）" in words(pages["roadmap.md"].html)
    assert "Phases: Plan (note), Run (years not known)" in words(pages["roadmap.en.md"].html)
    add_notes(undated, note("years-too", other))
    card = words(pages_of(undated)["projects/bus-counter.md"].html)
    notes = "注1: 確かめられません。 注記を見る 注2: 確かめられません。"
    assert f"準備 （注1） 、実施 （注2） このサイトの説明 {notes}" in card
    assert "矢印です。" not in card
    labels = re.findall(r'aria-label="(注記を見る[^"]*)"', pages_of(undated)["projects/bus-counter.md"].html)
    assert labels == ["注記を見る: スケジュール（注1）", "注記を見る: スケジュール（注2）"]


def test_a_doubt_about_a_column_stands_for_the_sentence_on_the_years(tmp_path: Path) -> None:
    """On the roadmap, on cards and on paper; the head says that the year lies outside the plan period."""
    copy_plan(tmp_path)
    change({"edits": [{"file": "data/roadmap.yml", "find": "to: 2025", "replace": "to: 2026"}]}, tmp_path)
    add_notes(tmp_path, note("last-year", {"at": "data/roadmap.yml: years.to", "value": 2026}))
    shown = rendered(tmp_path)
    outside = {"roadmap.md": "R8 （注） 2026", "projects/bus-counter.md": "R8（計画期間後） （注） 2026"}
    for page, head in outside.items():
        html = site_of(shown).pages[page].html
        assert head in words(html)
        assert "注 確かめられません。" in words(html)
        assert "計画期間に含まれません" not in html
    by_name = {document.name: document.content for document in edition.PaperEdition(shown, "ja").documents()}
    summary, card = by_name["summary"]["sheets"][0], by_name["projects/bus-counter"]["sheets"][0]["card"]
    assert summary["years"][-1][0] == card["years"][-1][0] == "R8（計画期間後）（注）"
    assert (summary["years_notes"], card["schedule_notes"]) == ([{"own": "注 確かめられません。"}], [])
    assert card["doubts"] == [{"own": "注 確かめられません。"}]


def test_a_figure_in_doubt_is_numbered_after_the_notes_on_figures(tmp_path: Path) -> None:
    """One row of numbers in the table, and the sentences below it in the same order."""
    copy_plan(tmp_path)
    path = "data/series/population.yml"
    add_notes(tmp_path, note("which", {"at": f"{path}: rows[0].values[0].value"}))
    assert rendered(tmp_path).figures["population", "ja"].groups[0].rows[0][1].text == "5,021＊（注）"
    edit(tmp_path / path, "value: 5021", "value: 5021, note: {ja: 概数です。, en: Rounded.}")
    figure = rendered(tmp_path).figures["population", "ja"]
    assert figure.groups[0].rows[0][1].text == "5,021＊（注1）（注2）"
    assert figure.explained[-1].plain == "注1: 概数です。"
    assert [doubt.said.plain for doubt in figure.doubts] == ["注2: 確かめられません。"]


def test_in_a_chapter_a_doubt_follows_the_words_in_each_language(tmp_path: Path) -> None:
    """Behind the paragraph, which stays as it is, with the words; where it names none, at the end of the section."""
    at = "docs/plan/overview.md: #about"
    named = note(
        "opening", {"at": at, "prints": "出張窓口を開きます"}, {"at": at, "prints": "counters", "language": "en"}
    )
    english = (copy_plan(tmp_path) / "docs/plan/overview.en.md").read_text(encoding="utf-8")
    other = re.search(r"(?m)^(?!#|\{\{|\s)(.*)$", english)
    assert other
    named["about"][1]["prints"] = other[1].rstrip(".")
    add_notes(tmp_path, named, note("anything", {"at": "docs/plan/overview.md: #population"}))
    pages = pages_of(tmp_path)
    html = pages["plan/overview.md"].html
    assert re.search(r'を開きます。</p>\s*<div class="own-words doubts">\s*<p class="doubt"', html)
    assert "を開きます。 このサイトの説明 注 「出張窓口を開きます」について: 確かめられません。 注記を見る" in words(
        html
    )
    assert f"Note on “{named['about'][1]['prints']}”: This is not certain." in words(pages["plan/overview.en.md"].html)
    assert words(html).endswith("注 確かめられません。 注記を見る 次の章 推進体制")


@pytest.mark.parametrize(("page", "line"), [("plan/overview.md", "ja"), ("plan/overview.en.md", "en")])
def test_a_doubt_at_the_line_of_a_block_follows_the_block(tmp_path: Path, page: str, line: str) -> None:
    """The line that asks for the block is read by nobody: the doubt stands behind the block, and does not quote it;
    the way to the note is called by the section, not by the sentence before it."""
    asks = "{{ chart: population }}"
    at = {"at": "docs/plan/overview.md: #population", "prints": asks}
    add_notes(copy_plan(tmp_path), note("chart", at, {**at, "language": "en"}))
    html = pages_of(tmp_path)[page].html
    sentence, link = {
        "ja": ("注 確かめられません。", "人口"),
        "en": ("Note: This is not certain.", "Population"),
    }[line]
    block = html.index('id="chart-population"')
    (told,) = re.finditer(r'<p class="doubt".*?</p>', html, re.DOTALL)
    assert told.start() > html.index("</figure>", block)
    assert sentence in words(told[0])
    assert "population" not in words(told[0]).lower() and "{{" not in told[0]
    assert re.search(rf'aria-label="[^"]*: {re.escape(link)}"', told[0])


def test_doubts_need_no_notes(tmp_path: Path) -> None:
    """A plan without notes has no doubts, and no block has marks."""
    shown = rendered(copy_plan(tmp_path))
    block = shown.doubts("ja").block("x", "projects/bus-counter.yml: indicators[uses].target")
    assert (block.doubts, dict(block.marks)) == ((), {})


@pytest.mark.parametrize(
    ("section", "said", "result"),
    [
        ("b", "one two", "<h2 id=a>x</h2><p>one two</p><h2 id=b>y</h2><p>one <b>two</b></p>!<p>z</p>"),
        ("b", "one", "<h2 id=a>x</h2><p>one two</p><h2 id=b>y</h2><p>one <b>two</b></p>!<p>z</p>"),
        ("a", "two", "<h2 id=a>x</h2><p>one two</p>!<h2 id=b>y</h2><p>one <b>two</b></p><p>z</p>"),
        ("a", "three", "<h2 id=a>x</h2><p>one two</p>!<h2 id=b>y</h2><p>one <b>two</b></p><p>z</p>"),
        ("b", "", "<h2 id=a>x</h2><p>one two</p><h2 id=b>y</h2><p>one <b>two</b></p><p>z</p>!"),
        ("c", "one", "<h2 id=a>x</h2><p>one two</p><h2 id=b>y</h2><p>one <b>two</b></p><p>z</p>!"),
    ],
)
def test_an_aside_follows_the_block_that_holds_the_words(section: str, said: str, result: str) -> None:
    """In its section, markup or not; at the section's end without words; never lost."""
    html = '<h2 id="a">x</h2><p>one two</p><h2 id="b">y</h2><p>one <b>two</b></p><p>z</p>'
    made = after_words(html, {"a", "b"}, section, said, "!")
    assert made.replace("\n!", "!").replace('"', "") == result


def test_an_aside_never_stands_within_a_list_or_a_table() -> None:
    """Entities and line ends are read as a reader does."""
    html = (
        '<h2 id="a">x</h2>\n<ul>\n<li>R&amp;D\nhere</li>\n<li>z<br></li>\n</ul>\n<table><tr><td>q</td></tr></table>\n'
    )
    assert after_words(html, {"a"}, "a", "R&D here", "!").index("!") == html.index("</ul>") + len("</ul>\n")
    assert after_words(html, {"a"}, "a", "q", "!").rstrip().endswith("</table>\n!")
