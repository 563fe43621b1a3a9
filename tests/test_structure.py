"""How the program is laid out: which way imports go, and that the schema explains itself."""

from __future__ import annotations

import ast
import inspect
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from copies import ROOT
from plan import ROOMS, model
from plan.model import types
from plan.reading.yaml_file import read_yaml
from sources import nodes, tree
from template_words import words_used

PROGRAM = ROOT / "hooks/plan"


def modules() -> list[Path]:
    """Every module of the program."""
    return sorted(PROGRAM.rglob("*.py"))


def room(path: Path) -> str:
    """The room of a module: its folder; empty for what stands loose."""
    parts = path.relative_to(PROGRAM).parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> list[str]:
    """The modules that a file names in its imports, ours by their whole name."""
    found: list[str] = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            within = ".".join(("plan", *path.relative_to(PROGRAM).parts[:-1]))
            found += [f"{within}.{node.module}"] if node.module else [f"{within}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [
                name if (PROGRAM.parent / (name.replace(".", "/") + ".py")).is_file() else str(node.module)
                for name in inner
            ]
    return found


def test_every_folder_is_a_room_and_little_stands_loose() -> None:
    """The folders of the program are its map."""
    folders = {path.name for path in PROGRAM.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(ROOMS)
    assert len(list(PROGRAM.glob("*.py"))) <= 6
    for folder in folders:
        assert ast.get_docstring(tree(PROGRAM / folder / "__init__.py")), folder


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PROGRAM).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    """No module imports MkDocs, and none imports from a room below its own in the list of rooms."""
    order = list(ROOMS)
    for name in imports(path):
        assert not name.startswith(("mkdocs", "material")), name
        if name.startswith("plan.") and room(path):
            assert order.index(name.split(".")[1]) <= order.index(room(path)), name


@pytest.mark.parametrize("name", ROOMS)
def test_no_room_imports_in_a_circle(name: str) -> None:
    """Within a room each module can be read before those that import it."""
    within = {
        path: {item for item in imports(path) if item.startswith(f"plan.{name}.")}
        for path in modules()
        if room(path) == name and path.stem != "__init__"
    }
    called = {".".join(("plan", *path.relative_to(PROGRAM).with_suffix("").parts)): path for path in within}
    TopologicalSorter(
        {path: {called[item] for item in items if item in called} for path, items in within.items()}
    ).prepare()


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PROGRAM).as_posix())
def test_every_module_is_one_room_with_one_job(path: Path) -> None:
    """No module is longer than four hundred lines, and each says what it does."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert ast.get_docstring(ast.parse(text))


def test_no_name_means_two_things() -> None:
    """A class has one home: no two modules have a public class of one name."""
    homes: dict[str, list[str]] = {}
    for path in modules():
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(path.relative_to(PROGRAM).as_posix())
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}
    assert len(homes) > 100


def test_the_edge_is_thin() -> None:
    """What ties the program to MkDocs has at most three hundred lines in all: the rest can go to another generator."""
    lines = {path.name: path.read_text(encoding="utf-8").count("\n") for path in (ROOT / "hooks").glob("*.py")}
    assert len(lines) > 4
    assert sum(lines.values()) <= 300, lines


def test_every_function_can_be_read_on_one_screen() -> None:
    """No function of the program has more than fifty lines."""
    seen = 0
    for path in sorted((ROOT / "hooks").rglob("*.py")):
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                seen += 1
                assert node.end_lineno - node.lineno < 50, f"{path.name}: {node.name}"
    assert seen > 500


def test_a_hook_imports_no_hook() -> None:
    """Hooks are the thin edge: they call the program, never each other."""
    hooks = sorted((ROOT / "hooks").glob("*.py"))
    assert len(hooks) >= 4
    names = {path.stem for path in hooks}
    for path in hooks:
        assert not names & set(imports(path)), path.name


def records() -> list[type[types.Record]]:
    """All record classes of the model."""
    found = [
        item
        for item in vars(model).values()
        if isinstance(item, type) and issubclass(item, types.Record) and item is not types.Record
    ]
    assert len(found) > 40
    return found


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_field_is_explained(record: type[types.Record]) -> None:
    """The schema teaches: a sentence for the record, and one under each of its fields."""
    assert record.__doc__
    body = ast.parse(inspect.getsource(record)).body[0]
    assert isinstance(body, ast.ClassDef)
    for node, following in zip(body.body, [*body.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign):
            explained = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
            assert explained, f"{record.__name__}.{ast.unparse(node.target)}"


def test_templates_and_program_use_every_word_and_no_other() -> None:
    """words.yml holds the words that are used, and only those."""
    words = set(read_yaml(PROGRAM / "reading/words.yml", "words.yml").data)  # type: ignore[call-overload]
    used = words_used(ROOT / "overrides")
    for path in (ROOT / "hooks").rglob("*.py"):
        used |= {node.value for node in nodes(path) if isinstance(node, ast.Constant) and node.value in words}
        joined = [node for node in nodes(path) if isinstance(node, ast.JoinedStr) and len(node.values) == 2]
        used |= {f"{node.values[0].value}*" for node in joined if isinstance(node.values[0], ast.Constant)}
    named = read_yaml(PROGRAM / "editions/fields.yml", "fields.yml").data
    used |= {word for part in ("labels", "groups") for word in named[part].values() if word}  # type: ignore[call-overload,index]
    used |= {word for words in named["choices"].values() for word in words.values()}  # type: ignore[call-overload,index]
    starts = tuple(key[:-1] for key in used if key.endswith("*") and len(key) > 4)
    asked = {key for key in used if not key.endswith("*")}
    assert asked <= words
    assert {key for key in words - asked if not key.startswith(starts)} == set()


def test_no_city_stands_in_the_program(plan: model.Plan) -> None:
    """No name, color or id of the real plan stands in code or templates: all of it is data."""
    details = plan.details
    telling = {
        *details.city.name.root.values(),
        *details.colors.model_dump().values(),
        *(path[-1].title["ja"] for path in plan.structure.paths()),
        *(item.id for item in plan.structure.items),
        *plan.projects,
        *plan.series,
        "Isesaki",
        "伊勢崎",
    }
    files = [*(ROOT / "hooks").rglob("*.py"), *(ROOT / "hooks").rglob("*.yml"), ROOT / "mkdocs.yml", ROOT / "Makefile"]
    files += [path for path in (ROOT / "overrides").rglob("*") if path.is_file()]
    assert len(files) > 40
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not [words for words in telling if words in text], path
