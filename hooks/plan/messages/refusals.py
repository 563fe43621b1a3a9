"""Turns what cannot be taken from a workbook into one sentence with its cell, in Japanese and in English."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from plan.messages.findings import Finding

#: One wording for each kind of refusal: what was expected, what was found, what to do.
WORDINGS: Mapping[str, tuple[str, str]] = {
    # The file
    "missing-file": ("ファイルがありません", "there is no such file"),
    "unreadable": (
        "ファイルを開けません（{reason}）。Excelで開いているときは、閉じてください",
        "the file cannot be opened ({reason}); close it if it is open in Excel",
    ),
    "not-a-workbook": (
        "Excelブック（.xlsx）として読めません。Excelで開き、「Excelブック（.xlsx）」で保存し直してください",
        "cannot be read as an Excel workbook (.xlsx); open it in Excel and save it as .xlsx",
    ),
    "old-workbook": (
        "古い形式（.xls）か、パスワード付きのブックです。Excelで開き、パスワードなしの「Excelブック（.xlsx）」で保存してください",
        "is an old workbook (.xls) or has a password; open it in Excel and save it as .xlsx without a password",
    ),
    "too-large": ("ブックが大きすぎます（{limit}MBまで）", "the workbook is too large (at most {limit} MB)"),
    "not-utf8": (
        "UTF-8のCSVではありません。「CSV UTF-8（コンマ区切り）」で保存してください",
        "is not a CSV in UTF-8; save it as 'CSV UTF-8 (comma delimited)'",
    ),
    "not-csv": ("CSVとして読めません（{reason}）", "cannot be read as CSV ({reason})"),
    # Sheets, columns, rows
    "missing-sheet": (
        "このシートが必要です。ありません（あるシート: {found}）。名前を元に戻してください",
        "this sheet is required; it is missing (there are: {found}); give it its name back",
    ),
    "missing-column": (
        "列「{label}」が必要です。ありません。新しく書き出した表に写してください",
        "the column '{label}' is required; it is missing; copy the values into a workbook written anew",
    ),
    "column-twice": ("列「{label}」が二つあります", "the column '{label}' stands twice"),
    "merged": (
        "セル {range} が結合されています。結合を解いてください",
        "the cells {range} are merged; unmerge them",
    ),
    "missing-row": (
        "{what}の行がありません。行を消しても計画からは消えません。idを変えたときは元に戻し、"
        "消すときは data/{file} を直します",
        "the row of {ids} is missing; a deleted row deletes nothing from the plan. If the id was changed, change it"
        " back; to delete, edit data/{file}",
    ),
    "changed-id": (
        "このidは計画になく、計画にある行がありません。idを変えたときは元に戻してください（実際: {found}）{hint_ja}",
        "the plan has no such id, and a row of the plan is missing; if the id was changed, change it back,"
        " got {found}{hint_en}",
    ),
    "row-twice": ("同じidの行が二つあります（はじめは{first}行目）", "the same id stands twice (first in row {first})"),
    "missing-id": ("idが必要です。空です", "the id is required; it is empty"),
    "bad-id": (
        "idは半角の英小文字、数字、ハイフンで書きます（実際: {found}）",
        "an id must be lower-case ASCII letters, digits and hyphens, got {found}",
    ),
    "unknown-card": (
        "事業のシートにある事業IDが必要です（実際: {found}）{hint_ja}",
        "must be the id of a project in the sheet of projects, got {found}{hint_en}",
    ),
    # Cells
    "locked": (
        "この欄は変えられません（元の値: {old}。実際: {found}）",
        "this cell must stay as it is: {old}, got {found}",
    ),
    "empty": ("値が必要です。空です", "a value is required; the cell is empty"),
    "formula": (
        "数式の結果がありません。Excelで開いて保存し直すか、値で貼り付けてください（実際: {found}）",
        "the formula has no result; open and save it in Excel, or paste the value, got {found}",
    ),
    "error-value": (
        "数式がエラーになっています。値を入れてください（実際: {found}）",
        "the formula ends in an error; put in the value, got {found}",
    ),
    "date": (
        "{expected_ja}が必要です。日付になっています（実際: {found}）",
        "must be {expected_en}, got the date {found}",
    ),
    "not-a-number": ("数値が必要です（実際: {found}）", "must be a number, got {found}"),
    "not-whole": ("整数が必要です（実際: {found}）", "must be a whole number, got {found}"),
    "percent": (
        "百分率（{found}）ですが、単位が % ではありません（単位: {unit}）。数値だけを入れてください",
        "is a percentage ({found}) but the unit is not % (it is {unit}); put in the number only",
    ),
    "not-a-year": (
        "年度が必要です。2026 や 令和8年度 の形で入れます（実際: {found}）",
        "must be a fiscal year such as 2026 or R8, got {found}",
    ),
    "not-a-flag": ("はい か いいえ が必要です（実際: {found}）", "must be はい (yes) or いいえ (no), got {found}"),
    "not-a-choice": (
        "一覧にある値が必要です（{allowed}）（実際: {found}）{hint_ja}",
        "must be one of {allowed}, got {found}{hint_en}",
    ),
    "choice-twice": ("同じものが二度あります（実際: {found}）", "stands twice, got {found}"),
    "line-break": ("改行は入れられません（実際: {found}）", "must hold no line break, got {found}"),
    "too-long": (
        "文が長すぎます（Excelのセルは{limit}字まで）",
        "the text is too long (a cell of Excel has at most {limit} characters)",
    ),
}


@dataclass(frozen=True)
class Refusal:
    """Something that cannot be taken: where it stands and which of WORDINGS it is; or a finding, with its cell."""

    place: str
    rule: str
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    finding: Finding | None = None

    def __str__(self) -> str:
        if self.finding:
            return f"{self.place}: {self.finding}" if self.place else str(self.finding)
        japanese, english = WORDINGS[self.rule]
        return f"{self.place}: {japanese.format(**self.details)} / {english.format(**self.details)}"


class CellError(Exception):
    """What is wrong with one cell; the reader knows where it stands."""

    def __init__(self, rule: str, **details: object) -> None:
        super().__init__(rule)
        self.rule, self.details = rule, details


def hint(found: str, known: Iterable[str]) -> dict[str, str]:
    """「もしかして」: the known word nearest to what was found, for both languages; empty if none is near."""
    near = difflib.get_close_matches(found, list(known), n=1, cutoff=0.6)
    return {
        "hint_ja": f"。「{near[0]}」ではありませんか" if near else "",
        "hint_en": f"; did you mean '{near[0]}'?" if near else "",
    }


def report(refusals: Iterable[Refusal]) -> str:
    """All refusals, one a line, under one heading with their number."""
    lines = list(dict.fromkeys(map(str, refusals)))
    heading = f"{len(lines)}件の読めないところがあります。何も書き込んでいません / "
    heading += f"{len(lines)} refusal(s); nothing was written"
    return "\n".join([heading, *(f"  {line}" for line in lines)])
