"""Links of chapters and templates: they lead to pages, places and files, or are a finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from building import build, mkdocs
from copies import INVENTED, ROOT, copy_city, copy_plan
from plan.publishing.current import Desk


def desk_of(folder: Path) -> Desk:
    """A plan with the templates beside it, or those of the program."""
    own = folder / "overrides/pages"
    desk = Desk(folder, folder / "docs", own if own.is_dir() else ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    return desk


@pytest.mark.parametrize(
    "link", ["#nowhere", "../../tools/#nowhere", "support.md#nowhere", "../nowhere/", "../../nowhere.pdf"]
)
def test_a_link_of_a_chapter_that_leads_nowhere_is_a_finding(tmp_path: Path, link: str) -> None:
    """A place that no page has, a page and a file that are not there: the chapter and its line are told."""
    folder = copy_plan(tmp_path)
    chapter = folder / "docs/plan/overview.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + f"\n[先](../tools.md)\n\n[次]({link})\n", encoding="utf-8")
    desk = desk_of(folder)
    [found] = desk.findings
    assert (found.file, found.rule) == ("docs/plan/overview.md", "bad-link")
    lines = chapter.read_text(encoding="utf-8").split("\n")
    assert "nowhere" in lines[found.line - 1]
    assert desk.site is None


def test_a_heading_with_the_id_of_a_block_of_its_chapter_is_a_finding(tmp_path: Path) -> None:
    """Two places of one name on a page: the line of the heading is told, in every language."""
    folder = copy_plan(tmp_path)
    for name in ("overview.md", "overview.en.md", "overview.pt.md"):
        chapter = folder / "docs/plan" / name
        text = chapter.read_text(encoding="utf-8")
        chapter.write_text(f"{text}\n## x {{#tools}}\n\n{{{{ family: tools }}}}\n", encoding="utf-8")
    assert [str(found).split(" / ")[0] for found in desk_of(folder).findings] == [
        f"docs/plan/{name}:{line}: この章の差し込みにも、同じidの見出しがあります。"
        "この見出しを別のidにしてください（実際: 'tools'）"
        for name, line in (("overview.en.md", 15), ("overview.md", 15), ("overview.pt.md", 15))
    ]


def test_links_of_chapters_lead_to_pages_places_and_files(tmp_path: Path) -> None:
    """Written as files beside the chapter's own, they lead from the page to the page, in every language."""
    folder = copy_plan(tmp_path)
    (folder / "docs/plan/form.pdf").write_bytes(b"%PDF-1.4")
    links = '[a](support.md) [b](../tools.md#x) [c](form.pdf) [d](https://example.com/x.md) <a href="support.md">e</a>'
    tool = yaml.safe_load((folder / "data/families/tools.yml").read_text(encoding="utf-8"))["items"][0]["id"]
    for name in ("overview.md", "overview.en.md"):
        chapter = folder / "docs/plan" / name
        added = links.replace("#x", f"#{tool}")
        chapter.write_text(chapter.read_text(encoding="utf-8") + f"\n{added}\n", encoding="utf-8")
    desk = desk_of(folder)
    assert desk.site, desk.findings
    for uri, root in (("plan/overview.md", ""), ("plan/overview.en.md", "../")):
        html = desk.site.pages[uri].html
        led = re.findall(r'<a href="([^"]*)">[a-e]</a>', html)
        file = f"{root}../form.pdf" if not root else "../../../plan/form.pdf"
        assert led == ["../support/", f"../../tools/#{tool}", file, "https://example.com/x.md", "../support/"]


def test_a_link_of_a_template_that_leads_nowhere_is_a_finding(tmp_path: Path) -> None:
    """The template is told; the other pages say nothing."""
    folder = copy_city(tmp_path)
    template = folder / "overrides/pages/search.html"
    template.write_text(template.read_text(encoding="utf-8") + '<a href="nowhere/">x</a>\n', encoding="utf-8")
    assert {(found.file, found.line, found.details["found"]) for found in desk_of(folder).findings} == {
        ("overrides/pages/search.html", 1, "'nowhere/'")
    }


def test_a_build_with_a_dead_link_leaves_the_old_site(tmp_path: Path) -> None:
    """It stops with the finding before anything is written."""
    folder = copy_city(tmp_path)
    before = build(folder) / "index.html"
    old = before.read_bytes()
    with (folder / "docs/plan/overview.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n[次](#nowhere)\n")
    result = mkdocs(folder, "build", "--strict")
    assert result.returncode == 1
    assert "docs/plan/overview.md" in result.stderr
    assert "the link leads to no page, or its address may not be used, got '#nowhere'" in result.stderr
    assert before.read_bytes() == old


def test_the_invented_plan_has_no_dead_link() -> None:
    """Neither of a chapter nor of a template, in any language."""
    assert desk_of(INVENTED).findings == ()
