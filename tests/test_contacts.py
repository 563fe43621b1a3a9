"""Whom to ask: a card, the foot of a page and the accessibility page lead to an office, or say by what name to ask."""

from __future__ import annotations

import html
import re
from pathlib import Path

from copies import ROOT, copy_plan, edit
from plan.pages import site
from plan.paper import library
from plan.paper.edition import PaperEdition
from plan.reading import loader
from plan.showing import renderer

CARD = "projects/one-counter"


def rendered(folder: Path) -> renderer.Renderer:
    """A plan, ready to be shown."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return renderer.Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")


def words(text: str) -> str:
    """A page's words on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def made(folder: Path) -> site.Site:
    """The site of a plan, without its documents."""
    return site.Site(rendered(folder), library.Library())


def test_a_card_without_a_contact_says_by_what_name_to_ask(tmp_path: Path) -> None:
    """In the site's own words, in each language; a translation shows the office's own name with how it is read."""
    pages = made(copy_plan(tmp_path)).pages
    japanese, english = pages[f"{CARD}.md"].html, pages[f"{CARD}.en.md"].html
    assert (
        "担当課の連絡先は、計画に書かれていません。みなも町にお尋ねになるときは、課の名前をお伝えください。" in japanese
    )
    assert "The plan does not say how to reach the division. When you ask Minamo Town, give its name." in english
    assert '<b lang="ja">町民課</b> <span lang="ja-Latn">Chomin-ka</span>' in english
    assert "at-counter" not in japanese
    assert "計画の名前「みなも町くらしデジタル計画」をお伝えください。" in pages["accessibility.md"].html


def test_what_several_offices_are_called_together_is_no_name_to_ask_for(tmp_path: Path) -> None:
    """Nobody is told to show it at a counter; where a card names nothing else, one asks by the plan's name."""
    folder = copy_plan(tmp_path)
    edit(folder / "data/departments.yml", "id: residents, ", "id: residents, group: true, ")
    english = made(folder).pages[f"{CARD}.en.md"].html
    assert "at-counter" not in english
    assert "give its name." not in english
    assert "give the name of the plan: " in english


def test_a_sheet_names_every_office_of_its_card_where_one_has_a_contact(tmp_path: Path) -> None:
    """An office of which the plan says no more than its name is not left out beside one of which it does."""
    folder = copy_plan(tmp_path)
    edit(folder / "data/departments.yml", "id: residents, ", "id: residents, contact: {telephone: 0570-000-100}, ")
    edit(folder / f"data/{CARD}.yml", "departments: [residents]", "departments: [general-affairs, residents]")
    documents = PaperEdition(rendered(folder), "ja").documents()
    sheet = next(document for document in documents if document.name == "projects/one-counter").content["sheets"][0]
    assert [(office["title"], len(office["ways"])) for office in sheet["card"]["offices"]] == [
        ("総務課", 0),
        ("町民課", 1),
    ]


def test_a_card_leads_to_its_office_and_to_where_one_applies(tmp_path: Path) -> None:
    """The telephone can be called, on the card and in the foot of each page; the city's page is a link."""
    folder = copy_plan(tmp_path)
    for office in ("general-affairs", "residents"):
        contact = "contact: {telephone: 0570-000-100, mail: a@minamo.example}, "
        edit(folder / "data/departments.yml", f"id: {office}, ", f"id: {office}, {contact}")
    path = folder / f"data/{CARD}.yml"
    given = "apply:\n  label: {ja: 窓口を予約する, en: Book the counter}\n  url: https://minamo.example/book/\n"
    path.write_text(path.read_text(encoding="utf-8") + given, encoding="utf-8")
    found = made(folder)
    card = found.pages[f"{CARD}.md"].html
    assert '<a class="button" href="https://minamo.example/book/"><span>窓口を予約する</span></a>' in card
    assert '<a href="tel:0570000100">0570-000-100</a>' in card
    assert "計画に書かれていません" not in card
    foot = found.frames("ja", "https://minamo.example/").of(found.pages["about.md"]).keeper
    assert '<a href="tel:0570000100">0570-000-100</a>' in foot
    assert '<a href="mailto:a@minamo.example">a@minamo.example</a>' in found.pages["accessibility.md"].html


def test_the_page_of_offices_says_how_each_is_reached_or_by_what_name_to_ask(tmp_path: Path) -> None:
    """Once where none is known; else under each that is not; a translation shows the own name of each."""
    by_name = "課の名前をお伝えください。"
    folder = copy_plan(tmp_path)
    pages = made(folder).pages
    assert pages["departments.md"].html.count(by_name) == 1
    english = pages["departments.en.md"].html
    assert "At a counter, show the Japanese name." in english
    assert '<b lang="ja">町民課</b> <span lang="ja-Latn">Chomin-ka</span>' in english
    edit(folder / "data/departments.yml", "id: residents, ", "id: residents, contact: {telephone: 0570-000-100}, ")
    page = made(folder).pages["departments.md"].html
    within = page[page.index('id="residents"') :]
    assert by_name not in within[: within.find("<h2", 5)]
    assert by_name in page


def test_a_cover_says_how_the_office_that_keeps_the_plan_is_reached(tmp_path: Path) -> None:
    """With each way and where it leads; nothing where the plan says none."""
    folder = copy_plan(tmp_path)

    def asked() -> object:
        return next(PaperEdition(rendered(folder), "ja").documents()).content["sheets"][0]["asked"]

    assert asked() is None
    contact = "contact: {telephone: 0570-000-100, mail: a@minamo.example}, "
    edit(folder / "data/departments.yml", "id: general-affairs, ", f"id: general-affairs, {contact}")
    assert asked() == {
        "office": ["総務課"],
        "said": "",
        "ways": [
            {"name": "電話", "words": "0570-000-100", "url": "tel:0570000100"},
            {"name": "メール", "words": "a@minamo.example", "url": "mailto:a@minamo.example"},
        ],
    }


def test_a_card_says_until_when_the_year_of_its_target_runs(tmp_path: Path) -> None:
    """A fiscal year ends in March of the next year; what is explained stands before what is measured."""
    pages = made(copy_plan(tmp_path)).pages
    japanese = pages[f"{CARD}.md"].html
    assert "令和7年度（2025年度）は、2026年3月末までです。" in words(japanese)
    assert "FY2025 (Reiwa 7) runs until the end of March 2026." in words(pages[f"{CARD}.en.md"].html)
    places = [japanese.index(f'id="{id}"') for id in ("about", "content", "indicators", "departments", "details")]
    assert places == sorted(places)
