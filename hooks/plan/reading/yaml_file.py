"""Turns one YAML file into plain data with the line of each value, or into findings; nothing is guessed.

YAML 1.2's core types only: `no`, `010` and `1:30` are refused rather than read as False, 8 and 90.
Anchors, aliases and tags are refused before anything is built, so no file can grow in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import yaml

from plan.html.slips import CONFLICT
from plan.messages.findings import HIDDEN, DataField, FileLine, Finding, Location, dotted, shown
from plan.reading.files import decoded, read_file, too_large

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

#: As large as a file may be: the notes on the printed source of one city fill 350,000 bytes in each language.
MAX_BYTES = 2_000_000
#: A file with so many faults is of another kind; the rest is not looked for.
MAX_FAULTS = 100
MAX_DEPTH = 20

#: The styles of a scalar that is a text whatever it looks like: in quotes, or a block.
_QUOTED = tuple("'\"|>")
#: What YAML takes for a comment behind a value; `close` if it is written as people number things: #1.
_COMMENT = re.compile(r"[ \t]+#(?P<close>\S)?.*")
_ID = re.compile(r"[a-z0-9_-]+\Z")
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


@dataclass
class YamlFile:
    """What one file holds: plain data, the line of each location in it, and what is wrong with it."""

    name: str
    data: object = None
    lines: dict[Location, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    raw: bytes = b""
    """The bytes that it was read from."""

    def line(self, location: Location) -> int:
        """The line of a location, or of the nearest thing around it that stands in the file."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def finding(self, location: Location, rule: str, **details: object) -> Finding:
        """A finding at a location of this file."""
        return Finding(FileLine(self.name, self.line(location), dotted(location), location), rule, details)

    def placed(self, finding: Finding) -> Finding:
        """A finding about this file's data, at its line."""
        location = finding.at.location if isinstance(finding.at, DataField) else ()
        return replace(finding, at=FileLine(self.name, self.line(location), dotted(location), location))


def read_yaml(path: Path, name: str, folder: Path | None = None, before: YamlFile | None = None) -> YamlFile:
    """Read the file at `path`, which may not lead out of `folder`; messages call it `name`.

    `before` is what was read of it last: it is the answer where the bytes are still the same.
    """
    raw = read_file(path, name, MAX_BYTES, folder)
    if isinstance(raw, Finding):
        return YamlFile(name, findings=[raw])
    return before if before and before.raw == raw else yaml_of(raw, name)


def yaml_of(raw: bytes, name: str) -> YamlFile:
    """A file with these bytes, which messages call `name`."""
    file = YamlFile(name, raw=raw)
    if len(raw) > MAX_BYTES:
        file.findings.append(too_large(name, len(raw), MAX_BYTES))
    else:
        parse_yaml(raw, file)
    return file


def parse_yaml(raw: bytes, file: YamlFile) -> None:
    """Fill `file` from the bytes of a YAML document."""
    text = decoded(raw, file.name)
    if isinstance(text, Finding):
        file.findings.append(text)
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = [*_hidden_characters(text, file.name), *_conflicts(text, file.name)]
    if hidden:
        file.findings.extend(hidden)
        return
    try:
        file.data = _Builder(text, file).document()
    except _RefusedError as refused:
        file.findings.append(refused.finding)
    except yaml.YAMLError as error:
        file.findings.append(_syntax_finding(error, text, file.name))


def _hidden_characters(text: str, name: str) -> Iterator[Finding]:
    line, done = 1, 0
    for number, match in enumerate(HIDDEN.finditer(text)):
        line, done = line + text.count("\n", done, match.start()), match.start()
        if number == MAX_FAULTS:
            yield Finding(FileLine(name, line), "more-faults", {"limit": MAX_FAULTS})
            return
        yield Finding(FileLine(name, line), "hidden-character", {"code": f"U+{ord(match[0]):04X}"})


def _conflicts(text: str, name: str) -> Iterator[Finding]:
    """The lines that Git leaves where two people changed the same."""
    if "<<<<<<<" in text or ">>>>>>>" in text:
        for number, line in enumerate(text.split("\n"), start=1):
            if CONFLICT.match(line):
                yield Finding(FileLine(name, number), "conflict", {"found": shown(line)})


#: What makes YAML unreadable most often, as a line looks that has it.
_SLIPS = {
    "yaml-tab": re.compile(r" *\t"),
    "yaml-wide-blank": re.compile(" *\u3000"),
    "yaml-wide-colon": re.compile(r" *(- )?[A-Za-z_][\w-]*：", re.ASCII),
    "yaml-colon": re.compile(r" *(- )?[A-Za-z_][\w-]*:[^\s/]", re.ASCII),
    "yaml-quote": re.compile(r"""[^"']*:\s+("[^"]*|'[^']*)$"""),
}


def _syntax_finding(error: yaml.YAMLError, text: str, name: str) -> Finding:
    """The slip that explains the error, at its own line; else what the parser says, where it noticed."""
    mark = getattr(error, "problem_mark", None)
    lines = text.split("\n")
    for number in (mark.line, mark.line - 1) if mark else ():  # the parser notices some only on the next line
        for rule, slip in _SLIPS.items():
            if 0 <= number < len(lines) and slip.match(lines[number]):
                return Finding(FileLine(name, number + 1), rule)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    return Finding(FileLine(name, min(mark.line + 1, len(lines)) if mark else 1), "yaml-syntax", {"problem": problem})


class _RefusedError(Exception):
    """Stops reading at syntax that is not allowed, before anything grows from it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class _Builder:
    """Builds plain data straight from the parser's events, and notes the line of every location."""

    def __init__(self, text: str, file: YamlFile) -> None:
        self._events = yaml.parse(text, Loader=_Loader)
        self._file = file
        self._depth = 0
        self._last = text.count("\n") + 1
        self._lines = text.split("\n") if " #" in text or "\t#" in text else ()

    def document(self) -> object:
        """The one document of the file; None, with a finding, where there is none."""
        self._next()  # the stream begins
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise self._refused(1, "empty-file")
        event = self._next()
        data = self._value(event, ())
        self._next()  # the document ends
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._refused(self._line(after), "yaml-documents")
        if isinstance(event, yaml.ScalarEvent) and data is None:
            raise self._refused(1, "empty-file")
        return data

    def _next(self) -> yaml.Event:
        event = next(self._events)
        line = self._line(event)
        if len(self._file.findings) >= MAX_FAULTS:
            raise self._refused(line, "more-faults", limit=MAX_FAULTS)
        if getattr(event, "anchor", None):
            raise self._refused(line, "yaml-alias")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise self._refused(line, "yaml-tag", tag=shown(tag.replace("tag:yaml.org,2002:", "!!")))
        return event

    def _line(self, event: yaml.Event) -> int:
        """The line on which an event begins; what is missing at the end of a file is missing on its last line."""
        return min(int(event.start_mark.line) + 1, self._last)  # type: ignore[union-attr] # libyaml always sets it

    def _refused(self, line: int, rule: str, **details: object) -> _RefusedError:
        return _RefusedError(Finding(FileLine(self._file.name, line), rule, details))

    def _value(self, event: yaml.Event, location: Location) -> object:
        self._file.lines.setdefault(location, self._line(event))
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event, location, self._file)
            if self._lines and isinstance(value, str):
                self._look_behind(event, value, location)
            return value
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refused(self._line(event), "yaml-depth", limit=MAX_DEPTH)
        value = self._mapping(location) if isinstance(event, yaml.MappingStartEvent) else self._sequence(location)
        self._depth -= 1
        return value

    def _look_behind(self, event: yaml.ScalarEvent, value: str, location: Location) -> None:
        """Tell of a text that ends where a comment begins; an id may have one behind it."""
        end = event.end_mark
        if event.style in _QUOTED or end is None or end.line >= len(self._lines):
            return
        comment = _COMMENT.match(self._lines[end.line], end.column)
        if comment and (comment["close"] or not _ID.match(value)):
            self._file.findings.append(self._file.finding(location, "cut-at-comment", found=shown(comment[0].strip())))

    def _sequence(self, location: Location) -> tuple[object, ...]:
        items: list[object] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*location, len(items))))
        return tuple(items)

    def _mapping(self, location: Location) -> Mapping[str, object]:
        mapping: dict[str, object] = {}
        findings, lines = self._file.findings, self._file.lines
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            line = self._line(event)
            if not isinstance(event, yaml.ScalarEvent) or not event.value:
                found = shown(_kind(event))
                findings.append(
                    Finding(FileLine(self._file.name, line, dotted(location)), "yaml-key", {"found": found})
                )
                self._value(event, (*location, "?"))
                self._value(self._next(), (*location, "?"))
                continue
            place = (*location, str(event.value))
            if event.value in mapping:
                details = {"first": lines[place]}
                findings.append(Finding(FileLine(self._file.name, line, dotted(place)), "duplicate-key", details))
                self._value(self._next(), (*location, "?"))
                continue
            lines[place] = line
            mapping[str(event.value)] = self._value(self._next(), place)
        return mapping


def _kind(event: yaml.Event) -> object:
    """A stand-in for the value that an event begins, to be shown in a message."""
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    return {} if isinstance(event, yaml.MappingStartEvent) else ()


def _scalar(event: yaml.ScalarEvent, location: Location, file: YamlFile) -> object:
    text = str(event.value)
    if event.style in _QUOTED:  # quoted or a block: text, whatever it looks like
        if hidden := HIDDEN.search(text):  # written as an escape: "\u202e"
            file.findings.append(file.finding(location, "hidden-character", code=f"U+{ord(hidden[0]):04X}"))
        return text.strip("\n")
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if _INTEGER.match(text):
        return int(text) if len(text) <= 30 else text
    if _DECIMAL.match(text):
        return text if len(text) > 30 else Decimal(text)  # keeps the digits as printed: 30.0 stays 30.0
    if _MAYBE_BOOLEAN.match(text):
        file.findings.append(file.finding(location, "ambiguous-word", found=text))
    elif _MAYBE_NUMBER.match(text):
        file.findings.append(file.finding(location, "ambiguous-number", found=shown(text).strip("'")))
    return text
