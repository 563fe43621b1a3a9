"""A page is one record: what is added in one place is found in all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from building import build, mkdocs
from copies import copy_city, copy_plan, edit
from plan.outline.page import MENU, Page, PageError
from plan.outline.record_parts import entry
from plan.outline.registry import PAGES

RECORDS, FIGURES = "hooks/plan/outline/site_pages.py", "hooks/plan/outline/figure_pages.py"
WORDS = "hooks/plan/reading/words.yml"


#: A page as README.md says that one is added: a record, a template, its words.
RECORD = """    ),
    Page(
        name="thanks",
        template="thanks.html",
        needs="",
        title=word("thanks"),
        description=word("thanks_description"),
        menu=entry("about", "thanks"),
        above=None,
        hides=frozenset(),
        search=findable(named("thanks"), rank=0.8, only_lead=False),
        sources=data("vision.yml"),
        picture="plan",
        machine=machines.website,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
)
"""


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
desk.complete()
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
    edit(folder / RECORDS, "    ),\n)\n", RECORD)
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
    """The build of a copy of the program whose record of the page with statistics says something else."""
    folder = copy_city(tmp_path)
    edit(folder / FIGURES, old, new)
    return mkdocs(folder, "build", "--strict")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'template="statistics.html"',
            'template="contacts.html"',
            "ページ「statistics」: テンプレート overrides/pages/contacts.html がありません / "
            "page `statistics`: there is no template overrides/pages/contacts.html",
        ),
        (
            'title=word("statistics")',
            'title=word("contacts")',
            "ページ「statistics」: hooks/plan/reading/words.yml に「contacts」という言葉がありません / "
            "page `statistics`: there is no word `contacts` in hooks/plan/reading/words.yml",
        ),
        (
            'findable(callings.series, named("statistics", ',
            'findable(callings.series, named("contacts", ',
            "ページ「statistics」: hooks/plan/reading/words.yml に「contacts」という言葉がありません / "
            "page `statistics`: there is no word `contacts` in hooks/plan/reading/words.yml",
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
            "{{ own_words(views.roadmap_lead, views.years_note, away) }}",
            "<p>{{ w.roadmap_projects_lead }}</p>",
            "ページ「roadmap」: 「年度の分かる段階と、"
            "目標値の年度を示しています。」はこのサイトの説明です。"
            "overrides/pages/components/own-words.html の own_words で載せます。",
        ),
        (
            "{{ own_words(views.roadmap_lead, views.years_note, away) }}",
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
    result = mkdocs(folder, "build", "--strict")
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
