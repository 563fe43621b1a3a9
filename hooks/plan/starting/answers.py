"""The answers of which a new plan is made: read from a file, or asked at a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from unicodedata import normalize

from pydantic import Field

from plan.messages.findings import FileLine, Finding, Location, dotted, shown
from plan.messages.likeness import alike
from plan.messages.meant import meant
from plan.messages.sentences import both
from plan.model import shape
from plan.model.languages import required
from plan.model.plan import Period, ends_with
from plan.model.typed_years import typed_year
from plan.model.types import FillingName, LanguageCode, Languages, Record, Text
from plan.reading.records import read_record
from plan.reading.yaml_file import YamlFile, read_yaml

_QUESTIONS = Path(__file__).with_name("questions.yml")
#: What parts two things in an answer, what parts a name from its translation, and two years.
_LIST, _PARTS, _YEARS = re.compile(r"[、;；]"), re.compile(r"[/／]"), re.compile(r"[～〜~–—-]|から")
YES = ("はい", "yes", "y", "true", "あり", "有", "ある")
NO = ("いいえ", "no", "n", "false", "なし", "無し", "無", "ない", "none")
#: The questions that may be answered with nothing; and those answered with yes or no.
_MAY_BE_NONE, _YES_OR_NO = ("languages", "levels", "families"), ("indicators", "statistics")
#: What is said in the form of an answer; what is wrong with it otherwise has a sentence that says what to write.
_OF_ITS_FORM = (
    "wrong-type",
    "missing-field",
    "missing-language",
    "unknown-field",
    "too-few",
    "blank-text",
    "null-text",
)
_NONE = ("", "-", *NO)
#: What a name cannot hold, as it goes into a sentence of a chapter too.
_NOT_PLAIN = re.compile(r"[<>\r\n]|\{\{|\}\}")


class Called(Record):
    """What a level, or the cards, are called."""

    one: FillingName
    """The name of one, as it stands within a sentence."""
    many: FillingName
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
    """Languages beside those in which it is complete."""
    levels: tuple[Called, ...] = Field(default=(), max_length=5)
    """The levels above the cards, the highest first."""
    card: Called | None = None
    """What the cards are called; null in a plan whose levels have none."""
    families: tuple[str, ...] = ()
    """The families of examples.yml that are wanted."""
    indicators: bool = True
    """Whether the plan has indicators."""
    statistics: bool = False
    """Whether it has charts of statistics."""
    office: Text
    """The department that keeps the plan."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages in which the plan is complete: those in which its city is named."""
        return tuple(code for code in required() if self.city.get(code))

    @property
    def lowest(self) -> Called:
        """What the plan calls what it lists: its cards, or without any the items of its lowest level."""
        return self.card or self.levels[-1]


@dataclass(frozen=True)
class Question:
    """One question."""

    id: str
    ja: str
    en: str
    example: str
    """An answer as it is typed."""
    in_file: str
    """An answer as a file of answers holds it, with its question."""


@cache
def questions() -> Sequence[Question]:
    """All questions in their order."""
    data: Mapping[str, Mapping[str, str]] = read_yaml(_QUESTIONS, _QUESTIONS.name).data  # type: ignore[assignment]
    return [Question(id, **words) for id, words in data.items()]


def read_answers(path: Path, families: Sequence[str], label: Text) -> tuple[Answers | None, Sequence[Finding]]:
    """The answers of a file, or what is wrong with them, each with what to write.

    `families` are those that there are, `label` is what stands behind the title of a new plan. A text in the file is
    read as if it were typed.
    """
    file = read_yaml(path, path.name)
    if file.findings:
        return None, file.findings
    written = file.data if isinstance(file.data, Mapping) else {}
    file = replace(file, data={key: _as_typed(key, value) for key, value in written.items()})
    given = {one.id: (one.in_file, written.get(one.id)) for one in questions()}
    return _checked(file, families, label, given, _languages(file.data))


def file_of(path: Path | None) -> YamlFile:
    """The file of answers, for findings about it; without one, those of a person at a terminal."""
    return read_yaml(path, path.name) if path else YamlFile(both("typed-answers"), {})


def ask(
    families: Sequence[str],
    label: Text,
    answer: Callable[[str], str] = input,
    say: Callable[[str], object] = print,
) -> Answers:
    """The answers of a person at a terminal; what is not sound is told at once, and asked once more."""
    said: dict[str, object] = {}
    for number, question in enumerate(questions(), 1):
        known = f" [{'、'.join(families)}]" if question.id == "families" else ""
        while True:
            say(f"{number}/{len(questions())} {question.ja} / {question.en}{known}")
            typed = answer(f"  （例: {question.example}）> ")
            said[question.id] = _structured(question.id, typed)
            codes = _languages({"city": said["city"]})
            _, findings = _checked(YamlFile("", said), families, label, {question.id: (question.example, typed)}, codes)
            wrong = [finding for finding in findings if _about(finding) == question.id]
            for finding in wrong:
                say(f"  {finding.japanese} / {finding.english}")
            if not wrong:
                break
    codes = _languages({"city": said["city"]})
    return Answers.model_validate(said, context={"languages": Languages(codes, codes)})


def _languages(said: object) -> tuple[str, ...]:
    """The languages in which names are given: the first alone, where no answer names anything in another."""
    if not isinstance(said, Mapping):
        return required()
    named = [said.get("city"), said.get("title"), said.get("office")]
    levels = levels if isinstance(levels := said.get("levels"), list | tuple) else ()
    called = [one for one in (said.get("card"), *levels) if isinstance(one, Mapping)]
    named += [one.get(key) for one in called for key in ("one", "many")]
    given = {code for name in named if isinstance(name, Mapping) for code in name}
    first = required()[0]
    return (first,) if given == {first} else required()


def _checked(
    file: YamlFile,
    families: Sequence[str],
    label: Text,
    given: Mapping[str, tuple[str, object]],
    codes: tuple[str, ...],
) -> tuple[Answers | None, list[Finding]]:
    """The answers, or what is wrong with them; `given`: an example for each question, and how it was answered; `codes`:
    the languages in which the plan is complete."""
    record, findings = read_record(Answers, file, Languages(codes, codes), {})
    data = file.data if isinstance(file.data, Mapping) else {}
    for number, family in enumerate(found if isinstance(found := data.get("families"), list | tuple) else ()):
        if isinstance(family, str) and family not in families:
            details = {"allowed": ", ".join(families), "found": shown(family), "meant": meant(family, families)}
            findings.append(file.finding(("families", number), "wrong-choice", **details))
    title = found if isinstance(found := data.get("title"), Mapping) else {}
    for code in codes:
        if ends_with(str(title.get(code) or ""), label.get(code) or ""):
            details = {"found": shown(title[code]), "label": label[code]}
            findings.append(file.finding(("title", code), "title-with-label", **details))
    for number, code in enumerate(record.languages if record else ()):
        if code in codes:
            findings.append(file.finding(("languages", number), "language-anyway", found=code))
    findings.extend(_twice(file, {"families": record.families, "languages": record.languages} if record else {}))
    for place, words in texts(record) if record else ():
        if _NOT_PLAIN.search(words):
            findings.append(file.finding(place, "name-not-plain", found=shown(words)))
    findings = [
        file.finding(at, "answer-in-one-language", found=_said(data[at[0]]))
        if one.rule == "unknown-language" and len(codes) == 1 and (at := (_about(one),))
        else one
        for one in findings
    ]
    findings = list(_with_examples(findings, file, given))
    if record and not (record.card or record.levels):
        findings.append(file.finding(("card",), "missing-field"))
    if data.get("card", ...) is None and (asked := data.get("families")):
        findings.append(file.finding(("families",), "families-without-cards", found=_said(asked)))
    return (None if findings else record), findings


def _with_examples(
    findings: Iterable[Finding], file: YamlFile, given: Mapping[str, tuple[str, object]]
) -> Iterator[Finding]:
    """One finding, with an example, for each answer that is not of its form; the others as they are."""
    told = set()
    for finding in findings:
        question = _about(finding)
        if question not in given or finding.rule not in _OF_ITS_FORM:
            yield finding
        elif question not in told:
            told.add(question)
            example, answer = given[question]
            yield file.finding((question,), "answer-form", found=_said(answer), example=example)


def _about(finding: Finding) -> str:
    """The question that a finding is about; empty for none."""
    return str(finding.at.location[0]) if isinstance(finding.at, FileLine) and finding.at.location else ""


def _said(answer: object) -> str:
    """An answer as a person reads it."""
    if isinstance(answer, Mapping):
        return " / ".join(map(_said, answer.values()))
    return "、".join(map(_said, answer)) if isinstance(answer, list | tuple) else shown(answer)


def _as_typed(id: object, value: object) -> object:
    """A text in a file, read as if it were typed; what has its form already as it is."""
    if value in (None, False, (), []) and id in ("card", *_MAY_BE_NONE):
        return None if id == "card" else ()
    if id == "levels" and isinstance(value, list | tuple):
        return tuple(_called(item) if isinstance(item, str) else item for item in value)
    return _structured(id, value) if isinstance(id, str) and isinstance(value, str) else value


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
        told = ((place, words) for place, words in texts(answers) if words in line)
        there = [(alike(reversed(place), reversed(at)), len(words), place) for place, words in told]
        yield file.finding(max(there)[2] if there else (), finding.rule, **finding.details)


def _structured(id: str, typed: str) -> object:
    """What a person typed, as a file of answers would hold it; as it is where it cannot be told."""
    text = typed.strip()
    plain = normalize("NFKC", text).lower()
    if id in ("city", "title", "office"):
        return _text(text)
    if id == "period":
        years = [typed_year(part) for part in _YEARS.split(text.removesuffix("まで"))]
        return {"first": years[0], "last": years[-1]} if len(years) == 2 and None not in years else text
    if id in _YES_OR_NO:
        return plain in YES if plain in (*YES, *NO) else text
    if id == "card":
        return None if plain in _NONE else _called(text)
    if id not in _MAY_BE_NONE:
        return text
    items = () if plain in _NONE else tuple(part.strip() for part in _LIST.split(text) if part.strip())
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
