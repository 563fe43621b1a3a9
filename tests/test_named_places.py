"""Places in data by ids and fiscal years: found, filled and emptied, and told as the smallest edits of a file."""

from __future__ import annotations

from typing import Any

import pytest
from plan.messages.findings import Location
from plan.writing.named_places import index_of, lasting, narrowed, put
from plan.writing.yaml_steps import REMOVED, copied


def card() -> dict[str, Any]:
    """A card with two indicators, one with the values of two years."""
    return {
        "title": {"ja": "題"},
        "indicators": [
            {"id": "uses", "actuals": [{"fiscal_year": 2024, "value": 1}, {"fiscal_year": 2026, "value": 3}]},
            {"id": "calls", "target": {"value": 9}},
        ],
        "departments": ["one", "two"],
    }


@pytest.mark.parametrize(
    ("numbers", "names"),
    [
        (("indicators", 0, "actuals", 1, "value"), ("indicators", "uses", "actuals", 2026, "value")),
        (("indicators", 1), ("indicators", "calls")),
        (("departments", 1), ("departments", 1)),
        (("indicators", 7, "name"), ("indicators", 7, "name")),
        (("title", "en"), ("title", "en")),
    ],
)
def test_a_place_is_named_by_what_lasts(numbers: Location, names: Location) -> None:
    """Ids and years in place of numbers, where items have them; what has a name already keeps it."""
    assert lasting(card(), numbers) == names
    assert lasting(card(), names) == names


def test_an_item_is_found_by_its_name_before_its_number() -> None:
    """A year is no number of an item."""
    years = [{"fiscal_year": 1}, {"fiscal_year": 0}]
    assert (index_of(years, 0), index_of(years, 1), index_of(years, 2)) == (1, 0, None)
    assert (index_of(["a", "b"], 1), index_of(["a"], "a")) == (1, None)


@pytest.mark.parametrize(
    ("location", "value", "edits"),
    [
        (("indicators", "calls", "target", "value"), 5, {("indicators", 1, "target", "value"): 5}),
        (("title", "en"), "T", {("title", "en"): "T"}),
        (("title", "ja"), None, {("title",): REMOVED}),
        (("gist", "ja"), "G", {("gist",): {"ja": "G"}}),
        (("indicators", "calls", "target", "value"), None, {("indicators", 1, "target"): REMOVED}),
        (
            ("indicators", "uses", "actuals", 2025, "value"),
            2,
            {
                ("indicators", 0, "actuals"): [
                    {"fiscal_year": 2024, "value": 1},
                    {"fiscal_year": 2025, "value": 2},
                    {"fiscal_year": 2026, "value": 3},
                ]
            },
        ),
        (
            ("indicators", "uses", "actuals", 2024, "value"),
            None,
            {("indicators", 0, "actuals"): [{"fiscal_year": 2026, "value": 3}]},
        ),
        (
            ("indicators", "calls", "actuals", 2025, "value"),
            2,
            {("indicators", 1, "actuals"): [{"fiscal_year": 2025, "value": 2}]},
        ),
    ],
)
def test_a_change_is_the_smallest_edit_of_the_file(
    location: Location, value: object, edits: dict[Location, object]
) -> None:
    """A value is one edit; what comes on the way is made, and what is empty then goes."""
    before, after = card(), card()
    put(after, location, value)
    assert narrowed(before, after, [location]) == edits


def test_a_new_item_goes_to_the_end_of_its_list() -> None:
    """Also of a list that is not there yet; no item is made on the way but that of a year."""
    after = copied(card())
    put(after, ("indicators", "new"), {"id": "new"}, item=True)
    put(after, ("schedule", "phases", "run"), {"id": "run"}, item=True)
    assert [item["id"] for item in after["indicators"]] == ["uses", "calls", "new"]  # type: ignore[index]
    assert after["schedule"] == {"phases": [{"id": "run"}]}  # type: ignore[index]
    with pytest.raises(LookupError):
        put(after, ("indicators", "nobody", "name"), "N")
