"""Every rule between the records of a plan: each a small generator of faults, all in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from plan.messages.findings import Finding
from plan.rules import amounts, brand, cards, glossary, references, series
from plan.rules.facts import Facts

#: A new rule is a function of the facts in a module named for what it is about, and a line here.
BETWEEN_RECORDS: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    references.unknown_references,
    references.duplicate_ids,
    cards.duplicate_numbers,
    cards.years_outside_roadmap,
    amounts.targets_before_baselines,
    amounts.years_twice,
    amounts.years_out_of_order,
    amounts.unstated_but_given,
    amounts.targets_not_revised,
    cards.strange_gists,
    series.unknown_columns,
    series.lacking_figures,
    glossary.ambiguous_spellings,
    brand.unreadable_colors,
)


def check(facts: Facts) -> Iterator[Finding]:
    """Every fault between the records that could be read."""
    for rule in BETWEEN_RECORDS:
        yield from rule(facts)
