"""Each text, list, table, picture and card of a draft has a number that stays, by which a comment on it is written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from cases import Case, cases
from copies import copy_plan, edit
from plan.commands.numbers import number
from plan.html.tree import page_tree
from plan.opendata.parts import text_file
from plan.pages.site import Site
from plan.paper.edition import PaperEdition
from test_consultation import plan as asking
from test_course import rendered, site_of, words

CASES = cases("comment_numbers", "before", "between", "after", "numbers", "gone")
NUMBERS = "data/comment-numbers.txt"


def numbered(folder: Path) -> dict[str, str]:
    """What each number of the first chapter was given to, in the order of the file, once more numbers are given."""
    assert number(folder / "data", folder / "docs") == 0
    lines = (folder / NUMBERS).read_text(encoding="utf-8").splitlines()
    found = (re.fullmatch(r"(\S+) \w+ plan/overview\S* \S+ (.*)", line) for line in lines)
    return {line[1]: line[2] for line in found if line}


@pytest.mark.parametrize("case", CASES)
def test_a_number_stays_with_what_it_was_given_to(case: Case, tmp_path: Path) -> None:
    """Whatever is put in, corrected, moved or taken out; what is lost is told, and its number given to nothing else."""
    folder, page = copy_plan(tmp_path), tmp_path / "docs/plan/overview.md"
    for other in page.parent.glob("overview.*.md"):
        other.unlink()
    edit(
        folder / "data/plan.yml", "  - {code: en, name: English}\n", "  - {code: en, name: English, complete: false}\n"
    )
    for text in ("before", "between", "after"):
        if text in case:
            page.write_text(case[text], encoding="utf-8")
            found = numbered(folder)
    expected = {**case["numbers"], **case.get("gone", {})}
    assert list(found.items()) == list(expected.items())
    written = (folder / NUMBERS).read_bytes()
    assert numbered(folder) == expected
    assert (folder / NUMBERS).read_bytes() == written, "with nothing new nothing is written"


def test_what_is_lost_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its number and how it began."""
    folder = copy_plan(tmp_path)
    numbered(folder)
    for page in (folder / "docs/plan").glob("support*.md"):
        page.write_text(re.sub(r"(?m)^[^#{\n].*$", "", page.read_text(encoding="utf-8")), encoding="utf-8")
    capsys.readouterr()
    numbered(folder)
    assert "が付いていたもの（総務課が進めます。）は、いまの案にありません" in capsys.readouterr().out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A numbered draft on which opinions are taken."""
    folder = asking(tmp_path_factory.mktemp("numbered"), "open")
    numbered(folder)
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    """Its site."""
    return site_of(folder)


def test_a_number_is_a_link_that_no_keyboard_stops_at(site: Site) -> None:
    """It says what it does and fills in a mail; a list at the end of the page has each again for the keyboard."""
    page = site.pages["plan/overview.md"].html
    links = re.findall(r'<a class="comment-number screen-only" tabindex="-1" href="([^"]*)" aria-label="([^"]*)"', page)
    assert [label for _, label in links] == [f"番号{n}に意見を書く" for n in range(1, 5)]
    assert links[0][0].startswith("mailto:iken@minamo.example?subject=")
    address = "https://minamo.example/plan/plan/overview/"
    assert unquote(links[0][0]).endswith(f"&amp;body=番号: 1\r\n{address}\r\n\r\n意見:")
    assert '<p id="comment-1" data-number="1">町の計画です。' in page
    listed = page[page.index('<details class="comment-list') :].partition("</details>")[0]
    assert words(listed) == "番号を選んで意見を書く 1 2 3 4"
    assert "tabindex" not in listed


def test_a_translation_has_the_numbers_of_the_original(site: Site) -> None:
    """And says in its own language what they are for."""
    page = site.pages["plan/overview.en.md"].html
    assert re.findall(r'id="comment-(\d)"', page) == ["1", "2", "3", "4"]
    assert 'aria-label="Comment on no. 1"' in page


def test_a_card_says_its_number_under_its_title(site: Site) -> None:
    """As a link of its own."""
    page = site.pages["projects/one-counter.md"].html
    found = re.search(r'<p class="comment-all screen-only" id="comment-(\d+)" data-not-plan>(.*?)</p>', page)
    assert found
    assert words(found[2]) == f"これに意見を書く（番号{found[1]}）"


def held(site: Site, name: str) -> str:
    """What a file of a site says."""
    found = site.file(name)
    return (found.read_bytes() if isinstance(found, Path) else found or b"").decode()


def test_numbers_are_no_text_of_the_plan(site: Site, folder: Path, tmp_path: Path) -> None:
    """Neither a search nor the text edition has them: both are as without numbers."""
    plain = asking(tmp_path, "open")
    bare = site_of(plain)
    found = [
        json.loads(held(of, "assets/search.ja.js").removeprefix("window.planIndex=").rstrip(";\n"))
        for of in (site, bare)
    ]
    one, other = ([page for page in index["pages"] if page[0] != "consultation/"] for index in found)
    assert one == other
    assert held(site, text_file("ja")) == held(bare, text_file("ja"))
    assert 'data-number="' not in bare.pages["plan/overview.md"].html


def test_a_form_takes_the_number_where_the_data_says_how(tmp_path: Path) -> None:
    """In its address, beside what that has already."""
    folder = asking(tmp_path, "open")
    old = (
        "  - {how: mail, text: {ja: 件名を「計画への意見」として, en: With the subject “Comment on the plan”},"
        " mail: iken@minamo.example}\n"
    )
    form = 'page: "https://minamo.example/iken/?form=7", number_in: "entry.12"'
    edit(folder / "data/consultation.yml", old, f"  - {{how: form, text: {{ja: 町の, en: The town's}}, {form}}}\n")
    numbered(folder)
    assert 'href="https://minamo.example/iken/?form=7&amp;entry.12=1"' in site_of(folder).pages["plan/overview.md"].html


def test_after_the_last_day_a_number_is_no_link(tmp_path: Path) -> None:
    """It stands as it stood, to be looked up; of an adopted plan links from the result find the place alone."""
    folder = asking(tmp_path, "over")
    numbered(folder)
    page = site_of(folder).pages["plan/overview.md"].html
    assert '<small class="comment-number screen-only" data-not-plan>1</small>' in page
    assert "comment-list" not in page
    edit(folder / "data/plan.yml", "  status: draft\n", "  status: adopted\n  decided: 2024-04-30\n")
    page = site_of(folder).pages["plan/overview.md"].html
    assert '<p id="comment-1">' in page
    assert "comment-number" not in page


def test_paper_has_the_numbers(folder: Path) -> None:
    """In the margin of the chapter, among the facts of a card; each leads to the mail."""
    edition = PaperEdition(rendered(folder), "ja")
    documents = {document.name: document.content for document in edition.documents()}
    chapter = documents["whole"]["sheets"][3]
    assert [block["number"] for block in chapter["c"] if "number" in block] == ["1", "2", "3", "4"]
    assert ["意見のための番号", "8"] in documents["projects/phone-help"]["sheets"][0]["card"]["facts"]
    assert documents["whole"]["comment"].startswith("mailto:iken@minamo.example?subject=")
    assert "{number}" in documents["whole"]["comment"]


def test_a_block_within_a_block_keeps_its_tree() -> None:
    """A number belongs to the block that it was given to, and a page without numbers has none."""
    (group,) = page_tree('<div id="comment-3" data-number="3"><ul><li>x</li></ul></div>', "page")
    assert (group["k"], group["number"]) == ("group", "3")
    assert "number" not in group["c"][0]
