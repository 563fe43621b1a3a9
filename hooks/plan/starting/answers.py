"""The answers of which a new plan is made: read from a file, or asked at a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from unicodedata import normalize

from pydantic import Field

from plan.messages.findings import Finding, Location, dotted, shown
from plan.messages.sentences import both
from plan.model import shape
from plan.model.languages import required
from plan.model.plan import Period
from plan.model.types import LanguageCode, Languages, Record, Text
from plan.reading.records import read_record
from plan.reading.yaml_file import YamlFile, read_yaml
from plan.workbook.cells import fiscal_year

_QUESTIONS = Path(__file__).with_name("questions.yml")
#: What parts two things in an answer, what parts a name from its translation, and two years.
_LIST, _PARTS, _YEARS = re.compile(r"[、;；]"), re.compile(r"[/／]"), re.compile(r"[～〜~–—-]")
#: What a name cannot hold, as it goes into a sentence of a chapter too.
_NOT_PLAIN = re.compile(r"[<>\r\n]|\{\{|\}\}")
_YES, _NO = ("はい", "yes", "y", "true"), ("いいえ", "no", "n", "false")


class Called(Record):
    """What a level, or the cards, are called."""

    one: Text
    """The name of one, as it stands within a sentence."""
    many: Text
    """The name of several."""


class Answers(Record):
    """The answers to the questions of questions.yml."""

    city: Text
    """The city's name."""
    title: Text
    """The plan's title."""
    period: Period
    """Its first and last fiscal year."""
    languages: tuple[LanguageCode, ...] = ()
    """Languages beside those that every plan has."""
    levels: tuple[Called, ...] = Field(default=(), max_length=5)
    """The levels above the cards, the highest first."""
    card: Called
    """What the cards are called."""
    families: tuple[str, ...] = ()
    """The families of examples.yml that are wanted."""
    indicators: bool = True
    """Whether the plan has indicators."""
    statistics: bool = False
    """Whether it has charts of statistics."""
    office: Text
    """The department that keeps the plan."""


@dataclass(frozen=True)
class Question:
    """One question."""

    id: str
    ja: str
    en: str
    example: str


@cache
def questions() -> Sequence[Question]:
    """All questions in their order."""
    data: Mapping[str, Mapping[str, str]] = read_yaml(_QUESTIONS, _QUESTIONS.name).data  # type: ignore[assignment]
    return [Question(id, **words) for id, words in data.items()]


def read_answers(path: Path, families: Sequence[str]) -> tuple[Answers | None, Sequence[Finding]]:
    """The answers of a file, or what is wrong with them; `families` are those that there are."""
    file = read_yaml(path, path.name)
    return (None, file.findings) if file.findings else _checked(file, families)


def file_of(path: Path | None) -> YamlFile:
    """The file of answers, for findings about it; without one, those of a person at a terminal."""
    return read_yaml(path, path.name) if path else YamlFile(both("answers"), {})


def ask(families: Sequence[str], answer: Callable[[str], str] = input, say: Callable[[str], object] = print) -> Answers:
    """The answers of a person at a terminal; what is not sound is asked once more."""
    said: dict[str, object] = {}
    wanted = [question.id for question in questions()]
    while True:
        for number, question in enumerate(questions(), 1):
            if question.id in wanted:
                known = f" [{'、'.join(families)}]" if question.id == "families" else ""
                say(f"{number}/{len(questions())} {question.ja} / {question.en}{known}")
                said[question.id] = _structured(question.id, answer(f"  （例: {question.example}）> "))
        data = {id: value for id, value in said.items() if value is not None}
        answers, findings = _checked(YamlFile(both("answers"), data), families)
        if answers:
            return answers
        for finding in findings:
            say(str(finding))
        wrong = {re.split(r"[.\[]", finding.field)[0] for finding in findings}
        wanted = [question.id for question in questions() if question.id in wrong] or wanted


def _checked(file: YamlFile, families: Sequence[str]) -> tuple[Answers | None, list[Finding]]:
    codes = required()
    record, findings = read_record(Answers, file, Languages(codes, codes), {})
    if record is None:
        return None, findings
    for number, family in enumerate(record.families):
        if family not in families:
            findings.append(
                file.finding(("families", number), "wrong-choice", allowed=", ".join(families), found=family)
            )
    for number, code in enumerate(record.languages):
        if code in codes:
            findings.append(file.finding(("languages", number), "language-anyway", found=code))
    findings.extend(_twice(file, {"families": record.families, "languages": record.languages}))
    for place, words in texts(record):
        if _NOT_PLAIN.search(words):
            findings.append(file.finding(place, "name-not-plain", found=shown(words)))
    return (None if findings else record), findings


def _twice(file: YamlFile, lists: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """What stands twice in a list."""
    for name, items in lists.items():
        for number, item in enumerate(items):
            if (first := items.index(item)) < number:
                yield file.finding((name, number), "named-twice", found=item, first=dotted((name, first)))


def texts(answers: Answers) -> Iterator[tuple[Location, str]]:
    """Every name in the answers, in each language, with its place."""
    for place, _, value in shape.values(answers):
        if isinstance(value, Text):
            yield from (((*place, code), words) for code, words in value.root.items())


def blamed(findings: Iterable[Finding], made: Mapping[str, str], answers: Answers, file: YamlFile) -> Iterator[Finding]:
    """What is wrong with the plan that was made, told of the answer that brings it about: nobody sees the other files.

    `made`: the files of that plan. The answer is one that stands on the line, called most like the field there and the
    longest; without one it is the whole file.
    """
    for finding in findings:
        lines = made.get(finding.file, "").split("\n")
        line = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
        at = getattr(finding.at, "location", ())
        there = [(_alike(place, at), len(words), place) for place, words in texts(answers) if words in line]
        yield file.finding(max(there)[2] if there else (), finding.rule, **finding.details)


def _alike(one: Location, other: Location) -> int:
    """In how many steps two places end alike."""
    return len(list(takewhile(lambda steps: steps[0] == steps[1], zip(reversed(one), reversed(other), strict=False))))


def _structured(id: str, typed: str) -> object:
    """What a person typed, as a file of answers would hold it; as it is where it cannot be told."""
    text = typed.strip()
    if id in ("city", "title", "office"):
        return _text(text)
    if id == "period":
        years = [fiscal_year(part) for part in _YEARS.split(text)]
        return {"first": years[0], "last": years[-1]} if len(years) == 2 and None not in years else text
    if id in ("indicators", "statistics"):
        plain = normalize("NFKC", text).lower()
        return plain in _YES if plain in (*_YES, *_NO) else text
    if id == "card":
        return _called(text)
    items = tuple(part.strip() for part in _LIST.split(text) if part.strip())
    return tuple(map(_called, items)) if id == "levels" else tuple(normalize("NFKC", item) for item in items)


def _text(text: str) -> object:
    """A name in each language, as `〇〇市 / 〇〇 City`."""
    parts = [part.strip() for part in _PARTS.split(text)]
    return dict(zip(required(), parts, strict=False))


def _called(text: str) -> object:
    """The names of one and of several, as `事業 / project / projects`: the first language has one for both."""
    first, *others = (part.strip() for part in _PARTS.split(text))
    codes = required()
    one, many = others[: len(codes) - 1], others[len(codes) - 1 :]
    return {
        "one": dict(zip(codes, [first, *one], strict=False)),
        "many": dict(zip(codes, [first, *many], strict=False)),
    }
