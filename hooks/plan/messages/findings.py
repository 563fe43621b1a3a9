"""What is wrong, or wants attention, in what people wrote: where it stands, and which of the sentences it is."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from plan.messages.sentences import SENTENCES, both

#: A place in a file of data: the keys and the numbers of items that lead to it.
Location = tuple[str | int, ...]

#: C0 and C1 controls but tab, line feed and carriage return; line ends that only YAML 1.1 takes for such;
#: zero-width and bidirectional controls; the byte order mark inside a text; marks of language, halves of a pair;
#: what no letter may ever be, which no YAML file may hold; what stands where a letter was lost.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ufffd-\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_LOST = "\ufffd"
#: A full-width blank is quoted as it is typed: it may be what is wrong.
_BLANKS = re.compile(r"[^\S\u3000]+")
#: The number of an item in a path, from 0.
_ITEM = re.compile(r"\[([0-9]+)\]")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_NOT_IN_A_LINE = re.compile(f"[\t\n\r]|{HIDDEN.pattern}")

#: How many lines about one plan, one workbook or one delivery are read by anybody: what is left is counted by its kind.
MANY = 90

#: An error stops what is done; advice stops nothing, nor does what the city has accepted with its reason.
Level = Literal["error", "advice", "accepted"]


def of_hidden(*letters: str) -> tuple[str, dict[str, object]]:
    """The rule that letters of HIDDEN break, that of the first, and the details of its sentence, each letter once."""
    rule = "lost-letter" if letters[0] == _LOST else "hidden-character"
    return rule, {"code": ", ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(letters))}


# ---------------------------------------------------------------- where


@dataclass(frozen=True)
class FileLine:
    """A line of a file, with the field that stands there: `data/x.yml:12: indicators[0].unit`."""

    file: str
    line: int = 1
    """What is wrong with a whole file of the plan stands on line 1; 0 is a file that has no lines to show."""
    field: str = ""
    location: Location = dataclasses.field(default=(), compare=False)
    """The place of the field in the data of the file."""

    def __str__(self) -> str:
        return f"{plain(self.file)}:{self.line}" if self.line else plain(self.file)

    @property
    def shown(self) -> str:
        """The line and the field, as they stand before a sentence."""
        return f"{self}: {counted(plain(self.field, 200))}" if self.field else str(self)


@dataclass(frozen=True)
class PoEntry(FileLine):
    """An entry of a PO file: its line, and its msgctxt as the field."""

    @property
    def shown(self) -> str:
        """The line and the name of the entry, as the PO file has it."""
        return f"{self}: {plain(self.field, 200)}" if self.field else str(self)


@dataclass(frozen=True)
class SheetCell:
    """A cell of a workbook with the label over it, `指標!U3（目標値）`; or a sheet, where there is no column."""

    sheet: str
    column: str = ""
    line: int = 0
    field: str = ""
    file: str = ""

    def __str__(self) -> str:
        label = f"（{self.field}）" if self.field else ""
        cell = f"!{self.column}{self.line}{label}" if self.column else ""
        return plain(f"{self.file}: {self.sheet}{cell}" if self.file else f"{self.sheet}{cell}")

    @property
    def shown(self) -> str:
        """The cell, as it stands before a sentence."""
        return str(self)


@dataclass(frozen=True)
class DataField:
    """A place in a file under `data/` whose line only the reader of that file knows."""

    file: str
    location: Location = ()
    line: int = 0

    @property
    def field(self) -> str:
        """The place as staff read it."""
        return dotted(self.location)

    def __str__(self) -> str:
        return plain(self.file)

    @property
    def shown(self) -> str:
        """The file and the field, as they stand before a sentence."""
        return f"{self}: {counted(plain(self.field, 200))}" if self.location else str(self)


Position = FileLine | PoEntry | SheetCell | DataField


# ---------------------------------------------------------------- what


@dataclass(frozen=True)
class Finding:
    """One thing to be said: where it stands, and the id of its sentence with the details that the sentence needs."""

    at: Position
    rule: str
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict, compare=False, hash=False)
    level: Level = "error"
    reason: str = ""
    """Why it matters, or with which words the city accepts it."""
    acceptable: bool = False
    """Whether the city may let it stand, and say why under `accepted`."""
    origin: Position | None = None
    """The cell or the entry that a person filled in and that brings it about, if it is not where it stands."""

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.at.file

    @property
    def line(self) -> int:
        """Its line there."""
        return self.at.line

    @property
    def field(self) -> str:
        """The field it is about; empty if none."""
        return self.at.field

    def place(self) -> str:
        """The place as `file:line`, or the cell."""
        return str(self.at)

    @property
    def japanese(self) -> str:
        """The finding without its place, in Japanese."""
        return SENTENCES[self.rule].japanese(self._plain_details())

    @property
    def english(self) -> str:
        """The finding without its place, in English."""
        return SENTENCES[self.rule].english(self._plain_details())

    def _plain_details(self) -> Mapping[str, Any]:
        said = {key: plain(value) if isinstance(value, str) else value for key, value in self.details.items()}
        if isinstance(first := said.get("first"), str):  # where the first of two stands
            said["first"] = counted(first)
        return said

    def __str__(self) -> str:
        origin = f"{self.origin.shown}: " if self.origin else ""
        return f"{origin}{self.at.shown}: {self.japanese} / {self.english}"

    def _order(self) -> tuple[Any, ...]:
        """By file and line; what stands in cells, or in one entry of a PO file, stays as it was found."""
        at = self.origin or self.at
        if isinstance(at, SheetCell):
            return ()
        return (at.file, at.line) if isinstance(at, PoEntry) else (at.file, at.line, at.field, self.rule, _Read(self))


class _Read:
    """A finding as it reads, put into words where it is compared with another: a sound plan is built without a word."""

    def __init__(self, finding: Finding) -> None:
        self._finding = finding

    @cached_property
    def _words(self) -> str:
        return str(self._finding)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Read) and self._words == other._words

    def __lt__(self, other: _Read) -> bool:
        return self._words < other._words

    __hash__ = None  # type: ignore[assignment]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of files and lines; of those that read the same, one."""
    every = tuple(findings)
    places = Counter(map(_place, every))
    different: dict[object, Finding] = {}
    for finding in every:  # one that stands alone at its place reads as no other
        place = _place(finding)
        different.setdefault(place if places[place] == 1 else str(finding), finding)
    return tuple(sorted(different.values(), key=Finding._order))


def _place(finding: Finding) -> tuple[str, str]:
    return (finding.origin.shown if finding.origin else "", finding.at.shown)


def report(findings: Iterable[Finding], heading: str = "faults-no-site") -> str:
    """All findings in order, one a line with the id of its rule, under a heading that says how many there are.

    Of more than MANY, the first of each rule are said. Below them stands which of the rules the city may accept.
    """
    ordered = in_order(findings)
    lines = [both(heading, count=len(ordered)), *(f"  {said}" for said in told(ordered, rules=True))]
    if rules := sorted({finding.rule for finding in ordered if finding.acceptable}):
        lines.append(both("may-be-accepted", rules=", ".join(rules)))
    return "\n".join(lines)


def told(findings: Iterable[Finding], *, rules: bool = False) -> Iterator[str]:
    """Each of the findings as a line, with the id of its rule if asked; of more than MANY, as many of each rule.

    After the last that is said of a rule stands how many more there are.
    """
    every = tuple(findings)
    each = Counter(finding.rule for finding in every)
    room = max(1, MANY // (2 * len(each))) if len(every) > MANY else len(every)
    said = Counter[str]()
    for finding in every:
        said[finding.rule] += 1
        mark = f" [{finding.rule}]" if rules else ""
        if said[finding.rule] <= room:
            yield f"{finding}{mark}"
        if said[finding.rule] == room < each[finding.rule]:
            yield f"{both('more-of-a-rule', count=each[finding.rule] - room)}{mark}"


# ---------------------------------------------------------------- how it is quoted


def dotted(location: Iterable[object]) -> str:
    """A path in the data as staff read it: ('kpis', 0, 'unit') -> 'kpis[0].unit'."""
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path


def counted(field: str) -> str:
    """A path with the items of its lists counted as people do, from the first: indicators[1つ目/1st].unit."""
    return _ITEM.sub(lambda found: _counted(int(found[1]) + 1), field)


def _counted(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
    return f"[{number}{'つ' if number < 10 else '番'}目/{number}{ending}]"


def plain(words: str, limit: int = 600) -> str:
    """Words on one line of a message, no longer than `limit`, in which whatever nobody would see stands as its code."""
    words = words if len(words) <= limit else words[: limit - 1] + "…"
    return _NOT_IN_A_LINE.sub(lambda letter: f"[U+{ord(letter[0]):04X}]", words)


def shown(value: object, limit: int = 40, *, blanks: bool = False) -> str:
    """A value as a message quotes it: short, on one line, text in quotes; with the `blanks` around it on request."""
    if value is None:
        return "空 (nothing)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "項目の集まり (a mapping)"
    if isinstance(value, (list, tuple)):
        return "一覧 (a list)"
    text = _BLANKS.sub(" ", str(value)[: 20 * limit]).strip("" if blanks else " ")
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    return f"'{text}'" if isinstance(value, str) else text
