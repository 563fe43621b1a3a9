"""What the records of pages are written with: titles, places in the menu, search words, sources, each in a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from plan.model import Plan

from .page import Findable, MenuPlace, PageSource, Speaks, Words

#: What says the words by which the search finds a page.
Keys = Callable[[Plan, Speaks], Iterable[str]]


def word(key: str) -> Words:
    """One of the site's words; it may name the city and the plan."""

    def say(plan: Plan, speak: Speaks) -> str:
        return speak.plain_word(key, city=plan.details.city.name, plan=plan.details.title)

    return say


def entry(section: str, key: str) -> MenuPlace:
    """A place in the menu under one of the site's words."""
    return MenuPlace(section=section, group=None, title=lambda speak: str(speak.word(key)))


def findable(*keys: Keys, rank: float, only_lead: bool) -> Findable:
    """How the search finds a page with these keys, by its own text."""
    return Findable(rank=rank, keys=together(*keys), headings=False, only_lead=only_lead, said=None)


def together(*keys: Keys) -> Keys:
    """All keys, in this order."""
    return lambda plan, speak: (key for some in keys for key in some(plan, speak))


def named(*keys: str) -> Keys:
    """Words of the site that say what a page is, in every language."""
    return lambda plan, speak: (text for key in keys for text in plan.words[key].root.values())


def data(*files: str) -> Callable[[str], Sequence[PageSource]]:
    """Files under data/, the same in every language."""
    sources = tuple(PageSource(f"data/{file}") for file in files)
    return lambda language: sources


def nothing(*_: object) -> Mapping[str, Any]:
    """No more than every page has."""
    return {}


def targets(plan: Plan, speak: Speaks) -> Iterable[str]:
    """What pages with years and targets are found by; nothing in a plan without them."""
    return named("way_when", "roadmap_words")(plan, speak) if plan.shown_indicators else ()


def of_sources(plan: Plan, speak: Speaks) -> Iterable[str]:
    """What pages with figures of others are found by; nothing in a plan without sources."""
    return named("sources")(plan, speak) if plan.sources.sources else ()


def of_edition(plan: Plan, speak: Speaks) -> Iterable[str]:
    """What the page about the edition is found by beside its name: its sources, if any; while it says that no call for
    comments is published, what one looks for who wants to comment."""
    yield from of_sources(plan, speak)
    if plan.uninvited:
        yield from named("consultation", "consultation_found")(plan, speak)


def home_description(plan: Plan, speak: Speaks) -> str:
    """What the site holds; of a plan without targets, roadmap or terms what the plan says of itself."""
    if plan.shown_indicators and plan.shown_roadmap and plan.shown_glossary:
        return word("home_description")(plan, speak)
    return speak.plain(plan.details.summary)
