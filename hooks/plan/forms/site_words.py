"""The site's own words in a form: those that the plan says otherwise, and any other that is looked for.

Each stands in all languages beside what the program says; an empty one is the program's again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plan.forms.field_findings import Placed, placed
from plan.forms.fields import Control, FormField, FormGroup
from plan.forms.preview_forms import Forms, Reply, checked, status
from plan.forms.shown import Shower, Shown, notes
from plan.forms.typed import Given, read
from plan.help.fields import FieldHelp
from plan.messages.sentences import both
from plan.model import Plan, inventory
from plan.model.types import Text
from plan.reading.loader import Loaded
from plan.reading.words import own_words
from plan.writing import revision

#: So many words are shown that were looked for.
_MOST = 40


def site_words(forms: Forms, rest: str, asked: Given, given: Given | None) -> Reply | None:
    """The form, or what comes of what was sent."""
    loaded = forms.loaded()
    plan, folders = forms.plan(loaded), loaded.folders
    if rest or folders is None:
        return None
    file = folders.called(inventory.WORDS)
    data = folders.files[file].data if file in folders.files else {}
    if plan is None or not isinstance(data, Mapping):
        return forms.told(both("form-not-yet", file=file), given)
    find = next(iter(asked.get("find", ())), "").strip()
    if given is None:
        return _form(forms, loaded, plan, find, forms.shown(file, (), asked, _there(loaded, plan, find, file)))
    with forms.turn:
        return _saved(forms, plan, find, file, given)


def _saved(forms: Forms, plan: Plan, find: str, file: str, given: Given) -> Reply:
    loaded = forms.loaded()
    data, group = _data(loaded), _group(loaded, plan, find)
    typed = read(group, file, data, given)
    result = Shown([], typed.values, typed.findings, typed.clashes)
    made = revision.revise(loaded, typed.changes) if typed.sound and typed.changes else None
    if made and made.findings:
        new = made.folders.files[file].data if file in made.folders.files else {}
        result.findings = placed(made.findings, group.controls, file, new)
    if "check" in given:
        return checked(result, len(typed.values))
    if made is None and typed.sound:
        result.notes.append(both("form-nothing"))
    if made is None or made.findings:
        return _form(forms, loaded, plan, find, result)
    if note := forms.put(made, typed.changes):
        result.notes.append(note)
        return _form(forms, loaded, plan, find, result)
    return Reply("303 See Other", location=forms.back(file, ()))


def _there(loaded: Loaded, plan: Plan, find: str, file: str) -> Placed:
    found = [finding for finding in loaded.findings if finding.file == file]
    return placed(found, _group(loaded, plan, find).controls, file, _data(loaded))


def _data(loaded: Loaded) -> Mapping[str, object]:
    read_file = loaded.folders.file(inventory.WORDS) if loaded.folders else None
    return read_file.data if read_file and isinstance(read_file.data, Mapping) else {}


def _group(loaded: Loaded, plan: Plan, find: str) -> FormGroup:
    """The words that are shown: what the plan says otherwise, then what is looked for."""
    data, known = _data(loaded), own_words().data
    words: Mapping[str, Mapping[str, str]] = known if isinstance(known, Mapping) else {}
    own = [key for key in words if key in data]
    found = [key for key in words if key not in data and find and _holds(key, words[key], find)][:_MOST]
    fields = (_field(key, words[key], data.get(key), plan) for key in (found + own if find else own))
    return FormGroup((), "", "", tuple(fields), ())


def _holds(key: str, said: Mapping[str, str], find: str) -> bool:
    return find.lower() in key or any(find.lower() in text.lower() for text in said.values())


def _field(key: str, said: Mapping[str, str], value: object, plan: Plan) -> FormField:
    inside = value if isinstance(value, Mapping) else {}
    label = next(iter(said.values()))
    means = " / ".join(dict.fromkeys(said.values()))
    help_ = FieldHelp(key, Text, False, None, None, f"もとの言葉: {means}", "", "", None, {}, False)
    return FormField((key,), label, help_, tuple(_controls(key, label, inside, plan)))


def _controls(key: str, label: str, inside: Mapping[str, object], plan: Plan) -> Iterator[Control]:
    for language in plan.details.languages:
        text, called = str(inside.get(language.code) or ""), f"{label}（{language.name}）"
        yield Control((key, language.code), "text", (text,), called, False, language.code, language.name)


def _form(forms: Forms, loaded: Loaded, plan: Plan, find: str, result: Shown) -> Reply:
    file = f"{forms.desk.data.name}/{inventory.WORDS}"
    refused = both("form-not-saved", count=result.count) if result.count and result.values else ""
    page = forms.render(
        "form-words.html",
        "サイトの言葉",
        file=file,
        find=find,
        group=Shower(result, file, forms.root, before=True).group(_group(loaded, plan, find)),
        notes=notes(result, refused),
    )
    return Reply(status(result), page)
