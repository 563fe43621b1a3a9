"""What a loaded plan holds beside its sound records: what it lacks, what was read, and nothing after a finding."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from copies import ROOT, change, copy_plan, edit
from plan import model
from plan.messages.findings import FileLine, Finding
from plan.messages.sentences import Said
from plan.model.shape import record_types
from plan.model.types import Languages, Record
from plan.reading import loader, records, strangers, yaml_file, yaml_kept
from plan.reading.passages import read_manuscript
from plan.reading.yaml_file import MAX_FAULTS, YamlFile, parse_yaml
from pydantic import Field


def test_a_plan_without_optional_parts_has_them_empty(tmp_path: Path) -> None:
    """Lists that any page asks for are there; parts of which a page tells are not."""
    folder = copy_plan(tmp_path)
    plan = loader.load_plan(folder / "data", folder / "docs").plan
    assert plan
    empty = (model.Notes(), model.Topics(), model.Synonyms())
    assert (plan.notes, plan.topics, plan.synonyms) == empty
    assert (plan.rules, plan.issues, plan.people, plan.accessibility) == (None,) * 4


def test_a_plan_holds_what_its_files_hold() -> None:
    """Items by the names of their files, and the lists that the invented plan does without."""
    loaded = loader.load_plan(ROOT / "data", ROOT / "docs")
    plan = loaded.plan
    assert plan
    for folder, items in (("projects", plan.projects), ("series", plan.series), ("families", plan.families)):
        assert set(items) == {path.stem for path in (ROOT / "data" / folder).glob("*.yml")}
    parts = {"notes": plan.notes, "topics": plan.topics, "synonyms": plan.synonyms}
    for name, record in parts.items():
        listed = next(iter(loaded.files[f"data/{name}.yml"].data.values()))  # type: ignore[union-attr]
        assert len(next(iter(dict(record).values()))) == len(listed) > 0
    assert {name.removeprefix("data/") for name in loaded.files} >= {"plan.yml", "notes.yml", "families/tools.yml"}


def test_after_a_finding_there_is_nothing(tmp_path: Path) -> None:
    """No plan, no chapters, no files: nothing is rendered from half a plan."""
    folder = copy_plan(tmp_path)
    (folder / "data/departments.yml").unlink()
    (folder / "data/more.yml").write_text("{}", encoding="utf-8")
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert (loaded.plan, loaded.chapters, loaded.files, loaded.remarks) == (None, {}, {}, ())
    assert [(item.file, item.line, item.field, item.rule) for item in loaded.findings] == [
        ("data/departments.yml", 1, "", "missing-file"),
        ("data/more.yml", 1, "", "unknown-file"),
    ]


def test_a_file_whose_name_is_no_id(tmp_path: Path) -> None:
    """The fault is the file's, and no field's."""
    folder = copy_plan(tmp_path)
    card = folder / "data/projects/bus-counter.yml"
    card.rename(card.with_name("index.yml"))
    found = loader.load_plan(folder / "data", folder / "docs").findings
    assert ("data/projects/index.yml", 1, "", "taken-id") in [
        (item.file, item.line, item.field, item.rule) for item in found
    ]


def test_a_page_in_a_language_that_a_faulty_plan_does_not_tell(tmp_path: Path) -> None:
    """plan.yml is to blame, and no page of a language that it lists unsoundly."""
    folder = copy_plan(tmp_path)
    plan = "data/plan.yml"
    edits = [
        {"file": plan, "find": "code: pt", "replace": "code: PT!"},
        {"file": plan, "find": "title: {ja: 計画, en: Plan, pt: Plano}", "replace": "title: {ja: 計画, en: Plan}"},
    ]
    change({"edits": edits}, folder)
    found = loader.load_plan(folder / "data", folder / "docs").findings
    assert {item.file for item in found} == {plan}


def test_each_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan, its chapters and its texts with their translations come of one reading."""
    folder = copy_plan(tmp_path)
    opened: list[Path] = []
    real = Path.open

    def noted(path: Path, *arguments: Any, **more: Any) -> Any:
        opened.append(path)
        return real(path, *arguments, **more)

    monkeypatch.setattr(Path, "open", noted)
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert len(loaded.manuscript.passages) > 50
    mine = [path for path in opened if path.is_relative_to(folder)]
    assert sorted(mine) == sorted([*(folder / "data").rglob("*.yml"), *(folder / "docs").rglob("*.md")])


@pytest.mark.parametrize(
    ("listed", "codes", "complete"),
    [
        (["ja", "pt"], ("ja", "pt"), ("ja",)),
        (["pt", "ja"], ("ja", "en"), ("ja", "en")),
        (["ja"], ("ja",), ("ja",)),
        ([], ("ja", "en"), ("ja", "en")),
        (["ja", "P!"], ("ja", "en"), ("ja", "en")),
        (["ja", "en", "pt"], ("ja", "en", "pt"), ("ja", "en")),
    ],
)
def test_the_languages_of_a_plan_are_decided_once(
    listed: list[str], codes: tuple[str, ...], complete: tuple[str, ...], tmp_path: Path
) -> None:
    """The plan is checked in the same languages in which its texts are listed for translation, whatever it declares."""
    folder = copy_plan(tmp_path)
    path = folder / "data/plan.yml"
    text = path.read_text(encoding="utf-8")
    lines = "".join(f"  - {{code: {c}, name: x{', complete: false' if c == 'pt' else ''}}}\n" for c in listed)
    start, end = text.index("languages:\n"), text.index("parts:\n")
    path.write_text(f"{text[:start]}languages:{' []' if not listed else ''}\n{lines}{text[end:]}", encoding="utf-8")
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert (loaded.plan is not None) == (listed == ["ja", "en", "pt"])
    told = {(item.file, item.rule) for item in loaded.findings if item.rule != "unused-chapter"}
    assert {file for file, rule in told if rule != "page-not-in-plan"} <= {"data/plan.yml"}
    manuscript = read_manuscript(folder / "data", folder / "docs")
    assert loaded.folders
    assert loaded.folders.languages == manuscript.languages == Languages(codes, complete)
    assert (manuscript.default, manuscript.others) == (codes[0], codes[1:])
    wanted = {code for passage in manuscript.passages for code in passage.places}
    assert wanted == set(codes)
    if loaded.plan:
        assert loaded.plan.languages == manuscript.languages


class Odd(Record):
    """A record with rules that no record of a plan has today."""

    few: tuple[str, ...] = Field(max_length=1)
    shape: str = Field(pattern="^a$")


def test_rules_that_no_field_has_today_have_their_sentences() -> None:
    """A list that is too long, and whatever else pydantic may come to say."""
    file = YamlFile("data/odd.yml")
    parse_yaml(b"few: [a, b, c]\nshape: b\n", file)
    record, findings = records.read_record(Odd, file, Languages(("ja", "en"), ("ja", "en")), {})
    assert record is None
    assert [str(finding) for finding in findings] == [
        "data/odd.yml:1: few: 1件までです（実際: 3件） / must hold at most 1 items, got 3",
        "data/odd.yml:2: shape: この値は使えません（String should match pattern '^a$': 'b'）"
        " / is not valid (String should match pattern '^a$': 'b')",
    ]


def test_the_records_in_a_type() -> None:
    """However deep they stand in it; no other class and no mark."""
    assert list(record_types(tuple[Odd, ...] | None)) == [Odd]
    assert list(record_types(dict[str, tuple[Odd | int, ...]])) == [Odd]
    assert list(record_types(str)) == []


def test_abilities_and_rules_that_nothing_defines(tmp_path: Path) -> None:
    """Ids of records that the invented plan does without."""
    copy_plan(tmp_path, ROOT)
    people = tmp_path / "data/people.yml"
    text = people.read_text(encoding="utf-8")
    people.write_text(text.replace("- service-design-thinking\n", "- service-design-thinkin\n", 1), encoding="utf-8")
    line = text.split("- service-design-thinking\n")[0].count("\n") + 1
    [found] = loader.load_plan(tmp_path / "data", tmp_path / "docs").findings
    assert str(found).startswith(f"data/people.yml:{line}: ")
    assert str(found).split(": ", 2)[2] == (
        "「service-design-thinkin」は能力（people.yml）にありません。「service-design-thinking」ではありませんか"
        " / 'service-design-thinkin' is not among the abilities (people.yml); did you mean 'service-design-thinking'?"
    )


def test_words_that_a_further_complete_language_lacks(tmp_path: Path) -> None:
    """They are asked for in the file in which a city writes them, though it is not there yet."""
    folder = copy_plan(tmp_path)
    change({"edits": [{"file": "data/plan.yml", "find": ", complete: false", "replace": ""}]}, folder)
    found = loader.load_plan(folder / "data", folder / "docs").findings
    words = [str(item) for item in found if not (folder / item.file).is_file()]
    assert "data/words.yml:1: about: pt の文が必要です。ありません / the text in pt is required; it is missing" in words
    assert all(item.startswith(("data/words.yml:1: ", "docs/plan/support.pt.md:1: ")) for item in words)


def test_a_fault_of_the_ornament_is_no_field_s(tmp_path: Path) -> None:
    """It has a line and no field."""
    folder = copy_plan(tmp_path)
    (folder / "data/ornament.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'>\n<script/></svg>", encoding="utf-8"
    )
    [found] = loader.load_plan(folder / "data", folder / "docs").findings
    assert (found.file, found.line, found.field, found.rule) == ("data/ornament.svg", 2, "", "not-only-drawn")


def test_folders_that_nobody_may_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is told; a folder that is not there is told alone, and not what is missing from it."""
    folder = copy_plan(tmp_path)
    closed = Finding(FileLine("data/closed"), "unreadable", {"reason": Said("reason-denied")})
    with monkeypatch.context() as patched:
        patched.setattr(strangers, "closed_folders", lambda folder: [closed] if folder.name == "data" else [])
        assert loader.load_plan(folder / "data", folder / "docs").findings == (closed,)
    shutil.rmtree(folder / "docs")
    found = loader.load_plan(folder / "data", folder / "docs").findings
    assert [item.rule for item in found] == ["missing-folder"]


class Many(Record):
    """A record with a long list."""

    numbers: tuple[int, ...]


@pytest.mark.parametrize("more", [0, 1])
def test_faults_without_number_are_cut_off(more: int) -> None:
    """As many as the limit are told and no word beside; of more, that there are more, at the head of the file."""
    file = YamlFile("data/many.yml")
    parse_yaml(b"numbers: [" + b", ".join([b"a"] * (MAX_FAULTS + more)) + b"]\n", file)
    _, findings = records.read_record(Many, file, Languages(("ja", "en"), ("ja", "en")), {})
    assert [finding.rule for finding in findings] == ["wrong-type"] * MAX_FAULTS + ["more-faults"] * more
    if more:
        assert (findings[-1].file, findings[-1].line, findings[-1].field) == ("data/many.yml", 1, "")
        assert findings[-1].details == {"limit": MAX_FAULTS}


def test_what_did_not_change_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each kind of edit, what is loaded is what a first reading loads; one file is parsed, or none."""
    data, docs = copy_plan(tmp_path) / "data", tmp_path / "docs"
    card = data / "projects/one-counter.yml"
    parsed: list[str] = []
    real = yaml_file.parse_yaml
    monkeypatch.setattr(yaml_file, "parse_yaml", lambda raw, file: (parsed.append(file.name), real(raw, file))[1])
    monkeypatch.setattr(yaml_kept, "yaml_of", yaml_file.yaml_of)  # and not from what tests keep
    own, loaded = ("words.yml", "interface.yml"), loader.load_plan(data, docs)

    def again(expected: list[str]) -> None:
        nonlocal loaded
        parsed.clear()
        loaded = loader.load_plan(data, docs, loaded)
        assert [name for name in parsed if name not in own] == expected
        anew = loader.load_plan(data, docs)
        assert (loaded.plan, loaded.findings, loaded.remarks) == (anew.plan, anew.findings, anew.remarks)

    again([])
    text = card.read_text(encoding="utf-8")
    edit(card, "number: 1", "number: 7")
    again([f"data/projects/{card.name}"])
    assert loaded.plan and loaded.plan.projects[card.stem].number == 7
    card.write_text(text.replace("number: 1", "number: x"), encoding="utf-8")
    again([f"data/projects/{card.name}"])
    assert [finding.rule for finding in loaded.findings] == ["wrong-type"]
    again([])
    card.write_text(text, encoding="utf-8")
    again([f"data/projects/{card.name}"])
    edit(data / "plan.yml", "code: pt", "code: id")
    again(["data/plan.yml"])
    assert {finding.rule for finding in loaded.findings} == {"language-not-listed"}
    edit(data / "plan.yml", "code: id", "code: pt")
    again(["data/plan.yml"])
    card.unlink()
    again([])
    assert card.stem not in (loaded.plan.projects if loaded.plan else ())
