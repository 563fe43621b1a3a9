"""Turns one YAML file into plain data with the line of each value, or into findings; nothing is guessed.

YAML 1.2's core types only: `no`, `010` and `1:30` are refused rather than read as False, 8 and 90.
Anchors, aliases and tags are refused before anything is built, so no file can grow in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml

from .findings import Finding, dotted, shown

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Location = tuple[str | int, ...]
MAX_BYTES = 10_000_000
MAX_DEPTH = 20

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
#: What YAML 1.1 readers take for a truth value and YAML 1.2 does not.
_MAYBE_BOOLEAN = re.compile(r"(y|yes|n|no|on|off)\Z", re.IGNORECASE)
#: Octal, hexadecimal, sexagesimal, grouped, signed-dot and exponent forms; and digits of full width.
_MAYBE_NUMBER = re.compile(
    r"[-+]?(0[0-9]+(\.[0-9]*)?|0[xob][0-9a-fA-F]+|[0-9]+(:[0-9]+)+|[0-9]+(_[0-9_]*)|[0-9]{1,3}(,[0-9]{3})+"
    r"|\.[0-9]+|[0-9]+\.|[0-9]*\.?[0-9]+[eE][-+]?[0-9]+|[０-９]+(?:．[０-９]+)?|\.(inf|nan))\Z",
    re.IGNORECASE,
)
#: C0 and C1 controls but tab and line ends; zero-width and bidirectional controls; the byte order mark inside a text.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass
class YamlFile:
    """What one file holds: plain data, the line of each location in it, and what is wrong with it."""

    name: str
    data: object = None
    lines: dict[Location, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def line(self, location: Location) -> int:
        """The line of a location, or of the nearest thing around it that stands in the file."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def finding(self, location: Location, rule: str, **details: object) -> Finding:
        """A finding at a location of this file."""
        return Finding(self.name, self.line(location), dotted(location), rule, details)


def read_yaml(path: Path, name: str) -> YamlFile:
    """Read the file at `path`; messages call it `name`."""
    file = YamlFile(name)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            file.findings.append(Finding(name, 1, "", "too-large", {"limit": MAX_BYTES, "size": size}))
            return file
        raw = path.read_bytes()
    except OSError as error:
        file.findings.append(Finding(name, 1, "", "unreadable", {"reason": error.strerror}))
        return file
    parse_yaml(raw, file)
    return file


def parse_yaml(raw: bytes, file: YamlFile) -> None:
    """Fill `file` from the bytes of a YAML document."""
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")  # Windows editors add a byte order mark
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        file.findings.append(Finding(file.name, line, "", "not-utf8", {"byte": error.start + 1}))
        return
    text = text.replace("\r\n", "\n")
    hidden = list(_hidden_characters(text, file.name))
    if hidden:
        file.findings.extend(hidden)
        return
    try:
        refused = _refused_syntax(text, file.name)
        if refused:
            file.findings.append(refused)
            return
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        file.findings.append(_syntax_finding(error, file.name))
        return
    if node is None:
        file.findings.append(Finding(file.name, 1, "", "empty-file"))
        return
    file.data = _build(node, (), file)


def _hidden_characters(text: str, name: str) -> Iterator[Finding]:
    for match in _HIDDEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Finding(name, line, "", "hidden-character", {"code": f"U+{ord(match[0]):04X}"})


def _syntax_finding(error: yaml.YAMLError, name: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    return Finding(name, mark.line + 1 if mark else 1, "", "yaml-syntax", {"problem": problem})


def _refused_syntax(text: str, name: str) -> Finding | None:
    """The first anchor, alias, tag, second document or too deep nesting, seen before anything is built."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                return Finding(name, line, "", "yaml-documents")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return Finding(name, line, "", "yaml-alias")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            return Finding(name, line, "", "yaml-tag", {"tag": shown(tag)})
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return Finding(name, line, "", "yaml-depth", {"limit": MAX_DEPTH})
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _build(node: yaml.Node, location: Location, file: YamlFile) -> object:
    file.lines.setdefault(location, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(node, location, file)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_build(item, (*location, index), file) for index, item in enumerate(node.value))
    return _build_scalar(node, location, file)


def _build_mapping(node: yaml.MappingNode, location: Location, file: YamlFile) -> Mapping[str, object]:
    mapping: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode) or not key_node.value:
            file.findings.append(
                Finding(file.name, line, dotted(location), "yaml-key", {"found": shown(key_node.value)})
            )
            continue
        key = str(key_node.value)
        place = (*location, key)
        if key in mapping:
            first = file.lines[place]
            file.findings.append(Finding(file.name, line, dotted(place), "duplicate-key", {"first": first}))
            continue
        file.lines[place] = line
        mapping[key] = _build(value_node, place, file)
    return mapping


def _build_scalar(node: yaml.ScalarNode, location: Location, file: YamlFile) -> object:
    text = str(node.value)
    if node.style in tuple("'\"|>"):  # quoted or a block: text, whatever it looks like
        return text.strip("\n")
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if _INTEGER.match(text):
        return int(text) if len(text) <= 30 else text
    if _DECIMAL.match(text):
        return Decimal(text)  # keeps the digits as printed: 30.0 stays 30.0
    if _MAYBE_BOOLEAN.match(text):
        file.findings.append(file.finding(location, "ambiguous-word", found=text))
    elif _MAYBE_NUMBER.match(text):
        file.findings.append(file.finding(location, "ambiguous-number", found=shown(text).strip("'")))
    return text
