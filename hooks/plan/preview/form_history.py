"""What was saved by forms, tables and other ways of writing, the newest first; the newest is put back by one click."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from plan.machine import all_or_none
from plan.messages.sentences import both
from plan.preview.form_values import Given
from plan.preview.forms import Forms, Reply
from plan.writing import undoing


@dataclass(frozen=True)
class SavedState:
    """One write, as the page of all says it."""

    when: str
    told: tuple[str, ...]
    files: tuple[str, ...]
    changed: str
    """Why it cannot be put back: a file that has changed since."""


def history(forms: Forms, given: Given | None) -> Reply:
    """All that can be put back, or what comes of putting it back."""
    if given is None:
        return _page(forms, ())
    with forms.turn:
        note = _write_again(forms) if "again" in given else _put_back(forms, next(iter(given.get("entry", ())), ""))
    return _page(forms, (note,)) if note else Reply("303 See Other", location=f"{forms.root}history/")


def _put_back(forms: Forms, entry: str) -> str:
    """Put back the newest write, if it is the one that was seen; the sentence that says why not."""
    written = undoing.last_written(forms.desk.data)
    if written is None:
        return both("undo-nothing")
    if entry and entry != written.at.stem:
        return both("form-history-moved")
    try:
        undoing.put_back(written)
    except all_or_none.OvertakenError as error:
        return both("undo-changed", file=_called(Path(str(error)), forms))
    except OSError as error:
        return both("write-refused", error=error)
    return ""


def _write_again(forms: Forms) -> str:
    try:
        return "" if undoing.write_again(forms.desk.data) else both("undo-nothing")
    except all_or_none.OvertakenError as error:
        return both("undo-changed", file=_called(Path(str(error)), forms))
    except (OSError, ValueError, KeyError, TypeError) as error:
        return both("write-refused", error=error)


def _page(forms: Forms, notes: tuple[str, ...]) -> Reply:
    states = []
    newest = ""
    for written in undoing.all_written(forms.desk.data):
        newest = newest or written.at.stem
        changed = written.changed if newest == written.at.stem else None
        said = both("undo-changed", file=_called(changed, forms)) if changed else ""
        names = tuple(_called(path, forms) for path in written.files)
        states.append(SavedState(written.when, written.told, names, said))
    again = undoing.can_write_again(forms.desk.data)
    page = forms.render("form-history.html", "保存の記録", states=states, newest=newest, again=again, notes=notes)
    return Reply("409 Conflict" if notes else "200 OK", page)


def _called(path: Path, forms: Forms) -> str:
    """A file as staff know it: from the plan's folder on."""
    return Path(os.path.relpath(path, forms.desk.root.resolve())).as_posix()
