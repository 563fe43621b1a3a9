"""Turns one YAML file into plain data with the line of each value, or into findings; nothing is guessed.

YAML 1.2's core types only: `no`, `010` and `1:30` are refused rather than read as False, 8 and 90.
Anchors, aliases and tags are refused before anything is built, so no file can grow in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from plan.html.slips import CONFLICT
from plan.messages.findings import HIDDEN, DataField, FileLine, Finding, Location, dotted, of_hidden, shown
from plan.reading.cut_entries import CUTS, cut_entry
from plan.reading.figures import figure
from plan.reading.files import decoded, read_file, too_large
from plan.reading.yaml_slips import STARTED, cut_text, odd_quotes, quoted, syntax_finding

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
_QUOTED = frozenset("'\"|>")
#: The events that may have an anchor.
_NODES = (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.AliasEvent)
#: A dash in the place of a value.
_DASH_ALONE = re.compile(r"(:[ \t]+)-[ \t]*$")
#: With what begins whatever could be taken for a number.
_FIGURES = frozenset("-+−－＋▲△.0123456789０１２３４５６７８９")
#: What YAML takes for a comment behind a value; `close` if it is written as people number things: #1.
_COMMENT = re.compile(r"[ \t]+#(?P<close>\S)?.*")
_ID = re.compile(r"[a-z0-9_-]+\Z")
#: What YAML 1.1 readers take for a truth value and YAML 1.2 does not.
_MAYBE_BOOLEAN = re.compile(r"(y|yes|n|no|on|off)\Z", re.IGNORECASE)
#: What stands behind an entry between brackets that has no value.
_NO_VALUE = re.compile(r"\s*[,}]")
#: Letters between which no blank stands.
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


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
    _build(text, file, ())


def _build(text: str, file: YamlFile, dashes: tuple[Finding, ...]) -> None:
    """Fill `file` from the text of a document, in which a dash alone has been put in quotes where it is told."""
    try:
        file.data = _Builder(text, file).document()
    except _RefusedSyntaxError as refused:
        file.findings.append(refused.finding)
    except yaml.YAMLError as error:
        slip = syntax_finding(error, text, file.name)
        lines = text.split("\n")
        line = lines[slip.line - 1]
        if slip.rule == "yaml-item-inside" and _DASH_ALONE.search(line) and len(dashes) < MAX_FAULTS // 5:
            lines[slip.line - 1] = _DASH_ALONE.sub(r'\1"-"', line)
            file.lines.clear()
            file.findings.clear()
            _build("\n".join(lines), file, (*dashes, slip))
            return
        _explain(slip, file)
    for slip in dashes:
        places = [place for place, number in file.lines.items() if number == slip.line]
        place = max(places, key=len, default=())
        file.findings.append(replace(slip, at=FileLine(file.name, slip.line, dotted(place), place)))


def _explain(slip: Finding, file: YamlFile) -> None:
    """Add the slip that ended the reading, in the place of what was found of the same line, or only follows from it."""
    comments = ("cut-at-comment", "unquoted-color")
    if slip.rule in comments and any((item.line, item.rule) == (slip.line, slip.rule) for item in file.findings):
        return
    file.findings[:] = [
        finding
        for finding in file.findings
        if finding.line != slip.line and not (finding.rule == "yaml-run-on" and finding.line > slip.line)
    ]
    file.findings.append(slip)


def _hidden_characters(text: str, name: str) -> Iterator[Finding]:
    line, done = 1, 0
    for number, match in enumerate(HIDDEN.finditer(text)):
        line, done = line + text.count("\n", done, match.start()), match.start()
        if number == MAX_FAULTS:
            yield Finding(FileLine(name, line), "more-faults", {"limit": MAX_FAULTS})
            return
        yield Finding(FileLine(name, line), *of_hidden(match[0]))


def _conflicts(text: str, name: str) -> Iterator[Finding]:
    """The lines that Git leaves where two people changed the same, each such place once."""
    places: list[list[int]] = []
    if "<<<<<<<" in text or ">>>>>>>" in text:
        for number, line in enumerate(text.split("\n"), start=1):
            if CONFLICT.match(line) and (line.startswith("<") or not places):
                places.append([number])
            elif CONFLICT.match(line):
                places[-1].append(number)
    for lines in places:
        yield Finding(FileLine(name, lines[0]), "conflict", {"lines": ", ".join(map(str, lines))})


class _RefusedSyntaxError(Exception):
    """Stops reading at syntax that is not allowed, before anything grows from it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class _Builder:
    """Builds plain data straight from the parser's events, and notes the line of every location."""

    def __init__(self, text: str, file: YamlFile) -> None:
        self._event: Callable[[], Any] = _Loader(text).get_event
        self._file = file
        self._depth = 0
        self._last = text.count("\n") + 1
        self._text = text
        self._comments = re.search(r"[ \t]#", text) is not None

    @cached_property
    def _lines(self) -> Sequence[str]:
        return self._text.split("\n")

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
        event: yaml.Event = self._event()
        if len(self._file.findings) >= MAX_FAULTS:
            raise self._refused(self._line(event), "more-faults", limit=MAX_FAULTS)
        if isinstance(event, _NODES):
            if event.anchor:
                raise self._refused(self._line(event), "yaml-alias")
            if tag := getattr(event, "tag", None):
                tag = tag.replace("tag:yaml.org,2002:", "!!")
                raise self._refused(self._line(event), "yaml-tag", tag=shown(tag))
        return event

    def _line(self, event: yaml.Event) -> int:
        """The line on which an event begins; what is missing at the end of a file is missing on its last line."""
        mark: Any = event.start_mark
        return mark.line + 1 if mark.line < self._last else self._last

    def _refused(self, line: int, rule: str, **details: object) -> _RefusedSyntaxError:
        return _RefusedSyntaxError(Finding(FileLine(self._file.name, line), rule, details))

    def _value(self, event: yaml.Event, location: Location) -> object:
        if location not in self._file.lines:
            self._file.lines[location] = self._line(event)
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event, location, self._file)
            if self._comments and event.style not in _QUOTED and (value is None or isinstance(value, str)):
                self._look_behind(event, value, location)
            if isinstance(value, str) and _place(event.start_mark)[0] != _place(event.end_mark)[0]:
                self._look_within(event, value, location)
            return value
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refused(self._line(event), "yaml-depth", limit=MAX_DEPTH)
        data: object
        if isinstance(event, yaml.MappingStartEvent):
            data = self._mapping(location, flow=bool(event.flow_style))
        else:
            data = self._sequence(location)
        self._depth -= 1
        return data

    def _look_behind(self, event: yaml.ScalarEvent, value: str | None, location: Location) -> None:
        """Tell of a text that ends, or does not even begin, where a comment begins; an id may have one behind it."""
        line, column = _place(event.end_mark)
        comment = _COMMENT.match(self._lines[line], column) if line < len(self._lines) else None
        if comment and (comment["close"] or (value is not None and not _ID.match(value))):
            rule, details = cut_text(comment[0].strip())
            self._file.findings.append(self._file.finding(location, rule, **details))

    def _look_within(self, event: yaml.ScalarEvent, value: str, location: Location) -> None:
        """Tell of lines that are joined with a blank, where no blank is meant, or a line of its own."""
        begins, ends = _place(event.start_mark)[0], _place(event.end_mark)[0]
        header = self._lines[begins]
        block = event.style in ("|", ">")
        if block and not value and (mark := re.search(r"([|>])[-+]?\d.*$", header)):
            details = {"mark": mark[1], "found": shown(mark[0]), "instead": quoted(mark[0])}
            self._file.findings.append(self._file.finding(location, "yaml-first-letter", **details))
        if event.style == "|":
            return
        for number in range(begins + block, min(ends - block, self._last - 1)):
            above, line = self._lines[number].rstrip(), self._lines[number + 1].strip()
            joined = _WIDE.match(above[-1:]) or _WIDE.match(line[:1])
            if event.style in ("'", '"') and re.match(rf"[A-Za-z_][\w-]*:\s+{event.style}", line):
                details = {"found": shown(header[_place(event.start_mark)[1] :])}
                raise _RefusedSyntaxError(Finding(FileLine(self._file.name, begins + 1), "yaml-quote", details))
            item = header[_place(event.start_mark)[1] :]
            if line.startswith("-") and (dash := re.match(r"-(?![-\s\d.])(\S.*)", item)):
                at = FileLine(self._file.name, begins + 1, dotted(location))
                self._file.findings.append(Finding(at, "yaml-dash", {"instead": shown(f"- {dash[1]}")}))
                return
            if above and line and (joined or (not block and STARTED.match(line))):
                at = FileLine(self._file.name, number + 2, dotted(location))
                details = {"first": begins + 1, "found": shown(line)}
                self._file.findings.append(Finding(at, "yaml-run-on", details))
                return

    def _sequence(self, location: Location) -> tuple[object, ...]:
        items: list[object] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*location, len(items))))
        return tuple(items)

    def _mapping(self, location: Location, *, flow: bool) -> Mapping[str, object]:
        mapping: dict[str, object] = {}
        merged: dict[str, object] = {}
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
            key = str(event.value)
            place = (*location, key)
            if flow and not self._has_colon(event):
                self._next()  # the value that is none
                self._cut_entry(event, mapping, location)
                continue
            if key[0] in "\u3000\xa0":
                findings.append(Finding(FileLine(self._file.name, line, dotted(location)), "yaml-wide-blank"))
            if key == "<<" and event.style not in _QUOTED:
                findings.append(Finding(FileLine(self._file.name, line, dotted(location)), "yaml-merge"))
                held = self._value(self._next(), (*location, "?"))
                merged |= held if isinstance(held, Mapping) else {}
                continue
            if key in mapping:
                details = {"first": lines[place]}
                findings.append(Finding(FileLine(self._file.name, line, dotted(place)), "duplicate-key", details))
                self._value(self._next(), (*location, "?"))
                continue
            lines[place] = line
            mapping[key] = self._value(self._next(), place)
        return {**merged, **mapping}  # of what was meant nothing lacks

    def _has_colon(self, key: yaml.ScalarEvent) -> bool:
        """Whether a key between brackets has a value; one without is a piece of a text with a comma in it."""
        line, column = _place(key.end_mark)
        return not _NO_VALUE.match(self._lines[line], column)

    def _cut_entry(self, key: yaml.ScalarEvent, mapping: dict[str, object], location: Location) -> None:
        """Tell of an entry between brackets without a value; what it was to be is taken for the value: nothing follows
        from its lack."""
        line, column = _place(key.start_mark)
        last = next(reversed(mapping), "")
        slip = cut_entry(str(key.value), last, mapping.get(last), close=self._lines[line][column - 1] == ",")
        of_key = slip.key == last and bool(mapping)
        place = (*location, last) if of_key else location
        self._file.findings[:] = [
            finding
            for finding in self._file.findings
            if not (of_key and finding.rule in CUTS and finding.field == dotted(place))
        ]
        at = FileLine(self._file.name, line + 1, dotted(place), place)
        self._file.findings.append(Finding(at, slip.rule, slip.details))
        if of_key:
            mapping[last] = slip.value
        elif slip.key and slip.key not in mapping:
            mapping[slip.key] = slip.value
            self._file.lines[(*location, slip.key)] = line + 1


def _place(mark: Any) -> tuple[int, int]:
    """The line and the column of a mark, both from 0; libyaml always sets one."""
    return mark.line, mark.column


def _kind(event: yaml.Event) -> object:
    """A stand-in for the value that an event begins, to be shown in a message."""
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    return {} if isinstance(event, yaml.MappingStartEvent) else ()


def _scalar(event: yaml.ScalarEvent, location: Location, file: YamlFile) -> object:
    text = str(event.value)
    if event.style in _QUOTED:  # quoted or a block: text, whatever it looks like
        hidden = HIDDEN.search(text) if event.style == '"' else None
        if hidden:  # written as an escape: "\u202e"; the text of the file itself holds none
            rule, details = of_hidden(hidden[0])
            file.findings.append(file.finding(location, rule, **details))
        return text.strip("\n")
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if "\t" in text:
        file.findings.append(file.finding(location, "tab-in-text", found=shown(text)))
    if text[0] in _FIGURES:
        value, rule, details = figure(text)
        if rule:
            file.findings.append(file.finding(location, rule, **details))
        return value
    if instead := odd_quotes(text):
        file.findings.append(file.finding(location, "yaml-odd-quotes", found=shown(text), instead=instead))
    if _MAYBE_BOOLEAN.match(text):
        file.findings.append(file.finding(location, "ambiguous-word", found=text))
    return text
