"""An indicator is worded once, and every place that shows it takes those words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from copies import change, copy_plan
from plan import model
from plan.pages import sharing, site
from plan.paper import edition, library
from plan.showing import indicator, renderer
from plan.showing.doubts import Doubts
from plan.showing.localizer import Localizer
from test_indicators import BUS, INDICATOR, rendered, words

#: An indicator with all that can be missing: no unit, no baseline and its year, one actual; and kept, not raised.
_BARE = """  - id: uses
    name: {ja: 利用件数, en: Number of uses}
    direction: keep
    method: {ja: 走る窓口を使った人の数, en: people who used the counter}
    baseline: {missing: {ja: 未計測, en: not measured}}
    target: {fiscal_year: 2025, value: 2000}
    actuals:
      - {fiscal_year: 2023, value: 1500}
      - {fiscal_year: 2024, missing: {ja: 集計中, en: being counted}}
    notes:
      - {ja: 支所を含む, en: with branch offices}
"""


#: Doubts about the indicator as a whole, about its target alone, and about what was reached in the first year.
_DOUBTS = """notes:
  - id: uses-of-what
    kind: doubt
    places: [{where: {ja: カード, en: Card}, says: {ja: 利用件数, en: Number of uses}}]
    about: [{at: "data/projects/bus-counter.yml: indicators[uses]", doubtful: true}]
    decide: unit
    doubt: {ja: 何を数えるかは、書かれていません。, en: It does not say what is counted.}
    published: {ja: 原文のまま, en: As printed}
    reason: {ja: 書かれていない。, en: Not stated.}
  - id: high-target
    kind: doubt
    places: [{where: {ja: カード, en: Card}, says: {ja: 目標値, en: Target}}]
    about: [{at: "data/projects/bus-counter.yml: indicators[uses].target.value", value: 2000, doubtful: true}]
    decide: figure
    doubt: {ja: 理由は、書かれていません。, en: It does not say why.}
    published: {ja: 原文のまま, en: As printed}
    reason: {ja: 書かれていない。, en: Not stated.}
  - id: first-year
    kind: doubt
    places: [{where: {ja: カード, en: Card}, says: {ja: 実績値, en: Actual value}}]
    about: [{at: "data/projects/bus-counter.yml: indicators[uses].actuals[0].value", value: 1500, doubtful: true}]
    decide: figure
    doubt: {ja: 年度の途中の値です。, en: The year was not over.}
    published: {ja: 原文のまま, en: As printed}
    reason: {ja: 途中の値。, en: Not over.}
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> renderer.Renderer:
    """A plan with one indicator of which much is missing and more is in doubt, which the home page names."""
    folder = copy_plan(tmp_path_factory.mktemp("shown"))
    why = "reason: 原典に書かれていない。"
    accepted = (
        f"departments: [residents]\naccepted:\n  - {{rule: no-unit, {why}}}\n  - {{rule: no-baseline-year, {why}}}"
    )
    edits = [
        {"file": BUS, "find": INDICATOR, "replace": _BARE},
        {"file": BUS, "find": "departments: [residents]", "replace": accepted},
        {"file": "data/plan.yml", "find": "office: ", "replace": "featured: [bus-counter]\noffice: "},
    ]
    change({"edits": edits, "write": {"data/notes.yml": _DOUBTS}}, folder)
    return rendered(folder)


def test_an_indicator_is_worded_once(bare: renderer.Renderer) -> None:
    """The record has every word of it: amounts with the unit, reasons in brackets, years, direction, method, notes."""
    shown = site.Site(bare, library.Library())
    (item,) = shown.views("ja").indicators(shown.catalog.card("bus-counter"))
    assert (item.baseline.words.plain, item.baseline.known, item.baseline.year) == (
        "（未計測）",
        False,
        "",
    )
    assert (item.target.words.plain, item.target.known, item.target.short_year) == ("2,000", True, "R7")
    assert [actual.words.plain for actual in item.actuals] == ["1,500", "（集計中）"]
    assert (item.unit, item.way, item.short_direction.plain) == ("", "keep", "比べられません")
    assert item.direction is not None
    assert item.direction.plain == "現状値がないため、目標値と比べられません。"
    assert item.method is not None
    assert item.method.plain == "算定方法: 走る窓口を使った人の数"
    (english,) = shown.views("en").indicators(shown.catalog.card("bus-counter"))
    assert (english.baseline.words.plain, english.baseline.words.html) == ("(not measured)", " (not measured)")
    assert [note.plain for note in english.notes] == ["with branch offices"]
    assert shown.views("ja").indicators(shown.catalog.card("bus-counter"))[0] is item


def marked(amount: indicator.ShownAmount, *, away: bool = False) -> str:
    """An amount and the mark beside it, as the words of a page; `away`: where the doubts stand elsewhere."""
    mark = amount.mark and (amount.mark.away if away else amount.mark.here)
    return f"{amount.words.plain} {mark.plain.strip()}" if mark else amount.words.plain


def places(bare: renderer.Renderer, language: str) -> dict[str, tuple[str, list[str]]]:
    """For each place that shows an indicator: what it shows, and what it has to show, from the record."""
    shown = site.Site(bare, library.Library())
    card = shown.catalog.card("bus-counter")
    (item,) = shown.views(language).indicators(card)
    speak, suffix = shown.speaker(language), "" if language == "ja" else f".{language}"
    baseline, target, actuals = item.baseline, item.target, item.actuals
    pages = {name: words(shown.pages[f"{name}{suffix}.md"].html) for name in _PAGES}
    word = speak.plain_word
    at = f"{word('baseline')} {baseline.year}".strip()
    way = f"{at} {marked(baseline)} {word('target')} {target.year} {marked(target)}"
    newest = next(actual for actual in actuals if actual.known)
    stands = [f"{at} {marked(baseline)} {word('actual')} {newest.year} {marked(newest)}"]
    stands += [f"{word('target')} {target.year} {marked(target)}"]
    reached = [f"{actual.year} {marked(actual)}" for actual in actuals]
    row = [f"{marked(actual)} {actual.year}".strip() for actual in (baseline, *actuals, target)]
    doubts = [doubt.said.plain for doubt in item.doubts]
    assert len(doubts) == 3
    assert item.direction
    assert target.mark
    assert baseline.mark
    mark = baseline.mark.away.plain.strip()
    paper = edition.PaperEdition(bare, language)
    by_name = {document.name: document.content for document in paper.documents()}
    (printed,) = [sheet["card"] for sheet in by_name["projects/bus-counter"]["sheets"]]
    sheet = printed["indicators"][0] | {"doubts": printed["doubts"]}
    rows = [row for row in by_name["summary"]["sheets"][0]["rows"] if item.name.plain in row]
    index = shown.texts[f"assets/search.{language}.js"]
    assert isinstance(index, bytes)
    picture = sharing.card_lines(card, (item,), shown.plan, speak)
    on_paper = [[actual.words.plain, actual.mark.here.plain if actual.mark else "", False] for actual in actuals]
    notes = [note.plain for note in item.notes]
    assert item.method
    return {
        "card": (
            pages["projects/bus-counter"],
            [*stands, item.direction.plain, *reached, item.method.plain, *notes, *doubts],
        ),
        "answer": (pages["projects/bus-counter"], [f"{item.name.plain} {marked(target)} {target.year}"]),
        "home": (pages["index"], [f"{item.name.plain} {way}", *doubts]),
        "table": (pages["indicators"], [*row, item.short_direction.plain, *notes, *doubts]),
        "list": (
            pages["projects/index"],
            [f"{baseline.words.plain}{baseline.in_year} {mark} → {marked(target, away=True)} {target.year}"],
        ),
        "roadmap": (
            pages["roadmap"],
            [
                f"{at}: {marked(baseline, away=True)}",
                f"{word('target')} {marked(target, away=True)}",
            ],
        ),
        "search": (index.decode(), [item.name.plain, f" {target.words.plain} {target.year}"]),
        "picture": ("\n".join(picture.values()), [target.words.plain, f"{item.name.plain}\n{target.year}"]),
        "sheet": (
            "\n".join(str(value) for value in sheet.values()),
            [
                baseline.words.plain,
                target.words.plain,
                *(f"{amount.year}\n{amount.mark and amount.mark.here}" for amount in (baseline, target)),
                item.direction.plain,
                str(on_paper)[1:-1],
                str([{"own": doubt} for doubt in doubts]),
            ],
        ),
        "summary": (
            str(rows),
            [str([item.name.plain, baseline.away, target.away, target.short_year])[1:-1]],
        ),
    }


_PAGES = ("index", "projects/bus-counter", "projects/index", "indicators", "roadmap")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_place_shows_the_words_of_the_one_record(bare: renderer.Renderer, language: str) -> None:
    """Card, home, table, list, roadmap, search, share picture, sheet and summary: the same words everywhere."""
    found = places(bare, language)
    for place, (shows, expected) in found.items():
        for said in expected:
            assert said in shows, place
    assert len(found) == 10


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_place_words_an_indicator_itself(
    bare: renderer.Renderer, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the record says something else, every place says that: none looks into the plan for a value or a unit."""
    other = indicator.shown_indicator

    def other_words(
        item: model.Indicator, speak: Localizer, at: str, doubts: Doubts, *, alone: bool
    ) -> indicator.ShownIndicator:
        record = other(item, speak, at, doubts, alone=alone)
        words = {
            name: replace(
                getattr(record, name), words=speak.phrase_in_it(f"MARK-{name}"), year=f"YEAR-{name}", bare=name
            )
            for name in ("baseline", "target")
        }
        actual = {"words": words["target"].words, "year": words["target"].year, "bare": "target"}
        return replace(record, **words, actuals=tuple(replace(item, **actual) for item in record.actuals))

    monkeypatch.setattr("plan.showing.views.shown_indicator", other_words)
    again = rendered(bare.kept.parent)
    for place, (shows, expected) in places(again, language).items():
        assert not re.search(r"未計測|not measured|1,500|2,000", shows), place
        for said in expected:
            assert said in shows, place
