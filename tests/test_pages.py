"""A page is one record: what is added in one place is found in all; its links lead somewhere; its HTML is made once."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from building import ENVIRONMENT, build
from copies import INVENTED, ROOT, copy_city, copy_plan, edit
from plan.html import headings, prose
from plan.outline.page import MENU, Page, PageError
from plan.outline.registry import PAGES, entry
from plan.publishing.current import Desk

REGISTRY, WORDS = "hooks/plan/outline/registry.py", "hooks/plan/reading/words.yml"
#: A page as README.md says that one is added: a record, a template, its words.
RECORD = """    Page(
        name="thanks",
        template="thanks.html",
        needs="",
        title=word("thanks"),
        description=word("thanks_description"),
        menu=entry("about", "thanks"),
        hides=frozenset(),
        search=findable(named("thanks"), rank=0.8, only_lead=False),
        sources=data("vision.yml"),
        picture="plan",
        machine=_website,
        given=nothing,
        indexed=True,
    ),
)

#: The first folders"""
TEMPLATE = '{{ heading(title, level=1) }}\n\n<p>{{ plan.vision.statement }}</p>\n\n{{ heading(w.thanks, "who") }}\n'
TEXTS = """
thanks: {ja: 謝辞, en: Acknowledgements}
thanks_description: {ja: 計画づくりに加わった人たち, en: Who took part in the plan}
"""
#: What the copy's own program says of its page: where it comes from, whether it may be stale, whether it is reserved.
ASKED = """
import json, sys
from pathlib import Path
from plan.commands import confirm
from plan.outline.registry import RESERVED
from plan.pages import origins
from plan.publishing.current import Desk
root = Path(sys.argv[1])
assert confirm.record(root / "data", root / "docs") == 0
vision = root / "data/vision.yml"
vision.write_text(vision.read_text(encoding="utf-8").replace("ja: ", "ja: 新しい", 1), encoding="utf-8")
desk = Desk(root, root / "docs", root / "overrides/pages", preview=True)
desk.refresh()
assert desk.site, desk.findings
page = desk.site.records["thanks"]
print(json.dumps({
    "origins": [[place.file, place.line] for place in origins.places(page, "ja", desk.loaded)],
    "stale": sorted(uri for uri, shown in desk.site.pages.items() if shown.name == "thanks" and shown.stale),
    "reserved": "thanks" in RESERVED,
}))
"""


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one page more, and the invented plan built with it."""
    folder = copy_city(tmp_path_factory.mktemp("added"))
    edit(folder / REGISTRY, ")\n\n#: The first folders", RECORD)
    (folder / "overrides/pages/thanks.html").write_text(TEMPLATE, encoding="utf-8")
    with (folder / WORDS).open("a", encoding="utf-8") as words:
        words.write(TEXTS)
    build(folder)
    return folder


def text(folder: Path, name: str) -> str:
    """A file of the built site."""
    return (folder / "site" / name).read_text(encoding="utf-8")


def test_an_added_page_is_in_every_language_with_its_text(added: Path) -> None:
    """Its template, under its title, linked to its other languages and to itself as the canonical page."""
    for name, language, title in (("", "ja", "謝辞"), ("en/", "en", "Acknowledgements")):
        page = text(added, f"{name}thanks/index.html")
        assert f'<html lang="{language}">' in page
        assert re.search(rf'<h1 id="[a-z_0-9]+">{title}</h1>', page)
        for code, folder in (("ja", ""), ("en", "en/"), ("pt", "pt/")):
            assert re.search(rf'<link rel="alternate" hreflang="{code}" href="[^"]*/{folder}thanks/">', page)
        assert re.search(rf'<link rel="canonical" href="[^"]*/{name}thanks/">', page)


def test_an_added_page_is_in_the_menu_and_the_sitemap(added: Path) -> None:
    """In its section after the pages before it; in the sitemap in each language."""
    assert '<a href="../about/">この版について</a>' in text(added, "glossary/index.html")
    menu = re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', text(added, "glossary/index.html").split("</header>")[0])
    assert menu[-1] == ("../thanks/", "謝辞")
    assert '<a href="../thanks/">Acknowledgements</a>' in text(added, "en/glossary/index.html")
    assert len(re.findall("<loc>[^<]*/thanks/</loc>", text(added, "sitemap.xml"))) == 3


def test_an_added_page_is_found_and_told_to_machines(added: Path) -> None:
    """The search knows title, words and section; the page has a share picture and data for machines."""
    index = json.loads(text(added, "assets/search.ja.js").removeprefix("window.planIndex=").removesuffix(";\n"))
    address, title, keys, said, rank, sections = next(page for page in index["pages"] if page[0] == "thanks/")
    assert (title, keys, rank) == ("謝辞", ["謝辞", "Acknowledgements"], 0.8)
    assert "謝辞" in said
    assert [section[1:] for section in sections] == [["who", "謝辞"]]
    page = text(added, "thanks/index.html")
    machine = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert machine and json.loads(machine[1])["url"].endswith(f"/{address}")
    picture = re.search(r'<meta property="og:image" content="[^"]*/(assets/share/[^"]*)">', page)
    assert picture and (added / "site" / picture[1]).is_file()


def test_an_added_page_names_its_files_and_keeps_its_name(added: Path, tmp_path: Path) -> None:
    """The preview leads to its file, a changed original makes its translations stale, and no chapter is called so."""
    folder = copy_plan(tmp_path)
    (folder / "overrides").symlink_to(added / "overrides")
    environment = os.environ | {"PYTHONPATH": str(added / "hooks")}
    command = [sys.executable, "-c", ASKED, str(folder)]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[-1]) == {
        "origins": [["data/vision.yml", 1]],
        "stale": ["thanks.en.md"],
        "reserved": True,
    }


def test_a_record_that_leaves_a_fact_out_is_an_error() -> None:
    """Each of the facts has to be said, also that there is none."""
    whole = vars(PAGES[0])
    assert Page(**whole) == PAGES[0]
    for fact in whole:
        with pytest.raises(TypeError, match=f"missing 1 required keyword-only argument: '{fact}'"):
            Page(**{name: value for name, value in whole.items() if name != fact})


def test_a_record_in_a_section_that_the_menu_lacks_is_refused() -> None:
    """It would be in no menu: page and section are told, with the sections that there are."""
    with pytest.raises(PageError) as raised:
        replace(PAGES[0], name="contacts", menu=entry("abuot", "contact")).check()
    assert str(raised.value) == (
        "ページ「contacts」: メニューに「abuot」という区分はありません。hooks/plan/outline/page.py の MENU にあるのは "
        f"{', '.join(MENU)} です / page `contacts`: the menu has no section `abuot`; "
        f"MENU in hooks/plan/outline/page.py has {', '.join(MENU)}"
    )


def test_a_record_that_needs_what_no_plan_has_is_refused() -> None:
    """Page and part are told, with the parts that there are."""
    with pytest.raises(PageError) as raised:
        replace(PAGES[0], name="contacts", needs="ruls").check()
    assert str(raised.value).startswith(
        "ページ「contacts」: needs にある「ruls」という部分は計画にありません。あるのは details, "
    )
    assert ", rules, " in str(raised.value)


def with_record(tmp_path: Path, old: str, new: str) -> subprocess.CompletedProcess[str]:
    """The build of a copy of the program whose record of the page of rules says something else."""
    folder = copy_city(tmp_path)
    edit(folder / REGISTRY, old, new)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'template="tools.html"',
            'template="contacts.html"',
            "ページ「tools」: テンプレート overrides/pages/contacts.html がありません / "
            "page `tools`: there is no template overrides/pages/contacts.html",
        ),
        (
            'title=word("tools")',
            'title=word("contacts")',
            "ページ「tools」: hooks/plan/reading/words.yml に「contacts」という言葉がありません / "
            "page `tools`: there is no word `contacts` in hooks/plan/reading/words.yml",
        ),
        (
            'findable(_tools, named("tools")',
            'findable(_tools, named("contacts")',
            "ページ「tools」: hooks/plan/reading/words.yml に「contacts」という言葉がありません / "
            "page `tools`: there is no word `contacts` in hooks/plan/reading/words.yml",
        ),
    ],
)
def test_a_record_that_names_what_is_not_there_is_told_in_a_sentence(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """A template, a word of its title, a word that it is found by: the page is told, without a traceback."""
    result = with_record(tmp_path, old, new)
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) < 10


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{{ own_words(w.roadmap_projects_lead, views.years_note, views.doubts_away(catalog.cards, phases=true)) }}",
            "<p>{{ w.roadmap_projects_lead }}</p>",
            "ページ「roadmap」: 「色の付いた年度が計画期間です。年度の分かる段階と、"
            "目標値の年度を示しています。」はこのサイトの説明です。"
            "overrides/pages/components/own-words.html の own_words で載せます。",
        ),
        (
            "{{ own_words(w.roadmap_projects_lead, views.years_note, views.doubts_away(catalog.cards, phases=true)) }}",
            "{{ own_words(plan.roadmap.intro) }}",
            "」はこのサイトの説明ではないので、own_words では載せられません / page `roadmap`: “",
        ),
    ],
)
def test_a_template_that_mixes_the_sites_words_with_the_plans_is_told_in_a_sentence(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """The site's own without its mark, the plan's with it: the page and the words are told, without a traceback."""
    folder = copy_city(tmp_path)
    edit(folder / "overrides/pages/roadmap.html", old, new)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    result = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr


# Links ------------------------------------------------------------------------


def desk_of(folder: Path) -> Desk:
    """A plan with the templates beside it, or those of the program."""
    own = folder / "overrides/pages"
    desk = Desk(folder, folder / "docs", own if own.is_dir() else ROOT / "overrides/pages", preview=True)
    desk.refresh()
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


def test_links_of_chapters_lead_to_pages_places_and_files(tmp_path: Path) -> None:
    """Written as files beside the chapter's own, they lead from the page to the page, in every language."""
    folder = copy_plan(tmp_path)
    (folder / "docs/plan/form.pdf").write_bytes(b"%PDF-1.4")
    links = '[a](support.md) [b](../tools.md#x) [c](form.pdf) [d](https://example.com/x.md) <a href="support.md">e</a>'
    tool = yaml.safe_load((folder / "data/tools.yml").read_text(encoding="utf-8"))["tools"][0]["id"]
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
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    result = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "docs/plan/overview.md" in result.stderr
    assert "the link leads to no page, or its address may not be used, got '#nowhere'" in result.stderr
    assert before.read_bytes() == old


# HTML is made once ----------------------------------------------------------------


def test_chapters_have_one_converter() -> None:
    """No other module of the program imports Python-Markdown to convert, and MkDocs is given nothing to convert."""
    converting = []
    for path in (ROOT / "hooks").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import) and any(alias.name == "markdown" for alias in node.names):
                converting.append(path.relative_to(ROOT / "hooks").as_posix())
    assert converting == ["plan/html/prose.py"]
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert "hooks" in settings and "markdown_extensions" not in settings


def test_a_page_of_a_partial_language_holds_no_markup_in_an_attribute(other_city: Path) -> None:
    """Words of another language are marked as such in a text, and are bare in an attribute."""
    pages = sorted((other_city / "pt").rglob("*.html"))
    assert len(pages) > 10
    assert any('class="untranslated"' in page.read_text(encoding="utf-8") for page in pages)
    for page in pages:
        assert not re.search(r'="[^"<>]*<', page.read_text(encoding="utf-8")), page


CHAPTER = """# Title *here*

Opening.
{{ vision }}
## One {#one}

- a

{{ chart: population }}

Text `<b>` end.

### Two {#two}
"""


def test_prose_leaves_a_place_for_each_block() -> None:
    """Between pieces of finished HTML, each with its headings; the title stands apart."""
    made = prose.convert(CHAPTER)
    assert made.title.strip() == '<h1 id="title-here">Title <em>here</em></h1>'
    assert made.places == ("{{ vision }}", "{{ chart: population }}")
    assert [piece.strip() for piece in made.pieces] == [
        "<p>Opening.</p>",
        '<h2 id="one">One</h2>\n<ul>\n<li>a</li>\n</ul>',
        '<p>Text <code>&lt;b&gt;</code> end.</p>\n<h3 id="two">Two</h3>',
    ]
    one, two = headings.Heading(2, "one", "One"), headings.Heading(3, "two", "Two")
    assert made.headings == ((), (one,), (two,))


def test_no_chapter_writes_the_place_of_a_block_itself() -> None:
    """What stands for a block cannot be written, so no text of a chapter is taken for one, and none is lost."""
    marks = set()
    for text in (CHAPTER, CHAPTER + "\n<!-- x -->\n"):
        converter_output = "".join(prose.convert(text).pieces)
        assert ("<!-- x -->" in converter_output) == ("<!-- x -->" in text)
        marks |= set(re.findall("<!-- [0-9a-f]{64} -->", converter_output))
    assert marks == set()


def test_a_place_within_code_is_refused() -> None:
    """A placeholder that Markdown takes for a word of a program has no place on the page."""
    with pytest.raises(prose.UnreadableProseError, match=r"^\{\{$"):
        prose.convert("# T\n\n```\n{{ vision }}\n```\n")


@pytest.mark.parametrize(
    ("levels", "listed"),
    [
        ((), []),
        ((1,), [0]),
        ((1, 2, 3, 2), [1, 3]),
        ((1, 3, 2, 3), [1, 2]),
        ((2, 3, 2), [0, 2]),
        ((1, 2, 1), [0, 2]),
    ],
)
def test_the_contents_of_a_page_are_the_headings_under_its_title(levels: tuple[int, ...], listed: list[int]) -> None:
    """Without a title, or with two, the highest of all."""
    found = [headings.Heading(level, f"h{number}", "") for number, level in enumerate(levels)]
    assert [found.index(heading) for heading in headings.contents(found)] == listed


def test_a_title_takes_no_id_of_a_heading() -> None:
    """It is called by its words, or with a number where a heading after it is called so."""
    written = headings.Headings()
    page = (
        written.write("All &amp; <b>more</b>", level=1) + written.write("x", "all-more") + written.write("予算", "b", 3)
    )
    assert written.settled(page) == (
        '<h1 id="all-more_1">All &amp; <b>more</b></h1><h2 id="all-more">x</h2><h3 id="b">予算</h3>'
    )
    assert [(heading.id, heading.title) for heading in written] == [
        ("all-more_1", "All &amp; more"), ("all-more", "x"), ("b", "予算")
    ]  # fmt: skip
    japanese = headings.Headings()
    assert japanese.settled(japanese.write("予算", level=1)) == '<h1 id="_1">予算</h1>'


def test_the_invented_plan_has_no_dead_link() -> None:
    """Neither of a chapter nor of a template, in any language."""
    assert desk_of(INVENTED).findings == ()
