"""A doubt about the source reaches the reader where the figure or the year stands, on every page and on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from copies import ROOT, change, copy_plan, edit
from pages import plain
from plan.html.asides import after_words
from plan.model import Note, Plan
from plan.pages import site
from plan.paper import edition, library
from plan.reading import loader
from plan.rules.doubts import met_at, places
from plan.showing import renderer

LANGUAGES = ("ja", "en")
BUS = "data/projects/bus-counter.yml"


def words(html: str) -> str:
    """What HTML says, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def note(
    id: str, *about: dict[str, Any], ja: str = "確かめられません。", en: str = "This is not certain."
) -> dict[str, Any]:
    """A note with a doubt that readers meet at some places."""
    text = {"ja": "原典", "en": "The source"}
    return {
        "id": id, "kind": "doubt", "decide": "figure", "published": text, "reason": text, "doubt": {"ja": ja, "en": en},
        "places": [{"where": text, "says": text}], "about": [{**place, "doubtful": True} for place in about],
    }  # fmt: skip


def add_notes(folder: Path, *notes: dict[str, Any]) -> None:
    """Write notes behind those of a plan, if it has any."""
    path = folder / "data/notes.yml"
    before = path.read_text(encoding="utf-8") if path.is_file() else "notes:\n"
    path.write_text(before + "".join(f"  - {json.dumps(item)}\n" for item in notes), encoding="utf-8")


def rendered(folder: Path) -> renderer.Renderer:
    """A plan, ready to be shown."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return renderer.Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")


# Every place of the real plan ---------------------------------------------------------


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
    if file == "pillars.yml":
        (policy,) = (item for pillar in plan.pillars.pillars for item in pillar.policies if f"[{item.id}]" in field)
        own = {measure.id for measure in policy.measures}
        cards = {f"projects/{id}" for id, project in plan.projects.items() if project.measure in own}
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
    mark = '<sup class="doubt-mark">'
    cards = [
        page.html for name, page in shown.pages.items() if name.startswith("projects/") and page.language == language
    ]
    phases = [re.search(r'<ol class="phases">.*?</ol>', html, re.DOTALL) for html in cards]
    assert sum(found[0].count(mark) for found in phases if found) == count["phases["]
    roadmap = shown.pages[f"roadmap{suffix}.md"].html
    milestones = re.search(r'<ol class="milestones">.*?</ol>', roadmap, re.DOTALL)
    assert milestones
    assert milestones[0].count(mark) == count["milestones["]
    heads = re.findall(r'<th scope="col">.*?</th>', roadmap)
    assert sum(mark in head for head in heads) == 2 * roadmap.count('<table class="roadmap">') > 0
    people = shown.pages[f"implementation/people{suffix}.md"].html
    assert people.count(mark) == count["scope["] + count["trainings["]
    chart = re.search(
        r'id="chart-population-by-age".*?</figure>', shown.pages[f"statistics{suffix}.md"].html, re.DOTALL
    )
    assert chart
    cells = re.findall(r'<td class="(?:number|missing)">(.*?)</td>', chart[0])
    assert sum(bool(re.search(r"（注|\(note", cell)) for cell in cells) == count["population-by-age"]
    summary = json.loads(paper[f"{language}/summary"])["sheets"][0]
    assert all(re.search(r"（注\d|\(note \d|\(notes \d", item["mark"]) for item in summary["milestones"])
    assert all(
        re.search(r"（注）|\(note\)", row[3]) and re.search(r"（注）|\(note\)", row[4]) for row in summary["rows"]
    )
    assert summary["away"]


# The doubts of the real plan, as they are published -------------------------------------------


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
            assert sentence in plain(words((path / "index.html").read_text(encoding="utf-8"))), (item.id, page)
        for sheet in sheets:
            with pymupdf.open(site / f"pdf/{language}/{sheet}.pdf") as document:
                assert sentence in plain("".join(page.get_text() for page in document)), (item.id, sheet)


def test_every_doubt_is_on_the_page_of_its_card(site: Path, plan: Plan) -> None:
    """A card with all its doubts is one page: under its frame, above the foot of the page."""
    for id in plan.projects:
        for language in LANGUAGES:
            with pymupdf.open(site / f"pdf/{language}/projects/{id}.pdf") as document:
                assert document.page_count == 1
                foot = max(box[3] for box in document[0].get_text("blocks") if box[1] < document[0].rect.height - 60)
                assert foot < document[0].rect.height - 56, (id, language)


# How a doubt is told -----------------------------------------------------------------------


def pages_of(folder: Path) -> Any:
    """The pages of a plan."""
    return site_of(rendered(folder)).pages


def site_of(shown: renderer.Renderer) -> site.Site:
    """The site of a plan, without documents."""
    return site.Site(shown, library.Library())


USES = {"at": f"{BUS}: indicators[uses]"}


def test_a_single_doubt_has_no_number(tmp_path: Path) -> None:
    """In Japanese and English: the mark at both values, one sentence that begins with it, the way to the note."""
    add_notes(copy_plan(tmp_path), note("uses-of-what", USES))
    pages = pages_of(tmp_path)
    card = words(pages["projects/bus-counter.md"].html)
    way = "20件 （注） 目標値 令和7年度（2025年度） 200件 （注）"
    assert f"{way} このサイトの説明 目標値は、現状値より大きい値です。 注 確かめられません。" in card
    assert (
        "注 確かめられません。 注記を見る スケジュール" in card.replace("  ", " ")
        or "注 確かめられません。 注記を見る" in card
    )
    english = pages["projects/bus-counter.en.md"].html
    assert "20 uses (note) Target" in words(english)
    assert "Note: This is not certain. See the note" in words(english)
    assert 'aria-label="See the note: Number of uses"' in english
    assert 'href="../../notes/figure/#uses-of-what"' in english


def test_the_answer_leads_to_the_doubt_and_lists_say_where_it_is(tmp_path: Path) -> None:
    """Where the sentence stands elsewhere there is only the mark; a list without any mark says nothing of them."""
    copy_plan(tmp_path)
    away = "「（注）」の付いたところには、事業のページに説明があります。"
    pages = pages_of(tmp_path)
    assert not any(away in page.html or "doubt-mark" in page.html for page in pages.values())
    add_notes(tmp_path, note("uses-of-what", USES))
    pages = pages_of(tmp_path)
    link = '<a href="#indicator-uses" aria-label="注: 利用件数">（注）</a>'
    assert link in pages["projects/bus-counter.md"].html
    for page in ("projects/index.md", "roadmap.md"):
        assert away in pages[page].html
        assert "確かめられません。" not in pages[page].html


def test_a_search_and_a_picture_have_no_mark(tmp_path: Path) -> None:
    """What the search shows of a card is the plan's; a picture has no room for the sentence."""
    add_notes(copy_plan(tmp_path), note("uses-of-what", USES))
    shown = site_of(rendered(tmp_path))
    index = shown.texts["assets/search.ja.js"]
    assert isinstance(index, bytes)
    assert "200件" in index.decode()
    assert "200件（注" not in index.decode()


def test_where_notes_are_not_published_no_link_leads_to_them(tmp_path: Path) -> None:
    """The sentence stands by itself."""
    add_notes(copy_plan(tmp_path), note("uses-of-what", USES))
    with (tmp_path / "data/plan.yml").open("a", encoding="utf-8") as details:
        details.write("notes_pages: hidden\n")
    card = pages_of(tmp_path)["projects/bus-counter.md"].html
    assert "注 確かめられません。</p>" in card
    assert "uses-of-what" not in card


_PHASES = "    - {id: run, title: {ja: 実施, en: Run}, from: 2023, to: 2025}\n"
_TWO = "    - {id: plan, title: {ja: 準備, en: Plan}}\n    - {id: run, title: {ja: 実施, en: Run}}\n"


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    """A plan with a card of two phases without years, and its own sentence for such."""
    change({"edits": [{"file": BUS, "find": _PHASES, "replace": _TWO}]}, copy_plan(tmp_path))
    with (tmp_path / "data/roadmap.yml").open("a", encoding="utf-8") as file:
        file.write("phases_note: {ja: 矢印です。, en: Arrows.}\n")
    return tmp_path


def test_a_doubt_about_all_phases_stands_for_the_general_sentence(undated: Path) -> None:
    """Not the same twice on one card; where one phase is not in doubt, the sentence stands too."""
    one, other = ({"at": f"{BUS}: schedule.phases[{id}].from"} for id in ("plan", "run"))
    add_notes(undated, note("years", one))
    pages = pages_of(undated)
    card = words(pages["projects/bus-counter.md"].html)
    assert "準備 （注） 実施 このサイトの説明 矢印です。 このサイトの説明 注 確かめられません。" in card
    assert "段階: 準備（注）、実施（年度は不明）" in words(pages["roadmap.md"].html)
    assert "Phases: Plan (note), Run (years not known)" in words(pages["roadmap.en.md"].html)
    add_notes(undated, note("years-too", other))
    card = words(pages_of(undated)["projects/bus-counter.md"].html)
    assert "準備 （注1） 実施 （注2） このサイトの説明 注1 確かめられません。 注記を見る 注2 確かめられません。" in card
    assert "矢印です。" not in card
    labels = re.findall(r'aria-label="(注記を見る[^"]*)"', pages_of(undated)["projects/bus-counter.md"].html)
    assert labels == ["注記を見る: スケジュール（注1）", "注記を見る: スケジュール（注2）"]


def test_a_doubt_about_a_column_stands_for_the_sentence_on_the_years(tmp_path: Path) -> None:
    """On the roadmap, on cards and on paper; the head says that the year lies outside the plan period."""
    copy_plan(tmp_path)
    change({"edits": [{"file": "data/roadmap.yml", "find": "to: 2025", "replace": "to: 2026"}]}, tmp_path)
    add_notes(tmp_path, note("last-year", {"at": "data/roadmap.yml: years.to", "value": 2026}))
    shown = rendered(tmp_path)
    for page in ("roadmap.md", "projects/bus-counter.md"):
        html = site_of(shown).pages[page].html
        assert "R8（計画期間後） （注） 2026" in words(html)
        assert "注 確かめられません。" in words(html)
        assert "計画期間に含まれません" not in html
    by_name = {document.name: document.content for document in edition.PaperEdition(shown, "ja").documents()}
    summary, card = by_name["summary"]["sheets"][0], by_name["projects/bus-counter"]["sheets"][0]["card"]
    assert summary["years"][-1][0] == card["years"][-1][0] == "R8（計画期間後）（注）"
    assert (summary["years_notes"], card["schedule_notes"]) == ([{"own": "注 確かめられません。"}], [])
    assert card["doubts"] == [{"own": "注 確かめられません。"}]


def test_a_figure_in_doubt_is_numbered_after_the_notes_on_figures(tmp_path: Path) -> None:
    """One row of numbers in the table, and the sentences below it in the same order."""
    copy_plan(tmp_path)
    path = "data/series/population.yml"
    add_notes(tmp_path, note("which", {"at": f"{path}: rows[0].values[0].value"}))
    assert rendered(tmp_path).figures["population", "ja"].rows[0][1].text == "5,021＊（注）"
    edit(tmp_path / path, "value: 5021", "value: 5021, note: {ja: 概数です。, en: Rounded.}")
    figure = rendered(tmp_path).figures["population", "ja"]
    assert figure.rows[0][1].text == "5,021＊（注1）（注2）"
    assert figure.explained[-1].plain == "注1 概数です。"
    assert [doubt.said.plain for doubt in figure.doubts] == ["注2 確かめられません。"]


def test_in_a_chapter_a_doubt_follows_the_words_in_each_language(tmp_path: Path) -> None:
    """Behind the paragraph, which stays as it is, with the words; where it names none, at the end of the section."""
    at = "docs/plan/overview.md: #about"
    named = note(
        "opening", {"at": at, "prints": "出張窓口を開きます"}, {"at": at, "prints": "counters", "language": "en"}
    )
    english = (copy_plan(tmp_path) / "docs/plan/overview.en.md").read_text(encoding="utf-8")
    other = re.search(r"(?m)^(?!#|\{\{|\s)(.*)$", english)
    assert other
    named["about"][1]["prints"] = other[1].rstrip(".")
    add_notes(tmp_path, named, note("anything", {"at": "docs/plan/overview.md: #population"}))
    pages = pages_of(tmp_path)
    html = pages["plan/overview.md"].html
    assert re.search(r'を開きます。</p>\s*<div class="own-words doubts">\s*<p class="doubt"', html)
    assert "を開きます。 このサイトの説明 注 「出張窓口を開きます」について: 確かめられません。 注記を見る" in words(
        html
    )
    assert f"Note on “{named['about'][1]['prints']}”: This is not certain." in words(pages["plan/overview.en.md"].html)
    assert words(html).endswith("注 確かめられません。 注記を見る")


def test_doubts_need_no_notes(tmp_path: Path) -> None:
    """A plan without notes has no doubts, and no block has marks."""
    shown = rendered(copy_plan(tmp_path))
    block = shown.doubts("ja").block("x", "projects/bus-counter.yml: indicators[uses].target")
    assert (block.doubts, dict(block.marks)) == ((), {})


@pytest.mark.parametrize(
    ("section", "said", "result"),
    [
        ("b", "one two", "<h2 id=a>x</h2><p>one two</p><h2 id=b>y</h2><p>one <b>two</b></p>!<p>z</p>"),
        ("b", "one", "<h2 id=a>x</h2><p>one two</p><h2 id=b>y</h2><p>one <b>two</b></p>!<p>z</p>"),
        ("a", "two", "<h2 id=a>x</h2><p>one two</p>!<h2 id=b>y</h2><p>one <b>two</b></p><p>z</p>"),
        ("a", "three", "<h2 id=a>x</h2><p>one two</p>!<h2 id=b>y</h2><p>one <b>two</b></p><p>z</p>"),
        ("b", "", "<h2 id=a>x</h2><p>one two</p><h2 id=b>y</h2><p>one <b>two</b></p><p>z</p>!"),
        ("c", "one", "<h2 id=a>x</h2><p>one two</p><h2 id=b>y</h2><p>one <b>two</b></p><p>z</p>!"),
    ],
)
def test_an_aside_follows_the_block_that_holds_the_words(section: str, said: str, result: str) -> None:
    """In its section, markup or not; at the section's end without words; never lost."""
    html = '<h2 id="a">x</h2><p>one two</p><h2 id="b">y</h2><p>one <b>two</b></p><p>z</p>'
    made = after_words(html, {"a", "b"}, section, said, "!")
    assert made.replace("\n!", "!").replace('"', "") == result


def test_an_aside_never_stands_within_a_list_or_a_table() -> None:
    """Entities and line ends are read as a reader does."""
    html = (
        '<h2 id="a">x</h2>\n<ul>\n<li>R&amp;D\nhere</li>\n<li>z<br></li>\n</ul>\n<table><tr><td>q</td></tr></table>\n'
    )
    assert after_words(html, {"a"}, "a", "R&D here", "!").index("!") == html.index("</ul>") + len("</ul>\n")
    assert after_words(html, {"a"}, "a", "q", "!").rstrip().endswith("</table>\n!")
