"""Makes the files of a new plan from the answers: each with an example of what a city writes there, and no more."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from plan.model.languages import required
from plan.model.types import FIRST_FISCAL_YEAR, Text, bad_id
from plan.outline import registry
from plan.reading.yaml_file import read_yaml
from plan.rules.levels import FILTERS
from plan.starting.answers import Answers, Called
from plan.starting.explained import explained

_EXAMPLES = Path(__file__).with_name("examples.yml")
_NO_ID = re.compile(r"[^a-z0-9]+")
#: The ids of what there is one of.
OFFICE, PAGE, SERIES = "office", "plan/introduction", "population"
Data = dict[str, Any]


@cache
def _examples() -> Mapping[str, Any]:
    file = read_yaml(_EXAMPLES, _EXAMPLES.name)
    if file.findings:
        raise ValueError("\n".join(map(str, file.findings)))
    return file.data  # type: ignore[return-value]


def families() -> Sequence[str]:
    """The families that a new plan can have."""
    return list(_examples()["families"])


def label() -> Text:
    """What stands behind the title of a new plan."""
    return Text.model_construct(dict(_examples()["plan"]["label"]))


def example_plan(answers: Answers, today: date) -> dict[str, str]:
    """Every file of the plan, by its path: data/plan.yml, docs/plan/introduction.md."""
    made = _Maker(answers)
    data = dict(made.files(today))
    chapters = dict(made.chapters())
    return {**{f"data/{path}": explained(path, of) for path, of in data.items()}, **chapters}


class _Maker:
    """The data of each file, and the chapters."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._codes = answers.codes
        self._words = _examples()

    def files(self, today: date) -> Iterator[tuple[str, Data]]:
        """The data of each file under data/."""
        answers = self._answers
        yield "plan.yml", self._plan(today)
        yield "vision.yml", {key: self._said("vision", key) for key in ("title", "statement", "body")}
        yield "levels.yml", self._levels()
        if answers.levels:
            yield "structure.yml", {"intro": self._said("structure", "intro"), "items": self._items((), 2)}
        yield (
            "departments.yml",
            {
                "departments": [
                    {"id": OFFICE, "name": _plain(answers.office)},
                    {"id": "second-office", "name": self._said("departments", "second")},
                ]
            },
        )
        for family in answers.families:
            yield f"families/{family}.yml", _in(self._codes, self._words["families"][family])
        years = {"from": answers.period.first, "to": answers.period.last}
        milestone = {"id": "first", "title": self._said("roadmap", "milestone"), **years}
        yield "roadmap.yml", {"intro": self._said("roadmap", "intro"), "years": years, "milestones": [milestone]}
        yield "glossary.yml", {"terms": [self._term()]}
        if answers.statistics:
            yield "sources.yml", {"sources": [self._source()]}
            yield f"series/{SERIES}.yml", self._series()
        for number, under in enumerate(self._lowest() if answers.card else (), 1):
            yield f"projects/example-{number}.yml", self._card(number, under)

    def chapters(self) -> Iterator[tuple[str, str]]:
        """The one chapter, in each language that every plan has."""
        answers = self._answers
        for code in self._codes:
            said = {
                key: self._said("chapter", key)[code]
                for key in ("title", "about", "text", "structure", "roadmap", "figures")
            }
            lines = [f"# {said['title']}", "", f"## {said['about']} {{#about}}", "", said["text"], "", "{{ vision }}"]
            if answers.levels:
                lines += ["", f"## {said['structure']} {{#structure}}", "", "{{ structure }}"]
                for top in self._items((), 2):
                    lines += ["", f"{{{{ item-text: {top['id']} }}}}"]
                    lines += ["", f"{{{{ items: {top['id']} }}}}"] if "items" in top else []
            lines += ["", f"## {said['roadmap']} {{#roadmap}}", ""]
            lines.append("{{ milestones }}" if answers.levels else "{{ roadmap }}")  # which has the aims too
            if answers.statistics:
                lines += ["", f"## {said['figures']} {{#figures}}", "", f"{{{{ chart: {SERIES} }}}}"]
            uri = f"{PAGE}.md" if code == self._codes[0] else f"{PAGE}.{code}.md"
            yield f"docs/{uri}", "\n".join(lines) + "\n"

    def _plan(self, today: date) -> Data:
        answers, words = self._answers, self._words["plan"]
        part, chapter = PAGE.split("/")
        languages: list[Data] = [{"code": code, "name": _own_name(code)} for code in self._codes]
        languages += [{"code": code, "name": _own_name(code), "complete": False} for code in answers.languages]
        return {
            "title": _plain(answers.title),
            "summary": self._said("plan", "summary"),
            "url": words["url"],
            "city": {"name": _plain(answers.city)},
            "edition": {
                "id": "draft",
                "status": "draft",
                "label": _in(self._codes, words["label"]),
                "updated": today.isoformat(),
            },
            "period": {"first": answers.period.first, "last": answers.period.last},
            "languages": languages,
            "parts": [{"id": part, "title": _in(self._codes, words["part"]), "chapters": [chapter]}],
            "office": OFFICE,
            "colors": _plain(self._words["colors"]),
            "licence": {"text": self._said("plan", "licence")},
            **({"statistics": [SERIES]} if answers.statistics else {}),
        }

    def _levels(self) -> Data:
        levels: list[Data] = []
        for level in self._answers.levels:
            number = len(levels) + 1
            id = _id(level, f"level-{number}", {*FILTERS, *families()})
            id = f"{id}-{number}" if id in [other["id"] for other in levels] else id
            of = {"id": id, "one": _plain(level.one), "many": _plain(level.many)}
            levels.append({**of, "filter": True} if number == 1 else of)
        made: Data = {"levels": levels} if levels else {}
        if card := self._answers.card:
            made["card"] = {
                "one": _plain(card.one),
                "many": _plain(card.many),
                "address": _id(card, "cards", self._pages()),
            }
        return made

    def _pages(self) -> set[str]:
        """What other pages of the plan are called, or may be when it has more families."""
        reserved = registry.RESERVED - {registry.CARDS}
        return {*reserved, *self._codes, *self._answers.languages, *families(), PAGE.split("/")[0]}

    def _items(self, above: tuple[int, ...], count: int) -> list[Data]:
        """The items of a level: two of the highest, one below each, but two of the lowest below the first."""
        depth, levels = len(above), self._answers.levels
        items = []
        for number in range(1, count + 1):
            place = (*above, number)
            code = "-".join(map(str, place))
            item: Data = {"id": f"item-{code}", "code": code, "title": self._said("item", "title", code, levels[depth])}
            if not above:
                item |= {"aims": [self._said("item", "aim")], "text": self._said("item", "text")}
            if depth + 1 < len(levels):
                two = depth + 2 == len(levels) and all(step == 1 for step in place)
                item["items"] = self._items(place, 2 if two else 1)
            else:
                item["actions"] = [self._said("item", "action")]
                item |= {} if self._answers.card else self._of_lowest(code)
            items.append(item)
        return items

    def _of_lowest(self, code: str) -> Data:
        """What an item of the lowest level has in a plan without cards: who sees to it, and what it is measured by."""
        return {"departments": ["second-office"], **self._indicators(code)}

    def _lowest(self) -> list[str | None]:
        """The items that the cards stand under; without levels, nothing for each of two."""
        found: list[str | None] = []

        def gather(items: Sequence[Data]) -> None:
            for item in items:
                gather(item.get("items", ()))
                if "items" not in item:
                    found.append(item["id"])

        gather(self._items((), 2) if self._answers.levels else ())
        return found or [None, None]

    def _card(self, number: int, under: str | None) -> Data:
        answers = self._answers
        period = answers.period
        card: Data = {"number": number, "title": self._said("project", "title", str(number), answers.card)}
        card |= {"under": under} if under else {}
        if answers.families:
            card["families"] = {
                family: [self._words["families"][family]["items"][0]["id"]] for family in answers.families
            }
        card |= {key: self._said("project", key) for key in ("challenge", "content")}
        card |= self._indicators(str(number))
        phase = {"id": "first", "title": self._filled(self._words["phase"]), "from": period.first, "to": period.last}
        return {**card, "schedule": {"phases": [phase]}, "departments": ["second-office"]}

    def _indicators(self, number: str) -> Data:
        """The indicator of a card or an item, in a plan that has any."""
        if not self._answers.indicators:
            return {}
        period = self._answers.period
        name, unit = self._said("indicator", "name", number), self._said("indicator", "unit")
        baseline = {"fiscal_year": max(period.first - 1, FIRST_FISCAL_YEAR), "value": 100}
        target = {"fiscal_year": period.last, "value": 200}
        indicator = {"id": "cases", "name": name, "unit": unit, "direction": "up", "baseline": baseline}
        return {"indicators": [{**indicator, "target": target}]}

    def _term(self) -> Data:
        words = self._words["glossary"]
        named = {"id": "example", "name": self._said("glossary", "term"), "reading": words["reading"]}
        return {**named, "index": words["index"], "definition": self._said("glossary", "definition")}

    def _source(self) -> Data:
        return {"id": "survey", "title": self._said("source", "title"), "publisher": self._said("source", "publisher")}

    def _series(self) -> Data:
        first = max(self._answers.period.first, FIRST_FISCAL_YEAR + 6)
        years = (first - 6, first - 1)
        column = {"id": "people", "name": self._said("series", "column"), "unit": self._said("series", "unit")}
        value = {"column": "people", "source": "survey", "confidence": "one-source"}
        return {
            "title": self._said("series", "title"),
            "kind": "trend",
            "headline": "people",
            "columns": [column],
            "bases": [{"id": "survey", "name": self._said("series", "basis")}],
            "rows": [
                {"year": year, "basis": "survey", "values": [{**value, "value": number}]}
                for year, number in zip(years, self._words["series"]["values"], strict=True)
            ],
        }

    def _said(self, group: str, key: str, number: str = "", level: Called | None = None) -> dict[str, str]:
        return self._filled(self._words[group][key], number, level)

    def _filled(self, words: Mapping[str, str], number: str = "", level: Called | None = None) -> dict[str, str]:
        """A text in each language, with what the answers say in its slots."""
        answers = self._answers
        lowest = answers.lowest
        top = answers.levels[0] if answers.levels else lowest
        found = {}
        for code in self._codes:
            named = {"city": answers.city, "title": answers.title, "office": answers.office, "top": top.one}
            named |= {"tops": top.many, "card": lowest.one, "cards": lowest.many}
            named |= {"level": (level or lowest).one}
            slots = {key: value[code] for key, value in named.items()}
            found[code] = words[code].format(
                **slots, number=number, first=answers.period.first, last=answers.period.last
            )
        return found


def _plain(value: object) -> Any:
    """Data as a file holds it."""
    if isinstance(value, Text):
        return dict(value.root)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _in(codes: Sequence[str], value: Any) -> Any:
    """Data of the examples without the words of other languages."""
    if isinstance(value, Mapping):
        words = value.keys() >= set(required())
        return {key: _in(codes, inner) for key, inner in value.items() if not words or key in codes}
    return [_in(codes, inner) for inner in value] if isinstance(value, list | tuple) else value


def _id(called: Called, otherwise: str, taken: Container[str]) -> str:
    """An id of a name, if there is one in letters that an id can have, and that is not taken."""
    for name in called.many.root.values():
        found = _NO_ID.sub("-", name.lower()).strip("-")
        if found and name.isascii() and bad_id(found) is None and found not in taken:
            return found
    return otherwise


def _own_name(code: str) -> str:
    """What a language calls itself."""
    try:
        name = Locale.parse(code, sep="-").get_display_name() or code
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:]
