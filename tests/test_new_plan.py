"""A new plan from the answers to ten questions: sound at once, explained field by field, and plainly an example."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from shutil import move
from tempfile import TemporaryDirectory

import pytest
import yaml
from building import build
from cases import Case, cases
from copies import copy_program, edit, options
from openpyxl import load_workbook
from plan.__main__ import main
from plan.commands.new_plan import begin
from plan.help.fields import field_helps
from plan.model import inventory
from plan.reading.loader import load_plan
from plan.starting.answers import Answers, ask, questions, read_answers
from plan.starting.example_plan import families, label

CASES = cases("new_plans", "answers", "files", "holds")
TODAY = date(2026, 4, 1)
#: What a person types at a terminal, question by question.
TYPED = [
    "あおば市 / Aoba City",
    "あおば市環境基本計画／Aoba City Environmental Plan",
    "令和８～R11",
    "pt、zh-CN",
    "基本目標 / goal / goals、施策 / measure / measures",
    "事業 / project / projects",
    "tools；funding",
    "はい",
    "No",
    "環境課 / Environment Division",
]


@cache
def made_of(answers: str) -> dict[str, bytes]:
    """The files of a new plan, each by its path."""
    with TemporaryDirectory() as folder:
        file, new = Path(folder) / "answers.yml", Path(folder) / "new"
        file.write_text(answers, encoding="utf-8")
        assert begin(new, file, TODAY) == 0
        return {path.relative_to(new).as_posix(): path.read_bytes() for path in new.rglob("*") if path.is_file()}


def begun(case: Case, folder: Path) -> Path:
    """The plan of a case, in a folder of its own."""
    (folder / "answers.yml").write_text(case["answers"], encoding="utf-8")
    for name, content in made_of(case["answers"]).items():
        (folder / "new" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "new" / name).write_bytes(content)
    return folder / "new"


@pytest.mark.parametrize("case", CASES)
def test_a_new_plan_is_sound_at_once(case: Case, tmp_path: Path) -> None:
    """It has the files of its shape and no others, and nothing to remark but that it is an example."""
    folder = begun(case, tmp_path)
    here = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert [name for name in here if not re.match(r"data/(schema/|README|WORDS)", name)] == case["files"]
    assert {"data/README.md", "data/WORDS.md", "data/schema/plan.json"} <= set(here)
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.findings == ()
    assert {remark.rule for remark in loaded.remarks} == {"still-an-example", "no-contact"}
    for name, data in case["holds"].items():
        assert yaml.safe_load((folder / name).read_text(encoding="utf-8")) == data


@pytest.mark.parametrize("case", CASES)
def test_no_example_is_published_by_accident(case: Case, tmp_path: Path) -> None:
    """Once the plan is adopted, every file that a city has to write stops the build while it is an example."""
    folder = begun(case, tmp_path)
    edit(folder / "data/plan.yml", "status: draft", "status: adopted\n  decided: 2026-03-31")
    findings = load_plan(folder / "data", folder / "docs").findings
    assert {finding.rule for finding in findings} == {"still-an-example"}
    own = {"data/levels.yml"}  # it holds nothing but answers
    assert {finding.file for finding in findings} == set(case["files"]) - own


@pytest.mark.parametrize("case", CASES)
def test_each_field_is_explained_where_it_first_stands(case: Case, tmp_path: Path) -> None:
    """Above the field stands its meaning; at the end, what else the file may hold."""
    folder = begun(case, tmp_path)
    for path in (folder / "data").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        schema = inventory.schema_of(path.relative_to(folder / "data").as_posix())
        assert schema
        lines = text.split("\n")
        assert lines[0].startswith("# yaml-language-server: ")
        for help_ in field_helps(schema):
            stands = next((number for number, line in enumerate(lines) if line.startswith(f"{help_.name}:")), None)
            if stands is None:
                assert f"# {help_.name}: {help_.ja}" in lines
            else:
                assert lines[stands - 1].startswith(f"# {help_.ja}")


def test_what_the_records_in_a_file_may_hold_is_told_too(tmp_path: Path) -> None:
    """Each by its way there, with the fields of what it would hold; none that stands there already."""
    folder = begun(next(case for case in CASES if case.id == "two-levels-with-everything").values[0], tmp_path)  # type: ignore[arg-type]
    told = (folder / "data/projects/example-1.yml").read_text(encoding="utf-8").split("\n")
    named = [line[2:].split(":")[0] for line in told if line.startswith("# indicators.")]
    assert {"indicators.actuals", "indicators.targets", "indicators.target.bound", "indicators.target.stated"} <= set(
        named
    )
    assert not {"indicators.id", "indicators.target", "indicators.target.value"} & set(named)
    assert len(named) == len(set(named))
    assert any(line.startswith("# indicators.actuals: ") and "（fiscal_year、" in line for line in told)


def test_what_is_there_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second plan in the same place is refused, and every byte stays."""
    folder = begun(CASES[0].values[0], tmp_path)  # type: ignore[arg-type]
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert main(["new-plan", "--answers", str(tmp_path / "answers.yml"), "--out", str(folder)]) == 1
    assert f"{folder / 'data'} には、もうファイルがあります。上書きしません。" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_answers_that_are_wrong_are_told_all_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With file and line, each with an example of what to write; nothing is written."""
    (tmp_path / "answers.yml").write_text(
        "city: あおば市\ntitel: {ja: 計画, en: Plan}\nperiod: {first: 2029, last: 2026}\n"
        "levels: [基本目標, 施策 / measure / measures]\ncard: 事業\nfamilies: [SDGs, 地区]\n"
        "office: {ja: 企画課}\nindicators: たぶん\nlanguages: [xx]\n",
        encoding="utf-8",
    )
    assert main(["new-plan", "--answers", str(tmp_path / "answers.yml"), "--out", str(tmp_path / "new")]) == 1
    ja, en = (
        "この答えは読めません（実際: {}）。例のように書きます → {}",
        "this answer cannot be read, got {}; write it as in → {}",
    )
    form = f"{ja} / {en} [answer-form]"
    allowed = "tools, funding, priority, laws, districts, sdgs"
    choice = "{1} のどれかが必要です（実際: {0}）。「{2}」ではありませんか / "
    choice += "must be one of {1}, got {0}; did you mean '{2}'? [wrong-choice]"
    levels = "levels: [基本目標 / goal / goals, 施策 / measure / measures]"
    told = [line.strip().removeprefix("answers.yml:") for line in capsys.readouterr().err.splitlines()[1:]]
    assert told == [
        "1: city: " + form.format(*["'あおば市'", "city: {ja: 〇〇市, en: 〇〇 City}"] * 2),
        "2: titel: この項目はありません。「title」ではありませんか / "
        "there is no such field; did you mean 'title'? [unknown-field]",
        "3: period: 終わり（2026）が始まり（2029）より前です / ends (2026) before it begins (2029) [reversed-period]",
        "4: levels: " + form.format(*["'基本目標'、'施策 / measure / measures'", levels] * 2),
        "5: card: " + form.format(*["'事業'", "card: 事業 / project / projects"] * 2),
        "6: families[1つ目/1st]: " + choice.format("'SDGs'", allowed, "sdgs"),
        "6: families[2つ目/2nd]: " + choice.format("'地区'", allowed, "districts"),
        "7: office: " + form.format(*["'企画課'", "office: {ja: 企画課, en: Planning Division}"] * 2),
        "8: indicators: " + form.format(*["'たぶん'", "indicators: はい"] * 2),
        "9: languages[1つ目/1st]: この言語か地域のコードはありません（実際: 'xx'） / "
        "there is no language, or no region, of this code, got 'xx' [no-language]",
    ]
    assert not (tmp_path / "new").exists()


def test_a_file_may_answer_as_a_person_types(tmp_path: Path) -> None:
    """With names in both languages on one line, years of an era, yes and no in Japanese, and none for nothing."""
    lines = (f'{question.id}: "{typed}"' for question, typed in zip(questions(), TYPED, strict=True))
    (tmp_path / "answers.yml").write_text("\n".join(lines), encoding="utf-8")
    assert read_answers(tmp_path / "answers.yml", families(), label()) == (asked(TYPED)[0], [])
    bare = [typed if number not in (3, 4, 6, 7) else "なし" for number, typed in enumerate(TYPED)]
    bare[2] = "令和8年度から令和11年度まで"
    lines = (f'{question.id}: "{typed}"' for question, typed in zip(questions(), bare, strict=True))
    (tmp_path / "answers.yml").write_text("\n".join(lines), encoding="utf-8")
    answers, _ = read_answers(tmp_path / "answers.yml", families(), label())
    assert answers == asked(bare)[0]
    assert answers
    assert (answers.period.last, answers.languages, answers.levels, answers.families, answers.indicators) == (
        2029, (), (), (), False,
    )  # fmt: skip


def test_the_title_of_a_new_plan_lacks_its_label(tmp_path: Path) -> None:
    """The label is put behind it, so that it would stand there twice; whatever its brackets."""
    typed = [*TYPED[:1], "あおば市環境基本計画(案) / Aoba City Environmental Plan", *TYPED[1:]]
    answers, said = asked(typed)
    assert answers == asked(TYPED)[0]
    found = "'あおば市環境基本計画(案)'"
    assert said[2] == (
        f"  計画の名称の終わりに「（案）」があります（実際: {found}）。"
        "「（案）」は名称の後に付くので、名称からは取ります / "
        f"the title ends with '（案）', got {found}; '（案）' is put behind the title, so take it out of it"
    )


def asked(typed: list[str]) -> tuple[Answers, list[str]]:
    """The answers of a person who types these, and what was said."""
    lines, said = iter(typed), list[str]()
    return ask(families(), label(), lambda _: next(lines), lambda words: said.append(str(words))), said


def test_a_person_is_asked_ten_questions() -> None:
    """In Japanese with English beside; answers as people type them."""
    answers, said = asked(TYPED)
    assert len(questions()) == len(said) == 10
    assert said[0] == f"1/10 {questions()[0].ja} / {questions()[0].en}"
    assert [question.id for question in questions()] == list(Answers.model_fields)
    assert answers.model_dump()["title"] == {"ja": "あおば市環境基本計画", "en": "Aoba City Environmental Plan"}
    assert (answers.period.first, answers.period.last) == (2026, 2029)
    assert answers.languages == ("pt", "zh-CN")
    assert [level.many["en"] for level in answers.levels] == ["goals", "measures"]
    assert (answers.families, answers.indicators, answers.statistics) == (("tools", "funding"), True, False)


@pytest.mark.parametrize("none", ["なし", "none", "いいえ", "無し", "－", "null", "false", "[]", ""])
def test_a_file_may_say_in_any_way_that_there_are_none(none: str, tmp_path: Path) -> None:
    """No cards, levels or families: in words, as a person types it, or as data say it; one of cards or levels is."""
    left_out = {"card": {"card", "families"}, "levels": {"levels"}}
    for of, bare in left_out.items():
        lines = (
            f"{question.id}: {none if question.id in bare else json.dumps(typed)}"
            for question, typed in zip(questions(), TYPED, strict=True)
        )
        (tmp_path / "answers.yml").write_text("\n".join(lines), encoding="utf-8")
        answers, findings = read_answers(tmp_path / "answers.yml", families(), label())
        assert not findings
        assert answers
        assert not getattr(answers, of)


def test_families_sort_cards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan without cards that asks for some is told so at the answer, and nothing is written; so is a person."""
    lines = (
        f'{question.id}: "{"なし" if question.id == "card" else typed}"'
        for question, typed in zip(questions(), TYPED, strict=True)
    )
    (tmp_path / "answers.yml").write_text("\n".join(lines), encoding="utf-8")
    assert main(["new-plan", "--answers", str(tmp_path / "answers.yml"), "--out", str(tmp_path / "new")]) == 1
    told = (
        "分類（実際: 'tools'、'funding'）は、カードを分けるものです。カードのない計画では、空のままにします / "
        "families sort cards, got 'tools'、'funding'; leave this empty in a plan without cards"
    )
    assert f"answers.yml:7: families: {told}" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
    answers, said = asked([*TYPED[:5], "なし", TYPED[6], "", *TYPED[7:]])
    assert (answers.card, answers.families) == (None, ())
    assert f"  {told}" in said


@pytest.mark.parametrize("none", ["なし", "none", "－", ""])
def test_a_plan_may_have_no_cards(none: str, tmp_path: Path) -> None:
    """Where it has levels; one with neither would list nothing."""
    answers, _ = asked([*TYPED[:5], none, "", *TYPED[7:]])
    assert answers.card is None
    text = "city: {ja: あ市, en: A}\ntitle: {ja: 計画, en: Plan}\nperiod: {first: 2026, last: 2029}\n"
    (tmp_path / "answers.yml").write_text(text + "office: {ja: 課, en: Office}\n", encoding="utf-8")
    assert [(finding.rule, finding.field) for finding in read_answers(tmp_path / "answers.yml", (), label())[1]] == [
        ("missing-field", "card")
    ]


def test_what_is_not_sound_is_asked_once_more_at_once() -> None:
    """Before the next question, with an example of what to write."""
    wrong = {0: "/ Aoba City", 2: "来年から", 4: "基本目標", 7: "たぶん"}
    answers, said = asked(
        [one for number, typed in enumerate(TYPED) for one in (*filter(None, [wrong.get(number)]), typed)]
    )
    assert answers == asked(TYPED)[0]
    assert [line.split(" ")[0] for line in said] == [
        *(
            "1/10",
            "",
            "1/10",
            "2/10",
            "3/10",
            "",
            "3/10",
            "4/10",
            "5/10",
            "",
            "5/10",
            "6/10",
            "7/10",
            "8/10",
            "",
            "8/10",
        ),
        *("9/10", "10/10"),
    ]
    example = "基本目標 / goal / goals、施策 / measure / measures"
    assert said[9] == (
        f"  この答えは読めません（実際: '基本目標'）。例のように書きます → {example}"
        f" / this answer cannot be read, got '基本目標'; write it as in → {example}"
    )


def test_a_plan_in_japanese_alone_is_asked_for_no_english() -> None:
    """The name of the city says so; English later is told, not taken in silence."""
    typed = [re.split(" ?[/／]", answer)[0] for answer in TYPED]
    typed[3], typed[4] = "", "基本目標、施策"
    answers, said = asked([*typed[:1], TYPED[1], *typed[1:]])
    assert answers.codes == ("ja",)
    assert said[2].startswith("  市町村の名前が日本語だけなので、日本語だけの計画になります。英語は書かないでください")
    assert [level.one.root for level in answers.levels] == [{"ja": "基本目標"}, {"ja": "施策"}]


def test_nobody_is_asked_without_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says how answers are given."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert main(["new-plan", "--out", str(tmp_path / "new")]) == 1
    assert "--answers に答えのファイルを付けてください" in capsys.readouterr().err


def filled(page: object) -> Iterator[str]:
    """The cells of a sheet in which an example stood, each filled in."""
    for row in page.iter_rows():  # type: ignore[attr-defined]
        for cell in row:
            named = re.match("[a-z0-9-]+（", str(cell.value))  # by its id: it says the new name when it is written anew
            if "〇〇" in str(cell.value) and not (cell.protection.locked or named):
                kana = re.fullmatch("[〇ぁ-んァ-ヶー]+", cell.value)  # a reading, which has no kanji
                japanese = re.search("[ぁ-んァ-ヶ一-龠]", cell.value)
                cell.value = cell.value.replace("〇〇", "みどり" if kana else "緑" if japanese else "green")
                yield cell.coordinate


@pytest.mark.parametrize("case", CASES)
def test_offices_fill_in_its_workbook(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What they write instead of the examples is taken over, and the explanations stay."""
    folder = begun(case, tmp_path)
    assert main(["workbook", str(tmp_path / "plan.xlsx"), *options(folder)]) == 0
    book = load_workbook(tmp_path / "plan.xlsx")
    cells = [cell for page in book.worksheets[1:] for cell in filled(page)]
    assert len(cells) >= 10
    book.save(tmp_path / "plan.xlsx")
    assert main(["import", str(tmp_path / "plan.xlsx"), "--yes", *options(folder)]) == 0, capsys.readouterr().err
    card = "data/projects/example-1.yml" in case["files"]
    text = (folder / f"data/{'projects/example-1' if card else 'structure'}.yml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    assert "〇〇" not in (data if card else data["items"][0])["title"]["ja"]
    assert ("# カードの先頭に印刷されている" if card else "# 項目の名称。番号は付けません。") in text


@pytest.mark.parametrize("id", ["two-levels-with-everything", "japanese-alone"])
def test_a_new_plan_builds_strictly(id: str, tmp_path: Path) -> None:
    """A whole site with its documents, from answers alone; in Japanese alone no page of another language."""
    folder = begun(next(case for case in CASES if case.id == id).values[0], tmp_path)  # type: ignore[arg-type]
    project = copy_program(tmp_path / "project")
    for part in ("data", "docs"):
        move(folder / part, project / part)
    site = build(project)
    assert "あおば市環境基本計画" in (site / "index.html").read_text(encoding="utf-8")
    cards = "cards" if id == "japanese-alone" else "projects"
    assert (site / cards / "example-1/index.html").is_file()
    assert (site / "en").exists() == (id != "japanese-alone")
    assert list((site / "pdf").rglob("*.pdf"))
