"""Fills the definition of the workbook's sheets with what a plan calls its cards and the items above them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from plan.model import Plan

_SLOT = re.compile(r"\{[a-z]+\}")


def names(plan: Plan) -> Mapping[str, str]:
    """What the plan calls its cards and the items above them, by the slots of the sheets' definition."""
    levels, language = plan.levels, plan.languages.default
    card = levels.card or plan.named
    named = {"{card}": card.one, "{cards}": card.many} if card else {}
    named |= {"{level}": levels.levels[-1].one} if levels.levels else {}
    return {slot: text[language] for slot, text in named.items()}


def named(value: Any, names: Mapping[str, str]) -> Any:
    """A part of the definition of the sheets with these names in its slots; those for years stay."""
    if isinstance(value, str):
        return _SLOT.sub(lambda slot: names.get(slot[0], slot[0]), value)
    if isinstance(value, Mapping):
        return {key: named(inner, names) for key, inner in value.items()}
    return [named(inner, names) for inner in value] if isinstance(value, list | tuple) else value
