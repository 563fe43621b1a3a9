"""Turns the text of a YAML file and new values for places in it into the new text; every other byte stays.

Comments, order, quotes, indentation and line ends are the staff's own and are never written anew. The result
is read again: if it does not hold exactly the old data with the changes, nothing is returned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import yaml

from plan.messages.findings import Location, dotted
from plan.reading.yaml_file import YamlFile, parse_yaml
from plan.writing import yaml_text
from plan.writing.yaml_steps import REMOVED as REMOVED  # for those who import it from here
from plan.writing.yaml_steps import Insert, batches, copied, put, same, steps
from plan.writing.yaml_text import Style

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same marks
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


#: The keys that the mapping at a location may have, in their usual order.
Order = Callable[[Location], Sequence[str]]
#: What is wrong with a text and no hindrance to changing the file.
_HARMLESS = ("hidden-character", "cut-at-comment")
_Entry = tuple[yaml.ScalarNode | None, yaml.Node]


class EditError(AssertionError):
    """The new text would not hold the data it should: the edit is given up, the file is left alone."""


def edited(text: str, changes: Mapping[Location, object], order: Order | None = None) -> str:
    """The text of a YAML file with the values at these locations replaced, added or taken out; every other byte stays.

    Locations are those of the old text. A new key goes after the last of the keys that `order` puts before it,
    or at the end of its mapping; a new item of a list has the list's length as its index.
    Read the file without translating its line ends: `path.read_bytes().decode()`.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    before = _data(text)
    changes = {location: copied(value) for location, value in changes.items()}
    result, expected = text.removeprefix(mark), copied(before)
    for batch in batches(steps(before, changes)):
        result = _taken(result, batch, order)
        for location, value in batch:
            put(expected, location, value)
    if not same(_data(result), expected):
        raise EditError(f"edit of {', '.join(map(dotted, changes))} does not give the expected data")
    return mark + result


def _data(text: str) -> object:
    file = YamlFile("")
    parse_yaml(text.encode(), file)
    faults = [finding for finding in file.findings if finding.rule not in _HARMLESS]
    if faults or file.data is None:
        raise EditError(f"not a sound file: {'; '.join(map(str, faults or file.findings))}")
    return file.data


def _taken(text: str, batch: Sequence[tuple[Location, object]], order: Order | None) -> str:
    """The text after steps that lie apart: parsed once, and from its end, so that what lies before keeps its place."""
    root = yaml.compose(text, Loader=_Loader)
    if root is None or not all(location for location, _ in batch):
        raise LookupError("a file cannot be left without data")
    style = _style(text, root)
    placed = [(_parent(root, location), location, value) for location, value in batch]
    for _, location, value in sorted(placed, key=lambda step: step[0].start_mark.index, reverse=True):
        text = _step(text, root, style, location, value, order)
    return text


def _parent(root: yaml.Node, location: Location) -> yaml.CollectionNode:
    for step in location[:-1]:
        root = _entries(root)[_index(root, step, location)][1]
    if not isinstance(root, yaml.CollectionNode):
        raise LookupError(f"{dotted(location)}: nothing can be put into a single value")
    return root


def _step(text: str, root: yaml.Node, style: Style, location: Location, value: object, order: Order | None) -> str:
    if not location:
        raise LookupError("a file cannot be left without data")
    parent = _parent(root, location)
    entries, last = _entries(parent), location[-1]
    if not entries and value is not REMOVED:  # [] and {} give way to a list and a mapping as the file writes them
        items = list(value.values) if isinstance(value, Insert) else [value]
        inner = items if isinstance(parent, yaml.SequenceNode) else {last: value}
        return _step(text, root, style, location[:-1], inner, order)
    at = _index(parent, last, location, or_next=value is not REMOVED)
    if value is REMOVED and len(entries) == 1:
        return _step(text, root, style, location[:-1], [] if isinstance(parent, yaml.SequenceNode) else {}, order)
    if value is REMOVED:
        return _without(text, parent, entries, at)
    if isinstance(value, Insert):
        return _added(text, parent, entries, at - 1, "-", value.values, style)
    if at < len(entries):
        return _replaced(text, parent, entries[at], value, style)
    if isinstance(parent, yaml.MappingNode):
        after = _place(entries, str(last), order(location[:-1]) if order else ())
        return _added(
            text, parent, entries, after, f"{yaml_text.scalar(last, flow=parent.flow_style)}:", [value], style
        )
    return _added(text, parent, entries, len(entries) - 1, "-", [value], style)


def _entries(node: yaml.Node) -> list[_Entry]:
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    return [(None, inner) for inner in node.value] if isinstance(node, yaml.SequenceNode) else []


def _bracketed(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _index(node: yaml.Node, step: str | int, location: Location, or_next: bool = False) -> int:
    """Which entry of a node a step leads to; `or_next` for one that is yet to be added at the end."""
    entries = _entries(node)
    if isinstance(node, yaml.MappingNode) and isinstance(step, str):
        found = [number for number, (key, _) in enumerate(entries) if key is not None and key.value == step]
        if found or or_next:
            return found[0] if found else len(entries)
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(entries) + or_next:
        return step
    raise LookupError(f"{dotted(location)}: there is no such place")


def _style(text: str, root: yaml.Node) -> Style:
    """How most of the file's collections are written."""
    mappings, lists, dashes = [0], [0], [0]

    def count(node: yaml.Node, depth: int) -> None:
        inner = [value for _, value in _entries(node)]
        if inner and depth and all(isinstance(value, yaml.ScalarNode) for value in inner):
            tally = mappings if isinstance(node, yaml.MappingNode) else lists
            tally.append(1 if _bracketed(node) else -1)
        for key, value in _entries(node):
            if key is not None and isinstance(value, yaml.SequenceNode) and not _bracketed(value):
                dashes.append(-1 if value.start_mark.column == key.start_mark.column else 1)
            count(value, depth + 1)

    count(root, 0)
    line_end = "\r\n" if "\r\n" in text else "\n"
    return Style(line_end, sum(mappings) > 0, sum(lists) > 0, 0 if sum(dashes) < 0 else 2)


def _place(entries: Sequence[_Entry], key: str, order: Sequence[str]) -> int:
    """The index of the entry after which a new key goes; -1 to put it first."""
    if key not in order:
        return len(entries) - 1
    earlier = set(order[: order.index(key)])
    return max((at for at, (name, _) in enumerate(entries) if name is not None and name.value in earlier), default=-1)


def _replaced(text: str, parent: yaml.CollectionNode, entry: _Entry, value: object, style: Style) -> str:
    key, node = entry
    start, end = node.start_mark.index, _end(text, node)
    head, below = _written(text, parent, node, value, style)
    if key is not None and not isinstance(node, yaml.ScalarNode) and not _bracketed(node):
        start = text.index(":", key.end_mark.index) + 1  # what stood in lines gives way to what stands beside its key
    if not head and key is None and below:
        head, below = below[0], below[1:]
    elif not head:
        start = len(text[:start].rstrip(" \t"))
    if head and not text[start - 1 : start].isspace() and (start == end or text[start - 1] in ":-"):
        head = f" {head}"
    inward = style.dash if key is not None and isinstance(value, list | tuple) else 2
    lines = yaml_text.moved_in(below, parent.start_mark.column + inward)
    rest = _line_end(text, end)  # a comment on the line stays on it
    return text[:start] + head + text[end:rest] + "".join(style.line_end + line for line in lines) + text[rest:]


def _written(
    text: str, parent: yaml.CollectionNode, node: yaml.Node, value: object, style: Style
) -> tuple[str, list[str]]:
    """A new value in the manner of the old: what stands in its place, and the lines below."""
    quote = node.style if isinstance(node, yaml.ScalarNode) else None
    if isinstance(value, Mapping | list | tuple):
        brackets = _bracketed(node) if _entries(node) else None
        return (yaml_text.flow(value), []) if parent.flow_style else yaml_text.block(value, style, brackets)
    if parent.flow_style or not isinstance(value, str):
        return yaml_text.scalar(value, quote, bool(parent.flow_style)), []
    if quote in ("|", ">") and yaml_text.fits_block(f"{value}\n."):
        header = text[node.start_mark.index :].split("\n", 1)[0].rstrip()
        if "\n" in value and quote == ">":
            header = f"|{header[1:]}"  # line breaks would be folded away
        return header, value.split("\n")
    if quote not in ("'", '"') and yaml_text.fits_block(value):
        return "|-", value.split("\n")
    return yaml_text.scalar(value, quote), []


def _added(
    text: str,
    parent: yaml.CollectionNode,
    entries: Sequence[_Entry],
    after: int,
    lead: str,
    values: Sequence[object],
    style: Style,
) -> str:
    """The text with more entries after that of index `after`: items, for which `lead` is a dash, or one key with it."""
    inner = entries[0][0] or entries[0][1]
    first = (inner if lead != "-" or parent.flow_style else parent).start_mark.index
    if parent.flow_style:
        written = ", ".join(
            yaml_text.flow(value) if lead == "-" else f"{lead} {yaml_text.flow(value)}" for value in values
        )
        if after < 0:
            return text[:first] + written + ", " + text[first:]
        end = _end(text, entries[after][1])
        return text[:end] + ", " + written + text[end:]
    if lead == "-":
        like = entries[max(after, 0)][1]
        brackets = _bracketed(like) if _entries(like) else None
        lines = [line for value in values for line in yaml_text.item(value, style, brackets)]
    else:
        lines = [line for value in values for line in yaml_text.entry(lead, value, style)]
    column = parent.start_mark.column
    if after < 0:
        moved = [lines[0], *yaml_text.moved_in(lines[1:], column)]
        return text[:first] + style.line_end.join(moved) + style.line_end + " " * column + text[first:]
    end = _line_end(text, _end(text, entries[after][1]))
    return text[:end] + "".join(style.line_end + line for line in yaml_text.moved_in(lines, column)) + text[end:]


def _without(text: str, parent: yaml.CollectionNode, entries: Sequence[_Entry], at: int) -> str:
    """The text without one of several entries; comments around it stay."""
    key, node = entries[at]
    start, end = (key or node).start_mark.index, _end(text, node)
    following = entries[at + 1] if at + 1 < len(entries) else None
    if parent.flow_style:
        if at:
            return text[: _end(text, entries[at - 1][1])] + text[end:]
        assert following is not None  # noqa: S101 - the last of its collection is replaced by an empty one
        return text[:start] + text[(following[0] or following[1]).start_mark.index :]
    if key is None:
        start = _dash(text, parent, _end(text, entries[at - 1][1]) if at else None)
    line = text.rfind("\n", 0, start) + 1
    end = _line_end(text, end)
    if text[line:start].strip():  # the first key of an item stands behind the item's dash, which stays
        return text[:start] + text[end:].lstrip()
    if end == len(text):  # the last line of a file that ends without a line end
        return text[: _line_end(text, line - 1) if line else 0]
    return text[:line] + text[text.index("\n", end) + 1 :]


def _dash(text: str, parent: yaml.CollectionNode, previous: int | None) -> int:
    """Where the dash of an item stands: the first in the list's column after the item before it."""
    if previous is None:
        return int(parent.start_mark.index)
    line, column = text.index("\n", previous) + 1, parent.start_mark.column
    while text[line : line + column].strip() or text[line + column] != "-":
        line = text.index("\n", line) + 1
    return line + int(column)


def _end(text: str, node: yaml.Node) -> int:
    """Where a value's own text ends: before blank lines and comments that follow it."""
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("|", ">"):
            return len(text[: node.end_mark.index].rstrip())
        return int(node.end_mark.index)
    return int(node.end_mark.index) if _bracketed(node) else _end(text, _entries(node)[-1][1])


def _line_end(text: str, index: int) -> int:
    """Where the line of an index ends, before its line end."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end - (text[end - 1] == "\r")
