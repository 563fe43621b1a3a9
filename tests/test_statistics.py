"""What a series says in words: its sentences, its table, what is missing and where the figures come from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from cases import Case, cases
from copies import INVENTED
from plan.drawing.chart_data import Drawing, Mark, Slot
from plan.model import Plan, Series
from plan.model.types import Languages
from plan.reading.loader import load_plan
from plan.reading.yaml_file import YamlFile, parse_yaml
from plan.showing.catalog import Catalog
from plan.showing.doubts import Doubts
from plan.showing.localizer import Localizer
from plan.showing.statistics import Figure, figure
from plan.showing.statistics_words import one_in, share

CASES = cases("statistics", "series", "says")
LANGUAGES = Languages(("ja", "en"), ("ja", "en"))


@pytest.fixture(scope="module")
def other_plan() -> Plan:
    """The invented plan: the site's words, and a source for every figure."""
    loaded = load_plan(INVENTED / "data", INVENTED / "docs")
    assert loaded.plan
    return loaded.plan


def series(text: str) -> Series:
    """A small series as the loader would give it, its figures with the digits as written."""
    file = YamlFile("series.yml")
    parse_yaml(text.encode(), file)
    assert not file.findings
    data: Any = file.data
    names = ("title", "notes", "reference", "year", "whole", "kind", "headline", "columns", "bases")
    record = {name: data[name] for name in names if name in data}
    return Series.model_validate(
        {"title": {"ja": "題", "en": "Title"}, **record, "rows": tuple(map(row, data["rows"]))},
        context={"languages": LANGUAGES},
    )


def row(data: dict[str, Any]) -> dict[str, Any]:
    """A row with its figures as `{column: figure}`; in place of a figure the reason, or all of its record."""
    given: dict[str, Any]
    found = []
    for column, value in data["figures"].items():
        if isinstance(value, dict):
            given = value if {"value", "stated"} & value.keys() else {"missing": value}
        else:
            given = {"value": value}
        sure = {} if "missing" in given else {"source": "register", "confidence": "two-sources"}
        found.append({"column": column, **sure, **given})
    return {name: value for name, value in data.items() if name != "figures"} | {"values": tuple(found)}


def shown_figure(id: str, series: Series, plan: Plan, language: str) -> Figure:
    """A series in a language of a plan."""
    speak = Localizer(language, plan.languages, plan.words)
    return figure(id, series, plan, speak, Doubts(Catalog(plan), speak))


def spoken(case: Case, plan: Plan, language: str) -> Figure:
    """The figure of a case in a language."""
    return shown_figure("case", series(case["series"]), plan, language)


@pytest.mark.parametrize("case", CASES)
def test_a_series_says_what_its_figures_say(case: Case, other_plan: Plan) -> None:
    """The sentences of a series, and whatever else the case looks at, exactly, in both languages."""
    assert set(case["says"]) == {"ja", "en"}
    for language, expected in case["says"].items():
        shown = spoken(case, other_plan, language)
        said = {
            "sentences": [said.plain for said in shown.sentences],
            "headline": shown.headline.plain if shown.headline else None,
            "missing": [said.plain for said in shown.missing],
            "explained": [said.plain for said in shown.explained],
            "head": list(shown.head),
            "table": [[*(cell.text for cell in row), group.basis] for group in shown.groups for row in group.rows],
            "bars": [[slot.label, *(mark.label for mark in slot.marks), slot.empty] for slot in shown.drawing.slots],
            "sources": [source.id for source in shown.sources],
        }
        assert {name: said[name] for name in expected} == expected
        assert "sentences" in expected


COLUMNS = """
headline: people
whole: all
columns:
  - {id: people, name: {ja: 高齢者, en: Older people}, unit: {ja: 人, en: people}}
  - {id: others, name: {ja: ほか, en: Others}, unit: {ja: 人, en: people}}
  - {id: rate, name: {ja: 率, en: Rate}, unit: {ja: "%", en: "%"}}
  - {id: all, name: {ja: 総人口, en: Total population}, unit: {ja: 人, en: people}}
bases:
  - {id: census, name: {ja: 国勢調査, en: Census of the nation}, short: {ja: 国調, en: Census}}
  - {id: register, name: {ja: 住民基本台帳, en: Resident register}}
notes:
  - {ja: 注, en: A note}
reference: 250
"""
PARTS = """
kind: parts
rows:
  - {year: 2015, basis: census, figures: {people: 300, others: 700, rate: 30.0, all: 1000}}
  - {year: 2020, basis: register, figures: {people: 400, others: {ja: 不明, en: Unknown}}}
"""
COMPARISON = """
kind: comparison
year: 2020
rows:
  - {label: {ja: 北町, en: Kita}, basis: census, figures: {people: 0.5}}
  - {label: {ja: 南町, en: Minami}, basis: census, figures: {people: {ja: 不明, en: Unknown}}}
  - {label: {ja: みなも町, en: Minamo}, basis: register, ours: true, figures: {people: 1200}}
"""


def test_all_of_a_drawing_in_parts(other_plan: Plan) -> None:
    """Columns of the headline's unit but the whole, each figure with its share of the whole, what is not known."""
    shown = shown_figure("id", series(PARTS + COLUMNS), other_plan, "ja")
    assert (shown.id, shown.title, [note.plain for note in shown.notes]) == ("id", "題", ["注"])
    assert shown.drawing == Drawing(
        kind="parts",
        unit="単位：人",
        columns=(("people", "高齢者"), ("others", "ほか")),
        bases=(("census", "国調"), ("register", "住民基本台帳")),
        slots=(
            Slot(
                label="H27\n2015",
                basis="census",
                marks=(Mark("people", 300.0, "300\n30.0%"), Mark("others", 700.0, "700\n70.0%")),
                whole=1000.0,
                whole_label="1,000",
                when=2015.0,
            ),
            Slot(
                label="R2\n2020", basis="register", marks=(Mark("people", 400.0, "400"),), empty="値なし", when=2020.0
            ),
        ),
        headline="people",
        reference=250.0,
        reference_label="250人",
        zero="0人",
    )


def test_all_of_a_drawing_that_compares(other_plan: Plan) -> None:
    """From the highest, the unknown last; ours is marked; nothing to compare with where no reference is given."""
    text = COMPARISON + COLUMNS.replace("reference: 250\n", "").replace("whole: all\n", "")
    shown = shown_figure("id", series(text), other_plan, "en")
    assert shown.drawing == Drawing(
        kind="comparison",
        unit="Unit: people",
        columns=(("people", "Older people"),),
        bases=(("census", "Census"), ("register", "Resident register")),
        slots=(
            Slot(label="Minamo", basis="register", marks=(Mark("people", 1200.0, "1,200"),), ours=True),
            Slot(label="Kita", basis="census", marks=(Mark("people", 0.5, "0.5"),)),
            Slot(label="Minami", basis="census", marks=(), empty="No figure"),
        ),
        headline="people",
        reference=None,
        reference_label="",
        zero="0 people",
    )


@pytest.mark.parametrize("case", CASES)
def test_no_sentence_speaks_of_two_bases(case: Case, other_plan: Plan) -> None:
    """A sentence on change names one basis, and no year that only another basis has."""
    counted = series(case["series"])
    for language in ("ja", "en"):
        speak = Localizer(language, other_plan.languages, other_plan.words)
        years = {
            basis.id: {speak.year(row.year) for row in counted.rows if row.basis == basis.id and row.year}
            for basis in counted.bases
        }
        said = spoken(case, other_plan, language).sentences if counted.kind != "comparison" else ()
        for sentence in (own.plain for own in said):
            named = [basis.id for basis in counted.bases if speak.plain(basis.name) in sentence]
            assert len(named) == 1
            assert not [year for year in set().union(*years.values()) - years[named[0]] if year in sentence]


@pytest.mark.parametrize("case", CASES)
def test_what_is_missing_is_named_and_not_drawn(case: Case, other_plan: Plan) -> None:
    """Each missing figure is marked in the table, stands in a sentence with its reason, and has no bar."""
    counted = series(case["series"])
    missing = [value for row in counted.rows for value in row.values if value.missing]
    shown = spoken(case, other_plan, "en")
    cells = [cell for group in shown.groups for row in group.rows for cell in row]
    assert len(shown.missing) == len({value.missing["en"] for value in missing if value.missing})
    for value in missing:
        assert value.missing and any(value.missing["en"] in said.plain for said in shown.missing)
    figures = sum(value.value is not None for row in counted.rows for value in row.values)
    stated = sum(value.stated is not None for row in counted.rows for value in row.values)
    assert sum(cell.missing for cell in cells) == len(counted.rows) * len(counted.columns) - figures - stated
    assert sum(len(slot.marks) for slot in shown.drawing.slots) <= figures


@pytest.mark.parametrize("case", cases("shares", "part", "whole", "share"))
def test_a_share_is_rounded_half_up(case: Case) -> None:
    """Halves go away from zero, as staff round them; never to the even digit."""
    assert str(share(Decimal(case["part"]), Decimal(case["whole"]))) == case["share"]


@pytest.mark.parametrize(
    ("part", "whole", "many"),
    [(16389, 212938, 13), (1, 2, 2), (53086, 211850, None), (1, 100, 100), (1, 101, None), (3, 4, None), (0, 9, None)],
)
def test_one_in_so_many_is_the_same_share(part: int, whole: int, many: int | None) -> None:
    """Only where it is the share that the table prints, to one decimal of a percent: 25.1% is not one in four."""
    assert one_in(part, whole) == many


def test_the_first_plan_has_headlines_from_its_numbers(plan: Plan) -> None:
    """How much in how many years, and what it has come to; the city's place from the highest."""
    found = {
        (id, language): shown.headline.plain
        for id in plan.series
        for language in ("ja", "en")
        if (shown := shown_figure(id, plan.series[id], plan, language)).headline
    }
    assert found["foreign-residents", "ja"] == "外国人人口は11年で6,685人増え、13人に1人になりました。"
    assert (
        found["foreign-residents", "en"] == "Foreign residents: up 6,685 people in 11 years, now 1 in every 13 people."
    )
    assert found["population-by-age", "ja"] == "65歳以上は10年で11,023人増え、総人口の25.1%になりました。"
    assert found["day-night-ratio", "ja"] == "昼夜間人口比率は10年で1.3ポイント低くなり、97.6%になりました。"
    assert (
        found["day-night-neighbors", "ja"]
        == "伊勢崎市の昼夜間人口比率は97.6%で、比べた11か所のうち高い方から6番目です。"
    )
    assert len(found) == 8
