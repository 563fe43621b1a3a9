"""Rules about the amounts of one indicator: each year stands once and in its place, and nothing contradicts itself.

What a city may accept with its reason, as a target that is no higher than its baseline, stands in indicators.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from plan import model
from plan.messages.findings import DataField, Finding, Location, dotted
from plan.model.indicators import Unstated
from plan.rules.facts import Facts

#: Whether an indicator has what a plan may not print of it.
HAS: Mapping[Unstated, Callable[[model.Indicator], bool]] = {
    "unit": lambda item: item.unit is not None,
    "baseline": lambda item: item.baseline is not None,
    "baseline_year": lambda item: item.baseline is not None and item.baseline.fiscal_year is not None,
    "target": lambda item: item.main_target is not None,
    "target_year": lambda item: any(target.fiscal_year is not None for _, target in item.placed_targets),
}


def _each(facts: Facts) -> Iterator[tuple[str, Location, model.Indicator]]:
    return facts.indicators()


def targets_before_baselines(facts: Facts) -> Iterator[Finding]:
    """*The* target lies after its baseline."""
    for file, place, indicator in _each(facts):
        baseline, main = indicator.baseline and indicator.baseline.fiscal_year, indicator.main_target
        where = next((where for where, item in indicator.placed_targets if item is main), ())
        if main and baseline and main.fiscal_year and main.when is None and main.fiscal_year < baseline:
            years = {"target": main.fiscal_year, "baseline": baseline}
            yield Finding(DataField(file, (*place, *where, "fiscal_year")), "target-before-baseline", years)


def years_twice(facts: Facts) -> Iterator[Finding]:
    """An indicator has one target and one actual value for a year."""
    for file, place, indicator in _each(facts):
        targets = sorted(indicator.placed_targets, key=lambda item: item[0] != ("target",))
        actuals = [(("actuals", number), item) for number, item in enumerate(indicator.actuals)]
        for amounts in (targets, actuals):
            seen: dict[tuple[object, ...], Location] = {}
            for where, amount in amounts:
                years = (getattr(amount, "first", None), amount.fiscal_year, getattr(amount, "when", None))
                if years in seen:
                    details = {"found": amount.fiscal_year or "－", "first": dotted((*place, *seen[years]))}
                    yield Finding(DataField(file, (*place, *where)), "value-twice", details)
                seen.setdefault(years, where)


def unstated_but_given(facts: Facts) -> Iterator[Finding]:
    """What is said not to be printed is not given."""
    for file, place, indicator in _each(facts):
        for number, what in enumerate(indicator.unstated):
            if HAS[what](indicator):
                at = DataField(file, (*place, "unstated", number))
                yield Finding(at, "unstated-but-given", {"found": what})


def reached_of_figures(facts: Facts) -> Iterator[Finding]:
    """Nobody says that a target is reached where figures tell."""
    for file, place, indicator in _each(facts):
        targets = [item for _, item in indicator.placed_targets]
        figures = bool(targets) and all(item.stated is None for item in targets)
        for number, actual in enumerate(indicator.actuals):
            plain = actual.value is not None and actual.upper is None and actual.bound in (None, "about", "roughly")
            if actual.reached and figures and plain:
                yield Finding(DataField(file, (*place, "actuals", number, "reached")), "reached-of-figures")


def targets_not_revised(facts: Facts) -> Iterator[Finding]:
    """A former target is another than that of today."""
    for file, place, indicator in _each(facts):
        now = {(item.fiscal_year, *item.said) for _, item in indicator.placed_targets}
        for number, former in enumerate(indicator.former_targets):
            main = indicator.main_target
            year = former.fiscal_year or (main.fiscal_year if main else None)
            if (year, *former.said) in now:
                yield Finding(DataField(file, (*place, "former_targets", number)), "target-not-revised")
