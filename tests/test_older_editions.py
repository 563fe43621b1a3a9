"""An edition that is no more the newest stays published, whole and as it was; its pages say which they are of."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from building import build
from conftest import once
from copies import ROOT, copy_city, copy_plan, edit
from kept import keep
from pages import read
from plan.__main__ import main
from plan.model import FrozenEdition, Plan, colors
from plan.model.types import Text
from plan.pages import servers
from plan.pages.downloads import saved_as
from plan.pages.kept_editions import KeptEditions
from plan.publishing import manifest
from plan.publishing.current import Desk
from plan.publishing.older_editions import write_older
from plan.reading.frozen import frozen_plan, not_compared
from plan.reading.loader import load_plan
from plan.showing.editions import edition_name
from plan.showing.localizer import Localizer

LOOKS = ROOT / "overrides/pages"
SHEET = (LOOKS / "styles/older-edition.css").read_text(encoding="utf-8")
#: A page of an older edition, as any program may have made it.
PAGE = (
    '<!doctype html>\n<html lang="{language}">\n<head>\n<title>Old</title>\n'
    '<meta name="robots" content="index">\n<link rel="canonical" href="https://minamo.example/plan/{address}">\n'
    '</head>\n<body class="old">\n<a class="skip" href="#main">Skip</a>\n'
    '<main id="main">{text}</main>\n</body>\n</html>\n'
)
MOVED = b'<!doctype html>\n<meta http-equiv="refresh" content="0; url=../">\n'


def page(address: str, text: str = "", language: str = "ja") -> bytes:
    return PAGE.format(language=language, address=address, text=text).encode()


#: The site of an older edition: pages that are there today, moved, or gone; files; what is no part of an edition.
SITE: Mapping[str, bytes] = {
    "index.html": page("", '<a href="editions/">all</a><a href="editions/first-draft/projects/x/">x</a>'),
    "en/index.html": page("en/", '<a href="editions/">all</a>', "en"),
    "projects/bus-counter/index.html": page("projects/bus-counter/"),
    "en/projects/bus-counter/index.html": page("en/projects/bus-counter/", language="en"),
    "projects/bus/index.html": page("projects/bus/"),
    "projects/gone/index.html": page("projects/gone/"),
    "notes/index.html": page("notes/"),
    "former/index.html": MOVED,
    "pdf/ja/whole.pdf": b"%PDF-1.7 /Type /Page of the draft",
    "assets/site.css": b"body{}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented plan with a draft before it; one of its pages has moved since."""
    folder = copy_plan(tmp_path / "plan")
    keep(folder, "draft", SITE)
    (folder / "data/addresses.txt").write_text(
        "projects/bus/ -> projects/bus-counter/\nnotes/ -> about/\nold/ -> editions/draft/projects/gone/\n"
        "pdf/ja/old.pdf -> editions/draft/pdf/ja/whole.pdf\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def desk(folder: Path) -> Desk:
    """Its desk, all of whose pages were looked at."""
    desk = Desk(folder, folder / "docs", LOOKS, preview=True)
    desk.refresh()
    desk.complete()
    assert [str(finding) for finding in desk.findings] == []
    return desk


@pytest.fixture
def written(desk: Desk, tmp_path: Path) -> Path:
    """The older edition as it is published."""
    assert desk.site
    assert desk.site.kept
    write_older(desk.site, desk.site.kept, tmp_path / "site")
    return tmp_path / "site/editions/draft"


def test_only_pages_say_more_than_they_did(written: Path) -> None:
    """Every other file is byte for byte what it was; so is a page that shows nothing, and all else on a page."""
    found = {path.relative_to(written).as_posix(): path.read_bytes() for path in written.rglob("*") if path.is_file()}
    led_on = {"editions/index.html", "en/editions/index.html", "editions/first-draft/projects/x/index.html"}
    assert found.keys() == SITE.keys() | led_on
    same = {name for name, content in SITE.items() if found[name] == content}
    assert same == {"former/index.html", "pdf/ja/whole.pdf", "assets/site.css"}
    told = found["projects/bus-counter/index.html"].decode()
    note = told[told.index("\n<aside") : told.index("</aside>") + 8]
    head = told[told.index('<link rel="stylesheet"') : told.index("</head>")]
    robots = '<meta name="robots" content="index">\n'
    assert told.replace(note, "").replace(head, "") == SITE["projects/bus-counter/index.html"].decode().replace(
        robots, ""
    )


def test_a_page_leads_to_itself_in_the_edition_of_today(written: Path) -> None:
    """Behind the link past it, in the language of the page, with the list of editions; no style or script in it."""
    assert (written / "projects/bus-counter/index.html").read_text(encoding="utf-8").split("<body")[1].split("<main")[
        0
    ] == (
        ' class="old">\n<a class="skip" href="#main">Skip</a>\n'
        '<aside class="older-edition" lang="ja" aria-label="以前の版">\n'
        "<p><b>以前の版</b> 令和5年1月10日（2023年）に公開した版（案）です。"
        "いまの版は、みなも町くらしデジタル計画です。</p>\n"
        '<ul><li><a href="../../../../projects/bus-counter/">いまの版のこのページ</a></li>'
        '<li><a href="../../../">版の一覧</a></li></ul>\n</aside>\n'
    )
    english = (written / "en/projects/bus-counter/index.html").read_text(encoding="utf-8")
    assert (
        "<p><b>Earlier edition</b> This edition (Draft) was published on January 10, 2023. "
        "The current one is the Minamo Town Digital Living Plan.</p>\n"
        '<ul><li><a href="../../../../../en/projects/bus-counter/">This page in the current edition</a></li>'
        '<li><a href="../../../../../en/editions/">All editions</a></li></ul>' in english
    )
    assert '<aside class="older-edition" lang="en" aria-label="Earlier edition">' in english


@pytest.mark.parametrize(
    ("name", "to", "says"),
    [
        ("index.html", "../../", "いまの版のこのページ"),
        ("projects/bus/index.html", "../../../../projects/bus-counter/", "いまの版のこのページ"),
        ("notes/index.html", "../../../about/", "いまの版の「この版について」（このページはいまの版にない）"),
        ("projects/gone/index.html", "../../../../", "いまの版のホーム（このページはいまの版にない）"),
    ],
)
def test_a_page_that_moved_or_is_gone(written: Path, name: str, to: str, says: str) -> None:
    """It leads to where it moved, or to the first page, and says so."""
    assert f'<li><a href="{to}">{says}</a></li>' in (written / name).read_text(encoding="utf-8")


def test_search_engines_are_told_which_is_current(written: Path) -> None:
    """They list no older page, and learn where the newest is; one that is not there today names no other as its own."""
    site = "https://minamo.example/plan/"
    for name, canonical, newest in (
        ("projects/bus-counter/index.html", "projects/bus-counter/", "projects/bus-counter/"),
        ("projects/bus/index.html", "projects/bus/", "projects/bus-counter/"),
        ("projects/gone/index.html", None, ""),
        ("en/index.html", "en/", "en/"),
    ):
        text = (written / name).read_text(encoding="utf-8")
        assert re.findall('<meta name="robots" content="([^"]*)">', text) == ["noindex"], name
        assert re.findall('rel="canonical" href="([^"]*)"', text) == ([] if canonical is None else [site + canonical])
        assert re.findall('rel="latest-version" href="([^"]*)"', text) == [site + newest], name


def test_pages_of_editions_lead_to_those_of_today(written: Path) -> None:
    """What an older page leads to as the list of editions, or as one before it, leads on: it is kept once."""
    assert 'content="0; url=../../"' in (written / "editions/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../../../en/editions/"' in (written / "en/editions/index.html").read_text(
        encoding="utf-8"
    )


def test_addresses_of_older_editions_last(desk: Desk, folder: Path) -> None:
    """What is gone may lead there, page or file; their first pages are among the addresses that must not die."""
    assert desk.site
    assert desk.site.file("pdf/ja/old.pdf") == SITE["pdf/ja/whole.pdf"]
    assert desk.site.file("editions/draft/index.html") is None  # a preview shows it as it was written
    assert {"editions/draft/", "editions/draft/en/"} <= desk.site.lasting
    assert not [name for name in desk.site.lasting if name.startswith("editions/draft/projects")]
    assert "editions/draft/pt/" not in desk.site.lasting


def test_the_page_of_editions(desk: Desk) -> None:
    """The newest first, with days, its first page in the language and its documents there; the menu leads to it."""
    assert desk.site
    shown = desk.site.pages["editions.md"].html
    assert re.findall("<h2[^>]*>(.*?)</h2>", shown) == ["決定", "案"]
    assert '<a href="draft/">この版のページ</a>' in shown
    assert (
        '<a class="pdf" href="draft/pdf/ja/whole.pdf" type="application/pdf" '
        'download="みなも町くらしデジタル計画-whole-draft.pdf">' in shown
    )
    assert '<a href="../../editions/draft/en/">Pages of this edition</a>' in desk.site.pages["editions.en.md"].html
    assert '<a href="../../editions/draft/">' in desk.site.pages["editions.pt.md"].html  # it was never in that language
    assert any("editions" in entry.pages() for entry in desk.site.menu("ja"))


def test_a_plan_of_one_edition_shows_nothing_of_editions(tmp_path: Path) -> None:
    """No page, no entry in the menu, no style sheet."""
    folder = copy_plan(tmp_path)
    desk = Desk(folder, folder / "docs", LOOKS, preview=True)
    desk.refresh()
    assert desk.site
    assert "editions.md" not in desk.site.pages
    assert not [name for name in desk.site.texts if "edition" in name]
    assert not any("editions" in entry.pages() for entry in desk.site.menu("ja"))


def test_servers_speak_for_older_editions() -> None:
    """Search engines are told of files too, which no page speaks for; no list of files; the language's own 404 page."""
    found = servers.server_files("https://a.example/x/", ("ja", "en"), (), ("draft",), ("editions/draft/pdf/",))
    told = {name: text.decode() for name, text in found.items()}
    assert "/x/editions/draft/*\n  X-Robots-Tag: noindex\n" in told["_headers"]
    assert "/x/editions/draft/en/* /x/en/404.html 404\n" in told["_redirects"]
    assert 'Header always set X-Robots-Tag "noindex"' in told["editions/draft/.htaccess"]
    assert 'RedirectMatch 404 "^/x/editions/draft/pdf/$"' in told[".htaccess"]
    inner = re.search(r'location "/x/editions/draft/" \{([^}]*)\}', told[servers.NGINX])
    assert inner
    assert 'add_header X-Robots-Tag "noindex" always;' in inner[1]
    assert "add_header Content-Security-Policy" in inner[1]  # an inner place has only what it says itself
    root = ET.fromstring(told["web.config"])  # noqa: S314 - our own
    place = next(item for item in root.findall("location") if item.get("path") == "editions/draft")
    assert [item.get("value") for item in place.iter("add")] == ["noindex"]


def test_the_note_can_be_read_in_both_schemes() -> None:
    """Text of the note, and the mark in it, against what they stand on; it takes nothing from other sheets."""
    assert "var(" not in SHEET
    looks = re.findall(r"\.older-edition( b)? \{([^}]*)\}", re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL))
    pairs = [
        (ink[1], ground[1])
        for _, look in looks
        if (ink := re.search(r"[^-]color: (#\w+)", look)) and (ground := re.search(r"background: (#\w+)", look))
    ]
    assert len(pairs) == 6
    assert all(colors.contrast(*(_long(color) for color in pair)) >= 7 for pair in pairs)


def _long(color: str) -> str:
    return color if len(color) == 7 else "#" + "".join(2 * digit for digit in color[1:])


# What is kept --------------------------------------------------------------------


def test_a_frozen_plan_is_read_or_told_as_advice(folder: Path) -> None:
    """One that the program of today refuses stops no build: its findings say where they stand."""
    data = folder / "data"
    assert frozen_plan(data, "draft").plan
    plan = load_plan(data, folder / "docs").plan
    assert plan
    assert plan.editions
    assert not_compared(frozen_plan(data, "draft"), plan.editions, "draft") is None
    edit(data / "editions/draft/data/plan.yml", "period:", "periode:")
    refused = frozen_plan(data, "draft")
    assert refused.plan is None
    assert refused.findings[0].place().startswith("data/editions/draft/data/plan.yml:")
    advice = not_compared(refused, plan.editions, "draft")
    assert advice
    assert advice.level == "advice"
    assert advice.at.shown == "editions.yml: editions[1つ目/1st].id"
    assert advice.japanese.startswith("凍結した版「draft」のデータは、いまのプログラムでは読めません（誤り")
    assert frozen_plan(data, "nowhere").plan is None


def test_decided_documents_stay_as_they_were_frozen(folder: Path) -> None:
    """Those of an adopted edition that is frozen, but not what tells of the years since; none of a draft."""
    documents = {f"pdf/ja/{name}.pdf": name.encode() for name in ("whole", "projects/x", "progress", "report-2024")}
    keep(
        folder,
        "first",
        {**SITE, **documents},
        "status: adopted\n    days: {decided: 2023-03-20, published: 2023-04-01}",
    )
    plan = load_plan(folder / "data", folder / "docs").plan
    assert plan
    assert KeptEditions(plan, folder / "data").settled_documents() == {
        ("ja", "whole"): b"whole",
        ("ja", "projects/x"): b"projects/x",
    }
    edit(folder / "data/plan.yml", "id: first", "id: second")
    plan = load_plan(folder / "data", folder / "docs").plan
    assert plan
    assert KeptEditions(plan, folder / "data").settled_documents() == {}


def test_a_document_that_moved_before_it_was_frozen_stays(folder: Path) -> None:
    """It was kept under its former name too: its line in the addresses is no fault, and what was decided is there."""
    name = "pdf/ja/departments/accounting.pdf"
    keep(
        folder,
        "first",
        {**SITE, name: b"decided"},
        "status: adopted\n    days: {decided: 2023-03-20, published: 2023-04-01}",
    )
    (folder / "data/addresses.txt").write_text(
        f"{name} -> pdf/ja/whole.pdf\npdf/ja/other.pdf -> pdf/ja/whole.pdf\nabout/ -> levels/\n", encoding="utf-8"
    )
    desk = Desk(ROOT, folder / "docs", LOOKS, preview=True)
    desk.refresh()
    desk.complete()
    assert [finding.place() for finding in desk.findings] == ["data/addresses.txt:3"]
    (folder / "data/addresses.txt").write_text(f"{name} -> pdf/ja/whole.pdf\n", encoding="utf-8")
    desk.refresh()
    desk.complete()
    assert desk.findings == ()
    assert desk.site and name not in desk.site.redirects
    assert desk.site.kept and desk.site.kept.settled_documents()["ja", "departments/accounting"] == b"decided"


def test_a_saved_document_says_its_edition(folder: Path) -> None:
    """The plan, the document and the edition, without a sign that a system refuses."""
    edit(folder / "data/plan.yml", "みなも町くらしデジタル計画", '"みなも町: くらし/デジタル計画?"')
    plan = load_plan(folder / "data", folder / "docs").plan
    assert plan
    speak = Localizer("ja", plan.languages, plan.words)
    assert saved_as(plan, speak, "projects/one-counter", "first") == (
        "みなも町 くらし デジタル計画-projects-one-counter-first.pdf"
    )


# A whole site --------------------------------------------------------------------


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan whose draft was frozen before it was adopted and frozen, and that was renamed after that; three builds."""
    return once(tmp_path_factory, "editions", _three_builds)


def _three_builds(folder: Path) -> None:
    copy_city(folder)
    adopted = "  id: first\n  status: adopted\n  label: {ja: （案）, en: (Draft)}\n  decided: 2023-03-20\n"
    draft = "  id: draft\n  status: draft\n  label: {ja: （案）, en: (Draft)}\n"
    edit(folder / "data/plan.yml", adopted, draft)
    for now in (adopted, ""):
        build(folder)
        options = [f"--{name}={folder / name}" for name in ("data", "docs", "site")]
        assert main(["freeze", "--yes", *options]) == 0
        if now:
            edit(folder / "data/plan.yml", draft, now)
    edit(folder / "data/plan.yml", "くらしデジタル計画", "くらし推進計画")
    build(folder)


def test_every_link_within_an_older_edition_leads_somewhere(city: Path) -> None:
    """Pages and files, the sheet of the note, and what leads to the edition of today."""
    site, count = city / "site", 0
    pages = sorted((site / "editions/draft").rglob("*.html"))
    assert len(pages) > 60
    for path in pages:
        found = read(path)
        for address in [*found.links, *found.loads]:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            target = (path.parent / unquote(parts.path)).resolve()
            assert target.is_relative_to(site.resolve()), f"{path}: {address}"
            assert (target / "index.html" if target.is_dir() else target).is_file(), f"{path}: {address}"
            count += 1
    assert count > 1000


def test_the_site_with_older_editions_is_whole(city: Path) -> None:
    """The manifest knows every file; the sitemap has the pages of today alone; the same site gives the same bytes."""
    site = city / "site"
    assert list(manifest.differences(site)) == []
    assert "editions/draft/pdf/ja/whole.pdf" in manifest.digests(site)
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/plan/editions/</loc>" in sitemap
    assert "editions/draft" not in sitemap
    with zipfile.ZipFile(city / "data/editions/draft/site.zip") as kept:
        for name in kept.namelist():
            if not name.endswith(".html"):
                assert (site / "editions/draft" / name).read_bytes() == kept.read(name), name


def test_documents_do_not_change_after_the_decision(city: Path) -> None:
    """The plan is called otherwise on its pages; its documents are byte for byte those that were decided."""
    site = city / "site"
    assert "みなも町くらし推進計画" in (site / "index.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(city / "data/editions/first/site.zip") as kept:
        documents = [name for name in kept.namelist() if name.startswith("pdf/") and "report" not in name]
        assert len(documents) > 15
        for name in documents:
            if not name.endswith("progress.pdf"):
                assert (site / name).read_bytes() == kept.read(name), name


def test_an_edited_copy_is_a_fault(city: Path, tmp_path: Path) -> None:
    """It stands at the file that was edited."""
    folder = tmp_path / "edited"
    for name in ("data", "docs"):
        shutil.copytree(city / name, folder / name)
    edit(folder / "data/editions/draft/data/plan.yml", "町", "市")
    found = load_plan(folder / "data", folder / "docs").findings
    assert [finding.place() for finding in found] == ["data/editions/draft/data/plan.yml"]


@pytest.mark.parametrize(
    ("status", "number", "label", "name"),
    [
        ("draft", None, {"ja": "（案）", "en": "(Draft)"}, ("案", "Draft")),
        ("draft", None, {"ja": "【第2案】", "en": "(Second draft)"}, ("第2案", "Second draft")),
        ("adopted", None, None, ("決定", "Adopted")),
        ("revised", 2, None, ("改訂第2版", "Revision 2")),
        ("revised", 2, {"ja": "（中間見直し）", "en": "(review)"}, ("改訂第2版（中間見直し）", "Revision 2 (review)")),
    ],
)
def test_what_an_edition_is_called(
    plan: Plan, status: str, number: int | None, label: dict[str, str] | None, name: tuple[str, str]
) -> None:
    """As its label says while it was not decided; its label beside that afterwards."""
    edition = FrozenEdition.model_construct(status=status, number=number, label=label and Text.model_construct(label))
    speakers = [Localizer(code, plan.languages, plan.words) for code in ("ja", "en")]
    assert tuple(edition_name(edition, speak).plain for speak in speakers) == name
