"""The desk: the last good site, brought up to date; a page whose original changed after its translation says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import ROOT, change, copy_plan
from plan.commands import confirm, translations
from plan.preview import inspection
from plan.publishing.current import Desk

CHANGED = {
    "edits": [
        {"file": "data/projects/bus-counter.yml", "find": "走る窓口に取り組みます。", "replace": "走る窓口を広げます。"}
    ]
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented plan with every translation confirmed."""
    copy_plan(tmp_path)
    assert confirm.record(tmp_path / "data", tmp_path / "docs") == 0
    return tmp_path


def desk_of(folder: Path) -> Desk:
    """A preview's desk for the plan in a folder."""
    return Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)


def notices(desk: Desk) -> list[str]:
    """The pages that say that their translation may be out of date."""
    assert desk.site
    return [uri for uri, page in desk.site.pages.items() if page.stale]


def test_a_page_says_that_its_original_has_changed(folder: Path) -> None:
    """The English card, lists that show its words, a chapter that lists it; not the Japanese, and no other card."""
    desk = desk_of(folder)
    desk.refresh()
    assert notices(desk) == []
    change(CHANGED, folder)
    desk.refresh()
    assert sorted(notices(desk)) == ["indicators.en.md", "plan/support.en.md", "projects/bus-counter.en.md"]
    assert confirm.record(folder / "data", folder / "docs") == 0
    desk.refresh()
    assert notices(desk) == []


def test_the_inspection_counts_and_lists_translations(folder: Path) -> None:
    """How many there are of each state, and each that is not confirmed with its line and its original."""
    change(CHANGED, folder)
    desk = desk_of(folder)
    desk.refresh()
    section = inspection.translation_section(desk.texts, desk.ledger, ("ja", "en"))
    english = [point for point in section.points if "（en）" in point.field]
    assert [(point.file, point.line, inspection.words(point), point.reason) for point in english] == [
        (
            "data/projects/bus-counter.yml",
            5,
            "content（en）: 訳を確かめた後に、原文が変わりました",
            "走る窓口を広げます。",
        )
    ]
    assert "en: 確認済み" in section.lead
    assert "、原文が変更1、未確認0、訳なし0" in section.lead
    partial = [text for text in desk.texts if text.language == "pt" and text.state == "missing"]
    assert partial and "／pt: " in section.lead and f"訳なし{len(partial)}" in section.lead
    assert not [point for point in section.points if "（pt）" in point.field and point.rule == "translation-missing"]


def test_more_than_the_city_allows_fails_the_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below the limit the command ends well; above it, it says so and fails."""
    change(CHANGED, folder)
    assert translations.show(folder / "data", folder / "docs", 100) == 0
    capsys.readouterr()
    assert translations.show(folder / "data", folder / "docs", 0) == 1
    said = capsys.readouterr().out
    assert "data/projects/bus-counter.yml:5: content: en: 原文が変更 / original changed" in said
    assert (
        "en: 確認していない訳が、市の定めた上限（0%）を超えています / more than the city's limit of 0% is not confirmed"
        in said
    )


def test_the_last_good_site_stays_while_data_is_faulty(folder: Path) -> None:
    """Findings come and go; the site that was last sound is still there, and an unchanged folder is not read again."""
    desk = desk_of(folder)
    desk.refresh()
    good = desk.site
    desk.refresh()
    assert desk.site is good
    fault = {"edits": [{"file": "data/projects/bus-counter.yml", "find": "value: 200", "replace": "value: many"}]}
    change(fault, folder)
    desk.refresh()
    assert [finding.rule for finding in desk.findings] == ["figure-of-words"]
    assert desk.site is good
