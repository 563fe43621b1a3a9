"""The verdict of the city's rule stands where the indicator does, with its working, as the site's own words."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from cases import Case, cases
from copies import ROOT, change, copy_plan
from plan.judging.standing import standing_in
from plan.pages.site import Site
from plan.paper.content import nodes
from plan.paper.edition import PaperEdition
from plan.paper.library import Library
from plan.reading.loader import load_plan
from plan.showing.localizer import Localizer
from plan.showing.renderer import Renderer
from plan.showing.standings import standing_words
from plan.showing.verdicts import ShownVerdicts
from test_indicators import BUS, INDICATOR, words
from test_progress import exact, indicator
from test_verdicts import rule

RULE = """name: {ja: 進捗評価, en: Progress}
meaning: {ja: 見込まれる値と比べます。, en: Compared with what is expected.}
source: 要領 第5条
expected: straight
steps:
  - {id: a, letter: A, name: {ja: 順調, en: On course}, at_least: {pace: 100}}
  - {id: b, letter: B}
none: {no_value: {id: none, name: {ja: 評価困難, en: Cannot be judged}}}
"""
ACTUALS = """    actuals:
      - {fiscal_year: 2023, value: 75}
      - {fiscal_year: 2024, missing: {ja: 集計中, en: being counted}}
"""


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """The invented plan with a rule, and an indicator from 20 in FY2022 to 200 in FY2025."""
    folder = copy_plan(tmp_path_factory.mktemp("judged"))
    edits = [{"file": BUS, "find": INDICATOR, "replace": INDICATOR + ACTUALS}]
    change({"edits": edits, "write": {"data/verdicts.yml": RULE}}, folder)
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")


@pytest.fixture(scope="module")
def site(renderer: Renderer) -> Site:
    """Its pages."""
    return Site(renderer, Library())


def said(site: Site, name: str) -> str:
    """The words of a page."""
    return words(site.pages[name].html)


def test_a_card_says_the_verdict_and_how_it_comes_about(site: Site) -> None:
    """Year, step, and sentences with figures that a pocket calculator gives; what has no value has the city's word."""
    assert (
        "令和5年度（2023年度） B 現状値20から目標値200までの道のりの30.6%を進みました（（75－20）÷（200－20））。"
        "令和5年度（2023年度）までに見込まれる値は80で、見込まれる分の91.7%を進みました（（75－20）÷（80－20））。"
        in said(site, "projects/bus-counter.md")
    )
    assert "令和6年度（2024年度） 評価困難 この年度の実績値がないので、評価を計算できません。" in said(
        site, "projects/bus-counter.md"
    )
    assert (
        "FY2023 (Reiwa 5) B 30.6% of the way from the baseline 20 to the target 200 is done: (75 − 20) ÷ (200 − 20). "
        "By FY2023 (Reiwa 5) 80 was to be reached; of that, 91.7% is done: (75 − 20) ÷ (80 − 20)."
        in said(site, "projects/bus-counter.en.md")
    )


def test_the_rule_stands_with_the_indicators(site: Site) -> None:
    """In the city's words, with its source; each step with its bound."""
    assert (
        "進捗評価 見込まれる値と比べます。 決まりの出典: 要領 第5条 このサイトの説明 "
        "次の評価は、市の決まりに沿って、このサイトが計画の数値から計算したものです。計画には書かれていません。 "
        "段階と条件 段階 条件 A（順調） その年度までに見込まれる分の100%以上を進んだとき。 B それ以外のとき。"
        in said(site, "indicators.md")
    )


def test_paper_says_the_same(renderer: Renderer) -> None:
    """In the mark of what the edition adds."""
    (document,) = (item for item in PaperEdition(renderer, "en").documents() if item.name == "projects/bus-counter")
    (card,) = (node["card"] for node in nodes([*document.content["sheets"]]) if node.get("k") == "card")
    (shown,) = (item for item in card["indicators"] if item["verdicts"])
    assert shown["verdicts"][1] == {
        "own": "FY2024 (Reiwa 6) Cannot be judged There is no actual value for this year to compute a verdict from."
    }


@pytest.mark.parametrize("case", cases("verdicts", "rule", "indicator", "year", "status", "steps", "instead"))
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_case_has_its_sentences(site: Site, case: Case, language: str) -> None:
    """Whatever comes about is said in whole sentences without a slot left open."""
    plan = replace(site.plan, verdicts=rule(case["rule"]))
    shown = ShownVerdicts(plan, Localizer(language, plan.languages, plan.words))
    given = shown.of(indicator(exact(case["indicator"])), case.get("status", ""))
    assert given or not case["indicator"].get("actuals")
    for verdict in given:
        assert verdict.working
        for saying in verdict.working:
            assert re.fullmatch(r"[^{}]+[。.]", saying.plain)
    assert all(re.fullmatch(r"[^{}]+[。.]", step.bound.plain) for rule in shown.rules for step in rule.steps)


FROM = {"baseline": {"fiscal_year": 2020, "value": 480}, "target": {"fiscal_year": 2026, "value": 1200}}
BY_WAY = {"steps": [{"id": "a", "letter": "A", "at_least": {"way": 100}}, {"id": "b", "letter": "B"}]}


@pytest.mark.parametrize(
    ("actual", "step", "said"),
    [
        (
            {"value": 960, "bound": "about"},
            "b",
            "現状値480から目標値1,200までの道のりの66.7%を進みました（（約960－480）÷（1,200－480））。",
        ),
        ({"value": 1300, "bound": "at-least"}, "a", "実績値1,300以上は、目標値1,200に届いています。"),
        (
            {"value": 960, "bound": "at-least"},
            "",
            "実績値に「以上」「以下」などの幅があり、目標値に届いたかが決まらないので、評価を計算できません。",
        ),
        ({"stated": {"ja": "達成"}, "reached": True}, "a", "数値では分からない目標で、届いたと市が記録しています。"),
    ],
    ids=["about", "at-least-and-plain", "at-least-and-not-plain", "said-by-the-city"],
)
def test_a_value_that_is_not_bare_is_said_as_it_is_printed(
    site: Site, actual: dict[str, Any], step: str, said: str
) -> None:
    """About a figure counts as the figure; with one end only what is plain is said."""
    shown = ShownVerdicts(replace(site.plan, verdicts=rule(BY_WAY)), site.speaker("ja"))
    (verdict,) = shown.of(indicator(exact({**FROM, "actuals": [{"fiscal_year": 2023, **actual}]})), "")
    assert (verdict.step, [words.plain for words in verdict.working]) == (step, [said])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (FROM, "R8の目標値1,200に届いていない"),
        (FROM | {"targets": [{"fiscal_year": 2023, "value": 900}]}, "R5の目標値900に届いた"),
        ({"target": {"stated": {"ja": "策定"}}}, "数値では分からない（目標が言葉で書かれているため）"),
        ({}, "数値では分からない（計画に目標値がないため）"),
        (
            FROM | {"actuals": [{"fiscal_year": 2023, "stated": {"ja": "検討中"}}]},
            "数値では分からない（実績が言葉で書かれているため）",
        ),
        (
            {
                "target": {"fiscal_year": 2026, "stated": {"ja": "策定"}},
                "actuals": [{"fiscal_year": 2023, "stated": {"ja": "策定"}, "reached": True}],
            },
            "R8の目標「策定」に届いた",
        ),
        (FROM | {"actuals": [{"fiscal_year": 2022, "value": 3}]}, None),
    ],
)
def test_where_an_indicator_stands_is_said_with_its_target_or_why_nothing_can_tell(
    site: Site, fields: dict[str, Any], words: str | None
) -> None:
    """Without a rule; a value that is not there has no more to be said of it."""
    one = indicator(exact({"actuals": [{"fiscal_year": 2023, "value": 960}], **fields}))
    found = standing_words(standing_in(one, 2023, None), one, 2023, site.speaker("ja"))
    assert (found and found.plain) == words


#: A calculation as it is printed, with the percentage before it.
CALCULATION = re.compile(
    r"の(?P<percent>-?[\d,.]+)%[^（]*（（(?P<actual>\S+?)－(?P<base>\S+?)）÷（(?P<due>\S+?)－(?P<again>\S+?)））。"
)


def recomputed(sentence: str) -> tuple[Decimal, Decimal] | None:
    """The percentage that a sentence prints, and that which its calculation gives, rounded half up to tenths."""
    found = CALCULATION.search(sentence)
    if found is None:
        return None
    figures = {key: Decimal(re.sub(r"[約(),]|以[上下]", "", text)) for key, text in found.groupdict().items()}
    assert figures["base"] == figures["again"]
    exact = 100 * (figures["actual"] - figures["base"]) / (figures["due"] - figures["base"])
    return figures["percent"], exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_every_calculation_gives_the_percentage_that_is_printed(tmp_path: Path) -> None:
    """Of all years of all indicators of a plan with some hundred actual values; and where little was due."""
    nagino = load_plan(copy_plan(tmp_path, ROOT / "tests/plans/nagino-city") / "data", tmp_path / "docs").plan
    assert nagino
    shown = ShownVerdicts(nagino, Localizer("ja", nagino.languages, nagino.words))
    fields = [
        {"baseline": {"fiscal_year": 2017, "value": base}, "target": {"fiscal_year": end, "value": goal}}
        | {"actuals": [{"fiscal_year": 2019, "value": value}]}
        for base, goal, end, value in (
            (17.21, 18, 2024, 17.3), (10, 20, 2020, 14), (0.123, 0.128, 2024, 0.124), (100, 50, 2023, 104),
            (-1.5, 2.25, 2024, -0.75), (3160, 190000, 2024, 99999),
        )
    ]  # fmt: skip
    given = [*nagino.indicators, *(indicator(exact(field)) for field in fields)]
    sentences = [words.plain for one in given for year in shown.of(one, "") for words in year.working]
    found = [(sentence, pair) for sentence in sentences if (pair := recomputed(sentence))]
    assert len(found) > 200
    assert [sentence for sentence, (printed, right) in found if printed != right] == []
    assert (
        "令和元年度（2019年度）までに見込まれる値は約16.67で、見込まれる分の60%を進みました"
        "（（14－10）÷（16.67－10））。"
    ) in sentences
    assert (
        "現状値100から目標値50までの道のりの-8.0%で、目標値から遠ざかりました（（104－100）÷（50－100））。"
    ) in sentences
