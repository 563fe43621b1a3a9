"""The opinions of a consultation go out to the offices as a workbook and come back: what names a person is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cases import Case, cases
from handed_back import column_of, texts
from openpyxl import load_workbook
from plan.commands.numbers import number
from plan.commands.opinions import hand_out
from plan.commands.opinions_in import take_in
from plan.commands.undo import undo
from plan.messages.sentences import SENTENCES
from plan.rules.consultation import personal, seeming
from plan.workbook.excel_sheets import FIRST_ROW
from test_consultation import plan as asking
from test_workbook_hands import _RULE, lines_changed

CASES = cases("opinions", "rows", "anyway", "told", "refusals", "lines")


def table(folder: Path) -> Path:
    """The table of opinions of a plan, written out."""
    book = folder / "opinions.xlsx"
    assert hand_out(folder / "data", folder / "docs", book) == 0
    return book


def filled(book: Path, rows: Case, copy: str = "filled.xlsx") -> Path:
    """A copy of a table with values in the cells of some rows, by the heads of their columns."""
    found = load_workbook(book)
    page = found["意見"]
    for id, values in rows.items():
        row = next(n for n in range(FIRST_ROW, page.max_row + 1) if page.cell(n, 1).value == id)
        for label, value in values.items():
            page.cell(row, column_of(page, label)).value = value
    found.save(book.with_name(copy))
    return book.with_name(copy)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A numbered draft on which opinions are taken."""
    folder = asking(tmp_path, "open")
    assert number(folder / "data", folder / "docs") == 0
    return folder


@pytest.mark.parametrize("case", CASES)
def test_a_table_is_taken_over_or_every_slip_is_told(
    case: Case, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is told and refused is that of the case; with a refusal nothing is written; undone, all is as it was."""
    book, before = filled(table(folder), case["rows"]), texts(folder)
    capsys.readouterr()
    code = take_in(folder / "data", folder / "docs", book, anyway=case.get("anyway", False), yes=True)
    said = capsys.readouterr()
    assert code == (1 if "refusals" in case else 0)
    assert [line for line in said.out.splitlines() if line.startswith("意見!")] == case.get("told", [])
    told = [line for line in said.err.splitlines() if line.startswith("  ")]
    assert [_RULE.sub("", line.strip()) for line in told] == case.get("refusals", [])
    assert lines_changed(before, texts(folder)) == case.get("lines", {})
    if code == 0:
        assert undo(folder / "data", folder / "docs", yes=True) == 0
        assert texts(folder) == before


NEW = {"意見の概要（日本語）": "夜間も開けてほしい。", "意見の概要（英語）": "Open at night."}


def test_a_table_that_comes_twice_adds_nothing_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rows for new opinions have ids already; the office's view comes in a later copy."""
    first = filled(table(folder), {"no-1": NEW})
    for _ in range(2):
        assert take_in(folder / "data", folder / "docs", first, yes=True) == 0
    assert "変更はありません" in capsys.readouterr().out
    later = filled(table(folder), {"no-1": {"反映の有無": "参考にする"}})
    assert take_in(folder / "data", folder / "docs", later, yes=True) == 0
    assert "reflected: later" in (folder / "data/consultation.yml").read_text(encoding="utf-8")


def test_two_copies_with_the_same_new_row_are_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second would write over the first."""
    book = table(folder)
    one, other = filled(book, {"no-1": NEW}), {**NEW, "意見の概要（日本語）": "車で来てほしい。"}
    second = filled(book, {"no-1": other}, "second.xlsx")
    assert take_in(folder / "data", folder / "docs", one, yes=True) == 0
    before = texts(folder)
    capsys.readouterr()
    assert take_in(folder / "data", folder / "docs", second, yes=True) == 1
    assert "このID（no-1）は、書き出した後に、計画の別の意見に付きました" in capsys.readouterr().err
    assert texts(folder) == before


def test_values_in_a_table_are_not_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table with an opinion that is not taken yet is left; so is what is no table of opinions."""
    book = table(folder)
    filled(book, {"no-1": NEW}, book.name)
    assert hand_out(folder / "data", folder / "docs", book) == 1
    assert hand_out(folder / "data", folder / "docs", book, over=True) == 0
    found = load_workbook(book)
    del found["意見"]
    found.save(book)
    assert take_in(folder / "data", folder / "docs", book, yes=True) == 1
    assert SENTENCES["no-table-of-opinions"].ja in capsys.readouterr().err


def test_a_plan_without_a_consultation_has_no_opinions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said so, and nothing is written."""
    book = table(folder)
    (folder / "data/consultation.yml").unlink()
    assert hand_out(folder / "data", folder / "docs", folder / "other.xlsx") == 1
    assert take_in(folder / "data", folder / "docs", book) == 1
    assert capsys.readouterr().err.count(SENTENCES["no-consultation"].ja) == 2
    assert not (folder / "other.xlsx").exists()


@pytest.mark.parametrize("dash", ["-", "‐", "−", "ー", "－", "–"])
def test_a_telephone_number_is_seen_with_any_dash(dash: str) -> None:
    """However it is typed."""
    assert personal(f"０２７０{dash}２４{dash}５１１１へ") == "0270-24-5111"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("佐藤 花子さんの意見", "佐藤 花子さん"),
        ("鈴木様からの御提案", "鈴木様"),
        ("髙橋氏の講演", "髙橋氏"),
        ("田中氏の講演", "田中氏"),
        ("本町2丁目の角", "2丁目"),
        ("１２番地の３", "12番地の3"),
        ("Ms. Suzuki says", "Ms. Suzuki"),
        ("鈴木花子より。夜間の窓口を。", "鈴木花子より"),
        ("伊勢崎市今泉町2-410に住む", "伊勢崎市今泉町2-410"),
        ("市内の田中と申します。", "田中と申します"),
        ("私は佐藤健一です。", "私は佐藤健一です"),
        ("Taro Yamada, 410 Imaizumi", "Taro Yamada, 4"),
        ("My name is Taro", "My name is Taro"),
        ("123456789012（マイナンバー）", "123456789012"),
        ("私は反対です。従来より。私は市民です。総額123456789012円。以前より使いやすい", None),
        ("市民の皆様、お客様、保護者様、患者さん、お子さん、八百屋さん", None),
        ("多様な仕様、同様の模様、様々な様式、氏名", None),
        ("2026-04-01から10-12ページ、1番と2号車", None),
    ],
)
def test_what_may_be_a_name_or_a_home_is_seen(words: str, found: str | None) -> None:
    """And what names nobody is not."""
    assert seeming(words) == found


def test_every_sentence_is_shown() -> None:
    """A new sentence of the tables of opinions comes with a case, or a test here."""
    shown = [line for param in CASES for key in ("told", "refusals") for line in param.values[0].get(key, ())]
    shown += [Path(__file__).read_text(encoding="utf-8")]
    for id in (id for id, sentence in SENTENCES.items() if sentence.kind == "opinions"):
        fixed = re.split(r"\{\w+\}", SENTENCES[id].ja)[0]
        assert any(fixed in line or id in line for line in shown), id
