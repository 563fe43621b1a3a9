"""Rules about the rules of verdicts: one judges a fiscal year, each judges something, a step has one name in all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from plan import model
from plan.messages.findings import DataField, Finding, Location
from plan.model.verdicts import VerdictRule
from plan.rules.facts import Facts

_FILE = "verdicts.yml"


def one_rule_a_year(facts: Facts) -> Iterator[Finding]:
    """A rule in place of the plan's says for which fiscal years, and no other does for the same."""
    rules = facts.one(model.Verdicts)
    for_all = [(at, rule) for at, rule in enumerate(rules.others if rules else ()) if not rule.named_only]
    with_years = [(at, rule) for at, rule in for_all if rule.since is not None or rule.until is not None]
    for at, rule in for_all:
        if (at, rule) not in with_years:
            yield Finding(DataField(_FILE, ("others", at)), "rule-without-years", {"id": rule.id})
    for (_, one), (at, other) in combinations(with_years, 2):
        if _first(one) <= _last(other) and _first(other) <= _last(one):
            yield Finding(DataField(_FILE, ("others", at)), "rules-of-one-year", {"id": other.id, "other": one.id})


def _first(rule: VerdictRule) -> float:
    return float("-inf") if rule.since is None else rule.since


def _last(rule: VerdictRule) -> float:
    return float("inf") if rule.until is None else rule.until


def steps_named_alike(facts: Facts) -> Iterator[Finding]:
    """A step of the same id is called the same in all rules: it is counted as one."""
    rules = facts.one(model.Verdicts)
    called: dict[str, tuple[object, object]] = {}
    for at, rule in enumerate(rules.rules if rules else ()):
        where: Location = ("others", at - 1) if at else ()
        for place, step in rule.placed_steps:
            name = (step.letter, step.name)
            if called.setdefault(step.id, name) != name:
                yield Finding(DataField(_FILE, (*where, *place, "id")), "step-of-two-names", {"id": step.id})


def rules_not_used(facts: Facts) -> Iterator[Finding]:
    """A rule for the indicators that name it is named by one."""
    rules = facts.one(model.Verdicts)
    named = {id for _, _, indicator in facts.indicators() for id in indicator.judged_by}
    for at, rule in enumerate(rules.others if rules else ()):
        if rule.named_only and rule.id not in named:
            at_id = DataField(_FILE, ("others", at, "id"))
            yield Finding(at_id, "rule-not-named", {"id": rule.id}, level="advice")
