"""The site's own words: of no plan in particular, promising nothing, and the same in both languages."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from copies import ROOT, change, copy_plan, edit
from plan.pages import site
from plan.paper import edition, library
from plan.reading import loader
from plan.reading.yaml_file import read_yaml
from plan.showing import renderer

WORDS: dict[str, dict[str, str]] = read_yaml(ROOT / "hooks/plan/reading/words.yml", "words.yml").data  # type: ignore[assignment]
#: What only one plan's original, its transcription or its test of accessibility can say.
OF_ONE_PLAN = re.compile(
    "図で示され|転記|文字に残|文字で残|文字からは|transcribed|did not survive|available as text|printed plan|"
    "1280|スクリーンリーダー|screen reader|キーボードだけ|with the keyboard alone"
)
#: What would be taken for the plan's promise.
PROMISES = re.compile(
    "目指します|よくなる|いつまで|主な目標|今後|予定|まだ策定|黙って|gets? better|by when|main target|not yet adopted|"
    "the aim is to|will be added|yet been|silently",
    re.IGNORECASE,
)


def rendered(folder: Path) -> renderer.Renderer:
    """A plan, ready to be shown."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return renderer.Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")


def words(text: str) -> str:
    """A page's words on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def test_no_word_speaks_of_one_plan_or_promises_anything() -> None:
    """What an original shows, how a site was tested and when something will come is for a plan's data to say."""
    for key, text in WORDS.items():
        if key == "aging_words":
            continue  # no words that a site says, but those of which a plan is warned
        for said in text.values():
            assert not OF_ONE_PLAN.search(said), key
            assert not PROMISES.search(said), key


def test_english_is_set_as_print_sets_it_and_spelled_as_in_america() -> None:
    """Curly quotation marks and apostrophes; one spelling."""
    for key, text in WORDS.items():
        assert not re.search(r"['\"]", text["en"]), key
        assert not re.search(r"[Ll]icence|colour|behaviour|organis", text["en"]), key


def test_a_plan_without_such_texts_shows_none(other_city: Path, other_plan_words: str) -> None:
    """The invented plan builds without notes on schedules, examples to search for and a test of accessibility."""
    assert not OF_ONE_PLAN.search(other_plan_words)
    assert "例: " not in words((other_city / "search/index.html").read_text(encoding="utf-8"))
    assert 'class="examples"' not in (other_city / "index.html").read_text(encoding="utf-8")
    accessibility = words((other_city / "accessibility/index.html").read_text(encoding="utf-8"))
    assert "確かめ方" not in accessibility
    assert "まだできていないこと" in accessibility


@pytest.fixture(scope="module")
def other_plan_words(other_city: Path) -> str:
    """All words of the site of the invented plan."""
    pages = sorted(other_city.rglob("*.html"))
    assert len(pages) > 50
    return "\n".join(words(page.read_text(encoding="utf-8")) for page in pages)


_BUS = "data/projects/bus-counter.yml"
_PHASES = "    - {id: run, title: {ja: 実施, en: Run}, from: 2023, to: 2025}\n"


def test_what_a_schedule_lacks_is_said_plainly_or_as_the_data_says(tmp_path: Path) -> None:
    """A card without phases, and one with phases without years: in the site's words, or in those of the plan."""
    copy_plan(tmp_path)
    none = [{"file": _BUS, "find": f"  phases:\n{_PHASES}", "replace": "  phases: []\n"}]
    years = [{"file": "data/projects/one-counter.yml", "find": ", from: 2023, to: 2025", "replace": ""}]
    change({"edits": none + years}, tmp_path)
    pages = site.Site(rendered(tmp_path), library.Library()).pages
    assert 'id="schedule"' not in pages["projects/bus-counter.md"].html
    assert words(pages["roadmap.md"].html).count("この版にスケジュールを載せていない事業があります。") == 1
    assert "This edition gives no schedule of some projects." in words(pages["roadmap.en.md"].html)
    assert "実施 このサイトの説明 この版には、段階の年度を載せていません。" in words(
        pages["projects/one-counter.md"].html
    )
    assert "段階: 実施（年度は不明）" in words(pages["roadmap.md"].html)
    with (tmp_path / "data/roadmap.yml").open("a", encoding="utf-8") as file:
        file.write("note: {ja: 下の注です。, en: Below.}\nschedule_note: {ja: 図です。, en: A figure.}\n")
        file.write("phases_note: {ja: 矢印です。, en: Arrows.}\n")
    pages = site.Site(rendered(tmp_path), library.Library()).pages
    assert "実施 このサイトの説明 矢印です。" in words(pages["projects/one-counter.md"].html)
    assert words(pages["roadmap.md"].html).count("下の注です。") == 1
    assert "載せていません。" not in words(pages["projects/one-counter.md"].html).replace(
        "このページには載せていません。", ""
    )


def test_a_year_outside_the_plan_period_says_so(tmp_path: Path) -> None:
    """On the roadmap, on cards and on paper: a mark in the heading and one sentence, not a color alone."""
    copy_plan(tmp_path)
    change({"edits": [{"file": "data/roadmap.yml", "find": "to: 2025", "replace": "to: 2026"}]}, tmp_path)
    shown = rendered(tmp_path)
    pages = site.Site(shown, library.Library()).pages
    note = "計画期間は令和5年度（2023年度）～令和7年度（2025年度）です。"
    note += "「計画期間後」とある年度は、計画期間に含まれません。"
    outside = {"roadmap.md": ["計画期間", "計画期間後"], "projects/bus-counter.md": ["R8（計画期間後） 2026"]}
    for page, expected in outside.items():
        assert note in words(pages[page].html)
        heads = [words(head) for head in re.findall('<th scope="col.*?</th>', pages[page].html)]
        assert list(dict.fromkeys(head for head in heads if "計画期間" in head)) == expected
    assert 'data-label="R8（計画期間後）"' in pages["roadmap.md"].html
    english = words(pages["roadmap.en.md"].html)
    assert "after the plan period FY2023" in english
    assert "Years marked “after the plan period” are not part of it." in english
    by_name = {document.name: document.content for document in edition.PaperEdition(shown, "ja").documents()}
    summary, card = by_name["summary"]["sheets"][0], by_name["projects/bus-counter"]["sheets"][0]["card"]
    assert summary["years"][-1][0] == card["years"][-1][0] == "R8（計画期間後）"
    assert (summary["years_notes"], card["schedule_notes"]) == ([{"own": note}], [{"own": note}])


def test_within_the_plan_period_nothing_is_marked(other_plan_words: str) -> None:
    """No mark and no sentence where all columns are years of the plan."""
    assert "計画期間後" not in other_plan_words
    assert "計画期間に含まれません" not in other_plan_words


_TESTED = """tested: {day}
pages: 4
runs: 16
violations: 0
html_errors: 0
tools: [axe-core]
"""


def about_dates(folder: Path, *, status: str, updated: str, tested: str) -> dict[str, str]:
    """The words of the pages on the edition and on accessibility, by their file."""
    edits = [
        {"file": "data/plan.yml", "find": "status: adopted", "replace": f"status: {status}"},
        {"file": "data/plan.yml", "find": "updated: 2024-05-01", "replace": f"updated: {updated}"},
    ]
    if status == "draft":  # which has no day of adoption
        edits.append({"file": "data/plan.yml", "find": "  decided: 2023-03-20\n", "replace": ""})
    change({"edits": edits, "write": {"data/accessibility.yml": _TESTED.format(day=tested)}}, copy_plan(folder))
    pages = site.Site(rendered(folder), library.Library()).pages
    return {name: words(page.html) for name, page in pages.items() if name.startswith(("about.", "accessibility."))}


def test_what_dates_say_together_is_told(tmp_path: Path) -> None:
    """A draft whose period has begun, and data that are newer than the test of accessibility: in a sentence each."""
    told = about_dates(tmp_path, status="draft", updated="2023-04-01", tested="2023-03-31")
    assert "計画期間はすでに始まっていますが、この版では、計画は案のままです。" in told["about.md"]
    assert "The plan period has begun, but in this edition the plan is still a draft." in told["about.en.md"]
    later = (
        "試験した日 令和5年3月31日（2023年） 試験の後、令和5年4月1日（2023年）に、サイトのデータが更新されています。"
    )
    assert later in told["accessibility.md"]
    assert "The data of the site were updated after the test, on April 1, 2023." in told["accessibility.en.md"]
    assert "すべてのウェブページ（4ページ）、延べ16回。PDFは含みません。" in told["accessibility.md"]


@pytest.mark.parametrize(("status", "updated"), [("draft", "2023-03-31"), ("adopted", "2023-04-01")])
def test_what_dates_do_not_say_is_not_told(tmp_path: Path, status: str, updated: str) -> None:
    """Before the period begins, and once the plan is adopted; a test of the same day is not older than the data."""
    told = about_dates(tmp_path, status=status, updated=updated, tested=updated)
    assert "すでに始まっています" not in told["about.md"]
    assert "試験の後" not in told["accessibility.md"]


def test_how_a_name_is_read_is_the_sites_own(tmp_path: Path) -> None:
    """Readings and other spellings of terms, and the readings of names of departments: marked once on their pages."""
    folder = copy_plan(tmp_path)
    pages = site.Site(rendered(folder), library.Library()).pages
    assert "このサイトの説明 読みがなと「別の書き方」は、このサイトが加えたものです。" in words(
        pages["glossary.md"].html
    )
    said = "How the Japanese names are read was written for this site and is not in the plan."
    show = "Note by this site At a counter, show the Japanese name."
    assert f"{show} {said}" in words(pages["departments.en.md"].html)
    assert "読み方は、このサイトが" not in words(pages["departments.md"].html)
    for name in ("Somu-ka", "Chomin-ka"):
        edit(folder / "data/departments.yml", f", romanized: {name}", "")
    pages = site.Site(rendered(folder), library.Library()).pages
    assert show in words(pages["departments.en.md"].html)
    assert said not in words(pages["departments.en.md"].html)


def test_no_office_is_named_as_in_charge_where_no_contact_is_given(tmp_path: Path) -> None:
    """Who keeps the plan is said with the way to reach it, on every page; without one only the city is named."""
    folder = copy_plan(tmp_path)
    office = "総務課"
    for contact in ("", "contact: {ja: 電話 0000-00-0000, en: Phone 0000-00-0000, pt: Telefone 0000-00-0000}\n"):
        edit(folder / "data/plan.yml", "office: ", f"{contact}office: ")
        made = site.Site(rendered(folder), library.Library())
        about, accessibility = (words(made.pages[f"{name}.md"].html) for name in ("about", "accessibility"))
        foot = made.frames("ja", "https://minamo.example/").of(made.pages["about.md"]).keeper
        assert (office in foot, office in about, office in accessibility) == (bool(contact),) * 3
        assert "みなも町" in foot
        assert ("問い合わせ先 記載がありません。" in about) is not bool(contact)
        assert ("電話 0000-00-0000" in accessibility) is bool(contact)


def test_notes_of_translators_are_explained_where_there_are_any(tmp_path: Path) -> None:
    """On the page about this edition and on paper; not in a plan whose translations add nothing."""
    folder = copy_plan(tmp_path)
    explained = "is in square brackets, as “Translator’s note.”"
    title, note = "en: One Counter", "en: 'One Counter [Translator’s note: there were two]'"
    for noted in (False, True):
        if noted:
            edit(folder / "data/projects/one-counter.yml", title, note)
        made = rendered(folder)
        pages = site.Site(made, library.Library()).pages
        assert (explained in words(pages["about.en.md"].html)) is noted
        assert ("訳注（Translator’s note）として" in words(pages["about.md"].html)) is noted
        for language in ("en", "ja"):
            whole = next(one for one in edition.PaperEdition(made, language).documents() if one.name == "whole")
            assert (explained in str(whole.content)) is (noted and language == "en")


def test_the_roadmap_speaks_of_phases_only_where_their_years_are_known(tmp_path: Path) -> None:
    """A reader does not look for bars that are nowhere."""
    folder = copy_plan(tmp_path)
    dated, undated = "年度の分かる段階と、目標値の年度", "目標値の年度を示しています。"
    assert dated in words(site.Site(rendered(folder), library.Library()).pages["roadmap.md"].html)
    for card in (folder / "data/projects").glob("*.yml"):
        text = card.read_text(encoding="utf-8")
        card.write_text(
            re.sub(r"(?m)^schedule:(?:.*\n)(?:[ -].*\n)*", "schedule: {phases: []}\n", text), encoding="utf-8"
        )
    shown = words(site.Site(rendered(folder), library.Library()).pages["roadmap.md"].html)
    assert undated in shown
    assert dated not in shown
    assert "段階" not in shown


def test_a_measure_without_projects_says_where_the_plan_speaks_of_it(tmp_path: Path) -> None:
    """That no project is under it is the site's own sentence; the data may add the place, in the same mark."""
    folder = copy_plan(tmp_path)
    text = (folder / "data/structure.yml").read_text(encoding="utf-8")
    measure = """          - id: alone
            title: {ja: ひとりの施策, en: A measure alone, pt: Medida}
            actions: [{ja: 行います。, en: It is done., pt: Faz.}]
"""
    where = "            elsewhere: {ja: 取組は別の章にあります。, en: It is in another chapter., pt: Em outro.}\n"
    none = "このサイトの説明 この施策に当たる事業のカードはありません。"
    for added, said in ((measure, none), (measure + where, f"{none}取組は別の章にあります。")):
        (folder / "data/structure.yml").write_text(text.rstrip("\n") + "\n" + added, encoding="utf-8")
        shown = words(site.Site(rendered(folder), library.Library()).pages["projects/index.md"].html)
        assert said in shown
        assert ("別の章" in shown) == ("elsewhere" in added)


def test_a_plan_whose_period_is_over_says_so(tmp_path: Path) -> None:
    """On the home page, in the mark of the site's own words, and beside the period; with its day of revision."""
    folder = copy_plan(tmp_path)
    over = "計画期間は、データの更新日までに終わっています。"
    for updated, said in (("2026-03-31", False), ("2026-04-01", True)):
        edit(folder / "data/plan.yml", "updated: 2024-05-01", f"revised: 2024-03-29\n  updated: {updated}")
        pages = site.Site(rendered(folder), library.Library()).pages
        assert (f"このサイトの説明 {over}" in words(pages["index.md"].html)) is said
        about = words(pages["about.md"].html)
        assert (over in about) is said
        assert "改定日 令和6年3月29日（2024年）" in about
        edit(folder / "data/plan.yml", f"revised: 2024-03-29\n  updated: {updated}", "updated: 2024-05-01")
