"""Two editions compared: pairs by the plan's own keys, phrases that people would underline, what a change means."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from cases import Case, cases
from copies import INVENTED, ROOT, change, copy_plan, edit, options
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from plan import model
from plan.__main__ import main
from plan.editions.compared_rows import ComparedRow, row_of_cells, rows_of_text
from plan.editions.comparison import Comparison, EditionTexts, compare
from plan.editions.pairing import paired
from plan.editions.phrases import MarkedRun, reworded
from plan.editions.saying import fields
from plan.editions.shown_table import ShownTable
from plan.model import inventory, shape
from plan.reading.loader import load_plan
from plan.showing.localizer import Localizer
from pydantic import BaseModel

PLANS = Path(__file__).parent / "plans"


def marked(runs: Sequence[MarkedRun]) -> str:
    """Runs of a wording as text, what was changed in brackets."""
    return "".join(f"〔{run.words}〕" if run.changed else run.words for run in runs)


@pytest.mark.parametrize("case", cases("rewordings", "old", "new", "marked_old", "marked_new"))
def test_people_would_underline_it_so(case: Case) -> None:
    """Each pair is marked by whole phrases, figures and words, never letter by letter."""
    found = reworded(case["old"], case["new"])
    assert (marked(found.old), marked(found.new)) == (case["marked_old"], case["marked_new"])


_TEXTS = st.lists(
    st.sampled_from(["市民の", "手続を", "8年度", "26.4%", "窓口", "課", "、", "。", " ", "\n", "a", "B 12", "ー"])
).map("".join)


@given(_TEXTS, _TEXTS)
def test_both_wordings_come_out_whole(old: str, new: str) -> None:
    """The runs of each side, joined, are its wording; what is marked nowhere is the same on both sides."""
    found = reworded(old, new)
    assert "".join(run.words for run in found.old) == old
    assert "".join(run.words for run in found.new) == new
    same = ["".join(run.words for run in side if not run.changed) for side in (found.old, found.new)]
    assert same[0] == same[1]
    assert (old == new) == (not found.changes)


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdefg")))
def test_the_differences_lead_from_the_old_to_the_new(old: list[str], new: list[str]) -> None:
    """What the pairs say of the new edition is the new edition in its order; all of the old one is among them."""
    pairs = paired(old, new)
    assert [pair.new for pair in pairs if pair.new is not None and pair.here] == new
    assert sorted(pair.old for pair in pairs if pair.old is not None and pair.here) == sorted(old)
    unmoved = [pair.old for pair in pairs if pair.old is not None and pair.new is not None and not pair.moved]
    at = iter(old)
    assert all(part in at for part in unmoved), "what is not called moved stands in its old order"


def edition(folder: Path) -> EditionTexts:
    """The plan in a folder, which is sound."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, [str(finding) for finding in loaded.findings]
    return EditionTexts(loaded.plan, loaded.chapters)


def told(comparison: Comparison) -> Iterator[str]:
    """The whole table as lines."""
    for group in comparison.groups:
        yield f"■ {group.part}: {group.title} ({group.kind})"
        yield from map(line, group.rows)
    for one in comparison.everywhere:
        yield f"● {one.old} → {one.new}: {one.count}"


def line(row: ComparedRow) -> str:
    """A row as a line."""
    remarks = f" [{'; '.join(row.remarks)}]" if row.remarks else ""
    return f"{row.label} ({row.kind}): {marked(row.old)} → {marked(row.new)}{remarks}"


@pytest.mark.parametrize("case", cases("paragraphs", "old", "new", "rows"))
def test_paragraphs_are_followed(case: Case) -> None:
    """What was parted, joined or written anew is one row; a line end is ⏎ here."""
    found = rows_of_text("", case["old"], case["new"])
    said = [f"{row.kind}: {marked(row.old)} → {marked(row.new)}".replace("\n", "⏎") for row in found]
    assert said == case["rows"]


def test_a_cell_that_was_changed_is_known_from_the_others() -> None:
    """Each cell is compared with the one under the same head; of a row that is new as a whole none is framed."""
    row = row_of_cells(
        "", ("推進会議", "方針を決めます", "年2回"), ("推進会議", "方針を決めます", "年3回"), ("会議", "役割", "回数")
    )
    assert [(cell.head, marked(cell.old), marked(cell.new), cell.changed) for cell in row.cells] == [
        ("会議", "推進会議", "推進会議", False),
        ("役割", "方針を決めます", "方針を決めます", False),
        ("回数", "年〔2〕回", "年〔3〕回", True),
    ]
    assert marked(row.new) == "推進会議｜方針を決めます｜年〔3〕回"
    assert [cell.changed for cell in row_of_cells("", (), ("推進会議", "年3回"), ()).cells] == [False, False]
    assert row_of_cells("", ("推進会議",), ("推進会議", "年3回"), ()).cells == (), "rows of other lengths are one text"


@pytest.mark.parametrize("case", cases("revisions", "plan", "edits", "delete", "write", "expected"))
def test_a_revision_is_told_as_offices_would(case: Case, tmp_path: Path) -> None:
    """Every change is told once, where it belongs, in both languages; what does not count is not told."""
    plan = PLANS / case["plan"]
    change(case, copy_plan(tmp_path, plan))
    old, new = edition(plan), edition(tmp_path)
    for language, expected in case["expected"].items():
        assert list(told(compare(old, new, language))) == expected


def test_an_edition_does_not_differ_from_itself() -> None:
    """No group, no replacement."""
    both = edition(INVENTED)
    found = compare(both, both, "ja")
    assert (found.groups, found.everywhere) == ((), ())


def records() -> Iterator[type[BaseModel]]:
    """Every kind of record of a plan that an edition is compared by."""
    said_in_a_line = (model.Baseline, model.Target, model.FormerTarget, model.Actual, model.Phase, model.Milestone)
    said_in_a_line += (model.Period, model.RoadmapYears, model.Budget, model.BudgetTotal, model.ScaleMark)  # type: ignore[assignment]
    by_figure = (model.Row, model.Value)
    waiting = [schema for name, schema in inventory.kinds().items() if name not in fields().files_left_out]
    seen: set[type[BaseModel]] = set()
    while waiting:
        schema = waiting.pop()
        if schema in seen or issubclass(schema, (*said_in_a_line, *by_figure)):
            continue
        seen.add(schema)
        yield schema
        waiting += [
            field.holds
            for field in shape.shapes(schema).values()
            if field.holds and fields().compared(schema, field.key)
        ]


def test_every_file_of_a_plan_is_compared_or_left_out_for_a_reason() -> None:
    """What is taken out of a plan is told, whatever file it stood in; the exceptions are files that a plan has."""
    left_out = fields().files_left_out
    assert left_out < set(inventory.FILES)
    both = edition(ROOT)
    told = set()
    for name, file in inventory.FILES.items():
        taken_out = file.optional and not file.empty and name != "structure.yml"  # of which cards name items
        if taken_out and getattr(both.plan, file.field) is not None:
            bare = replace(both, plan=replace(both.plan, **{file.field: None}))
            if file.field in {group.id for group in compare(both, bare, "ja").groups}:
                told.add(name)
            else:
                assert name in left_out, name
    assert len(told) > 4
    assert not told & left_out


def test_every_field_of_a_plan_is_compared_or_left_out_for_a_reason() -> None:
    """No change is lost because nobody said what its field is called."""
    nameless = []
    for schema in records():
        for key in shape.shapes(schema):
            if fields().compared(schema, key):
                try:
                    fields().label(schema, key)
                except KeyError:
                    nameless.append(f"{schema.__name__}.{key}")
    assert nameless == []


def test_a_replacement_that_runs_through_the_plan_is_told_once(tmp_path: Path) -> None:
    """Six places with one word replaced are one line; a row in which something else differs stays."""
    copy_plan(tmp_path)
    for path in [*(tmp_path / "data").rglob("*.yml"), *(tmp_path / "docs").rglob("*.md")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("取り組みます", "取り掛かります").replace("窓口", "受付"), encoding="utf-8")
    found = compare(edition(INVENTED), edition(tmp_path), "ja")
    assert [(one.old, one.new) for one in found.everywhere] == [("窓口", "受付")]
    assert all(line(row).count("〔") for group in found.groups for row in group.rows if row.kind == "changed")


def test_the_command_writes_a_page_and_a_book_for_each_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both files hold every change, with what was changed underlined; three languages, three pages."""
    new = copy_plan(tmp_path / "new")
    path = new / "data/departments.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("町民課", "くらし課"), encoding="utf-8")
    out = tmp_path / "out"
    assert main(["compare", *options(new), str(INVENTED), "--out", str(out)]) == 0
    assert sorted(file.name for file in out.iterdir()) == [
        "index.en.html", "index.en.pdf", "index.en.xlsx", "index.html", "index.pdf", "index.pt.html", "index.pt.pdf",
        "index.pt.xlsx", "index.xlsx",
    ]  # fmt: skip
    page = (out / "index.html").read_text(encoding="utf-8")
    assert '<ins><span class="spoken">[追加: </span>くらし課<span class="spoken">]</span></ins>' in page
    assert "://" not in page
    book = openpyxl.load_workbook(io.BytesIO((out / "index.xlsx").read_bytes()), rich_text=True)
    assert book.sheetnames == ["変更の概要", "担当課"]
    cells = [cell.value for row in book["担当課"].iter_rows() for cell in row if isinstance(cell.value, CellRichText)]
    assert [(str(cell), isinstance(cell[0], TextBlock) and cell[0].font.u) for cell in cells] == [
        ("くらし課", "single"), ("町民課", "single"),
    ]  # fmt: skip
    assert str(out / "index.xlsx") in capsys.readouterr().out


def test_the_city_chooses_the_side_of_the_new_wording(tmp_path: Path) -> None:
    """Where it is the second, it stands there on the page and in the workbook."""
    new = copy_plan(tmp_path / "new")
    edit(new / "data/departments.yml", "町民課", "くらし課", 1)
    edit(new / "data/plan.yml", "edition:", "new_wording: second\nedition:", 1)
    found = compare(edition(INVENTED), edition(new), "ja")
    plan = edition(new).plan
    table = ShownTable(found, ("前", "後"), Localizer("ja", plan.languages, plan.words))
    assert table.heads == ("項目", "改正前", "改正後", "備考")
    assert table.between == ("改正前: 前", "改正後: 後")
    (row,) = table.parts[0].groups[0].rows
    assert [wording.words for wording in row.wordings] == ["町民課", "くらし課"]


@pytest.mark.parametrize("old", [[], [""], ["", "second"]])
def test_without_an_older_edition_nothing_is_compared(
    old: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor with NEW in its place, as `make compare NEW=second` would."""
    out = tmp_path / "out"
    assert main(["compare", *options(INVENTED), *old, "--out", str(out)]) == 1
    assert capsys.readouterr().err == (
        "どの版と比べるかがありません。前の版のid、フォルダ、gitのタグを OLD に書きます: make compare OLD=first / "
        "it is not said which edition to compare with; give the older one as OLD, its id, a folder or a tag of git: "
        "make compare OLD=first\n"
    )
    assert not out.exists()


def test_an_edition_that_is_nowhere_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence, and nothing is written."""
    out = tmp_path / "out"
    assert main(["compare", *options(INVENTED), str(tmp_path / "nowhere"), "--out", str(out)]) == 1
    assert "版が見付かりません" in capsys.readouterr().err
    assert not out.exists()
