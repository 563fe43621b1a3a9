"""What stands once about the model: the fields of a record, and the files of a plan."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args, get_type_hints

import pytest
from copies import ROOT, data_files
from plan import model
from plan.model import Plan, inventory, shape
from plan.model.types import Reference, Text
from pydantic import BaseModel


def test_fields_stand_in_the_order_of_the_model_under_the_keys_of_a_file() -> None:
    """At any place of a record; where a text, a single value or nothing known stands, there are none."""
    assert shape.fields(model.Phase) == ("id", "title", "from", "to")
    assert shape.fields(model.Project, ("indicators", 1, "target"))[:2] == ("fiscal_year", "value")
    assert shape.fields(model.Project, ("schedule", "phases", 0)) == ("id", "title", "from", "to")
    nothing = [("title",), ("number",), ("kpis", 0), ("title", "ja"), ("schedule", "first")]
    assert [shape.fields(model.Project, place) for place in nothing] == [()] * len(nothing)


def test_what_stands_in_a_field() -> None:
    """A record by itself or in a list, a text, a list for each language, or the id of something."""
    shapes = shape.shapes(model.Project)
    assert (shapes["indicators"].holds, shapes["schedule"].holds) == (model.Indicator, model.Schedule)
    assert (shapes["title"].holds, shapes["number"].holds) == (Text, None)
    assert (shapes["under"].reference, shapes["under"].holds) == (Reference("items"), None)
    assert (shapes["families"].holds, dict(shape.shapes(model.Chosen))) == (model.Chosen, {})
    assert shape.shapes(model.Term)["aliases"].by_language
    assert not shape.shapes(model.Term)["name"].by_language
    assert shape.shapes(model.Phase)["from"].name == "first"


def test_data_is_put_in_the_order_of_the_model() -> None:
    """In every record of it; keys that no record has come last, and a text stays as it is."""
    data = {"phases": [{"to": 2027, "more": 1, "title": {"en": "A", "ja": "甲"}, "id": "a"}]}
    [phase] = shape.ordered(model.Schedule, data)["phases"]
    assert list(phase) == ["id", "title", "to", "more"]
    assert list(phase["title"]) == ["en", "ja"]


def test_every_value_of_a_record_has_its_place(plan: Plan) -> None:
    """The place leads to the value in the file's own data, for each field that the file has."""
    places = {place: value for place, _, value in shape.values(plan.glossary)}
    assert places["terms", 0, "id"] == plan.glossary.terms[0].id
    assert ("terms", len(plan.glossary.terms) - 1, "definition") in places
    assert not any("root" in place for place in places)


def empty_or_missing(annotation: Any) -> bool:
    """Whether a field of the plan may be None."""
    return type(None) in get_args(annotation)


def test_the_plan_has_a_field_for_each_file_of_the_inventory() -> None:
    """No more and no less, in that order; None only where a file may be absent and nothing empty stands for it."""
    hints = get_type_hints(Plan)
    fields = [field.name for field in dataclasses.fields(Plan)]
    assert fields == [
        *(file.field for file in inventory.FILES.values()),
        *inventory.FOLDERS,
        "words",
        "comment_numbers",
        "readings",
    ]
    for file in inventory.FILES.values():
        assert file.schema in (hints[file.field], *get_args(hints[file.field]))
        assert empty_or_missing(hints[file.field]) == (file.optional and not file.empty), file.name
        assert file.optional or not file.empty, file.name
    for folder, schema in inventory.FOLDERS.items():
        assert get_args(hints[folder])[1] is schema


@pytest.mark.parametrize("file", [file for file in inventory.FILES.values() if file.empty], ids=lambda file: file.name)
def test_what_stands_for_an_absent_file_is_empty(file: inventory.PlanFile) -> None:
    """It can be made without any data."""
    record: BaseModel = file.schema()
    assert not any(getattr(record, name) for name in type(record).model_fields)


def test_the_files_of_a_plan() -> None:
    """Which there must be, which a plan does without, and what each holds."""
    here = [path.relative_to(ROOT / "data").as_posix() for path in data_files(ROOT)]
    without = frozenset({"consultation.yml", "editions.yml", "log.yml", "scales.yml", "verdicts.yml"} - {*here})
    assert set(inventory.expected(here)) == ({*here} | without) - {inventory.WORDS}
    assert set(inventory.expected([])) == set(inventory.FILES)
    assert inventory.absent(here) == without
    assert inventory.absent([]) == {name for name, file in inventory.FILES.items() if file.optional}
    assert "plan.yml" not in inventory.absent([])
    known = {name: inventory.schema_of(name) for name in ("plan.yml", "series/x.yml", "words.yml", "more/x.yml", "x")}
    assert known == {
        "plan.yml": model.PlanDetails, "series/x.yml": model.Series, "words.yml": None, "more/x.yml": None, "x": None
    }  # fmt: skip
    assert list(inventory.kinds())[-3:] == ["projects/<id>.yml", "series/<id>.yml", "families/<id>.yml"]
