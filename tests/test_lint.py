"""What the inspection says of indicators: errors stop the build, advice does not, and what is accepted is listed so."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import Case, cases
from copies import change, copy_plan
from plan.messages.sentences import SENTENCES
from plan.reading.loader import Loaded, load_plan
from plan.rules.indicators import RULES

CASES = cases("lint", "edits", "write", "findings", "remarks")
_NAME = "name: {ja: 利用件数, en: Number of uses}"
#: The invented plan without anything to remark: each card counts something of its own, and no year is over.
SOUND = {
    "edits": [
        {"file": "data/projects/one-counter.yml", "find": _NAME}
        | {"replace": "name: {ja: 窓口の利用件数, en: Number of uses of the counter}"},
        {"file": "data/projects/phone-help.yml", "find": _NAME}
        | {"replace": "name: {ja: 電話の利用件数, en: Number of uses of the telephone}"},
        {"file": "data/plan.yml", "find": "updated: 2024-05-01", "replace": "updated: 2024-03-01"},
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


def test_every_rule_has_a_case_and_a_reason() -> None:
    """Each rule is worded in both languages, says why it is there, and is shown by a case."""
    assert len(RULES) >= 12
    shown = [line for param in CASES for key in ("findings", "remarks") for line in param.values[0][key]]
    for id, rule in RULES.items():
        assert SENTENCES[rule.reason.id].kind == "pieces"
        start = SENTENCES[id].ja.split("{")[0]
        assert any(start in line for line in shown), id
