"""data/editions.yml: the editions that were frozen as they were published, the oldest first.

Of each, `data/editions/<id>/` keeps the data, the prose and the built site (`reading.frozen`). The edition as it stands
now is that of plan.yml; where it has an entry here, that is the copy of what was published of it.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from .types import Day, Id, Ordinal, Record, Text, fault

#: The folder under `data/` in which every frozen edition has one, called by its id.
EDITIONS = "editions"


def _check_digest(value: str) -> str:
    if not re.match(r"[0-9a-f]{64}\Z", value):
        raise fault("bad-digest", found=value)
    return value


Digest = Annotated[str, AfterValidator(_check_digest)]


class EditionDays(Record):
    """The days of an edition."""

    decided: Day | None = None
    """The day on which it was decided; left out where it was not."""
    published: Day
    """The day on which it was published."""
    in_force: Day | None = None
    """The first day on which it is in force; left out where none is laid down."""


class FrozenEdition(Record):
    """版: one edition that was frozen."""

    id: Id
    """The edition's lasting id: its folder under editions/, and its address."""
    status: Literal["outline", "draft", "adopted", "revised"]
    """outline (素案), draft (案), adopted (決定) or revised (改訂, with its number)."""
    number: Ordinal | None = None
    """Of a revision which it is: 1 for 改訂第1版; left out of any other."""
    label: Text | None = None
    """What stands after the plan's title: （案）. Needed unless the edition was decided."""
    days: EditionDays
    """Its days."""
    reason: Text | None = None
    """Why this edition was made, in a sentence or two."""
    digest: Digest
    """What the kept copy is known by. The program writes it; nobody else does."""

    @property
    def decided(self) -> bool:
        """Whether it was decided, and is no draft."""
        return self.status in ("adopted", "revised")

    @model_validator(mode="after")
    def _as_its_status(self) -> FrozenEdition:
        if self.decided != (self.days.decided is not None):
            raise fault("edition-day-and-status", status=self.status)
        if (self.status == "revised") != bool(self.number):
            raise fault("edition-number", status=self.status)
        if not self.decided and self.label is None:
            raise fault("edition-without-label", status=self.status)
        if self.days.decided and self.days.published < self.days.decided:
            raise fault(
                "edition-published-early",
                published=self.days.published.isoformat(),
                decided=self.days.decided.isoformat(),
            )
        return self


class Editions(Record):
    """data/editions.yml: the editions that were frozen."""

    editions: tuple[FrozenEdition, ...] = Field(min_length=1)
    """The editions, the oldest first."""

    def of(self, id: str) -> FrozenEdition | None:
        """The edition of an id; None where none has it."""
        return next((edition for edition in self.editions if edition.id == id), None)
