"""What paper shows of an indicator: on a card its way, years and words; in the table of the summary one row."""

from __future__ import annotations

from collections.abc import Sequence

from plan.html.tree import Node
from plan.paper.footnotes import Footnotes, own
from plan.showing.amounts import ShownAmount
from plan.showing.indicator import ShownIndicator, ShownYear
from plan.showing.localizer import Localizer


def on_card(item: ShownIndicator, notes: Footnotes, speak: Localizer) -> Node:
    """An indicator on a card as the typesetter needs it."""
    word = speak.plain_word
    columns = ["fiscal_year", "target", *(["actual"] if item.actuals else [])]
    return {
        "name": item.name.plain,
        "counting": item.counting.plain if item.counting else "",
        "arrow": item.arrow,
        "worded": item.worded,
        **_amount("baseline", item.baseline, notes),
        "known": bool(item.baseline and item.baseline.figure),
        **_amount("target", item.target, notes),
        "direction": own(item.direction) if item.direction else None,
        "actuals": [
            [f"{word('actual')} {actual.year}: {actual.words.plain}", notes.mark(actual.place)]
            for actual in (() if item.years else item.actuals)
        ],
        "head": [word(key) for key in columns] if item.years else [],
        "years": [_year(row, notes, reached=bool(item.actuals)) for row in item.years],
        "former": [former.plain for former in item.former_targets],
        "method": item.method.plain if item.method else "",
        "notes": [note.plain for note in item.notes],
    }


def _amount(name: str, amount: ShownAmount | None, notes: Footnotes) -> Node:
    """An amount, its year and its mark; empty where the plan gives none."""
    if amount is None:
        return {name: None, f"{name}_year": "", f"{name}_mark": ""}
    return {name: amount.words.plain, f"{name}_year": amount.year, f"{name}_mark": notes.mark(amount.place)}


def _year(row: ShownYear, notes: Footnotes, *, reached: bool) -> list[object]:
    """A row of the table of years: year, whether *the* target is due, and each amount with its mark."""
    amounts = (row.target, row.actual) if reached else (row.target,)
    said = [[amount.words.plain, notes.mark(amount.place)] if amount else ["", ""] for amount in amounts]
    return [row.year, row.main, *said]


def in_summary(item: ShownIndicator, speak: Localizer) -> Sequence[str]:
    """Name, baseline, target and year of an indicator in the table of the summary."""
    baseline, target = item.baseline, item.target
    year = baseline.short_year if baseline and baseline.known else ""
    brackets = speak.plain_word("in_brackets", words=year) if year else ""
    before = speak.beside(baseline.away, brackets) if baseline else ""
    if target is None:
        return item.name.plain, before, speak.plain_word("not_stated"), ""
    return item.name.plain, before, target.away, target.short_year
