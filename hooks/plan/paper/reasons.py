"""Says once in a document what many of its cards would say: why they have no schedule, or no years of its phases."""

from __future__ import annotations

from collections.abc import Iterable

from plan.html.tree import Node
from plan.model import Roadmap
from plan.showing.localizer import Localizer


def told_once(cards: Iterable[Node], roadmap: Roadmap, speak: Localizer) -> dict[str, Node]:
    """The reasons that several cards of a document give, each with the label of the card that tells it, the first,
    and with what the others say instead, before they refer to it."""
    places: dict[str, list[str]] = {}
    for card in cards:
        for note in card["schedule_notes"]:
            places.setdefault(note["own"], []).append(card["label"])
    reasons = ((roadmap.schedule_note, "no_schedule"), (roadmap.phases_note, "no_schedule_years"))
    given = {speak.own(text).plain: speak.own_word(key).plain for text, key in reasons if text}
    several = {note: labels[0] for note, labels in places.items() if len(labels) > 1}
    return {note: {"card": several[note], "brief": brief} for note, brief in given.items() if note in several}
