"""How a reader reaches an office: telephone, mail, place, hours, page; each checked, so that a link to it works."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, model_validator

from .types import Line, Record, Text, Url, fault

#: A Japanese number with its area code (0270-24-5111, 0570-000-000), or one with the code of its country (+81-…), which
#: has 15 digits at most (ITU-T E.164).
TELEPHONE = r"(0[0-9]{1,4}|\+[0-9]{1,3})(-[0-9]{1,4}){2,3}"
#: What an extension begins with: its number.
EXTENSION = "[0-9０-９]"
#: An address as programs for mail take it.
MAIL = r"[A-Za-z0-9._%+-]+@([A-Za-z0-9](-*[A-Za-z0-9])*\.)+[A-Za-z]{2,}"


def _check_telephone(value: str) -> str:
    digits = sum(letter.isdigit() for letter in value)
    if not re.fullmatch(TELEPHONE, value) or not (10 <= digits <= 11 or (value.startswith("+") and 8 <= digits <= 15)):
        raise fault("bad-telephone", found=value)
    return value


def _check_extension(value: str) -> str:
    if not re.match(EXTENSION, value):
        raise fault("bad-extension", found=value)
    return value


def _check_mail(value: str) -> str:
    if not re.fullmatch(MAIL, value) or len(value) > 254:
        raise fault("bad-mail", found=value)
    return value


def _check_https(value: str) -> str:
    if not value.startswith("https://"):
        raise fault("not-https", found=value)
    return value


Telephone = Annotated[str, AfterValidator(_check_telephone)]
Extension = Annotated[Line, AfterValidator(_check_extension)]
Mail = Annotated[str, AfterValidator(_check_mail)]
SecureUrl = Annotated[Url, AfterValidator(_check_https)]


class Procedure(Record):
    """The city's own page or procedure by which one applies for what a card offers."""

    label: Text
    """What one applies for or does there, as the link says it: 受給者証を申請する."""
    url: SecureUrl
    """Its address, beginning with https://."""


class Contact(Record):
    """How a reader reaches an office."""

    telephone: Telephone | None = None
    """Its telephone number with the area code, hyphens between its parts: 0270-00-0000."""
    extension: Extension | None = None
    """Its extension (内線), beginning with the number: the site puts the word before it."""
    fax: Telephone | None = None
    """Its fax number, written in the same way."""
    mail: Mail | None = None
    """Its mail address."""
    place: Text | None = None
    """Where it is: 本館3階."""
    hours: Text | None = None
    """When it is open."""
    page: SecureUrl | None = None
    """Its own page on the city's site, beginning with https://."""

    @model_validator(mode="after")
    def _says_something(self) -> Contact:
        if not self.model_fields_set:
            raise fault("empty-contact")
        return self
