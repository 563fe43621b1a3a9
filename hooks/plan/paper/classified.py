"""What a card's sheet says of its families: its number, the marks at its head, lines among its facts, parts."""

from __future__ import annotations

from dataclasses import dataclass

from plan.showing.catalog import Card
from plan.showing.families import CardPart, Families, bare
from plan.showing.localizer import Localizer


@dataclass(frozen=True)
class Classified:
    """What a card names of the families of its plan, as words; each fact and part is a name with its items."""

    number: str
    marks: list[str]
    facts: list[list[str]]
    sections: list[list[str]]


def classified(card: Card, families: Families, speak: Localizer) -> Classified:
    """What the sheet of a card says of its families."""

    def named(part: CardPart) -> list[str]:
        return [part.name.plain, speak.writing.items_mark.join(bare(item.title, speak) for item in part.items)]

    marks, facts = families.on_paper(card)
    number = families.number(card)
    return Classified(
        number.plain if number else "",
        [bare(mark, speak) for mark in marks],
        [named(part) for part in facts],
        [named(part) for part in families.sections(card)],
    )
