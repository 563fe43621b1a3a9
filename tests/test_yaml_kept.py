"""What was read of a YAML file is kept for the next build: it is the same as if the file were read anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import ROOT
from plan.reading import yaml_kept
from plan.reading.loader import load_plan
from plan.reading.yaml_file import YamlFile, read_yaml
from plan.reading.yaml_kept import read_kept

FIRST = "title: {ja: 事業, en: Project}\nvalues: [30.0, 1, true, ~, '2', []]\nempty: {}\nlast: |\n  二行の\n  文\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "projects" / "bus.yml"
    path.parent.mkdir(parents=True)
    path.write_text(FIRST, encoding="utf-8")
    return path


def read(path: Path) -> YamlFile:
    data = path.parents[1]
    return read_kept(path, "data/projects/bus.yml", data, data.parent / "kept")


def kept_of(path: Path) -> Path:
    return path.parents[2] / "kept" / "data" / "projects" / "bus.yml.json"


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed from now on."""
    names: list[str] = []
    parse = yaml_kept.yaml_of

    def noted(raw: bytes, name: str) -> YamlFile:
        names.append(name)
        return parse(raw, name)

    monkeypatch.setattr(yaml_kept, "yaml_of", noted)
    return names


def test_what_is_kept_is_what_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(file)
    names = parsed(monkeypatch)
    again = read(file)
    assert names == []
    assert again == first == read_yaml(file, "data/projects/bus.yml")
    assert list(again.lines.items()) == list(first.lines.items())
    assert repr(again.data) == repr(first.data), "30.0 stays 30.0, and a list is one that nobody changes"


def test_a_changed_file_is_read_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(file)
    names = parsed(monkeypatch)
    file.write_text(FIRST.replace("30.0", "30.1"), encoding="utf-8")
    assert "30.1" in repr(read(file).data)
    assert names == ["data/projects/bus.yml"]


def test_another_program_reads_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(file)
    names = parsed(monkeypatch)
    monkeypatch.setattr(yaml_kept, "_read_by", lambda: b"of tomorrow")
    assert read(file).data == read_yaml(file, "").data
    assert names == ["data/projects/bus.yml"]


@pytest.mark.parametrize(
    "damage", [lambda raw: raw[:-5], lambda raw: raw.replace("事業".encode(), "授業".encode()), lambda _: b"\xff"]
)
def test_what_is_damaged_is_not_believed(file: Path, damage) -> None:
    first = read(file)
    kept_of(file).write_bytes(damage(kept_of(file).read_bytes()))
    assert read(file) == first


def test_a_file_with_findings_is_not_kept(file: Path) -> None:
    file.write_text("title: no\n", encoding="utf-8")
    assert [finding.rule for finding in read(file).findings] == ["ambiguous-word"]
    assert not kept_of(file).exists()


def test_a_disk_that_refuses_stops_nothing(file: Path) -> None:
    (file.parents[2] / "kept").write_text("a file where the folder would be")
    assert read(file).data == read_yaml(file, "").data


def test_the_first_plan_is_the_same_from_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_plan(ROOT / "data", ROOT / "docs", kept=tmp_path)
    names = parsed(monkeypatch)
    again = load_plan(ROOT / "data", ROOT / "docs", kept=tmp_path)
    assert names == []
    assert again.files == first.files
    assert again.plan == first.plan
