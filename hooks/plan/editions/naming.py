"""What compared editions are called, in one language: in a title, in the head of their table, in a card's course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plan.model import FrozenEdition, Plan
from plan.showing.editions import edition_name
from plan.showing.localizer import Localizer

#: What a label stands in behind the title of its plan.
_BRACKETS = "（）() "


@dataclass(frozen=True)
class NamedEdition:
    """A frozen edition, or with none the plan as it stands, as a reader knows it."""

    name: str
    """案, 決定, 改訂第1版, いまの版."""
    day: str
    """The day on which it was published; of the plan as it stands that of its data."""
    whole: str
    """The plan's title with both."""


def named(edition: FrozenEdition | None, plan: Plan, speak: Localizer) -> NamedEdition:
    """An edition of a plan in words."""
    name = edition_name(edition, speak).plain if edition else _now(plan, speak)
    day = speak.day(day_of(edition, plan))
    whole = speak.plain_word("compared_edition", plan=plan.details.title, edition=name, day=day)
    return NamedEdition(name, day, whole)


def day_of(edition: FrozenEdition | None, plan: Plan) -> date:
    """The day of an edition, as `NamedEdition` has it in words."""
    return edition.days.published if edition else plan.details.edition.updated


def _now(plan: Plan, speak: Localizer) -> str:
    """What the plan as it stands is called: by the label of its edition; where that was frozen, as the one of now."""
    if plan.frozen:
        return speak.plain_word("edition_now")
    edition = plan.details.edition
    return (
        speak.plain(edition.label).strip(_BRACKETS) if edition.label else speak.plain_word(f"status_{edition.status}")
    )
