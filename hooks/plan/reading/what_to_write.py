"""Makes of what an officer wrote the value that is meant, as it is to be written: a message says it in full.

Nothing here is ever taken for the value itself: who wrote it is told, and writes it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from plan.model.typed_years import typed_year
from plan.model.types import FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR

_MARKS = "\"'“”‘’„‟″＂＇"
#: A figure with what people print around it. What says more than its unit, such as 約 or 以上, has a field of its own.
_FIGURE = re.compile(r"[¥$]?\s*([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([^\d\s.,]{0,6})\Z")
_SAYS_MORE = re.compile("[千万億兆]|以上|以下|以内|以降|未満|超|程度|前後|約|頃|ごろ|弱|強|余|[~～〜×/:+-]")
_DAY = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z")
_ERA_DAY = re.compile(
    r"((?:明治|大正|昭和|平成|令和|[MTSHR])\s*\.?\s*(?:\d{1,2}|元))\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z"
)


def _plain(found: object) -> str:
    """What was written, without quotes of any kind, its letters half-width."""
    return unicodedata.normalize("NFKC", str(found)).strip().strip(_MARKS).strip()


def number(found: object) -> str | None:
    """26.4 of 26.4%, 3160 of 3,160人; None of what says more than a figure and its unit: 1.5万 may be 1.5 or 15000."""
    match = _FIGURE.match(_plain(found))
    if match is None or _SAYS_MORE.search(match[2]):
        return None
    return match[1].replace(",", "").removeprefix("+")


def is_dash(found: object) -> bool:
    """Whether a mark stands in the place of a value that there is not: -, －, …, n/a."""
    return re.fullmatch(r"[-ー―—–‐…・･./*×]{1,3}|n[./]?a\.?", _plain(found).lower()) is not None


def fiscal_year(found: object) -> str | None:
    """2026 of 2026年度, FY2026, 令和8年度 and R8; None of what is no year that a plan may have."""
    year = typed_year(_plain(found))
    return str(year) if year and FIRST_FISCAL_YEAR <= year <= LAST_FISCAL_YEAR else None


def day(found: object) -> str | None:
    """2026-04-01 of 2026/4/1, 2026年4月1日, 令和8年4月1日 and R8.4.1; None of what is no day of the calendar."""
    text = _plain(found)
    text = f"{text[:4]}-{text[4:6]}-{text[6:]}" if re.fullmatch(r"(?:19|20)\d{6}", text) else text
    if match := _DAY.match(text):
        year, month, number = int(match[1]), int(match[2]), int(match[3])
    elif match := _ERA_DAY.match(text):
        year, month, number = typed_year(match[1]) or 0, int(match[2]), int(match[3])
    else:
        return None
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def color(found: object) -> str | None:
    """#3366aa of 3366AA, ＃3366aa and “#3366aa”; #3366aa of #36a."""
    match = re.fullmatch(r"#?([0-9a-f]{6}|[0-9a-f]{3})", _plain(found).lower())
    if match is None:
        return None
    return f"#{match[1] if len(match[1]) == 6 else ''.join(letter * 2 for letter in match[1])}"


def id_of(found: object) -> str | None:
    """management-planning of Management_Planning; None of what has other letters than an id may have."""
    text = re.sub(r"[\s_.・-]+", "-", _plain(found).lower()).strip("-")
    return text if re.fullmatch(r"[a-z0-9-]+", text) else None


def ids_of(found: object, *, alone: bool = False) -> str | None:
    """[residents, general-affairs] of residents、general-affairs: several ids in one; None of anything else, but of one
    id `alone`, if asked."""
    parts = [part.strip() for part in re.split(r"[,、;/・\s]+", _plain(found)) if part.strip()]
    sound = len(parts) > (not alone) and all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", part) for part in parts)
    return f"[{', '.join(parts)}]" if sound and (alone or re.search(r"[,，、;；・]", str(found))) else None
