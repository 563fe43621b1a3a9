"""What compared editions are called, in one language: in a title, in the head of their table, in a card's course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plan.model import FrozenEdition, Plan
from plan.showing.editions import edition_name, name_before_freezing
from plan.showing.localizer import Localizer


@dataclass(frozen=True)
class NamedEdition:
    """A frozen edition, or with none the plan as it stands, as a reader knows it."""

    name: str
    """案, 決定, 改訂第1版, いまの版."""
    day: str
    """Its day: `day_of`."""
    whole: str
    """The plan's title with both."""
    short: str
    """Both without the title."""


def named(edition: FrozenEdition | None, plan: Plan, speak: Localizer) -> NamedEdition:
    """An edition of a plan in words."""
    name = edition_name(edition, speak).plain if edition else _now(plan, speak)
    day = speak.day(day_of(edition, plan))
    whole = speak.plain_word("compared_edition", plan=plan.details.title, edition=name, day=day)
    return NamedEdition(name, day, whole, speak.plain_word("changes_of_day", edition=name, day=day))


def day_of(edition: FrozenEdition | None, plan: Plan) -> date:
    """The day of an edition: that on which it was published, else decided; else that of its data.

    What was put right in one that is frozen is of the day of its data.
    """
    if edition:
        return edition.days.published
    now = plan.details.edition
    return now.updated if plan.frozen else now.published or now.revised or now.decided or now.updated


def _now(plan: Plan, speak: Localizer) -> str:
    """What the plan as it stands is called: as its frozen copy will be; where that is there, as the one of now."""
    return speak.plain_word("edition_now") if plan.frozen else name_before_freezing(plan, speak).plain
