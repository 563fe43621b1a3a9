"""Makes of a record and its data what a form shows: each value with its meaning, its example and its choices.

It follows from the model and from meanings.yml alone, so that a new field of the plan is in the form with them.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from plan.editions.saying import fields
from plan.help.editor import rule_names
from plan.help.fields import FieldHelp, field_helps, meanings
from plan.help.schema import names, without_none
from plan.messages.findings import Location
from plan.model import Plan
from plan.model.families import Chosen
from plan.model.shape import record_types
from plan.model.types import Record, Reference, Text
from plan.writing.named_places import name_of

#: How a value is typed: a line, a text of several, digits, one of some choices; or not in a form (`file`).
Kind = Literal["line", "text", "number", "choice", "file"]
#: Of an example of a text, the key of its language; what is an example of a file's lines, not of what is typed.
_LANGUAGE, _OF_A_FILE = re.compile(r"[a-z]{2}: "), re.compile(r"\n|^[\[{-]")
#: Whether a record is there; is new; is new in a list of one that is.
NOT_NEW, NEW, IN_A_LIST = 0, 1, 2
#: A list of records that holds more values than this is a list of links, so that a form can be overlooked.
_OVERLOOKED = 160
#: A meaning that begins with a sentence no longer than this calls the field: 目標値。
_SHORT = 8
#: What a record is called by, the first that it has.
_CALLED = ("title", "name", "label", "text", "term")


@dataclass(frozen=True)
class Control:
    """One value, in one language where it is a text; of a list of ids or lines all of them."""

    path: Location
    """Where it stands in its file, by what lasts."""
    kind: Kind
    values: tuple[str, ...]
    """What stands there as it is typed: one, or as many as a list has."""
    called: str
    """What a person calls it: 指標 利用件数 › 目標値 › 数値."""
    many: bool = False
    language: str = ""
    language_name: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    whole: Location = ()
    """Of a text in a list, which has no name that lasts, the list: it is written as a whole."""

    @property
    def name(self) -> str:
        """By what a form sends it."""
        return written(self.path)

    @property
    def offered(self) -> Sequence[tuple[str, str]]:
        """The choices with their names; one that is there and is none of them stands as it is written."""
        strange = {value: value for value in self.values if value and value not in self.choices}
        return tuple({**strange, **self.choices}.items())


@dataclass(frozen=True)
class FormField:
    """A field with its values and what is told beside it."""

    path: Location
    label: str
    help: FieldHelp
    controls: tuple[Control, ...]

    @property
    def good(self) -> str:
        """The good example as it is typed; empty for what is chosen, and for what only a file shows."""
        typed = all(control.kind in ("line", "text", "number") for control in self.controls)
        good = _LANGUAGE.sub("", self.help.good, count=1)
        return good.strip('"') if typed and not _OF_A_FILE.search(good) else ""


@dataclass(frozen=True)
class FormList:
    """A list of records: all of them, or links where there are many; and the way to a new one."""

    path: Location
    label: str
    help: FieldHelp
    items: tuple[FormGroup, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """What each is called, with its place (`written`)."""

    @property
    def place(self) -> str:
        """Its place, for an address."""
        return written(self.path)


@dataclass(frozen=True)
class FormGroup:
    """A record: the fields that it has or must have, and those that it may have besides."""

    path: Location
    label: str
    meaning: str
    parts: tuple[FormPart, ...]
    further: tuple[FormPart, ...]

    @property
    def short(self) -> str:
        """Its label without what it stands in."""
        return self.label.rpartition(" › ")[2]

    @property
    def place(self) -> str:
        """Its place, for an address."""
        return written(self.path)

    def opened(self, names: Collection[str]) -> bool:
        """Whether something is said of what it may have besides, so that this must be seen."""
        return any(control.name in names for part in self.further for control in _controls_of(part))

    @property
    def controls(self) -> Iterator[Control]:
        """All values of it, however deep."""
        for part in (*self.parts, *self.further):
            yield from _controls_of(part)


FormPart = FormField | FormGroup | FormList


def _controls_of(part: FormPart) -> Iterator[Control]:
    if isinstance(part, FormList):
        for item in part.items:
            yield from item.controls
    else:
        yield from part.controls


def written(path: Location) -> str:
    """A place as a form and an address have it."""
    return json.dumps(path, ensure_ascii=False, separators=(",", ":"))


def said(value: object) -> str:
    """A value as it is typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def lasting_steps(items: Sequence[object]) -> list[str | int]:
    """By what each item of a list is named: its id or its year, where no other has the same; else its number."""
    found = [name_of(item) for item in items]
    count = Counter(found)
    return [number if name is None or count[name] > 1 else name for number, name in enumerate(found)]


class FormMaker:
    """Makes the forms of one plan: its languages, and the names of what its fields refer to.

    A `whole` form has each record of a list, however many there are, and no links to them.
    """

    def __init__(self, plan: Plan, *, whole: bool = False) -> None:
        self._most = sys.maxsize if whole else _OVERLOOKED
        self._plan, self._default = plan, plan.languages.default
        self._languages = {language.code: language.name for language in plan.details.languages}
        self._names = {**names(plan), **rule_names()}

    def group(
        self,
        record: type[Record],
        data: object,
        path: Location = (),
        called: str = "",
        *,
        new: int = NOT_NEW,
        usual: Collection[str] = (),
    ) -> FormGroup:
        """The form of a record; a `new` one has its id, and one empty record in each of its lists.

        Those of records in it are added when it is there, but those that they must have. `usual` are fields that are
        seen at once though it has them not, as the others of its kind do.
        """
        there = data if isinstance(data, Mapping) else {}
        parts: list[FormPart] = []
        further: list[FormPart] = []
        for help_ in field_helps(record):
            value = there.get(help_.name)
            part = self._part(record, help_, value, (*path, help_.name), called, new)
            if part is not None:
                (parts if help_.name in there or help_.required or help_.name in usual else further).append(part)
        return FormGroup(path, called, self.meaning(record), tuple(parts), tuple(further))

    def meaning(self, record: type[Record]) -> str:
        """What a record is, in a sentence."""
        return str(meanings()[record.__name__]["_"])

    def title(self, item: object, step: str | int) -> str:
        """What an item of a list is called: its name, its year, its id, else its number."""
        if isinstance(item, Mapping):
            for key in _CALLED:
                words = item.get(key)
                if isinstance(words, Mapping) and isinstance(words.get(self._default), str):
                    return str(words[self._default])
            if isinstance(item.get("fiscal_year"), int):
                return f"{item['fiscal_year']}年度"
        return step if isinstance(step, str) else f"{step + 1}番目"

    def label(self, record: type[Record], key: str) -> str:
        """What staff call a field: the word by which readers know it, else its key."""
        try:
            word = fields().label(record, key)
        except KeyError:
            return key
        return self._plan.words[word][self._default] if word in self._plan.words else key

    def _part(
        self, record: type[Record], help_: FieldHelp, value: object, path: Location, above: str, new: int
    ) -> FormPart | None:
        if help_.name == "id" and not new:
            return None  # others name it by its id: it stays
        label = self.label(record, help_.name)
        if label == help_.name and len(means := help_.ja.partition("。")[0]) <= _SHORT and "、" not in means:
            label = means
        called = f"{above} › {label}" if above else label
        of = without_none(help_.type)
        inner = next(record_types(of), None)
        if get_origin(of) is tuple and inner and issubclass(inner, Record):
            return self._list(inner, help_, value, path, label, new)
        if inner and issubclass(inner, Record) and of is inner:
            sound = value is None or isinstance(value, Mapping)
            return self.group(inner, value, path, called, new=new) if sound else self._file(help_, path, label, called)
        controls = tuple(self._controls(of, help_, value, path, called))
        return FormField(path, label, help_, controls)

    def _list(
        self, record: type[Record], help_: FieldHelp, value: object, path: Location, label: str, new: int
    ) -> FormPart | None:
        items = value if isinstance(value, tuple) else ()
        if new and not items:
            if new == IN_A_LIST and not help_.at_least:
                return None
            items = ({},)
        if value is not None and not isinstance(value, tuple):
            return self._file(help_, path, label, label)
        named = [
            (f"{label} {self.title(item, step)}", (*path, step), item)
            for step, item in zip(lasting_steps(items), items, strict=True)
        ]
        if _size(items) > self._most:
            return FormList(path, label, help_, links=tuple((called, written(place)) for called, place, _ in named))
        groups = tuple(self.group(record, item, place, called, new=new and IN_A_LIST) for called, place, item in named)
        return FormList(path, label, help_, groups)

    def _file(self, help_: FieldHelp, path: Location, label: str, called: str) -> FormField:
        """A field that holds what no form can show, as it stands in the file."""
        return FormField(path, label, help_, (Control(path, "file", (), called),))

    def _controls(self, of: Any, help_: FieldHelp, value: object, path: Location, called: str) -> Iterator[Control]:
        if isinstance(of, type) and issubclass(of, Text):
            yield from self._texts(value, path, called)
        elif get_origin(of) is dict:  # by the plan's languages
            inside = value if isinstance(value, Mapping) else {}
            for code, language in self._languages.items():
                of_one = self._one(get_args(of)[1], help_, inside.get(code), (*path, code), f"{called}（{language}）")
                yield Control(**{**vars(of_one), "language": code, "language_name": language})
        elif of is Chosen:
            inside = value if isinstance(value, Mapping) else {}
            for id, family in self._names["families"].items():
                known = self._names[f"families/{id}"]
                values = inside.get(id)
                yield _many((*path, id), "choice", values, f"{called} › {family}", known, family)
        elif get_origin(of) is tuple and isinstance(get_args(of)[0], type) and issubclass(get_args(of)[0], Text):
            items = value if isinstance(value, tuple) else ()
            for number in range(len(items) + 1):  # one more, to be filled in
                text = items[number] if number < len(items) else None
                yield from self._texts(text, (*path, number), f"{called} {number + 1}", path)
        else:
            yield self._one(of, help_, value, path, called)

    def _texts(self, value: object, path: Location, called: str, whole: Location = ()) -> Iterator[Control]:
        if value is not None and not isinstance(value, Mapping):
            yield Control(path, "file", (), called)
            return
        inside = value or {}
        for code, language in self._languages.items():
            words, name = (said(inside.get(code)),), f"{called}（{language}）"
            yield Control((*path, code), "text", words, name, False, code, language, whole=whole)

    def _one(self, of: Any, help_: FieldHelp, value: object, path: Location, called: str) -> Control:
        if get_origin(of) is tuple:
            kind, choices = self._kind(get_args(of)[0], help_)
            return _many(path, kind, value, called, choices)
        if isinstance(value, (Mapping, tuple)):
            return Control(path, "file", (), called)
        kind, choices = self._kind(of, help_)
        return Control(path, kind, (said(value),), called, choices=choices)

    def _kind(self, of: Any, help_: FieldHelp) -> tuple[Kind, Mapping[str, str]]:
        """How one value is typed, and between what one chooses."""
        marks = getattr(of, "__metadata__", ())
        if reference := next((part for part in marks if isinstance(part, Reference)), None):
            known = self._names.get(reference.kind, {})
            return ("choice", known) if known else ("line", {})
        if of is bool:
            return "choice", {"true": "はい", "false": "いいえ"}
        if get_origin(of) is Literal:
            return "choice", {choice: help_.choices[choice] for choice in get_args(of)}
        plain = get_args(of)[0] if marks else of
        kinds = (plain, *get_args(plain))
        return ("number" if int in kinds or Decimal in kinds else "line"), {}


def _many(
    path: Location, kind: Kind, value: object, called: str, choices: Mapping[str, str], head: str = ""
) -> Control:
    items = value if isinstance(value, tuple) else ()
    if (value is not None and not isinstance(value, tuple)) or any(isinstance(one, (Mapping, tuple)) for one in items):
        return Control(path, "file", (), called)
    return Control(path, kind, tuple(map(said, items)), called, True, "", head, choices)


def _size(value: object) -> int:
    """How many single values stand in some data."""
    if isinstance(value, Mapping):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, tuple) else 1
