"""Turns the answers of a preview into what staff need to see: where a page comes from, what is wrong, what to do next.

A layer between the preview's server and the browser (WSGI, PEP 3333). Nothing of it is ever written into a site.
"""

from __future__ import annotations

import mimetypes
import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plan.forms.preview_forms import Forms, Reply
from plan.forms.routes import STARTS, answered
from plan.forms.typed import unsaved
from plan.forms.way_back import WayBack, way_back
from plan.html.prose import convert
from plan.messages.findings import Finding, counted, in_order
from plan.messages.sentences import both
from plan.pages import origins
from plan.pages.shown import ShownPage
from plan.preview import inspection
from plan.preview.edit_links import EditMarks
from plan.preview.link_check import LinkCheck
from plan.preview.paper_check import PaperCheck
from plan.preview.session import Refused, Sent, Session, is_near
from plan.preview.switch import Switch
from plan.publishing.current import Desk
from plan.reading.files import read_file
from plan.reading.loader import Loaded
from plan.reading.yaml_file import MAX_BYTES

#: Where the workbench's own pages are; no page of a plan begins so.
ROOT = "/-/"
_HERE = Path(__file__).parent
_GUIDE = _HERE.parent / "help/guide"
_HTML = "text/html; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"
_POLICY = "default-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; object-src 'none'"

#: What the addresses of forms begin with: these read the files themselves.
FORMS = tuple(f"{ROOT}{start}" for start in STARTS)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Answer = tuple[str, str, bytes]


class Workbench:
    """The layer: pages pass through it and get a bar; faults take the place of pages; `/-/…` are pages of its own.

    `reloading` adds to a page what makes the browser load it again after the next edit.
    """

    def __init__(self, pages: Application, desk: Desk, reloading: Callable[[bytes], bytes]) -> None:
        self._pages, self._desk, self._reloading = pages, desk, reloading
        self.paper: PaperCheck | None = None
        """What sets the documents of the site in the background, if anything does."""
        self.links: LinkCheck | None = None
        """What looks at all its pages in the background, if anything does."""
        self.problem = ""
        """What stopped the program itself, in a word; empty while all is well."""
        self._inspected: tuple[Loaded, list[inspection.Section]] | None = None
        self._env = Environment(
            loader=FileSystemLoader(_HERE / "pages", encoding="utf-8"),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.switch = Switch(desk, self._env, ROOT)
        """What shows what differs from the last frozen edition."""
        self.session = Session()
        """What tells what its own pages send from everything else."""
        self.forms = Forms(desk, self._env, ROOT, self.session.token)
        """What edits the plan."""
        self.marks = EditMarks(desk, self._env, ROOT, self.forms)
        """What leads from each value on a page to its form."""

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        if not self._desk.root.is_dir():
            said = both("preview-moved", folder=self._desk.root)
            return _sent(start, Reply("503 Service Unavailable", f"{said}\n".encode(), _PLAIN))
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        given: Sent | None = None
        if environ.get("REQUEST_METHOD", "GET") not in ("GET", "HEAD"):
            taken = self.session.take(environ)
            if isinstance(taken, Refused):
                return _sent(start, self._refused(path, environ, taken))
            given = taken
        if path == f"{ROOT}differences/" and given is not None:
            return self.switch.turn(given, start)
        if path == f"{ROOT}marks/" and given is not None:
            return self.marks.turn(given, start)
        if reply := self._form(path, environ, given):
            return _sent(start, reply)
        answer, problem = self._own(path), self.problem or (self.links.problem if self.links else "")
        if answer is None and (self._desk.findings or problem) and path.endswith(("/", ".html")):
            answer = self._faults(problem)
        if answer is None:
            try:
                return self._passed(environ, start, path)
            except Exception as error:  # of the program, while it made what is asked for
                traceback.print_exc()
                answer = self._faults(f"{type(error).__name__}: {error}")
        status, kind, content = answer
        if kind == _HTML:
            content = self._reloading(content)
        start(status, [("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store")])
        return [content]

    def _refused(self, path: str, environ: dict[str, Any], taken: Refused) -> Reply:
        """Why something is not taken; who typed it into a form of an earlier preview finds it there."""
        lost = unsaved(taken.sent) if path.startswith(FORMS) and "check" not in taken.sent else ()
        if lost and is_near(environ):
            return Reply("403 Forbidden", self.forms.told_page(taken.sentence, lost))
        return Reply("403 Forbidden", f"{taken.sentence}\n".encode(), _PLAIN)

    def _form(self, path: str, environ: dict[str, Any], given: Sent | None) -> Reply | None:
        """What a form answers, if the path is one's."""
        if not path.startswith(ROOT) or "\0" in path:
            return None
        try:
            query, name = environ.get("QUERY_STRING", ""), path.removeprefix(ROOT)
            return answered(self.forms, name, query, given, near=is_near(environ))
        except Exception as error:  # of the program: what was typed stays in the browser, one page back
            traceback.print_exc()
            return Reply("500 Internal Server Error", self._faults(f"{type(error).__name__}: {error}")[2])

    # Pages of the site ------------------------------------------------------

    def _passed(self, environ: dict[str, Any], start: Callable[..., Any], path: str) -> Iterable[bytes]:
        """A page of the site with the bar at its end; any other file as it is."""
        begun: list[Any] = []
        body = self._pages(environ, lambda status, headers, *rest: begun.extend((status, headers)))
        status, headers = begun
        if not any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers):
            start(status, headers)
            return body
        content, page = b"".join(body), self._page_at(path)
        if environ.get("HTTP_SEC_FETCH_DEST") != "iframe":  # the picture beside a form has no bar of its own
            content = self._with_bar(content, environ, path, page)
        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        start(status, [*headers, ("Content-Length", str(len(content)))])
        return [content]

    def _with_bar(self, content: bytes, environ: dict[str, Any], path: str, page: ShownPage | None) -> bytes:
        """A page with the bar, the marks of what can be edited on it, and what differs on it."""
        asked = _asked(environ.get("QUERY_STRING", ""))
        on, marked = self.switch.state(environ), self.marks.state(environ)
        came = way_back({**asked, "back": [path]}) if is_near(environ) else None
        if page and is_near(environ) and (marked or came):
            made = self.marks.shown(content.decode("utf-8", "replace"), page, path, came, on=marked)
            content = made.encode("utf-8", "xmlcharrefreplace")
        bar = self._bar(path, page, on, self._edited(asked, came, marked) if is_near(environ) else {})
        content = content.replace(b"</body>", bar + b"</body>", 1)
        return self.switch.shown(content, page) if on and page else content

    def _edited(self, asked: Sent, came: WayBack | None, marked: bool) -> Mapping[str, Any]:
        """What the bar says to who may edit: the switch of the marks, what was saved or put back a moment ago."""
        saved, undone = asked.get("saved") == [self.forms.newest()], bool(asked.get("undone"))
        note = both("form-saved") if came and asked.get("saved") else both("form-undone") if came and undone else ""
        undo = (("entry", self.forms.newest()), *came.sent()) if came and saved and self.forms.newest() else ()
        turns = {"turns_to": "no" if marked else "yes", "pressed": str(marked).lower()}
        return {"marks": turns, "note": note, "undo": undo}

    def _page_at(self, path: str) -> ShownPage | None:
        site = self._desk.site
        uri = site.uris.get(path.removesuffix("index.html").removeprefix("/")) if site else None
        return site.pages[uri] if site and uri else None

    def _bar(self, path: str, page: ShownPage | None, on: bool | None, edited: Mapping[str, Any]) -> bytes:
        desk = self._desk
        if desk.site is None or desk.loaded is None:
            return b""
        places = origins.places(page.page, page.language, desk.loaded) if page else []
        count = sum(len(section.points) for section in self._sections() if section.id != "accepted")
        edition, refused = desk.site.plan.details.edition, len(self.paper.findings) if self.paper else 0
        said = {
            "edition": edition.id,
            "status": "案" if edition.status == "draft" else "策定済み",
            "updated": edition.updated.isoformat(),
            "place": next(iter(places), None),
            "others": places[1:],
            "more": len(places) - 1,
            "switch": None if on is None else {"turns_to": "no" if on else "yes", "pressed": str(on).lower()},
            "back": path,
            "edit": self.forms.address_of(page) if edited else "",
            "token": self.session.token,
            **{"marks": None, "note": "", "undo": (), **edited},
        }
        return self._env.get_template("bar.html").render(said, count=count, refused=refused, root=ROOT).encode()

    # Pages of the workbench --------------------------------------------------

    def _own(self, path: str) -> Answer | None:
        if "\0" in path:  # no system has a file of such a name
            return self._missing()
        if not path.startswith(ROOT):
            return None
        name = path.removeprefix(ROOT)
        if name == "check/":
            return (
                "200 OK",
                _HTML,
                self._page("inspection.html", "点検", sections=self._sections(), words=inspection.words),
            )
        if name == "differences/":
            found = self.switch.of_plan()
            return "200 OK", _HTML, self._page("differences-of-plan.html", "前の版との違い", **found)
        if name in ("differences.js", "form.js"):
            return "200 OK", "text/javascript; charset=utf-8", (_HERE / "pages" / name).read_bytes()
        if name == "guide/":
            guide = convert((_GUIDE / "guide.md").read_text(encoding="utf-8"))
            body = guide.title + "".join(guide.pieces)
            return "200 OK", _HTML, self._page("guide.html", "職員のための手引き", body=Markup(body))  # noqa: S704 - ours
        if name.startswith("guide/") and "/" not in name.removeprefix("guide/"):
            return self._picture(_GUIDE / name.removeprefix("guide/"))
        if name.startswith("source/"):
            return self._source(name.removeprefix("source/").strip("/"))
        return self._missing()

    def _picture(self, path: Path) -> Answer:
        if path not in _GUIDE.glob("*.png"):
            return self._missing()
        return "200 OK", mimetypes.guess_type(path.name)[0] or "image/png", path.read_bytes()

    def _source(self, name: str) -> Answer:
        """A file of the plan, line by line; no other file of the machine."""
        path = self._desk.root / name
        known = {file.relative_to(self._desk.root).as_posix() for file in self._plan_files()}
        if name not in known:
            return self._missing()
        lines = self._text(path, name)
        editor = f"vscode://file/{path.resolve().as_posix().lstrip('/')}"
        return (
            "200 OK",
            _HTML,
            self._page("source.html", name, name=name, lines=lines, editor=editor, edit=self.forms.address(name)),
        )

    def _plan_files(self) -> Iterable[Path]:
        """What is read of a plan: no hidden file, and none that a link takes from elsewhere."""
        for folder, pattern in ((self._desk.data, "*.yml"), (self._desk.docs, "*.md")):
            inside = folder.resolve()
            for path in folder.rglob(pattern):
                if not path.name.startswith(".") and path.resolve().is_relative_to(inside):
                    yield path

    def _missing(self) -> Answer:
        return "404 Not Found", _HTML, self._page("missing.html", "ページがありません")

    def _sections(self) -> list[inspection.Section]:
        """All of the inspection; each page has the count of its points."""
        loaded = self._desk.loaded
        if loaded is None or loaded.plan is None:
            return []
        if self._inspected is None or self._inspected[0] is not loaded:
            of_texts = inspection.text_sections(self._desk.texts, self._desk.ledger, loaded.plan)
            self._inspected = loaded, inspection.sections(loaded, of_texts)
        first, *others = self._inspected[1]
        on_paper = [inspection.paper_section(self.paper.findings, running=self.paper.running)] if self.paper else []
        return [first, *on_paper, *others]

    def _faults(self, problem: str) -> Answer:
        found = in_order(self._desk.findings)
        shown = [
            (finding, counted(finding.field), self._lines(finding), self.forms.address(finding.file))
            for finding in found
        ]
        made = self._page("faults.html", "データの誤り", faults=shown, count=len(shown), problem=problem)
        return "200 OK", _HTML, made

    def _lines(self, finding: Finding) -> list[tuple[int, str, bool]]:
        """The line of a fault with the one before and the one after it: number, text, whether it is the one."""
        if not finding.line:
            return []  # a file without lines
        path = self._desk.root / finding.file
        lines = self._text(path, finding.file)
        first, last = max(1, finding.line - 1), min(len(lines), finding.line + 1)
        return [(number, lines[number - 1], number == finding.line) for number in range(first, last + 1)]

    def _text(self, path: Path, name: str) -> list[str]:
        """The lines of a file as YAML counts them; none of what is no file of the plan."""
        raw = read_file(path, name, MAX_BYTES, self._desk.root)
        return [] if isinstance(raw, Finding) else re.split("\r\n|\n|\r", raw.decode("utf-8", "replace"))

    def _page(self, template: str, title: str, **more: Any) -> bytes:
        site = self._desk.site
        home = site.plan.details.title[site.plan.languages.default] if site else "サイト"
        made = self._env.get_template(template).render(title=title, home=home, root=ROOT, **more)
        return made.encode(errors="replace")


def _asked(query: str) -> Sent:
    """What an address asks for beside its page."""
    try:
        return parse_qs(query, max_num_fields=20)
    except ValueError:
        return {}


def _sent(start: Callable[..., Any], reply: Reply) -> list[bytes]:
    """Hand on what a form answers, which no browser keeps and no edit loads again under the hands of who types.

    Whatever texts it shows, it runs our one script, and sends to us alone.
    """
    headers = [("Content-Type", reply.kind), ("Content-Length", str(len(reply.content))), ("Cache-Control", "no-store")]
    headers.append(("Content-Security-Policy", _POLICY))
    start(reply.status, [*headers, ("Location", reply.location)] if reply.location else headers)
    return [reply.content]
