"""Takes a card, a series or a family away that was never published, after a question; what was published ends instead.

How the life of a card ends is the plan's to say (its status), so that who knows its address finds what became of it.
"""

from __future__ import annotations

from plan.forms.fields import FormMaker
from plan.forms.new_ids import Named, holds, named_at
from plan.forms.preview_forms import Forms, Reply, checked
from plan.forms.shown import Shown, notes
from plan.forms.typed import Given
from plan.messages.sentences import both
from plan.model import inventory
from plan.model.projects import Project
from plan.publishing.published_addresses import read_addresses
from plan.reading.loader import Loaded
from plan.writing import revision

#: The value by which a card ends.
STATE = '["status","state"]'


def remove(forms: Forms, file: str, asked: Given, given: Given | None) -> Reply | None:
    """The question, or what comes of the answer; None for what has no file of its own."""
    loaded = forms.loaded()
    folders, plan = loaded.folders, forms.plan(loaded)
    if folders is None or plan is None or file not in folders.files or not forms.address(file):
        return None
    record = named_at(file, (), folders.files[file].data)
    if record is None or not inventory.schema_of(record.path):
        return None
    if loaded.plan is None:
        return forms.told(both("form-plan-not-sound"), given)
    title = FormMaker(plan).title(folders.files[file].data, record.id)
    if given is None:
        return _form(forms, loaded, record, title, Shown())
    with forms.turn:
        return _removed(forms, record, title, given)


def published(forms: Forms, record: Named, loaded: Loaded) -> bool:
    """Whether somebody may know the address of a record, or hold an edition with it."""
    lines = read_addresses(forms.desk.data).lines
    kept = (forms.desk.data / "editions").glob(f"*/*/{record.path}")
    return any(holds(item.former, record, loaded) is not None for item in lines) or any(kept)


def _removed(forms: Forms, record: Named, title: str, given: Given) -> Reply:
    loaded = forms.loaded()
    result = Shown()
    if published(forms, record, loaded):
        return _form(forms, loaded, record, title, result, "409 Conflict")
    made = revision.revise(loaded, [], renamed={record.file: None})
    result.findings = {"": list(made.findings)} if made.findings else {}
    if "check" in given:
        return checked(result, 1)
    if made.findings:
        return _form(forms, loaded, record, title, result, "422 Unprocessable Entity")
    if note := forms.write(made, [both("form-removed", title=title, file=record.file)]):
        result.notes.append(note)
        return _form(forms, loaded, record, title, result, "409 Conflict")
    return Reply("303 See Other", location=f"{forms.root}history/?saved={forms.newest()}")


def _form(forms: Forms, loaded: Loaded, record: Named, title: str, result: Shown, status: str = "200 OK") -> Reply:
    card = inventory.schema_of(record.path) is Project
    page = forms.render(
        "form-remove.html",
        f"「{title}」を消す",
        file=record.file,
        above=forms.address(record.file),
        published=published(forms, record, loaded),
        end=forms.to(record.file, STATE, {}) if card else "",
        notes=notes(result, both("form-not-removed", count=result.count) if result.count else ""),
    )
    return Reply(status, page)
