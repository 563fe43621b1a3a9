"""What paper shows of an indicator: on a card its way, years and words; in the table of the summary one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan.html.tree import Node
from plan.paper.doubt_notes import DoubtNotes, own, own_of
from plan.showing.amounts import ShownAmount
from plan.showing.indicator import ShownIndicator
from plan.showing.localizer import Localizer
from plan.showing.names import width_of
from plan.showing.ways import ShownWay

#: How wide a table on a card is, the head of a year in it, and what stands beside the words of a column.
_ACROSS, _HEAD, _BESIDE = 108, 8, 2.5
#: A cell of a table of years: its words, its mark, whether it is strong.
_Cell = list[str | bool]


def on_card(item: ShownIndicator, notes: DoubtNotes, speak: Localizer) -> Node:
    """An indicator on a card as the typesetter needs it."""
    return {
        "name": item.name.plain,
        "counting": item.counting.plain if item.counting else "",
        "arrow": item.arrow,
        "worded": item.worded,
        **_amount("baseline", item.baseline, notes),
        "known": bool(item.baseline and item.baseline.figure),
        **_amount("target", item.target, notes),
        "direction": own(item.direction) if item.direction else None,
        "course": course_of(item, notes, speak),
        "told": [[told.year, [saying.plain for saying in told.sayings]] for told in item.told],
        "due": [own(due) for due in item.due],
        "verdicts": [
            own_of(speak.beside(verdict.year, verdict.words.plain if verdict.words else ""), verdict.working)
            for verdict in item.verdicts
        ],
        "former": [former.plain for former in item.former_targets],
        "method": item.method.plain if item.method else "",
        "notes": [note.plain for note in item.notes],
    }


def drawn_way(drawn: ShownWay | None) -> Node | None:
    """The drawing of an indicator's way, its key in words, and what is to be said of it."""
    if drawn is None:
        return None
    key = "\u3000".join(f"{item.sign} {item.words.plain}" for item in drawn.keys)
    return {"svg": drawn.on_paper, "key": key, "note": own(drawn.note) if drawn.note else None}


def _amount(name: str, amount: ShownAmount | None, notes: DoubtNotes) -> Node:
    """An amount, its year and its mark; empty where the plan gives none."""
    if amount is None:
        return {name: None, f"{name}_year": "", f"{name}_mark": ""}
    return {name: amount.words.plain, f"{name}_year": amount.year, f"{name}_mark": notes.mark(amount.place)}


def course_of(item: ShownIndicator, notes: DoubtNotes, speak: Localizer) -> Node | None:
    """The table of an indicator's years: as columns where they find room, else as rows; None without any.

    What was reached stands in one line however many years there are, the city's marks of each year below it. `head` is
    the line of heads, each of one or two lines; of `rows` each cell is its words, its mark, and whether it is strong.
    """
    lines = list(_lines(item, notes, speak))
    if not item.by_years:
        return None
    labels = [label for label, _ in lines]
    if _fits_across(item, lines):
        heads = [list(speak.year_heading(row.fiscal_year or 0)) for row in item.by_years]
        rows = [[[label, "", True], *cells] for label, cells in lines]
        return {"across": True, "head": [[speak.plain_word("fiscal_year")], *heads], "rows": rows}
    columns = zip(*(cells for _, cells in lines), strict=True)
    rows = [[[row.year, "", False], *cells] for row, cells in zip(item.by_years, columns, strict=True)]
    return {"across": False, "head": [[label] for label in (speak.plain_word("fiscal_year"), *labels)], "rows": rows}


def _lines(item: ShownIndicator, notes: DoubtNotes, speak: Localizer) -> Iterator[tuple[str, list[_Cell]]]:
    """What the table says of the years: the label of each line, and a cell for each year."""
    word, years = speak.plain_word, item.by_years
    if item.years:
        yield word("target"), [_cell(row.target, notes, strong=row.main) for row in years]
    if item.actuals:
        yield word("actual"), [_cell(row.actual, notes) for row in years]
    for at, given in enumerate(item.marks):
        marks = [row.marks[at][1] for row in years]
        yield speak.plain(given.scale.name), [[mark.words.plain if mark else "", "", True] for mark in marks]
        if given.remarks:
            remarks = [speak.plain(mark.remark) if mark and mark.remark else "" for mark in marks]
            yield word("mark_remark"), [[remark, "", False] for remark in remarks]


def _cell(amount: ShownAmount | None, notes: DoubtNotes, *, strong: bool = False) -> _Cell:
    return [amount.words.plain, notes.mark(amount.place), strong] if amount else ["", "", False]


def _fits_across(item: ShownIndicator, lines: Sequence[tuple[str, list[_Cell]]]) -> bool:
    """Whether each of the years is one, and all find room beside each other, with nothing on two lines."""
    if not all(row.alone for row in item.by_years) or any(given.remarks for given in item.marks):
        return False
    columns = zip(*(cells for _, cells in lines), strict=True)
    widths = [max(_HEAD, *(width_of(words + mark) for words, mark, _ in cells)) + _BESIDE for cells in columns]
    label = max(width_of(label) for label, _ in lines) + _BESIDE
    return label + max(widths) * len(widths) <= _ACROSS


def in_summary(item: ShownIndicator, speak: Localizer) -> Sequence[str]:
    """Name, baseline, target and year of an indicator in the table of the summary."""
    baseline, target = item.baseline, item.target
    year = baseline.short_year if baseline and baseline.known else ""
    brackets = speak.plain_word("in_brackets", words=year) if year else ""
    before = speak.beside(baseline.away, brackets) if baseline else ""
    if target is None:
        return item.name.plain, before, speak.plain_word("not_stated"), ""
    return item.name.plain, before, target.away, target.short_year
