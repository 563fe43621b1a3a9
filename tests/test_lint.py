"""What the inspection says of indicators: errors stop the build, advice does not, and what is accepted is listed so."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from cases import Case, cases
from copies import ROOT, change, copy_plan
from plan.messages.sentences import SENTENCES
from plan.reading.loader import Loaded, load_plan
from plan.rules.indicators import RULES

CASES = cases("lint", "edits", "write", "delete", "findings", "remarks")
_NAME = "name: {ja: 利用件数, en: Number of uses}"
#: The invented plan without anything to remark: each card counts something of its own, no year is
#: over, and each office says how it is reached.
SOUND = {
    "edits": [
        {"file": "data/projects/one-counter.yml", "find": _NAME}
        | {"replace": "name: {ja: 窓口の利用件数, en: Number of uses of the counter}"},
        {"file": "data/projects/phone-help.yml", "find": _NAME}
        | {"replace": "name: {ja: 電話の利用件数, en: Number of uses of the telephone}"},
        {"file": "data/plan.yml", "find": "updated: 2024-05-01", "replace": "updated: 2024-03-01"},
        {"file": "data/departments.yml", "find": "Somu-ka", "replace": "Somu-ka, contact: {telephone: 0570-000-100}"},
        {
            "file": "data/departments.yml",
            "find": "id: residents",
            "replace": "id: residents, contact: {fax: 0570-000-101}",
        },
    ]
}


def said(loaded: Loaded) -> list[str]:
    """The remarks as sentences, with the reason in brackets where one is accepted."""
    assert all((remark.level == "accepted") == bool(remark.reason) for remark in loaded.remarks)
    return [str(remark) + (f" [{remark.reason}]" if remark.reason else "") for remark in loaded.remarks]


@pytest.mark.parametrize("case", CASES)
def test_an_indicator_is_inspected(case: Case, tmp_path: Path) -> None:
    """The findings and the remarks are exactly those of the case; remarks alone stop nothing."""
    folder = copy_plan(tmp_path)
    change(SOUND, folder)
    change(case, folder)
    loaded = load_plan(folder / "data", folder / "docs")
    assert [str(finding) for finding in loaded.findings] == case["findings"]
    assert (loaded.plan is None) == bool(case["findings"])
    assert said(loaded) == case["remarks"]


#: Faults that a card may have of itself, as lines at its end: a picture nobody described, a text without English, an
#: acceptance that is no record, a field that is not there.
OWN_FAULTS = (
    "pictures:\n  - {file: pictures/counter.jpg}\n",
    "challenge: {ja: 窓口が混む。}\n",
    "colour: red\n",
)


@pytest.mark.parametrize("fault", OWN_FAULTS)
@pytest.mark.parametrize("case", [case for case in CASES if case.values[0]["findings"]])
def test_a_fault_of_a_card_hides_no_other(case: Case, fault: str, tmp_path: Path) -> None:
    """What the rules find of a card is told in one run with a fault that stands in the card itself."""
    folder = copy_plan(tmp_path)
    change(SOUND, folder)
    change(case, folder)
    for card in (folder / "data/projects").glob("*.yml"):
        card.write_text(card.read_text(encoding="utf-8") + fault, encoding="utf-8")
    told = [str(finding) for finding in load_plan(folder / "data", folder / "docs").findings]
    assert set(case["findings"]) < set(told)
    assert len(told) == len(case["findings"]) + len(list((folder / "data/projects").glob("*.yml")))


#: Ways of four years from a baseline to a target, as shares of it: straight, by fits and starts, past it, back from it.
COURSES = ((0.25, 0.5, 0.75, 1), (0, 0.1, 0.1, 0.9), (0.9, 1, 1.2, 1.3), (0.3, -0.1, -0.2, -0.5))


@cache
def remarks_without_values() -> set[tuple[str, str]]:
    """What is remarked of the first plan as it is, each with its file."""
    return {(remark.rule, remark.file) for remark in load_plan(ROOT / "data", ROOT / "docs").remarks}


@pytest.mark.parametrize("course", COURSES)
def test_four_years_of_values_bring_no_remark(course: tuple[float, ...], tmp_path: Path) -> None:
    """With a value for each year in all 21 indicators of the first plan there is no more to say than without any: none
    is held against a target or a baseline, whatever its last year brought."""
    folder = copy_plan(tmp_path, ROOT)
    count = 0
    for path in (folder / "data/projects").glob("*.yml"):
        card = yaml.safe_load(path.read_text(encoding="utf-8"))
        for indicator in card.get("indicators", ()):
            first, last = indicator.get("baseline", {}).get("value", 0), indicator["target"]["value"]
            most = 100 if indicator["unit"]["ja"] == "%" else 10**9
            values = (round(min(most, max(0, first + (last - first) * share))) for share in course)
            years = enumerate(values, 2026)
            indicator["actuals"] = [{"fiscal_year": year, "value": value} for year, value in years]
            count += 1
        path.write_text(yaml.safe_dump(card, allow_unicode=True), encoding="utf-8")
    details = folder / "data/plan.yml"
    details.write_text(
        re.sub("updated: .*", "updated: 2030-06-01", details.read_text(encoding="utf-8")), encoding="utf-8"
    )
    loaded = load_plan(folder / "data", folder / "docs")
    assert count == 21
    assert not loaded.findings
    assert {(remark.rule, remark.file) for remark in loaded.remarks} == remarks_without_values()


def test_every_rule_has_a_case_and_a_reason() -> None:
    """Each rule is worded in both languages, says why it is there, and is shown by a case."""
    assert len(RULES) >= 12
    shown = [line for param in CASES for key in ("findings", "remarks") for line in param.values[0][key]]
    for id, rule in RULES.items():
        assert SENTENCES[rule.reason.id].kind == "pieces"
        start = SENTENCES[id].ja.split("{")[0]
        assert any(start in line for line in shown), id
