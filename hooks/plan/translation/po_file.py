"""Turns the bytes of a PO file into its entries, or into every reason why it cannot be trusted.

Babel reads more than is sound: it takes letters off a text without quotes, and of two entries with one name it
keeps the last. So each line is checked before Babel gets them, and each entry as Babel hands it over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from plan.messages.findings import Finding, PoEntry, plain
from plan.reading.files import decoded

_STRING = r'"(?:[^"\\]|\\[\\trn"])*"'
_LINE = re.compile(rf"[ \t]*(?:(#.*)|(msgctxt|msgid_plural|msgid|msgstr)(\[[0-9]+\])?[ \t]*{_STRING}|{_STRING})?[ \t]*")
_ANYTHING = "?"
#: What may follow what: at the beginning, within an entry and after it, and after a fault.
_FOLLOWING = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgstr",),
    "msgstr": ("msgctxt", "msgid"),
    _ANYTHING: ("msgctxt", "msgid", "msgstr"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One text and its translation."""

    line: int
    """The line of its msgid."""
    context: str
    original: str
    translation: str
    fuzzy: bool


@dataclass(frozen=True)
class PoFile:
    """What a PO file holds and for which language; or what is wrong with it."""

    language: str
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


class _Recorder(Catalog):
    """Keeps each message as it is read: a catalog would join those of one name and stumble over a strange header."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[Message] = []

    def __setitem__(self, id: object, message: Message) -> None:
        self.read.append(message)


def read_po(raw: bytes, name: str) -> PoFile:
    """The entries of a PO file; sentences about it call it `name`."""
    text = decoded(raw, name)
    if isinstance(text, Finding):
        return _refused([text])
    lines = text.replace("\r\n", "\n").split("\n")
    # Entries taken out of use stand behind #~; whatever is in them is none of ours.
    lines = ["" if line.lstrip().startswith("#~") else line for line in lines]
    if findings := list(_broken_lines(lines, name)):
        return _refused(findings)
    recorder = _Recorder()
    try:
        PoFileParser(recorder, abort_invalid=True).parse(lines)
    except PoFileError as error:
        return _refused([_broken(name, error.lineno + 1, error.line or str(error))])
    header = _header(recorder.read)
    entries, findings = _entries(recorder.read, name)
    findings += _charset(header, name)
    return PoFile(header.get("language", "").replace("_", "-"), tuple(entries), tuple(findings))


def _refused(findings: Sequence[Finding]) -> PoFile:
    return PoFile("", (), tuple(findings))


def _broken_lines(lines: Sequence[str], name: str) -> Iterator[Finding]:
    """The lines that are none of a PO file's, and those that stand where they may not; after one, all may follow."""
    last, number = "", 0
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        comment, keyword, plural = match.groups() if match else (None, None, None)
        if match is None or (line.strip() and not comment and not keyword and not last):
            yield _broken(name, number, line)
            last = _ANYTHING
        elif keyword == "msgid_plural" or plural:
            yield Finding(PoEntry(name, number), "po-plural")
            return  # a tool that makes plural forms makes them everywhere
        elif (keyword and keyword not in _FOLLOWING[last]) or (comment and last == "msgid"):
            yield Finding(PoEntry(name, number), "po-order", {"found": keyword or "#"})
            last = keyword or _ANYTHING
        else:
            last = keyword or last
    if last in ("msgctxt", "msgid"):
        yield Finding(PoEntry(name, number), "po-breaks-off")


def _header(messages: Sequence[Message]) -> dict[str, str]:
    """The fields of the header by their names in small letters."""
    texts = [str(message.string) for message in messages if not message.id and not message.context]
    lines = (line.partition(":") for line in (texts[0] if texts else "").split("\n"))
    return {key.strip().lower(): value.strip() for key, _, value in lines}


def _entries(messages: Sequence[Message], name: str) -> tuple[list[Entry], list[Finding]]:
    entries: dict[str, Entry] = {}
    findings = []
    for message in messages:
        line, context = message.lineno or 1, message.context or ""
        if not message.id and not context:
            continue  # the header
        if not context:
            findings.append(Finding(PoEntry(name, line), "po-nameless"))
        elif context in entries:
            first = {"first": entries[context].line}
            findings.append(Finding(PoEntry(name, line, context), "po-twice", first))
        else:
            translation = str(message.string).replace("\r\n", "\n")
            original = str(message.id).replace("\r\n", "\n")
            entries[context] = Entry(line, context, original, translation, "fuzzy" in message.flags)
    return list(entries.values()), findings


def _charset(header: dict[str, str], name: str) -> Iterator[Finding]:
    found = re.search(r"charset=\s*\"?([^\s;\"]+)", header.get("content-type", ""))
    if found and found[1].lower() not in ("utf-8", "utf8", "charset"):
        yield Finding(PoEntry(name), "po-charset", {"found": found[1]})


def _broken(name: str, line: int, found: str) -> Finding:
    return Finding(PoEntry(name, line), "po-line", {"found": plain(found.strip(), 60)})
