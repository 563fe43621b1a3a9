"""A change in the text of a YAML file: the value is there, and every other byte is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from cases import Case, cases
from copies import INVENTED, ROOT, data_files
from plan.messages.findings import Location
from plan.reading.yaml_file import YamlFile, parse_yaml
from plan.writing.yaml_edit import REMOVED, EditError, edited

CASES = cases("yaml_edit", "input", "bytes", "changes", "order", "text", "error")
FILES = sorted([*data_files(ROOT), *data_files(INVENTED)])


def changes(case: Case) -> dict[Location, object]:
    """`changes` lists [location, value] or [location, type, value]; a location alone is taken out."""
    kinds = {"decimal": Decimal, "text": str}
    found: dict[Location, object] = {}
    for location, *rest in case["changes"]:
        value = kinds[rest[0]](rest[1]) if len(rest) == 2 else rest[0] if rest else REMOVED
        found[tuple(location)] = value
    return found


@pytest.mark.parametrize("case", CASES)
def test_only_the_value_changes(case: Case) -> None:
    """`text` is the whole file afterwards; `error` what stops an edit that cannot be made."""
    text = bytes.fromhex(case["bytes"]).decode() if "bytes" in case else case["input"]
    order = (lambda location: case["order"]) if "order" in case else None
    if "error" in case:
        with pytest.raises((EditError, LookupError, TypeError), match=case["error"]):
            edited(text, changes(case), order)
    else:
        assert edited(text, changes(case), order) == case["text"]


def scalars(value: object, location: Location = ()) -> Iterator[tuple[Location, object]]:
    """Every single value of a file with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from scalars(inner, (*location, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from scalars(inner, (*location, index))
    else:
        yield location, value


#: Each edit reads its file: of a longer one only the first items are tried, which are written as the others are.
LONG = 100_000


def text_of(path: Path) -> str:
    """What a file says, line ends and all; of a list of hundreds of items its first."""
    text = path.read_bytes().decode()
    return text if len(text) < LONG else text[: text.rindex("\n  - ", 0, LONG) + 1]


def data(text: str) -> object:
    file = YamlFile("")
    parse_yaml(text.encode(), file)
    return file.data


def new(value: object) -> object:
    """Another value of the same type, one that invites mistakes."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return Decimal(value) + Decimal("0.50")
    return f"{value}: # '＝\"” no" if value else "010"


def common(one: str, other: str) -> int:
    """How many letters two long texts have in common at their start."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if one[:middle] == other[:middle] else (least, middle - 1)
    return least


@pytest.mark.sweep
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_each_value_of_each_file_changes_alone(path: Path, line_end: str) -> None:
    """Whatever single value changes, what stands before and behind it stays; changed back, so do all bytes."""
    text = text_of(path).replace("\n", line_end)
    whole = data(text)
    places = list(scalars(whole))
    assert edited(text, {}) == text
    assert edited(text, dict(places)) == text
    for location, value in places[:: max(1, len(places) // 20)]:
        result = edited(text, {location: new(value)})
        start = common(text, result)
        assert start < len(text)
        assert text.count(line_end) == result.count("\n")
        line = text.count("\n", 0, start)
        before, after = text.split("\n"), result.split("\n")
        span = len(str(value).split("\n"))
        assert before[:line] == after[:line]
        assert before[line + span :] == after[line + span :]
        assert data(edited(result, {location: value})) == whole


@pytest.mark.sweep
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_key_and_item_can_be_taken_out_alone(path: Path) -> None:
    """Taking a place out takes whole lines or bracketed parts: what is left is a part of the text, in its order."""
    text = text_of(path)
    found = {location[:end] for location, _ in scalars(data(text)) for end in range(1, len(location) + 1)}
    places = sorted((place for place in found if len(place) > 1), key=str)
    for location in places[:: max(1, len(places) // 20)]:
        left = edited(text, {location: REMOVED}).replace("[]", "").replace("{}", "")
        start = common(text, left)
        rest = iter(left[start:])
        letter = next(rest, None)
        for found in text[start:]:
            letter = next(rest, None) if found == letter else letter
        assert letter is None or not letter.strip(), location
