"""What a series says in words: its sentences, its table, what is missing and where the figures come from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from cases import Case, cases
from conftest import ROOT
from plan.field_types import Languages
from plan.loader import load_plan
from plan.localizer import Localizer
from plan.model import Plan, Series
from plan.statistics import Figure, figure, share
from plan.yaml_file import YamlFile, parse_yaml

CASES = cases("statistics", "series", "says")
LANGUAGES = Languages(("ja", "en"), ("ja", "en"))


@pytest.fixture(scope="module")
def other_plan() -> Plan:
    """The invented plan: the site's words, and a source for every figure."""
    loaded = load_plan(ROOT / "tests/other-city/data", ROOT / "tests/other-city/docs")
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
    """A row with its figures as `{column: figure}`; in place of a figure the reason, in both languages."""
    found = []
    for column, value in data["figures"].items():
        if isinstance(value, dict):
            found.append({"column": column, "missing": value})
        else:
            found.append({"column": column, "value": value, "source": "register", "confidence": "one-source"})
    return {name: value for name, value in data.items() if name != "figures"} | {"values": tuple(found)}


def spoken(case: Case, plan: Plan, language: str) -> Figure:
    """The figure of a case in a language."""
    return figure("case", series(case["series"]), plan, Localizer(language, plan.languages, plan.words))


@pytest.mark.parametrize("case", CASES)
def test_a_series_says_what_its_figures_say(case: Case, other_plan: Plan) -> None:
    """The sentences of a series, and whatever else the case looks at, exactly, in both languages."""
    assert set(case["says"]) == {"ja", "en"}
    for language, expected in case["says"].items():
        shown = spoken(case, other_plan, language)
        said = {
            "sentences": list(shown.sentences),
            "missing": list(shown.missing),
            "head": list(shown.head),
            "table": [[cell.text for cell in row] for row in shown.rows],
            "bars": [[slot.label, *(mark.label for mark in slot.marks), slot.empty] for slot in shown.drawing.slots],
            "sources": [source.id for source in shown.sources],
        }
        assert {name: said[name] for name in expected} == expected
        assert "sentences" in expected


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
        for sentence in spoken(case, other_plan, language).sentences if counted.kind != "comparison" else ():
            named = [basis.id for basis in counted.bases if speak.plain(basis.name) in sentence]
            assert len(named) == 1
            assert not [year for year in set().union(*years.values()) - years[named[0]] if year in sentence]


@pytest.mark.parametrize("case", CASES)
def test_what_is_missing_is_named_and_not_drawn(case: Case, other_plan: Plan) -> None:
    """Each missing figure is marked in the table, stands in a sentence with its reason, and has no bar."""
    counted = series(case["series"])
    missing = [value for row in counted.rows for value in row.values if value.missing]
    shown = spoken(case, other_plan, "en")
    cells = [cell for row in shown.rows for cell in row]
    assert len(shown.missing) == len({value.missing["en"] for value in missing if value.missing})
    for value in missing:
        assert value.missing and any(value.missing["en"] in sentence for sentence in shown.missing)
    figures = sum(value.value is not None for row in counted.rows for value in row.values)
    assert sum(cell.missing for cell in cells) == len(counted.rows) * len(counted.columns) - figures
    assert sum(len(slot.marks) for slot in shown.drawing.slots) <= figures


@pytest.mark.parametrize("case", cases("shares", "part", "whole", "share"))
def test_a_share_is_rounded_half_up(case: Case) -> None:
    """Halves go away from zero, as staff round them; never to the even digit."""
    assert str(share(Decimal(case["part"]), Decimal(case["whole"]))) == case["share"]
