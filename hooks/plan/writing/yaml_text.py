"""Turns a value into the YAML text that our strict reader takes for that same value, in the style of its file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from plan.reading.yaml_file import YamlFile, parse_yaml

#: What a text in double quotes must write as an escape: controls, line ends, and characters nobody sees.
_ESCAPED = re.compile(
    '["\\\\\x00-\x1f\x7f-\xa0\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]'
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
#: A mapping or a list that a file writes between brackets stays on one line up to this length.
_WIDTH = 110


@dataclass(frozen=True)
class Style:
    """How a file is written: its line ends, its brackets, and how far a list stands in from its key."""

    line_end: str = "\n"
    flow_mappings: bool = False
    flow_lists: bool = False
    dash: int = 2


def scalar(value: object, quote: str | None = None, flow: bool = False) -> str:
    """A value on one line: as digits or a word; a text plain if it can be, or in quotes if it was or must be."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if not isinstance(value, str):
        raise TypeError(f"YAML data has no {type(value).__name__}: {value!r}")
    if quote == "'" and not re.search(r"[\n\r]", value) and not _hides(value):
        return "'" + value.replace("'", "''") + "'"
    if quote not in ("'", '"') and _reads_plain(value, flow):
        return value
    return '"' + _ESCAPED.sub(_escape, value) + '"'


def _hides(text: str) -> bool:
    return any(match[0] not in '"\\' for match in _ESCAPED.finditer(text))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _SHORT.get(match[0]) or (f"\\x{code:02X}" if code < 256 else f"\\u{code:04X}")


@lru_cache(maxsize=10_000)
def _reads_plain(text: str, flow: bool) -> bool:
    """Whether our reader takes the text, without quotes, for this text and finds nothing doubtful in it."""
    if not text or _hides(text):
        return False
    file = YamlFile("")
    parse_yaml((f"[{{k: {text}}}, {text}]" if flow else f"k: {text}").encode(), file)
    return not file.findings and file.data == (({"k": text}, text) if flow else {"k": text})


def flow(value: object) -> str:
    """A value of any kind on one line, collections in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, flow=True)


def block(value: object, style: Style, brackets: bool | None = None) -> tuple[str, list[str]]:
    """What follows `key:` or `-`: the rest of its line, and the lines below it, still to be moved in.

    `brackets` says how the value's neighbors are written; None leaves it to the style of the file.
    """
    if isinstance(value, Mapping):
        if not value or _in_brackets(value, style, brackets):
            return flow(value), []
        return "", [line for key, inner in value.items() for line in entry(f"{scalar(key)}:", inner, style)]
    if isinstance(value, list | tuple):
        if not value or _in_brackets(value, style, brackets):
            return flow(value), []
        return "", [line for inner in value for line in item(inner, style)]
    if isinstance(value, str) and fits_block(value):
        return "|-", value.split("\n")
    return scalar(value), []


def entry(key: str, value: object, style: Style, brackets: bool | None = None) -> list[str]:
    """The lines of a key (with its colon) and its value."""
    head, below = block(value, style, brackets)
    inward = style.dash if isinstance(value, list | tuple) else 2
    return [f"{key} {head}".rstrip() if head else key, *moved_in(below, inward)]


def item(value: object, style: Style, brackets: bool | None = None) -> list[str]:
    """The lines of an item of a list."""
    head, below = block(value, style, brackets)
    if head or not below:
        return [f"- {head}", *moved_in(below, 2)]
    return [f"- {below[0]}", *moved_in(below[1:], 2)]


def fits_block(text: str) -> bool:
    """Whether a text of several lines can stand below its key as it is: no line has a blank that nobody would see."""
    lines = text.split("\n")
    hidden = any(_hides(line) or line != line.strip(" \t") for line in lines)
    return len(lines) > 1 and not hidden and bool(lines[0] and lines[-1])


def moved_in(lines: Sequence[str], columns: int) -> list[str]:
    """The lines, each further in but the empty ones."""
    return [" " * columns + line if line else line for line in lines]


def _in_brackets(value: Mapping[str, object] | Sequence[object], style: Style, brackets: bool | None) -> bool:
    """Lists of records stand in lines even where everything else stands in brackets."""
    if brackets is not None:
        return brackets
    if isinstance(value, Mapping):
        nested = any(isinstance(inner, list | tuple) for inner in value.values())
        return style.flow_mappings and not nested and len(flow(value)) <= _WIDTH
    nested = any(isinstance(inner, Mapping | list | tuple) for inner in value)
    return style.flow_lists and not nested and len(flow(value)) <= _WIDTH
