"""What a YAML file gives: the data exactly as it is written, or findings; never a guess and never a crash."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cases import Case, cases
from plan.reading.yaml_file import YamlFile, parse_yaml, read_yaml

NAME = "data/case.yml"
FIELDS = ("input", "bytes", "times", "data", "findings")
CASES = cases("yaml_file", *FIELDS)


def content(case: Case) -> bytes:
    """The bytes of the file: `bytes` in hexadecimal, or the text of `input`, as many times as the case says."""
    raw = bytes.fromhex(case["bytes"]) if "bytes" in case else case["input"].encode()
    return raw * case.get("times", 1)


@pytest.mark.parametrize("case", CASES)
def test_a_file_is_read_exactly_or_refused_with_every_reason(case: Case, tmp_path: Path) -> None:
    """`data` is what Python prints of the data, so that 1, True, '1' and Decimal('1.0') differ."""
    path = tmp_path / "case.yml"
    path.write_bytes(content(case))
    file = read_yaml(path, NAME)
    assert [str(finding) for finding in file.findings] == case.get("findings", [])
    if "findings" not in case:
        assert repr(file.data) == case["data"]


@pytest.mark.parametrize("case", CASES)
def test_no_file_raises_wherever_it_breaks_off(case: Case) -> None:
    """Each case cut short at every byte, and with every byte taken out, is still data or findings."""
    raw = content(case)[:400]
    for less in [raw[:end] for end in range(len(raw))] + [raw[:at] + raw[at + 1 :] for at in range(len(raw))]:
        file = YamlFile(NAME)
        parse_yaml(less, file)
        assert file.data is not None or file.findings, less


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    """A folder in the place of a file, or no file at all, is said in one sentence."""
    assert [str(finding) for finding in read_yaml(tmp_path, NAME).findings] == [
        f"{NAME}:1: ファイルを読めません（フォルダーです） / the file cannot be read (it is a folder)"
    ]
    assert [str(finding) for finding in read_yaml(tmp_path / "none.yml", NAME).findings] == [
        f"{NAME}:1: ファイルを読めません（ありません） / the file cannot be read (it is not there)"
    ]


def test_every_place_has_its_line(tmp_path: Path) -> None:
    """A message names the line of the key or the item; a place that is not in the file, that of what is around it."""
    path = tmp_path / "case.yml"
    path.write_text(
        "# a comment\nrows:\n  - year: 2020\n    values: [1,\n      2]\n\nnote: |\n  a\n  b\n", encoding="utf-8"
    )
    file = read_yaml(path, NAME)
    assert file.line(("rows",)) == 2
    assert file.line(("rows", 0)) == 3
    assert file.line(("rows", 0, "values", 0)) == 4
    assert file.line(("rows", 0, "values", 1)) == 5
    assert file.line(("note",)) == 7
    assert file.line(("rows", 0, "source")) == 3
    assert file.line(("rows", 7, "year")) == 2
    assert file.line(("nothing",)) == 2


@pytest.mark.parametrize("case", CASES)
def test_no_word_of_the_parser_reaches_the_reader(case: Case) -> None:
    """A sentence in Japanese has no English word but those of the file, and keywords that it tells people to write."""
    raw = content(case)
    if len(raw) > 5000:
        return
    file = YamlFile(NAME)
    parse_yaml(raw, file)
    written = raw.decode("utf-8", errors="replace") + " true false YAML UTF-8 a list mapping nothing U+"
    for finding in file.findings:
        words = re.findall("[A-Za-z]{2,}", re.sub("U[+][0-9A-F]+", "", finding.japanese))
        assert [word for word in words if word not in written] == [], finding.japanese
