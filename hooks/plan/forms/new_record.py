"""The form of a new record: a card in a file of its own, a value of a year, a term, in the list where it belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from plan.forms.field_findings import placed
from plan.forms.fields import NEW, FormGroup, FormMaker
from plan.forms.places import list_at, place_of
from plan.forms.preview_forms import Forms, Reply, checked, status
from plan.forms.shown import Shower, Shown, labels_of, notes
from plan.forms.typed import Given, record_of
from plan.messages.findings import FileLine, Finding, Location, shown
from plan.messages.sentences import both
from plan.model import Plan, inventory
from plan.model.types import Record, bad_id, id_lengths
from plan.reading.loader import Loaded
from plan.writing import revision
from plan.writing.change import Change
from plan.writing.named_places import index_of, name_of, numbered
from plan.writing.yaml_steps import value_at

#: The name of the field for the id of a new file.
ID = "id"


@dataclass(frozen=True)
class _New:
    """What is to be added: a record in the list at a place of a file, or in a file of its own in a folder."""

    record: type[Record]
    file: str
    """The file, or the folder in which it is to be."""
    place: Location
    count: int
    """How many the list has."""
    own_file: bool
    plan: Plan
    usual: frozenset[str]
    """The fields that most of the others of its kind have."""

    def group(self) -> FormGroup:
        """The empty form; the place of a new item is behind the last one."""
        at: Location = () if self.own_file else (*self.place, self.count)
        return FormMaker(self.plan).group(self.record, {}, at, new=NEW, usual=self.usual)


def new(forms: Forms, file: str, asked: Given, given: Given | None) -> Reply | None:
    """The form of a new record, or what comes of what was sent; None where nothing can be added."""
    loaded = forms.loaded()
    wanted = _wanted(forms, loaded, file, asked, given)
    if wanted is None or isinstance(wanted, Reply):
        return wanted
    if given is None:
        return _form(forms, wanted, Shown(), "")
    with forms.turn:
        return _added(forms, wanted, given)


def _wanted(forms: Forms, loaded: Loaded, file: str, asked: Given, given: Given | None) -> _New | Reply | None:
    plan, place, folders = forms.plan(loaded), place_of(asked), loaded.folders
    if folders is None or place is None:
        return None
    if file in inventory.FOLDERS:
        if plan is None:
            return forms.told(both("form-not-yet", file=file), given)
        inside = f"{forms.desk.data.name}/{file}/"
        others = [read.data for name, read in folders.files.items() if name.startswith(inside)]
        return _New(inventory.FOLDERS[file], file, (), 0, True, plan, _usual(others))
    schema = inventory.schema_of(file.removeprefix(f"{forms.desk.data.name}/"))
    if schema is None or file not in folders.files or not place:
        return None
    data = folders.files[file].data
    record = list_at(schema, place, data)
    if plan is None or not isinstance(data, Mapping):
        return forms.told(both("form-not-yet", file=file), given)
    if record is None:
        return forms.told(both("form-place-gone", file=file), given, "404 Not Found")
    there = value_at(data, numbered(data, place))
    items = there if isinstance(there, tuple) else ()
    return _New(record, file, place, len(items), False, plan, _usual(items))


def _usual(others: Sequence[object]) -> frozenset[str]:
    """The fields that more than half of some records have."""
    count = Counter(str(key) for other in others if isinstance(other, Mapping) for key in other)
    return frozenset(key for key, number in count.items() if number * 2 > len(others))


def _added(forms: Forms, wanted: _New, given: Given) -> Reply:
    loaded, group = forms.loaded(), wanted.group()
    record, parts, typed = record_of(group, given)
    id = next(iter(given.get(ID, ())), "").strip()
    result = Shown([], typed.values, typed.findings, labels=labels_of(group))
    file = f"{forms.desk.data.name}/{wanted.file}/{id}.yml" if wanted.own_file else wanted.file
    name: str | int = id if wanted.own_file else _named(record, wanted)
    if refused := _refused(forms, loaded, wanted, file, name):
        typed.findings.setdefault("" if not wanted.own_file else ID, []).append(refused)
    made = None
    if typed.sound:
        title = FormMaker(wanted.plan).title(record, name)
        at: Location = () if wanted.own_file else (*wanted.place, name)
        typed.changes.append(Change(file, at, record, title, parts=tuple(parts) or (("", ""),)))
        made = revision.revise(loaded, typed.changes)
        if made.findings:
            data = made.folders.files[file].data if file in made.folders.files else record
            moved = (group.path, numbered(data, at))
            result.findings = placed(made.findings, group.controls, file, data, moved)
    if "check" in given:
        return checked(result, len(typed.values))
    if made is None or made.findings:
        return _form(forms, wanted, result, id)
    if note := forms.put(made, typed.changes):
        result.notes.append(note)
        return _form(forms, wanted, result, id)
    return Reply("303 See Other", location=forms.back(file, () if wanted.own_file else (*wanted.place, name)))


def _named(record: Mapping[str, object], wanted: _New) -> str | int:
    """By what the new item is found: its id, its year, else its number."""
    found = name_of(record)
    return wanted.count if found is None else found


def _refused(forms: Forms, loaded: Loaded, wanted: _New, file: str, name: str | int) -> Finding | None:
    """Why nothing can be added under a name: there is such a one, or it is none."""
    folders = loaded.folders
    if folders is None:
        return None
    if wanted.own_file:
        if not name:
            return Finding(FileLine(file, 0), "missing-id")
        if rule := bad_id(str(name)):
            return Finding(FileLine(file, 0), rule, {"found": shown(str(name)), **id_lengths(str(name))})
        there = file in folders.files or (forms.desk.data / wanted.file / f"{PurePosixPath(file).name}").exists()
        return Finding(FileLine(file, 0), "form-there-already", {"found": name}) if there else None
    data = folders.files[file].data
    items = value_at(data, numbered(data, wanted.place))
    there = isinstance(items, tuple) and name != wanted.count and index_of(items, name) is not None
    return Finding(FileLine(file, 0), "form-there-already", {"found": name}) if there else None


def _form(forms: Forms, wanted: _New, result: Shown, id: str) -> Reply:
    maker = FormMaker(wanted.plan)
    kind = maker.meaning(wanted.record)
    shower = Shower(result, wanted.file, forms.root, before=False)
    refused = both("form-not-saved", count=result.count) if result.count else ""
    page = forms.render(
        "form-new.html",
        "新しく加える",
        kind=kind,
        file=wanted.file,
        group=shower.group(wanted.group()),
        notes=notes(result, refused),
        own_file=wanted.own_file,
        id_typed=id,
        id_name=ID,
        id_told=shower.told(ID, "own"),
        above="" if wanted.own_file else forms.address(wanted.file),
    )
    return Reply(status(result), page)
