"""The values of an edition in the words of one language, as its readers know them: amounts with unit and year, periods,
names in place of ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml

from plan import model
from plan.model.budgets import MoneyUnit
from plan.model.indicators import Amount
from plan.model.shape import FieldShape
from plan.model.types import Number, Record, Text
from plan.model.whole_plan import Plan
from plan.showing.actuals import sayings
from plan.showing.amounts import Around, former_target, shown_amount
from plan.showing.localizer import Localizer

#: The fields whose whole numbers are years of a plan.
_YEARS = frozenset(("fiscal_year", "until", "since", "revised"))


@dataclass(frozen=True)
class FieldNames:
    """What readers know the fields of the plan by: words of the site, by `Record.key` or by the key alone."""

    labels: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]
    groups: Mapping[str, str]
    left_out: frozenset[str]
    files_left_out: frozenset[str]
    """The files under data/ that are not compared."""

    def label(self, schema: type[Record], key: str) -> str:
        """The word for a field. Raises KeyError for one that has none."""
        own = f"{schema.__name__}.{key}"
        return self.labels[own if own in self.labels else key]

    def compared(self, schema: type[Record], key: str) -> bool:
        """Whether a change of a field is told."""
        return key not in self.left_out and f"{schema.__name__}.{key}" not in self.left_out


@cache
def fields() -> FieldNames:
    """The fields as fields.yml has them."""
    read = yaml.safe_load(Path(__file__).with_name("fields.yml").read_text(encoding="utf-8"))
    out, files = (
        frozenset(name for names in read[key].values() for name in names) for key in ("left_out", "files_left_out")
    )
    return FieldNames(read["labels"], read["choices"], read["groups"], out, files)


class Sayer:
    """Says the values of one edition; `speak` is in the language of the reader."""

    def __init__(self, plan: Plan, speak: Localizer) -> None:
        self.plan, self.speak = plan, speak
        units = get_args(MoneyUnit)
        self.money: Mapping[str, Text] = {unit: plan.words[f"money_{unit.replace('-', '_')}"] for unit in units}
        """The words for the units of money."""
        self._leaves: tuple[tuple[type[Record], Callable[[Any, Text | None], str]], ...] = (
            (model.FormerTarget, lambda given, unit: former_target(given, unit, speak).plain),
            (Amount, self._amount),
            (model.Phase, self._period_of),
            (model.Milestone, self._period_of),
            (model.Period, self._period),
            (model.RoadmapYears, self._period),
            (model.Budget, self._budget),
            (model.BudgetTotal, self._budget),
            (model.ScaleMark, self._mark),
        )

    def text(self, text: Text) -> str:
        """A text as its readers get it."""
        return self.speak.lent(*self.speak.choose(text))

    def leaf(self, record: Record, unit: Text | None) -> str | None:
        """A record that is said in one line; None for one that is said field by field."""
        said = next((say for kind, say in self._leaves if isinstance(record, kind)), None)
        return said(record, unit) if said else None

    def value(self, schema: type[Record], shape: FieldShape, value: object) -> str:
        """The value of a field that holds no record; nothing where there is none."""
        if value is None or value in ((), {}):
            return ""
        if isinstance(value, Mapping):
            return self.speak.join(value.get(self.speak.language, ()))
        if isinstance(value, tuple):
            texts = [self.value(schema, shape, part) for part in value]
            return "\n\n".join(texts) if isinstance(value[0], Text) else self.speak.join(texts)
        if isinstance(value, Text):
            return self.text(value)
        return self._scalar(schema, shape, value)

    def _scalar(self, schema: type[Record], shape: FieldShape, value: object) -> str:
        speak = self.speak
        if isinstance(value, bool):
            return speak.plain_word("choice_yes" if value else "choice_no")
        if isinstance(value, date):
            return speak.day(value)
        if isinstance(value, int) and shape.key in _YEARS:
            return speak.fiscal_year(value)
        if isinstance(value, int | Decimal):
            return speak.number(value)
        if shape.reference:
            name = self.plan.named_ids.get(shape.reference.kind, {}).get(str(value))
            return self.text(name) if name else str(value)
        choices = fields().choices.get(f"{schema.__name__}.{shape.key}", {})
        return speak.plain_word(choices[str(value)]) if str(value) in choices else str(value)

    def chosen(self, chosen: model.Chosen) -> Mapping[str, str]:
        """What a card is sorted under: the names of the items, by the name of their family."""
        said = {}
        for id, items in chosen.root.items():
            family = self.plan.families[id]
            found = [item.title for item in family.items if item.id in items]
            said[self.text(family.name)] = self.speak.join(map(self.text, found))
        return said

    def figure(self, value: Number | None, unit: Text) -> str:
        """A figure of the statistics with its unit."""
        return "" if value is None else self.speak.amount(value, unit)

    def _amount(self, given: Any, unit: Text | None) -> str:
        shown = shown_amount(given, Around(unit, None), "", None, self.speak)
        beside = sayings(given, unit, self.speak) if isinstance(given, model.Actual) else ()
        return "\n".join((self._of_year(shown.year, shown.words.plain), *(said.plain for said in beside)))

    def _of_year(self, years: str, said: str) -> str:
        return self.speak.plain_word("compared_of_year", years=years, said=said) if years else said

    def _period_of(self, given: model.Phase | model.Milestone, _: Text | None) -> str:
        said = self.text(given.title)
        return said if given.first is None else self._of_year(self._period(given, None), said)

    def _period(self, given: Any, _: Text | None) -> str:
        first, last = given.first, given.last
        if last == first:
            return self._year(first)
        if last is None:
            return self.speak.plain_word("from_year", year=self._year(first))
        return self.speak.plain_word("period", first=self._year(first), last=self._year(last))

    def _year(self, year: int) -> str:
        return self.speak.fiscal_year(year)

    def _budget(self, given: Any, _: Text | None) -> str:
        unit = self.money[given.unit]
        amounts = [
            f"{self.speak.plain_word(name)} {self.speak.amount(value, unit)}"
            for name, value in (("budget", given.budget), ("settled", given.settled))
            if value is not None
        ]
        budget = isinstance(given, model.Budget)
        years = self._year(given.fiscal_year) if budget else self._period(given, None)
        note = [self.text(given.note)] if given.note else []
        return self._of_year(years, self.speak.join([*amounts, *note]))

    def _mark(self, given: model.ScaleMark, _: Text | None) -> str:
        scales = self.plan.scales.scales if self.plan.scales else ()
        scale = next((scale for scale in scales if scale.id == given.scale), None)
        step = next((step for step in scale.steps if step.id == given.step), None) if scale else None
        words = [part for part in (step.letter, step.name and self.text(step.name)) if part] if step else [given.step]
        remark = [self.text(given.remark)] if given.remark else []
        return self._of_year(self._year(given.fiscal_year), self.speak.join([*words, *remark]))
