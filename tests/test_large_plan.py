"""A plan of so many cards that each item above them has pages: all of it is there, and no page grows with the plan.

400 cards are few enough for every run of the tests; what they say of 2,100 is reckoned from the bytes of a card.
"""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from building import ENVIRONMENT, QUICK
from copies import copy_program
from pages import read
from plan.pages import site
from plan.paper import edition, library
from plan.reading import loader
from plan.showing import catalog, renderer
from scale import make_plan
from serving import served
from test_accessibility import AXE, TAGS

CARDS = 400
#: No page may pass it at the size that the program is made for.
LIMIT, MOST = 1_000_000, 2_100


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with a plan of 400 cards."""
    made = tmp_path_factory.mktemp("large")
    copy_program(made)
    make_plan(CARDS, made, seed=1)
    return made


@pytest.fixture(scope="module")
def large(folder: Path) -> Path:
    """The site of that plan, without documents and pictures."""
    result = subprocess.run(QUICK, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def books(folder: Path) -> catalog.Catalog:
    """The cards of that plan."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return catalog.Catalog(loaded.plan)


@pytest.fixture(scope="module")
def address(large: Path) -> Iterator[str]:
    """The site on a port of this machine."""
    with served(large) as address:
        yield address


def links(site: Path, name: str) -> set[str]:
    """The pages of the site that a page links to, by their names with a slash at the end."""
    found = set()
    for link in read(site / name / "index.html").links:
        parts = urlsplit(link)
        if parts.scheme or not parts.path:
            continue
        target = posixpath.normpath(posixpath.join("/" + name, parts.path)).strip("/")
        assert (site / target).exists(), f"{name}: {link}"
        if (site / target / "index.html").is_file():
            found.add(target + "/" if target else "")
    return found


def pages_of(books: catalog.Catalog) -> list[catalog.ItemPage]:
    """The pages of all items."""
    return [page for pages in books.item_pages.values() for page in pages]


@pytest.mark.sweep
@pytest.mark.parametrize("language", ["", "en/"])
def test_every_card_is_reached_without_a_script(large: Path, books: catalog.Catalog, language: str) -> None:
    """From home to the list, to an item, through its pages: each card stands there once, under its own item."""
    projects, items = language + "projects/", language + "structure/"
    assert projects in links(large, language)
    reached = {name for name in links(large, projects) if name.startswith(items)}
    while more := {page for name in reached for page in links(large, name) if page.startswith(items)} - reached:
        reached |= more
    assert reached == {f"{language}{page.name}/" for page in pages_of(books)}
    listed = [page for name in reached for page in links(large, name) if page.startswith(projects) and page != projects]
    assert len(listed) == CARDS
    assert set(listed) == {f"{language}{card.page}/" for card in books.cards}


def test_a_page_of_an_item_is_whole(large: Path, books: catalog.Catalog) -> None:
    """Its cards are in the list, the roadmap and the indicators; a page between others leads to both."""
    parted = next(page for page in pages_of(books) if page.number == 2)
    found = read(large / parted.name / "index.html")
    assert {"list", "roadmap", "indicators"} <= set(found.ids)
    for card in parted.cards:
        assert sum(link.endswith(f"/projects/{card.id}/") for link in found.links) == 2 + len(card.project.indicators)
    html = (large / parted.name / "index.html").read_text(encoding="utf-8")
    assert 'rel="prev"' in html
    assert ('rel="next"' in html) == (parted.of > 2)


def test_no_page_grows_beyond_its_limit(large: Path, books: catalog.Catalog) -> None:
    """Pages over all cards hold none, so that they do not grow; those of an item or of notes hold so many, no more.

    Chapters, and what a plan tells of its edition, have nothing to do with its cards.
    """
    pages = {path.relative_to(large).parent.as_posix(): path.stat().st_size for path in large.rglob("index.html")}
    items = {name for name in pages if re.search(r"(^|/)(structure/|notes/|about$|plan/)", name)}
    assert max(pages[name] for name in items) < LIMIT
    assert max(len(page.cards) for page in pages_of(books)) == catalog.ITEM_PAGE
    for name in pages.keys() - items:
        assert pages[name] * MOST / CARDS < LIMIT, f"{name}: {pages[name]}"


def test_links_that_say_how_many_are_right(large: Path, books: catalog.Catalog) -> None:
    """A division's way into the list names as many cards as it has, and the items above them as many in all."""
    counted = 0
    html = (large / "departments/index.html").read_text(encoding="utf-8")
    for department in books.plan.departments.departments:
        cards = books.of_department(department.id)
        if books.is_brief(cards):
            continue
        counted += 1
        assert f'?department={department.id}#all">一覧で絞り込んで見る（{len(cards)}件）' in html
        assert sum(count for _, count in books.spread(cards)) == len(cards)
    assert counted > 3


def test_the_index_of_the_list_is_whole(large: Path, books: catalog.Catalog) -> None:
    """Every card once in each language; no card of the plan can put markup into it."""
    for language in ("ja", "en"):
        text = (large / f"assets/projects.{language}.js").read_text(encoding="utf-8")
        index = json.loads(text.removeprefix("window.planProjects=").removesuffix(";\n"))
        assert len(index["cards"]) == CARDS
        assert all(len(entry) == 2 + len(index["fields"]) for entry in index["cards"])


def test_the_search_knows_each_item_once(large: Path, books: catalog.Catalog) -> None:
    """By its first page, and not by the cards that it lists: they have pages of their own."""
    text = (large / "assets/search.ja.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("window.planIndex=").removesuffix(";\n"))
    found = {page[0]: page for page in index["pages"] if page[0].startswith("structure/")}
    assert set(found) == {f"{page.name}/" for page in pages_of(books) if page.number == 1}
    assert all(len(page[3]) < 1000 for page in found.values())


@pytest.mark.sweep
def test_the_core_alone_gives_the_same_indexes(folder: Path, large: Path) -> None:
    """And names the same pages: nothing of them is made by the generator of the site."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    rendered = renderer.Renderer(loaded.plan, loaded.chapters, folder / "overrides/pages", folder / ".cache")
    built = site.Site(rendered, library.Library())
    for name in ("projects.ja.js", "projects.en.js", "search.ja.js", "search.en.js"):
        assert built.texts[f"assets/{name}"] == (large / "assets" / name).read_bytes()
    others = loaded.plan.languages.others
    pages = {
        re.sub(rf"(\.({'|'.join(others)}))?\.md$", "", uri).removesuffix("index").rstrip("/") for uri in built.pages
    }
    found = {path.parent.relative_to(large).as_posix() for path in large.rglob("index.html")}
    assert pages - {""} == {re.sub(f"^({'|'.join(others)})/", "", path) for path in found} - {".", *others}


def test_documents_still_hold_every_card(folder: Path) -> None:
    """On paper the chapters hold the cards themselves, however many."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    rendered = renderer.Renderer(loaded.plan, loaded.chapters, folder / "overrides/pages", folder / ".cache")
    whole = next(item for item in edition.PaperEdition(rendered, "ja").documents() if item.name == "whole")
    assert json.dumps(whole.content, ensure_ascii=False, default=str).count('"label": "card-') >= CARDS


# In the browser -----------------------------------------------------------------------------------------------------


def test_the_list_is_filtered_in_place(browser: Any, address: str, books: catalog.Catalog) -> None:
    """A choice finds its cards, says how many, and stands in the address; so does how many are shown."""
    page = browser.new_page()
    page.goto(address + "projects/")
    items = page.locator("#project-list > li")
    assert items.count() == 10
    department = max(books.plan.departments.departments, key=lambda item: len(books.of_department(item.id)))
    own = books.of_department(department.id)
    assert len(own) > 60
    page.locator("select[name=department]").select_option(department.id)
    assert page.locator(".count").inner_text() == f"{CARDS}件のうち{len(own)}件が当てはまり、50件を表示しています"
    assert page.url.endswith(f"?department={department.id}")
    assert items.count() == 50
    page.get_by_role("button", name="さらに表示").click()
    assert items.count() == min(100, len(own))
    assert page.evaluate("document.activeElement === document.querySelectorAll('#project-list > li a')[50]")
    assert page.url.endswith(f"&shown={min(100, len(own))}")
    page.reload()
    assert items.count() == min(100, len(own))
    links = page.evaluate("[...document.querySelectorAll('#project-list > li > a')].map(a => a.pathname)")
    assert links == [f"/{card.page}/" for card in own[:100]]
    page.locator("select[name=sort]").select_option("title")
    assert items.count() == 50
    page.get_by_role("button", name="条件を消す").click()
    page.wait_for_function("() => document.querySelectorAll('#project-list > li').length === 10")
    assert page.url.endswith("/projects/")
    page.close()


def test_each_field_of_the_form_fits(browser: Any, address: str, books: catalog.Catalog) -> None:
    """What the list finds for a field's choice is what the catalog says; in the other language too."""
    page = browser.new_page()
    plan = books.plan
    under, topic, top = books.cards[0].place.id, plan.topics.topics[0], books.structure.tops[0].id
    tool, program = (plan.families[id].items[0].id for id in ("tools", "funding"))
    for query, cards in (
        (f"measure={under}", books.of_place(under)),
        (f"pillar={top}", books.of_item(top)),
        (f"tools={tool}", books.of_family("tools", tool)),
        (f"funding={program}", books.of_family("funding", program)),
        ("funding=-", books.without("funding")),
        (f"topic={topic.id}", books.of_topic(topic)),
        ("for-residents=more-convenient", books.of_family("for-residents", "more-convenient")),
        (f"tool={tool}", books.of_family("tools", tool)),  # as older addresses call them
        ("benefit=yes", books.of_family("for-residents", "more-convenient")),
    ):
        page.goto(f"{address}en/projects/?{query}")
        assert page.locator(".count").inner_text().startswith(f"{len(cards)} of {CARDS} projects match"), query
    page.close()


def test_a_copy_on_a_disk_filters_too(browser: Any, large: Path) -> None:
    """With no server: the index comes as a script, and a card opens."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((large / "projects/index.html").as_uri() + "?benefit=yes")
    page.locator("#project-list > li > a").first.click()
    page.wait_for_url("**/projects/*/index.html")
    assert not complaints
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_pages_are_without_barriers(
    browser: Any,
    address: str,
    books: catalog.Catalog,
    width: int,
    scheme: Any,
) -> None:
    """What is made for a large plan: no violation that axe finds, and no sideways scroll."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    parted = min((page for page in pages_of(books) if page.number > 1), key=lambda page: len(page.cards))
    for name in ("projects/", "roadmap/", "indicators/", "departments/", "rules/", parted.name + "/"):
        for language in ("", "en/"):
            page.goto(address + language + name, wait_until="load")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, language + name
            page.evaluate(AXE)
            found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)["violations"]
            assert not found, f"{language}{name}: {[(rule['id'], rule['nodes'][0]['target']) for rule in found]}"
    context.close()


def test_a_plan_of_today_has_no_such_pages(site: Path) -> None:
    """The real plan's site lists every card where it is asked for."""
    assert not (site / "structure").exists()
    assert not list((site / "assets").glob("projects.*.js"))
    html = (site / "projects/index.html").read_text(encoding="utf-8")
    assert html.count('<li class="card-item" data-title=') == 21
    assert "assets/projects" not in html
