"""Hostile and clumsy data: it builds into pages on which the text shows as text, or gives findings with their lines.

`PLAN_MUTATIONS=5000 pytest tests/test_hostile.py -s` makes that many mutations of each family and says what became of
them; without it, few of each, always the same ones.
"""

from __future__ import annotations

import copy
import html
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar, NoReturn
from xml.etree import ElementTree

import hostile
import printing
import pymupdf
import pytest
from browser import launch
from building import build
from copies import INVENTED, ROOT, copy_plan, copy_program
from hostile import ATTACKS, Change, Folder, Mutation
from hypothesis import HealthCheck, given, settings
from plan.drawing import charts, share_picture
from plan.messages.findings import HIDDEN, FileLine, Finding
from plan.model import colors
from plan.pages import sharing, site
from plan.paper import library
from plan.preview.layer import Workbench
from plan.publishing.current import Desk
from plan.reading import files, loader
from plan.reading.loader import Loaded, load_plan
from plan.showing import statistics
from plan.showing.renderer import Renderer
from playwright.sync_api import sync_playwright
from serving import served

#: How many mutations of each family are tried, and how many seconds one may take.
MUTATIONS = int(os.environ.get("PLAN_MUTATIONS", "30"))
PATIENCE = 10
#: Findings about what is not there.
ABSENT = frozenset(("missing-file", "missing-chapter", "missing-translation"))
LOOKS = ROOT / "overrides/pages"

counted: dict[str, Counter[str]] = {}


class TooSlowError(BaseException):
    """A mutation that takes longer than a reader waits; no handler of the program takes it for its own."""


@pytest.fixture(scope="module", autouse=True)
def tally(request: pytest.FixtureRequest) -> Iterator[None]:
    """Say at the end how many mutations of each family became a plan, and how many findings."""
    yield
    if "PLAN_MUTATIONS" in os.environ:
        reporter = request.config.pluginmanager.get_plugin("terminalreporter")
        for family, outcomes in counted.items():
            said = ", ".join(f"{number} {name}" for name, number in sorted(outcomes.items()))
            reporter.write_line(f"\n{family}: {sum(outcomes.values())} mutations: {said}")
        reporter.write_line(f"all: {sum(sum(outcomes.values()) for outcomes in counted.values())} mutations")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Folder]:
    """A small plan with every kind of record of the real one, and the invented plan, to be mutated."""
    small = tmp_path_factory.mktemp("small")
    hostile.small_plan(ROOT, small)
    return {
        "small": Folder.copy(small, tmp_path_factory.mktemp("hostile-small")),
        "invented": Folder.copy(INVENTED, tmp_path_factory.mktemp("hostile-invented")),
        "real": Folder.copy(ROOT, tmp_path_factory.mktemp("hostile-real")),
    }


def stop(*_: object) -> NoReturn:
    """What the alarm does."""
    raise TooSlowError


def load(folder: Folder) -> Loaded:
    """The plan in a folder, read as a build and a preview read it, while a watch runs."""
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        files.fingerprint(folder.root / "data", folder.root / "docs")
        loaded = load_plan(folder.root / "data", folder.root / "docs")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return loaded


def check_findings(loaded: Loaded, folder: Folder) -> None:
    """A plan or findings; each finding with a file that is there, a line of it, and both sentences in one line."""
    assert (loaded.plan is None) == bool(loaded.findings)
    lines = {file: lines_of(folder.root / file) for file in {finding.file for finding in loaded.findings}}
    for finding in loaded.findings:
        path = folder.root / finding.file
        assert path.exists() or path.is_symlink() or finding.rule in ABSENT, finding
        assert 1 <= finding.line <= lines[finding.file], str(finding)
        for sentence in (finding.japanese, finding.english, str(finding)):
            assert sentence and len(sentence) < 2000 and not re.search(r"[\r\n]", sentence), str(finding)
            assert not HIDDEN.search(sentence), ascii(str(finding))


def lines_of(path: Path) -> int:
    """How many lines a file has; one, where it cannot be read."""
    if not path.is_file() or not os.access(path, os.R_OK):
        return 1
    with path.open("rb") as file:
        return len(re.split(rb"\r\n|\r|\n", file.read(20_000_000)))


def outcome(mutation: Mutation, folder: Folder) -> Loaded | None:
    """What a mutation leads to, with the folder put right again; None where the file system does not take it."""
    try:
        try:
            for change in mutation:
                folder.change(change)
        except (OSError, ValueError):
            return None
        loaded = load(folder)
        check_findings(loaded, folder)
        return loaded
    finally:
        folder.restore(mutation)


@pytest.mark.sweep
@pytest.mark.parametrize("plan", ["small", "invented", "real"])
@pytest.mark.parametrize("family", hostile.FAMILIES)
def test_whatever_is_done_to_a_file_there_is_a_plan_or_findings(
    family: str, plan: str, folders: Mapping[str, Folder], tmp_path: Path
) -> None:
    """No exception, no wait, and no finding without its place; what loads can be rendered in all languages."""
    folder = folders[plan]
    outcomes = counted.setdefault(f"{family} ({plan})", Counter())
    number = MUTATIONS if plan == "invented" else max(1, MUTATIONS // 3) if plan == "small" else max(1, MUTATIONS // 20)

    @settings(
        max_examples=number, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(hostile.FAMILIES[family](folder))
    def mutate(mutation: Mutation) -> None:
        loaded = outcome(mutation, folder)
        outcomes["impossible" if loaded is None else "findings" if loaded.plan is None else "plans"] += 1
        if plan == "invented" and loaded and loaded.plan:
            assert site.Site(Renderer(loaded.plan, loaded.chapters, LOOKS, tmp_path), library.Library()).pages

    mutate()
    assert outcomes["findings"] or number < 20


#: The largest, smallest and oddest numbers that a figure may have.
FIGURES = ("999999999999999", "-99999999999999.9", "0.00000000000001", "0", "-0.0", "1")


@pytest.mark.parametrize("kind", ["parts", "share", "trend"])
@pytest.mark.parametrize("figures", list(zip(FIGURES, FIGURES[1:] + FIGURES[:1], strict=True)), ids="-then-".join)
def test_any_figure_that_is_read_is_drawn(
    kind: str, figures: tuple[str, str], folders: Mapping[str, Folder], tmp_path: Path
) -> None:
    """Sentence, table and chart of a series of such figures; one digit more is a finding."""
    folder, name = folders["invented"], "data/series/population.yml"
    tree = copy.deepcopy(folder.trees[name]) | {"kind": kind, "whole": "all"}
    tree["columns"].append(tree["columns"][0] | {"id": "all"})
    for row, figure in zip(tree["rows"], figures, strict=True):
        value = row["values"][0] | {"value": hostile.Raw(figure)}
        row["values"] = [value, value | {"column": "all", "value": hostile.Raw(figure if figure.strip("-0.") else "7")}]
    loaded = outcome([Change(name, "write", hostile.written(tree))], folder)
    assert loaded and loaded.plan, loaded
    figure_ = Renderer(loaded.plan, loaded.chapters, LOOKS, tmp_path).figures["population", "ja"]
    palette = colors.scheme(**loaded.plan.details.colors.model_dump(), dark=False)
    assert charts.draw(figure_.drawing, palette, charts.VARIANTS[0]).endswith(b"</svg>\n")
    tree["rows"][0]["values"][0]["value"] = hostile.Raw("1000000000000000.1")
    more = outcome([Change(name, "write", hostile.written(tree))], folder)
    assert more and [finding.rule for finding in more.findings] == ["too-many-digits"]


#: Files as large as one may be, and much larger, made of one thing: of data, and chapters.
SIZES, CHAPTERS = (2_000_000, 10_000_000), (200_000, 2_000_000)
LARGE: Mapping[str, bytes] = {
    "items": b"- a\n",
    "keys": b"key: 1\n",
    "flow": b"a,",
    "brackets": b"[",
    "hyphens": b"- ",
    "hidden letters": "\u200b".encode(),
    "letters without a font": "- \U0001f600\n".encode(),
    "one line": b"x",
    "comment": b"#",
    "lines": b"\n",
    "blanks": b" ",
    "quotes": b'"',
    "ambiguous words": b"- yes\n",
    "carriage returns": b"- a\r",
    "no UTF-8": b"\xff",
    "parts": b"- {id: x, chapters: []}\n",
    "stars": b"*a ",
    "headings": b"## a {#x}\n\n",
    "elements": b"<div>\n",
    "marks": "長※".encode(),
    "numbers of pages": b"[{{ page-of: #a, 1 }}",
    "begun numbers of pages": b"{{ page-of: a.md",
}


@pytest.mark.sweep
@pytest.mark.parametrize(
    "name", ["data/projects/phone-help.yml", "data/plan.yml", "data/words.yml", "docs/plan/support.md"]
)
@pytest.mark.parametrize("shape", LARGE)
def test_no_file_is_too_large_to_be_refused(shape: str, name: str, folders: Mapping[str, Folder]) -> None:
    """Ten megabytes, in one line or in millions, are a finding at once; what just may be read is read in time."""
    head = b"# x\n\n" if name.endswith(".md") else b"parts:\n" if shape == "parts" else b"[" if shape == "flow" else b""
    sizes = CHAPTERS if name.endswith(".md") else SIZES
    for size in sizes if "PLAN_MUTATIONS" in os.environ else sizes[1:]:
        content = (head + LARGE[shape] * (size // len(LARGE[shape]) + 1))[:size]
        loaded = outcome([Change(name, "write", content)], folders["invented"])
        assert loaded and loaded.findings
        counted.setdefault("large", Counter())["findings"] += 1


@pytest.mark.sweep
@pytest.mark.parametrize("shape", LARGE)
def test_the_largest_file_that_is_read_is_read_in_time(shape: str, folders: Mapping[str, Folder]) -> None:
    """A file and a chapter at the limit, made of one thing."""
    for name, size in (("data/words.yml", 300_000), ("docs/plan/support.md", 60_000)):
        head = b"# x\n\n" if name.endswith(".md") else b""
        content = head + LARGE[shape] * (size // len(LARGE[shape]))
        assert outcome([Change(name, "write", content)], folders["invented"])
        counted.setdefault("large", Counter())["read"] += 1


def test_a_finding_without_its_line_would_be_seen(folders: Mapping[str, Folder]) -> None:
    """The check of findings fails for a file that is not there, a line that is not in it, and letters nobody sees."""
    sound = loader.Loaded(None, {}, (Finding(FileLine("data/plan.yml", 1, "x"), "missing-field"),))
    check_findings(sound, folders["invented"])
    for file, line, found in (("data/no.yml", 1, "x"), ("data/plan.yml", 0, "x"), ("data/plan.yml", 9999, "x")):
        wrong = loader.Loaded(None, {}, (Finding(FileLine(file, line, found), "missing-field"),))
        with pytest.raises(AssertionError):
            check_findings(wrong, folders["invented"])
    with pytest.raises(AssertionError):
        check_findings(loader.Loaded(None, {}, ()), folders["invented"])


@pytest.mark.parametrize("name", ["data/vision.yml", "data/projects", "docs/plan/support.md", "docs/plan", "data"])
def test_what_may_not_be_read_is_a_finding(name: str) -> None:
    """A file or a folder without the right to read it: also for root, who becomes somebody else for the while."""
    load_plan(INVENTED / "data", INVENTED / "docs")  # all of the program is in memory then
    with tempfile.TemporaryDirectory(prefix="hostile-") as place:
        root = copy_plan(Path(place))
        root.chmod(0o755)
        (root / name).chmod(0)
        me = os.geteuid()
        try:
            if me == 0:
                os.seteuid(65534)
            files.fingerprint(root / "data", root / "docs")
            loaded = load_plan(root / "data", root / "docs")
        finally:
            os.seteuid(me)
            (root / name).chmod(0o700)
    assert loaded.plan is None
    assert [finding.file for finding in loaded.findings if finding.rule == "unreadable"] == [name]


# ---------------------------------------------------------------- pages


class Outline(HTMLParser):
    """What a page is but for its words: elements with the names of their attributes; and its words by themselves."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.attributes: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self._script = tag in ("script", "style")
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "srcset", "action")]
        self.attributes += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}", ()))
        self._script = False

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--", (re.sub("Q.*", "", data),)))

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("!", (decl,)))

    def handle_data(self, data: str) -> None:
        if not self._script:  # data for machines is looked at as such
            self.words.append(data)


def outline(html: str) -> Outline:
    """The outline of a page."""
    reader = Outline()
    reader.feed(html)
    reader.close()
    return reader


def squeezed(text: str) -> str:
    """A text as it is compared: blanks do not count."""
    return "".join(text.split())


def check_texts(words: str, texts: Mapping[str, str]) -> set[str]:
    """Every marked text that stands whole in the words is what was written; returns the marks found."""
    words, seen = squeezed(words), set()
    for match in re.finditer(r"Q(\d{5})Q", words):
        end = words.find(f"Z{match[1]}Z", match.start())
        whole = squeezed(texts[match[0]])
        if end >= 0 and end - match.start() <= len(whole) * 6 + 200:
            assert words[match.start() : end + 7] == whole, whole[:300]
            seen.add(match[0])
    return seen


def check_page(html: str, twin: Outline, texts: Mapping[str, str]) -> set[str]:
    """A page of attacks is the same page as that of harmless texts, but for its words; returns the marks shown."""
    page = outline(html)
    assert page.elements == twin.elements
    assert page.addresses == twin.addresses
    seen = check_texts(" ".join(page.words), texts)
    for value in page.attributes:
        check_texts(value, texts)
    return seen


class Attacked:
    """A plan of attacks in a folder, rendered, beside the same plan of harmless texts."""

    _twins: ClassVar[dict[tuple[str, ...], Mapping[str, Outline]]] = {}

    def __init__(self, folder: Folder, family: str, root: Path) -> None:
        attacks = list(ATTACKS.values())
        self.attack = (
            (lambda number: attacks[number % len(attacks)]) if family == "all" else (lambda _: ATTACKS[family])
        )
        self.marked = hostile.marked(folder.trees, self.attack)
        self.folder, self.kept = folder, root / "kept"
        self.renderer = self._rendered(self.marked)

    def twin(self) -> Mapping[str, Outline]:
        """The pages with harmless texts by their names: one such plan is the twin of all attacks of one shape."""
        marked = hostile.marked(self.folder.trees, lambda number: hostile.harmless(self.attack(number)))
        shape = tuple(marked.texts.values())
        if shape not in self._twins:
            pages = site.Site(self._rendered(marked), library.Library()).pages
            self._twins[shape] = {uri: outline(page.html) for uri, page in pages.items()}
        return self._twins[shape]

    def _rendered(self, marked: hostile.Marked) -> Renderer:
        try:
            marked.write(self.folder.root)
            loaded = load(self.folder)
            assert loaded.plan, "\n".join(map(str, loaded.findings[:20]))
            return Renderer(loaded.plan, loaded.chapters, LOOKS, self.kept)
        finally:
            self.folder.restore([Change(name, "write") for name in marked.trees])


@pytest.mark.parametrize("family", [*ATTACKS, "all"])
def test_every_text_shows_as_text_on_every_page(family: str, folders: Mapping[str, Folder], tmp_path: Path) -> None:
    """In pages, their heads, data for machines and the search index: no element, attribute or address more."""
    attacked = Attacked(folders["small"], family, tmp_path)
    texts = attacked.marked.texts
    built = site.Site(attacked.renderer, library.Library())
    twins = attacked.twin()
    pages = built.pages
    assert pages.keys() == twins.keys()
    seen: set[str] = set()
    for uri, page in pages.items():
        seen |= check_page(page.html, twins[uri], texts)
        shell = f'<title>{html.escape(page.title)}</title><meta content="{html.escape(page.description)}">'
        if page.machine:
            assert "<" not in page.machine
            said = " ".join(values(json.loads(page.machine)))
            check_texts(said, texts)
            shell += f'<script type="application/ld+json">{page.machine}</script>'
        assert [tag for tag, _ in outline(shell).elements if not tag.startswith("/")] == (
            ["title", "meta", "script"] if page.machine else ["title", "meta"]
        )
    assert len(seen) > 0.8 * len(texts), f"{len(seen)} of {len(texts)} texts are shown"
    check_index(built, texts, tmp_path)
    counted.setdefault("rendered", Counter())["texts"] += len(seen)


def values(tree: Any) -> Iterator[str]:
    """Every text in JSON."""
    if isinstance(tree, str):
        yield tree
    for item in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from values(item)


def check_index(built: site.Site, texts: Mapping[str, str], folder: Path) -> None:
    """The search index is JSON after its beginning, runs as a script that does nothing else, and holds the texts."""
    script = bytes(built.texts["assets/search.ja.js"]).decode()
    said = json.loads(script.removeprefix("window.planIndex=").removesuffix(";\n"))
    for text in values(said):
        check_texts(text, texts)
    (folder / "index.js").write_text(script, encoding="utf-8")
    code = (
        "const vm=require('vm'),fs=require('fs');const box={window:{}};"
        "vm.runInNewContext(fs.readFileSync(process.argv[1],'utf8'),box);"
        "console.log(JSON.stringify([Object.keys(box),Object.keys(box.window),box.window.planIndex]))"
    )
    node = Path(sys.executable).with_name("node")
    run = subprocess.run([node, "-e", code, folder / "index.js"], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == [["window"], ["planIndex"], said]


@pytest.mark.parametrize("attack", ["$x^2$", r"$\nonsense{$", "a\tb", "$$", r"\frac", "<svg/onload=alert(1)>"])
def test_charts_and_share_pictures_draw_what_is_written(
    attack: str, folders: Mapping[str, Folder], tmp_path: Path
) -> None:
    """No formula, no tab and no markup in the words of a picture is taken for more than words."""
    loaded = load(folders["invented"])
    assert loaded.plan
    renderer = Renderer(loaded.plan, loaded.chapters, LOOKS, tmp_path)
    drawing = renderer.figures["population", "ja"].drawing
    told = statistics.Drawing(**vars(drawing) | {"bases": tuple((id, attack) for id, _ in drawing.bases)})
    palette = colors.scheme(**loaded.plan.details.colors.model_dump(), dark=False)
    svg = charts.draw(told, palette, charts.VARIANTS[0]).decode()
    drawn = ElementTree.fromstring(svg)  # noqa: S314 - made by the program just now
    assert not any("onload" in name for element in drawn.iter() for name in element.attrib)
    lines = sharing.plan_lines(loaded.plan, renderer.speaker("ja")) | {"title": attack, "note": attack}
    assert share_picture.draw(lines, palette).startswith(b"\x89PNG")
    plain = attack.replace("\t", " ").replace("$", "S")
    if "$" in attack:  # as many outlines as letters: a formula would have others
        other = statistics.Drawing(**vars(drawing) | {"bases": tuple((id, plain) for id, _ in drawing.bases)})
        assert svg.count("<use") == charts.draw(other, palette, charts.VARIANTS[0]).decode().count("<use")


@pytest.mark.parametrize("family", [*ATTACKS, "all"] if "PLAN_MUTATIONS" in os.environ else ["typesetter"])
def test_every_text_shows_as_text_on_paper(family: str, folders: Mapping[str, Folder], tmp_path: Path) -> None:
    """The documents hold the attacks letter for letter; nothing was read, run or left out."""
    attacked = Attacked(folders["small"], family, tmp_path)
    library = printing.printed(attacked.renderer, "attacked")
    assert len(library.files) > 20
    whole: set[str] = set()
    for name, path in library.files.items():
        with pymupdf.open(path) as document:
            words = " ".join(page.get_text() for page in document)
        assert "root:x:0" not in words, name
        whole |= {
            mark for mark in re.findall(r"Q\d{5}Q", words) if squeezed(attacked.marked.texts[mark]) in squeezed(words)
        }
    written = attacked.marked.texts
    if family != "long":  # a word that is wider than the paper is cut off there
        assert len(whole) > 0.5 * len(written), f"{len(whole)} of {len(written)} texts are whole on paper"


# ---------------------------------------------------------------- the preview's own pages


def asked(layer: Workbench, path: str) -> str:
    """The page that the workbench answers with."""
    said: list[str] = []
    body = layer(
        {"PATH_INFO": path.encode("utf-8", "surrogateescape").decode("latin-1")}, lambda status, *_: said.append(status)
    )
    return b"".join(body).decode("utf-8")


#: What the pages of the workbench are made of.
WORKBENCH = frozenset(
    "! html head meta title style body header nav a main h1 h2 p br span ul li div pre b details summary".split()
)


def check_workbench(html: str) -> Outline:
    """No element and no attribute that the workbench's own pages have not."""
    page = outline(html)
    tags = {tag.removeprefix("/") for tag, _ in page.elements}
    names = {name for tag, found in page.elements for name in found if tag != "!"}
    assert tags <= WORKBENCH, tags - WORKBENCH
    assert names <= set("lang charset name content aria-label href class id".split()), names
    assert all(not address.lower().startswith("javascript:") for address in page.addresses)
    return page


@pytest.fixture
def layer(folders: Mapping[str, Folder], tmp_path: Path) -> Iterator[tuple[Workbench, Desk, Folder]]:
    """The workbench of a preview of the small plan; its folder is put right afterwards."""
    folder = folders["small"]
    desk = Desk(folder.root, folder.root / "docs", LOOKS, preview=True)
    yield Workbench(lambda environ, start: [b"<p>the site</p>"], desk, lambda page: page), desk, folder
    folder.restore([Change(name, "write") for name in folder.sound])


def test_the_workbench_shows_texts_as_texts(layer: tuple[Workbench, Desk, Folder]) -> None:
    """The inspection and the sources of a plan full of attacks: each text as it was written, and nothing runs."""
    pages, desk, folder = layer
    attacks = list(ATTACKS.values())
    marked = hostile.marked(folder.trees, lambda number: attacks[number % len(attacks)])
    marked.write(folder.root)
    desk.refresh()
    assert desk.site, "\n".join(map(str, desk.findings[:20]))
    inspection = check_workbench(asked(pages, "/-/check/"))
    assert check_texts(" ".join(inspection.words), marked.texts)
    for name in marked.trees:
        source = check_workbench(asked(pages, f"/-/source/{name}/"))
        assert (
            squeezed((folder.root / name).read_text(encoding="utf-8"))[:3000]
            in re.sub(r"", "", squeezed("".join(word for word in source.words)))
            or len(source.words) > 3
        )


def test_the_workbench_shows_faults_as_texts(layer: tuple[Workbench, Desk, Folder]) -> None:
    """Names of fields and of files, and the lines around a fault: each as it was written, and nothing runs."""
    pages, desk, folder = layer
    key = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    tree = {key: "</pre><svg/onload=alert(1)>", **folder.trees["data/vision.yml"]}
    folder.change(Change("data/vision.yml", "write", hostile.written(tree)))
    strange = [
        Change("data/projects/<b onclick=x>\u202e.yml", "write", b"x: 1"),
        Change("data/projects/\udcff'\".yml", "write", b""),
    ]
    try:
        for change in strange:
            folder.change(change)
        desk.refresh()
        page = check_workbench(asked(pages, "/"))
        said = squeezed(" ".join(page.words))
        assert squeezed(key) in said and squeezed("</pre><svg/onload=alert(1)>") in said
        assert "data/projects/<bonclick=x>" in said
        for path in (
            "/-/source/data/vision.yml/",
            "/-/source/data/projects/\udcff'\".yml/",
            f"/-/source/{key}/",
            "/-/check/",
        ):
            check_workbench(asked(pages, path))
    finally:
        folder.restore(strange)


def test_the_workbench_reads_no_pipe_and_nothing_outside(layer: tuple[Workbench, Desk, Folder]) -> None:
    """A pipe or a link in the place of a file is a fault that is shown, and not read."""
    pages, desk, folder = layer
    strange = [
        Change("data/projects/pipe.yml", "fifo"),
        Change("data/projects/secret.yml", "link", "OUTSIDE/secret.yml"),
        Change("docs/plan/secret.md", "link", "OUTSIDE/secret.md"),
    ]
    try:
        for change in strange:
            folder.change(change)
        before = signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        desk.refresh()
        shown = [asked(pages, path) for path in ("/", *(f"/-/source/{change.file}/" for change in strange))]
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    finally:
        folder.restore(strange)
    assert {finding.file for finding in desk.findings} == {change.file for change in strange}
    assert not any("secret: outside" in page or "secret-outside" in page for page in shown)


# ---------------------------------------------------------------- a whole site, in a browser


@pytest.fixture(scope="module")
def attacked_sites(
    folders: Mapping[str, Folder], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, Mapping[str, str]]:
    """The sites of the small plan with every attack in it, and with harmless texts, built strictly."""
    folder, attacks = folders["small"], list(ATTACKS.values())
    found = []
    texts: Mapping[str, str] = {}
    for change in (lambda text: text, hostile.harmless):
        root = tmp_path_factory.mktemp("attacked")
        copy_program(root)
        for name, content in folder.sound.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        marked = hostile.marked(folder.trees, lambda number, change=change: change(attacks[number % len(attacks)]))
        marked.write(root)
        before = {path for path in root.rglob("*") if "site" not in path.parts and ".cache" not in path.parts}
        build(root)
        after = {
            path
            for path in root.rglob("*")
            if not {"site", ".cache", "__pycache__"} & set(path.relative_to(root).parts)
        }
        assert after <= before, after - before
        found.append(root / "site")
        texts = texts or marked.texts
    return found[0], found[1], texts


def test_every_page_of_the_site_is_that_of_harmless_texts(attacked_sites: tuple[Path, Path, Mapping[str, str]]) -> None:
    """Menus, titles, descriptions and all: the same elements, attributes and addresses, and the texts as texts."""
    attacked, twin, texts = attacked_sites
    pages = {path.relative_to(attacked) for path in attacked.rglob("*.html")}
    assert pages == {path.relative_to(twin) for path in twin.rglob("*.html")} and len(pages) > 40
    for name in sorted(pages):
        harmless = outline((twin / name).read_text(encoding="utf-8"))
        check_page((attacked / name).read_text(encoding="utf-8"), harmless, texts)


def test_nothing_runs_in_a_browser(attacked_sites: tuple[Path, Path, Mapping[str, str]]) -> None:
    """With JavaScript on: no dialog, no request to elsewhere, no error in the console, and search finds the texts."""
    noticed: list[str] = []
    with served(attacked_sites[0]) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.on("dialog", lambda dialog: (noticed.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                noticed.append(request.url)
                if not request.url.startswith(address) and not request.url.startswith("data:")
                else None
            ),
        )
        page.on(
            "console",
            lambda message: noticed.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: noticed.append(str(error)))
        html = sorted(path.relative_to(attacked_sites[0]).as_posix() for path in attacked_sites[0].rglob("*.html"))
        for name in html:
            page.goto(address + name)
        page.goto(address + "search/?q=%24%26")
        assert "$&" in page.locator("#results-said").inner_text()
        page.goto(address + "en/search/?q=counter")
        assert "<script>alert(1)</script>" in page.locator("#results").inner_text()
        assert page.locator("#results script, #results img").count() == 0
        browser.close()
    assert noticed == []
