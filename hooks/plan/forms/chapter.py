"""A chapter in a plain editor, with the page that it makes beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from plan.forms.preview_forms import Forms, Reply, checked, status
from plan.forms.shown import Shown, notes
from plan.forms.typed import Given
from plan.forms.way_back import WayBack, way_back
from plan.messages.sentences import both
from plan.reading.folders import PlanFolders, pages
from plan.reading.loader import Loaded
from plan.reading.prose import page_uri
from plan.writing import revision
from plan.writing.change import Change

#: The names of the fields: the text, and what the text was known by when it was shown.
TEXT, WAS = "text", "was"


def chapter(forms: Forms, file: str, asked: Given, given: Given | None) -> Reply | None:
    """The editor of a chapter, or what comes of what was sent; None for what is no chapter."""
    loaded = forms.loaded()
    folders = loaded.folders
    if folders is None or file not in _files(folders):  # gone, or none: what was typed is still shown
        return forms.told(both("form-place-gone", file=file), given, "404 Not Found") if given else None
    prose = folders.prose.get(file)
    if prose is not None and prose.text is None:
        return forms.told(both("form-not-yet", file=file), given)
    came = _Came(way_back(asked), _line(asked))
    if given is None:
        of_file = {"": [finding for finding in loaded.findings if finding.file == file]}
        return _form(forms, file, loaded, forms.shown(file, (), asked, of_file), _text(loaded, file), came)
    with forms.turn:
        return _saved(forms, file, given, came)


@dataclass(frozen=True)
class _Came:
    """Where somebody came from, and at which line the editor opens; 0 for none."""

    back: WayBack | None
    line: int


def _line(asked: Given) -> int:
    line = next(iter(asked.get("line", ())), "")
    return int(line) if line.isdecimal() and len(line) < 7 else 0


def _files(folders: PlanFolders) -> frozenset[str]:
    """The chapters that are there, and those that plan.yml lists and no file holds yet."""
    languages = folders.languages
    wanted = {page_uri(page, code, languages) for page in pages(folders.parts) for code in languages.codes}
    return frozenset((*folders.prose, *(f"{folders.docs.name}/{uri}" for uri in wanted)))


def _text(loaded: Loaded, file: str) -> str:
    prose = loaded.folders.prose.get(file) if loaded.folders else None
    return prose.plain if prose else ""


def _known_by(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _saved(forms: Forms, file: str, given: Given, came: _Came) -> Reply:
    loaded = forms.loaded()
    now = _text(loaded, file)
    typed = next(iter(given.get(TEXT, ())), "").replace("\r\n", "\n").replace("\r", "\n")
    was = next(iter(given.get(WAS, ())), "")
    changed = typed.rstrip("\n") != now.rstrip("\n")
    if changed and was != _known_by(now):
        result = Shown([both("form-chapter-clash", file=file)])
        if "check" in given:
            return checked(result, 1)
        return _form(forms, file, loaded, result, typed, came, now)
    change = Change(file, (), typed, file, now, typed)
    made = revision.revise(loaded, [change]) if changed else None
    result = Shown(findings={"": list(made.findings)} if made and made.findings else {}, values={TEXT: (typed,)})
    if "check" in given:
        return checked(result, int(changed))
    if made is None or not made.texts:
        result.notes.append(both("form-nothing"))
    elif not made.findings:
        if not (note := forms.put(made, [change])):
            return Reply("303 See Other", location=forms.back(file, (), came.back))
        result.notes.append(note)
    return _form(forms, file, loaded, result, typed, came)


def _form(
    forms: Forms, file: str, loaded: Loaded, result: Shown, text: str, came: _Came, theirs: str | None = None
) -> Reply:
    count = len(result.findings.get("", ()))
    refused = both("form-not-saved", count=count) if count and result.values else ""
    page = forms.render(
        "form-chapter.html",
        file,
        file=file,
        text=text,
        clash=theirs is not None,
        theirs=theirs,
        was=_known_by(_text(loaded, file)),
        notes=notes(result, refused),
        picture=came.back.page if came.back else forms.page_of(file),
        back=came.back.link if came.back else "",
        line=came.line,
        others=_others(forms, file, loaded),
    )
    return Reply("409 Conflict" if theirs is not None else status(result), page)


def _others(forms: Forms, file: str, loaded: Loaded) -> list[tuple[str, str]]:
    """The same chapter in the other languages: what each is called, and where it is edited."""
    folders, plan = loaded.folders, forms.plan(loaded)
    for page in pages(folders.parts) if folders and plan else ():
        names = {
            language.name: f"{folders.docs.name}/{page_uri(page, language.code, folders.languages)}"  # type: ignore[union-attr]
            for language in plan.details.languages  # type: ignore[union-attr]
        }
        if file in names.values():
            return [(name, forms.address(other)) for name, other in names.items() if other != file]
    return []
