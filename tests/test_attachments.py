"""Files beside the chapters: a chapter's links decide what is published, in a build, in a preview and on paper."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from building import build, tree
from copies import ROOT, copy_city, copy_plan, edit
from plan.html import svg
from plan.outline import registry
from plan.paper.references import References
from plan.publishing.current import Desk
from plan.reading.attachments import MAX_BYTES
from plan.reading.files import WELL_KNOWN
from plan.reading.loader import load_plan
from plan.reading.well_known import PUBLISHED
from plan.showing.renderer import Renderer

SUPPORT = "docs/plan/support.md"
SAID = "総務課が進めます。"


def form(main: str = "spreadsheetml.sheet.main+xml", *more: str) -> bytes:
    """The least that is a workbook, or another kind of office file, with more parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        for name in ("[Content_Types].xml", *more):
            part = zipfile.ZipInfo(name, (2026, 4, 1, 0, 0, 0))
            parts.writestr(part, f'<Override ContentType="application/vnd.openxmlformats-officedocument.{main}"/>')
    return written.getvalue()


def linked(folder: Path, name: str, content: bytes, link: str = "") -> Path:
    """The invented plan with a file beside its chapters that the chapter on support links to."""
    if not (folder / "data").exists():
        copy_plan(folder)
    (folder / "docs/plan" / name).write_bytes(content)
    edit(folder / SUPPORT, SAID, f"{SAID}[様式]({link or name})")
    return folder


def test_what_a_chapter_links_to_is_among_the_files_of_the_site(tmp_path: Path) -> None:
    """In a preview as well; it goes with the link, and then is a finding."""
    folder = linked(tmp_path, "form.xlsx", form())
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert desk.findings == ()
    assert desk.site
    assert desk.site.files["plan/form.xlsx"] == folder / "docs/plan/form.xlsx"
    assert 'href="../form.xlsx"' in desk.site.pages["plan/support.md"].html
    edit(folder / SUPPORT, "[様式](form.xlsx)", "")
    desk.refresh()
    desk.complete()
    assert [(finding.place(), finding.rule) for finding in desk.findings] == [("docs/plan/form.xlsx", "unnamed-file")]


def test_a_name_that_a_mac_spells_apart_is_the_name_in_the_chapter(tmp_path: Path) -> None:
    """The file is published under the name that the link has."""
    apart, joined = (unicodedata.normalize(form, "ガイド.pdf") for form in ("NFD", "NFC"))
    folder = linked(tmp_path, apart, b"%PDF-1.7", joined)
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.findings == ()
    assert loaded.attachments == {f"plan/{joined}": folder / "docs/plan" / apart}


@pytest.mark.parametrize(
    ("name", "link", "href"),
    [
        ("様式 一.xlsx", "様式 一.xlsx", "../%E6%A7%98%E5%BC%8F%20%E4%B8%80.xlsx"),
        ("様式 一.xlsx", "<様式 一.xlsx>", "../%E6%A7%98%E5%BC%8F%20%E4%B8%80.xlsx"),
        ("様式　一.xlsx", "様式　一.xlsx", "../%E6%A7%98%E5%BC%8F%E3%80%80%E4%B8%80.xlsx"),
        ("form (1).xlsx", "form (1).xlsx", "../form%20%281%29.xlsx"),
        ("a.pdf", "a.pdf#page=3", "../a.pdf#page=3"),
    ],
)
def test_a_file_is_linked_by_the_name_that_it_has(tmp_path: Path, name: str, link: str, href: str) -> None:
    """With blanks in it, narrow or wide, as pictures are; a document also at a place within."""
    folder = linked(tmp_path, name, b"%PDF-1.7" if name.endswith("pdf") else form(), link)
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert desk.findings == ()
    assert desk.site
    assert f'href="{href}"' in desk.site.pages["plan/support.md"].html
    assert desk.site.files[f"plan/{name}"] == folder / "docs/plan" / name


@pytest.mark.parametrize("link", ["様式 二.xlsx", "a b", "form.xlsx#page=3", "https://city.example/a b.xlsx"])
def test_a_link_with_blanks_that_leads_nowhere_is_told(tmp_path: Path, link: str) -> None:
    """No such file; no file at all; a place in a file that has none; the address of another site."""
    folder = linked(tmp_path, "form.xlsx", form())
    edit(folder / SUPPORT, "[様式]", f"[表]({link})[様式]")
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert [(found.place(), found.rule, found.details["found"]) for found in desk.findings] == [
        ("docs/plan/support.md:5", "bad-link", f"'{link}'")
    ]


WORDS, SLIDES = "wordprocessingml.document.main+xml", "presentationml.presentation.main+xml"


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.xlsx", form(), ""),
        ("a.docx", form(WORDS), ""),
        ("a.pptx", form(SLIDES), ""),
        ("a.docx", form(), "other-kind-inside"),
        ("a.xlsx", form(WORDS), "other-kind-inside"),
        ("a.docx", b"PK\x03\x04 evil.exe", "other-kind-inside"),
        ("a.xlsx", form("spreadsheetml.sheet.main+xml", "xl/vbaProject.bin"), "macros-inside"),
        ("a.docx", form("ms-word.document.macroEnabled.main+xml"), "macros-inside"),
        ("a.pdf", b"%PDF-1.7", ""),
        ("a.pdf", b"<html><script>x</script>%PDF-1.7", "other-kind-inside"),
        ("a.txt", "\ufeff〇 < 1".encode(), ""),
        ("a.csv", "年,値".encode("utf-16"), ""),
        ("a.csv", "年,値".encode("cp932"), ""),
        ("a.txt", b"\xef\xbb\xbf\n<!DOCTYPE html><script>", "other-kind-inside"),
        ("a.csv", b"MZ\0\0", "other-kind-inside"),
    ],
)
def test_a_file_holds_what_its_name_says(tmp_path: Path, name: str, content: bytes, rule: str) -> None:
    """An office file has the main part of its kind and no macros, a document begins as one, a text is no page."""
    folder = linked(tmp_path, name, content)
    found = load_plan(folder / "data", folder / "docs").findings
    assert [(one.place(), one.rule) for one in found] == ([(f"docs/plan/{name}", rule)] if rule else [])


def test_a_file_has_a_largest_size(tmp_path: Path) -> None:
    """Of one byte more it is told, with both sizes."""
    folder = linked(tmp_path, "map.pdf", b"%PDF-1.7")
    with (folder / "docs/plan/map.pdf").open("r+b") as file:
        file.truncate(MAX_BYTES)
    assert load_plan(folder / "data", folder / "docs").findings == ()
    with (folder / "docs/plan/map.pdf").open("r+b") as file:
        file.truncate(MAX_BYTES + 1)
    assert [str(finding) for finding in load_plan(folder / "data", folder / "docs").findings] == [
        "docs/plan/map.pdf: ファイルは20000000バイトまでです（実際: 20000001バイト） / "
        "a file has at most 20000000 bytes; this one has 20000001"
    ]


def test_paper_leads_to_the_file_on_the_site(tmp_path: Path) -> None:
    """Its full address, the same in every language."""
    folder = linked(tmp_path, "form.xlsx", form())
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", tmp_path)
    for language in ("ja", "en"):
        node = {"k": "link", "href": "../form.xlsx"}
        References(renderer, language).lead(node, "plan/support", "ja")
        assert (node["target"], node["url"]) == ("", "https://minamo.example/plan/plan/form.xlsx")


def test_a_build_holds_what_is_named_and_nothing_else(other_city: Path, tmp_path: Path) -> None:
    """What systems leave in docs/ stays there; each name at the root of the site is the program's or the plan's."""
    folder = copy_city(tmp_path)
    linked(folder, "form.xlsx", form())
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "plan/._form.xlsx"):
        (folder / "docs" / name).write_bytes(b"x")
    built = tree(build(folder))
    assert set(built) - set(tree(other_city)) == {"plan/form.xlsx"}
    assert set(tree(other_city)) <= set(built)
    assert {name.split("/")[0].lower() for name in built} - registry.RESERVED == {"plan", "en", "pt", "tools"}


DRAWN = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 9 9"
 xml:space="preserve" i:version="1.3"><title>Water &amp; stone</title><metadata><a>me</a></metadata><i:v><path/></i:v>
<linearGradient id="g"><stop offset="0" style="stop-color:#fff;-inkscape-stroke:none"/></linearGradient>
<g i:label="1" transform="rotate(3 1,2)"><path style="fill:url(#g); stroke: rgb(0, 0, 9)" d="M0 0h9"/></g></svg>
"""


def test_a_picture_is_written_anew_with_all_that_draws() -> None:
    """A style becomes attributes; what an editor keeps for itself and comments are left out, and nothing else is."""
    assert svg.picture_faults(DRAWN, "x.svg") == ()
    made = svg.rebuilt(DRAWN).decode()
    assert made == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Water &amp; stone</title>\n'
        '<linearGradient id="g"><stop offset="0" stop-color="#fff"></stop></linearGradient>\n'
        '<g transform="rotate(3 1,2)"><path d="M0 0h9" fill="url(#g)" stroke="rgb(0, 0, 9)"></path></g></svg>'
    )
    assert svg.rebuilt(made).decode() == made


HOSTILE = {
    "<svg xmlns='http://www.w3.org/2000/svg'><x:script xmlns:x='http://www.w3.org/2000/svg'/></svg>": "script",
    "<svg xmlns='http://www.w3.org/2000/svg'><m xmlns='http://www.w3.org/1999/xhtml'/></svg>": "m",
    "<svg xmlns='http://www.w3.org/2000/svg'><use href='#a'><animate attributeName='href'/></use></svg>": "animate",
    "<svg xmlns='http://www.w3.org/2000/svg'><style>@import 'x'</style></svg>": "style",
    "<svg xmlns='http://www.w3.org/2000/svg'><g onclick='x()'/></svg>": "onclick",
    "<svg xmlns='http://www.w3.org/2000/svg'><use href='b.svg#a'/></svg>": "b.svg#a",
    "<svg xmlns='http://www.w3.org/2000/svg'><g fill='\\75rl(http://e.example/)'/></svg>": "\\75rl(http://e.example/)",
    "<svg xmlns='http://www.w3.org/2000/svg'><g style='fill:image-set(\"e\")'/></svg>": 'fill: image-set("e")',
    "<svg xmlns='http://www.w3.org/2000/svg'><g style='fill:url(http://e.example/)'/></svg>": "fill: url(http://e.example/)",
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/png;base64,AA=='/></svg>": "image",
    "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>": "foreignObject",
    "<svg xmlns='http://www.w3.org/2000/svg'><a href='javascript:x()'/></svg>": "a",
    "<!DOCTYPE svg [<!ENTITY e 'x'>]><svg xmlns='http://www.w3.org/2000/svg'>&e;</svg>": "!DOCTYPE",
    "<?xml-stylesheet href='x'?><svg xmlns='http://www.w3.org/2000/svg'/>": "?xml-stylesheet",
}


@pytest.mark.parametrize("picture", HOSTILE)
def test_what_does_more_than_draw_is_refused_once(picture: str) -> None:
    """In one sentence that quotes it; such a picture is never written."""
    [finding] = svg.picture_faults(picture, "data/ornament.svg")
    assert (finding.rule, finding.details) == ("not-only-drawn", {"found": f"'{HOSTILE[picture]}'"})
    with pytest.raises(ValueError, match="図形と文字のほかは使えません"):
        svg.rebuilt(picture)


def test_security_txt_is_published_without_a_link(tmp_path: Path) -> None:
    """Others look for it at the root of a site; a preview sees that it changed."""
    folder = copy_plan(tmp_path)
    file = folder / "docs/.well-known/security.txt"
    file.parent.mkdir()
    file.write_text("Contact: https://minamo.example/\nExpires: 2027-03-31T00:00:00+09:00\n", encoding="utf-8")
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    assert desk.findings == ()
    assert desk.site
    assert desk.site.files[".well-known/security.txt"] == file
    file.write_text("Contact: https://minamo.example/\n", encoding="utf-8")
    desk.refresh()
    assert [(finding.place(), finding.rule) for finding in desk.findings] == [
        ("docs/.well-known/security.txt:1", "well-known-lacks")
    ]


def test_mkdocs_leaves_out_nothing_that_is_published_by_its_name() -> None:
    """MkDocs passes over names that begin with a dot, but for those that its settings name."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\n")
    assert [name for name in PUBLISHED if f"  !{WELL_KNOWN}/{name}" not in settings] == []
