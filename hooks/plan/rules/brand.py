"""Rules about a city's colors: what follows from its four can be told apart and read."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding
from plan.messages.sentences import Said
from plan.model import colors, nearest_colors
from plan.rules.facts import Facts

#: Which color staff know each of those by that must be told apart: links have the brand's.
_OF = {"link": "brand", "accent": "accent", "ink": "ink"}


def unreadable_colors(facts: Facts) -> Iterator[Finding]:
    """The colors that follow from the city's four can be told apart and read."""
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    four = details.colors.model_dump()
    for color in nearest_colors.unreadable(four):
        rounded = math.floor(color.found * 10) / 10  # down: what falls short never reads as enough
        words = {
            "color": Said(f"color-{color.name}"),
            "fault": Said("color-too-dark" if color.name == "paper" else "color-too-light"),
            "value": four[color.name],
            "found": f"{rounded:.1f}",
            "needed": color.needed,
            "instead": color.nearest,
        }
        four[color.name] = color.nearest
        yield Finding(DataField("plan.yml", ("colors", color.name)), "low-contrast", words)
    for scheme, vision, one, other in colors.confusions(**four):
        words = {
            "scheme": Said(f"scheme-{scheme}"),
            "vision": Said(f"vision-{vision}"),
            "one": Said(f"color-{_OF[one]}"),
            "other": Said(f"color-{_OF[other]}"),
        }
        yield Finding(DataField("plan.yml", ("colors",)), "colors-alike", words)
