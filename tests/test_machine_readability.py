"""The files of the open data meet the national rules for machine-readable data: a case file a rule."""

from __future__ import annotations

import io
import json
from functools import cache

import pytest
from cases import Case, cases
from copies import INVENTED, ROOT
from machine_checks import CHECKS, Package
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.styles import Font
from plan.opendata.data_files import DataFiles
from plan.opendata.machine_rules import faults, machine_rules
from plan.reading import loader

PLANS = {"real": ROOT, "nagino": ROOT / "tests/plans/nagino-city", "minamo": INVENTED}
FOUND = cases("machine_readability", "rule", "title", "level", "by", "broken", "why")
CASES: list[Case] = [found.values[0] for found in FOUND]  # type: ignore[misc]


@cache
def package(name: str) -> Package:
    """The open data of a plan, without the parts of its tables."""
    folder = PLANS[name]
    plan = loader.load_plan(folder / "data", folder / "docs").plan
    assert plan
    made = DataFiles(plan, 0)
    wanted = [*(f"data/{table}.{end}" for table in made.tables.all for end in ("csv", "json"))]
    files = {
        name.removeprefix("data/"): made.all[name]() for name in (*wanted, "data/plan.xlsx", "data/datapackage.json")
    }
    return Package(files, faults(made.tables.all.values()))


def broken(case: Case, sound: Package) -> Package:
    """A sound package with what a case says put wrong in it."""
    files, said = dict(sound.files), case["broken"]
    for name, content in said.get("add", {}).items():
        files[name] = content.encode()
    for name, (old, new) in said.get("replace", {}).items():
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode())
    for name, line in said.get("append", {}).items():
        head = files[name].decode("utf-8-sig").split("\r\n")[0]
        files[name] += {"HEAD": f"{head}\r\n", "EMPTY": "," * head.count(",") + "\r\n"}.get(line, line).encode()
    if how := said.get("excel"):
        book = load_workbook(io.BytesIO(files["plan.xlsx"]))
        spoil(book, how)
        out = io.BytesIO()
        book.save(out)
        files["plan.xlsx"] = out.getvalue()
    return Package(files, sound.faults)


def spoil(book: Workbook, how: str) -> None:
    """Put something into the first sheet that a rule forbids."""
    page = book.worksheets[0]
    if how == "chart":
        page.add_chart(BarChart(), "A1")
    elif how == "bold":
        page["A2"].font = Font(bold=True)
    elif how == "merge":
        page.merge_cells("A2:A3")
    elif how == "hide":
        page.row_dimensions[2].hidden = True
    else:
        page["A2"] = "=1+1"


def test_every_rule_has_its_case() -> None:
    """The cases are the thirty rules, as the page of the open data tells of them."""
    told = {rule.id: rule for rule in machine_rules()}
    assert len(told) == 30
    assert {case["rule"]: (case["title"], case["by"]) for case in CASES} == {
        id: (rule.title["ja"], rule.by) for id, rule in told.items()
    }
    assert {case["rule"] for case in CASES if "why" not in case} == set(CHECKS)
    assert all(case["why"] in told[case["rule"]].how["ja"] for case in CASES if "why" in case)


@pytest.mark.sweep
@pytest.mark.parametrize("case", [case for case in CASES if "broken" in case], ids=lambda case: str(case["rule"]))
def test_the_files_meet_each_rule(case: Case) -> None:
    """Nothing in the files of three plans breaks it; what breaks it is found."""
    check = CHECKS[case["rule"]]
    for name in PLANS:
        assert list(check(package(name))) == [], name
    assert list(check(broken(case, package("minamo"))))


def test_what_the_plans_own_words_decide_is_counted() -> None:
    """Cells with letters of one platform, ditto marks, values without a unit."""
    assert package("real").faults == {"L1-08": 0, "L2-02": 0, "L3-04": 0}


def test_the_bytes_are_the_same_each_time() -> None:
    """Two makings of the same plan give the same files, packages and workbook too."""
    plan = loader.load_plan(INVENTED / "data", INVENTED / "docs").plan
    assert plan
    one, other = ({name: make() for name, make in DataFiles(plan, 0).all.items()} for _ in range(2))
    assert one == other
    assert len(one) > 60


@pytest.mark.sweep
@pytest.mark.parametrize("name", PLANS)
def test_the_json_is_what_its_schema_says(name: str) -> None:
    """Every JSON file is valid by the schema beside it."""
    from jsonschema import Draft202012Validator

    plan = loader.load_plan(PLANS[name] / "data", PLANS[name] / "docs").plan
    assert plan
    made = DataFiles(plan, 0)
    for table in made.tables.all:
        schema = json.loads(made.all[f"data/{table}.schema.json"]())
        Draft202012Validator.check_schema(schema)
        rows = json.loads(made.all[f"data/{table}.json"]())
        assert rows
        Draft202012Validator(schema).validate(rows)
