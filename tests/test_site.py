"""The built sites: complete in both languages, whole in their links, alone on the network."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from building import mkdocs
from copies import ROOT, copy_project
from pages import Reader, read
from PIL import Image
from plan.model import Plan

JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")


def html_pages(site: Path) -> dict[str, Path]:
    """Every page of a site by its address from the root; those for frames of other sites are none of its own."""
    pages = (path for path in sorted(site.rglob("*.html")) if "embed" not in path.parts)
    return {path.relative_to(site).as_posix(): path for path in pages}


@pytest.fixture(scope="module")
def readers(site: Path) -> dict[str, Reader]:
    """Every page of the real site, read."""
    found = {name: read(path) for name, path in html_pages(site).items()}
    assert len(found) > 80
    return found


#: The languages of the plan as browsers name them, by the folder of their pages.
LANGUAGES = {"": "ja", "en/": "en", "ja-easy/": "ja-x-easy"}


def folder_of(name: str) -> str:
    """The folder of the language of a page; empty for the first."""
    return next(folder for folder in ("en/", "ja-easy/", "") if name.startswith(folder))


def test_every_page_exists_in_every_language(readers: dict[str, Reader]) -> None:
    """Also the page for a wrong address."""
    found = {
        folder: {name.removeprefix(folder) for name in readers if folder_of(name) == folder} for folder in LANGUAGES
    }
    assert found[""] == found["en/"] == found["ja-easy/"]
    assert "404.html" in found[""]


def test_every_card_has_a_page(readers: dict[str, Reader], plan: Plan) -> None:
    """21 cards, each at the address of its id."""
    assert len(plan.projects) == 21
    for id in plan.projects:
        assert f"projects/{id}/index.html" in readers


def test_pages_say_their_language(readers: dict[str, Reader]) -> None:
    """`lang` of the whole page is right."""
    for name, page in readers.items():
        html = next(attributes for tag, attributes in page.head if tag == "html")
        assert html["lang"] == LANGUAGES[folder_of(name)], name


def test_english_pages_hold_no_unmarked_japanese(readers: dict[str, Reader]) -> None:
    """Japanese on an English page is marked as Japanese; titles and labels hold none."""
    checked, wrong = 0, []
    for name, page in readers.items():
        if not name.startswith("en/"):
            continue
        checked += 1
        for language, words in [*page.text, *page.attributes]:
            if not str(language).startswith("ja") and JAPANESE.search(words):
                wrong.append(f"{name}: {words.strip()[:60]}")
    assert checked > 40
    assert not wrong, "\n".join(wrong)


def test_nothing_is_loaded_from_elsewhere(readers: dict[str, Reader]) -> None:
    """Scripts, styles and pictures come from the site itself."""
    count = 0
    for name, page in readers.items():
        for address in page.loads:
            count += 1
            assert not urlsplit(address).netloc, f"{name}: {address}"
    assert count > 400


def test_every_link_leads_somewhere(site: Path, readers: dict[str, Reader]) -> None:
    """Every internal link, file and anchor exists."""
    count, broken = 0, []
    for name, page in readers.items():
        base = "/" + name if name.endswith("404.html") else "/" + name.removesuffix("index.html")
        for address in [*page.links, *page.loads]:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            count += 1
            path = unquote(parts.path)
            start = site / base.strip("/") if not path.startswith("/") else site
            target = (start / path.lstrip("/")).resolve() if path else site / name
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                broken.append(f"{name}: {address}")
            elif parts.fragment and target.suffix == ".html":
                other = readers[target.relative_to(site.resolve()).as_posix()] if path else page
                if parts.fragment not in other.ids and not parts.fragment.startswith("__"):
                    broken.append(f"{name}: {address} (no such anchor)")
    assert count > 3000
    assert not broken, "\n".join(broken[:40])


def test_ids_stand_once_on_a_page(readers: dict[str, Reader]) -> None:
    """An anchor is one place."""
    for name, page in readers.items():
        twice = {id for id in page.ids if page.ids.count(id) > 1}
        assert not twice, f"{name}: {twice}"


def test_canonical_and_hreflang(readers: dict[str, Reader], plan: Plan) -> None:
    """Each page names its own address, its other language, and both point back."""
    root = plan.details.url
    for name, page in readers.items():
        if name.endswith("404.html"):
            continue
        path = name.removesuffix("index.html")
        other = path.removeprefix(folder_of(path))
        links = [attributes for tag, attributes in page.head if tag == "link"]
        canonical = [link["href"] for link in links if link.get("rel") == "canonical"]
        assert canonical == [root + path], name
        alternates = {link["hreflang"]: link["href"] for link in links if "hreflang" in link}
        ways = {tag: f"{root}{folder}{other}" for folder, tag in LANGUAGES.items()}
        assert alternates == {**ways, "x-default": root + other}, name


def test_the_switch_stays_on_the_page(readers: dict[str, Reader]) -> None:
    """From any page the language switch leads to the same page in the other language."""
    card = readers["projects/iseca/index.html"]
    assert "../../en/projects/iseca/" in card.links
    assert "../../../projects/iseca/" in readers["en/projects/iseca/index.html"].links
    assert {"/", "/en/projects/"} <= set(readers["en/404.html"].links)


def test_sitemap_lists_both_languages(site: Path, readers: dict[str, Reader], plan: Plan) -> None:
    """Every page once but those for staff, each with its alternates."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    tree = ElementTree.parse(site / "sitemap.xml")  # noqa: S314 - we made it
    urls = tree.findall("s:url", names)
    addresses = [url.findtext("s:loc", namespaces=names) for url in urls]
    pages = {
        plan.details.url + name.removesuffix("index.html")
        for name in readers
        if not re.search(r"404.html$|^(en/|ja-easy/)?notes/", name)
    }
    assert sorted(filter(None, addresses)) == sorted(pages)
    for url in urls:
        assert {link.get("hreflang") for link in url.findall("x:link", names)} == {*LANGUAGES.values()}


def test_every_page_has_a_title_and_a_description(readers: dict[str, Reader]) -> None:
    """What search results show; no two pages of a language share a description."""
    seen: dict[str, str] = {}
    for name, page in readers.items():
        meta = {attributes.get("name"): attributes.get("content") for tag, attributes in page.head if tag == "meta"}
        assert meta["description"], name
        if not name.endswith("404.html") and not name.endswith(("/index.html", "404.html")):
            assert seen.setdefault(str(meta["description"]), name) == name


def test_pictures_have_alternatives(readers: dict[str, Reader], site: Path) -> None:
    """Every chart is named and says where its figures are: a sentence with some stands before it, its table behind."""
    charts = [image for page in readers.values() for image in page.images if "charts/" in image["src"]]
    assert len(charts) == 4 * 3 * 2 * 2  # charts, languages, color schemes, pages that show them
    for image in charts:
        assert re.fullmatch(
            r"Chart: .{20,} \(figures in the table below\)|.{7,}のグラフ（数値は次の表）|.{7,}のグラフ（数字は次の表）",
            image["alt"],
        ), image["alt"]
    for name, page in readers.items():
        if any("charts/" in image["src"] for image in page.images):
            figures = re.findall(r'<figure class="own-words chart".*?</figure>', (site / name).read_text("utf-8"), re.S)
            assert len(figures) == 4
            for figure in figures:
                assert re.search(r'class="chart-headline">.*\d.*<picture.*</picture>.*<table>.*</table>', figure, re.S)


def test_the_fiscal_year_reads_the_same_everywhere(readers: dict[str, Reader]) -> None:
    """令和11年度（2029年度） in Japanese, FY2029 (Reiwa 11) in English, on a card."""
    japanese = "".join(words for _, words in readers["projects/iseca/index.html"].text)
    english = "".join(words for _, words in readers["en/projects/iseca/index.html"].text)
    assert "令和11年度（2029年度）" in japanese
    assert "FY2029 (Reiwa 11)" in english


def test_a_schedule_that_was_a_picture_says_so(readers: dict[str, Reader], plan: Plan) -> None:
    """Only what the text shows is a phase, with its doubt; that others were not transcribed stands on the roadmap."""
    dated = {id for id, project in plan.projects.items() if any(p.first for p in project.schedule.phases)}
    undated = {id for id, project in plan.projects.items() if any(not p.first for p in project.schedule.phases)}
    assert dated == set()
    assert undated == {
        "vaccine-childcare-navi",
        "connected-light-bulbs",
        "smartphone-classes",
        "multi-copy-certificates",
        "e-invoices",
        "one-stop-counter",
    }
    told = {
        re.findall(r"projects/([a-z-]+)\.yml: schedule", about.at)[0]: note.doubt["ja"]
        for note in plan.notes.notes
        for about in note.about
        if note.doubt and about.doubtful and "schedule.phases" in about.at
    }
    assert "one-stop-counter" in told
    for id in plan.projects:
        text = "".join(words for _, words in readers[f"projects/{id}/index.html"].text)
        assert told.get(id, "") in text
    roadmap = "".join(words for _, words in readers["roadmap/index.html"].text)
    assert roadmap.count("文字からは分からないため、載せていません") == 1  # once, for all of them


def test_the_glossary_links_both_ways(readers: dict[str, Reader]) -> None:
    """A term on a page leads to the glossary, and the glossary back to the page."""
    assert "../../glossary/#ict" in readers["projects/connected-light-bulbs/index.html"].links
    assert "../projects/connected-light-bulbs/" in readers["glossary/index.html"].links
    assert "../projects/connected-light-bulbs/" in readers["en/glossary/index.html"].links


def test_marks_of_the_source_are_links(site: Path) -> None:
    """ICT※推進基本方針※: both marked words lead to their entries, and the marks stay."""
    html = (site / "plan/introduction/index.html").read_text(encoding="utf-8")
    assert re.search(r'href="../../glossary/#ict"[^>]*>ICT※</a>', html)
    assert re.search(r'href="../../glossary/#ict-basic-policy"[^>]*>推進基本方針※</a>', html)


def test_another_city_builds_with_the_same_program(other_city: Path) -> None:
    """Other period, one pillar, three cards, three tools, no rules page, a third language; nothing of ours."""
    pages = html_pages(other_city)
    assert "pt/projects/one-counter/index.html" in pages
    assert "rules/index.html" not in pages
    for path in pages.values():
        text = path.read_text(encoding="utf-8")
        assert "伊勢崎" not in text
        assert "Isesaki" not in text
    adopted = (other_city / "index.html").read_text(encoding="utf-8")
    assert "案の段階" not in adopted
    assert "令和5年度（2023年度）～令和7年度（2025年度）" in adopted


def test_a_partial_language_shows_and_marks_what_it_lacks(other_city: Path) -> None:
    """Portuguese pages: their own words in Portuguese, the rest in English, each marked with its language."""
    page = read(other_city / "pt/plan/overview/index.html", "article")
    own = "".join(words for language, words in page.text if language == "pt")
    lent = "".join(words for language, words in page.text if language == "en")
    assert "O plano da cidade." in own
    assert "The town will have one counter." in lent
    assert "There is one pillar." in lent
    assert not JAPANESE.search(own + lent)
    fallback = read(other_city / "pt/plan/support/index.html", "article")
    assert "The General Affairs Division leads." in "".join(w for language, w in fallback.text if language == "en")


def test_text_of_the_data_stays_text(tmp_path: Path) -> None:
    """Markup, Markdown and Jinja in a card's text are shown, never run, on every page that shows them."""
    folder = copy_project(tmp_path)
    card = folder / "data/projects/iseca.yml"
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) {{ 7*7 }} **b** | `c` <img src=x onerror=alert(1)>"
    text = card.read_text(encoding="utf-8")
    title = re.search(r"title:\n  ja: (.*)\n  en: (.*)\n", text)
    assert title
    for line in title.groups():
        text = text.replace(f": {line}\n", f": '{hostile}'\n", 1)
    card.write_text(text, encoding="utf-8")
    result = mkdocs(folder, "build", "--strict")
    assert result.returncode == 0, result.stderr
    shown = 0
    for path in (folder / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript:' not in html
        if "7*7" in "".join(words for _, words in read(path).text):
            shown += 1
    assert shown > 10


def test_a_build_with_faults_leaves_the_last_site(tmp_path: Path) -> None:
    """A fault gives one sentence with file and line, no traceback, exit 1; the site stays as it was."""
    folder = copy_project(tmp_path)
    assert mkdocs(folder, "build", "--strict").returncode == 0
    before = {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
    card = folder / "data/projects/iseca.yml"
    card.write_text(card.read_text(encoding="utf-8").replace("value: 26.4", "value: 1億"), encoding="utf-8")
    result = mkdocs(folder, "build", "--strict")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    line = next(n for n, text in enumerate(card.read_text(encoding="utf-8").split("\n"), 1) if "1億" in text)
    sentence = (
        f"data/projects/iseca.yml:{line}: indicators[1つ目/1st].target.value: "
        "値には数だけを書きます（実際: '1億'）。約、以上などは bound に、"
        "数でない言葉は value を取って stated に書きます"
    )
    assert sentence in result.stderr
    assert {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()} == before


def test_the_source_copy_is_whole() -> None:
    """The copy of the plan that the pages are held against is the extraction as it came."""
    text = (ROOT / "tests/source/plan.txt").read_text(encoding="utf-8")
    assert text.count("\n") == 1473


def test_pages_can_be_shared(site: Path, readers: dict[str, Reader], plan: Plan) -> None:
    """Each page names a picture of its language that exists; a card's picture is its own."""
    for name, page in readers.items():
        if name.endswith("404.html"):
            continue
        meta = {tag.get("property"): tag.get("content") for kind, tag in page.head if kind == "meta"}
        picture = str(meta["og:image"]).removeprefix(plan.details.url)
        data = (site / picture).read_bytes()
        assert data.startswith(b"\x89PNG"), name
        assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (1200, 630)
        assert picture.endswith({"": ".ja.png", "en/": ".en.png", "ja-easy/": ".ja-easy.png"}[folder_of(name)])
        if name.startswith("projects/") and name != "projects/index.html":
            assert picture == f"assets/share/{name.split('/')[1]}.ja.png"


def test_pictures_for_sharing_hold_their_words(site: Path) -> None:
    """No word runs into the ornament at the right: beside it nothing is drawn."""
    pictures = sorted((site / "assets/share").glob("*.png"))
    assert len(pictures) == 66
    for path in pictures:
        with Image.open(path) as picture:
            margin = picture.convert("RGB").crop((970, 0, 988, 630))
            assert len(margin.getcolors() or ()) == 1, path.name


def test_machines_can_read_cards_and_statistics(site: Path) -> None:
    """JSON-LD of the right kind, with the page's own address."""
    for path, kind in (("projects/iseca", "Project"), ("en/statistics", "Dataset"), ("", "WebSite")):
        html = (site / path / "index.html").read_text(encoding="utf-8")
        found = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0])
        assert found["@type"] == kind
        assert found["url"].endswith((path + "/") if path else "/")


def test_the_sitemap_dates_from_the_data(site: Path, plan: Plan) -> None:
    """`lastmod` is the day on which the edition was last changed, not that of the build."""
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert set(re.findall(r"<lastmod>(.*?)</lastmod>", text)) == {plan.details.edition.updated.isoformat()}


def test_every_page_can_be_reached_from_home(site: Path, readers: dict[str, Reader]) -> None:
    """By links that stand on the pages, in each language; no page is an island."""
    for start in ("index.html", "en/index.html"):
        reached, waiting = {start}, [start]
        while waiting:
            name = waiting.pop()
            for address in readers[name].links:
                parts = urlsplit(address)
                if parts.scheme or parts.netloc:
                    continue
                target = ((site / name).parent / unquote(parts.path)).resolve()
                target = target / "index.html" if target.is_dir() else target
                found = target.relative_to(site.resolve()).as_posix()
                if found in readers and found not in reached and found.startswith("en/") == start.startswith("en/"):
                    reached.add(found)
                    waiting.append(found)
        prefix = "en/" if start.startswith("en/") else ""
        expected = {
            name for name in readers if name.startswith("en/") == bool(prefix) and not name.endswith("404.html")
        }
        assert reached == expected


def test_the_pages_of_a_section_lead_to_each_other(readers: dict[str, Reader]) -> None:
    """On a desktop too: from the indicators to the statistics, from the list of projects to tools and departments."""
    assert "../statistics/" in readers["indicators/index.html"].links
    assert "../indicators/" in readers["en/statistics/index.html"].links
    assert {"../tools/", "../departments/"} <= set(readers["projects/index.html"].links)


def test_a_window_is_called_by_its_page_and_the_plan(site: Path) -> None:
    """The home page, which is called like the plan, by the plan alone; in every language."""
    for folder, plan_name, page in (
        ("", "伊勢崎市DX推進計画（案）", "用語集"),
        ("en", "Isesaki City DX Promotion Plan (Draft)", "Glossary"),
    ):
        for path, title in (("", plan_name), ("glossary", f"{page} - {plan_name}")):
            html = (site / folder / path / "index.html").read_text(encoding="utf-8")
            assert re.findall("<title>(.*?)</title>", html) == [title]
