"""Where the items of the plan's levels stand in structure.yml, with what the sheets of the workbook say of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plan.messages.findings import Location
from plan.model import Plan
from plan.workbook.long_forms import Name

#: The file under data/ that holds the items.
FILE = "structure.yml"


def item_places(plan: Plan) -> Mapping[Name, Location]:
    """Where each item stands, by its id: by the ids of those above it, which last."""
    paths = plan.structure.paths() if plan.structure else ()
    return {path[-1].id: tuple(step for item in path for step in ("items", item.id)) for path in paths}


def item_records(plan: Plan) -> Mapping[Name, Mapping[str, Any]]:
    """Each item as data, by its id."""
    whole = plan.structure.model_dump(by_alias=True, exclude_unset=True) if plan.structure else {}
    return {item["id"]: item for item in _items(whole)}


def _items(above: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for item in above.get("items") or ():
        yield item
        yield from _items(item)


def level_names(plan: Plan) -> Mapping[Name, str]:
    """What the level of each item is called, in the plan's own language."""
    paths = plan.structure.paths() if plan.structure else ()
    default, levels = plan.languages.default, plan.levels.levels
    return {path[-1].id: levels[len(path) - 1].one[default] for path in paths}
