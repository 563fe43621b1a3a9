"""A form as its page prints it: every id, label, choice and sentence is settled here, templates loop and print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from plan.forms.field_findings import Placed
from plan.forms.fields import Control, FormField, FormGroup, FormList, FormPart
from plan.forms.typed import Clash
from plan.messages.findings import Finding, Location
from plan.messages.sentences import both
from plan.model.types import FIRST_FISCAL_YEAR

#: A text area shows at least and at most so many lines, each of so many letters.
_FEWEST, _MOST, _LINE = 2, 14, 34
#: A field that a sentence names by its key: 'bound'.
_KEY = re.compile(r"(['`(])([a-z_]+)(['`)])")
#: In a list of fewer items none moves.
_SEVERAL = 2


#: What staff call fields, by their places.
Labels = Mapping[Location, str]


@dataclass
class Shown:
    """What a form shows beside its values."""

    notes: list[str] = field(default_factory=list)
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What was typed and is not saved, by the names of its controls."""
    findings: Placed = field(default_factory=dict)
    clashes: Mapping[str, Clash] = field(default_factory=dict)
    undo: Mapping[str, str] = field(default_factory=dict)
    """What a button sends that puts back what was saved a moment ago; nothing where that is not the newest."""
    asked: str = ""
    """The value at which it opens, by the name of its control."""

    labels: Labels = field(default_factory=dict)
    """What staff call the fields of the form, by their places."""

    def english(self, finding: Finding, name: str) -> str:
        """A sentence about a value in English, in which a field beside it is called as the form calls it, and not by
        its key."""
        place: Location = tuple(json.loads(name)) if name.startswith("[") else ()

        def called(key: re.Match[str]) -> str:
            around = ((*place[:end], key[2]) for end in range(len(place), -1, -1))
            return key[1] + next((self.labels[at] for at in around if at in self.labels), key[2]) + key[3]

        return _KEY.sub(called, finding.english)

    @property
    def told(self) -> frozenset[str]:
        """The values of which something is said, that were changed, or at which it opens."""
        return frozenset((*self.values, *self.findings, *self.clashes, *filter(None, [self.asked])))

    @property
    def count(self) -> int:
        """How many things stand in the way of saving."""
        return sum(map(len, self.findings.values())) + len(self.clashes)


@dataclass(frozen=True)
class FormSentence:
    """What is wrong, in both languages; with its place, where that is no value of the form."""

    japanese: str
    english: str
    place: str = ""


@dataclass(frozen=True)
class ToldOfValue:
    """The sentences about one value: of which, by its name, and the id of their list."""

    id: str
    name: str
    lines: tuple[FormSentence, ...]


@dataclass(frozen=True)
class FormNote:
    """A sentence above a form, and what a button beside it sends that puts back what was saved."""

    text: str
    undo: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FormNotes:
    """What stands above a form: what came of it, why it is not saved, what is wrong with none of its values."""

    notes: tuple[FormNote, ...]
    alerts: tuple[str, ...]
    loose: tuple[FormSentence, ...]


@dataclass(frozen=True)
class Choice:
    """One choice of several: what is sent, what it is called, whether it is the one."""

    key: str
    called: str
    chosen: bool


@dataclass(frozen=True)
class Input:
    """One input of a value."""

    id: str
    value: str
    label: str
    """What it is called where nothing beside it says so."""
    is_text: bool
    is_choice: bool
    is_number: bool
    rows: int
    choices: tuple[Choice, ...]
    asked: bool
    """Whether the form opens at it."""


@dataclass(frozen=True)
class ControlOnPage:
    """A value, in one language where it is a text: its inputs, and what stood there when it was shown."""

    name: str
    language: str
    language_name: str
    described: str
    wrong: bool
    inputs: tuple[Input, ...]
    was: tuple[str, ...]
    told: ToldOfValue
    source: str
    """The page of its file, where no form can show it; empty where this one does."""

    @property
    def first(self) -> Input:
        """The input that its label is of."""
        return self.inputs[0]


@dataclass(frozen=True)
class FieldOnPage:
    """A field: what it is called, means and holds."""

    id: str
    label: str
    key: str
    """Its name in the file, where it is called otherwise."""
    required: bool
    meaning: str
    example: str
    controls: tuple[ControlOnPage, ...]
    asked: bool
    """Whether the form opens at it."""


@dataclass(frozen=True)
class MovesOnPage:
    """The buttons that move an item in its list: what they send, whether it can go up and down; nothing for none."""

    place: str = ""
    called: str = ""
    up: bool = False
    down: bool = False


@dataclass(frozen=True)
class ListOnPage:
    """A list of records: each with its own part of the form, or a link where there are many."""

    label: str
    meaning: str
    links: tuple[tuple[str, str, MovesOnPage], ...]
    items: tuple[tuple[GroupOnPage, MovesOnPage], ...]
    add: str
    """Where one is added; empty in the form of what is new itself."""


@dataclass(frozen=True)
class GroupOnPage:
    """A record with its parts, and those that it may have besides."""

    label: str
    short: str
    meaning: str
    alone: str
    """Where it has a form of its own; empty where it has none."""
    parts: tuple[PartOnPage, ...]
    further: tuple[PartOnPage, ...]
    further_count: int
    opened: bool


@dataclass(frozen=True)
class PartOnPage:
    """A part of a form: one of the three."""

    field: FieldOnPage | None = None
    list: ListOnPage | None = None
    group: GroupOnPage | None = None


def labels_of(group: FormGroup) -> Labels:
    """What the fields of a form are called, by their places."""
    found: dict[Location, str] = {}
    waiting: list[FormPart] = [group]
    while waiting:
        part = waiting.pop()
        if isinstance(part, FormField):
            found[part.path] = part.label
        else:
            waiting += part.items if isinstance(part, FormList) else (*part.parts, *part.further)
    return found


class Shower:
    """Shows the form of one file: `before` where what stood there is sent too, so that nothing is written over it."""

    def __init__(self, result: Shown, file: str, root: str, *, before: bool) -> None:
        self._result, self._file, self._root, self._before = result, quote(file), root, before

    def group(self, group: FormGroup, id: str = "f") -> GroupOnPage:
        """A record; `id` begins the ids of all that is in it."""
        return GroupOnPage(
            group.label,
            group.short,
            group.meaning,
            f"{self._root}edit/{self._file}/?at={quote(group.place)}" if self._before and group.path else "",
            tuple(self._part(part, f"{id}-{number}") for number, part in enumerate(group.parts, 1)),
            tuple(self._part(part, f"{id}-m{number}") for number, part in enumerate(group.further, 1)),
            len(group.further),
            group.opened(self._result.told),
        )

    def told(self, name: str, id: str) -> ToldOfValue:
        """What is said of one value."""
        found = self._result.findings.get(name, ())
        said = (FormSentence(one.japanese, self._result.english(one, name)) for one in found)
        return ToldOfValue(f"{id}-said", name, tuple(said))

    def _part(self, part: FormPart, id: str) -> PartOnPage:
        if isinstance(part, FormField):
            return PartOnPage(field=self._field(part, id))
        return (
            PartOnPage(list=self._list(part, id))
            if isinstance(part, FormList)
            else PartOnPage(group=self.group(part, id))
        )

    def _field(self, part: FormField, id: str) -> FieldOnPage:
        controls = (
            self._control(control, f"{id}-{number}", f"{id}-means") for number, control in enumerate(part.controls, 1)
        )
        key = "" if part.label == part.help.name else part.help.name
        asked = any(control.name == self._result.asked for control in part.controls)
        return FieldOnPage(id, part.label, key, part.help.required, part.help.ja, part.good, tuple(controls), asked)

    def _list(self, part: FormList, id: str) -> ListOnPage:
        edit, place = f"{self._root}edit/{self._file}/?at=", quote(part.place)
        return ListOnPage(
            part.label,
            part.help.ja,
            tuple(
                (called, f"{edit}{quote(at)}", self._moves(part, at, called, number))
                for number, (called, at) in enumerate(part.links)
            ),
            tuple(
                (self.group(item, f"{id}-{number + 1}"), self._moves(part, item.place, item.short, number))
                for number, item in enumerate(part.items)
            ),
            f"{self._root}new/{self._file}/?at={place}" if self._before else "",
        )

    def _moves(self, part: FormList, place: str, called: str, number: int) -> MovesOnPage:
        """How an item moves; one of a year stands where its year does."""
        count = max(len(part.items), len(part.links))
        step = json.loads(place)[-1]
        if not self._before or count < _SEVERAL or (isinstance(step, int) and step >= FIRST_FISCAL_YEAR):
            return MovesOnPage()
        return MovesOnPage(place, called, number > 0, number < count - 1)

    def _control(self, control: Control, id: str, means: str) -> ControlOnPage:
        typed = self._result.values.get(control.name)
        values = control.values if typed is None else typed
        name = control.name
        return ControlOnPage(
            name,
            control.language,
            control.language_name,
            f"{means} {id}-said",
            name in self._result.findings or name in self._result.clashes,
            tuple(_inputs(control, tuple(values), id, asked=name == self._result.asked)),
            (control.values or ("",)) if self._before else (),
            self.told(name, id),
            f"{self._root}source/{self._file}/" if control.kind == "file" else "",
        )


def _inputs(control: Control, values: Sequence[str], id: str, *, asked: bool) -> Iterator[Input]:
    """An input for each value, and an empty one where more may follow."""
    for number, value in enumerate(values or ("",)):
        label = "" if control.language_name and not number else control.called
        yield _input(control, value, f"{id}-{number}", label, asked=asked and not number)
    if control.many and values:
        yield _input(control, "", f"{id}-more", f"{control.called}（加える）", asked=False)


def _input(control: Control, value: str, id: str, label: str, *, asked: bool) -> Input:
    rows = max(_FEWEST, min(_MOST, len(value) // _LINE + 1))
    choices = tuple(Choice(key, called, key == value) for key, called in control.offered)
    kind = control.kind
    return Input(id, value, label, kind == "text", kind == "choice", kind == "number", rows, choices, asked)


def notes(result: Shown, refused: str = "") -> FormNotes:
    """What stands above a form; `refused` says that it is not saved, where it was to be."""
    said = tuple(
        FormNote(text, () if number else tuple(result.undo.items())) for number, text in enumerate(result.notes)
    )
    alerts = (*filter(None, (refused,)), *map(clash_said, result.clashes.values()))
    return FormNotes(said, alerts, tuple(_placed(one) for one in result.findings.get("", ())))


def clash_said(clash: Clash) -> str:
    """What somebody else has changed too, with both."""
    if clash.gone:
        return both("form-gone", typed=clash.typed)
    return both("form-clash", called=clash.called, now=clash.now or "－", typed=clash.typed or "－")


def _placed(finding: Finding) -> FormSentence:
    return FormSentence(finding.japanese, finding.english, f"{finding.file}:{finding.line} " if finding.line else "")
