"""The answers that an adoption or a revision takes: from a file or a terminal, and checked against the plan."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from plan.messages.findings import FileLine, Finding
from plan.messages.sentences import both
from plan.model import Plan
from plan.model.typed_years import typed_year
from plan.model.types import Day, Id, Ordinal, Record, Text
from plan.reading.records import read_record
from plan.reading.yaml_file import YamlFile, read_yaml
from plan.starting.answers import NO, YES, Question

_QUESTIONS = Path(__file__).with_name("questions.yml")
#: A day as people write it: the year in any writing, the month, the day.
_DAY = re.compile(r"(.+?)[-/.年]\s*([0-9]{1,2})[-/.月]\s*([0-9]{1,2})日?")
_DAYS, _YES_OR_NO = ("decided", "revised", "published", "in_force"), ("unfrozen", "hide_notes")
_MAY_BE_EMPTY = ("in_force", "reason")
#: So many years before a plan period a day of the plan may lie; after it, one.
_BEFORE = 3


class Adoption(Record):
    """What is asked of an officer when a draft is adopted."""

    unfrozen: bool = False
    """Whether to go on although the draft was not frozen."""
    id: Id
    """The id of the adopted edition."""
    decided: Day
    """The day on which the plan was decided."""
    published: Day
    """The day on which it is published."""
    in_force: Day | None = None
    """The first day on which it is in force."""
    reason: Text | None = None
    """Why this edition is made."""
    hide_notes: bool = False
    """Whether the pages of the notes on the source leave the site."""


class Renewal(Record):
    """What is asked when an adopted plan is revised."""

    unfrozen: bool = False
    """Whether to go on although the edition before was not frozen."""
    id: Id
    """The id of the revised edition."""
    number: Ordinal
    """Which revision it is."""
    revised: Day
    """The day on which the plan was revised."""
    published: Day
    """The day on which it is published."""
    in_force: Day | None = None
    """The first day on which it is in force."""
    reason: Text
    """Why it was revised."""


Answered = Adoption | Renewal


@cache
def _all_questions() -> Mapping[str, Question]:
    data: Mapping[str, Mapping[str, str]] = read_yaml(_QUESTIONS, _QUESTIONS.name).data  # type: ignore[assignment]
    return {id: Question(id, **words) for id, words in data.items()}


class Asking:
    """The questions that a plan needs answered, and how an answer to each is judged."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._edition = plan.details.edition
        self.schema: type[Adoption] | type[Renewal] = Adoption if self._edition.status == "draft" else Renewal
        left_out = {
            name
            for name, asked in (("unfrozen", plan.frozen is None), ("hide_notes", bool(plan.shown_notes)))
            if not asked
        }
        self.questions = [_all_questions()[id] for id in self.schema.model_fields if id not in left_out]

    def tried(self, day: date) -> Answered | None:
        """Answers of that day that nothing is wrong with in themselves: what refuses them lies in the plan."""
        kept = self._plan.editions.editions if self._plan.editions else ()
        days = (day, self._edition.decided, *(one.days.published for one in kept))
        then, ids = max(filter(None, days)).isoformat(), {self._edition.id, *(one.id for one in kept)}
        id = next(id for n in itertools.count() if (id := f"new-{n}") not in ids)
        if self.schema is Adoption:
            more: dict[str, Any] = {"decided": then}
        else:
            reason = dict.fromkeys(self._plan.languages.codes, "―")
            more = {"revised": then, "number": self._last_number + 1, "reason": reason}
        given = YamlFile("", {"id": id, "published": then, **more})
        record, _ = read_record(self.schema, given, self._plan.languages, {})
        return record

    def of_file(self, path: Path) -> tuple[Answered | None, Sequence[Finding]]:
        """The answers of a file, or what is wrong with them, each with what to write."""
        file = read_yaml(path, path.name)
        if file.findings:
            return None, file.findings
        written = file.data if isinstance(file.data, Mapping) else {}
        data = {
            key: self._structured(str(key), value) if isinstance(value, str) else value
            for key, value in written.items()
            if value != "" or key not in _MAY_BE_EMPTY
        }
        return self._checked(YamlFile(file.name, data, file.lines))

    def at_terminal(self, answer: Callable[[str], str], say: Callable[[str], object]) -> Answered | None:
        """The answers of a person; what is not sound is told at once, and asked once more. None where they stop."""
        said: dict[str, Any] = {}
        for number, question in enumerate(self.questions, 1):
            while True:
                words = (text.replace("{languages}", self._languages) for text in (question.ja, question.en))
                say(f"{number}/{len(self.questions)} {' / '.join(words)}")
                typed = answer(f"  （例: {question.example}）> ").strip()
                said[question.id] = self._structured(question.id, typed)
                if typed == "":
                    del said[question.id]
                wrong = [one for one in self._checked(YamlFile("", said))[1] if _about(one) == question.id]
                for finding in wrong:
                    say(f"  {finding.japanese} / {finding.english}")
                if not wrong:
                    break
            if question.id == "unfrozen" and not said.get("unfrozen"):
                say(both("adopt-freeze-first"))
                return None
        return self._checked(YamlFile(both("typed-answers"), said))[0]

    def _checked(self, file: YamlFile) -> tuple[Answered | None, list[Finding]]:
        record, findings = read_record(self.schema, file, self._plan.languages, {})
        data = file.data if isinstance(file.data, Mapping) else {}
        findings = [*map(_as_asked, findings), *self._faults(file, data)]
        return (None if findings else record), findings

    def _faults(self, file: YamlFile, data: Mapping[Any, Any]) -> Iterator[Finding]:
        """What is wrong with answers that are of their form, against the plan and each other."""
        ids = {self._edition.id, *(one.id for one in (self._plan.editions.editions if self._plan.editions else ()))}
        if data.get("id") in ids:
            yield file.finding(("id",), "edition-id-again", found=data["id"])
        last = self._last_number
        if isinstance(number := data.get("number"), int) and number <= last:
            yield file.finding(("number",), "edition-number-again", found=number, before=last)
        days = {name: day for name in _DAYS if (day := _day(data.get(name)))}
        period = self._plan.details.period
        for name, day in days.items():
            if not period.first - _BEFORE <= day.year <= period.last + 1:
                details = {"found": day.isoformat(), "first": period.first, "last": period.last}
                yield file.finding((name,), "day-far-from-period", **details)
        made = days.get("decided") or days.get("revised")
        if made and self._edition.decided and made < self._edition.decided:
            yield file.finding(("revised",), "revised-before-decided", found=made.isoformat())
        if made and "published" in days and days["published"] < made:
            details = {"published": days["published"].isoformat(), "decided": made.isoformat()}
            yield file.finding(("published",), "edition-published-early", **details)

    @property
    def _languages(self) -> str:
        return " / ".join(language.name for language in self._plan.details.languages)

    @property
    def _last_number(self) -> int:
        kept = self._plan.editions.editions if self._plan.editions else ()
        return max((one or 0 for one in (self._edition.number, *(edition.number for edition in kept))), default=0)

    def _structured(self, id: str, typed: str) -> Any:
        """What a person typed, as a file of answers would hold it; as it is where it cannot be told."""
        plain = normalize("NFKC", typed).strip()
        if id in _DAYS:
            return _written_day(plain) or typed
        if id in _YES_OR_NO:
            return plain.lower() in YES if plain.lower() in (*YES, *NO) else typed
        if id == "number":
            return int(plain) if plain.isdecimal() else typed
        if id == "reason":
            return dict(
                zip(self._plan.languages.codes, (part.strip() for part in re.split("[/／]", typed)), strict=False)
            )
        return plain


def _written_day(text: str) -> str | None:
    """A day in any writing, 令和9年3月24日, R9.3.24, 2027/3/24, as files have it; None where it is none."""
    match = _DAY.fullmatch(text)
    year = typed_year(match[1]) if match else None
    if match is None or year is None:
        return None
    try:
        return date(year, int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _day(found: object) -> date | None:
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None


def _as_asked(finding: Finding) -> Finding:
    """A finding on a day says in which ways an answer gives one, which are more than those of the data."""
    return replace(finding, rule="bad-day-answered") if finding.rule == "bad-date" else finding


def _about(finding: Finding) -> str:
    return str(finding.at.location[0]) if isinstance(finding.at, FileLine) and finding.at.location else ""
