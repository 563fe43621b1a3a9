"""What says that a plan is a draft: while it is one, listed as what will change; once it is adopted, as left over."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import INVENTED, change, copy_plan
from frozen_editions import freeze
from invented_notes import NOTES
from plan.adopting import aging, drafts
from plan.preview import inspection
from plan.reading.loader import load_plan
from plan.translation.ledger import Ledger, judged

_SUMMARY = {"file": "data/plan.yml", "find": "みなも町の小さな計画です。", "replace": "みなも町の小さな計画の案です。"}
_DRAFT = [
    {"file": "data/plan.yml", "find": "status: adopted", "replace": "status: draft"},
    {"file": "data/plan.yml", "find": "decided: 2023-03-20", "replace": "decided_note: {ja: 空欄です。, en: Blank.}"},
]


def section(folder: Path) -> inspection.Section:
    """The section of the inspection on adoption."""
    return next(
        part for part in inspection.sections(load_plan(folder / "data", folder / "docs")) if part.id == "adoption"
    )


def points(folder: Path) -> list[str]:
    """Its points: place, field and words."""
    return [f"{point.place()}: {inspection.words(point)}" for point in section(folder).points]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented plan, with two texts that say the word for a draft."""
    copy_plan(tmp_path)
    chapter = tmp_path / "docs/plan/overview.en.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nThis draft was open to comments.\n", encoding="utf-8")
    change({"edits": [_SUMMARY]}, tmp_path)
    return tmp_path


def test_an_adopted_plan_lists_what_still_says_draft(folder: Path) -> None:
    """Each text with its line and the words around; the label of drafts, which is shown no more, is not among them."""
    assert section(folder).title == "まだ案とある文"
    first, second = points(folder)
    assert first == "data/plan.yml:3: summary（ja）: 「案」とあります（みなも町の小さな計画の案です。）"
    assert second.startswith("docs/plan/overview.en.md:")
    assert "（en）: 「Draft」とあります（…" in second
    assert "This draft was open" in second


def test_a_draft_lists_what_adoption_will_change(folder: Path) -> None:
    """The status with the day to be written, the note on the missing day, and the same texts."""
    left = points(folder)
    change({"edits": _DRAFT}, folder)
    assert section(folder).title == "策定のときに直すもの"
    assert points(folder) == [
        "data/plan.yml:9: edition.status: status を adopted にし、decided に策定日を書きます",
        "data/plan.yml:11: edition.decided_note: "
        "策定日がない理由が書いてあります。項目ごと消すか、策定日についての説明に直します",
        *left,
    ]


def test_a_draft_is_asked_whether_the_pages_of_its_notes_stay(tmp_path: Path) -> None:
    """While they are shown: at the field, or where the file begins, if it is left out; hidden, nothing is asked."""
    folder = copy_plan(tmp_path)
    change({"edits": _DRAFT, "write": {"data/notes.yml": NOTES}}, folder)
    words = (
        "notes_pages: 原典についての注記のページがサイトに載っています。"
        "策定の後に要らなければ、notes_pages を hidden にします"
    )
    assert f"data/plan.yml:2: {words}" in points(folder)
    details = folder / "data/plan.yml"
    written = details.read_text(encoding="utf-8")
    details.write_text(f"{written}notes_pages: shown\n", encoding="utf-8")
    assert f"data/plan.yml:{written.count(chr(10)) + 1}: {words}" in points(folder)
    details.write_text(f"{written}notes_pages: hidden\n", encoding="utf-8")
    assert not [point for point in points(folder) if "notes_pages" in point]


def test_what_was_frozen_is_history(tmp_path: Path) -> None:
    """A frozen draft says that it was one, in words that nobody mends, nor confirms, any more."""
    folder = copy_plan(tmp_path)
    label, reason = {"ja": "（案）", "en": "(Draft)"}, {"ja": "案を現在の形にしました。", "en": "A draft for now."}
    freeze(folder, INVENTED, id="draft", status="draft", label=label, reason=reason, days={"published": "2023-01-01"})
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    assert loaded.plan.editions
    assert [*drafts.texts(loaded.plan, loaded), *aging.texts(loaded.plan, loaded)] == []
    assert not [text for text in judged(loaded.manuscript, Ledger()) if text.file == "data/editions.yml"]


def test_a_plan_without_such_texts_says_so(tmp_path: Path) -> None:
    """The section is there, and empty."""
    assert section(copy_plan(tmp_path)).points == ()


@pytest.mark.parametrize(
    ("mark", "text", "found"),
    [
        ("案", "計画の案です。", "計画の案です。"),
        ("案", "みなも町計画（案）", "みなも町計画（案）"),
        ("案", "みなも町計画案について", "みなも町計画案について"),
        ("案", "窓口を案内し、提案と案件を受けます。", ""),
        ("Draft", "The DRAFT plan", "The DRAFT plan"),
        ("Draft", "Draftsmen drafted it.", ""),
        ("Draft", "0123456789 0123456789 the draft of a plan 0123456789", "…0123456789 the draft of a plan 0123…"),
    ],
)
def test_a_word_for_a_draft_is_found_as_a_word(mark: str, text: str, found: str) -> None:
    """Not as a part of another word; with some letters around it."""
    assert drafts.said(mark, text, "みなも町計画") == found
