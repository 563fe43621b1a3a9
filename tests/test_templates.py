"""Templates loop and print: what they print is made where it can be tested, and what they share has a contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from jinja2 import nodes
from plan.showing import templates

LOOKS = ROOT / "overrides/pages"
TEMPLATES = sorted(LOOKS.rglob("*.html"))
COMPONENTS = sorted((LOOKS / "components").glob("*.html"))
#: All other templates, wherever they lie.
FRAMES = [
    path
    for folder in ("overrides", "hooks/plan")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".html", ".xml")
    and path not in TEMPLATES
    and re.search("{[{%]", path.read_text(encoding="utf-8"))
]
ENVIRONMENT = templates.environment(LOOKS)

#: What a template may hold: it prints, loops, asks whether something is there, and calls.
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr, nodes.Call, nodes.Keyword,
    nodes.For, nodes.If, nodes.Not, nodes.Assign, nodes.AssignBlock, nodes.Include, nodes.FromImport, nodes.Macro,
    nodes.CallBlock, nodes.Concat, nodes.Tuple, nodes.Block, nodes.Extends,
)  # fmt: skip
#: Whose methods a template may call: what is shown, how a language says it, what there is to take away.
ASKED = {
    "speak", "views", "texts", "groups", "families", "items", "item_views", "statuses", "budgets", "marks", "offices",
    "comments", "log", "downloads", "open_data", "frame", "standings", "shown",
}  # fmt: skip
#: What else it may call beside macros.
CALLED = {
    "w", "to", "file", "heading", "figure", "pictures", "card_pictures", "picture_list", "chapters", "caller", "words",
    "translators_notes", "deadlines",
}  # fmt: skip


def name_of(path: Path) -> str:
    """A template's name under the folder of templates."""
    return path.relative_to(LOOKS).as_posix()


def parsed(path: Path) -> nodes.Template:
    """A template as Jinja reads it."""
    return ENVIRONMENT.parse(path.read_text(encoding="utf-8"))


def told(text: str) -> list[str]:
    """What is wrong with a template."""
    tree = ENVIRONMENT.parse(text)
    return list(faults(tree, macros(tree)))


def macros(tree: nodes.Template) -> set[str]:
    """The macros that a template has, its own and those that it imports."""
    imported = {name for node in tree.find_all(nodes.FromImport) for name in node.names if isinstance(name, str)}
    return imported | {node.name for node in tree.find_all(nodes.Macro)}


def faults(tree: nodes.Template, own: set[str]) -> Iterator[str]:
    """What a template computes."""
    for node in tree.find_all(nodes.Node):
        kind = type(node).__name__
        if not isinstance(node, ALLOWED):
            yield f"{node.lineno}: {kind}"
        if isinstance(node, nodes.For) and node.test:
            yield f"{node.lineno}: a loop that chooses"
        if isinstance(node, nodes.Tuple) and node.ctx != "store":
            yield f"{node.lineno}: a list of its own"
        if isinstance(node, nodes.Concat) and not is_a_name(node):
            yield f"{node.lineno}: words put together"
        if isinstance(node, nodes.Call) and not is_asked(node.node, own):
            yield f"{node.lineno}: a call of {ast_name(node.node)}"


def is_a_name(node: nodes.Concat) -> bool:
    """Whether what is put together are an id or name and what stands before or after it: an anchor, a file's name."""
    parts = [part for part in node.nodes if not isinstance(part, nodes.Const)]
    return len(parts) == 1 and isinstance(parts[0], nodes.Name | nodes.Getattr)


def is_asked(node: nodes.Expr, own: set[str]) -> bool:
    """Whether what is called is a macro, or something whose work it is to answer templates."""
    if isinstance(node, nodes.Getattr):
        return isinstance(node.node, nodes.Name) and node.node.name in ASKED
    return isinstance(node, nodes.Name) and node.name in CALLED | own


def ast_name(node: nodes.Node) -> str:
    """What is called, for a message."""
    return f"{ast_name(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else str(getattr(node, "name", ""))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_computes_nothing(path: Path) -> None:
    """No filter, comparison, arithmetic, slice, list or choice: a template loops over what it is given and prints."""
    tree = parsed(path)
    assert list(faults(tree, macros(tree))) == []


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_stands_around_pages_computes_nothing_either(path: Path) -> None:
    """The frame of the site, the sitemap, the pages of the preview, the table of cities are given what they print."""
    tree = parsed(path)
    assert list(faults(tree, macros(tree))) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{ names|join }}", "1: Filter"),
        ("{{ names|sort }}", "1: Filter"),
        ("{% if kind == 'draft' %}{% endif %}", "1: Compare"),
        ("{% if value is none %}{% endif %}", "1: Test"),
        ("{{ number + 1 }}", "1: Add"),
        ("{{ names[0] }}", "1: Getitem"),
        ("{{ names[:1] }}", "1: Slice"),
        ("{{ one if other else none }}", "1: CondExpr"),
        ("{% if one and other %}{% endif %}", "1: And"),
        ("{% for name in names if name %}{% endfor %}", "1: a loop that chooses"),
        ("{% for name in ('one', 'two') %}{% endfor %}", "1: a list of its own"),
        ("{% for name in ['one', 'two'] %}{% endfor %}", "1: List"),
        ("{{ first ~ last }}", "1: words put together"),
        ("{{ catalog.of_item('a', 'b') }}", "1: a call of catalog.of_item"),
        ("{{ names.index(name) }}", "1: a call of names.index"),
        ("{% import 'components/badge.html' as badges %}", "1: Import"),
    ],
)
def test_what_a_template_must_not_hold_is_found(text: str, fault: str) -> None:
    """The test above finds each of these."""
    assert fault in told(text)


def test_every_template_is_used() -> None:
    """A page names its template by its name; every other is included or imported by one, or asked for by a chapter."""
    whole = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    program = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "hooks/plan/pages").glob("*.py"))
    assert len(TEMPLATES) > 60
    for path in TEMPLATES:
        name = name_of(path)
        if name.startswith(("components/", "large/")) and "icons/" not in name:
            assert f'"{name}"' in whole + program, name


# Components ---------------------------------------------------------------------


@pytest.mark.parametrize("path", COMPONENTS, ids=name_of)
def test_a_component_is_a_contract(path: Path) -> None:
    """A macro of its name, a style sheet of its name, and before each macro one comment that names each parameter."""
    text = path.read_text(encoding="utf-8")
    assert path.with_suffix(".css").is_file()
    tree = parsed(path)
    found = {macro.name: [argument.name for argument in macro.args] for macro in tree.find_all(nodes.Macro)}
    assert path.stem.replace("-", "_") in found
    said = dict(re.findall(r"\{# ((?:(?!#\}).)*) #\}\n\{% macro (\w+)", text, re.DOTALL)[::-1])
    comments = {name: comment for comment, name in said.items()}
    for name, parameters in found.items():
        assert name in comments, f"{name}: no comment"
        for parameter in parameters:
            assert re.search(rf"\b{parameter}\b", comments[name]), f"{name}: {parameter}"
        assert ("The caller gives" in comments[name]) == macro_calls(tree, name), name


def macro_calls(tree: nodes.Template, name: str) -> bool:
    """Whether a macro takes what its caller gives."""
    (macro,) = [macro for macro in tree.find_all(nodes.Macro) if macro.name == name]
    return any(isinstance(call.node, nodes.Name) and call.node.name == "caller" for call in macro.find_all(nodes.Call))


def test_every_macro_of_a_component_is_used() -> None:
    """No component is kept for nothing, nobody imports what it does not call, and macros are made once a language."""
    assert len(COMPONENTS) > 15
    used: set[str] = set()
    for path in TEMPLATES:
        tree = parsed(path)
        called = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
        for item in tree.find_all(nodes.FromImport):
            names = {name for name in item.names if isinstance(name, str)}
            assert names <= called, f"{name_of(path)}: {names - called}"
            assert not item.with_context, name_of(path)
        used |= called
    for path in COMPONENTS:
        assert {macro.name for macro in parsed(path).find_all(nodes.Macro)} <= used, name_of(path)


def test_what_a_component_draws_is_drawn_by_it_alone() -> None:
    """A class that stands for a component is written in no other template."""
    for component in COMPONENTS:
        sheet = component.with_suffix(".css").read_text(encoding="utf-8")
        own = component.stem if re.search(rf"^\.{component.stem}\b", sheet, re.MULTILINE) else ""
        for path in TEMPLATES:
            if own and path != component:
                text = path.read_text(encoding="utf-8")
                assert not re.search(rf'class="{own}[ "]', text), f"{name_of(path)}: {own}"


def test_the_fields_of_the_list_stand_once() -> None:
    """The scripts take the names of the list's fields from the form and the index: they have none of their own."""
    from plan.showing.groups import AFTER, BEFORE

    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "overrides/assets").glob("*.js"))
    shared = (LOOKS / "projects-list.html").read_text(encoding="utf-8")
    for name in (*BEFORE, *AFTER):
        assert not re.search(rf"""["']{name}["']|dataset\.{name}\b""", scripts), name
        assert f"data-{name}" not in shared
        assert f'name="{name}"' not in shared
