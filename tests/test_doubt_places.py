"""A doubt about the source reaches the reader where the figure or the year stands, on every page and on paper."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from copies import ROOT, copy_plan
from pages import plain
from pdf_files import open_pdf
from plan.model import Note, Plan
from plan.pages import site
from plan.paper import edition, library
from plan.reading import loader
from plan.rules.doubts import met_at, places
from test_doubts import LANGUAGES, add_notes, note, rendered, words


def all_places(loaded: loader.Loaded) -> Iterator[str]:
    """Every place of a plan at which a reader can meet a doubt."""
    plan = loaded.plan
    assert plan
    records = {f"projects/{id}.yml": project for id, project in plan.projects.items()}
    records |= {f"series/{id}.yml": series for id, series in plan.series.items()}  # type: ignore[dict-item]
    records |= {"roadmap.yml": plan.roadmap, "people.yml": plan.people}  # type: ignore[dict-item]
    for file, record in records.items():
        yield from places(file, record)
    for name, chapter in loaded.chapters.items():
        if chapter.language == plan.languages.default:
            yield from (f"docs/{name}: #{id}" for id in re.findall(r"\{#([a-z0-9-]+)\}", chapter.text))


@pytest.fixture(scope="module")
def everywhere(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, tuple[str, str]], site.Site, dict[str, Any]]:
    """The real plan with one more doubt at every place: the sentences by place, its pages, its documents."""
    folder = copy_plan(tmp_path_factory.mktemp("everywhere"), ROOT)
    found = list(all_places(loader.load_plan(folder / "data", folder / "docs")))
    said = {place: (f"これは{number}番の注です。", f"This is remark {number}.") for number, place in enumerate(found)}
    prefix = {place: place if place.startswith("docs/") else f"data/{place}" for place in found}
    notes = (note(f"remark-{n}", {"at": prefix[at]}, ja=said[at][0], en=said[at][1]) for n, at in enumerate(found))
    add_notes(folder, *notes)
    shown = rendered(folder)
    paper = {
        f"{language}/{document.name}": json.dumps(document.content, ensure_ascii=False)
        for language in LANGUAGES
        for document in edition.PaperEdition(shown, language).documents()
    }
    return said, site.Site(shown, library.Library()), paper


def expected(place: str, plan: Plan) -> tuple[set[str], set[str]]:
    """The pages and the documents that tell a doubt about a place."""
    file, _, field = place.partition(": ")
    folder, name = Path(file).parent.name, Path(file).stem
    if folder == "projects":
        project = plan.projects[name]
        sheets = {f"projects/{name}", "whole", "part-implementation"}
        sheets |= {f"departments/{department}" for department in project.departments}
        if field.startswith("schedule"):
            return {f"projects/{name}"}, sheets
        first = field.startswith(f"indicators[{project.indicators[0].id}]")
        return {f"projects/{name}", "indicators"} | (
            {"index"} if first and name in plan.details.featured else set()
        ), sheets
    if folder == "series":
        return {"statistics"}, set()
    if file == "roadmap.yml":
        return {"roadmap"}, {"summary"}
    if file == "people.yml":
        return {"implementation/people"}, {"whole", "part-implementation"}
    if file == "structure.yml":
        (policy,) = (item for pillar in plan.structure.items for item in pillar.items if f"[{item.id}]" in field)
        own = {measure.id for measure in policy.items}
        cards = {f"projects/{id}" for id, project in plan.projects.items() if project.under in own}
        return {"plan/measures"} | cards, {"whole", "part-plan"}
    return {file.removeprefix("docs/").removesuffix(".md")}, {"whole"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_doubt_is_told_at_every_kind_of_place(everywhere: Any, language: str) -> None:
    """On the pages and in the documents that show the value, phase, year, figure, number or section, once in each."""
    said, shown, paper = everywhere
    suffix = "" if language == "ja" else f".{language}"
    told = {
        name.removesuffix(f"{suffix}.md"): page.html for name, page in shown.pages.items() if page.language == language
    }
    assert len(said) > 150
    for number, (place, sentences) in enumerate(said.items()):
        sentence = sentences[LANGUAGES.index(language)]
        pages, sheets = expected(place, shown.plan)
        for page in pages:
            found = re.findall(r'<p class="doubt"[^>]*>((?:(?!</p>).)*)</p>', told[page], re.DOTALL)
            here = [item for item in found if sentence in words(item)]
            assert len(here) == 1, (place, page)
            assert re.search(rf'href="[^"]*notes/figure(-\d)?/#remark-{number}"', here[0]), (place, page)
        for sheet in sheets:
            assert paper[f"{language}/{sheet}"].count(sentence) == 1, (place, sheet)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_value_in_doubt_is_marked(everywhere: Any, language: str) -> None:
    """As many marks as places: at phases, milestones and years, figures and numbers of people; on paper too."""
    said, shown, paper = everywhere
    suffix = "" if language == "ja" else f".{language}"
    count = {"phases[": 0, "milestones[": 0, "scope[": 0, "trainings[": 0, "population-by-age": 0}
    for key in count:
        count[key] = sum(key in place for place in said)
        assert count[key], key
    mark = '<sup class="doubt-mark" role="none">'
    cards = [
        page.html for name, page in shown.pages.items() if name.startswith("projects/") and page.language == language
    ]
    phases = [re.search(r'<(ol|span) class="phases">.*?</\1>', html, re.DOTALL) for html in cards]
    assert sum(found[0].count(mark) for found in phases if found) == count["phases["]
    roadmap = shown.pages[f"roadmap{suffix}.md"].html
    milestones = re.search(r'<h2 id="plan">.*?<h2 id="projects">', roadmap, re.DOTALL)
    assert milestones
    assert milestones[0].count(mark) == count["milestones["]
    heads = re.findall(r'<th scope="col">.*?</th>', roadmap)
    assert sum(mark in head for head in heads) == 2 * roadmap.count('<table class="roadmap') > 0
    people = shown.pages[f"implementation/people{suffix}.md"].html
    assert people.count(mark) == count["scope["] + count["trainings["]
    chart = re.search(
        r'id="chart-population-by-age".*?</figure>', shown.pages[f"statistics{suffix}.md"].html, re.DOTALL
    )
    assert chart
    cells = re.findall(r'<td(?: class="(?:number|missing)")?>(.*?)</td>', chart[0])
    assert sum(bool(re.search(r"（注|\(note", cell)) for cell in cells) == count["population-by-age"]
    summary = json.loads(paper[f"{language}/summary"])["sheets"][0]
    assert all(re.search(r"（注\d|\(note \d|\(notes \d", item["mark"]) for item in summary["milestones"])
    assert all(
        re.search(r"（注）|\(note\)", row[3]) and re.search(r"（注）|\(note\)", row[4]) for row in summary["rows"]
    )
    assert summary["away"]


def doubtful(plan: Plan) -> list[tuple[Note, str]]:
    """The doubts of the plan, each with the places at which readers meet it."""
    found = [
        (item, place)
        for item in plan.notes.notes
        for about in item.about
        if about.doubtful
        for place in met_at(about.at)
    ]
    assert len(found) > 5
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_doubt_of_the_plan_is_published(site: Path, plan: Plan, language: str) -> None:
    """Its sentence stands in the built pages and in the PDFs that show what it is about."""
    for item, place in doubtful(plan):
        assert item.doubt
        sentence = plain(item.doubt[language])
        pages, sheets = expected(place, plan)
        for page in pages:
            path = (
                site / ("" if language == "ja" else language) / ("" if page == "index" else page.removesuffix("/index"))
            )
            assert sentence in on_page(path / "index.html"), (item.id, page)
        for sheet in sheets:
            assert sentence in on_paper(site / f"pdf/{language}/{sheet}.pdf"), (item.id, sheet)


@functools.cache
def on_page(path: Path) -> str:
    """What a page says."""
    return plain(words(path.read_text(encoding="utf-8")))


@functools.cache
def on_paper(path: Path) -> str:
    """What a document says."""
    with open_pdf(path) as document:
        return plain("".join(page.get_text() for page in document))


def test_every_doubt_is_on_the_page_of_its_card(site: Path, plan: Plan) -> None:
    """A card with all its doubts is one page: under its frame, above the foot of the page."""
    for id in plan.projects:
        for language in LANGUAGES:
            with open_pdf(site / f"pdf/{language}/projects/{id}.pdf") as document:
                assert document.page_count == 1
                foot = max(box[3] for box in document[0].get_text("blocks") if box[1] < document[0].rect.height - 60)
                assert foot < document[0].rect.height - 56, (id, language)
