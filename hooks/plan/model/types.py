"""What a field of the plan may hold: texts in several languages, ids and references, years, numbers, dates.

Each type refuses what it cannot be with a fault that `messages` words. Nothing here knows which records there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    RootModel,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from .language_codes import LANGUAGE_CODE, exists, meant_code

#: The fiscal years that a plan may name, by the western year in which each begins.
FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR = 1900, 2100
#: How many digits a figure may have: as many as Excel shows.
MAX_DIGITS = 15


def fault(rule: str, **details: object) -> PydanticCustomError:
    """An error of a kind worded in `messages/sentences.yml`."""
    return PydanticCustomError(rule, rule, details)


@dataclass(frozen=True)
class Languages:
    """The languages of a plan, the default first, and those in which every text must be given."""

    codes: tuple[str, ...]
    complete: tuple[str, ...]
    changes: Mapping[str, Record] = field(default_factory=dict, compare=False)
    """What the plan changes in how a language is written (`languages.Writing`), by its code."""
    web_only: frozenset[str] = frozenset()
    """Those in which nothing is printed."""
    documents: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    """The kinds of document that are printed in a language, where not all are (`plan.DocumentKind`), by its code."""

    def prints(self, code: str, kind: str) -> bool:
        """Whether documents of a kind are made in a language."""
        return code not in self.web_only and kind in self.documents.get(code, (kind,))

    @property
    def printed(self) -> tuple[str, ...]:
        """The languages of the paper edition."""
        return tuple(code for code in self.codes if code not in self.web_only)

    @property
    def default(self) -> str:
        """The language in which the plan was written, at the root of the site; others are its translations."""
        return self.codes[0]

    @property
    def others(self) -> tuple[str, ...]:
        """The languages that the plan is translated into."""
        return self.codes[1:]


class Text(RootModel[dict[str, str]]):
    """A text in several languages, all on one key: `{ja: …, en: …}`."""

    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)

    @model_validator(mode="after")
    def _languages(self, info: ValidationInfo) -> Text:
        languages: Languages = info.context["languages"]  # type: ignore[index]
        for code in self.root:
            if code not in languages.codes:
                raise fault("unknown-language", found=code)
        missing = [code for code in languages.complete if code not in self.root]
        if missing:
            raise fault("missing-language", languages=", ".join(missing))
        if any(not text.strip() for text in self.root.values()):
            raise fault("blank-text")
        return self

    def __getitem__(self, language: str) -> str:
        return self.root[language]

    def get(self, language: str) -> str | None:
        """The text in a language, or None where it is not (yet) translated."""
        return self.root.get(language)


def parted(words: str) -> Sequence[str]:
    """The paragraphs of a text, which empty lines part; the lines of one run on, on a page as on paper."""
    return [" ".join(part.splitlines()) for part in re.split(r"\n\s*\n", words.strip())]


class OwnText(Text):
    """A text in which the site speaks, not the plan: nothing prints it but the mark of the site's own words."""


class FillingName(Text):
    """A name that the words of the site are filled with before all else: braces in it would be taken for theirs."""

    @model_validator(mode="after")
    def _without_braces(self) -> FillingName:
        for words in self.root.values():
            if "{" in words or "}" in words:
                raise fault("braces-in-name", found=words)
        return self


class Record(BaseModel):
    """A record of the plan: fixed once read, and with no field but those named."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


@dataclass(frozen=True)
class Reference:
    """Marks a field that names a record of another kind by its id."""

    kind: str


#: How an id is written: small letters, digits, single hyphens.
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
#: How many letters an id may have: it names files and addresses.
LONGEST_ID = 60


#: Names that Windows keeps for its devices: an id names files too.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")


def bad_id(value: str) -> str | None:
    """The kind of fault that a text is as an id; None where it is none."""
    if len(value) > LONGEST_ID and ID.match(value):
        return "long-id"
    if not ID.match(value):
        return "id-with-blank" if ID.match(value.strip()) else "bad-id"
    return "reserved-id" if _DEVICES.match(value) else None


def id_lengths(value: str) -> Mapping[str, int]:
    """How long an id may be and how long this text is, as the sentence about it needs them."""
    return {"limit": LONGEST_ID, "size": len(value)}


def _check_id(value: str) -> str:
    if rule := bad_id(value):
        raise fault(rule, found=value, **id_lengths(value))
    return value


def _read_fiscal_year(value: object) -> object:
    """A year in words (令和8年度) is told what a fiscal year is, not that it is no number."""
    if isinstance(value, str):
        raise fault("bad-fiscal-year", first=FIRST_FISCAL_YEAR, last=LAST_FISCAL_YEAR, found=value)
    return value


def _check_fiscal_year(value: int) -> int:
    if not FIRST_FISCAL_YEAR <= value <= LAST_FISCAL_YEAR:
        raise fault("bad-fiscal-year", first=FIRST_FISCAL_YEAR, last=LAST_FISCAL_YEAR, found=value)
    return value


def _check_year(value: int) -> int:
    if not 1900 <= value <= 2100:
        raise fault("bad-year", first=1900, last=2100, found=value)
    return value


def _check_language(value: str) -> str:
    if not re.fullmatch(LANGUAGE_CODE, value):
        raise fault("bad-language-code", found=value, meant=meant_code(value))
    if not exists(value):
        raise fault("no-language", found=value, meant=meant_code(value))
    return value


def _check_city_code(value: str) -> str:
    if not re.match(r"[0-9]{5}\Z", value):
        raise fault("bad-city-code", found=value)
    return value


def _read_date(value: object) -> object:
    if value is None:
        return None
    try:
        if isinstance(value, str) and re.match(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\Z", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise fault("bad-date", found=value)


def _check_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        sound = re.match(r"https?://[^\s<>\"'\\`]+\Z", value) and parts.hostname and len(value) <= 2000
    except ValueError:  # brackets that hold no address, letters that are none
        sound = False
    if not sound:
        raise fault("bad-url", found=value)
    if "@" in parts.netloc:
        raise fault("url-with-password", found=value)
    try:
        port = parts.port
    except ValueError:  # letters, or a number that is too high
        port = 0
    if port == 0:
        raise fault("bad-port", found=value)
    return value


def _check_site(value: str) -> str:
    folders = unquote(urlsplit(value).path).strip("/").split("/")
    sound = all(re.fullmatch(r"[\w.~-]*", name) and name not in (".", "..") for name in folders)
    if not sound or not re.match(r"[^?#]*/\Z", value) or "//" in urlsplit(value).path or len(value) > 200:
        raise fault("bad-site", found=value)
    return value


def _check_color(value: str) -> str:
    if not re.match(r"#[0-9a-f]{6}\Z", value):
        raise fault("bad-color", found=value)
    return value


def _check_number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise fault("not-a-number", found=value)
    digits = str(value).lstrip("-").replace(".", "")
    if len(digits) > MAX_DIGITS:
        raise fault("too-many-digits", limit=MAX_DIGITS, size=len(digits))
    return value


def _check_ordinal(value: int) -> int:
    if not 0 <= value <= 99_999:
        raise fault("bad-ordinal", last=99_999, found=value)
    return value


def _check_blank(value: str) -> str:
    if not value.strip():
        raise fault("blank-text")
    return value


Id = Annotated[str, AfterValidator(_check_id)]
Line = Annotated[str, AfterValidator(_check_blank)]
Url = Annotated[str, AfterValidator(_check_url)]
Day = Annotated[date, BeforeValidator(_read_date)]
Color = Annotated[str, AfterValidator(_check_color)]
LanguageCode = Annotated[str, AfterValidator(_check_language)]
CityCode = Annotated[str, AfterValidator(_check_city_code)]
Year = Annotated[int, AfterValidator(_check_year)]
FiscalYear = Annotated[int, BeforeValidator(_read_fiscal_year), AfterValidator(_check_fiscal_year)]
Number = Annotated[int | Decimal, PlainValidator(_check_number)]
Ordinal = Annotated[int, AfterValidator(_check_ordinal)]
SiteUrl = Annotated[Url, AfterValidator(_check_site)]
ItemId = Annotated[Id, Reference("items")]
DepartmentId = Annotated[Id, Reference("departments")]
FamilyId = Annotated[Id, Reference("families")]
SourceId = Annotated[Id, Reference("sources")]
ProjectId = Annotated[Id, Reference("projects")]
AbilityId = Annotated[Id, Reference("abilities")]
SeriesId = Annotated[Id, Reference("series")]
RuleId = Annotated[Id, Reference("rules")]
