"""Turns what stands in one cell into the value it means for its column, or into what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from plan.messages.findings import HIDDEN, of_hidden, shown
from plan.messages.meant import meant
from plan.messages.sentences import Said
from plan.model.typed_years import typed_year
from plan.model.types import ID, MAX_DIGITS
from plan.opendata.excel_file import LONGEST
from plan.workbook.layout import SheetColumn
from plan.workbook.long_forms import WITHOUT_YEAR
from plan.workbook.tables import Found


class CellError(Exception):
    """What is wrong with one cell: the id of a sentence and its details; the reader knows where the cell stands."""

    def __init__(self, rule: str, **details: object) -> None:
        super().__init__(rule)
        self.rule, self.details = rule, details


_EXPECTED = {
    "integer": Said("expects-integer"),
    "number": Said("expects-number"),
    "year": Said("expects-year"),
    "when": Said("expects-year"),
}
_NUMBER = re.compile(r"[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?\Z")
_DATE = re.compile(r"[0-9]{4}([-/.]|年)[0-9]{1,2}(([-/.]|月)([0-9]{1,2}日?)?)?\Z")
_YES, _NO = ("はい", "yes", "true", "1", "○", "〇", "有"), ("いいえ", "no", "false", "0", "×", "無")


def value(column: SheetColumn, found: Found, choices: Mapping[str, str], unit: str | None) -> Any:
    """The value that a cell means, or None for an empty one. Raises CellError."""
    if found.problem:
        raise CellError(found.problem, found=shown(str(found.value)), limit=LONGEST)
    if found.value is None:
        return None
    kind = column.kind.removeprefix("id-")
    if isinstance(found.value, date) and kind == "day":
        return found.value.isoformat()
    if isinstance(found.value, date):
        expected = _EXPECTED.get(kind, Said("expects-text"))
        raise CellError("date", expected=expected, found=found.value.isoformat())
    if kind in ("number", "integer"):
        return _number(column, found, unit)
    text = _text(found)
    if hidden := HIDDEN.findall(text):
        rule, details = of_hidden(*hidden)
        raise CellError(rule, **details)
    if kind in ("line", "text", "derived", "day"):
        if kind == "line" and "\n" in text:
            raise CellError("line-break", found=shown(text))
        return text
    if kind == "lines":
        return _lines(text, choices)
    folded = normalize("NFKC", text).strip()
    if kind == "id":
        if not ID.match(folded.lower()):
            raise CellError("bad-id", found=shown(text))
        return folded.lower()
    if kind == "year":
        return _year(folded, text)
    if kind == "when":
        return next((key for key, said in WITHOUT_YEAR.items() if said == folded), None) or _year(folded, text)
    if kind == "flag":
        return _flag(folded)
    names = tuple(_separated(folded)) if kind == "references" else (folded,)
    chosen = tuple(_chosen(name, choices) for name in names)
    twice = next((item for number, item in enumerate(chosen) if item in chosen[:number]), None)
    if twice:
        raise CellError("choice-twice", found=shown(twice))
    return chosen if kind == "references" else chosen[0]


def same(old: Any, new: Any) -> bool:
    """Whether a cell means what the plan has already: 30 is 30.0, and blanks around a text are none of it."""
    if isinstance(old, int | Decimal) and isinstance(new, int | Decimal) and not isinstance(old, bool):
        return Decimal(old) == Decimal(new)
    if isinstance(old, str) and isinstance(new, str):
        return old.replace("\r\n", "\n").strip() == new
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(map(same, old, new))
    return type(old) is type(new) and bool(old == new)


def with_digits(old: Any, new: Any) -> Any:
    """A new number with at least as many decimals as the old one was printed with: 30.0 becomes 35.0, not 35."""
    if isinstance(old, Decimal) and isinstance(new, int | Decimal):
        return max(Decimal(new), Decimal(new).quantize(old), key=lambda number: len(f"{number:f}"))
    return new


def _text(found: Found) -> str:
    if isinstance(found.value, Decimal):
        return format(found.value, "f")
    return str(found.value).strip()


def _number(column: SheetColumn, found: Found, unit: str | None) -> int | Decimal:
    number, percent, kind = found.value, found.percent, column.kind.removeprefix("id-")
    if isinstance(number, str):
        exact, percent = _typed(kind, number)
    elif not isinstance(number, int | Decimal):
        raise CellError("not-a-number", found=shown(number))
    else:
        exact = _short(Decimal(number) * 100) if percent else Decimal(number)
    if percent and normalize("NFKC", unit or "") != "%":
        raise CellError("percent", found=f"{exact:f}%", unit=unit or "－")
    if (size := max(exact.adjusted() + 1, 1) - min(int(exact.as_tuple().exponent), 0)) > MAX_DIGITS:
        raise CellError("too-many-digits", limit=MAX_DIGITS, size=size)
    if kind == "integer" and exact != exact.to_integral_value():
        raise CellError("not-whole", found=f"{exact:f}")
    return exact if kind == "number" and exact.as_tuple().exponent != 0 else int(exact)


def _typed(kind: str, text: str) -> tuple[Decimal, bool]:
    """A number that is written as text, and whether it is written with %; its digits are kept as they are."""
    digits = normalize("NFKC", text).strip().replace("−", "-")
    percent, digits = digits.endswith("%"), digits.removesuffix("%").strip()
    if _DATE.match(digits):
        raise CellError("date", expected=_EXPECTED[kind], found=shown(text))
    if not _NUMBER.match(digits):
        raise CellError("not-a-number", found=shown(text))
    return Decimal(digits.replace(",", "")), percent


def _short(number: Decimal) -> Decimal:
    """Without the noughts that only arithmetic brought in: 50.00 is 50."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _year(text: str, found: str) -> int:
    if _DATE.match(text):
        raise CellError("date", expected=Said("expects-year"), found=shown(text))
    year = typed_year(text)
    if year is None:
        raise CellError("not-a-year", found=shown(found))
    return year


def _flag(text: str) -> bool:
    if text.lower() in (*_YES, *_NO):
        return text.lower() in _YES
    raise CellError("not-a-flag", found=shown(text))


def _separated(text: str) -> Iterator[str]:
    """The parts between 、 , ; and line breaks, but not those within brackets."""
    depth, part = 0, ""
    for letter in f"{text}\n":
        depth += (letter == "(") - (letter == ")" and depth > 0)
        if letter == "\n" or (letter in "、,;" and not depth):
            if part.strip():
                yield part.strip()
            depth, part = 0, ""
        else:
            part += letter


def _chosen(text: str, choices: Mapping[str, str]) -> str:
    """Which of the choices a person means: by its id, by what the list says, or by a name that only one has."""
    folded = {key: normalize("NFKC", said) for key, said in choices.items()}
    exact = [key for key, said in folded.items() if text == said]
    if len(exact) == 1:  # what the list says, even where it begins with the id of another choice
        return exact[0]
    before = text.split("(")[0].strip().lower()
    if before in choices:
        return before
    named = [key for key, said in folded.items() if text in (said, *_halves(said))]
    if len(named) == 1:
        return named[0]
    plain = [half for said in folded.values() for half in _halves(said)]
    if not choices:
        raise CellError("nothing-to-choose", found=shown(text))
    allowed = "、".join(choices.values())
    near = meant(text, [*choices, *plain])
    raise CellError(
        "not-a-choice",
        allowed=allowed if len(allowed) <= 120 else f"{allowed[:119]}…",
        found=shown(text),
        meant=choices[near] if near and near in choices and near not in plain else near,
    )


def _halves(said: str) -> tuple[str, ...]:
    """What a choice says before brackets and in them: its id and its name, its letter and its word."""
    found = re.fullmatch(r"([^(]+)\((.+)\)", said)
    return found.groups() if found else (said,)


def _lines(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """One spelling a line; people also put 、 between them. A line that the plan has as it is stays whole."""
    lines = (line.strip() for line in text.split("\n"))
    parts = (part for line in lines for part in ([line] if line in known else line.split("、")))
    return tuple(part.strip() for part in parts if part.strip())
