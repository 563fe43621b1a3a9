"""The modules of the program as Python reads them: each parsed once, for all tests that look through them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def tree(path: Path) -> ast.Module:
    """A module; nobody changes it."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """The module and all within it, as `ast.walk` goes."""
    return tuple(ast.walk(tree(path)))
