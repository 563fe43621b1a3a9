"""The milestones of the whole plan as the summary sets them: in the columns of the roadmap's years, or below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from plan.html.tree import Node
from plan.model import Plan
from plan.paper.doubt_notes import DoubtNotes
from plan.showing.localizer import Localizer
from plan.showing.years import columns


def milestones(plan: Plan, speak: Localizer, places: Iterable[str], notes: DoubtNotes) -> Iterator[Node]:
    """Each milestone with its years in words, how many columns are before it and how many it fills; 0: it has none.

    `places`: the lasting names by which doubts name them, in their order.
    """
    years, given = plan.years, plan.roadmap.milestones if plan.roadmap else ()
    for item, mark in zip(given, map(notes.mark, places), strict=True):
        said: Node = {"title": speak.plain(item.title), "mark": mark, "review": item.review}
        if item.first is None:
            when = speak.plain_word("in_brackets", words=speak.plain_word("year_not_stated"))
            yield said | {"when": when, "length": 0}
        elif (found := columns(years, item.first, item.last)) is None:
            yield said | {"when": in_brackets(period(speak, item.first, item.last), speak), "length": 0}
        else:
            yield said | {"when": period(speak, item.first, item.last), "before": found[0], "length": found[1]}


def in_brackets(words: str, speak: Localizer) -> str:
    """Words in the brackets of a language."""
    return speak.plain_word("in_brackets", words=words)


def period(speak: Localizer, first: int, last: int | None) -> str:
    """From one fiscal year to another, one fiscal year, or without an end."""
    slots = {
        name: partial(Localizer.fiscal_year, year=year) for name, year in (("first", first), ("last", last)) if year
    }
    if last is None:
        return speak.plain_word("from_year", year=slots["first"])
    return speak.plain_word("year_alone", year=slots["first"]) if first == last else speak.plain_word("period", **slots)
