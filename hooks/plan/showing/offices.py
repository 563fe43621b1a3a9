"""Offices as a reader of one language sees them: what each belongs to, what it was called, how it is reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan import model
from plan.model.types import Text
from plan.showing.card_status import ShownFormer, until
from plan.showing.catalog import Catalog
from plan.showing.localizer import Localizer, Phrase


@dataclass(frozen=True)
class OfficeWay:
    """One way to reach an office: what it is, in words, and where it leads, if anywhere."""

    label: Phrase
    words: str | Text
    url: str = ""


class Offices:
    """The offices of a plan."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._speak = catalog, speak

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
        return tuple(self._ways(office.contact)) if office.contact else ()

    def _ways(self, contact: model.Contact) -> Iterator[OfficeWay]:
        word = self._speak.phrase_of
        if contact.telephone:
            yield OfficeWay(word("telephone"), self._called(contact), f"tel:{contact.telephone.replace('-', '')}")
        elif contact.extension:
            yield OfficeWay(word("extension"), contact.extension)
        if contact.fax:
            yield OfficeWay(word("fax"), contact.fax)
        if contact.mail:
            yield OfficeWay(word("mail"), contact.mail, f"mailto:{contact.mail}")
        if contact.place:
            yield OfficeWay(word("office_place"), contact.place)
        if contact.hours:
            yield OfficeWay(word("office_hours"), contact.hours)
        if contact.page:
            yield OfficeWay(word("office_page"), contact.page, contact.page)

    def _called(self, contact: model.Contact) -> str:
        number, extension = contact.telephone or "", contact.extension
        return self._speak.plain_word("with_extension", number=number, extension=extension) if extension else number
