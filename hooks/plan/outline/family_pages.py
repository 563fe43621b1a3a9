"""The pages of the families of a plan that have one: one record each, like those of the registry."""

from __future__ import annotations

from collections.abc import Iterator

from plan.model import Family, Plan

from .page import Findable, MenuPlace, Page, PageSource, Speaks


def family_pages(plan: Plan) -> Iterator[Page]:
    """The page of each family that is to have one: its items, each with the cards that name it."""
    return (_page(id, family) for id, family in plan.families.items() if "page" in family.shown)


def _page(id: str, family: Family) -> Page:
    def keys(plan: Plan, speak: Speaks) -> Iterator[str]:
        for text in (*(item.title for item in family.items), family.name):
            yield from text.root.values()

    def description(plan: Plan, speak: Speaks) -> str:
        title = plan.details.title
        if family.words.description is None:
            return speak.plain_word("family_description", plan=title, family=family.name)
        return speak.own(family.words.description).plain.replace("{plan}", speak.plain(title))

    return Page(
        name=id,
        template="family.html",
        needs="",
        title=lambda plan, speak: speak.plain(family.name),
        description=description,
        menu=MenuPlace(section="find_projects", group=None, title=lambda speak: str(speak.html(family.name))),
        above=None,
        hides=frozenset(),
        search=Findable(rank=0.8, keys=keys, headings=False, only_lead=False, said=None),
        sources=lambda language: (PageSource(f"data/families/{id}.yml"),),
        picture="plan",
        machine=lambda plan, speak, address: {},
        given=lambda language: {"id": id, "family": family},
        of_plan=True,
        indexed=True,
    )
