"""The command that counts, lists and confirms translations: what it says, what it asks, what it leaves alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from copies import ROOT, copy_plan
from deliveries import confirmed_plan
from plan.commands import confirm as confirm_command
from plan.commands import translations
from plan.translation.ledger import (
    LEDGER,
    Ledger,
    states,
)


def test_the_command_counts_and_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = confirmed_plan(tmp_path)
    (folder / "data/vision.yml").write_text(
        (folder / "data/vision.yml").read_text(encoding="utf-8").replace("めざす町", "めざすまち"), encoding="utf-8"
    )
    assert translations.show(folder / "data", folder / "docs") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "data/plan.yml:3: summary: pt: 訳なし / missing"
    assert "data/vision.yml:1: title: en: 原文が変更 / original changed" in lines
    words = len(yaml.safe_load((ROOT / "hooks/plan/reading/words.yml").read_text(encoding="utf-8")))
    assert lines[-3:] == [
        "en: 訳なし / missing: 0; 原文が変更 / original changed: 1; 未確認 / unconfirmed: 0; "
        "確認済み / confirmed: 74; 未完 / open: 1.3%",
        "pt: 訳なし / missing: 66; 原文が変更 / original changed: 0; 未確認 / unconfirmed: 0; "
        "確認済み / confirmed: 9; 未完 / open: 88.0%",
        f"pt: サイト自身の言葉は{words}のうち{words}が訳されていません（訳は data/words.yml に書きます） / "
        f"{words} of the {words} words of the site itself are not translated (translations go into data/words.yml)",
    ]


def test_what_a_partial_language_lacks_is_not_above_the_limit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What there is of it must be confirmed, as in every language."""
    folder = confirmed_plan(tmp_path)
    assert translations.show(folder / "data", folder / "docs", 5) == 0
    assert "above" not in capsys.readouterr().out
    (folder / "data" / LEDGER).unlink()
    assert translations.show(folder / "data", folder / "docs", 5) == 1
    said = "確認していない訳が、市の定めた上限（5%）を超えています / more than the city's limit of 5% is not confirmed"
    assert f"pt: {said}" in capsys.readouterr().out.splitlines()


def test_the_command_counts_the_words_of_the_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a city has translated is not missing, whatever else is."""
    folder = copy_plan(tmp_path)
    own = "search: {pt: Buscar}\nmenu: {pt: Menu}\nroadmap: {en: Timetable}\n"
    (folder / "data/words.yml").write_text(own, "utf-8")
    words = len(yaml.safe_load((ROOT / "hooks/plan/reading/words.yml").read_text(encoding="utf-8")))
    assert translations.show(folder / "data", folder / "docs") == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith(f"pt: サイト自身の言葉は{words}のうち{words - 2}が訳されていません")


def test_the_command_confirms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All, or a file; a name that fits nothing is an error, and then nothing is written."""
    folder = copy_plan(tmp_path)
    data, docs = folder / "data", folder / "docs"
    assert confirm_command.record(data, docs, ["data/vision.yml", "data/visions.yml"]) == 1
    assert confirm_command.record(data, docs, [], "no.such[field]") == 1
    assert capsys.readouterr().out.splitlines() == [
        "data/visions.yml: 訳のある文がこのファイルにありません / no text of this file is translated",
        "no.such[field]: この項目の文はありません / there is no text of this field",
    ]
    assert not (data / LEDGER).exists()
    assert confirm_command.record(data, docs, ["data/vision.yml"], "statement") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2組を確認済みとして書き加え、0組を取りました / 2 pair(s) confirmed and added, 0 taken out"
    ]
    assert confirm_command.record(data, docs) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["訳のない文が66件あります / 66 text(s) have no translation"]
    assert {text.state for text in states(data, docs) if text.language == "en"} == {"fresh"}


def test_the_command_asks_whether_somebody_has_read_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is recorded where nobody can be asked, or says no; what is confirmed already is not asked about."""
    folder = copy_plan(tmp_path)
    data, docs = folder / "data", folder / "docs"
    assert confirm_command.record(data, docs, ["data/vision.yml"], asking=True) == 0
    assert capsys.readouterr().out == (
        "何も記録していません。記録するには --yes を付けます（make では YES=1） / "
        "nothing was recorded; to record, add --yes (with make: YES=1)\n"
    )
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    for answer, recorded in (("n", False), ("y", True), ("n", True)):
        monkeypatch.setattr("builtins.input", lambda ask, said=answer: asked.append(ask) or said)
        assert confirm_command.record(data, docs, ["data/vision.yml"], asking=True) == 0
        assert (data / LEDGER).exists() == recorded
    assert (
        asked
        == [
            "訳4件を、両方の言語を読める人が確かめたものとして記録します。よろしいですか / record 4 translation(s) "
            "as read and found right by somebody who knows both languages? [y/N] "
        ]
        * 2
    )


def test_the_command_writes_nothing_over_a_broken_ledger_or_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines that were not understood, and pairs of files that could not be read, must not get lost."""
    folder = confirmed_plan(tmp_path)
    ledger = folder / "data" / LEDGER
    ledger.write_text(ledger.read_text(encoding="utf-8") + "<<<<<<< HEAD\n", encoding="utf-8")
    before = ledger.read_bytes()
    assert confirm_command.record(folder / "data", folder / "docs", prune=True) == 1
    assert ledger.read_bytes() == before
    ledger.write_bytes(before.replace(b"<<<<<<< HEAD\n", b""))
    (folder / "data/vision.yml").write_text("a: [", encoding="utf-8")
    before = ledger.read_bytes()
    assert confirm_command.record(folder / "data", folder / "docs", prune=True) == 1
    assert ledger.read_bytes() == before
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("take it out and confirm the translation again")
    assert lines[1].startswith("data/vision.yml:1: かっこ「[」が閉じていません（実際: 'a: ['）")


def test_what_somebody_confirmed_meanwhile_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger is compared with what was read of it; if it is another now, it is left alone."""
    folder = confirmed_plan(tmp_path)
    path, pairs = folder / "data" / LEDGER, confirm_command.confirm

    def meanwhile(*arguments: Any) -> Ledger:
        path.write_bytes(path.read_bytes() + b"\n")
        return pairs(*arguments)

    monkeypatch.setattr(confirm_command, "confirm", meanwhile)
    before = path.read_bytes()
    assert confirm_command.record(folder / "data", folder / "docs") == 1
    assert path.read_bytes() == before + b"\n"
    assert capsys.readouterr().err == (
        f"{path}: ほかの人が今、変えました。もう一度実行してください / was changed just now; run it again\n"
    )
