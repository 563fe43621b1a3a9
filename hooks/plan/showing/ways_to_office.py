"""How an office is reached, as a reader of one language sees it: each way in words, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan import model
from plan.model.types import Text
from plan.showing.localizer import Localizer, Phrase


@dataclass(frozen=True)
class OfficeWay:
    """One way to reach an office: what it is, in words, and where it leads, if anywhere."""

    label: Phrase
    words: str | Text
    url: str = ""
    direct: bool = False
    """Whether it reaches a person at once, from wherever the reader is: telephone, mail."""


def ways_to(contact: model.Contact | None, speak: Localizer) -> tuple[OfficeWay, ...]:
    """How an office is reached, the most direct way first; nothing where the plan does not say."""
    return tuple(_ways(contact, speak)) if contact else ()


def _ways(contact: model.Contact, speak: Localizer) -> Iterator[OfficeWay]:
    word = speak.phrase_of
    if contact.telephone:
        url = f"tel:{contact.telephone.replace('-', '')}"
        yield OfficeWay(word("telephone"), _called(contact, speak), url, direct=True)
    elif contact.extension:
        yield OfficeWay(word("extension"), contact.extension)
    if contact.fax:
        yield OfficeWay(word("fax"), contact.fax)
    if contact.mail:
        yield OfficeWay(word("mail"), contact.mail, f"mailto:{contact.mail}", direct=True)
    if contact.place:
        yield OfficeWay(word("office_place"), contact.place)
    if contact.hours:
        yield OfficeWay(word("office_hours"), contact.hours)
    if contact.page:
        yield OfficeWay(word("office_page"), contact.page, contact.page)


def _called(contact: model.Contact, speak: Localizer) -> str:
    number, extension = contact.telephone or "", contact.extension
    return speak.plain_word("with_extension", number=number, extension=extension) if extension else number
