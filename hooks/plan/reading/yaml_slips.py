"""Finds the slip of the hand that makes a text no YAML, at the line where it was made, and what was meant.

The parser says in its own words where it stumbled, which is often a line or more behind the slip; its words are for
programmers and reach nobody. What it read until then tells what the line was to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from plan.html.slips import CONFLICT
from plan.messages.findings import FileLine, Finding, shown

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

#: What of a line is looked at: no slip is found further on than a person reads.
_LONGEST = 5000
_OPENING = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_CLOSING = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
#: What no text without quotes begins with; some only where a blank follows.
_FIRST = re.compile(r"[@`%*&!|>{}\[\],]|[?:](?=[\s,}\]]|$)")
#: A key in block style with what stands behind it, or an item of a list.
_ENTRY = re.compile(r"""\s*(?:- +)*(?:(?:"[^"]*"|'[^']*'|[^\s"'#:{\[][^:{\[]*?)[ \t]?:(?=\s|$)\s*)?(?P<value>.*)""")
_KEY = r"""["']?[A-Za-z_][\w-]*["']?"""
#: What looks as if an entry of a mapping began in the middle of another one.
_NEXT_KEY = re.compile(rf"(?:^|.*?[\s\"'，、])(?P<key>{_KEY})\s*:(?:\s|$)")
_COMMENT = re.compile(r"[ \t]#.*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^']|'')*'")
#: The quotes that may stand in a text, and by which of them each that ends one is opened.
_QUOTES = frozenset('"＂“”')
_OPENED_BY = {'"': '"', "＂": "＂", "”": "“"}
#: What looks like a line of its own.
STARTED = re.compile(r"\s*(?:[-・●－−][^\d]|[A-Za-z_][\w-]*:(?:\s|$))")
#: An item of a list without a blank after its dash, or with another mark; no number below zero, no line of dashes.
_DASH = re.compile(r" *(?:-(?![-\s\d.])|[ー―—–－−・●○■◆]\s*)(?P<rest>\S.*)")
#: Another sign where a colon belongs.
_SIGN = re.compile(r"\s*(?:- +)?(?P<key>[A-Za-z_][\w-]*)\s*(?P<mark>[=＝;；])(?P<rest>.{0,40})", re.ASCII)
#: What makes a line unreadable wherever the parser stumbles over it.
_LINES = {
    "yaml-tab": re.compile(r" *\t"),
    "yaml-wide-blank": re.compile(" *[\u3000\xa0]"),
    "yaml-wide-colon": re.compile(r" *(- )?[A-Za-z_][\w-]*：", re.ASCII),
    "yaml-colon": re.compile(r" *(- )?[A-Za-z_][\w-]*:(?![ \t\n/]|$)", re.ASCII),
}


class _Fault(NamedTuple):
    """A slip by the rule that tells it, the line by its index, and the details of its sentence."""

    rule: str
    line: int
    details: dict[str, object]


def quoted(text: str) -> str:
    """A text in the quotes of YAML, as a message shows what to write."""
    text = text.strip()
    text = text if len(text) <= 40 else f"{text[:39]}…"
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f"'{text.replace(chr(39), chr(39) * 2)}'"


def odd_quotes(text: str) -> str | None:
    """A text in quotes, where it has some that YAML takes for a part of it and nobody means to be; else None."""
    begins, ends = text[0], text[-1]
    if begins not in _QUOTES and ends not in _QUOTES:
        return None
    inches = ends == '"' and text[-2:-1].isdigit()
    alone = ends in _OPENED_BY and not inches and _OPENED_BY[ends] not in text[:-1]
    odd = begins == "＂" or alone or (begins == "“" and "”" not in text)
    return quoted(text.strip("".join(_QUOTES))) if odd else None


def cut_text(comment: str) -> tuple[str, dict[str, object]]:
    """The rule and the details for what stands behind a text, or in its place, and is taken for a comment."""
    if color := re.match(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b", comment):
        digits = color[0][1:].lower()
        return "unquoted-color", {"found": f"#{digits if len(digits) == 6 else ''.join(2 * one for one in digits)}"}
    return "cut-at-comment", {"found": shown(comment)}


def syntax_finding(error: yaml.YAMLError, text: str, name: str) -> Finding:
    """The slip that explains an error of the parser, at its own line; else the line where the parser stumbled."""
    fault = _Stumbled(error, text).fault()
    return Finding(FileLine(name, fault.line + 1), fault.rule, fault.details)


class _Stumbled:
    """What the parser read of a text until it stumbled, and the lines around."""

    def __init__(self, error: yaml.YAMLError, text: str) -> None:
        mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        self._text, self._lines = text, [line[:_LONGEST] for line in text.split("\n")]
        last = max(number for number, line in enumerate(self._lines) if line.strip() or not number)
        self._end = mark is None or mark.line > last
        self._at = last if mark is None else min(mark.line, last)
        self._column = mark.column if mark is not None and not self._end else len(self._lines[self._at])
        self._context = min(context.line, self._at) if context is not None else self._at
        self._problem = str(getattr(error, "problem", "") or "")
        self._within_quotes = "quoted scalar" in str(getattr(error, "context", "") or "")
        self._tokens = list(self._read())

    def _read(self) -> Iterator[yaml.Token]:
        """The tokens before the place where the parser stumbled."""
        try:
            for token in yaml.scan(self._text, Loader=_Loader):
                start = token.start_mark
                if not self._end and (start.line, start.column) >= (self._at, self._column):
                    return
                yield token
        except yaml.YAMLError:
            return

    def fault(self) -> _Fault:
        """The first explanation that fits."""
        for explanation in (self._of_quotes, self._of_lines, self._of_brackets, self._of_values, self._of_layout):
            if found := next(explanation(), None):
                return found
        return _Fault("yaml-syntax", self._at, {"found": shown(self._lines[self._at])})

    def _near(self) -> Iterator[int]:
        """The line where the parser stumbled, the one with words before it, and where it began what it was reading."""
        yield self._at
        yield from (number for number in range(self._at - 1, -1, -1) if self._lines[number].strip())
        yield self._context

    def _two(self) -> tuple[int, ...]:
        near = self._near()
        return tuple(dict.fromkeys((next(near), next(near, self._at))))

    # ---------------------------------------------------------------- quotes

    def _of_quotes(self) -> Iterator[_Fault]:
        """A quotation mark that is not closed, or an escape that is none."""
        last = next((token for token in reversed(self._tokens) if isinstance(token, yaml.ScalarToken)), None)
        if self._within_quotes:
            line = self._lines[self._context]
            if self._end or self._lines[self._at].startswith(("---", "...")):
                yield _Fault("yaml-quote", self._context, {"found": shown(_value(line))})
            else:
                found = re.search(r"\\(?:[\w.]{1,8}|.?)", self._lines[self._at][max(self._column - 3, 0) :])
                value = self._lines[self._at].partition('"')[2].partition('"')[0]
                yield _Fault(
                    "yaml-backslash", self._at, {"found": found[0] if found else "\\", "instead": f"'{value}'"}
                )
        elif last and last.style in ("'", '"') and last.start_mark.line < last.end_mark.line == self._at:
            yield _Fault(
                "yaml-quote", last.start_mark.line, {"found": shown(_value(self._lines[last.start_mark.line]))}
            )

    # ---------------------------------------------------------------- lines

    def _of_lines(self) -> Iterator[_Fault]:
        for number in self._two():
            if CONFLICT.match(self._lines[number]):
                yield _Fault("conflict", number, {"lines": number + 1})
            if (dash := _DASH.match(self._lines[number])) and not self._within_block(number):
                yield _Fault("yaml-dash", number, {"instead": shown(f"- {dash['rest']}")})
            for rule, slip in _LINES.items():
                if slip.match(self._lines[number]):
                    yield _Fault(rule, number, {})
            if re.search(r"(?:^|\s)-\t|:[^\t#]*\S\t\s*" + _KEY + r"\s*:", self._lines[number]):
                yield _Fault("yaml-tab-between", number, {})

    def _within_block(self, number: int) -> bool:
        """Whether a line belongs to a text of several lines."""
        scalars = (token for token in self._tokens if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"))
        return any(token.start_mark.line < number < token.end_mark.line for token in scalars)

    # ---------------------------------------------------------------- brackets

    def _of_brackets(self) -> Iterator[_Fault]:
        """What is wrong between { and }, or [ and ]."""
        open_, begins = self._open()
        if not open_:
            return
        first = open_[0].start_mark.line
        for number in range(first, self._at + 1):
            if comment := _COMMENT.search(_QUOTED.sub(lambda text: "_" * len(text[0]), self._lines[number])):
                rule, details = cut_text(self._lines[number][comment.start() :].strip())
                yield _Fault(rule, number, details)
            for text in _QUOTED.finditer(self._lines[number]):
                if cut := re.match(rf"(.*?),\s*{_KEY}\s*:\s*\Z", text[0][:-1]):
                    yield _Fault("yaml-quote", number, {"found": shown(cut[1])})
        indent = _indent(self._lines[first])
        after = next((line for line in self._lines[first + 1 : self._at + 1] if line.strip()), "")
        if self._end or (after and _indent(after) <= indent and STARTED.match(after)):
            yield self._not_closed(open_[-1])
        yield from self._of_entry(begins)
        if self._lines[self._at][self._column : self._column + 1] in tuple("]}"):
            yield self._not_closed(open_[-1])

    def _open(self) -> tuple[list[yaml.Token], yaml.Token | None]:
        """The brackets that are open where the parser stumbled, and what stands before the entry there."""
        open_: list[yaml.Token] = []
        begins: list[yaml.Token] = []
        for token in self._tokens:
            if isinstance(token, _OPENING):
                open_.append(token)
                begins.append(token)
            elif isinstance(token, _CLOSING) and open_:
                open_.pop()
                begins.pop()
            elif isinstance(token, yaml.FlowEntryToken) and begins:
                begins[-1] = token
        return open_, begins[-1] if begins else None

    def _not_closed(self, opening: yaml.Token) -> _Fault:
        line = opening.start_mark.line
        mark, end = "{}" if isinstance(opening, yaml.FlowMappingStartToken) else "[]"
        return _Fault("yaml-bracket-open", line, {"found": shown(self._lines[line]), "mark": mark, "end": end})

    def _of_entry(self, begins: yaml.Token | None) -> Iterator[_Fault]:
        """What is wrong with the entry between brackets at which the parser stumbled."""
        here = begins is not None and begins.end_mark.line == self._at
        entry = self._lines[self._at][begins.end_mark.column if here and begins else 0 :]
        key = re.match(rf"\s*{_KEY}\s*:\s+", entry)
        last = next((token for token in reversed(self._tokens) if token.end_mark.line < self._at), None)
        if not here and key and isinstance(last, (yaml.ScalarToken, *_CLOSING)):  # the entry above has no comma
            yield _Fault("yaml-comma", self._at, {"found": key[0].strip()})
        value = entry[key.end() :] if key else entry.lstrip()
        text = _text(value.split(", ")[0])
        if value.startswith(("'", '"')):
            yield from _after_quotes(value, self._at, within=True)
        elif first := _FIRST.match(value):
            yield _first(first[0], text, self._at)
        after = _NEXT_KEY.match(text)
        if after and (key or after.start("key")) and re.match(r"['\"]?[a-z_-]+\b", after["key"]):
            yield _Fault("yaml-comma", self._at, {"found": f"{after['key']}:"})
        if re.search(r":\s", text):
            yield _Fault("yaml-colon-inside", self._at, {"found": shown(text), "instead": quoted(text)})
        if re.search(r"[][{}]", text):
            whole = _text(value)
            yield _Fault("yaml-bracket-inside", self._at, {"found": shown(whole), "instead": quoted(whole)})

    # ---------------------------------------------------------------- values

    def _of_values(self) -> Iterator[_Fault]:
        """What is wrong with the text behind a key or in an item."""
        for number in self._two():
            line = self._lines[number]
            value = _value(line)
            if line.startswith("%"):
                yield _first("%", line, number)
            yield from _brackets_meant(line, value, number)
            if value.startswith(("'", '"')):
                yield from _after_quotes(value, number, within=False)
            elif value.startswith("{") or value.startswith("["):
                yield from _after_brackets(value, number)
            elif value[:1] in tuple("｛［"):
                yield _Fault("yaml-wide-bracket", number, {"found": shown(value)})
            elif value.startswith(":") and value == line.strip():
                yield _Fault("yaml-key", number, {"found": shown(value)})
            elif first := _FIRST.match(value):
                if not re.match(r"[|>][-+0-9]*\s*$", value):  # else a text of several lines begins here
                    yield _first(first[0], value, number)
            elif re.match(r"-(?:\s|$)", value) and re.search(r":\s+-", line):
                yield _Fault("yaml-item-inside", number, {"found": shown(value), "instead": quoted(value)})
            elif value != line.strip() and re.search(r":(?:\s|$)", value):
                yield _Fault("yaml-colon-inside", number, {"found": shown(value), "instead": quoted(value)})

    # ---------------------------------------------------------------- layout

    def _of_layout(self) -> Iterator[_Fault]:
        """A line that stands further in or out than those around, or is neither an entry nor an item."""
        last = next((token for token in reversed(self._tokens) if isinstance(token, yaml.ScalarToken)), None)
        for number in range(self._at + 1):
            if self._lines[number].startswith("..."):
                yield _Fault("yaml-documents", number, {})
        bare = [self._context, *((last.start_mark.line,) if last else ()), self._at]
        for number in bare if "':'" in self._problem or "mapping values" in self._problem else ():
            if sign := _SIGN.match(self._lines[number]):
                details = {"mark": sign["mark"], "instead": f"{sign['key']}: {sign['rest'].strip()}"}
                yield _Fault("yaml-equals", number, details)
            if self._is_bare(number):
                yield from self._out_of_block(number, last)
                yield _Fault("yaml-no-colon", number, {"found": shown(self._lines[number])})
        levels, found = self._levels(), _indent(self._lines[self._at])
        if found not in levels and levels:
            details = {"found": found, "allowed": ", ".join(map(str, levels))}
            yield _Fault("yaml-indent", self._at, details)
        elif STARTED.match(self._lines[self._at]) and self._at:
            yield _Fault("yaml-mixed", self._at, {"found": shown(self._lines[self._at])})

    def _out_of_block(self, number: int, last: yaml.Token | None) -> Iterator[_Fault]:
        """A line that stands further out than the text of several lines above it, which it goes on."""
        if isinstance(last, yaml.ScalarToken) and last.style in ("|", ">"):
            lines = self._lines[last.start_mark.line + 1 : number]
            within = next((_indent(line) for line in lines if line.strip()), 0)
            if _indent(self._lines[number]) < within:
                yield _Fault("yaml-indent", number, {"found": _indent(self._lines[number]), "allowed": within})

    def _is_bare(self, number: int) -> bool:
        line = self._lines[number].strip()
        return bool(line) and not line.startswith(("#", "- ", '"', "'")) and not re.search(r":(?:\s|$)", line)

    def _levels(self) -> Sequence[int]:
        """How far in the lines begin that a line at this place may stand beside."""
        within: set[int] = set()
        levels: list[int] = []
        for token in self._tokens:
            if isinstance(token, yaml.ScalarToken) and token.start_mark.line < token.end_mark.line:
                first = token.start_mark.line + (2 if token.style in ("|", ">") else 1)
                within.update(range(first, token.end_mark.line + (token.style in ("'", '"'))))
        for number, line in enumerate(self._lines[: self._at]):
            if number in within or not line.strip() or line.lstrip().startswith("#"):
                continue
            column = _indent(line)
            levels = [level for level in levels if level < column] + [column]
            for dash in re.finditer(r"(?:^\s*|(?<=- ))- +(?=\S)", line):
                levels.append(dash.end())
        return levels


def _value(line: str) -> str:
    """What stands behind the key of a line, or in its item."""
    match = _ENTRY.match(line)
    return match["value"].strip() if match else line.strip()


def _text(value: str) -> str:
    """What of the rest of a line between brackets is one text: up to the next key, or the bracket at its end."""
    return re.split(rf",\s+(?={_KEY}\s*:)|\s*[}}\]]\s*$", value)[0]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _first(mark: str, text: str, number: int) -> _Fault:
    return _Fault("yaml-first-letter", number, {"mark": mark, "found": shown(text), "instead": quoted(text)})


def _after_quotes(value: str, number: int, *, within: bool) -> Iterator[_Fault]:
    """What follows a text in quotes: a comma is lacking before it, or the quotes are only about a part of the text."""
    match = _QUOTED.match(value)
    if match is None:
        yield _Fault("yaml-quote", number, {"found": shown(value)})
        return
    rest = value[match.end() :]
    if within and (key := re.match(rf"\s*({_KEY})\s*:", rest)):
        yield _Fault("yaml-comma", number, {"found": f"{key[1]}:"})
    elif re.match(r"\s*,\s*$", rest) and not within:
        yield _Fault("yaml-comma-left", number, {"found": shown(value)})
    elif rest.strip() and not re.match(r"\s+#", rest) and not (within and re.match(r"\s*[,\]}]", rest)):
        text = _text(value) if within else value
        cell = re.fullmatch(r'"((?:[^"]|"")*)"', text)  # as sheets write a text with quotes in it
        meant = cell[1].replace('""', '"') if cell else text
        yield _Fault("yaml-quote-inside", number, {"found": shown(text), "instead": quoted(meant)})


def _brackets_meant(line: str, value: str, number: int) -> Iterator[_Fault]:
    """Entries on one line between brackets that are none of YAML's, or between none."""
    if wide := re.match(r"\s*(?:- +)*((?:[｛［]|[（(]\s*[a-z_]+:\s).*:\s.*)", line):
        yield _Fault("yaml-wide-bracket", number, {"found": shown(wide[1])})
    elif re.match(r"[^\s,\"'{\[]+,\s*[a-z_]+:\s", value):
        entry = re.sub(r"^\s*(?:- +)*", "", line).strip()
        if not re.match(r"[a-z_]+:\s+[a-z_]+:\s", entry):
            yield _Fault("yaml-braces", number, {"instead": f"{{{entry}}}"})


def _after_brackets(value: str, number: int) -> Iterator[_Fault]:
    """What follows brackets that are closed: one bracket too many, or a text that begins with a bracket."""
    depth = 0
    masked = _QUOTED.sub(lambda text: "_" * len(text[0]), value)
    for place, letter in enumerate(masked):
        depth += (letter in "{[") - (letter in "}]")
        if not depth:
            rest = value[place + 1 :].strip()
            if rest == ",":
                yield _Fault("yaml-comma-left", number, {"found": shown(value)})
            elif re.match(r"[}\]]+$", rest):
                yield _Fault("yaml-bracket-left", number, {"found": shown(value[-40:]), "mark": rest[0]})
            elif rest and not rest.startswith("#"):
                yield _first(value[0], value, number)
            return
