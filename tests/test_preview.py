"""`mkdocs serve`: an edit is seen, a fault is shown on the page, and the page comes back when it is mended."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from copies import copy_project
from plan.messages.sentences import both
from serving import CARD, PAGE, Preview


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the project."""
    return copy_project(tmp_path)


@pytest.fixture
def preview(folder: Path) -> Iterator[Callable[[], Preview]]:
    """Starts previews of the copy, and stops them."""
    started: list[Preview] = []

    def start() -> Preview:
        started.append(Preview(folder))
        return started[-1]

    yield start
    for running in started:
        running.stop()


def test_an_edit_is_seen_and_a_fault_is_shown_until_it_is_mended(preview: Callable[[], Preview]) -> None:
    """One line of YAML changes the page; a fault stands in its place until it is mended."""
    running = preview()
    running.wait(PAGE, lambda html: "26.4%" in html)
    running.edit(CARD, "value: 26.4", "value: 27.5")
    running.wait(PAGE, lambda html: "27.5%" in html and "26.4%" not in html)
    assert "27.5%" in running.page("en/" + PAGE)
    assert "27.5%" in running.page("indicators/")
    running.edit(CARD, "value: 27.5", "value: たくさん")
    shown = running.wait(PAGE, lambda html: 'class="findings"' in html)
    assert "データに1件の誤りがあります" in shown
    lines = (running.folder / CARD).read_text(encoding="utf-8").splitlines()
    line = lines.index("      value: たくさん") + 1
    assert f'<a href="/-/source/data/projects/iseca.yml/#L{line}">data/projects/iseca.yml の {line}行目</a>' in shown
    assert "項目 indicators[1つ目/1st].target.value" in shown
    assert "値には数だけを書きます（実際: &#39;たくさん&#39;）" in shown
    assert "a value is a number alone, got &#39;たくさん&#39;" in shown
    assert f'<span class="hit"><b>{line}</b>      value: たくさん</span>' in shown
    assert "livereload(" in shown
    running.edit(CARD, "value: たくさん", "value: 28.0")
    running.wait(PAGE, lambda html: "28.0%" in html and 'class="findings"' not in html)


def test_a_dead_link_is_told_a_moment_after_the_page(preview: Callable[[], Preview]) -> None:
    """The page is seen first; then the link is told on every page, and in the console, until it is mended."""
    running = preview()
    running.wait("plan/vision/", lambda html: "</article>" in html)
    running.edit("docs/plan/vision.md", "\n\n", "\n\n[先](#nai)\n\n")
    shown = running.wait(PAGE, lambda html: 'class="findings"' in html)
    assert "リンク先がないか、使えないアドレスです（実際: &#39;#nai&#39;）" in shown
    assert '<a href="/-/source/docs/plan/vision.md/#L3">docs/plan/vision.md の 3行目</a>' in shown
    said = "docs/plan/vision.md:3: リンク先がないか"
    running.wait(PAGE, lambda _: said in running.log.read_text(encoding="utf-8"))
    running.edit("docs/plan/vision.md", "[先](#nai)", "先へ進みます。")
    running.wait("plan/vision/", lambda html: "先へ進みます。" in html and 'class="findings"' not in html)


def test_a_wrong_field_is_answered_with_the_right_one(preview: Callable[[], Preview]) -> None:
    """Not only a misspelt name: also what people call it otherwise."""
    running = preview()
    running.wait(PAGE, lambda html: "26.4%" in html)
    running.edit(CARD, "\nindicators:", "\nkpi:")
    running.wait(PAGE, lambda html: "この項目はありません。「indicators」ではありませんか" in html)


def test_a_preview_started_on_faulty_data_shows_them_and_recovers(folder: Path, preview: Callable[[], Preview]) -> None:
    """With no good plan yet, the home page is the list of faults; when they are mended the site is there."""
    card = folder / CARD
    good = card.read_text(encoding="utf-8")
    card.write_text(good.replace("under: everyday-convenience", "under: everyday-convenence"), encoding="utf-8")
    running = preview()
    shown = running.wait("", lambda html: 'class="findings"' in html)
    assert "「everyday-convenence」は柱や施策など（structure.yml）にありません。" in shown
    assert "「everyday-convenience」ではありませんか" in shown
    card.write_text(good, encoding="utf-8")
    running.wait(PAGE, lambda html: "26.4%" in html and 'class="findings"' not in html)


def test_a_folder_that_is_renamed_is_told_and_taken_up_again(folder: Path, preview: Callable[[], Preview]) -> None:
    """Without a traceback: the pages, the program and the templates are away with it."""
    running = preview()
    running.wait(PAGE, lambda html: "26.4%" in html)
    away = folder.with_name("renamed")
    folder.rename(away)
    time.sleep(1)  # until the preview has looked at what changed
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"http://127.0.0.1:{running.port}/{PAGE}", timeout=20)
    assert refused.value.code == 503
    assert refused.value.read().decode() == both("preview-moved", folder=folder) + "\n"
    away.rename(folder)
    running.wait(PAGE, lambda html: "26.4%" in html)
    running.edit(CARD, "26.4", "27.5")
    running.wait(PAGE, lambda html: "27.5%" in html)
    assert "Traceback" not in running.log.read_text()


def bare(page: str) -> str:
    """A page without what is of one preview alone: its port, its token, what makes the browser load again."""
    return re.sub(r"livereload\([0-9, ]+\)|name=\"token\" value=\"[^\"]*\"|127\.0\.0\.1:[0-9]+", "", page)


def test_after_edits_every_page_is_as_if_built_anew(folder: Path, preview: Callable[[], Preview]) -> None:
    """Edits of a card's title, a text with a term, a chapter, and the synonyms leave no page behind."""
    running = preview()
    running.wait(PAGE, lambda html: "26.4%" in html)
    title = re.search(r"title:\n  ja: (.*)", (folder / CARD).read_text(encoding="utf-8"))
    assert title
    running.edit(CARD, f"ja: {title[1]}", f"ja: 新しい{title[1]}")
    running.edit(CARD, "content:\n  ja: ", "content:\n  ja: インシデントを防ぎます。")
    running.edit("docs/plan/introduction.md", "\n## ", "\nアジャイルに進めます。\n\n## ")
    running.wait("plan/introduction/", lambda html: "に進めます。" in html)
    running.wait(PAGE, lambda html: f"新しい{title[1]}" in html)
    anew = preview()
    anew.wait(PAGE, lambda html: f"新しい{title[1]}" in html)
    sitemap = re.findall(r"<loc>[a-z]+://[^/]+/([^<]*)</loc>", anew.page("sitemap.xml"))
    assert len(sitemap) > 80
    for name in [*sitemap, "assets/search.ja.js", "assets/search.en.js"]:
        assert bare(running.page(name)) == bare(anew.page(name)), name


def test_a_new_card_and_a_new_style_are_seen(folder: Path, preview: Callable[[], Preview]) -> None:
    """What changes more than words is built anew: another page in the lists, another look."""
    running = preview()
    running.wait(PAGE, lambda html: "26.4%" in html)
    text = (folder / CARD).read_text(encoding="utf-8")
    number = re.search(r"^number: (.*)$", text, re.MULTILINE)
    assert number
    text = text.replace(number[0], "number: 99", 1)
    (folder / "data/projects/another.yml").write_text(text, encoding="utf-8")
    running.wait("projects/another/", lambda html: "26.4%" in html)
    style = folder / "overrides/pages/components/badge.css"
    style.write_text(style.read_text(encoding="utf-8") + "\n.brand-new {}\n", encoding="utf-8")
    running.wait("assets/site.css", lambda css: ".brand-new" in css)


def test_the_preview_tells_more_than_the_site(preview: Callable[[], Preview], site: Path) -> None:
    """Pages lead to their files and lines, a bar says the edition, the inspection lists what wants attention."""
    running = preview()
    card = running.wait(PAGE, lambda html: "26.4%" in html)
    assert 'href="/-/source/data/projects/iseca.yml/#L1"' in card
    assert "draft・案・2026-11-26更新" in card
    assert re.search(r'<a href="/-/check/">点検（\d+件）</a>', card)
    english = running.page("en/plan/vision/")
    assert 'href="/-/source/docs/plan/vision.en.md/#L1"' in english
    assert 'href="/-/source/data/vision.yml/#L1"' in english
    source = running.page("-/source/data/projects/iseca.yml/")
    assert '<span id="L1"><b>1</b>' in source
    check = running.page("-/check/")
    assert "率の算定方法（method）がありません。何を何で割るかを書きます" in check
    assert "スケジュールの年度がありません" not in check  # of a plan whose schedules name no year at all
    assert running.page("-/source/mkdocs.yml/") == ""
    assert running.page("-/source/data/../mkdocs.yml/") == ""
    published = [path for path in site.rglob("*") if path.suffix in (".html", ".js", ".css", ".xml", ".json")]
    assert len(published) > 80
    for path in published:
        text = path.read_text(encoding="utf-8")
        assert "workbench" not in text and "/-/" not in text and "livereload" not in text, path
        assert 'name="token"' not in text and "form.plan" not in text, path
