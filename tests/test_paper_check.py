"""What only paper refuses is found while a preview runs, in the background, with its place; nothing is published."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from copies import ROOT, copy_plan, copy_project
from costs import WHOLE, needs
from plan.paper import typesetting
from plan.preview import inspection, paper_check
from plan.preview.paper_check import PaperCheck
from plan.preview.refusals import refusals
from serving import CARD, PAGE, Preview
from test_workbench import Browser

LOOKS = ROOT / "overrides/pages"
SKIPPED = "PDF/UA-1 error: skipped from heading level 2 to 4"
#: A block with headings of its own before any heading: a page shows it, and paper has a level too little.
BEFORE_ANY_HEADING = "\n本文 (Opening)。\n\n{{ projects }}\n"
needs(WHOLE)(PaperCheck)
needs(WHOLE)(refusals)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented plan."""
    return copy_plan(tmp_path)


def before_any_heading(folder: Path, *names: str) -> None:
    """Put it into chapters."""
    for name in names:
        chapter = folder / "docs/plan" / name
        title, _, rest = chapter.read_text(encoding="utf-8").partition("\n")
        chapter.write_text(f"{title}\n{BEFORE_ANY_HEADING}{rest}", encoding="utf-8")


def test_a_plan_that_paper_takes_has_no_refusal(folder: Path) -> None:
    """Its documents are kept for the next build, and none is published."""
    assert refusals(folder, folder / "docs", LOOKS) == ()
    assert len(list((folder / ".cache/documents").glob("*.pdf"))) > 10
    assert not (folder / "site").exists()


def test_a_block_that_paper_refuses_is_told_at_its_line(folder: Path) -> None:
    """Once in each language, though it stands in the whole plan and in a part."""
    before_any_heading(folder, "overview.md", "overview.en.md", "overview.pt.md")
    found = refusals(folder, folder / "docs", LOOKS)
    assert [str(finding) for finding in found] == [
        f"docs/plan/{name}:5: 紙（PDF）に載せられません（pdf/{language}/whole.pdf: {SKIPPED}） / "
        f"cannot be set on paper (pdf/{language}/whole.pdf: {SKIPPED})"
        for name, language in (("overview.en.md", "en"), ("overview.md", "ja"), ("overview.pt.md", "pt"))
    ]


@pytest.mark.parametrize(
    ("file", "words", "place"),
    [
        ("docs/plan/support.md", "総務課が進めます。", ("docs/plan/support.md", 5)),
        ("data/projects/bus-counter.yml", "走る窓口に取り組みます。", ("data/projects/bus-counter.yml", 1)),
        ("data/glossary.yml", "車で回る窓口。", ("data/glossary.yml", 2)),
    ],
)
def test_the_place_is_found_by_setting_less_and_less(
    folder: Path, monkeypatch: pytest.MonkeyPatch, file: str, words: str, place: tuple[str, int]
) -> None:
    """A paragraph, a card, a term: whatever holds the words that the typesetter refuses."""
    assert words in (folder / file).read_text(encoding="utf-8")
    real = typesetting._compile

    def compile(name: str, content: str, moment: int, fonts: tuple[Path, ...]) -> bytes:
        if words in content:
            raise typesetting.TypesettingError(f"{name}: error: no such letter\n  in a file of the typesetter")
        return real(name, content, moment, fonts)

    monkeypatch.setattr(typesetting, "_compile", compile)
    monkeypatch.setattr("plan.machine.workers.Workers.submit_after", _here)
    found = refusals(folder, folder / "docs", LOOKS)
    assert {finding.details["reason"] for finding in found} == {"no such letter"}
    assert [(finding.file, finding.line) for finding in found] == [place]


def _here(
    self: object, needed: Iterable[Future[object]], function: Callable[..., Path], *arguments: object
) -> Future[Path]:
    """Set a document in this process, so that what refuses it is this test's."""
    answer: Future[Path] = Future()
    for one in needed:
        one.result()
    try:
        answer.set_result(function(*arguments))
    except typesetting.TypesettingError as error:
        answer.set_exception(error)
    return answer


@pytest.fixture
def check(folder: Path) -> Iterator[tuple[PaperCheck, threading.Event]]:
    """A check of the invented plan that waits for no quiet, and what tells that its answer has changed."""
    told = threading.Event()
    made = PaperCheck((folder, folder / "docs", LOOKS), told.set, quiet=0)
    yield made, told
    made.stop()


def test_the_answer_comes_later_and_is_told_when_it_changes(
    folder: Path, check: tuple[PaperCheck, threading.Event]
) -> None:
    """A site is looked at once; the refusals go when they are mended."""
    paper, told = check
    before_any_heading(folder, "overview.md", "overview.en.md", "overview.pt.md")
    site = object()
    paper.begin(site)
    assert paper.findings == () and paper.running
    assert told.wait(60)
    names = ("overview.en.md", "overview.md", "overview.pt.md")
    assert [(finding.file, finding.line) for finding in paper.findings] == [(f"docs/plan/{name}", 5) for name in names]
    assert not paper.running
    paper.begin(site)
    assert not paper.running
    told.clear()
    for chapter in (folder / "docs/plan" / name for name in names):
        chapter.write_text(chapter.read_text(encoding="utf-8").replace(BEFORE_ANY_HEADING, "\n"), encoding="utf-8")
    paper.begin(object())
    assert told.wait(60)
    assert paper.findings == ()


def test_a_save_ends_what_is_being_set(check: tuple[PaperCheck, threading.Event]) -> None:
    """At once; its answer is nobody's, and the site is looked at again when it is shown again."""
    paper, told = check
    site = object()
    paper.begin(site)
    end = time.monotonic() + 30
    while paper._process is None and time.monotonic() < end:
        time.sleep(0.01)
    process = paper._process
    assert process
    began = time.monotonic()
    paper.stop()
    assert time.monotonic() - began < 1
    assert process.wait(timeout=30) != 0
    assert not told.is_set() and not paper.running
    paper.begin(site)
    assert paper.running


def lowest(pid: int) -> bool:
    """Whether a process has the least priority that there is, which Windows is told at its start."""
    return os.getpriority(os.PRIO_PROCESS, pid) == 19 if hasattr(os, "getpriority") else paper_check.LOWEST == 0x40


def test_it_gives_way_to_all_else(check: tuple[PaperCheck, threading.Event]) -> None:
    """The process takes the least priority that there is."""
    paper, _ = check
    paper.begin(object())
    end = time.monotonic() + 30
    while time.monotonic() < end:
        process = paper._process
        if process and process.poll() is None and lowest(process.pid):
            return
        time.sleep(0.01)
    raise AssertionError("it runs as all else does")


def test_the_inspection_and_the_bar_tell_of_it(folder: Path) -> None:
    """With a link from every page; without refusals the bar says nothing of paper."""
    browser = Browser(folder)
    browser.desk.refresh()
    assert "紙に載らないもの" not in browser.ask("/")
    paper = PaperCheck((folder, folder / "docs", LOOKS), lambda: None)
    browser.workbench.paper = paper
    assert "紙に載らないもの（" not in browser.ask("/")
    assert '<h2 id="paper">紙に載らないもの（0件）</h2>' in browser.ask("/-/check/")
    before_any_heading(folder, "overview.md", "overview.en.md", "overview.pt.md")
    paper.findings = refusals(folder, folder / "docs", LOOKS)
    assert '<a href="/-/check/#paper"><strong>紙に載らないもの（3件）</strong></a>' in browser.ask("/")
    body = browser.ask("/-/check/")
    assert '<a href="/-/source/docs/plan/overview.md/#L5">docs/plan/overview.md の 5行目</a>' in body
    assert f"紙（PDF）に載せられません（pdf/ja/whole.pdf: {SKIPPED}）" in body
    running = inspection.paper_section((), running=True)
    assert running.lead.endswith("（いま確かめています。）")


def test_a_preview_finds_what_paper_refuses(tmp_path: Path) -> None:
    """The page is there at once; the bar tells of the refusal later, and no more when it is mended."""
    folder = copy_project(tmp_path)
    running = Preview(folder)
    try:
        running.wait(PAGE, lambda html: "26.4%" in html)
        running.edit("docs/plan/vision.md", "\n\n", "\n\n{{ issues }}\n\n")
        running.edit("docs/plan/vision.en.md", "\n\n", "\n\n{{ issues }}\n\n")
        running.wait(PAGE, lambda html: "紙に載らないもの（2件）" in html)
        assert "docs/plan/vision.md の 3行目" in running.page("-/check/")
        running.edit(CARD, "value: 26.4", "value: 27.5")
        running.wait(PAGE, lambda html: "27.5%" in html)
        running.edit("docs/plan/vision.md", "{{ issues }}\n\n", "")
        running.edit("docs/plan/vision.en.md", "{{ issues }}\n\n", "")
        running.wait(PAGE, lambda html: "紙に載らないもの" not in html)
        assert not (folder / "site").exists()
    finally:
        running.stop()
