"""How documents are made: the same bytes each time, each set once, and what cannot be set is told."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

import printing
import pytest
from copies import ROOT
from plan import ROOMS
from plan.drawing.pictures import Pictures
from plan.machine.workers import Workers
from plan.model import Plan
from plan.paper import library
from plan.paper.edition import PaperEdition
from plan.reading import loader
from plan.showing.renderer import Renderer
from sources import nodes

PROGRAM = ROOT / "hooks/plan"


RENDERED = ROOT / "overrides/pages"


def renderer_of(plan: Plan, chapters: Any, kept: Path) -> Renderer:
    """The real plan, ready to be rendered."""
    return Renderer(plan, chapters, RENDERED, kept)


@pytest.fixture(scope="module")
def loaded() -> loader.Loaded:
    """The real plan with its prose."""
    return loader.load_plan(ROOT / "data", ROOT / "docs")


def printed_of(plan: Plan, kinds: Mapping[str, str]) -> set[str]:
    """The published names of some documents, whose kinds are given, in every language that has them."""
    languages = plan.languages
    return {
        f"pdf/{code}/{name}.pdf"
        for name, kind in kinds.items()
        for code in languages.codes
        if languages.prints(code, kind)
    }


def test_same_data_same_bytes(loaded: loader.Loaded, tmp_path: Path, documents: dict[str, Path]) -> None:
    """In another folder, process, time zone and hash seed."""
    code = (
        "import sys; sys.path[:0] = ['hooks', 'tests/tools']\n"
        "from pathlib import Path\n"
        "import printing; from plan.reading import loader; from plan.showing import renderer\n"
        "loaded = loader.load_plan(Path('data'), Path('docs'))\n"
        f"looks, kept = Path('overrides/pages'), Path({str(tmp_path)!r})\n"
        "rendered = renderer.Renderer(loaded.plan, loaded.chapters, looks, kept)\n"
        "from plan.html import svg\n"
        "drawn = svg.rebuilt(Path('data/ornament.svg').read_text(encoding='utf-8'))\n"
        "library = printing.printed(rendered, 'any', drawn)\n"
        "for name, path in sorted(library.files.items()): print(name, path)\n"
    )
    environment = os.environ | {"TZ": "Pacific/Apia", "PYTHONHASHSEED": "11", "LC_ALL": "C.UTF-8"}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    made = dict(line.split(" ", 1) for line in result.stdout.splitlines())
    assert len(made) == len(documents)
    for name, path in made.items():
        again = Path(path).read_bytes()
        assert again == documents[name.removeprefix("pdf/").removesuffix(".pdf")].read_bytes(), name


def test_what_did_not_change_is_not_set_again(loaded: loader.Loaded, tmp_path: Path) -> None:
    """A change to one card sets only the documents that hold it."""
    assert loaded.plan
    first = printing.printed(renderer_of(loaded.plan, loaded.chapters, tmp_path), "one")
    before = {path: path.stat().st_mtime_ns for path in first.files.values() if isinstance(path, Path)}
    project = loaded.plan.projects["plateau"]
    title = project.title.model_copy(update={"root": {"ja": "別の題", "en": "Another Title"}})
    changed = dict(loaded.plan.projects) | {"plateau": project.model_copy(update={"title": title})}
    plan = replace(loaded.plan, projects=changed)
    second = printing.printed(renderer_of(plan, loaded.chapters, tmp_path), "two")
    new = {name for name, path in second.files.items() if path not in before}
    names = {"whole": "plan", "part-implementation": "plan", "summary": "summary", "projects/plateau": "cards"}
    assert new == printed_of(plan, names | {"departments/city-planning": "departments"})
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_list_of_documents_knows_all_that_decides_what_they_say() -> None:
    """Modules, words and letters of this room and of those above it; no file of a room below; every package."""
    told = {path.relative_to(PROGRAM).as_posix() for path in library.told_in()}
    assert told >= {"paper/edition.py", "paper/tree.typ", "reading/words.yml", "letters/covered.txt", "model/plan.py"}
    assert told >= {path.relative_to(PROGRAM).as_posix() for path in PROGRAM.glob("drawing/*.py")}
    below = [*ROOMS][[*ROOMS].index("paper") + 1 :]
    assert {"pages", "publishing", "preview", "help", "commands"} <= set(below)
    assert not [name for name in told if name.split("/")[0] in below or name.endswith((".pyc", ".ttf"))]
    named = {
        name
        for path in library.told_in()
        if path.suffix == ".py"
        for node in nodes(path)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom) and not node.level
            else []
        )
    }
    roots = {name.split(".")[0] for name in named} - sys.stdlib_module_names - {"plan"}
    assert len(roots) > 7
    provided = {file.parts[0].removesuffix(".py") for name in library.TOLD_WITH for file in metadata.files(name) or ()}
    assert roots - provided == set()


def asked_for(renderer: Renderer) -> dict[str, tuple[str, int]]:
    """The documents that have to be set: by name the key of each, and how many files of charts it waits for."""
    asked = printing.Asked()
    pictures = Pictures(renderer.kept, asked)
    renderer.draw_charts(pictures)
    library.print_documents(renderer, pictures, "any")
    documents = [item for item in asked.after if len(item) > 5]  # a picture of a chart waits too, and says less
    return {name: (key, charts) for charts, _, _, key, name, *_ in documents}


def test_a_document_is_named_by_its_content_and_by_what_sets_it(
    loaded: loader.Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another typesetter, template or font none that was kept is believed; only those with charts wait for any."""
    assert loaded.plan
    renderer = renderer_of(loaded.plan, loaded.chapters, tmp_path)
    usual = asked_for(renderer)
    assert len(usual) > 80
    assert asked_for(renderer) == usual
    kinds = {"whole": "plan", "part-plan": "plan", "summary": "summary"}
    assert {name for name, (_, charts) in usual.items() if charts} == printed_of(loaded.plan, kinds)
    monkeypatch.setattr(library, "_set_by", lambda: "another typesetter")
    others = asked_for(renderer)
    assert others.keys() == usual.keys()
    assert not {key for key, _ in others.values()} & {key for key, _ in usual.values()}


def test_a_document_that_cannot_be_set_is_named(loaded: loader.Loaded, tmp_path: Path) -> None:
    """With the typesetter's reason, where the document is asked for; nothing is kept of it, and none is remembered."""
    assert loaded.plan
    project = loaded.plan.projects["plateau"]
    title = project.title.model_copy(update={"root": {"ja": "絵文字の題😀", "en": "Title"}})
    changed = dict(loaded.plan.projects) | {"plateau": project.model_copy(update={"title": title})}
    plan = replace(loaded.plan, projects=changed)
    renderer = renderer_of(plan, loaded.chapters, tmp_path)
    with Workers() as workers:
        pictures = Pictures(renderer.kept, workers)
        renderer.draw_charts(pictures)
        printed = library.print_documents(renderer, pictures, "any")
        with pytest.raises(library.TypesettingError, match=r"^pdf/ja/projects/plateau\.pdf: .*"):
            printed.find("ja", "projects/plateau")
        with pytest.raises(library.TypesettingError, match=r"^pdf/ja/"):
            printed.complete()
        other = printed.find("en", "projects/plateau")
        assert other is not None and other.pages == 1
    assert not list(tmp_path.glob("documents/*.json"))
    assert not list(tmp_path.glob("documents/*.tmp"))


def test_an_adopted_edition_has_no_draft_mark(loaded: loader.Loaded, tmp_path: Path) -> None:
    """案 goes from every page on the day the plan is adopted."""
    assert loaded.plan
    edition = loaded.plan.details.edition.model_copy(update={"status": "adopted"})
    details = loaded.plan.details.model_copy(update={"edition": edition})
    plan = replace(loaded.plan, details=details)
    rendered = renderer_of(plan, loaded.chapters, tmp_path)
    for document in PaperEdition(rendered, "ja").documents():
        assert document.content["draft"] is False
        assert "（案）" not in document.content["plan"] + document.content["title"]


def test_source_date_epoch_decides_the_date(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it is the day on which the edition was last changed."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert library.timestamp(plan) == 1795651200  # 2026-11-26T00:00:00Z
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert library.timestamp(plan) == 86400
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert library.timestamp(plan) == 1795651200  # one set to nothing counts as none
    for odd in ("abc", "-1", "99999999999999"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
        with pytest.raises(library.TypesettingError) as refused:
            library.timestamp(plan)
        assert str(refused.value) == (
            f"環境変数 SOURCE_DATE_EPOCH は0から253402300799までの整数（秒）です（実際: '{odd}'）。直すか、取ります / "
            f"the environment's SOURCE_DATE_EPOCH is a whole number of seconds from 0 to 253402300799, got '{odd}'; "
            "mend it or unset it"
        )
