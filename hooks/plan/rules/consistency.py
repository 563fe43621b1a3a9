"""Every rule between the records of a plan: each a small generator of faults, all in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from plan.messages.findings import Finding
from plan.rules import (
    amounts,
    brand,
    cards,
    consultation,
    edition,
    editions,
    families,
    glossary,
    levels,
    offices,
    references,
    scales,
    series,
    status,
    titles,
    verdicts,
    vision,
    years,
)
from plan.rules.facts import Facts

#: A new rule is a function of the facts in a module named for what it is about, and a line here.
BETWEEN_RECORDS: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    references.unknown_references,
    references.duplicate_ids,
    references.named_twice,
    levels.levels_without_items,
    levels.levels_named_as_filters,
    levels.former_names_in_use,
    levels.items_too_deep,
    levels.items_named_as_their_list,
    levels.many_items_on_a_page,
    levels.cards_without_name,
    levels.cards_without_place,
    levels.listed_again_in_vain,
    families.unknown_items,
    families.unknown_slots,
    families.leads_of_several,
    families.taken_addresses,
    cards.duplicate_numbers,
    cards.years_outside_roadmap,
    amounts.targets_before_baselines,
    amounts.years_twice,
    amounts.unstated_but_given,
    amounts.targets_not_revised,
    amounts.reached_of_figures,
    cards.strange_gists,
    status.into_itself,
    status.in_a_circle,
    status.history_after_status,
    status.year_twice,
    status.day_outside_year,
    status.history_without_others,
    status.title_of_today,
    years.out_of_order,
    years.still_to_come,
    years.milestones_outside_roadmap,
    scales.mark_twice,
    scales.unknown_steps,
    scales.marks_outside_scales,
    verdicts.one_rule_a_year,
    verdicts.steps_named_alike,
    verdicts.rules_not_used,
    offices.in_a_circle,
    offices.names_of_today,
    series.unknown_columns,
    series.lacking_figures,
    glossary.ambiguous_spellings,
    titles.titles_with_labels,
    titles.long_titles,
    edition.draft_with_day,
    editions.faults,
    brand.unreadable_colors,
    consultation.faults,
    vision.other_phrases,
)


def check(facts: Facts) -> Iterator[Finding]:
    """Every fault between the records that could be read."""
    for rule in BETWEEN_RECORDS:
        yield from rule(facts)
