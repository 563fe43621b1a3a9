"""The yearly round: tables that offices fill in are taken over a folder at a time, every slip told by its cell."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from cases import Case, cases
from collected import YEAR, column, filled_in, handed_out, plan_of_offices, rows
from copies import INVENTED, ROOT, copy_plan, edit, options
from handed_back import texts
from openpyxl import load_workbook
from openpyxl.comments import Comment
from plan.__main__ import main
from plan.commands.collect_in import take_over_round
from plan.machine import all_or_none
from plan.messages.sentences import SENTENCES
from plan.reading.loader import load_plan
from plan.workbook.excel_sheets import FIRST_ROW
from plan.writing import undoing
from test_workbook_hands import _RULE, edited, lines_changed

CASES = cases(
    "collection", "offices", "values", "before", "slips", "copy", "files", "meanwhile", "today", "anyway", "year_open",
    "untouched", "shown", "told", "refusals", "lines",
)  # fmt: skip


def returned(case: Case, folder: Path) -> tuple[list[str], Path]:
    """The plan of a case and the folder of what its offices have sent back."""
    arguments = plan_of_offices(folder, case.get("offices", 2), case.get("values", 8))
    edited(folder, case.get("before", ()))
    out, slips = handed_out(folder, arguments), case.get("slips", {})
    for path in sorted(out.glob("*.xlsx")):
        if path.name not in case.get("untouched", ()):
            filled_in(path, slips)
    for name, others in case.get("copy", {}).items():
        filled_in(out / name, {**slips, **others}, out / f"copy of {name}")
    for name, what in case.get("files", {}).items():
        change_file(out / name, what)
    edited(folder, case.get("meanwhile", ()))
    return arguments, out


def change_file(path: Path, what: Case) -> None:
    """Do to a file what may become of it on its way."""
    if "becomes" in what:
        path.rename(path.with_name(what["becomes"]))
    elif "text" in what:
        path.write_text(what["text"], encoding="utf-8")
    elif what.get("gone"):
        path.unlink()
    else:
        book = load_workbook(path)
        page = book["実績値"]
        if "without" in what:
            del book[what["without"]]
        if "about" in what:
            cell = book["書き出した値"]["B1"]
            cell.value = str(cell.value).replace(*what["about"])
        for place, value in what.get("cells", {}).items():
            page[place].value = value
        for place, text in what.get("pinned", {}).items():
            page[place].comment = Comment(text, "Division 1")
        book.save(path)


@pytest.mark.parametrize("case", CASES)
def test_a_round_is_taken_over_or_every_slip_is_told(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is told and refused is exactly that of the case; with a refusal nothing is written."""
    arguments, out = returned(case, tmp_path)
    before = texts(tmp_path)
    capsys.readouterr()
    code = take_over_round(
        Path(arguments[1]),
        Path(arguments[3]),
        out,
        anyway=case.get("anyway", False),
        year_open=case.get("year_open", False),
        yes=True,
        today=date.fromisoformat(case.get("today", "2024-06-10")),
    )
    said = capsys.readouterr()
    assert code == (1 if "refusals" in case else 0)
    assert set(case.get("shown", ())) <= set(said.out.splitlines())
    told = [line for line in said.out.splitlines() if not line.startswith(("[", "事業「"))]
    assert [line for line in told if "書き込みました" not in line] == case.get("told", [])
    assert [_RULE.sub("", line.strip()) for line in said.err.splitlines()[1:]] == case.get("refusals", [])
    changed = lines_changed(before, texts(tmp_path))
    assert bool(changed) == (code == 0)
    for file, lines in case.get("lines", {}).items():
        assert changed[file] == lines


#: What an office wrote into `saved-by-libreoffice.xlsx`, a table of the plan of one office and four values.
_WRITTEN = {"number-01": {"remark": "＝と「、」のある備考\n二行目"}, "number-02": {"value": 61.5}}


def test_a_file_that_libreoffice_saved_is_taken_over_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """LibreOffice 7.4 writes the whole file anew: lists, dates, comments, hidden sheets; no cell says anything else."""
    taken = []
    for name in ("ours", "theirs"):
        folder = tmp_path / name
        arguments = plan_of_offices(folder, 1, 4)
        out = handed_out(folder, arguments)
        if name == "ours":
            filled_in(out / "office-01.xlsx", _WRITTEN)
        else:
            shutil.copy(Path(__file__).parent / "collection/saved-by-libreoffice.xlsx", out / "office-01.xlsx")
        capsys.readouterr()
        before = texts(folder)
        assert take_over_round(Path(arguments[1]), Path(arguments[3]), out, yes=True, today=date(2024, 6, 10)) == 0
        said = capsys.readouterr()
        taken.append((said.out.replace(str(folder), ""), said.err, lines_changed(before, texts(folder))))
    assert taken[0] == taken[1]
    assert len(taken[0][2]) == 1, "one card was changed"


def test_every_sentence_is_shown_by_a_case() -> None:
    """A new sentence of the round comes with a case that shows it."""
    shown = [line for param in CASES for key in ("told", "refusals") for line in param.values[0].get(key, ())]
    for id in (id for id, sentence in SENTENCES.items() if sentence.kind == "collection"):
        fixed = max(SENTENCES[id].ja.split("{"), key=len).split("}")[-1]
        assert any(fixed in line for line in shown), id


def test_an_office_gets_its_rows_and_its_open_cells_alone(tmp_path: Path) -> None:
    """Each indicator stands in one table; what is open is what is asked for, and all else is locked."""
    out, seen = handed_out(tmp_path, plan_of_offices(tmp_path, 3, 12)), list[str]()
    heads = [str(cell.value) for cell in load_workbook(out / "office-01.xlsx")["実績値"][FIRST_ROW - 1]]
    assert [head for head in heads if "〔入力〕" in head] == ["2023年度の実績値\n〔入力〕"]
    for path in sorted(out.glob("*.xlsx")):
        page = load_workbook(path)["実績値"]
        assert page.protection.sheet
        for row, id in rows(page):
            seen.append(id)
            open_ = {str(page.cell(1, cell.column).value) for cell in page[row] if not cell.protection.locked}
            words = ("missing", "remark", "shortfall", "next_step")
            wanted = {f"actuals.{YEAR}.{name}.{code}" for name in words for code in ("ja", "en", "pt")}
            assert open_ == wanted | {"by"} | {f"actuals.{YEAR}.{name}" for name in ("value", "state", "day")}
            assert page.cell(row, column(page, "indicator_baseline")).value
    assert sorted(seen) == [f"number-{number:02}" for number in range(12)]


def told_in(path: Path) -> str:
    """What a table says to those who fill it in."""
    return "\n".join(str(cell.value) for row in load_workbook(path)["使い方"] for cell in row if cell.value)


def test_an_office_is_told_of_what_its_own_rows_have(tmp_path: Path) -> None:
    """Figures, words in their place, percentages and corrections only where there are any."""
    arguments = plan_of_offices(tmp_path, 2, 8)
    card, other = (tmp_path / f"data/projects/card-0{number}.yml" for number in (0, 1))
    target = "  target:\n    fiscal_year: 2025\n    value: 200\n"
    edit(card, target, "  target: {fiscal_year: 2025, stated: {ja: 改定, en: Revised}}\n")
    edit(other, target, f"{target}  actuals:\n  - {{fiscal_year: 2023, value: 140, state: final}}\n")
    out = handed_out(tmp_path, arguments)
    words, values = (told_in(out / f"office-0{number}.xlsx") for number in (1, 2))
    assert "目標値が言葉の指標では、数字の代わりに「結果の言葉」に結果を書きます。" in words
    assert "訂正" not in words
    assert "結果の言葉" not in values
    assert "公表した値を直すときは「訂正」を選び、「訂正の理由」に書きます。" in values
    assert "割合の37%は" in values
    assert "言葉は日本語だけ書けば、英語は計画の担当が入れます。" in values
    assert "範囲の上" not in words + values


def test_a_table_that_holds_values_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither by the next `collect` nor by `workbook`, until they are taken over or somebody says so."""
    arguments = plan_of_offices(tmp_path, 1, 4)
    out, book = handed_out(tmp_path, arguments), tmp_path / "plan.xlsx"
    assert main(["workbook", str(book), *arguments]) == 0
    again = ["collect", str(YEAR), "--out", str(out), *arguments]
    assert main(again) == 0
    filled_in(out / "office-01.xlsx", {})
    before = (out / "office-01.xlsx").read_bytes()
    capsys.readouterr()
    assert main(again) == 1
    assert capsys.readouterr().err.startswith(
        f"{out / 'office-01.xlsx'} に、まだ取り込んでいない欄が12個あるので（はじめは 実績値!J3（2023年度の実績値））"
    )
    assert (out / "office-01.xlsx").read_bytes() == before
    assert main([*again, "--over"]) == 0
    opened = load_workbook(book)
    page = opened["指標"]
    page.cell(FIRST_ROW, 1 + [cell.value for cell in page[1]].index("target.value")).value = 222
    opened.save(book)
    assert main(["workbook", str(book), *arguments]) == 1
    assert "まだ取り込んでいない欄が1個あるので" in capsys.readouterr().err
    assert main(["import", str(book), "--yes", *arguments]) == 0
    assert main(["workbook", str(book), *arguments]) == 0
    book.write_text("no workbook", encoding="utf-8")
    assert main(["workbook", str(book), *arguments]) == 1
    assert "この計画の表として読めないので、上書きしていません" in capsys.readouterr().err
    assert main(["workbook", str(book), "--over", *arguments]) == 0


def test_a_promise_in_words_is_said_to_be_kept(tmp_path: Path) -> None:
    """Its result has cells of its own, for the words and for whether the target is reached; no other has."""
    arguments, card = plan_of_offices(tmp_path, 1, 4), tmp_path / "data/projects/card-00.yml"
    edit(card, "    value: 200\n", "    stated: {ja: 計画の策定, en: A plan is made}\n")
    edit(card, "    value: 100\n  target", "    stated: {ja: 未策定, en: Not made}\n  target", 1)
    out = handed_out(tmp_path, arguments)
    words = {"value": None, "stated": "計画を策定", "stated.en": "A plan was made", "reached": "はい"}
    filled_in(out / "office-01.xlsx", {"number-00": words})
    assert take_over_round(tmp_path / "data", tmp_path / "docs", out, yes=True, today=date(2024, 6, 10)) == 0
    plan = load_plan(tmp_path / "data", tmp_path / "docs").plan
    assert plan
    one, other = (plan.projects["card-00"].indicators[number].actuals[0] for number in (0, 1))
    assert one.stated and (one.stated["ja"], one.reached) == ("計画を策定", True)
    assert not other.reached


def test_what_was_taken_over_can_be_undone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every byte comes back; what somebody changed since is not touched."""
    arguments, out = returned({}, tmp_path)
    data, docs, before = tmp_path / "data", tmp_path / "docs", texts(tmp_path)
    assert main(["undo", "--yes", *arguments]) == 1
    assert "元に戻せる書き込みがありません" in capsys.readouterr().err
    assert take_over_round(data, docs, out, yes=True, today=date(2024, 6, 10)) == 0
    after = texts(tmp_path)
    assert after != before
    card = data / "projects/card-00.yml"
    card.write_bytes(card.read_bytes() + b"# mine\n")
    assert main(["undo", "--yes", *arguments]) == 1
    assert f"{card} は、書き込んだ後に変わっています" in capsys.readouterr().err
    card.write_bytes(after["projects/card-00.yml"])
    assert main(["undo", *arguments]) == 0
    assert texts(tmp_path) == after
    assert main(["undo", "--yes", *arguments]) == 0
    assert texts(tmp_path) == before


def test_a_file_that_was_new_goes_and_old_writes_are_forgotten(tmp_path: Path) -> None:
    """A write that made a file takes it away again; of many writes the last hundred can be put back, newest first."""
    data, new = tmp_path / "data", tmp_path / "data/new.yml"
    data.mkdir()
    for number in range(105):
        undoing.keep(data, {new: (str(number).encode(), str(number + 1).encode())})
    assert len(list((tmp_path / ".cache/undo").iterdir())) == 100
    (tmp_path / ".cache/undo/strange.json").write_text("[]", encoding="utf-8")
    undoing.keep(data, {new: (None, b"x")})
    new.write_bytes(b"x")
    written = undoing.last_written(data, tmp_path / "docs")
    assert written
    undoing.put_back(written)
    assert not new.exists()
    before = undoing.last_written(data, tmp_path / "docs")
    assert before
    assert before.changed == new
    with pytest.raises(all_or_none.OvertakenError):
        undoing.put_back(before)


def test_the_real_plan_asks_its_offices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a plan without actual values each indicator is asked of one office; of one without any, nobody is."""
    arguments = options(copy_plan(tmp_path / "real", ROOT))
    assert main(["collect", "2026", "--out", str(tmp_path / "out"), *arguments]) == 0
    assert "16課、21件の実績値の表を" in capsys.readouterr().out
    bare = copy_plan(tmp_path / "bare", INVENTED)
    shutil.rmtree(bare / "data/projects")
    (bare / "data/projects").mkdir()
    for name in ("bus-counter", "one-counter", "phone-help"):
        text = (INVENTED / f"data/projects/{name}.yml").read_text(encoding="utf-8")
        start, rest = text.split("indicators:\n")
        card = f"{start}schedule:{rest.split('schedule:')[1]}"
        (bare / f"data/projects/{name}.yml").write_text(card, encoding="utf-8")
    plan = bare / "data/plan.yml"
    plan.write_text(
        plan.read_text(encoding="utf-8") + "accepted: [{rule: no-indicator, reason: ない。}]\n", encoding="utf-8"
    )
    assert main(["collect", "2023", "--out", str(tmp_path / "none"), *options(bare)]) == 1
    assert "2023年度に実績値を集める指標がありません" in capsys.readouterr().err
