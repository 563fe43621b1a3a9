"""`plan adopt`: what is open is listed, what is asked is judged, and the edition changes whole or not at all."""

from __future__ import annotations

import sys
from datetime import date
from difflib import ndiff
from pathlib import Path

import pytest
from cases import Case, cases
from copies import INVENTED, ROOT, change, copy_plan
from frozen_editions import freeze
from invented_notes import NOTES
from plan.__main__ import main
from plan.adopting import aging
from plan.adopting.answers import Asking
from plan.adopting.open_points import open_points
from plan.commands.adopt import adopt
from plan.commands.undo import undo
from plan.machine.own_table import read_table
from plan.preview.inspection import sections
from plan.reading.loader import load_plan
from plan.translation.ledger import judged, read_ledger

TODAY = date(2024, 8, 1)
FIELDS = ("edits", "write", "notes", "answers", "said", "refused", "plan")


def begun(case: Case, folder: Path) -> Path:
    """The invented plan of a case, with its answers beside it."""
    copy_plan(folder)
    change(case, folder)
    if case.get("notes"):
        (folder / "data/notes.yml").write_text(NOTES, encoding="utf-8")
    (folder / "answers.yml").write_text(case["answers"], encoding="utf-8")
    return folder


def details(folder: Path) -> list[str]:
    """The lines of data/plan.yml."""
    return (folder / "data/plan.yml").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", cases("adoptions", *FIELDS))
def test_an_officer_is_walked_through_it(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every word that is said, and every line that changes; where it is refused nothing does, and undo puts it back."""
    folder = begun(case, tmp_path)
    before = details(folder)
    code = adopt(folder / "data", folder / "docs", folder / "answers.yml", yes=True, today=TODAY)
    said, refused = (part.replace(str(tmp_path), "").splitlines() for part in capsys.readouterr())
    changed = [line for line in ndiff(before, details(folder)) if line[0] in "+-"]
    if "refused" in case:
        assert (code, refused, changed) == (1, case["refused"], [])
        return
    assert (code, said, changed) == (0, case["said"], case["plan"])
    assert undo(folder / "data", folder / "docs", yes=True) == 0
    assert details(folder) == before


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Let a person at a terminal type these answers."""
    waiting = iter(answers)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _="": next(waiting))


@pytest.mark.parametrize("key", [KeyboardInterrupt, EOFError])
def test_nothing_changes_where_a_person_leaves(
    key: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C and Ctrl-D at the first question say so in one sentence."""

    def pressed(_: str = "") -> str:
        raise key

    folder = copy_plan(tmp_path)
    before = details(folder)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", pressed)
    assert main(["adopt", "--data", str(folder / "data"), "--docs", str(folder / "docs")]) == 1
    assert capsys.readouterr().err.endswith("\n書き込んでいません / nothing was written\n")
    assert details(folder) == before


def test_nothing_changes_where_a_person_says_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The changes are shown, and no byte is written; an answer that cannot be read is asked for again."""
    folder = copy_plan(tmp_path)
    before = details(folder)
    asked = (
        "はい",
        "first",
        "revised-1",
        "1",
        "令和6年13月1日",
        "令和6年3月21日",
        "2024/4/1",
        "",
        "理由 / Why",
        "いいえ",
    )
    typed(monkeypatch, *asked)
    assert adopt(folder / "data", folder / "docs", today=TODAY) == 0
    said = capsys.readouterr().out
    assert "版のid「first」は、すでにある版のものです。新しいidにします" in said
    assert "data/plan.yml: edition.revised: （空） → 2024-03-21" in said
    assert details(folder) == before


def test_a_person_who_would_freeze_first_is_asked_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first answer is no: what to do is said, and nothing is written."""
    folder = copy_plan(tmp_path)
    before = details(folder)
    typed(monkeypatch, "いいえ")
    assert adopt(folder / "data", folder / "docs", today=TODAY) == 1
    assert details(folder) == before


def test_nobody_is_asked_without_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says how answers are given."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    folder = copy_plan(tmp_path)
    assert adopt(folder / "data", folder / "docs", today=TODAY) == 1
    assert "--answers に答えのファイルを付けてください" in capsys.readouterr().err


def test_what_is_not_in_question_is_not_asked(tmp_path: Path) -> None:
    """A plan without notes, or with its pages hidden, is not asked about them."""
    folder = copy_plan(tmp_path)
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    asked = [question.id for question in Asking(loaded.plan).questions]
    assert asked == ["unfrozen", "id", "number", "revised", "published", "in_force", "reason"]


def test_a_frozen_draft_goes_on_without_that_question(tmp_path: Path) -> None:
    """Its copy is there; the id of the new edition is none that was frozen."""
    folder = copy_plan(tmp_path)
    freeze(folder, INVENTED, id="first", status="adopted", days={"decided": "2023-03-20", "published": "2023-04-01"})
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    assert "unfrozen" not in [question.id for question in Asking(loaded.plan).questions]
    texts = open_points(loaded.plan, loaded, ())
    assert next(kind.points for kind in texts if kind.heading == "open-frozen") == ()


def test_a_draft_that_was_changed_since_it_was_frozen_is_told(tmp_path: Path) -> None:
    """With the files that are not as they were, in the inspection too; opinions that came since are no change of it."""
    draft = [
        {"file": "data/plan.yml", "find": "status: adopted", "replace": "status: draft"},
        {"file": "data/plan.yml", "find": "  decided: 2023-03-20\n", "replace": ""},
    ]
    begun_as, folder = copy_plan(tmp_path / "draft"), copy_plan(tmp_path / "now")
    for plan in (begun_as, folder):
        change({"edits": draft}, plan)
    freeze(
        folder,
        begun_as,
        id="first",
        status="draft",
        label={"ja": "（案）", "en": "(Draft)"},
        days={"published": "2024-05-01"},
    )
    card = {"file": "data/projects/bus-counter.yml", "find": "ja: 走る窓口,", "replace": "ja: 走る役場,"}
    change({"edits": [card], "write": {"data/comment-numbers.txt": "1 card bus-counter\n"}}, folder)
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    kinds = {kind.heading: kind.points for kind in open_points(loaded.plan, loaded, ())}
    (point,) = kinds["open-frozen"]
    assert str(point).startswith(
        "data/plan.yml:8: edition.id: いまの案は、版「first」として凍結した写しと違います"
        "（変わったファイル1件: data/projects/bus-counter.yml）。公開し直す案なら、"
    )
    (section,) = [section for section in sections(loaded) if section.id == "adoption"]
    assert section.points[0].rule == point.rule == "edition-changed-since-frozen"


def test_addresses_of_the_notes_lead_on(tmp_path: Path) -> None:
    """Where their pages leave the site no address dies, and no other line changes; undo puts these back too."""
    folder = begun(read_table(ROOT / "tests/adoptions/a-draft.yml"), tmp_path)
    addresses = folder / "data/addresses.txt"
    before = b"# mine\r\nnotes/\r\nen/notes/figure/\nold/ -> notes/\nprojects/notes/\n"
    addresses.write_bytes(before)
    assert adopt(folder / "data", folder / "docs", folder / "answers.yml", yes=True, today=TODAY) == 0
    assert addresses.read_bytes().decode() == (
        "# mine\r\nnotes/ -> about/\r\nen/notes/figure/ -> en/about/\nold/ -> about/\nprojects/notes/\n"
    )
    assert undo(folder / "data", folder / "docs", yes=True) == 0
    assert addresses.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "english", "found"),
    [
        ("人口は現在減っています。", "", ["現在"]),
        ("人口（4月1日現在）です。", "", []),
        ("今年度に始め、来年度に終えます。", "", ["今年度", "来年度"]),
        ("令和8年度に始めます。", "This is planned. The plan is undecided.", ["is planned", "undecided"]),
        ("計画です。", "A replanned plan of undecidedness.", []),
    ],
)
def test_words_that_age_are_found(tmp_path: Path, text: str, english: str, found: list[str]) -> None:
    """In each language by its own words; none that a day right before it dates, none within another word."""
    folder = copy_plan(tmp_path)
    edit = {"file": "data/plan.yml", "find": "{ja: みなも町の小さな計画です。, en: A small plan of Minamo Town.}"}
    change({"edits": [{**edit, "replace": f'{{ja: "{text}", en: "{english or "A plan."}"}}'}]}, folder)
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    summary = [point for point in aging.texts(loaded.plan, loaded) if point.at.field.startswith("summary")]
    assert [point.details["word"] for point in summary] == found


def test_what_refuses_any_answer_is_said_before_one_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An example that is left, of which no adopted plan has any: nobody types six answers that would be lost."""
    folder = begun(read_table(ROOT / "tests/adoptions/a-draft.yml"), tmp_path)
    change(
        {"edits": [{"file": "data/plan.yml", "find": "みなも町の小さな計画の案です。", "replace": "〇〇の案です。"}]},
        folder,
    )
    typed(monkeypatch)
    assert adopt(folder / "data", folder / "docs", today=TODAY) == 1
    assert "data/plan.yml:3: summary" in capsys.readouterr().err


def test_a_clock_does_not_turn_back_the_day_of_the_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan's own day is that by which a consultation is over; what lies after it is told."""
    folder = begun(read_table(ROOT / "tests/adoptions/a-draft.yml"), tmp_path)
    before = next(line for line in details(folder) if "updated" in line)
    answers = (folder / "data", folder / "docs", folder / "answers.yml")
    assert adopt(*answers, yes=True, today=date(2023, 1, 10)) == 0
    assert before in details(folder)
    assert "より後です" not in capsys.readouterr().out
    assert undo(folder / "data", folder / "docs", yes=True) == 0
    change({"edits": [{"file": "data/plan.yml", "find": "2024-05-01", "replace": "2023-03-22"}]}, folder)
    assert adopt(*answers, yes=True, today=date(2023, 1, 10)) == 0
    assert (
        "published（2023-04-01）は、データの日（updated: 2023-03-22）より後です。"
        "まだ来ていない日なら、そのままで構いません。"
    ) in capsys.readouterr().out


def test_a_reason_is_asked_for_in_the_languages_of_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As they are typed: one after the other with a slash between."""
    folder = copy_plan(tmp_path)
    typed(monkeypatch, "はい", "revised-1", "1", "令和6年3月21日", "2024/4/1", "", "理由", "理由 / Why", "いいえ")
    assert adopt(folder / "data", folder / "docs", today=TODAY) == 0
    said = capsys.readouterr().out
    assert said.count("計画の言語の順に「/」で区切って（日本語 / English / Português）") == 2


def test_what_a_language_of_a_part_lacks_is_counted(tmp_path: Path) -> None:
    """Its texts would hide those of the languages that have the whole plan."""
    folder = copy_plan(tmp_path)
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    assert loaded.manuscript
    texts = judged(loaded.manuscript, read_ledger(folder / "data", loaded.manuscript.others))
    kinds = {kind.heading: kind.points for kind in open_points(loaded.plan, loaded, texts)}
    first, *each = kinds["open-translations"]
    lacking = sum(text.language == "pt" and text.state != "fresh" for text in texts)
    assert each
    assert not [point for point in each if "（pt）" in point.field]
    assert str(first) == (
        "data/plan.yml:17: languages[3つ目/3rd]: "
        f"一部だけを訳す言語（Português）に、訳がないか、確かめていない文が{lacking}件あります / "
        f"Português, which has a part of the plan, lacks {lacking} texts or has them unconfirmed"
    )
