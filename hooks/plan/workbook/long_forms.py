"""The sheets that hold one entry of a list a row, in long form: budgets, marks, what was before of cards and offices.

An entry is told from others by its id, its fiscal year, or its scale and fiscal year; before these stand the ids of the
card, the department or the indicator that it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plan.messages.findings import Location
from plan.model import Plan

#: An id, or a fiscal year that tells an entry from others.
Name = str | int


@dataclass(frozen=True)
class LongForm:
    """Where the entries of a sheet stand: `{0}` is the first id of a row; `names`: what tells an entry from others."""

    file: str
    place: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def parents(self) -> int:
        """How many ids say what an entry is about."""
        return 2 if "{1}" in self.place else 1

    def file_of(self, ids: tuple[Name, ...]) -> str:
        """The file under data/ that holds the entry of these ids."""
        return self.file.format(*ids)

    def location_of(self, ids: tuple[Name, ...]) -> Location:
        """Where in the file the entry of these ids stands, by what lasts."""
        own = ids[self.parents :]
        return (*(step.format(*ids) for step in self.place), own[0] if len(own) == 1 else "/".join(map(str, own)))

    def begun(self, ids: tuple[Name, ...]) -> dict[str, Any]:
        """A new entry of these ids, with nothing but what tells it from others."""
        return dict(zip(self.names, ids[self.parents :], strict=True))

    def called(self, record: Mapping[str, Any]) -> str:
        """What a person calls an entry."""
        return " ".join(str(record[name]) for name in self.names)


#: The sheets by their records.
LONG_FORMS: Mapping[str, LongForm] = {
    "history": LongForm("projects/{0}.yml", ("history",), ("fiscal_year",)),
    "former_titles": LongForm("projects/{0}.yml", ("former_titles",), ("id",)),
    "budgets": LongForm("projects/{0}.yml", ("budgets",), ("fiscal_year",)),
    "marks": LongForm("projects/{0}.yml", ("marks",), ("scale", "fiscal_year")),
    "indicator_marks": LongForm("projects/{0}.yml", ("indicators", "{1}", "marks"), ("scale", "fiscal_year")),
    "former_names": LongForm("departments.yml", ("departments", "{0}", "former_names"), ("id",)),
}


def entries(record: str, of_cards: Mapping[Name, Any], of_offices: Mapping[Name, Any]) -> Iterator[tuple[Any, ...]]:
    """The entries of a sheet, each as its ids and its data; cards and departments come as data by their ids."""
    form = LONG_FORMS[record]
    for id, owner in (of_offices if form.file == "departments.yml" else of_cards).items():
        holders = {item["id"]: item for item in owner.get("indicators") or ()} if form.parents == 2 else {"": owner}
        for inner, holder in holders.items():
            for entry in holder.get(form.place[-1]) or ():
                own = tuple(entry[name] for name in form.names)
                yield (id, *((inner,) if inner else ()), *own), entry


def steps_of(plan: Plan) -> Mapping[str, str]:
    """What a cell says for each step of each scale, `progress/a`: as it is printed, in the plan's own language."""
    default = plan.languages.default
    brackets = plan.words["mark_with_name"][default]
    found = {}
    for scale in plan.scales.scales if plan.scales else ():
        for step in scale.steps:
            name = step.name[default] if step.name else ""
            both = brackets.replace("{letter}", step.letter or "").replace("{name}", name)
            found[f"{scale.id}/{step.id}"] = both if step.letter and name else step.letter or name
    return found
