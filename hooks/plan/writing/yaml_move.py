"""Puts an item of a list in a YAML file one place up or down: its lines, the comments above it, and no other byte."""

from __future__ import annotations

import yaml

from plan.messages.findings import Location
from plan.reading.yaml_file import YamlFile, parse_yaml
from plan.writing.yaml_edit import EditError
from plan.writing.yaml_steps import copied, same, value_at

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same marks
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


def moved(text: str, location: Location, by: int) -> str:
    """The text with the item at a location, given by numbers, one place further down (`by` 1) or up (-1).

    Raises LookupError where there is no such place, EditError where the new text would not hold what it should.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    bare = text.removeprefix(mark)
    node = _list(yaml.compose(bare, Loader=_Loader), location[:-1])
    first = min(int(location[-1]), int(location[-1]) + by)
    if not 0 <= first < len(node.value) - 1:
        raise LookupError("the item is the last one there already")
    made = _in_line(bare, node, first) if node.flow_style else _in_lines(bare, node, first)
    _prove(bare, made, (*location[:-1], first))
    return mark + made


def _list(node: yaml.Node | None, location: Location) -> yaml.SequenceNode:
    for step in location:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            node = None
    if not isinstance(node, yaml.SequenceNode):
        raise LookupError("there is no such list")
    return node


def _in_line(text: str, node: yaml.SequenceNode, first: int) -> str:
    """Two items between brackets change places."""
    one, other = node.value[first : first + 2]
    a, b, c, d = (mark.index for item in (one, other) for mark in (item.start_mark, item.end_mark))
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _in_lines(text: str, node: yaml.SequenceNode, first: int) -> str:
    """Two items that stand in lines change places, each with the comments right above it."""
    lines = text.splitlines(keepends=True)
    column = node.start_mark.column
    dashes = [item.start_mark.line for item in node.value]
    starts = [_dash(lines, line, column) for line in dashes]
    begin, middle = (_above(lines, start, column) for start in starts[first : first + 2])
    following = starts[first + 2 : first + 3]
    end = _above(lines, following[0], column) if following else _last(lines, node, middle)
    upper, lower = lines[begin:middle], lines[middle:end]
    if not lower[-1].endswith(("\n", "\r")):  # the last line of a file that ends without a line end
        ends = "\r\n" if lines[0].endswith("\r\n") else "\n"
        lower[-1], upper[-1] = lower[-1] + ends, upper[-1].rstrip("\r\n")
    return "".join((*lines[:begin], *lower, *upper, *lines[end:]))


def _dash(lines: list[str], line: int, column: int) -> int:
    """The line of an item's dash: its value may begin on a line below."""
    while lines[line][column : column + 1] != "-" or lines[line][:column].strip():
        line -= 1
    return line


def _above(lines: list[str], line: int, column: int) -> int:
    """The first line of what belongs to an item: the comments right above it, as far in as it is."""
    while line and lines[line - 1].startswith(" " * column + "#"):
        line -= 1
    return line


def _last(lines: list[str], node: yaml.SequenceNode, begin: int) -> int:
    """The line behind the last item: what stands as far in as the list, or further, belongs to it."""
    end = begin + 1
    for number in range(begin, min(len(lines), node.end_mark.line + 1)):
        line = lines[number]
        inside = len(line) - len(line.lstrip(" ")) > node.start_mark.column or number <= node.value[-1].start_mark.line
        if line.strip() and inside:
            end = number + 1
    return end


def _prove(before: str, after: str, location: Location) -> None:
    """Raise EditError unless the two items at a place have changed places, and nothing else."""
    old, new = _data(before), _data(after)
    expected = copied(old)
    items = value_at(expected, location[:-1])
    number = location[-1]
    if isinstance(items, list) and isinstance(number, int):
        items[number], items[number + 1] = items[number + 1], items[number]
    if not same(new, expected):
        raise EditError("moving the item does not give the expected data")


def _data(text: str) -> object:
    file = YamlFile("")
    parse_yaml(text.encode(), file)
    return file.data
