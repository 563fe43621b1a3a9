"""Hostile and clumsy data: it builds into pages on which the text shows as text, or gives findings with their lines.

`PLAN_MUTATIONS=5000 pytest tests/test_hostile*.py -s` makes that many mutations of each family and says what became of
them; without it, few of each, always the same ones.
"""

from __future__ import annotations

import copy
import os
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import hostile
import mutations
import pytest
from copies import INVENTED, ROOT, copy_plan
from hostile import Change, Folder, Mutation
from hypothesis import HealthCheck, given, settings
from plan.drawing import charts
from plan.messages.findings import HIDDEN, FileLine, Finding
from plan.model import colors
from plan.pages import site
from plan.paper import library
from plan.reading import files, loader
from plan.reading.loader import Loaded, load_plan
from plan.showing.renderer import Renderer
from watched import counted, load

#: How many mutations of each family are tried.
MUTATIONS = int(os.environ.get("PLAN_MUTATIONS", "30"))
#: Findings about what is not there.
ABSENT = frozenset(("missing-file", "missing-folder", "missing-chapter", "missing-translation"))
LOOKS = ROOT / "overrides/pages"

pytestmark = pytest.mark.usefixtures("tally")


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
@pytest.mark.parametrize("family", mutations.FAMILIES)
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
    @given(mutations.FAMILIES[family](folder))
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
    "backticks": b"`",
    "backticks in a cell": b"|a|\n|-|\n|" + b"`" * 9_000 + b"|\n\n",
    "blanks in a heading": b"## a" + b" " * 19_000 + b"b {#x}\n\n",
    "links begun": b"](",
    "underlined lines": b"a\n---\n",
    "digits with a letter": b"- " + b"1" * 50_000 + b"a\n",
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
