"""The sheets that hold one entry of a list a row, in long form: targets, budgets, marks, what was before.

An entry is told from others by its id, its fiscal year, its scale and fiscal year, or its number; before these stand
the ids of the card, the item, the department or the indicator that it is about. Of targets one may have no year: a word
stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plan.messages.findings import Location
from plan.model import Plan
from plan.model.languages import filled

#: An id, or a fiscal year that tells an entry from others.
Name = str | int
#: What tells a target that names no year from others, with what a cell says for it.
WITHOUT_YEAR: Mapping[Name, str] = {"every-year": "毎年度", "no-year": "年度なし"}
#: What tells a text of a list from others: which of them it is, from 1.
_BY_NUMBER = ("number",)
#: Where an entry without a lasting name is put: no list is so long.
_AT_THE_END = 9999


@dataclass(frozen=True)
class LongForm:
    """Where the entries of a sheet stand: `{0}` is the first id of a row; `names`: what tells an entry from others;
    `owners`: the sheet of what they are about. The place of what stands on an item begins at the item."""

    file: str
    place: tuple[str, ...]
    names: tuple[str, ...]
    owners: str = "projects"

    @property
    def parents(self) -> int:
        """How many ids say what an entry is about."""
        return 2 if "{1}" in self.place else 1

    def file_of(self, ids: tuple[Name, ...]) -> str:
        """The file under data/ that holds the entry of these ids."""
        return self.file.format(*ids)

    def location_of(self, ids: tuple[Name, ...], item: Location, number: int = _AT_THE_END) -> Location:
        """Where in the file the entry of these ids stands, by what lasts; one without a year by its number.

        `item`: where the item that it is about stands, if it is about one.
        """
        own = ids[self.parents :]
        if self._lacks_year(ids):
            own = (number,)
        elif self.names == _BY_NUMBER:
            own = (int(ids[-1]) - 1,)
        return (
            *item,
            *(step.format(*ids) for step in self.place),
            own[0] if len(own) == 1 else "/".join(map(str, own)),
        )

    def begun(self, ids: tuple[Name, ...]) -> dict[str, Any]:
        """A new entry of these ids, with nothing but what tells it from others."""
        if self._lacks_year(ids):
            return {"when": ids[-1]} if ids[-1] == "every-year" else {}
        if self.names == _BY_NUMBER:
            return {}
        return dict(zip(self.names, ids[self.parents :], strict=True))

    def said(self, ids: tuple[Name, ...]) -> tuple[Name, ...]:
        """What cells say for these ids."""
        return (*ids[:-1], WITHOUT_YEAR[ids[-1]]) if self._lacks_year(ids) else ids

    def called(self, ids: tuple[Name, ...]) -> str:
        """What a person calls the entry of these ids, beside the card or the department that it is about."""
        own = " ".join(map(str, self.said(ids)[self.parents :]))
        return f"{ids[1]}、{own}" if self.parents == 2 else own

    def _lacks_year(self, ids: tuple[Name, ...]) -> bool:
        return self.names == ("fiscal_year",) and ids[-1] in WITHOUT_YEAR


#: The sheets by their records.
LONG_FORMS: Mapping[str, LongForm] = {
    "targets": LongForm("projects/{0}.yml", ("indicators", "{1}", "targets"), ("fiscal_year",)),
    "history": LongForm("projects/{0}.yml", ("history",), ("fiscal_year",)),
    "former_titles": LongForm("projects/{0}.yml", ("former_titles",), ("id",)),
    "budgets": LongForm("projects/{0}.yml", ("budgets",), ("fiscal_year",)),
    "marks": LongForm("projects/{0}.yml", ("marks",), ("scale", "fiscal_year")),
    "indicator_marks": LongForm("projects/{0}.yml", ("indicators", "{1}", "marks"), ("scale", "fiscal_year")),
    "former_names": LongForm("departments.yml", ("departments", "{0}", "former_names"), ("id",), "departments"),
    "item_aims": LongForm("structure.yml", ("aims",), _BY_NUMBER, "items"),
    "item_actions": LongForm("structure.yml", ("actions",), _BY_NUMBER, "items"),
    "item_targets": LongForm("structure.yml", ("indicators", "{1}", "targets"), ("fiscal_year",), "items"),
    "item_budgets": LongForm("structure.yml", ("budgets",), ("fiscal_year",), "items"),
    "item_marks": LongForm("structure.yml", ("indicators", "{1}", "marks"), ("scale", "fiscal_year"), "items"),
}


#: The records of the sheets that stand in cards, beside those of LONG_FORMS that do.
_IN_CARDS = frozenset(("projects", "indicators", "phases"))


def of_cards(record: str) -> bool:
    """Whether a sheet of such records is about cards: a plan that has none has no use for it."""
    return record in _IN_CARDS or (record in LONG_FORMS and LONG_FORMS[record].owners == "projects")


def entries(record: str, owners: Mapping[Name, Any]) -> Iterator[tuple[Any, ...]]:
    """The entries of a sheet, each as its ids, its number in its list and its data.

    What they are about comes as data by its id.
    """
    form = LONG_FORMS[record]
    for id, owner in owners.items():
        holders = {item["id"]: item for item in owner.get("indicators") or ()} if form.parents == 2 else {"": owner}
        for inner, holder in holders.items():
            for number, entry in enumerate(holder.get(form.place[-1]) or ()):
                own: tuple[Any, ...] = (number + 1,)
                if form.names != _BY_NUMBER:
                    own = tuple(entry[name] if name in entry else _in_place_of_year(entry) for name in form.names)
                yield (id, *((inner,) if inner else ()), *own), number, entry


def _in_place_of_year(target: Mapping[str, Any]) -> Name:
    """Which of WITHOUT_YEAR tells a target that names no year."""
    return "every-year" if target.get("when") else "no-year"


def steps_of(plan: Plan) -> Mapping[str, str]:
    """What a cell says for each step of each scale, `progress/a`: as it is printed, in the plan's own language."""
    default = plan.languages.default
    brackets = plan.words["mark_with_name"][default]
    found = {}
    for scale in plan.scales.scales if plan.scales else ():
        for step in scale.steps:
            name = step.name[default] if step.name else ""
            both = filled(brackets, letter=step.letter or "", name=name)
            found[f"{scale.id}/{step.id}"] = both if step.letter and name else step.letter or name
    return found
