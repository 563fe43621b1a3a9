"""Says what the items of a plan's levels hold, and what of it the chapters tell by the blocks that they ask for.

What an item holds is published: on a page of its own, in a chapter, or else on the page of all items. So nothing that
a city writes in structure.yml is lost because no chapter asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan import model
from plan.html.prose import PLACEHOLDER

#: The name of an item, among what it holds.
NAME = "title"
#: What an item may hold beside its name.
_HELD = (
    "priority", "aims", "text", "challenge", "departments", "indicators", "budgets", "budget_total", "actions", "note",
    "elsewhere", "items_intro",
)  # fmt: skip
#: What the table of the items below one says of an item in it that has none below, and of one that has some.
_IN_TABLE, _ABOVE_IN_TABLE = frozenset((NAME, "priority", "actions", "note")), frozenset((NAME,))
#: The blocks in which the highest items stand, each with what it aims at.
_AIMS = frozenset(("structure", "roadmap"))


@dataclass(frozen=True)
class Told:
    """What the chapters of a plan tell of its items: the blocks that they ask for, each with what it is about."""

    blocks: frozenset[tuple[str, str]] = frozenset()

    def of(self, path: model.Path) -> frozenset[str]:
        """What they tell of the last item of a path."""
        item, found = path[-1], set[str]()
        if len(path) == 1 and any((block, "") in self.blocks for block in _AIMS):
            found |= {"aims", NAME}
        if ("item-text", item.id) in self.blocks:
            found.add("text")
        if ("items", item.id) in self.blocks:
            found.add("items_intro")
        if any(("items", above.id) in self.blocks for above in path[:-1]):
            found |= _ABOVE_IN_TABLE if item.items else _IN_TABLE
        return frozenset(found)


NOTHING_TOLD = Told()


def told(bodies: Iterable[str]) -> Told:
    """What chapters tell of items."""
    found = (match for body in bodies for match in PLACEHOLDER.finditer(body))
    return Told(frozenset((match[1], match[2] or "") for match in found))


def held(item: model.Item, *, named: bool) -> set[str]:
    """What an item holds; `named`: its name counts too."""
    return {field for field in _HELD if getattr(item, field)} | ({NAME} if named else set())
