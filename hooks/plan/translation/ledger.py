"""Turns the passages of a plan and the ledger of confirmed pairs into the state of each translation.

Readers are told of a stale one in overrides/main.html, staff by the sentence `translation-stale`.

The ledger, `data/translations.txt`, holds one line for each pair that a reader of both languages has confirmed:
the language, then sixteen hexadecimal digits of the SHA-256 of the default text, then those of the translation.
A pair is known by what it says, not by where it stands: moving a text or renaming its file leaves it confirmed,
and the same two texts in two places are one pair. Lines are sorted, so that two branches merge line by line;
a line that stands twice does no harm.

Before the digits are made a text is brought to one form (`normal`): blank at the ends of lines and of the text is
taken off, several empty lines count as one, and a line that was only wrapped is joined to the one before it: with
a space, or with none beside a full-width letter, as Japanese has none. A line break stays where it means something
in Markdown: after a heading or a placeholder, before an item of a list, a heading, a table's row.

The state of a text in a language other than the default:

    missing      there is no text
    fresh        the pair is in the ledger
    stale        the translation was confirmed, but with another default text: the default text has changed
    unconfirmed  the translation is in no line: it is new, or has changed since

So an old line is what tells stale from unconfirmed. It goes when its translation has been confirmed anew with
another default text and the old pair stands nowhere; every other line stays until the ledger is pruned.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from plan.machine import all_or_none
from plan.messages.findings import FileLine, Finding, plain
from plan.model.inventory import LEDGER as LEDGER
from plan.model.language_codes import LANGUAGE_CODE
from plan.reading.files import decoded, read_file
from plan.reading.passages import Manuscript, Passage, read_manuscript

MAX_BYTES = 20_000_000
State = Literal["missing", "stale", "unconfirmed", "fresh"]
#: All states, what needs work first.
STATES: tuple[State, ...] = get_args(State)
#: The file of the frozen editions.
_FROZEN = "data/editions.yml"
HEAD = """\
# 訳を確認した文の記録です。1行が一組で、言語、原文のしるし、訳のしるしの順です。
# 手で書き換えないでください。訳を確かめたら、python -m plan confirm で書き加えます。
# The record of confirmed translations. One pair a line: language, mark of the original, mark of the translation.
# Do not edit it by hand: when a translation has been checked, python -m plan confirm adds it.
"""

_LINE = re.compile(rf"({LANGUAGE_CODE}) ([0-9a-f]{{16}}) ([0-9a-f]{{16}})")
#: What begins a line of its own in Markdown, and what ends one.
_BLOCK = re.compile(r"[ \t]*(?:[-*+] |[0-9]+[.)] |#|\||>|\{\{)")
_CLOSED = re.compile(r"[ \t]*(?:#{1,6} |\{\{.*\}\}$)")


class Pair(NamedTuple):
    """A default text and a translation, each by its digits."""

    language: str
    default: str
    translation: str

    @property
    def words(self) -> tuple[str, str]:
        """The translation alone, whatever it translates."""
        return self.language, self.translation


@dataclass(frozen=True)
class Ledger:
    """All confirmed pairs, and what is wrong with the file they stand in."""

    pairs: frozenset[Pair] = frozenset()
    findings: tuple[Finding, ...] = ()
    raw: bytes | None = None
    """The bytes that it was read from; None where there was no file."""


@dataclass(frozen=True, slots=True)
class TextState:
    """One text in one language other than the default, and whether its translation is still right."""

    file: str
    """The file in which the translation stands, or would stand."""
    line: int
    """Its line there."""
    field: str
    """Its place as findings say it."""
    language: str
    """The language of the translation."""
    state: State
    """missing, stale, unconfirmed or fresh."""
    default: str
    """The text in the default language."""
    translation: str | None
    """The text in this language."""
    pair: Pair | None
    """Both by their digits; None where there is no translation."""
    passage: Passage
    """The passage it belongs to."""

    def stands_in(self, files: Collection[str]) -> bool:
        """Whether it is a text of one of these files; a chapter is meant by its name in either language."""
        return self.file in files or self.passage.file in files

    def is_field(self, field: str) -> bool:
        """Whether it is this field, as findings say it or by its lasting name."""
        return field in (self.field, self.passage.context, self.passage.context.removeprefix(f"{self.passage.file}: "))


# ---------------------------------------------------------------- digits


def normal(text: str) -> str:
    """The one form of a text in which blank at line ends and the wrapping of lines do not count."""
    text = text.strip()
    if "\n" not in text:
        return text
    joined: list[str] = []
    within = False  # whether a line that follows may be the rest of this one
    for line in map(str.rstrip, text.split("\n")):
        if within and line and not _BLOCK.match(line):
            joined[-1] += _gap(joined[-1][-1], line.lstrip()[0]) + line.lstrip()
        elif line or joined[-1]:
            joined.append(line)
        within = bool(line) and not _CLOSED.match(line)
    return "\n".join(joined)


def _gap(before: str, after: str) -> str:
    wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in (before, after))
    return "" if wide else " "


@lru_cache(maxsize=1 << 14)  # a preview asks for those of every text again after each edit
def digits(text: str) -> str:
    """The sixteen digits by which the ledger knows a text."""
    return hashlib.sha256(normal(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# ---------------------------------------------------------------- ledger


def read_ledger(data: Path, languages: Collection[str]) -> Ledger:
    """The ledger under `data`, for a plan that is translated into these languages; empty if there is no file."""
    name, path = f"{data.name}/{LEDGER}", data / LEDGER
    if not path.is_file():
        return Ledger()
    raw = read_file(path, name, MAX_BYTES, data)
    text = raw if isinstance(raw, Finding) else decoded(raw, name)
    if isinstance(text, Finding):
        return Ledger(findings=(text,))
    pairs, findings = set(), []
    for number, line in enumerate(text.split("\n"), start=1):
        match = _LINE.fullmatch(line.rstrip())
        if match and match[1] in languages:
            pairs.add(Pair(match[1], match[2], match[3]))
        elif match:
            details = {"known": ", ".join(languages), "found": match[1]}
            findings.append(Finding(FileLine(name, number), "ledger-language", details))
        elif line.strip() and not line.startswith("#"):
            findings.append(Finding(FileLine(name, number), "ledger-line", {"found": plain(line.strip(), 60)}))
    return Ledger(frozenset(pairs), tuple(findings), raw if isinstance(raw, bytes) else None)


def ledger_text(pairs: Iterable[Pair]) -> str:
    """The ledger's file: what it is, then a line for each pair, sorted."""
    return HEAD + "".join(f"{' '.join(pair)}\n" for pair in sorted(set(pairs)))


# ---------------------------------------------------------------- states


def states(data: Path, docs: Path, manuscript: Manuscript | None = None) -> tuple[TextState, ...]:
    """The state of every text in every language but the default; `manuscript` where the files have been read."""
    manuscript = manuscript or read_manuscript(data, docs)
    return judged(manuscript, read_ledger(data, manuscript.others))


def judged(manuscript: Manuscript, ledger: Ledger) -> tuple[TextState, ...]:
    """The state of every text of a manuscript by a ledger, in the order of files and lines.

    What was frozen is history and does not change: nobody is asked for its translations.
    """
    known = {pair.words for pair in ledger.pairs}
    return tuple(
        _judged(passage, language, default, ledger, known)
        for passage in manuscript.passages
        if passage.file != _FROZEN
        for default in (digits(passage.default),)
        for language in manuscript.others
        if language in passage.places
    )


def _judged(
    passage: Passage, language: str, default: str, ledger: Ledger, known: Collection[tuple[str, str]]
) -> TextState:
    translation = passage.translations.get(language)
    pair = None if translation is None else Pair(language, default, digits(translation))
    state: State = "unconfirmed"
    if pair is None:
        state = "missing"
    elif pair in ledger.pairs:
        state = "fresh"
    elif pair.words in known:
        state = "stale"
    file, line = passage.places[language]
    return TextState(file, line, passage.field, language, state, passage.default, translation, pair, passage)


def counts(texts: Iterable[TextState]) -> Mapping[str, Mapping[State, int]]:
    """How many texts are in each state, for each language."""
    counted: dict[str, Counter[State]] = {}
    for text in texts:
        counted.setdefault(text.language, Counter())[text.state] += 1
    return {language: {state: found[state] for state in STATES} for language, found in counted.items()}


def open_shares(texts: Iterable[TextState]) -> Mapping[str, float]:
    """For each language, the share of its texts that are not fresh: 0 where all are confirmed."""
    return {language: 1 - found["fresh"] / sum(found.values()) for language, found in counts(texts).items() if found}


# ---------------------------------------------------------------- confirming


def confirm(ledger: Ledger, texts: Collection[TextState], chosen: Iterable[TextState], prune: bool = False) -> Ledger:
    """The ledger with the pairs of the `chosen` among all `texts`.

    A line whose translation is now confirmed with another default text goes, if its pair stands nowhere.
    With `prune` every line goes whose pair stands nowhere, but for those that tell a stale text from a new one.
    """
    standing = {text.pair for text in texts if text.pair}
    added = {text.pair for text in chosen if text.pair}
    renewed = {pair.words for pair in added - ledger.pairs}
    pairs = {pair for pair in ledger.pairs if pair in standing or pair.words not in renewed} | added
    if prune:
        needed = {pair.words for pair in standing - pairs}
        pairs = {pair for pair in pairs if pair in standing or pair.words in needed}
    return Ledger(frozenset(pairs), ledger.findings, ledger.raw)


def chosen(texts: Iterable[TextState], files: Collection[str] = (), field: str | None = None) -> Iterator[TextState]:
    """The texts of some files, or of all where none is named; of one field only, where it is given."""
    for text in texts:
        if (not files or text.stands_in(files)) and (field is None or text.is_field(field)):
            yield text


def ledger_file(data: Path, ledger: Ledger) -> Mapping[Path, tuple[bytes | None, bytes]]:
    """The ledger's file under `data`, with what it held when it was read and what it shall hold."""
    return {data / LEDGER: (ledger.raw, ledger_text(ledger.pairs).encode())}


def write_ledger(data: Path, ledger: Ledger) -> None:
    """Write the ledger under `data`, unless somebody has written it since it was read (OvertakenError)."""
    all_or_none.write_all(ledger_file(data, ledger))
