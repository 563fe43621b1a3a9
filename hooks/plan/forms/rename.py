"""Another id for a record of the plan, by a form: it says what else changes, and that an id is better left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plan.forms.fields import FormMaker
from plan.forms.new_ids import Named, leads_on, named_at, renaming
from plan.forms.places import place_of
from plan.forms.preview_forms import Forms, Reply, checked, status
from plan.forms.shown import FormSentence, Shown, ToldOfValue, notes
from plan.forms.typed import Given
from plan.messages.findings import FileLine, Finding, shown
from plan.messages.sentences import both
from plan.model.types import bad_id, id_lengths
from plan.publishing.published_addresses import NAME, read_addresses
from plan.reading.loader import Loaded
from plan.writing import revision
from plan.writing.named_places import index_of, numbered
from plan.writing.yaml_steps import value_at

#: The name of the field.
ID = "id"


@dataclass(frozen=True)
class _Asked:
    """The record that is to have another id, and what it is called."""

    record: Named
    title: str


def rename(forms: Forms, file: str, asked: Given, given: Given | None) -> Reply | None:
    """The form, or what comes of what was sent; None for what has no id."""
    loaded = forms.loaded()
    wanted = _wanted(forms, loaded, file, asked)
    if wanted is None:
        return None
    if loaded.plan is None:
        return forms.told(both("form-plan-not-sound"), given)
    if given is None:
        return _form(forms, loaded, wanted, Shown(), wanted.record.id)
    with forms.turn:
        return _renamed(forms, wanted, given)


def _wanted(forms: Forms, loaded: Loaded, file: str, asked: Given) -> _Asked | None:
    folders, plan, place = loaded.folders, forms.plan(loaded), place_of(asked)
    if folders is None or plan is None or place is None or file not in folders.files or not forms.address(file):
        return None
    data = folders.files[file].data
    record = named_at(file, place, data)
    if record is None:
        return None
    return _Asked(record, FormMaker(plan).title(value_at(data, numbered(data, place)), record.id))


def _renamed(forms: Forms, wanted: _Asked, given: Given) -> Reply:
    loaded, record = forms.loaded(), wanted.record
    new = next(iter(given.get(ID, ())), "").strip()
    result = Shown(values={ID: (new,)} if new != record.id else {})
    if new != record.id and (refused := _refused(record, new, loaded)):
        result.findings = {ID: [refused]}
    made = None
    if new != record.id and not result.findings:
        asked_for = renaming(loaded, record, new)
        made = revision.revise(loaded, asked_for.changes, renamed=asked_for.files)
        result.findings = {"": list(made.findings)} if made.findings else {}
    if "check" in given:
        return checked(result, len(result.values))
    if made is None and not result.findings:
        result.notes.append(both("form-nothing"))
    if made is None or made.findings:
        return _form(forms, loaded, wanted, result, new)
    told = [both("form-renamed", title=wanted.title, former=record.id, now=new)]
    if note := forms.write(made, told, _addresses(forms, loaded, record, new)):
        result.notes.append(note)
        return _form(forms, loaded, wanted, result, new)
    file = f"{record.file.rpartition('/')[0]}/{new}.yml" if record.own_file else record.file
    return Reply("303 See Other", location=forms.back(file, (*record.place[:-1], new) if record.place else ()))


def _refused(record: Named, new: str, loaded: Loaded) -> Finding | None:
    """Why it cannot be called so: that is no id, or another has it."""
    at = FileLine(record.file, 0)
    if not new:
        return Finding(at, "missing-id")
    if rule := bad_id(new):
        return Finding(at, rule, {"found": shown(new), **id_lengths(new)})
    folders = loaded.folders
    if folders is None:
        return None
    if record.own_file:
        taken = f"{record.file.rpartition('/')[0]}/{new}.yml" in folders.files
    else:
        data = folders.files[record.file].data
        items = value_at(data, numbered(data, record.place[:-1]))
        taken = isinstance(items, tuple) and index_of(items, new) is not None
    return Finding(at, "form-there-already", {"found": new}) if taken else None


def _addresses(forms: Forms, loaded: Loaded, record: Named, new: str) -> Mapping[Path, tuple[bytes | None, bytes]]:
    """The file of published addresses, in which those of the record lead on; nothing where none does."""
    known = read_addresses(forms.desk.data)
    ways = leads_on(known, record, new, loaded)
    return {forms.desk.data / NAME: (known.raw, known.leading(ways))} if ways else {}


def _form(forms: Forms, loaded: Loaded, wanted: _Asked, result: Shown, typed: str) -> Reply:
    record = wanted.record
    places = renaming(loaded, record, f"{record.id}-").places if loaded.plan else {}
    ways = leads_on(read_addresses(forms.desk.data), record, record.id, loaded)
    found = result.findings.get(ID, ())
    page = forms.render(
        "form-rename.html",
        f"「{wanted.title}」のidを変える",
        file=record.file,
        own_file=record.own_file,
        above=forms.at(record.file, record.place),
        old=record.id,
        id_name=ID,
        id_typed=typed,
        id_told=ToldOfValue("own-said", ID, tuple(FormSentence(one.japanese, one.english) for one in found)),
        places=tuple(places.items()),
        addresses=len(ways),
        notes=notes(result, both("form-not-saved", count=result.count) if result.count else ""),
    )
    return Reply(status(result), page)
