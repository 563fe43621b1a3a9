"""How a language is written: its marks and gaps, days and years, and what is read where it lacks a text.

What the program knows stands in `languages.yml` beside this file; a plan may change it for its own site. Nothing else
in the program knows one language from another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from plan.machine.own_table import read_table

from .types import LanguageCode, Languages, Line, Ordinal, Record, fault

_FILE = Path(__file__).with_name("languages.yml")
_SLOT = re.compile(r"\{([a-z_]+)\}")
#: What a year may be written with, and what a day may.
YEAR_SLOTS = ("year", "era", "letter", "era_year", "number")
DAY_SLOTS = (*YEAR_SLOTS, "month", "month_name", "day")


def _check_mark(value: str) -> str:
    if len(value) > 10:
        raise fault("too-many", limit=10, size=len(value))
    return value


def _check_slots(value: str, slots: tuple[str, ...]) -> str:
    found = _SLOT.findall(value)
    if not value.strip() or not set(found) <= set(slots):
        raise fault("word-slots", expected=", ".join(slots), found=", ".join(found) or "-")
    return value


#: A tag of BCP 47 (RFC 5646), as far as a language of a plan needs one: ja, zh-Hant-TW, es-419, ja-x-easy.
TAG = "^([a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-x(-[a-z0-9]{1,8})+)?)?$"


def _check_tag(value: str) -> str:
    if not re.fullmatch(TAG, value):
        raise fault("bad-language-tag", found=value)
    return value


def _check_region(value: str) -> str:
    if not re.match(r"([A-Z]{2})?\Z", value):
        raise fault("bad-language-code", found=value)
    return value


Mark = Annotated[str, AfterValidator(_check_mark)]
Tag = Annotated[str, AfterValidator(_check_tag)]
Region = Annotated[str, AfterValidator(_check_region)]
YearPattern = Annotated[str, AfterValidator(lambda value: _check_slots(value, YEAR_SLOTS))]
DayPattern = Annotated[str, AfterValidator(lambda value: _check_slots(value, DAY_SLOTS))]

#: In place of a value that an entry leaves out; `writing` fills it in, so that nothing else ever sees one.
_LEFT_OUT: Any = None


class Writing(Record):
    """How a language is written. What is left out is as the program knows the language, else as most are written."""

    staff_name: Mark = _LEFT_OUT
    """What staff call the language: over the columns of the workbook."""
    tag: Tag = _LEFT_OUT
    """How pages name the language, where its code is no tag that browsers know: ja-x-easy. Left out: the code."""
    fallback: tuple[LanguageCode, ...] = _LEFT_OUT
    """The languages in which a reader gets what this one lacks, the best first; after them comes the default."""
    direction: Literal["ltr", "rtl"] = _LEFT_OUT
    """Which way its lines run: ltr (from the left) or rtl (from the right)."""
    region: Region = _LEFT_OUT
    """The region whose writing the PDFs follow: JP, US, BR. A code that names a region has its own."""
    wide: bool = _LEFT_OUT
    """true where a letter fills a square and no blank parts words, as in Japanese: lines stand further apart."""
    scripts: tuple[Line, ...] = _LEFT_OUT
    """The scripts of its letters, by how Unicode begins their names: latin, cjk. They tell a text left in Japanese."""
    site_face: bool = _LEFT_OUT
    """true where pages are set in the site's own face; false: in the one that a reader's system has for it."""
    readings: bool = _LEFT_OUT
    """true where readings are shown: the glossary and the titles of cards are sorted by them."""
    ruby: Literal["never", "on-request", "always"] = _LEFT_OUT
    """Whether the readings of data/readings.txt stand above its kanji: on-request (where a reader switches them on) or
    always, as on the pages in Easy Japanese."""
    thousands: Mark = _LEFT_OUT
    """What parts the thousands of a number."""
    thousands_from: Ordinal = _LEFT_OUT
    """The least number whose thousands are parted."""
    lakhs: bool = _LEFT_OUT
    """true where digits above the thousands are parted by twos, as in Nepali: 12,34,567."""
    decimal: Mark = _LEFT_OUT
    """What stands before the decimals of a number."""
    unit_gap: Mark = _LEFT_OUT
    """What stands between a number and its unit."""
    close_units: tuple[Line, ...] = _LEFT_OUT
    """Units that stand next to the number all the same: %."""
    word_gap: Mark = _LEFT_OUT
    """What stands between two names side by side, such as the plan's title and (Draft)."""
    list_mark: Mark = _LEFT_OUT
    """What parts the items of a list in one line."""
    names_mark: Mark = _LEFT_OUT
    """What parts the names of departments in one line."""
    items_mark: Mark = _LEFT_OUT
    """What parts items that may hold a list themselves."""
    above_mark: Mark = _LEFT_OUT
    """What stands between an organisation and the part of it that is named after it."""
    months: tuple[Line, ...] = Field(default=_LEFT_OUT, min_length=12, max_length=12)
    """The names of the months, for {month_name}."""
    eras: tuple[Line, ...] = Field(default=_LEFT_OUT, min_length=5)
    """The names of the Japanese eras from Meiji on, for {era}."""
    first_era_year: Line = _LEFT_OUT
    """How {era_year} writes the first year of an era: 元."""
    first_day_era: bool = _LEFT_OUT
    """true where a fiscal year in which an era begins is called by the era of its first day: 平成31年度; false where by
    the new era: 令和元年度."""
    day: DayPattern = _LEFT_OUT
    """How a day is written."""
    year: YearPattern = _LEFT_OUT
    """How a calendar year is written."""
    fiscal_year: YearPattern = _LEFT_OUT
    """How a fiscal year is written."""
    year_heading: tuple[YearPattern, ...] = Field(default=_LEFT_OUT, min_length=2, max_length=2)
    """The two lines that head the column of a fiscal year."""
    year_label: YearPattern = _LEFT_OUT
    """What stands under a year in a chart; lines are parted by line breaks."""
    acts: tuple[Line, ...] = _LEFT_OUT
    """Words by which the inspection knows an indicator that counts what is done: 開催."""
    rates: tuple[Line, ...] = _LEFT_OUT
    """Ends of a name by which the inspection knows a rate: 率."""


def filled(pattern: str, **slots: object) -> str:
    """A pattern with its slots filled."""
    return _SLOT.sub(lambda slot: str(slots[slot[1]]), pattern)


@cache
def _known() -> tuple[tuple[str, ...], Writing, Mapping[str, Writing]]:
    """What languages.yml holds: the languages that every plan has, the general writing, the entries by code."""
    content = read_table(_FILE)
    entries = {code: _entry(entry) for code, entry in content["languages"].items()}
    return tuple(content["required"]), _entry(content["general"]), entries


def _entry(content: Mapping[str, Any]) -> Writing:
    lists = {key: tuple(value) if isinstance(value, list) else value for key, value in content.items()}
    return Writing.model_validate(lists)


def required() -> tuple[str, ...]:
    """The languages that every plan has, complete; they are taken for a plan's where data/plan.yml does not say."""
    return _known()[0]


def codes() -> tuple[str, ...]:
    """The codes of all languages of which something is known."""
    return tuple(_known()[2])


def writing(code: str, languages: Languages | None = None) -> Writing:
    """How a language is written, every field of it: in a plan with these languages, else as the program knows it."""
    _, general, entries = _known()
    region = next((part for part in code.split("-")[1:] if part.isupper()), None)
    found = general
    for shorter in _shorter(code):
        found = _changed(found.model_copy(update={"tag": ""}), entries.get(shorter))
    found = found.model_copy(update={"tag": found.tag or code} | ({"region": region} if region else {}))
    return _changed(found, languages.changes.get(code) if languages else None)


def _changed(before: Writing, change: Record | None) -> Writing:
    if change is None:
        return before
    return before.model_copy(update={name: getattr(change, name) for name in change.model_fields_set})


def _shorter(code: str) -> Iterator[str]:
    """The codes that a code belongs to, and itself last: pt, pt-BR."""
    parts = code.split("-")
    return ("-".join(parts[:length]) for length in range(1, len(parts) + 1))


def fallback_order(code: str, languages: Languages) -> tuple[str, ...]:
    """The languages of a plan in which a reader of one gets a text: the first that has it."""
    shorter = reversed([other for other in _shorter(code) if other in languages.codes and other != code])
    order = (code, *shorter, *writing(code, languages).fallback, languages.default)
    return tuple(dict.fromkeys(order))
