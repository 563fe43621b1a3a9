"""Tells a number from what only looks like one, and from one as people write it."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from plan.messages.findings import shown

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
#: Octal, hexadecimal, sexagesimal, grouped, signed-dot and exponent forms.
_MAYBE_NUMBER = re.compile(
    r"[-+]?(0[0-9]+(\.[0-9]*)?|0[xob][0-9a-fA-F]+|[0-9]+(:[0-9]+)+|[0-9]+(_[0-9_]*)"
    r"|\.[0-9]+|[0-9]+\.|[0-9]*\.?[0-9]+[eE][-+]?[0-9]+|\.(inf|nan))\Z",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 60
#: A number as people write it: with digits, signs and points of full width, and with commas between thousands.
_MINUS = str.maketrans("−▲△", "---")
_SPELT = re.compile(r"[-+－−＋▲△]?[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?\Z")


def plain_number(text: str) -> int | Decimal | None:
    """The number that a text is as YAML has it, with the digits as printed: 30.0 stays 30.0; None for anything else."""
    if len(text) > 30:
        return None
    return int(text) if _INTEGER.match(text) else Decimal(text) if _DECIMAL.match(text) else None


def spelt_number(text: str) -> str | None:
    """A number as YAML has it, of one as people write it: 3,160 and ２６．４; None of what is no number or several."""
    if _SPELT.match(text):
        plain = unicodedata.normalize("NFKC", text).replace(",", "").translate(_MINUS).removeprefix("+")
    elif re.match(r"[0-9]+(?:_[0-9]+)*\Z", text):
        plain = text.replace("_", "")
    else:
        return None
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, point, decimals = digits.partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}{point}{decimals}"


def figure(text: str) -> tuple[object, str, dict[str, object]]:
    """What a text says that may be a number, or only begins like one; with the rule that it breaks, or none."""
    if (number := plain_number(text)) is not None:
        return number, "", {}
    if _INTEGER.match(text) or _DECIMAL.match(text) or len(text) > _LONGEST_NUMBER:
        return text, "", {}  # a longer one is no number that anyone means, and long to look at
    found = shown(text).strip("'")
    if meant := spelt_number(text):
        return text, "number-spelling", {"found": found, "number": meant}
    return text, "ambiguous-number" if _MAYBE_NUMBER.match(text) else "", {"found": found}
