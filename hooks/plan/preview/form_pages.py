"""Leads what is asked of the forms of a preview to the form that answers: the only place that knows their addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs

from plan.messages.sentences import both
from plan.model import inventory
from plan.preview.form_chapter import chapter
from plan.preview.form_history import history
from plan.preview.form_new import new
from plan.preview.form_values import Given
from plan.preview.forms import Forms, Reply

#: What each address begins with, and what answers: the forms, the rest of the path, what is asked and what was sent.
_PAGES: Mapping[str, Callable[[Forms, str, Given, Given | None], Reply | None]] = {
    "edit/": lambda forms, file, asked, given: forms.edit(file, asked, given) if file else contents(forms),
    "new/": new,
    "chapter/": chapter,
    "history/": lambda forms, file, asked, given: None if file else history(forms, given),
}


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
    folders = forms.loaded().folders
    names = tuple(folders.files) if folders else ()
    data = [(name, forms.address(name)) for name in names if forms.address(name)]
    chapters = [(name, forms.address(name)) for name in (folders.prose if folders else ())]
    page = forms.render("form-contents.html", "直す", data=data, chapters=chapters, folders=tuple(inventory.FOLDERS))
    return Reply("200 OK", page)
