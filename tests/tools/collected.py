"""A plan of many offices for a round of actual values, and the tables of such a round as offices fill them in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from copies import copy_plan, edit, options
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from plan.__main__ import main
from plan.workbook.excel_sheets import FIRST_ROW, NAMES_ROW

#: The fiscal year that is collected: the first of the invented plan.
YEAR = 2023
#: The kinds of indicators, in turn, each with the value of the year that nothing is wrong with.
KINDS: tuple[tuple[Mapping[str, Any], int | float], ...] = (
    ({"unit": {"ja": "件", "en": "uses"}, "baseline": 100, "target": 200}, 126),
    ({"unit": {"ja": "%", "en": "%"}, "baseline": 20.5, "target": 40.0}, 26.4),
    ({"unit": {"ja": "人", "en": "people"}, "baseline": 50, "target": 100, "counting": "cumulative"}, 61),
    ({"unit": {"ja": "日", "en": "days"}, "baseline": 30, "target": 10}, 25),
)


def plan_of_offices(folder: Path, offices: int, values: int) -> list[str]:
    """The invented plan with so many offices and indicators, four on a card; returns the options that name it."""
    copy_plan(folder)
    edit(folder / "data/plan.yml", "office: general-affairs", "office: office-01")
    accepted = "accepted: [{rule: no-indicator, reason: 指標は事業ごとに置く。}]\n"
    plan = folder / "data/plan.yml"
    plan.write_text(plan.read_text(encoding="utf-8") + accepted, encoding="utf-8")
    departments = [
        {"id": f"office-{number:02}", "name": {"ja": f"第{number}課", "en": f"Division {number}"}}
        for number in range(1, offices + 1)
    ]
    _save(folder / "data/departments.yml", {"departments": departments})
    for card in (folder / "data/projects").glob("*.yml"):
        edit(card, "departments: [residents]", "departments: [office-01]")
        text = card.read_text(encoding="utf-8")
        card.write_text(re.sub(r"(?s)indicators:\n.*?(?=schedule:)", "", text), encoding="utf-8")
    for first in range(0, values, 4):
        number = first // 4
        card = {
            "number": 100 + number,
            "title": {"ja": f"事業{number}", "en": f"Project {number}"},
            "under": "counter",
            "families": {"kind": ["individual"], "tools": ["phone"]},
            "content": {"ja": "取り組みます。", "en": "The town will work on this."},
            "indicators": [_indicator(one) for one in range(first, min(first + 4, values))],
            "departments": [departments[number % offices]["id"]],
        }
        _save(folder / f"data/projects/card-{number:02}.yml", card)
    return options(folder)


def _indicator(number: int) -> dict[str, Any]:
    kind = dict(KINDS[number % 4][0])
    return {
        "id": f"number-{number:02}",
        "name": {"ja": f"指標{number}", "en": f"Indicator {number}"},
        **{name: kind[name] for name in ("unit", "counting") if name in kind},
        "method": {"ja": "数えた数", "en": "as counted"},
        "baseline": {"fiscal_year": YEAR - 1, "value": kind["baseline"]},
        "target": {"fiscal_year": YEAR + 2, "value": kind["target"]},
    }


def _save(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def handed_out(folder: Path, arguments: list[str]) -> Path:
    """The tables of the round, as they are handed out."""
    out = folder / f"collect-{YEAR}"
    assert main(["collect", str(YEAR), "--out", str(out), *arguments]) == 0
    return out


def filled_in(path: Path, slips: Mapping[str, Mapping[str, object]], to: Path | None = None) -> None:
    """Fill in one table, each row with a sound value but for the cells of `slips`: by indicator, column and value."""
    book = load_workbook(path)
    page = book["実績値"]
    for row, id in rows(page):
        given = {"value": KINDS[int(id.removeprefix("number-")) % 4][1], "state": "確定", "day": "2024-05-31"}
        for name, value in {**given, "by": "係", **slips.get(id, {})}.items():
            page.cell(row, column(page, name)).value = value
    book.save(to or path)


def rows(page: Worksheet) -> Iterator[tuple[int, str]]:
    """The rows of a table with the id of their indicator."""
    for row in range(FIRST_ROW, page.max_row + 1):
        yield row, str(page.cell(row, column(page, "id")).value)


def column(page: Worksheet, name: str) -> int:
    """The number of a column by the end of its lasting name; of a text in Japanese, where no language is named."""
    names = [str(cell.value) for cell in page[NAMES_ROW]]
    wanted = (name, f"actuals.{YEAR}.{name}", f"actuals.{YEAR}.{name}.ja")
    return next(number for number, said in enumerate(names, 1) if said in wanted)
