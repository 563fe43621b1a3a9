"""What the tables of the open data are: their columns by lasting names, in the languages of a plan.

`tables.yml` beside this file names them. A column of words becomes one for each language (`title_ja`), a fiscal year
its western year and, for each language, its name in full (`fiscal_year_name_ja`: 令和8年度（2026年度）). So does a
code: beside `role` stands `role_name_ja` (現状値), so that nobody needs the table of codes to read a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from plan.machine.own_table import read_table
from plan.model import Plan

_FILE = Path(__file__).with_name("tables.yml")
#: The columns that begin every row about the city: whose data it is, so that tables of many cities can be joined.
_WHOSE = ("local_government_code", "local_government_name")
#: The type of a column's values, by what it is; words and codes are text.
_TYPES = {
    "integer": "integer", "calendar-year": "integer", "year": "integer", "number": "number", "flag": "boolean",
    "day": "date",
}  # fmt: skip
#: Words of a few languages, by language.
Labels = Mapping[str, str]


@dataclass(frozen=True)
class DataColumn:
    """A column of a table as files have it."""

    name: str
    """Its lasting name, in ASCII: title_ja."""
    source: str
    """The name of what its values are made from: title."""
    kind: str
    """How: id, text, words, year, year-name, code-name, number … or the name of a list of codes."""
    type: str
    """string, integer, number, boolean or date."""
    language: str
    """The language of its words; empty where they have none."""
    labels: Labels
    """What it holds, in the languages of the plan that the program knows."""
    codes: Mapping[str, Labels]
    """The codes that may stand in it, with what each means; none where any value may."""
    meanings: Mapping[str, str]
    """Of a column beside a code: what each code means, in its language; none of another."""
    key: bool
    """Whether it tells a row from others."""


@dataclass(frozen=True)
class DataKind:
    """What a table is: its name and columns."""

    name: str
    columns: tuple[DataColumn, ...]

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The names of the columns that tell a row from others."""
        return tuple(column.name for column in self.columns if column.key)


class Definitions:
    """The tables that the program knows, for one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._known = plan, read_table(_FILE)
        self._languages = {item.code: item.name for item in plan.details.languages}

    def kinds(self) -> Iterator[DataKind]:
        """All tables in their order."""
        for name, table in self._known["tables"].items():
            names = [] if table.get("bare") else [*_WHOSE] if self._plan.details.city.code else [_WHOSE[1]]
            given = dict(map(self._definition, [*names, *table["columns"]]))
            columns = [column for name, about in given.items() for column in self._made(name, about, table["key"])]
            yield DataKind(name, tuple(columns))

    @property
    def codes(self) -> Mapping[str, Mapping[str, Labels]]:
        """Every list of codes by its name."""
        lists = self._known["codes"]
        return {name: {code: self._labels(said) for code, said in codes.items()} for name, codes in lists.items()}

    def _definition(self, entry: Any) -> tuple[str, Mapping[str, str]]:
        """A column of a table: its name, and what is said of it there over what is said of it everywhere."""
        name, own = (entry, {}) if isinstance(entry, str) else next(iter(entry.items()))
        return name, {**self._known["columns"].get(name, {}), **own}

    def _made(self, name: str, about: Mapping[str, str], key: list[str]) -> Iterator[DataColumn]:
        kind, labels = about["is"], self._labels({code: words for code, words in about.items() if code != "is"})
        codes = self.codes.get(kind, {})
        if kind != "words":
            yield DataColumn(name, name, kind, _TYPES.get(kind, "string"), "", labels, codes, {}, name in key)
        if kind in ("words", "year") or codes:
            made = "words" if kind == "words" else "code-name" if codes else "year-name"
            stem = name if kind == "words" else f"{name}_name"
            for code, called in self._languages.items():
                meanings = {one: words[code] for one, words in codes.items() if code in words}
                if meanings or not codes:
                    said = {language: f"{words}: {called}" for language, words in labels.items()}
                    yield DataColumn(
                        f"{stem}_{suffix(code)}", name, made, "string", code, said, {}, meanings, key=False
                    )

    def _labels(self, said: Mapping[str, str]) -> Labels:
        """Words in the languages of the plan, with what it calls its cards; the default language has all of them."""
        return {code: self._called(words, code) for code, words in said.items() if code in self._languages}

    def _called(self, words: str, code: str) -> str:
        named = self._plan.named
        return (
            words.replace("{card}", named.one.get(code) or named.one[self._plan.languages.default]) if named else words
        )


def suffix(language: str) -> str:
    """How a column's name names a language: zh_hant for zh-Hant."""
    return language.lower().replace("-", "_")
