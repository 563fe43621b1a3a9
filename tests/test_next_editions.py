"""The first plan as it could go on: what a table of old and new says of an adopted edition and a revision of it."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from next_editions import DRAFT, FOLDER, adopted, consulted, revised
from plan.editions.comparison import EditionTexts, compare
from plan.editions.shown_table import ShownTable
from plan.reading.loader import load_plan
from plan.showing.localizer import Localizer
from test_editions import told


def edition(folder: Path) -> EditionTexts:
    """The plan in a folder, which is sound."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, [str(finding) for finding in loaded.findings]
    return EditionTexts(loaded.plan, loaded.chapters)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, EditionTexts]:
    """The draft as it is, the adopted edition, its revision."""
    place = tmp_path_factory.mktemp("editions")
    return {
        "draft": edition(DRAFT),
        "adopted": edition(adopted(place / "adopted")),
        "revised": edition(revised(place / "revised")),
    }


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("old", "new"), [("draft", "adopted"), ("adopted", "revised")])
def test_every_change_is_told_as_offices_would(
    editions: dict[str, EditionTexts], old: str, new: str, language: str
) -> None:
    """The whole table, line for line: TOLD=write writes it down anew, to be read before it is kept."""
    lines = [line.replace("\n", "⏎") for line in told(compare(editions[old], editions[new], language))]
    file = FOLDER / f"told/{new}.{language}.txt"
    if os.environ.get("TOLD") == "write":
        file.write_text("\n".join((*lines, "")), encoding="utf-8")
    assert lines == file.read_text(encoding="utf-8").splitlines()


def test_the_consultation_has_every_kind_of_answer(tmp_path: Path) -> None:
    """Twenty opinions on the draft, which is sound with them; where something was changed is said."""
    found = edition(consulted(tmp_path)).plan.consultation
    assert found and found.over
    counts = Counter(opinion.reflected for opinion in found.opinions)
    assert counts.keys() == {"changed", "partly", "already", "later", "not"}
    assert counts.total() == 20
    assert all(opinion.where for opinion in found.opinions if opinion.reflected in ("changed", "partly"))


def test_the_table_calls_cards_and_changes_as_the_plan_does(editions: dict[str, EditionTexts]) -> None:
    """Cards in the order of their list, after their numbers, ended ones by their status, in the summary too; a
    target that came on a card that was there is told, and each with both wordings; a paragraph that was parted tells
    whether its words were changed as well."""
    plan = editions["adopted"].plan
    speak = Localizer("ja", plan.languages, plan.words)
    table = ShownTable(compare(editions["draft"], editions["adopted"], "ja"), ("", ""), speak)
    cards = next(part for part in table.parts if part.id == "compared_cards").groups
    assert [(card.name, card.kind) for card in cards][:2] == [
        ("標準事業1 総合窓口の拡充", "変更"),
        ("標準事業2 オンライン手続の拡充", "変更"),
    ]
    assert [card.kind for card in cards if card.kind in ("終了", "統合", "分割")] == ["分割", "統合", "終了"]
    parted = {
        row.remarks for part in table.parts for group in part.groups for row in group.rows if "段落" in str(row.remarks)
    }
    assert parted == {("変更・段落を分割",), ("段落を統合",)}
    assert [cards.kinds for cards in table.cards][1] == ("分割", "統合", "削除", "終了")
    assert not any("".join(cards.kinds) for cards in (table.cards[0], table.cards[2]))
    assert table.told[0].count == "6件"
    assert [row.brief for row in table.told[0].rows] == [
        "標準事業1 総合窓口の拡充: 令和11年度（2029年度）: 124件 → 150件、26件増（＋21%）",
        "標準事業2 オンライン手続の拡充: 令和11年度（2029年度）: 100% → 令和10年度（2028年度）: 100%、1年早く",
        "標準事業3 電子地域通貨ISECAの拡充: 令和11年度（2029年度）: 26.4% → 30.0%、3.6ポイント増",
        "個別事業1 くわまるタクシーの運用: 令和11年度（2029年度）: 190,000回 → 19,000回、171,000回減（－90%）",
        "個別事業3 介護認定調査・認定審査会DX事業: 令和11年度（2029年度）: 37日 → "
        "令和10年度（2028年度）: 35日、2日減（－5.4%）、1年早く",
        "個別事業6 デジタルコンテンツ推進等による交流人口の拡大: 令和11年度（2029年度）: 60件（追加）",
    ]
    assert table.told[1].rows[0].brief == (
        "個別事業7 開発許可・上水道管路等閲覧サービスシステムの導入: 建築指導課 → 建築指導課、上水道整備課"
    )
