"""What every rule looks at: the records of a plan that could be read, and what is known of the rest."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from plan import model
from plan.messages.findings import Location
from plan.model import shape
from plan.model.languages import Writing, writing
from plan.model.types import Languages, Text

_Record = TypeVar("_Record", bound=BaseModel)


class Holder(NamedTuple):
    """What indicators, budgets and acceptances may belong to, where it stands: a card, or an item of a level."""

    file: str
    place: Location
    """Its place in the file; empty for a card, which is its file."""
    record: model.Project | model.Item


def _items(file: str, above: Location, items: Sequence[model.Item]) -> Iterator[Holder]:
    for number, item in enumerate(items):
        place = (*above, "items", number)
        yield Holder(file, place, item)
        yield from _items(file, place, item.items)


@dataclass(frozen=True)
class Facts:
    """A plan as far as it could be read; a rule is silent where its records could not."""

    records: Mapping[str, BaseModel]
    """The records by their files under `data/`: plan.yml, projects/x.yml."""
    languages: Languages
    items: Mapping[str, set[str]]
    """The ids in each folder (projects, series), also of files that could not be read."""
    absent: Container[str]
    """The files that the plan does without."""
    numbered_by: str | None
    """The family that numbers cards, empty for none; None where that could not be read."""
    shut: Container[str] = ()
    """The folders that are there and could not be read."""

    def one(self, schema: type[_Record]) -> _Record | None:
        """The record of a kind that a plan has once; None where it was not read."""
        return next((record for record in self.records.values() if isinstance(record, schema)), None)

    def each(self, schema: type[_Record]) -> Iterator[tuple[str, _Record]]:
        """Every record of a kind with its file."""
        return ((file, record) for file, record in self.records.items() if isinstance(record, schema))

    def projects(self) -> Iterator[tuple[str, model.Project]]:
        """Every card with its file."""
        return self.each(model.Project)

    @cached_property
    def holders(self) -> Sequence[Holder]:
        """Every card, then every item of a level, in the order of the files."""
        cards = (Holder(file, (), project) for file, project in self.projects())
        items = (item for file, whole in self.each(model.Structure) for item in _items(file, (), whole.items))
        return (*cards, *items)

    def indicators(self) -> Iterator[tuple[str, Location, model.Indicator]]:
        """Every indicator of a card or of an item of a level, with its file and its place there."""
        for file, place, owner in self.holders:
            yield from ((file, (*place, "indicators", number), one) for number, one in enumerate(owner.indicators))

    def family_pages(self) -> set[str]:
        """The ids of the families that have a page, or may have one: their files could not be read."""
        read = {PurePosixPath(file).stem: family for file, family in self.each(model.Family)}
        return {id for id in self.items["families"] if id not in read or "page" in read[id].shown}

    def numbering_items(self) -> set[str] | None:
        """The ids of the items within which cards are numbered; None where what says so could not be read."""
        if not self.numbered_by:
            return None if self.numbered_by is None else set()
        family = self.records.get(f"families/{self.numbered_by}.yml")
        return {item.id for item in family.items} if isinstance(family, model.Family) else None

    def original(self, text: Text) -> str:
        """A text in the language in which the plan was written; in any, where plan.yml soundly names none."""
        return text.get(self.languages.default) or next(iter(text.root.values()))

    @cached_property
    def values(self) -> Mapping[str, Sequence[tuple[Location, shape.FieldShape, Any]]]:
        """Every field of each record, and of the records in it, with its place and value: by file, walked once."""
        return {file: tuple(shape.values(record)) for file, record in self.records.items()}

    @cached_property
    def writing(self) -> Writing:
        """How the language in which the plan was written is written."""
        return writing(self.languages.default, self.languages)
