"""The notes on the source: pages for the editors of a plan that no resident meets."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from building import ENVIRONMENT, QUICK
from copies import ROOT, copy_city
from invented_notes import NOTES, plan_with_notes
from pages import plain, read, text_of
from plan.model import Plan
from plan.model.notes import DECISIONS
from plan.preview import inspection
from plan.publishing.current import Desk
from plan.reading.chapters import titles
from plan.reading.loader import load_plan
from plan.showing.catalog import Catalog
from plan.showing.note_pages import NOTE_OCTETS, PAGE_OCTETS, cuts, octets
from plan.workbook.notes_book import notes_workbook
from playwright.sync_api import Page

MADE = datetime(2026, 4, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented plan with four notes."""
    return plan_with_notes(tmp_path)


def hide(folder: Path) -> Path:
    """Take the pages of the notes off the site of a plan."""
    with (folder / "data/plan.yml").open("a", encoding="utf-8") as details:
        details.write("notes_pages: hidden\n")
    return folder


def desk_of(folder: Path) -> Desk:
    """The site of a plan as a preview has it, or why there is none."""
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    return desk


def books(folder: Path) -> Catalog:
    """The catalog of a plan with its chapters."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return Catalog(loaded.plan, titles(loaded.chapters, loaded.plan.details.parts, loaded.plan.languages))


# The pages ------------------------------------------------------------------------
def test_every_note_stands_once_on_a_page_of_its_decision() -> None:
    """Decisions in their order, pages numbered from 1; each note's page and anchor are known by its id."""
    catalog = books(ROOT)
    pages = catalog.note_pages.all
    assert Counter(note.id for page in pages for note in page.notes) == Counter(n.id for n in catalog.plan.notes.notes)
    assert all(note.decide == page.decide for page in pages for note in page.notes)
    assert list(dict.fromkeys(page.decide for page in pages)) == list(DECISIONS)
    for decide in DECISIONS:
        own = [page for page in pages if page.decide == decide]
        assert [(page.number, page.of) for page in own] == [(n, len(own)) for n in range(1, len(own) + 1)]
        assert [page.name for page in own][:2] == [f"notes/{decide}", f"notes/{decide}-2"][: len(own)]
    for page in pages:
        assert {catalog.note_page(note.id) for note in page.notes} == {(page.name, note.id) for note in page.notes}
    assert catalog.note_page("no-such-note") is None


def test_a_decision_has_as_few_pages_as_are_light_enough() -> None:
    """And these are about as heavy as each other, so that none is left with a note or two."""
    catalog = books(ROOT)
    pages, languages = catalog.note_pages.all, catalog.plan.languages
    assert max(page.of for page in pages) > 3
    for decide in DECISIONS:
        own = [
            [octets(note, languages) + NOTE_OCTETS for note in page.notes] for page in pages if page.decide == decide
        ]
        weights, heaviest = [sum(page) for page in own], max(map(max, own))
        assert max(weights) <= PAGE_OCTETS
        assert sum(weights) > PAGE_OCTETS * (len(own) - 1) - heaviest * len(own)
        assert max(weights) - min(weights) < 2 * heaviest, decide


@pytest.mark.parametrize(
    ("weights", "starts"),
    [([], []), ([9], [0]), ([3, 3, 3], [0]), ([3, 3, 4], [0, 2]), ([9, 1, 20, 1], [0, 1, 2, 3]), ([1, 8, 1], [0, 2])],
)
def test_pages_begin_where_one_would_be_too_heavy(weights: list[int], starts: list[int]) -> None:
    """No page over nine, but what weighs more by itself."""
    assert cuts(weights, 9) == starts


def test_notes_stand_by_what_they_concern(folder: Path) -> None:
    """A note's card; the chapter where it begins, by the name of its part; the page of a file; else the whole plan."""
    catalog = books(folder)
    found = {
        note.id: group.page for group in catalog.note_pages.grouped(catalog.plan.notes.notes) for note in group.notes
    }
    assert list(found.items()) == [
        ("rides", "projects/bus-counter"),
        ("counters", "plan/overview"),
        ("tools-title", "tools"),
        ("whole", ""),
    ]


def test_a_page_shows_each_note_under_its_anchor(site: Path, plan: Plan) -> None:
    """In both languages: its office, what is published and why, and every quote, folded away; nothing is left out."""
    catalog = books(ROOT)
    for language, root in (("ja", site), ("en", site / "en")):
        shown = {page.name: text_of(root / page.name / "index.html") for page in catalog.note_pages.all}
        anchors = {page.name: read(root / page.name / "index.html").ids for page in catalog.note_pages.all}
        for note in plan.notes.notes:
            name, anchor = catalog.note_page(note.id) or ("", "")
            assert anchor in anchors[name]
            texts = [note.published, note.reason, *(place.says for place in note.places)]
            for text in texts:
                assert as_shown(text[language]) in shown[name], note.id
            assert all(as_shown(place.says["ja"]) in shown[name] for place in note.places), note.id
    html = (site / "notes/figure/index.html").read_text(encoding="utf-8")
    assert html.count('<details class="quotes">') == html.count("<section>") > 30


def as_shown(words: str) -> str:
    """Words as `text_of` has them."""
    return re.sub(r"(令和|平成)(\d+|元)年度\(\d{4}年度\)", r"\1\2年度", plain(words))


def test_the_first_page_leads_to_all_by_decision_and_by_office(site: Path, plan: Plan) -> None:
    """Each office's notes are counted, and its links lead to the first of each kind."""
    catalog = books(ROOT)
    page = read(site / "notes/index.html")
    assert {f"{other.name.removeprefix('notes/')}/" for other in catalog.note_pages.all} <= set(page.links)
    html = (site / "notes/index.html").read_text(encoding="utf-8")
    offices, rows = Counter(note.office or plan.details.office for note in plan.notes.notes), html.split("<tr>")
    for office, count in offices.items():
        name = catalog.department(office).name["ja"]
        [row] = [row for row in rows if f'<th scope="row">{name}</th>' in row]
        assert f">{count}件</td>" in row
        assert sum(map(int, re.findall(r" (\d+)件</a>", row))) == count
        for name, anchor in re.findall(r'href="([a-z0-9-]+)/#([a-z0-9-]+)"', row):
            of_it = [note.id for p in catalog.note_pages.all if p.decide == name.split("-")[0] for note in p.notes]
            mine = {note.id for note in plan.notes.notes if (note.office or plan.details.office) == office}
            assert anchor == next(id for id in of_it if id in mine)
    assert re.search(rf'<tbody>\s*<tr><th scope="row">{catalog.department(plan.details.office).name["ja"]}</th>', html)


def test_no_resident_meets_the_notes(site: Path) -> None:
    """Out of menu, foot, search, lists, search engines and sitemap: one link on the page on the edition, and those of
    doubts."""
    leading, pages = [], sorted(site.rglob("index.html"))
    for path in pages:
        name = path.parent.relative_to(site).as_posix().removeprefix("en/").removeprefix("ja-easy/")
        html = path.read_text(encoding="utf-8")
        assert ('<meta name="robots" content="noindex">' in html) == (name.split("/")[0] in ("embed", "notes")), name
        if name.split("/")[0] != "notes":
            doubts = re.findall(r'<p class="doubt"[^>]*>.*?</p>', html, re.DOTALL)
            told = Counter(link for doubt in doubts for link in re.findall(r'href="([^"]*)"', doubt))
            links = Counter(link for link in read(path).links if re.search(r"(^|/)notes/", link))
            leading += [name for link in (links - told).elements()]
    assert leading == ["about", "about", "about"]
    about = (site / "about/index.html").read_text(encoding="utf-8")
    assert about.split('<h2 id="')[-1].startswith('for-editors">計画を編集する人のために</h2>')
    assert '<a href="../notes/">' in about.split('<h2 id="')[-1]
    for language in ("ja", "en", "ja-easy"):
        text = (site / f"assets/search.{language}.js").read_text(encoding="utf-8")
        index = json.loads(text.removeprefix("window.planIndex=").removesuffix(";\n"))
        assert not [page[0] for page in index["pages"] if "notes" in page[0]]
    assert "/notes/" not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_a_chapter_leads_to_a_note_by_its_id(folder: Path) -> None:
    """The page on which a note stands is found for it, in every language; an id that no note has is refused."""
    for name in ("overview.md", "overview.en.md"):
        with (folder / "docs/plan" / name).open("a", encoding="utf-8") as chapter:
            chapter.write("\n[a](../notes.md#counters) [b](../notes.md)\n")
    desk = desk_of(folder)
    assert desk.site, desk.findings
    for uri in ("plan/overview.md", "plan/overview.en.md"):
        links = re.findall(r'<a href="([^"]*)">[ab]</a>', desk.site.pages[uri].html)
        assert links == ["../../notes/wording/#counters", "../../notes/"]
    chapter = folder / "docs/plan/overview.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("#counters", "#counter"), encoding="utf-8")
    line = chapter.read_text(encoding="utf-8").split("\n").index("[a](../notes.md#counter) [b](../notes.md)") + 1
    assert [str(finding) for finding in desk_of(folder).findings] == [
        f"docs/plan/overview.md:{line}: リンク先がないか、使えないアドレスです（実際: '../notes.md#counter'）。"
        "「../notes.md」ではありませんか / the link leads to no page, or its address may not be used, "
        "got '../notes.md#counter'; did you mean '../notes.md'?"
    ]


def test_quotes_are_unfolded_on_paper(browser: Any, address: str) -> None:
    """With and without JavaScript; on the screen they are folded away until they are asked for."""
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page: Page = context.new_page()
        page.goto(address + "notes/figure/")
        quote = page.locator("details.quotes q").first
        assert not quote.is_visible()
        page.emulate_media(media="print")
        box = quote.bounding_box()
        assert box and box["height"] > 10
        page.emulate_media(media="screen")
        page.locator("details.quotes summary").first.click()
        assert quote.is_visible()
        context.close()


# The switch -----------------------------------------------------------------------
def built(folder: Path, *, hidden: bool) -> Path:
    """The site of the invented plan with notes, and with a link to one from a chapter where they are shown."""
    copy_city(folder)
    (folder / "data/notes.yml").write_text(NOTES, encoding="utf-8")
    if hidden:
        hide(folder)
    result = subprocess.run(QUICK, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return folder / "site"


def test_a_city_takes_the_pages_off_its_site(tmp_path: Path) -> None:
    """No page, no link, no word in search or sitemap; shown, all of them are there."""
    shown, hidden = built(tmp_path / "shown", hidden=False), built(tmp_path / "hidden", hidden=True)
    here = {path.relative_to(shown).as_posix() for path in shown.rglob("*.html")}
    gone = here - {path.relative_to(hidden).as_posix() for path in hidden.rglob("*.html")}
    names = ("notes", "notes/figure", "notes/wording", "notes/nothing")
    assert gone == {f"{root}{name}/index.html" for root in ("", "en/", "pt/") for name in names}
    assert "notes/" in (shown / "about/index.html").read_text(encoding="utf-8")
    for path in [*hidden.rglob("*.html"), *hidden.rglob("*.js"), hidden / "sitemap.xml"]:
        assert not re.search(r"notes/|for-editors|計画を編集する人", path.read_text(encoding="utf-8")), path


def test_a_preview_shows_what_will_be_published(folder: Path) -> None:
    """Hidden pages are hidden there too; what is in doubt is still told by the inspection, and in the table."""
    assert "notes" in desk_of(folder).site.records  # type: ignore[union-attr]
    desk = desk_of(hide(folder))
    assert desk.site and desk.loaded, desk.findings
    assert not [name for name in desk.site.records if name.startswith("notes")]
    assert desk.site.catalog.note_page("rides") is None
    doubts = next(part for part in inspection.sections(desk.loaded) if part.id == "doubts")
    assert [inspection.words(point) for point in doubts.points] == ["出張窓口を開きます。", "道具"]
    assert notes_workbook(desk.site.plan, desk.loaded.chapters, MADE)


def test_a_link_to_a_hidden_page_is_refused(folder: Path) -> None:
    """A chapter that leads to a note says so with its line, as the note has no page any more."""
    with (hide(folder) / "docs/plan/overview.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n[a](../notes.md#counters)\n")
    [finding] = desk_of(folder).findings
    lines = (folder / "docs/plan/overview.md").read_text(encoding="utf-8").split("\n")
    assert (finding.file, finding.rule) == ("docs/plan/overview.md", "bad-link")
    assert lines[finding.line - 1] == "[a](../notes.md#counters)"


def test_a_plan_without_notes_has_no_page_for_them(other_city: Path) -> None:
    """And no link to one, and no sentence on what was recorded."""
    assert not (other_city / "notes").exists()
    about = (other_city / "about/index.html").read_text(encoding="utf-8")
    assert "notes/" not in about and "記録しています" not in about
