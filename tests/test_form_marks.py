"""Marks on pages of a preview: each text, figure, year and choice leads to its own field, and back to its place."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from copies import ROOT, copy_plan
from form_editor import CARD, CHAPTER, HERE, TARGET, Editor, typed
from plan.forms.displayed import Displayed
from plan.html.runs import pieces, squeezed
from plan.html.tokens import tokens
from plan.pages.shown import ShownPage
from plan.preview.edit_links import EditMarks
from plan.publishing.current import Desk

CARD_PAGE = "projects/bus-counter/"


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The first plan as a preview has it."""
    found = Desk(ROOT, ROOT / "docs", ROOT / "overrides/pages", preview=True)
    found.refresh()
    assert found.site
    return found


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """The invented plan in a preview."""
    return Editor(copy_plan(tmp_path))


def marks_of(editor: Desk | Editor) -> EditMarks:
    """What puts marks on pages."""
    if isinstance(editor, Editor):
        return editor.workbench.marks
    from plan.preview.layer import Workbench

    return Workbench(lambda environ, start: [], editor, lambda page: page).marks


def marked(editor: Editor, path: str, *, query: str = "", on: bool = True) -> str:
    """A page of the site in its `main` as the preview answers it, with the marks on or off."""
    page = page_at(editor.desk, path)

    def pages(environ: object, start: object) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])  # type: ignore[operator]
        return [f"<html><body><main>{page.html}</main></body></html>".encode()]

    editor.workbench._pages = pages
    environ = {
        "PATH_INFO": f"/{path}",
        "QUERY_STRING": query,
        "REMOTE_ADDR": editor.address,
        "HTTP_COOKIE": f"plan-marks={'yes' if on else 'no'}",
    }
    return b"".join(editor.workbench(environ, lambda *_: None)).decode()


def page_at(desk: Desk, path: str) -> ShownPage:
    """A page by its address."""
    assert desk.site
    return desk.site.pages[desk.site.uris[path]]


def links(page: str) -> list[tuple[str, str]]:
    """Each mark of a page: its name, where it leads."""
    found = re.findall(r'<a class="workbench-edit[^"]*" lang="ja" href="([^"]*)" aria-label="([^"]*)"', page)
    return [(unescape(name), unescape(address)) for address, name in found]


@pytest.mark.sweep
def test_each_mark_leads_to_a_value_that_stands_there(desk: Desk) -> None:
    """On all pages of the first plan: no false link; of what its sources show, more than four fifths are reached."""
    marks, site = marks_of(desk), desk.site
    assert site
    assert desk.loaded
    assert desk.loaded.folders
    displayed = {code: Displayed(site.plan, desk.loaded, site.speaker(code)) for code in site.plan.languages.codes}
    own: dict[tuple[str, str], dict[Any, list[str]]] = {}  # what each value looks like, by language and file
    for code, looks in displayed.items():
        for file in desk.loaded.files:
            by_value = own.setdefault((code, file), {})
            for look, values in looks.of(file).items():
                for value in values:
                    by_value.setdefault(value, []).append(look)
    shown, reached, lines, found = Counter[str](), Counter[str](), Counter[str](), 0
    for page in site.pages.values():
        parts, looks = tokens(page.html), displayed[page.language]
        whole = "\n".join(piece.text for piece in pieces(parts))
        there: set[tuple[str, str]] = set()
        for one in marks.found(parts, page):
            found += 1
            for value in one.values:
                there.add((value.file, value.name))
                if value.kind == "line":
                    said = desk.loaded.folders.prose[value.file].plain.split("\n")[int(value.name) - 1]
                    assert squeezed(said)
                    lines[page.language] += 1
                    continue
                faces = own[page.language, value.file].get(value, ())
                assert any(look in one.piece.text for look in faces), (page.address, one.piece.text, value)
        for source in page.page.sources(page.language):
            if source.file.endswith("notes.yml") or source.file not in desk.loaded.files:
                continue
            of_page = {
                (value.name, value.kind)
                for look, values in looks.of(source.file).items()
                for value in values
                if len(look) >= 3 and look in whole and value.kind != "number"
            }
            shown.update(kind for _, kind in of_page)
            reached.update(kind for name, kind in of_page if (source.file, name) in there)
    assert found > 5000
    assert all(lines[code] > 100 for code in site.plan.languages.codes[:2])
    assert reached["amount"] / shown["amount"] > 0.95, (shown, reached)
    assert sum(reached.values()) / sum(shown.values()) > 0.75, (shown, reached)


def test_each_mark_is_of_its_own_record(editor: Editor) -> None:
    """Every text of the plan is changed at once: each piece with one field says what stands in that field now."""
    site, loaded = editor.desk.site, editor.desk.loaded
    assert site
    assert loaded
    before = {
        (address, one.number): one.values[0]
        for address, uri in site.uris.items()
        for one in editor.workbench.marks.found(tokens(site.pages[uri].html), site.pages[uri])
        if len(one.values) == 1 and one.values[0].kind == "text" and one.values[0].file.startswith("data/projects/")
    }
    changed = Counter[tuple[str, str]]()
    for path in sorted((editor.folder / "data/projects").glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        for number, title in enumerate(re.findall(r"title: \{ja: ([^,}]+)", text)):
            text = text.replace(f"title: {{ja: {title}", f"title: {{ja: {path.stem}{number}", 1)
            changed[f"data/projects/{path.name}", '["title","ja"]'] += 1
        path.write_text(text, encoding="utf-8")
    editor.desk.refresh()
    assert editor.desk.findings == ()
    assert changed
    tried = 0
    for (address, number), value in before.items():
        if (value.file, value.name) in changed:
            said = pieces(tokens(page_at(editor.desk, address).html))[number].text
            assert Path(value.file).stem in said, (address, value, said)
            tried += 1
    assert tried > 5


def test_marks_are_off_at_first_and_a_switch_turns_them_on(editor: Editor) -> None:
    """Off, the page is as it was; who looks from elsewhere sees neither marks nor the switch."""
    assert links(marked(editor, CARD_PAGE, on=False)) == []
    page = marked(editor, CARD_PAGE)
    assert 'aria-pressed="true">直すところを示す</button>' in page
    names = [name for name, _ in links(page)]
    assert "直す: 名称（日本語）" in names
    assert [name for name in names if name.endswith(" › 目標値")]
    editor.ask("/-/marks/", [("token", editor.workbench.session.token), ("back", f"/{CARD_PAGE}"), ("show", "yes")])
    assert (editor.status, editor.headers["Location"]) == ("303 See Other", f"/{CARD_PAGE}")
    assert editor.headers["Set-Cookie"] == "plan-marks=yes; Path=/; SameSite=Strict; HttpOnly"
    editor.address = "192.0.2.7"
    page = marked(editor, CARD_PAGE)
    assert links(page) == []
    assert "直すところを示す" not in page


def test_from_a_figure_to_its_field_and_back_to_its_place(editor: Editor) -> None:
    """The form opens at the field; after saving, the page says so at that place, with a button that undoes it."""
    before = editor.read()
    name = TARGET.removeprefix("v:")
    address = next(
        one for _, one in links(marked(editor, CARD_PAGE)) if parse_qs(urlsplit(one).query).get("to") == [name]
    )
    page = editor.ask(address)
    assert "autofocus" in page.split("ここを直します")[1].split("<ul")[0]
    assert page.count("ここを直します") == page.count(" autofocus") == 1
    editor.save(address, {TARGET: "250"})
    location = editor.headers["Location"]
    piece = parse_qs(urlsplit(address).query)["piece"][0]
    assert location == f"/{CARD_PAGE}?saved=1&piece={piece}#edited-here"
    editor.desk.refresh()
    page = marked(editor, CARD_PAGE, query=urlsplit(location).query)
    assert "保存しました / saved" in page
    said = page.split('<span class="workbench-here" id="edited-here"></span>')[0]
    assert re.search(r"250[^<]*(<[^>]*>)*\s*$", said), said[-200:]
    form = page.split('action="/-/history/">')[1].split("</form>")[0]
    sent = re.findall(r'name="([^"]*)" value="([^"]*)"', form)
    editor.ask("/-/history/", sent)
    assert editor.headers["Location"] == f"/{CARD_PAGE}?undone=1&piece={piece}#edited-here"
    assert editor.read() == before


def test_a_paragraph_leads_to_its_line(editor: Editor) -> None:
    """In the editor of its chapter, which says which line it is; after saving one is back on the page."""
    path = CHAPTER.removeprefix("docs/").removesuffix(".md") + "/"
    found = [one for name, one in links(marked(editor, path)) if one.startswith(f"/-/chapter/{CHAPTER}/")]
    assert len(found) > 2
    lines = (editor.folder / CHAPTER).read_text(encoding="utf-8").split("\n")
    for address in found:
        number = parse_qs(urlsplit(address).query)["line"][0]
        assert lines[int(number) - 1].strip()
        assert f'autofocus data-line="{number}"' in editor.ask(address)
    sent = typed(editor.form(found[0]), {})
    editor.ask(found[0], [(name, f"{text}\nもう一つ。" if name == "text" else text) for name, text in sent])
    assert editor.headers["Location"].startswith(f"/{path}?saved=1&piece=")


def test_what_several_fields_look_like_leads_to_a_choice(editor: Editor) -> None:
    """Each with its name and what it says; fields that are not there, and other files, are none."""
    fields = [[CARD, '["title","ja"]'], [CARD, '["content","en"]'], [CHAPTER, "1"], ["mkdocs.yml", "[]"], [CARD, "x"]]
    page = editor.ask(f"/-/choose/?fields={json.dumps(fields)}&back=/{CARD_PAGE}&piece=3")
    assert page.count('<p class="says">') == 3
    assert "名称（日本語）" in page
    assert f'href="/{CARD_PAGE}?piece=3#edited-here"' in page
    for asked in ("", "?fields=x", "?fields=[[1]]", '?fields=[["../x.yml","[]"]]'):
        editor.ask(f"/-/choose/{asked}")
        assert editor.status == "404 Not Found"


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "x", "/a\nb"])
def test_no_way_back_leads_to_another_site(editor: Editor, back: str) -> None:
    """Whatever an address asks for."""
    from urllib.parse import urlencode

    asked = urlencode({"to": TARGET.removeprefix("v:"), "back": back, "piece": "1"})
    editor.save(f"{HERE}?{asked}", {TARGET: "250"})
    location = editor.headers["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "\n" not in location
