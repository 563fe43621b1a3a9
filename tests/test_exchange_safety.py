"""What a delivery does to a plan's files: they are written whole, or not at all; and what its commands say."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import copy_plan
from deliveries import confirm_all, content, exported
from plan.commands import po_export, po_import
from plan.machine import all_or_none
from plan.translation.ledger import LEDGER, states

# ---------------------------------------------------------------- written whole, or not at all


def two_files(folder: Path) -> tuple[Path, Path, Path]:
    """A plan all of whose translations were confirmed, and a PO file that changes a card and a chapter of it."""
    confirm_all(copy_plan(folder / "plan"))
    data, docs, po = folder / "plan/data", folder / "plan/docs", folder / "x.po"
    text = exported(folder / "plan").decode()
    for old, new in (
        ("The town we aim for", "The town we want"),
        ("The plan of the town. We open", "The plan of the town. We run"),
    ):
        assert old in text, old
        text = text.replace(f'"{old}', f'"{new}')
    po.write_text(text, encoding="utf-8")
    return data, docs, po


def everything(folder: Path) -> dict[Path, bytes]:
    """Every file of a folder, hidden ones too."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("fails_at", range(6))
def test_a_disk_that_fills_up_leaves_every_file(
    fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever it is full, in a card, in a chapter or in the ledger: no file is changed, none is left beside them."""
    data, docs, po = two_files(tmp_path)
    before, calls = everything(tmp_path), []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) > fails_at:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(all_or_none.os, "fsync", full)
    assert po_import.take_over(data, docs, po, yes=True, confirming=True) == 1
    assert everything(tmp_path) == before
    assert capsys.readouterr().err == (
        "書き込めません（ディスクに空きがありません）。元のままです / "
        "cannot be written (no room is left on the disk); nothing has changed\n"
    )


@pytest.mark.parametrize("name", ["data/vision.yml", "docs/plan/overview.en.md", f"data/{LEDGER}"])
def test_what_was_saved_while_a_delivery_was_proved_stays(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody saves a file of the delivery between its reading and its writing: nothing is written over it."""
    data, docs, po = two_files(tmp_path)
    path, revise = tmp_path / "plan" / name, po_import.revise

    def slow(*arguments: object) -> object:
        revised = revise(*arguments)  # type: ignore[arg-type]
        path.write_bytes(path.read_bytes() + b"\n")
        return revised

    monkeypatch.setattr(po_import, "revise", slow)
    before = everything(tmp_path)
    assert po_import.take_over(data, docs, po, yes=True, confirming=True) == 1
    assert everything(tmp_path) == before | {path: before[path] + b"\n"}
    assert capsys.readouterr().err == (
        f"{path}: ほかの人が今、変えました。もう一度取り込んでください / was changed just now; import again\n"
    )


def test_a_file_that_nobody_may_copy_is_no_riddle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link that leads nowhere lies in the plan's folder: it is no fault of the delivery, which is taken."""
    data, docs, po = two_files(tmp_path)
    (docs / "plan/picture.png").symlink_to(tmp_path / "nowhere")
    assert po_import.take_over(data, docs, po, yes=True) == 0
    assert "The town we want" in (data / "vision.yml").read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""


# ---------------------------------------------------------------- at the command line


def test_the_commands_exchange_and_confirm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Export what is open, translate it, look at what it would change, take it and confirm it."""
    folder = copy_plan(tmp_path / "plan")
    data, docs, po = folder / "data", folder / "docs", tmp_path / "x.po"
    confirm_all(folder)
    for path, old, new in (
        (data / "vision.yml", "めざす町", "めざすまち"),
        (docs / "plan/support.md", "総務課", "企画課"),
    ):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert po_export.export(data, docs, po, open_only=True) == 0
    text = po.read_text(encoding="utf-8").replace("#, fuzzy\n", "")
    po.write_text(text.replace("The town we aim for", "The town we want"), encoding="utf-8")
    before = content(folder)
    assert po_import.take_over(data, docs, po) == 0
    assert content(folder) == before
    assert capsys.readouterr().out.splitlines() == [
        f"{po}: 2件の文を書き出しました / 2 text(s) exported",
        "data/vision.yml: title: The town we aim for → The town we want",
        "変更1件、確認のみ1件、空0件、fuzzy 0件 / 1 change(s), 1 read and left, 0 empty, 0 fuzzy",
        "書き込んでいません。書き込むには --yes を付けます（make では YES=1） / nothing was written; to write, add --yes (with make: YES=1)",  # noqa: E501
    ]
    assert po_import.take_over(data, docs, po, yes=True, confirming=True) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "2組を確認済みとして書き加え、1組を取りました / 2 pair(s) confirmed and added, 1 taken out"
    )
    assert {text.state for text in states(data, docs) if text.language == "en"} == {"fresh"}
    assert "en: The town we want" in (data / "vision.yml").read_text(encoding="utf-8")


def test_the_commands_refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A language that the plan has not, no file, a file with a fault, a plan that cannot be read."""
    folder = copy_plan(tmp_path / "plan")
    data, docs, po = folder / "data", folder / "docs", tmp_path / "x.po"
    assert po_export.export(data, docs, po, "fr") == 1
    assert not po.exists()
    assert po_import.take_over(data, docs, po, yes=True) == 1
    po.write_text("msgid\n", encoding="utf-8")
    assert po_import.take_over(data, docs, po, yes=True) == 1
    assert capsys.readouterr().out.splitlines() == [
        "fr: この計画が訳される言語は en, pt です / fr: the languages that the plan is translated into are en, pt",
        f"{po}: ファイルを読めません（ありません） / the file cannot be read (it is not there)",
        "1件の誤りがあります。何も書き込んでいません / 1 fault(s); nothing was written",
        f"  {po}:1: POファイルの行として読めません（実際: msgid） / "
        "cannot be read as a line of a PO file, got msgid [po-line]",
    ]
    po.write_bytes(agency_copy := exported(folder))  # nobody has touched it: all is fuzzy
    assert agency_copy.count(b"#, fuzzy") == 75
    assert po_import.take_over(data, docs, po) == 0
    assert capsys.readouterr().out.splitlines()[-2] == (
        "訳が変わらず、fuzzy（要確認の印）が付いたままの文が75件あります。"
        "読んで正しければ印を外し、もう一度取り込みます / "
        "75 text(s) came back unchanged and are still marked fuzzy; where a translation has been read and is right, "
        "take the mark off and import again"
    )
    (docs / "plan/support.md").write_bytes(b"# \x83\x81\n")
    assert po_export.export(data, docs, po) == 1
    assert po_import.take_over(data, docs, po) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("docs/plan/support.md:1: UTF-8で保存してください") for line in lines)
