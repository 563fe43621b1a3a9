"""The rows of a table of old and new: each field of a record, each paragraph of a text, that is not what it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from plan import model
from plan.editions.chapter_passages import CELLS
from plan.editions.meaning import figures, meaning
from plan.editions.pairing import paired, side_by_side
from plan.editions.parting import parted
from plan.editions.phrases import MarkedRun, Replaced, reworded
from plan.editions.saying import Sayer, fields
from plan.model import shape
from plan.model.shape import FieldShape
from plan.model.status import GONE
from plan.model.types import Record, Text
from plan.showing.localizer import Lent

Became = Literal["added", "removed", "changed", "moved", "split", "merged", "same"]
_BLANK_LINES = re.compile(r"\n\s*\n")
#: What a record is called by, where a list holds several; the first that it has.
_CALLED = ("title", "name", "fiscal_year", "year", "label")
#: Fields that are no text of the plan: a change of one is told, but not how it is in what is new or gone as a whole.
_NOT_OF_NEW = frozenset(("Indicator.direction",))
#: What a status says of the end of a card.
_OF_ITS_STATE = frozenset(("fiscal_year", "day", "reason"))


@dataclass(frozen=True)
class ComparedCell:
    """A cell of a row of a table in both wordings, under the head of its column."""

    head: str
    old: tuple[MarkedRun, ...]
    new: tuple[MarkedRun, ...]
    changed: bool


@dataclass(frozen=True)
class ComparedRow:
    """One line of the table: what it is of, how it was and how it is, what became of it, what that means."""

    label: str
    kind: Became
    old: tuple[MarkedRun, ...]
    new: tuple[MarkedRun, ...]
    remarks: tuple[str, ...] = ()
    changes: tuple[Replaced, ...] = ()
    """The phrases that were changed."""
    field: str = ""
    """The field of the plan that it is of, `Indicator.target`; empty for a passage of a chapter."""
    cells: tuple[ComparedCell, ...] = ()
    """Of a row of a table its cells, which say the same as `old` and `new`."""

    @property
    def was(self) -> str:
        """The old wording."""
        return "".join(run.words for run in self.old)

    @property
    def becomes(self) -> str:
        """The new wording."""
        return "".join(run.words for run in self.new)


def row_of(label: str, old: str, new: str, *, field: str = "", remarks: Sequence[str] = ()) -> ComparedRow:
    """A row for two wordings that are not the same; an empty one says that there is none."""
    if not old or not new:
        whole = (MarkedRun(old or new, True),)
        kind: Became = "removed" if old else "added"
        return ComparedRow(label, kind, whole if old else (), whole if new else (), tuple(remarks), field=field)
    found = reworded(old, new)
    sides = _in_its_language(found.old, old), _in_its_language(found.new, new)
    return ComparedRow(label, "changed", *sides, tuple(remarks), found.changes, field)


def _in_its_language(runs: tuple[MarkedRun, ...], words: str) -> tuple[MarkedRun, ...]:
    """The runs of some words, which know their language as these do."""
    if not isinstance(words, Lent):
        return runs
    return tuple(MarkedRun(Lent(run.words, words.language), run.changed) for run in runs)


def row_of_cells(label: str, old: Sequence[str], new: Sequence[str], heads: Sequence[str]) -> ComparedRow:
    """A row for two rows of a table: cell by cell, where both have as many or one is not there.

    `heads` are those of the columns; none where they are not known.
    """
    if old and new and len(old) != len(new):
        return row_of(label, CELLS.join(old), CELLS.join(new))
    pairs = [
        reworded(was, becomes) for was, becomes in zip(old or [""] * len(new), new or [""] * len(old), strict=True)
    ]
    kind: Became = "changed" if old and new else "removed" if old else "added"
    known = heads if len(heads) == len(pairs) else [""] * len(pairs)
    cells = tuple(
        ComparedCell(head, pair.old, pair.new, bool(pair.changes and old and new))
        for head, pair in zip(known, pairs, strict=True)
    )
    changes = tuple(change for pair in pairs for change in pair.changes) if kind == "changed" else ()
    sides = (_in_line(pair.old for pair in pairs) if old else (), _in_line(pair.new for pair in pairs) if new else ())
    return ComparedRow(label, kind, *sides, changes=changes, cells=cells)


def _in_line(cells: Iterable[tuple[MarkedRun, ...]]) -> tuple[MarkedRun, ...]:
    """The cells in one line."""
    found: list[MarkedRun] = []
    for number, runs in enumerate(cells):
        found.extend((*((MarkedRun(CELLS, False),) if number else ()), *runs))
    return tuple(found)


def parted_row(row: ComparedRow, parted: Literal["split", "merged"] | None) -> ComparedRow:
    """The row of a paragraph that was split or merged: where a line ends is said in words, and not marked."""
    if parted is None:
        return row
    old, new = (
        tuple(replace(run, changed=run.changed and not run.words.isspace()) for run in side)
        for side in (row.old, row.new)
    )
    return replace(row, kind=parted, old=old, new=new)


def rows_of_text(label: str, old: str, new: str, *, field: str = "", mark: bool = True) -> Iterator[ComparedRow]:
    """The rows for two texts, paragraph by paragraph; one row says where paragraphs between are what they were."""
    before, after = (_BLANK_LINES.split(text) if text else [] for text in (old, new))
    if max(len(before), len(after)) <= 1:
        yield row_of(label, old, new, field=field)
        return
    skipped = False
    for pair in side_by_side(parted(paired(before, after), str, "\n".join)):
        if pair.moved or pair.old != pair.new:
            if skipped and mark:
                yield ComparedRow(label, "same", (), ())
            skipped = False
            if pair.moved and not pair.here:
                continue
            if pair.parted:
                yield parted_row(row_of(label, pair.old or "", pair.new or "", field=field), pair.parted)
                continue
            row = row_of(label, pair.old or "", pair.new or "", field=field) if pair.old != pair.new else None
            yield _moved(
                row
                or ComparedRow(
                    label, "moved", (MarkedRun(pair.old or "", False),), (MarkedRun(pair.new or "", False),)
                ),
                pair.moved,
            )
        else:
            skipped = True
    if skipped and mark:
        yield ComparedRow(label, "same", (), ())


def _moved(row: ComparedRow, moved: bool) -> ComparedRow:
    return replace(row, kind="moved") if moved else row


class RecordRows:
    """Compares records of two editions, each said by the Sayer of its own."""

    def __init__(self, old: Sayer, new: Sayer) -> None:
        self._old, self._new, self._speak = old, new, new.speak
        self._fields = fields()

    def rows(
        self,
        old: Record | None,
        new: Record | None,
        of: str = "",
        units: tuple[Text | None, Text | None] = (None, None),
        named: str | None = None,
    ) -> Iterator[ComparedRow]:
        """The rows for a record as it was and as it is; None where it is new, or is no more.

        `of` says in each label which record it is, by its field `named`.
        """
        schema = type(new if new is not None else old)
        if not issubclass(schema, Record):
            return
        if isinstance(old, model.Indicator) or isinstance(new, model.Indicator):
            units = getattr(old, "unit", None), getattr(new, "unit", None)
        for field in shape.shapes(schema).values():
            if not self._fields.compared(schema, field.key):
                continue
            before, after = getattr(old, field.name, None), getattr(new, field.name, None)
            whole = None in (old, new)
            left_out = whole and (field.key == named or f"{schema.__name__}.{field.key}" in _NOT_OF_NEW)
            if before != after and not left_out:
                found = self._of_field(schema, field, (before, after), of, units)
                yield from self._of_status(new if new is not None else old, field.key, found)

    def _of_status(self, record: Record | None, key: str, rows: Iterable[ComparedRow]) -> Iterator[ComparedRow]:
        """The rows of a field; of a status that says that a card has ended, called by it: 終了の年度."""
        if not isinstance(record, model.Status) or record.state not in GONE or key not in _OF_ITS_STATE:
            yield from rows
            return
        said = self._new.text(record.called) if record.called else self._speak.plain_word(f"state_{record.state}")
        for row in rows:
            yield replace(row, label=self._speak.plain_word("field_of_status", status=said, field=row.label))

    def _of_field(
        self,
        schema: type[Record],
        field: FieldShape,
        values: tuple[Any, Any],
        of: str,
        units: tuple[Text | None, Text | None],
    ) -> Iterator[ComparedRow]:
        old, new = values
        if isinstance(new if new is not None else old, model.Chosen):
            yield from self._chosen(old, new, of)
            return
        label, name = self._of(of, self._word(schema, field.key)), f"{schema.__name__}.{field.key}"
        holds = field.holds
        if holds is None or issubclass(holds, Text):
            was, becomes = self._old.value(schema, field, old), self._new.value(schema, field, new)
            if was != becomes:
                yield from rows_of_text(label, was, becomes, field=name)
        elif isinstance(old, tuple) or isinstance(new, tuple):
            yield from self._of_list(label, name, (old or (), new or ()), units)
        else:
            yield from self._of_record(label, name, (old, new), units)

    def _of_list(
        self,
        label: str,
        name: str,
        lists: tuple[Sequence[Record], Sequence[Record]],
        units: tuple[Text | None, Text | None],
    ) -> Iterator[ComparedRow]:
        """The rows for the records of a list: those that are paired by id, year or likeness, those new or gone."""
        for pair in paired(*lists, key=known_by, words=self.words):
            if pair.moved and not pair.here:
                continue
            rows = (
                list(self._of_record(label, name, (pair.old, pair.new), units, listed=True))
                if pair.old != pair.new
                else []
            )
            if pair.moved and not rows and pair.new is not None:
                said = self._named(label, pair.new)
                rows = [
                    ComparedRow(
                        said,
                        "moved",
                        (MarkedRun(self._title(pair.old), False),),
                        (MarkedRun(self._title(pair.new), False),),
                        field=name,
                    )
                ]
            yield from rows

    def _of_record(
        self,
        label: str,
        name: str,
        records: tuple[Any, Any],
        units: tuple[Text | None, Text | None],
        *,
        listed: bool = False,
    ) -> Iterator[ComparedRow]:
        old, new = records
        was = self._old.leaf(old, units[0]) if old is not None else ""
        becomes = self._new.leaf(new, units[1]) if new is not None else ""
        if was is None or becomes is None:
            called = _called(new or old) if listed else None
            yield from self.rows(old, new, self._named(label, new or old) if listed else label, units, called)
        elif was != becomes:
            yield row_of(
                label, was, becomes, field=name, remarks=meaning(old, new, units, self._speak, self._new.money)
            )

    def _chosen(self, old: model.Chosen | None, new: model.Chosen | None, of: str) -> Iterator[ComparedRow]:
        was = self._old.chosen(old) if old else {}
        becomes = self._new.chosen(new) if new else {}
        for family in dict.fromkeys((*becomes, *was)):
            if was.get(family) != becomes.get(family):
                yield row_of(
                    self._of(of, family), was.get(family, ""), becomes.get(family, ""), field="Project.families"
                )

    def series(self, old: model.Series | None, new: model.Series | None) -> Iterator[ComparedRow]:
        """The rows for statistics: what is said of them, then each figure that is another."""
        yield from self.rows(_without_figures(old), _without_figures(new))
        before, after = (_figures(series, say) for series, say in ((old, self._old), (new, self._new)))
        for key in dict.fromkeys((*after, *before)):
            was, becomes = before.get(key), after.get(key)
            words = was.words if was else "", becomes.words if becomes else ""
            if words[0] != words[1]:
                said = (
                    figures(was.value, becomes.value, (was.unit, becomes.unit), self._speak) if was and becomes else []
                )
                yield row_of((becomes or was).label, *words, field="Value.value", remarks=said)  # type: ignore[union-attr]

    def words(self, record: Record) -> str:
        """All the texts of a record, by which it is known again under another id."""
        return "\n".join(
            self._new.text(value) for _, _, value in shape.values(record) if isinstance(value, Text) and value.root
        )

    def _word(self, schema: type[Record], key: str) -> str:
        word = self._fields.label(schema, key)
        return self._speak.plain_word(word) if word else ""

    def _of(self, of: str, field: str) -> str:
        return self._speak.plain_word("field_of", of=of, field=field) if of and field else of or field

    def _named(self, label: str, record: Record) -> str:
        title = self._title(record)
        return self._speak.plain_word("field_named", field=label, name=title) if title else label

    def _title(self, record: Record | None) -> str:
        called = getattr(record, name) if (name := _called(record)) else None
        if isinstance(called, Text):
            return self._new.text(called)
        return "" if called is None else self._speak.fiscal_year(called) if isinstance(called, int) else str(called)


def _called(record: Record | None) -> str | None:
    """The field that a record is called by; None where it has none such."""
    return next((name for name in _CALLED if getattr(record, name, None) is not None), None)


def known_by(record: Record) -> object:
    """By what the plan itself tells a record from others: its id, or its fiscal year."""
    found = getattr(record, "id", None) or getattr(record, "fiscal_year", None)
    return f"{record.scale}/{found}" if isinstance(record, model.ScaleMark) else found


@dataclass(frozen=True)
class _Figure:
    label: str
    words: str
    value: Any
    unit: Text


def _without_figures(series: model.Series | None) -> model.Series | None:
    return series and series.model_copy(update={"rows": (), "columns": ()})


def _figures(series: model.Series | None, say: Sayer) -> Mapping[tuple[object, str], _Figure]:
    """Each figure of some statistics by the row and the column in which it stands."""
    found: dict[tuple[object, str], _Figure] = {}
    columns = {column.id: column for column in series.columns} if series else {}
    for row in series.rows if series else ():
        of = say.speak.year(row.year) if row.year is not None else say.text(row.label) if row.label else ""
        for value in row.values:
            column = columns[value.column]
            words = say.text(value.stated) if value.stated else say.figure(value.value, column.unit)
            label = say.speak.plain_word("field_of", of=of, field=say.text(column.name))
            found[(row.year or of, row.basis), value.column] = _Figure(label, words, value.value, column.unit)
    return found
