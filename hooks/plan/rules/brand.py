"""Rules about a city's colors: what follows from its four can be told apart and read."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding
from plan.messages.sentences import Said
from plan.model import colors
from plan.rules.facts import Facts


def unreadable_colors(facts: Facts) -> Iterator[Finding]:
    """The colors that follow from the city's four can be told apart and read."""
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    for scheme, above, below, found, needed in colors.faults(**details.colors.model_dump()):
        rounded = math.floor(found * 10) / 10  # down: what falls short never reads as enough
        words = {"scheme": scheme, "above": above, "below": below, "found": f"{rounded:.1f}", "needed": needed}
        yield Finding(DataField("plan.yml", ("colors",)), "low-contrast", words)
    for scheme, vision, one, other in colors.confusions(**details.colors.model_dump()):
        words = {"scheme": scheme, "vision": Said(f"vision-{vision}"), "one": one, "other": other}
        yield Finding(DataField("plan.yml", ("colors",)), "colors-alike", words)
