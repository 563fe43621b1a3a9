"""Knows which languages there are, by the CLDR data of babel, and which one a wrong code means: jp is ja."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("languages.yml")
#: How a language's code is written: en, pt-BR, zh-CN; ja-easy, where a variant is a language of its own.
LANGUAGE_CODE = "[a-z]{2}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?"


@cache
def exists(code: str) -> bool:
    """Whether a code of the right form names a language, and a region, that there are; a variant may be any."""
    from babel import Locale

    names = Locale(_named_in()[-1])
    language, *rest = code.split("-")
    regions = [part for part in rest if part.isupper() and len(part) == 2]
    return language in names.languages and all(part in names.territories for part in regions)


@cache
def _named_in() -> tuple[str, ...]:
    """The languages that every plan has, in which the names of all are known."""
    said = re.search(r"^required: \[(.*)\]$", _FILE.read_text(encoding="utf-8"), re.MULTILINE)
    return tuple(said[1].split(", ")) if said else ()


@cache
def meant_code(found: str) -> str | None:
    """The code that is meant by one of a region (jp, ja-JA), an older or longer one (iw, jpn, en_US), or a name."""
    parts = re.match(r"\s*([^-_\s]*)[-_]?([A-Za-z]{2})?\s*\Z", found[:50])
    language, region = (parts[1].lower(), (parts[2] or "").upper()) if parts else ("", "")
    for code in _languages(language, found.strip()):
        for full in (f"{code}-{place}" for place in _regions(code, region)) if region else (code,):
            if re.fullmatch(LANGUAGE_CODE, full) and exists(full) and full != found:
                return full
    return None


def _languages(language: str, name: str) -> Iterator[str]:
    """What a code may stand for: itself, the newer one, the language of the region, the language of this name."""
    from babel import Locale
    from babel.core import get_global

    yield language
    yield from filter(None, [get_global("language_aliases").get(language)])
    yield get_global("likely_subtags").get(f"und_{language.upper()}", "").partition("_")[0]
    for spoken in _named_in():
        yield from (code for code, word in Locale(spoken).languages.items() if word.casefold() == name.casefold())


def _regions(code: str, region: str) -> Iterator[str]:
    """What a region may stand for: itself, what it is called today, the one where the language is at home."""
    from babel.core import get_global

    yield region
    yield from get_global("territory_aliases").get(region, ())
    yield get_global("likely_subtags").get(code, "").rpartition("_")[2]
