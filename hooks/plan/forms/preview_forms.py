"""The forms of a preview: a record of the plan edited where it is seen, a new one, a chapter, and the way back.

What is saved goes the one way that every change goes (plan.writing): proved as a whole plan in memory, and written with
every other byte kept. The files remain the truth; a form holds nothing that is not in them.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment

from plan.forms.field_findings import Placed, placed
from plan.forms.fields import FormGroup, FormMaker, written
from plan.forms.new_ids import named_at
from plan.forms.places import place_of, record_at
from plan.forms.shown import Shower, Shown, clash_said, labels_of, notes
from plan.forms.typed import Given, Typed, read, unsaved
from plan.forms.way_back import WayBack, way_back
from plan.machine import all_or_none
from plan.messages import disk
from plan.messages.findings import Finding, Location
from plan.messages.sentences import both
from plan.model import Plan, inventory
from plan.model.projects import Project
from plan.model.types import Record
from plan.pages.shown import ShownPage
from plan.publishing.current import Desk
from plan.reading import files
from plan.reading.loader import Loaded, load_plan
from plan.writing import revision, undoing
from plan.writing.change import Change, Moved
from plan.writing.difference import difference
from plan.writing.named_places import numbered
from plan.writing.yaml_steps import value_at

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Reply:
    """What a form answers: a page, or where to go on."""

    status: str
    content: bytes = b""
    kind: str = _HTML
    location: str = ""


class Forms:
    """The forms of one preview; `root` is where the workbench's own pages are, `token` what each form sends."""

    def __init__(self, desk: Desk, env: Environment, root: str, token: str) -> None:
        self.desk, self._env, self.root, self._token = desk, env, root, token
        self._now: tuple[str, Loaded] | None = None
        self.turn = threading.Lock()
        """Held while anything is read, proved and written: two windows do so one after the other."""

    # What is there -----------------------------------------------------------

    def loaded(self) -> Loaded:
        """The plan as its files stand at this moment, sound or not."""
        digest, now = files.fingerprint(self.desk.data, self.desk.docs), self._now
        if now is None or now[0] != digest:
            before = now[1] if now else self.desk.reading
            now = self._now = digest, load_plan(self.desk.data, self.desk.docs, before)
        return now[1]

    def plan(self, loaded: Loaded) -> Plan | None:
        """The plan of now, or the last good one, which gives names to what forms offer."""
        return loaded.plan or (self.desk.site.plan if self.desk.site else None)

    def address(self, file: str) -> str:
        """Where a file of the plan is edited; empty for one that no form is made of, as its name is no text."""
        if not file.isprintable():
            return ""
        if file.endswith(".md"):
            return f"{self.root}chapter/{quote(file)}/"
        if file == f"{self.desk.data.name}/{inventory.WORDS}":
            return f"{self.root}words/"
        known = inventory.schema_of(file.removeprefix(f"{self.desk.data.name}/"))
        return f"{self.root}edit/{quote(file)}/" if known else ""

    def to(self, file: str, name: str, more: Mapping[str, str]) -> str:
        """Where a value of a file is edited, or a line of a chapter: the form opens at it."""
        asked = {"line" if file.endswith(".md") else "to": name}
        return f"{self.address(file)}?{urlencode({**asked, **more})}"

    def address_of(self, page: ShownPage | None) -> str:
        """Where what a page is made of is edited: its own file, else the list of all that can be."""
        return (self.address(own_file(page)) if page else "") or f"{self.root}edit/"

    def page_of(self, file: str) -> str:
        """The address of the page that is made of a file before all others; empty for none."""
        site = self.desk.site
        for uri, name in site.uris.items() if site else ():
            page = site.pages[name]  # type: ignore[union-attr]
            if own_file(page) == file:
                return f"/{uri}"
        return ""

    def render(self, template: str, title: str, **more: Any) -> bytes:
        """A page of the workbench."""
        plan = self.desk.site.plan if self.desk.site else None
        home = plan.details.title[plan.languages.default] if plan else "サイト"
        made = self._env.get_template(template).render(
            title=title, home=home, root=self.root, token=self._token, **more
        )
        return made.encode(errors="replace")

    def told(self, note: str, given: Given | None, status: str = "200 OK") -> Reply:
        """A page that says why there is no form, and shows what was typed into one that was open."""
        lost = unsaved(given) if given else ()
        return Reply("409 Conflict" if lost else status, self.told_page(note, lost))

    def told_page(self, note: str, lost: Sequence[str] = ()) -> bytes:
        """A page with one sentence, and what was typed for nothing."""
        return self.render("form-told.html", "直す", note=note, lost=lost)

    # A record ----------------------------------------------------------------

    def edit(self, file: str, asked: Given, given: Given | None) -> Reply | None:
        """A record of a file: its form, or what comes of what was sent; None where there is none."""
        loaded = self.loaded()
        schema = inventory.schema_of(file.removeprefix(f"{self.desk.data.name}/"))
        folders, plan, place = loaded.folders, self.plan(loaded), place_of(asked)
        if schema is None or place is None:
            return None
        if folders is None or file not in folders.files:  # gone: what was typed is still shown
            return self.told(both("form-place-gone", file=file), given, "404 Not Found") if given else None
        data = folders.files[file].data
        to = next(iter(asked.get("to", ())), "")
        record = record_at(schema, place, data)
        if plan is None or not isinstance(data, Mapping):
            return self.told(both("form-not-yet", file=file), given)
        if record is None:
            return self.told(both("form-place-gone", file=file), given, "404 Not Found")
        form = _Edit(file, record, place, plan, to, way_back(asked))
        form = form.at(schema, data) if to else form
        if given is None:
            return self._form(form, loaded, self.shown(file, form.place, asked, self._there(form, loaded)))
        with self.turn:
            return self._saved(form, given)

    def _there(self, form: _Edit, loaded: Loaded) -> Placed:
        """What is wrong with the file now."""
        data = loaded.folders.files[form.file].data if loaded.folders else None
        of_file = [finding for finding in loaded.findings if finding.file == form.file]
        return placed(of_file, form.group(data).controls, form.file, data)

    def _saved(self, form: _Edit, given: Given) -> Reply:
        loaded = self.loaded()
        data = loaded.folders.files[form.file].data  # type: ignore[union-attr]
        group = form.group(data)
        typed = read(group, form.file, data, given)
        move, moving, unsaved_too = form.move(given, data), bool({"up", "down"} & given.keys()), bool(typed.values)
        if "remove" in given and form.place:
            typed = Typed([Change(form.file, form.place, None, form.called(data), form.called(data))])
        elif move:
            typed = Typed([] if unsaved_too else [move], typed.values, typed.findings, typed.clashes)
        result = Shown([], typed.values, typed.findings, typed.clashes)
        if moving and unsaved_too and "check" not in given:
            result.notes.append(both("form-move-unsaved"))
            return self._form(form, loaded, result)
        made = revision.revise(loaded, typed.changes) if typed.sound and typed.changes else None
        result.labels = labels_of(group)
        if made and made.findings:
            new = made.folders.files[form.file].data
            result.findings = placed(made.findings, group.controls, form.file, new)
        if "check" in given:
            return checked(result, len(typed.values))
        if made is None and typed.sound:
            result.notes.append(both("form-nothing"))
        if made is None or made.findings:
            return self._form(form, loaded, result)
        if note := self.put(made, typed.changes):
            result.notes.append(note)
            return self._form(form, loaded, result)
        place = form.place[:-2] if "remove" in given else form.place
        return Reply("303 See Other", location=self.back(form.file, place, None if move else form.back))

    def put(self, made: revision.Revision, changes: Sequence[Change]) -> str:
        """Write what was proved; the sentence that says why not, where it is not written."""
        return self.write(made, difference(changes).splitlines())

    def write(
        self,
        made: revision.Revision,
        told: Sequence[str],
        further: Mapping[Path, tuple[bytes | None, bytes | None]] | None = None,
    ) -> str:
        """The same with what is `told` of it, and `further` files with what they held and shall hold."""
        try:
            revision.write(made, further, told)
        except all_or_none.OvertakenError:
            return both("form-overtaken")
        except OSError as error:
            return disk.refused("write-refused", error)
        finally:
            self._now = None
        return ""

    def back(self, file: str, place: Location, way: WayBack | None = None) -> str:
        """Where to go on after something was saved at a place of a file: what is there says so, and can undo it."""
        if way:
            return way.to("saved", self.newest())
        return f"{self.at(file, place)}saved={self.newest()}"

    def at(self, file: str, place: Location) -> str:
        """The address of a place of a file, to which more can be added."""
        return f"{self.address(file)}?{f'at={quote(written(place))}&' if place else ''}"

    def shown(self, file: str, place: Location, asked: Given, found: Placed) -> Shown:
        """What a form shows that is opened: what was saved or put back a moment ago, and what is wrong."""
        mark = "form-saved" if asked.get("saved") else "form-undone" if asked.get("undone") else ""
        result, newest = Shown([both(mark)] if mark else [], findings=found), self.newest()
        if newest and asked.get("saved") == [newest]:
            result.undo = {"entry": newest, "file": file, "at": written(place)}
        return result

    def newest(self) -> str:
        """By what the newest write is put back; empty where there is none."""
        last = undoing.last_written(self.desk.data, self.desk.docs)
        return last.at.stem if last else ""

    def _form(self, form: _Edit, loaded: Loaded, result: Shown) -> Reply:
        data = loaded.folders.files[form.file].data  # type: ignore[union-attr]
        group = form.group(data)
        refused = both("form-not-saved", count=result.count) if result.count and result.values else ""
        result.asked, result.labels = form.to, labels_of(group)
        page = self.render(
            "form.html",
            form.called(data),
            file=form.file,
            group=Shower(result, form.file, self.root, before=True).group(group),
            notes=notes(result, refused),
            removable=form.item(data),
            picture=form.back.page if form.back else self.page_of(form.file),
            above=self.address(form.file) if form.place else "",
            back=form.back.link if form.back else "",
            ways=tuple(form.ways(data, self.root)),
            ended=form.card,
        )
        return Reply(status(result), page)


@dataclass(frozen=True)
class _Edit:
    """The record of a file that a form is of."""

    file: str
    record: type[Record]
    place: Location
    plan: Plan
    to: str = ""
    """The value at which it opens, by the name of its control."""
    back: WayBack | None = None
    """Where somebody came from to edit that."""

    def at(self, schema: type[Record], data: object) -> _Edit:
        """The form in which that value stands: of the whole file, or of the record in it, where there are many."""
        path = place_of({"at": [self.to]}) or ()
        for end in range(len(path)):
            record = record_at(schema, path[:end], data)
            form = replace(self, record=record, place=path[:end]) if record else None
            if form and any(control.name == self.to for control in form.group(data).controls):
                return form
        return self

    def group(self, data: object) -> FormGroup:
        """The form of what stands there."""
        found = value_at(data, numbered(data, self.place))
        return FormMaker(self.plan).group(self.record, found, self.place)

    def move(self, given: Given, data: object) -> Change | None:
        """The item that is to stand one place further up or down in its list; None where it stands at the end."""
        for name, by in (("up", -1), ("down", 1)):
            place = place_of({"at": given[name]}) if given.get(name) else None
            items, number = (
                (value_at(data, numbered(data, place[:-1])), numbered(data, place)[-1]) if place else ((), 0)
            )
            if place and isinstance(items, tuple) and isinstance(number, int) and 0 <= number + by < len(items):
                return Change(self.file, place, Moved(by), f"{place[-1]}", None, "↑" if by < 0 else "↓")
        return None

    def ways(self, data: object, root: str) -> Iterator[tuple[str, str]]:
        """What else can become of the record than another value: where it is asked for, in which words."""
        record = named_at(self.file, self.place, data)
        if record is None:
            return
        at = f"?at={quote(written(self.place))}" if self.place else ""
        if self.card:
            end = urlencode({"to": '["status","state"]'})
            yield (
                f"{root}edit/{quote(self.file)}/?{end}",
                "終わった、統合した、分けた（状態を書く。カードは消しません）",
            )
            past = written(("former_titles",))
            yield f"{root}new/{quote(self.file)}/?at={quote(past)}", "呼び方が変わった（題名を直し、前の名前を残す）"
        yield f"{root}rename/{quote(self.file)}/{at}", "idを変える（ファイルの名前、ほかから指す名前）"
        if not self.place:
            yield f"{root}remove/{quote(self.file)}/", "このファイルを消す（公開したことのないものだけ）"

    @property
    def card(self) -> bool:
        """Whether it is a whole card."""
        return not self.place and self.record is Project

    def called(self, data: object) -> str:
        """What the record is called."""
        found = value_at(data, numbered(data, self.place))
        last = self.place[-1] if self.place else self.file
        return FormMaker(self.plan).title(found, last)

    def item(self, data: object) -> bool:
        """Whether it is one of a list, of which it can be taken out."""
        return bool(self.place) and isinstance(value_at(data, numbered(data, self.place[:-1])), tuple)


def own_file(page: ShownPage) -> str:
    """The file that a page is made of before all others; empty for one that is made of a folder of them."""
    source = next(iter(page.page.sources(page.language)), None)
    return source.file if source and not source.file.endswith("/") else ""


def checked(result: Shown, count: int) -> Reply:
    """What a form is told while one types: what stands at which value, and how many are changed."""
    said = {
        name: [[_said(one, name), result.english(one, name)] for one in found]
        for name, found in result.findings.items()
    }
    for name, clash in result.clashes.items():
        said.setdefault(name, []).append(clash_said(clash).split(" / ", 1))
    content = json.dumps({"findings": said, "changed": count}, ensure_ascii=False).encode(errors="replace")
    return Reply("200 OK", content, "application/json; charset=utf-8")


def _said(finding: Finding, name: str) -> str:
    """A sentence, with the place of what is about no value of the form."""
    return f"{'' if name or not finding.line else f'{finding.file}:{finding.line} '}{finding.japanese}"


def status(result: Shown) -> str:
    """How a form answers that was sent: saved or not."""
    if result.clashes:
        return "409 Conflict"
    return "422 Unprocessable Entity" if result.findings and result.values else "200 OK"
