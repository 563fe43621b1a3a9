"""Links of chapters: each that leads nowhere is told where it is written, with what was meant, in preview and build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from copies import INVENTED, ROOT, copy_plan
from plan.html import links
from plan.paper.document_names import document_names
from plan.paper.edition import PaperEdition
from plan.publishing.current import Desk
from plan.reading.loader import load_plan
from plan.showing.renderer import Renderer
from test_attachments import form

CHAPTER = "docs/plan/overview.md"
NOWHERE = "the link leads to no page, or its address may not be used, got"
#: What a chapter writes, the address that is told, and what is said to be meant.
DEAD = [
    ("[先](support.md#structur)", "support.md#structur", "support.md#structure"),
    ("[先](#abuot)", "#abuot", "#about"),
    ("[先](../tools.md#x)", "../tools.md#x", "../tools.md"),
    ("[先](../projekts/)", "../projekts/", "../projects/index.md"),
    ("[先](../projects/)", "../projects/", "../projects/index.md"),
    ("[先](projects/bus-counter/)", "projects/bus-counter/", "../projects/bus-counter.md"),
    ("[先](../projects/bus-countr.md)", "../projects/bus-countr.md", "../projects/bus-counter.md"),
    ("[先](../../projects/nowhere/)", "../../projects/nowhere/", ""),
    ("[先](../pdf/ja/hole.pdf)", "../pdf/ja/hole.pdf", ""),
    ("- 項目\n    - [先](#abuot)", "#abuot", "#about"),
    ("> [先](#abuot)", "#abuot", "#about"),
    ("| 一 | 二 |\n| --- | --- |\n| a | [先](#abuot) |", "#abuot", "#about"),
    ("本文[^注]\n\n[^注]: 注の[先](#abuot)", "#abuot", "#about"),
    ("語\n:   [先](#abuot)", "#abuot", "#about"),
    ("[先][名]\n\n[名]: #abuot", "#abuot", "#about"),
    ('<a href="#abuot">先</a>', "#abuot", "#about"),
    ("https://minamo.example/plan/toolz/", "https://minamo.example/plan/toolz/", "../tools.md"),
]


#: What would be a fault of its own in a translation.
JAPANESE = re.compile("[ぁ-んァ-ヶー一-龥]+")


def desk_with(folder: Path, written: str, *more: str) -> Desk:
    """The invented plan with something at the end of a chapter in every language."""
    copy_plan(folder)
    for name in ("overview.md", "overview.en.md", "overview.pt.md"):
        with (folder / "docs/plan" / name).open("a", encoding="utf-8") as chapter:
            chapter.write(f"\n{written if name == 'overview.md' else JAPANESE.sub('word', written)}\n")
    for name in more:
        (folder / name).write_bytes(form())
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    return desk


@pytest.mark.parametrize(("written", "address", "meant"), DEAD, ids=[item[0].replace("\n", "/") for item in DEAD])
def test_a_link_that_leads_nowhere_is_told_at_its_line(tmp_path: Path, written: str, address: str, meant: str) -> None:
    """Once for each language's file, also within notes, tables and lists; with the address that would lead there."""
    found = {finding.file: finding for finding in desk_with(tmp_path, written).findings}
    assert sorted(found) == ["docs/plan/overview.en.md", CHAPTER, "docs/plan/overview.pt.md"]
    finding = found[CHAPTER]
    hint = f"; did you mean '{meant}'?" if meant else ""
    assert (finding.rule, finding.english) == ("bad-link", f"{NOWHERE} '{address}'{hint}")
    lines = (tmp_path / CHAPTER).read_text(encoding="utf-8").split("\n")
    assert address in lines[finding.line - 1]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("[先](/projects/bus-counter/)", "../projects/bus-counter.md"),
        ("[先](/plan/support.md#structure)", "support.md#structure"),
        ("[先](/)", "../index.md"),
        ("[先](/pdf/ja/whole.pdf)", "../pdf/ja/whole.pdf"),
    ],
)
def test_an_address_from_the_root_is_told_with_the_one_that_leads_anywhere(
    tmp_path: Path, written: str, instead: str
) -> None:
    """A site may lie in a folder of its server; the address that is named instead is sound."""
    desk = desk_with(tmp_path / "one", written)
    address = written[written.index("(") + 1 : -1]
    assert {finding.english for finding in desk.findings} == {
        f"an address that begins with '/' leads elsewhere where the site is not at the root, got '{address}'; "
        f"write {instead}"
    }
    assert desk_with(tmp_path / "other", f"[先]({instead})").findings == ()


def test_an_address_that_stands_on_two_lines_is_told_twice(tmp_path: Path) -> None:
    """Each line is to be mended; what stands in code is no link."""
    desk = desk_with(tmp_path, "[一](#nai)\n\n`[零](#nai)` と [二](#nai) と [三](#nai)")
    lines = (tmp_path / CHAPTER).read_text(encoding="utf-8").split("\n")
    told = [finding.line for finding in desk.findings if finding.file == CHAPTER]
    assert told == [number for number, line in enumerate(lines, start=1) if "(#nai)" in line]


SOUND = (
    "[一](support.md) [二](support.md#structure) [三](#about) [四](../tools.md) [五](../../tools/) [六](form.xlsx) "
    "[七](../pdf/ja/whole.pdf) [八](../projects/bus-counter.md) [九](../index.md) <https://city.example/x> "
    "https://minamo.example/plan/tools/ [十][名] <mailto:a@b.example> [十一](tel:0270000000)\n\n"
    "[名]: ../departments.md\n"
)


def test_sound_links_are_left_alone(tmp_path: Path) -> None:
    """Also to a document, which a preview does not print, and to a file beside the chapter."""
    desk = desk_with(tmp_path, SOUND, "docs/plan/form.xlsx")
    assert desk.findings == ()
    assert desk.site


def test_the_names_of_documents_are_those_that_are_printed(tmp_path: Path) -> None:
    """A page may lead to a document before it is made."""
    loaded = load_plan(INVENTED / "data", INVENTED / "docs")
    assert loaded.plan
    renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", tmp_path)
    made = [document.name for document in PaperEdition(renderer, "ja").documents()]
    assert list(document_names(loaded.plan, renderer.catalog)) == made


def test_an_empty_address_is_found() -> None:
    """It would lead to the page itself."""
    assert links.lines_of('# 題\n\n[a](x.md)\n[b]()\n<a href="">c</a>\n', "") == (4, 5)
    assert links.lines_of("# 題\n", "x") == (1,)


def test_all_links_that_lead_nowhere_are_told_in_one_run(tmp_path: Path) -> None:
    """Those that the chapters alone tell, those that need the pages, and those to a file, each once.

    The file that a link with other capitals means is not told as one that nothing names.
    """
    written = (
        "[一](support.md#nai) [二](../projekts/) [三](/plan/projects/) [四](../../projects/nowhere/) [五](nai.md#x)\n"
        "[六](form.csv) [七](nai.csv) [八](#nai)"
    )
    desk = desk_with(tmp_path, written, "docs/plan/Form.csv")
    assert desk.site is None
    lines = (tmp_path / CHAPTER).read_text(encoding="utf-8").split("\n")
    told = {lines[one.line - 1][:4]: set() for one in desk.findings if one.file == CHAPTER}
    for one in desk.findings:
        if one.file == CHAPTER:
            told[lines[one.line - 1][:4]].add((one.rule, one.details["found"], one.details.get("meant")))
    assert told == {
        "[一](": {
            ("bad-link", "'support.md#nai'", "support.md"),
            ("bad-link", "'../projekts/'", "../projects/index.md"),
            ("link-from-root", "'/plan/projects/'", None),
            ("bad-link", "'../../projects/nowhere/'", None),
            ("bad-link", "'nai.md'", None),
        },
        "[六](": {
            ("bad-link", "'form.csv'", "Form.csv"),
            ("bad-link", "'nai.csv'", None),
            ("bad-link", "'#nai'", None),
        },
    }
    assert {one.file for one in desk.findings} == {CHAPTER, "docs/plan/overview.en.md", "docs/plan/overview.pt.md"}


def test_a_file_that_is_told_is_no_dead_link_beside(tmp_path: Path) -> None:
    """It is there, and what is wrong with it is said once; the links are told with it."""
    desk = desk_with(tmp_path, "[一](form.xlsx) [二](../projekts/)", "docs/plan/form.xlsx", "docs/plan/other.xlsx")
    (tmp_path / "docs/plan/form.xlsx").write_bytes(b"no workbook")
    desk.refresh()
    desk.complete()
    assert [(one.file, one.rule) for one in desk.findings] == [
        ("docs/plan/form.xlsx", "other-kind-inside"),
        ("docs/plan/other.xlsx", "unnamed-file"),
        *((f"docs/plan/overview{language}.md", "bad-link") for language in (".en", "", ".pt")),
    ]
