"""Finds the words of the site that the templates ask for."""

from __future__ import annotations

from pathlib import Path

from jinja2 import nodes
from plan.showing.templates import environment

#: How templates call the words.
_CALLED = frozenset(("w", "label", "words", "labels"))


def words_used(folder: Path) -> set[str]:
    """The keys of all words that the templates in `folder` ask for; `kind_*` for a key put together from its end."""
    env = environment(folder)
    used: set[str] = set()
    for name in env.list_templates(extensions=["html"]):
        tree = env.parse((folder / name).read_text(encoding="utf-8"))
        for attribute in tree.find_all(nodes.Getattr):
            within = attribute.node
            if getattr(within, "name", getattr(within, "attr", "")) in _CALLED:
                used.add(attribute.attr)
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "w":
                used.add(_key(call.args[0]))
    return used


def _key(argument: nodes.Expr) -> str:
    """The key of a word, or the beginning of those that are put together."""
    if isinstance(argument, nodes.Const):
        return str(argument.value)
    start = next(argument.find_all(nodes.Const))
    return f"{start.value}*"
