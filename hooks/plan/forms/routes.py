"""Leads what is asked of the forms of a preview to the form that answers: the only place that knows their addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import parse_qs, quote

from plan.forms.chapter import chapter
from plan.forms.choose import choose
from plan.forms.fields import FormMaker, written
from plan.forms.new_record import new
from plan.forms.places import list_at
from plan.forms.preview_forms import Forms, Reply
from plan.forms.remove import remove
from plan.forms.rename import rename
from plan.forms.saved_before import history
from plan.forms.site_words import site_words
from plan.forms.typed import Given
from plan.help.fields import field_helps
from plan.messages.sentences import both
from plan.model import inventory
from plan.model.types import Record

#: What each address begins with, and what answers: the forms, the rest of the path, what is asked and what was sent.
_PAGES: Mapping[str, Callable[[Forms, str, Given, Given | None], Reply | None]] = {
    "edit/": lambda forms, file, asked, given: forms.edit(file, asked, given) if file else contents(forms),
    "new/": new,
    "chapter/": chapter,
    "choose/": choose,
    "rename/": rename,
    "remove/": remove,
    "words/": site_words,
    "history/": lambda forms, file, asked, given: None if file else history(forms, asked, given),
}
#: What the addresses of all forms begin with, below the workbench's own.
STARTS = tuple(_PAGES)


def answered(forms: Forms, name: str, query: str, given: Given | None, *, near: bool) -> Reply | None:
    """What a form answers; None for an address that is none of theirs. `given` is what was sent, if anything was.

    Only who is `near`, at this machine, edits the plan; who looks at the preview from another is told so.
    """
    for start, page in _PAGES.items():
        if name.startswith(start):
            if not near:
                return Reply("403 Forbidden", forms.told_page(both("form-elsewhere")))
            try:
                asked = parse_qs(query, max_num_fields=20)
            except ValueError:
                return None
            return page(forms, name.removeprefix(start).strip("/"), asked, given)
    return None


def contents(forms: Forms) -> Reply:
    """All files of the plan that can be edited here, and what can be added."""
    loaded = forms.loaded()
    folders, plan = loaded.folders, forms.plan(loaded)
    maker = FormMaker(plan) if plan else None
    data: list[tuple[str, str, str]] = []
    added: list[tuple[str, str, str]] = []
    for name, read in folders.files.items() if folders else ():
        schema = inventory.schema_of(name.removeprefix(f"{forms.desk.data.name}/"))
        if schema and forms.address(name):
            data.append((name, forms.address(name), maker.title(read.data, "") if maker else ""))
            if maker and "/" not in name.removeprefix(f"{forms.desk.data.name}/"):
                added += _lists(forms, maker, name, schema)
    kinds = [(folder, _first(maker.meaning(schema))) for folder, schema in inventory.FOLDERS.items()] if maker else []
    chapters = [(name, forms.address(name)) for name in (folders.prose if folders else ()) if forms.address(name)]
    words = f"{forms.desk.data.name}/{inventory.WORDS}"
    data.append((words, forms.address(words), "サイトの言葉"))
    page = forms.render("form-contents.html", "直す", data=data, chapters=chapters, kinds=kinds, added=added)
    return Reply("200 OK", page)


def _lists(forms: Forms, maker: FormMaker, file: str, schema: type[Record]) -> Iterator[tuple[str, str, str]]:
    """The lists of records of a file, to which one can be added: what each holds, its file, where it is added."""
    for help_ in field_helps(schema):
        inner = list_at(schema, (help_.name,), {})
        if inner is not None:
            address = f"{forms.root}new/{quote(file)}/?at={quote(written((help_.name,)))}"
            yield f"{maker.label(schema, help_.name)}: {_first(maker.meaning(inner))}", file, address


def _first(meaning: str) -> str:
    """The first sentence of a meaning, without its full stop."""
    return meaning.partition("。")[0]
