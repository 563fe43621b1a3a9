"""How the program is laid out: which way imports go, and that the schema explains itself."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from conftest import ROOT
from plan import field_types, model, site, templates
from plan.yaml_file import read_yaml

PROGRAM = ROOT / "hooks/plan"
#: Lower layers first; a module imports only from its own layer's left, or from a lower layer.
LAYERS = (
    ("fiscal_years",),
    ("field_types", "colors", "policy", "field_names", "publication", "kept", "workers"),
    ("model",),
    ("findings", "letters", "lettering", "page_tree"),
    ("plan_files", "markup"),
    ("yaml_file", "glossary"),
    ("lint", "yaml_text", "refusals", "workbook_layout"),
    ("checks", "prose", "words", "yaml_steps", "workbook", "workbook_changes"),
    ("yaml_edit", "workbook_tables", "difference"),
    ("workbook_cells",),
    ("workbook_reader",),
    ("loader",),
    ("passages", "revision"),
    ("translations",),
    ("po_file",),
    ("localizer", "catalog", "schema"),
    ("statistics", "templates"),
    ("charts", "views"),
    ("renderer",),
    ("paper",),
    ("typesetting",),
    ("documents",),
    ("search", "listing", "sharing", "term_links", "origins", "supply", "cities"),
    ("site",),
    ("exchange",),
    ("translation_desk",),
    ("desk", "inspection"),
    ("workbench",),
    ("__main__",),
)


def imports(path: Path) -> list[str]:
    """The modules that a file names in its imports, ours by their bare name."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            found += [f".{node.module}"] if node.module else [f".{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def test_every_module_has_its_layer() -> None:
    """A new module is given its place before it is used."""
    modules = {path.stem for path in PROGRAM.glob("*.py")} - {"__init__"}
    assert modules == {name for layer in LAYERS for name in layer}


@pytest.mark.parametrize("path", sorted(PROGRAM.glob("*.py")), ids=lambda path: path.stem)
def test_imports_go_one_way(path: Path) -> None:
    """No module imports MkDocs, and none imports from a layer above its own."""
    level = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    for name in imports(path):
        assert not name.startswith(("mkdocs", "material")), name
        if name.startswith("."):
            assert level[name[1:]] < level[path.stem], name


def test_every_function_can_be_read_on_one_screen() -> None:
    """No function of the program has more than fifty lines."""
    seen = 0
    for path in sorted((ROOT / "hooks").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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


def records() -> list[type[field_types.Record]]:
    """All record classes of the model."""
    found = [
        item
        for item in vars(model).values()
        if isinstance(item, type) and issubclass(item, field_types.Record) and item is not field_types.Record
    ]
    assert len(found) > 40
    return found


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_field_is_explained(record: type[field_types.Record]) -> None:
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
    words = set(read_yaml(PROGRAM / "words.yml", "words.yml").data)  # type: ignore[call-overload]
    used = templates.words_used(ROOT / "overrides/pages") | set(site.THEME_WORDS)
    for path in (*PROGRAM.glob("*.py"), *(ROOT / "hooks").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in words}
        joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and len(node.values) == 2]
        used |= {f"{node.values[0].value}*" for node in joined if isinstance(node.values[0], ast.Constant)}
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
        *(pillar.title["ja"] for pillar in plan.pillars.pillars),
        *(pillar.id for pillar in plan.pillars.pillars),
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
