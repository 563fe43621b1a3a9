"""Offices as a reader of one language sees them: what each belongs to, what it was called, how it is reached."""

from __future__ import annotations

from collections.abc import Collection

from plan import model
from plan.showing.card_status import ShownFormer, until
from plan.showing.catalog import Card, Catalog
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.names import plan_name
from plan.showing.ways_to_office import OfficeWay, ways_to


class Offices:
    """The offices of a plan."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._plan, self._speak = catalog, catalog.plan, speak

    def above(self, office: model.Department) -> tuple[model.Department, ...]:
        """What an office belongs to, the widest first."""
        found: list[model.Department] = []
        while office.belongs_to:
            office = self._catalog.department(office.belongs_to)
            found.insert(0, office)
        return tuple(found)

    def within(self, office: model.Department) -> tuple[model.Department, ...]:
        """The offices that belong to one."""
        return self._catalog.offices_within(office)

    def only_above(self, office: model.Department) -> bool:
        """Whether an office is named only as what others belong to: no card names it."""
        return self._catalog.only_above(office)

    def lists_cards(self, office: model.Department) -> bool:
        """Whether the cards of an office are listed: where it has some; and where it has nothing at all, in a plan of
        which any card names an office: then it is said that it has none."""
        charged = self._catalog.in_charge(office.id)
        return bool(self._catalog.of_department(office.id) or (self._catalog.plan.shown_departments and not charged))

    def former(self, office: model.Department) -> tuple[ShownFormer, ...]:
        """What an office was called before."""
        return tuple(ShownFormer(item.name, until(item.until, self._speak), None) for item in office.former_names)

    def says_more(self, office: model.Department) -> bool:
        """Whether there is anything to be said of an office beside its name."""
        return bool(office.contact or office.former_names)

    def ways(self, office: model.Department) -> tuple[OfficeWay, ...]:
        """How an office is reached; nothing where the plan does not say."""
        return ways_to(office.contact, self._speak)

    # Whom to ask ----------------------------------------------------------------

    @property
    def keeper_ways(self) -> tuple[OfficeWay, ...]:
        """How the office that keeps the plan is reached."""
        return self.ways(self._plan.keeper)

    def asks(self, card: Card) -> bool:
        """Whether a card has anything to say to who wants to ask, or to apply."""
        return bool(self._plan.shown_departments or card.project.apply)

    def said(self, card: Card) -> tuple[OwnWords, ...]:
        """What the site says to who wants to ask about a card: that it does not tell how to apply, where residents may
        want to; and where the plan says of none of its offices how it is reached, by what name to ask for them."""
        project = card.project
        offered = any(family.for_residents and card.families[id] for id, family in self._plan.families.items())
        how = offered and card.departments and not project.apply
        return (*((self._speak.own_word("ask_how"),) if how else ()), *self.said_on_paper(card))

    def said_on_paper(self, card: Card) -> tuple[OwnWords, ...]:
        """The same on a sheet, on which nobody looks for how to apply: by what name to ask."""
        said = self.by_name_of(card.departments)
        return (said,) if said else ()

    def by_name_of(self, offices: Collection[model.Department]) -> OwnWords | None:
        """By what name to ask for some offices, where the plan says of none of them how it is reached: the plan's,
        where no name of one office is among them."""
        if not offices or any(office.contact for office in offices):
            return None
        if all(office.group for office in offices):
            return self.by_plan
        return self._speak.own_word("ask_by_name", city=self._plan.details.city.name)

    def asked_by_name(self, office: model.Department) -> OwnWords | None:
        """By what name to ask for an office that the plan does not say how to reach, where it does of others."""
        others = self._catalog.plan.departments.departments
        return None if self.by_name_of(others) or self.only_above(office) else self.by_name_of([office])

    @property
    def by_plan(self) -> OwnWords:
        """By what name to ask about the plan, where it says of no office how it is reached."""
        details = self._plan.details
        return self._speak.own_word("ask_by_plan", city=details.city.name, plan=plan_name(self._plan, self._speak))

    @property
    def city_site(self) -> Phrase:
        """The link to the city's own site."""
        return self._speak.phrase_of("city_site", city=self._plan.details.city.name)
