"""What was saved by forms, tables and other ways of writing, the newest first; the newest is put back by one click.

The click is had here, and beside each form that has just saved something; from there it leads back to the form.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from plan.forms.places import place_of, record_at
from plan.forms.preview_forms import Forms, Reply
from plan.forms.typed import Given
from plan.forms.way_back import way_back
from plan.machine import all_or_none
from plan.messages import disk
from plan.messages.sentences import both
from plan.model import inventory
from plan.writing import undoing


@dataclass(frozen=True)
class SavedState:
    """One write, as the page of all says it."""

    when: str
    told: tuple[str, ...]
    files: str
    entry: str
    """By what it is put back; empty for all but the newest."""
    changed: str
    """Why it cannot be put back: a file that has changed since, or is none of the plan's."""


def history(forms: Forms, asked: Given, given: Given | None) -> Reply:
    """All that can be put back, or what comes of putting it back."""
    if given is None:
        mark = "form-undone" if asked.get("undone") else "form-saved" if asked.get("saved") else ""
        return _page(forms, told=both(mark) if mark else "")
    with forms.turn:
        again = "again" in given
        note = _write_again(forms) if again else _put_back(forms, next(iter(given.get("entry", ())), ""))
    if note:
        return _page(forms, refused=note)
    return Reply("303 See Other", location=f"{forms.root}history/" if again else _back(forms, given))


def _back(forms: Forms, given: Given) -> str:
    """Where to go on after something was put back: the page or the form that asked for it, if what the form shows is
    still there."""
    if way := way_back(given):
        return way.to("undone", "1")
    file, place, folders = next(iter(given.get("file", ())), ""), place_of(given), forms.loaded().folders
    schema = inventory.schema_of(file.removeprefix(f"{forms.desk.data.name}/"))
    there = folders is not None and file in folders.prose
    if folders and schema and file in folders.files and place is not None:
        there = record_at(schema, place, folders.files[file].data) is not None
    return f"{forms.at(file, place or ()) if there else f'{forms.root}history/?'}undone=1"


def _put_back(forms: Forms, entry: str) -> str:
    """Put back the newest write, if it is the one that was seen; the sentence that says why not."""
    written = undoing.last_written(forms.desk.data, forms.desk.docs)
    if written is None:
        return both("undo-nothing")
    if entry and entry != written.at.stem:
        return both("form-history-moved")
    try:
        undoing.put_back(written)
    except all_or_none.OvertakenError as error:
        return both("undo-changed", file=_called(Path(str(error)), forms))
    except undoing.OutsideError as error:
        return both("undo-outside", file=error)
    except OSError as error:
        return disk.refused("write-refused", error)
    return ""


def _write_again(forms: Forms) -> str:
    try:
        return "" if undoing.write_again(forms.desk.data, forms.desk.docs) else both("undo-nothing")
    except all_or_none.OvertakenError as error:
        return both("undo-changed", file=_called(Path(str(error)), forms))
    except undoing.OutsideError as error:
        return both("undo-outside", file=error)
    except (OSError, ValueError, KeyError, TypeError) as error:
        return disk.refused("write-refused", error)


def _page(forms: Forms, refused: str = "", told: str = "") -> Reply:
    states = []
    newest = ""
    for written in undoing.all_written(forms.desk.data, forms.desk.docs):
        newest = newest or written.at.stem
        changed = written.changed if newest == written.at.stem else None
        said = both("undo-changed", file=_called(changed, forms)) if changed else ""
        said = both("undo-outside", file=written.outside) if written.outside else said
        names = "、".join(_called(path, forms) for path in written.files)
        entry = newest if newest == written.at.stem and not said else ""
        states.append(SavedState(written.when, written.told, names, entry, said))
    again = undoing.can_write_again(forms.desk.data)
    page = forms.render("form-history.html", "保存の記録", states=states, again=again, refused=refused, told=told)
    return Reply("409 Conflict" if refused else "200 OK", page)


def _called(path: Path, forms: Forms) -> str:
    """A file as staff know it: from the plan's folder on."""
    return Path(os.path.relpath(path, forms.desk.root.resolve())).as_posix()
