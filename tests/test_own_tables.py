"""The YAML files of the program and of its tests hold no key twice: the last would silently take the others' place."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from copies import ROOT

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

#: The cases of tests are read with PyYAML; the plans among them with the program's reader, which refuses such a key.
TABLES = [
    ROOT / "mkdocs.yml",
    *(ROOT / "hooks").rglob("*.yml"),
    *(path for path in (ROOT / "tests").rglob("*.yml") if (ROOT / "tests/plans") not in path.parents),
]


def keys_held_twice(text: str) -> Iterator[str]:
    """Each key that stands in one mapping more than once, with its line."""
    root = yaml.compose(text, Loader=Loader)
    nodes = [] if root is None else [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in seen:
                        yield f"{key.start_mark.line + 1}: {key.value}"
                    seen.add(key.value)
                nodes.append(value)


def test_such_a_key_is_found() -> None:
    """At any depth, between brackets and in lines."""
    assert sorted(keys_held_twice("a: 1\nb:\n  - {c: 1, d: 2, c: 3}\n  - c: 1\na: 2\n")) == ["3: c", "5: a"]


def test_no_table_holds_a_key_twice() -> None:
    """In no file that the program or a test reads as a table."""
    assert len(TABLES) > 500
    found = {
        str(path.relative_to(ROOT)): twice
        for path in TABLES
        if (twice := list(keys_held_twice(path.read_text(encoding="utf-8"))))
    }
    assert found == {}
