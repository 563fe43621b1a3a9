"""The open data of a plan: what its files hold, how they are described, what its page says of them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import frictionless
import pytest
import yaml
from copies import INVENTED, ROOT, change, copy_plan
from openpyxl import load_workbook
from plan.drawing.charts import taken_away
from plan.opendata.edition import OpenData
from plan.opendata.tables import six_digits
from plan.pages.site import Site
from plan.paper.library import Library
from plan.reading.loader import load_plan
from plan.showing.renderer import Renderer
from test_indicators import BUS, INDICATOR

#: A text that a spreadsheet would take for a formula, and one that holds all that CSV and XML take for their own.
FORMULA, SIGNS = "=1+1", 'a, "b" <c> & d'


def rendered(folder: Path) -> Renderer:
    """A plan, ready to be shown."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache", loaded.pictures)


@pytest.fixture
def attacked(tmp_path: Path) -> OpenData:
    """The invented plan with words that spreadsheets, CSV and markup take for their own."""
    folder = copy_plan(tmp_path)
    old = "title: {ja: 走る窓口, en: A Counter on Wheels}"
    new = f"title: {{ja: '{FORMULA}', en: '{SIGNS}'}}"
    change({"edits": [{"file": BUS, "find": old, "replace": new}]}, folder)
    return OpenData(rendered(folder))


def read(data: OpenData, name: str) -> bytes:
    """A file of it."""
    found = data.files[name]
    return found.read_bytes() if isinstance(found, Path) else found


def test_no_text_becomes_a_formula(attacked: OpenData) -> None:
    """CSV has an apostrophe before it; JSON and Excel have it as it is, and Excel as text."""
    assert f'bus-counter,2,,\'{FORMULA},"a, ""b"" <c> & d",' in read(attacked, "data/cards.csv").decode("utf-8-sig")
    row = json.loads(read(attacked, "data/cards.json"))[0]
    assert (row["title_ja"], row["title_en"], row["title_pt"]) == (FORMULA, SIGNS, None)
    page = load_workbook(io.BytesIO(read(attacked, "data/plan.xlsx")))["cards"]
    cell = next(cell for cell in page[2] if cell.value == FORMULA)
    assert cell.data_type == "s"


def test_an_actual_value_has_all_that_is_said_of_it(tmp_path: Path) -> None:
    """Its state, the day, remarks: each in a column; what was corrected, and why, in a row of its own."""
    folder = copy_plan(tmp_path)
    case = yaml.safe_load((ROOT / "tests/indicators/states.yml").read_text(encoding="utf-8"))["indicator"]
    case.pop("values_due", None)
    more = "  - " + json.dumps({"id": "uses", **json.loads(json.dumps(case, default=str))}, ensure_ascii=False) + "\n"
    text = (folder / BUS).read_text(encoding="utf-8")
    (folder / BUS).write_text(text.replace(INDICATOR, re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", more)), encoding="utf-8")
    rows = json.loads(read(OpenData(rendered(folder)), "data/indicator_values.json"))
    rows = [row for row in rows if row["owner_id"] == "bus-counter"]
    told = [(row["role"], row["fiscal_year"], row["value"], row["value_state"], row["day"]) for row in rows]
    assert told == [
        ("baseline", 2021, 20.5, None, None),
        ("target", 2025, 30, None, None),
        ("actual", 2022, 24, "corrected", "2023-06-01"),
        ("actual", 2023, 25.1, "final", None),
        ("actual", 2024, 26.4, "preliminary", None),
        ("former-actual", 2022, 26, None, None),
    ]
    assert rows[-1]["reason_en"] == "the branch office was left out"
    assert (rows[4]["remark_en"], rows[4]["shortfall_en"], rows[4]["next_step_en"]) == (
        "41% answered.",
        "the works were late",
        "more counters",
    )


def test_verdicts_and_their_rule_are_tables() -> None:
    """Each verdict with the figures it rests on, as the page shows it; the rule step by step."""
    data = OpenData(rendered(ROOT / "tests/plans/nagino-city"))
    rows = json.loads(read(data, "data/verdicts.json"))
    steps = json.loads(read(data, "data/verdict_rule.json"))
    assert {row["step_id"] for row in rows} <= {step["step_id"] for step in steps}
    row = next(row for row in rows if row["step_id"] == "slow")
    assert (row["step_name_ja"], row["letter"], row["by_figures"], row["unknown"]) == ("やや遅れ", "B", True, None)
    assert 60 <= row["pace"] < 95
    due = (row["expected"] - row["baseline"]) / 100
    assert abs((row["actual"] - row["baseline"]) / due - row["pace"]) < 1
    assert [(step["step_id"], step["step_when"], step["measure"], step["value"]) for step in steps][:5] == [
        ("reached", "at-least", "way", 100),
        ("on-course", "at-least", "pace", 95),
        ("slow", "at-least", "pace", 60),
        ("late", "else", None, None),
        ("no-value", "no-value", None, None),
    ]
    assert "data/verdicts.csv" not in OpenData(rendered(INVENTED)).files


def test_pages_with_figures_lead_to_their_tables() -> None:
    """Once a section, in each language, and only to files that there are."""
    shown = Site(rendered(ROOT / "tests/plans/nagino-city"), Library())
    card = next(id for id, card in shown.plan.projects.items() if len(card.indicators) > 1)
    expected = {"progress": 1, "indicators": 2, "statistics": 3, "reports/2024": 1, f"projects/{card}": 1}
    there = shown.open_data.files
    drawn = {
        taken_away(series, language, end)
        for series in shown.plan.series
        for language in shown.plan.languages.codes
        for end in ("svg", "png")
    }
    for page in shown.pages.values():
        if page.name in expected:
            found = re.findall(r'<p class="meta data-links".*?</p>', page.html)
            assert len(found) == expected[page.name], page.name
            files = [name for links in found for name in re.findall(r'href="[./]*(data/[^"]*)"', links)]
            assert files
            assert set(files) <= set(there) | drawn
    assert not re.search("data-links", next(page for page in shown.pages.values() if page.name == "glossary").html)


@pytest.mark.sweep
@pytest.mark.parametrize("plan", [ROOT, INVENTED, INVENTED.parent / "nagino-city"], ids=lambda path: path.name)
def test_the_package_is_right_for_frictionless(plan: Path, tmp_path: Path) -> None:
    """By its own validator, each table with its types and keys; a cell that is no number is found."""
    data = OpenData(rendered(plan))
    for name in data.files:
        if name.count("/") == 1 and name.endswith((".csv", "package.json")):
            (tmp_path / name.rpartition("/")[2]).write_bytes(read(data, name))
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert (report.flatten(["name", "type", "note"]), report.valid) == ([], True)
    assert len(report.tasks) > 15
    told = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    for item in told["resources"]:
        del item["bytes"], item["hash"]  # which would tell before any cell is read
    (tmp_path / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    table = tmp_path / "indicator_values.csv"
    first, _, rest = table.read_text(encoding="utf-8-sig").partition("\n")
    column = first.split(",").index("fiscal_year")
    row, _, others = rest.partition("\n")
    cells = next(csv.reader([row]))
    cells[column] = "R11"
    table.write_text("\n".join((first, ",".join(f'"{cell}"' for cell in cells), others)), encoding="utf-8-sig")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["type", "fieldName", "cell"]) == [["type-error", "fiscal_year", "R11"]]


def test_packages_say_what_is_in_them() -> None:
    """Each file with its size and digest, whose it is, and the terms; a license only where the data names one."""
    data = OpenData(rendered(INVENTED))
    told = json.loads(read(data, "data/datapackage.json"))
    for item in told["resources"]:
        content = read(data, f"data/{item['path']}")
        assert (item["bytes"], item["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        assert re.fullmatch("[a-z0-9-]+", item["name"])
        assert {field["type"] for field in item["schema"]["fields"]} <= {
            "string",
            "integer",
            "number",
            "boolean",
            "date",
        }
    assert "licenses" not in told
    assert told["terms"] == {"ja": "自由に使えます。", "en": "Free to use."}
    for name in ("data/plan.zip", "data/indicators/card/bus-counter/uses.zip", "data/charts/population.zip"):
        with zipfile.ZipFile(io.BytesIO(read(data, name))) as package:
            assert package.testzip() is None
            assert {"README.txt", "LICENSE.txt", "datapackage.json"} < set(package.namelist())
            listed = {item["path"] for item in json.loads(package.read("datapackage.json"))["resources"]}
            assert listed <= set(package.namelist())
            assert "An empty cell is no value, not zero." in package.read("README.txt").decode("utf-8-sig")
            assert package.read("LICENSE.txt").decode("utf-8-sig") == "自由に使えます。\n\nFree to use.\n"


def test_the_catalog_and_csvw_name_what_is_there() -> None:
    """Every address in them is one of the site; each CSV has its description beside it."""
    data = OpenData(rendered(INVENTED))
    catalog = json.loads(read(data, "data/catalog.jsonld"))
    links = re.findall(
        r'"dcat:downloadURL": \{\s*"@id": "https://minamo.example/plan/([^"]+)"', json.dumps(catalog, indent=1)
    )
    assert len(links) > 20
    assert all(link in data.files for link in links)
    for name in data.files:
        if name.endswith(".csv-metadata.json"):
            told = json.loads(read(data, name))
            head = read(data, name.removesuffix("-metadata.json")).decode("utf-8-sig").splitlines()[0]
            assert [column["name"] for column in told["tableSchema"]["columns"]] == head.split(",")


def test_a_frame_of_another_site_needs_no_script() -> None:
    """A page for each card and chart, in each language, with no script; its links leave the frame."""
    data = OpenData(rendered(INVENTED))
    pages = [name for name in data.files if "embed/" in name]
    assert len(pages) == 3 * 4
    for name in pages:
        text = read(data, name).decode()
        assert "<script" not in text
        assert '<base target="_top">' in text
        assert "noindex" in text
    assert (
        'href="https://minamo.example/plan/en/projects/bus-counter/"'
        in read(data, "en/embed/bus-counter/index.html").decode()
    )


def test_the_page_lists_what_there_is_and_says_what_there_is_not() -> None:
    """Tables with their rows, indicators, charts; that no license is named; the rules and what they come to."""
    site = Site(rendered(INVENTED), Library())
    page, english = site.pages["data.md"].html, site.pages["data.en.md"].html
    for table, count in site.open_data.told["rows"].items():
        assert f"<code>{table}</code>" in page
        assert count > 0
    assert "budgets" not in site.open_data.told["rows"]
    assert "ライセンスの名前は、この計画のデータに書かれていません。" in page
    assert (
        "Of 30 rules 28 are met, 0 are not because of the plan’s own words, and 2 cannot be judged by a program."
        in english
    )
    assert 'href="../charts/' not in page
    assert 'href="charts/population.ja.png"' in page


@pytest.mark.parametrize(("code", "six"), [("10204", "102041"), ("13101", "131016"), ("01100", "011002")])
def test_a_local_government_has_its_sixth_digit(code: str, six: str) -> None:
    """As the national list of codes has it."""
    assert six_digits(code) == six


def test_the_table_of_a_chart_is_to_be_had_as_people_read_it() -> None:
    """One column a quantity, bare figures, and beside them what is noted of them, missing or in doubt."""
    data = OpenData(rendered(ROOT))
    lines = read(data, taken_away("population-by-age", "en", "csv")).decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Year,How it was counted,Total population (people),Aged 65 and over (people),")
    assert lines[0].endswith(",Remarks")
    assert lines[2].startswith("2015,Population Census (as of October 1),208814,49221,128354,29540,,,")
    assert "more than 26%,12.2," in lines[4]
    assert "Share aged 65 and over, as the plan states it: The statistics behind 26% and 12.2%" in lines[4]
    told = next(csv.DictReader(lines[:2]))
    assert "" in (told["Aged 15–64 (people)"], told["Aged under 15 (0–14) (people)"])
    assert "Aged 15–64: " in told["Remarks"]
