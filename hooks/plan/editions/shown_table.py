"""The table of old and new as its reader sees it, in one language: what the page, the PDF and the Excel file share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup, escape

from plan.editions.compared_rows import ComparedCell, ComparedRow
from plan.editions.comparison import ComparedPart, Comparison, PartBecame
from plan.editions.phrases import MarkedRun
from plan.showing.localizer import Lent, Localizer

#: The fields of the plan in which a target stands, and those that say who is in charge.
TARGETS = ("Indicator.target", "Indicator.targets")
OFFICES = ("Project.departments", "Item.departments", "Departments.departments", "Department.name")
#: So many letters are said in full where a row is said in short; of more, what became of them.
_SHORT = 60


@dataclass(frozen=True)
class TableSide:
    """A column of the table: whether it holds the new wording, its head, what is said of what is marked in it."""

    new: bool
    head: str
    said: str
    absent: str
    """What stands in it where there is no wording."""
    speak: Localizer
    language: str
    """The language of what both editions say."""

    def runs(self, of: ComparedRow | ComparedCell) -> tuple[MarkedRun, ...]:
        """The wording of this side."""
        return tuple(
            MarkedRun(lent(run.words, self.speak, self.language), run.changed)
            for run in (of.new if self.new else of.old)
        )

    def html(self, runs: Iterable[MarkedRun]) -> Markup:
        """A wording as HTML: what was changed as `ins` or `del`, with a word for it that is read and not seen."""
        tag = Markup("ins") if self.new else Markup("del")
        return Markup().join(
            Markup('<{0}><span class="spoken">[{1}: </span>{2}<span class="spoken">]</span></{0}>').format(
                tag, self.said, self._lines(run.words)
            )
            if run.changed
            else self._lines(run.words)
            for run in runs
        )

    def _lines(self, words: str) -> Markup:
        said = Markup("<br>").join(map(escape, words.split("\n")))
        if not isinstance(words, Lent):
            return said
        return Markup('<span {} class="untranslated">{}</span>').format(self.speak.attributes(words.language), said)


def lent(words: str, speak: Localizer, language: str) -> str:
    """Words of a comparison in some language, which know it where it is not the reader's."""
    return words if isinstance(words, Lent) or not words else speak.lent(words, language)


@dataclass(frozen=True)
class ShownCell:
    """A cell of a row of a table of the plan: the head of its column, its wording, whether it was changed."""

    head: str
    runs: tuple[MarkedRun, ...]
    changed: bool
    html: Markup


@dataclass(frozen=True)
class ShownWording:
    """One side of a row."""

    side: TableSide
    runs: tuple[MarkedRun, ...]
    instead: str
    """What stands there where there is no wording: （略）, （新設）, （削除）."""
    cells: tuple[ShownCell, ...]

    @property
    def words(self) -> str:
        """All that stands there."""
        return "".join(run.words for run in self.runs) or self.instead

    @property
    def html(self) -> Markup:
        """The wording as HTML."""
        return self.side.html(self.runs)


@dataclass(frozen=True)
class ShownChange:
    """A row: its id on the page, what it is of, both sides from the start of a line on, its remarks."""

    id: str
    what: str
    wordings: tuple[ShownWording, ShownWording]
    remarks: tuple[str, ...]
    """What became of it, then what that means."""
    brief: str = ""
    """Of a row of the summary what it is of, with what its change means, in a line."""


@dataclass(frozen=True)
class TableGroup:
    """A card, a chapter, an item: its id on the page, its name, what became of it, its rows."""

    id: str
    name: str
    became: str
    kind: str
    rows: tuple[ShownChange, ...]


@dataclass(frozen=True)
class ShownPart:
    """A part of the table."""

    id: str
    name: str
    groups: tuple[TableGroup, ...]


@dataclass(frozen=True)
class ShownCards:
    """Cards of which the summary tells the same: how it is headed, how many they are, each of them."""

    name: str
    count: str
    groups: tuple[TableGroup, ...]
    kinds: tuple[str, ...]
    """What became of each, where it is not the same of all: 終了, 統合, 分割, 削除."""

    @property
    def listed(self) -> tuple[tuple[TableGroup, str], ...]:
        """Each with what became of it."""
        return tuple(zip(self.groups, self.kinds, strict=True))


@dataclass(frozen=True)
class ShownRows:
    """Rows of which the summary tells: how it is headed, how many they are, each of them."""

    name: str
    count: str
    rows: tuple[ShownChange, ...]


class ShownTable:
    """A comparison in the words of one language; `editions` are what the old and the new one are called."""

    def __init__(self, comparison: Comparison, editions: tuple[str, str], speak: Localizer) -> None:
        self.comparison, self._editions, self._speak = comparison, editions, speak
        decided, draft = ("compared_new", "compared_old"), ("compared_new_draft", "compared_old_draft")
        new, old = decided if comparison.adopted else draft
        inserted = self._side(new, "compared_inserted", "compared_no_new", new=True)
        deleted = self._side(old, "compared_deleted", "compared_no_old", new=False)
        sides = inserted, deleted
        self.sides: tuple[TableSide, TableSide] = sides if comparison.new_first else (deleted, inserted)
        """Both columns, from the start of a line on: 改正案 and 現行 until the new edition is decided, 改正後 and
        改正前 then; which is first is the city's choice."""

    def _side(self, head: str, said: str, absent: str, *, new: bool) -> TableSide:
        words = self._word(head), self._word(said), self._word(absent)
        return TableSide(new, *words, self._speak, self.comparison.language)

    def _word(self, key: str) -> str:
        return self._speak.own_word(key).plain if self._speak.is_own(key) else self._speak.plain_word(key)

    @property
    def name(self) -> str:
        """What the table is called."""
        return self._word("compared")

    @property
    def heads(self) -> tuple[str, str, str, str]:
        """The heads of all four columns."""
        return (self._word("compared_what"), *(side.head for side in self.sides), self._word("compared_remark"))  # type: ignore[return-value]

    @property
    def between(self) -> tuple[str, str]:
        """Which editions were compared, a line each."""
        old, new = self._editions
        return tuple(f"{side.head}: {new if side.new else old}" for side in self.sides)  # type: ignore[return-value]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.comparison.groups and not self.comparison.everywhere

    @cached_property
    def parts(self) -> tuple[ShownPart, ...]:
        """The whole table."""
        parts = self.comparison.parts
        return tuple(
            ShownPart(
                part,
                self._word(part),
                tuple(self._shown[id(group)] for group in self.comparison.of(part)),
            )
            for part in parts
        )

    @cached_property
    def _shown(self) -> dict[int, TableGroup]:
        return {id(group): self._group(group) for group in self.comparison.groups}

    def _group(self, group: ComparedPart) -> TableGroup:
        at = anchor(group.part, group.id)
        kind = self._word("remark_new" if group.kind == "added" else _word_of(group.kind))
        rows = tuple(
            self._row(row, self._lent(row.label), f"{at}-{number}") for number, row in enumerate(group.rows, 1)
        )
        title = self._lent(group.title)
        name = self._speak.plain_word("item_coded", code=group.code, title=title) if group.code else title
        return TableGroup(at, name, group.kind, kind, rows)

    def _lent(self, words: str) -> str:
        return lent(words, self._speak, self.comparison.language)

    def _row(self, row: ComparedRow, what: str, id: str) -> ShownChange:
        kept = row.kind == "same"
        parted = row.kind in ("split", "merged") and any(run.changed for run in (*row.old, *row.new))
        became = f"remark_changed_{row.kind}" if parted else f"remark_{row.kind}"
        remarks = () if kept else (self._word(became), *map(self._lent, row.remarks))
        first, second = (self._wording(row, side, kept=kept) for side in self.sides)
        return ShownChange(id, "" if kept else what, (first, second), remarks)

    def _wording(self, row: ComparedRow, side: TableSide, *, kept: bool) -> ShownWording:
        runs = side.runs(row)
        cells = tuple(
            ShownCell(cell.head, side.runs(cell), cell.changed, side.html(side.runs(cell)))
            for cell in (row.cells if runs else ())
        )
        return ShownWording(side, runs, self._word("compared_kept") if kept else "" if runs else side.absent, cells)

    # The summary ---------------------------------------------------------------------

    @cached_property
    def cards(self) -> tuple[ShownCards, ...]:
        """The cards that are new, that ended or are no more, that are others than before."""
        groups = self.comparison.of("compared_cards")
        gone = tuple(group for group in groups if group.kind == "removed" or group.id in self.comparison.ended)
        new = tuple(group for group in groups if group.kind == "added")
        rest = tuple(group for group in groups if group not in gone and group not in new)
        named = (("compared_new_cards", new), ("compared_ended_cards", gone), ("compared_changed_cards", rest))
        return tuple(self._cards(key, found, told=found is gone) for key, found in named)

    def _cards(self, key: str, found: Sequence[ComparedPart], *, told: bool) -> ShownCards:
        """Some cards under a heading; `told`: whether what became of each is said."""
        groups = tuple(self._shown[id(group)] for group in found)
        kinds = tuple(group.kind if told else "" for group in groups)
        return ShownCards(self._word(key), self._counted(found), groups, kinds)

    @cached_property
    def told(self) -> tuple[ShownRows, ...]:
        """Every target that is another than it was, that came or that is no more, and every changed office, each with
        the name of what it is of."""
        named = (("compared_targets", TARGETS), ("compared_offices", OFFICES))
        return tuple(
            ShownRows(self._word(key), self._counted(rows), rows)
            for key, fields in named
            for rows in (tuple(self._of_fields(fields)),)
        )

    def _of_fields(self, fields: Sequence[str]) -> Iterator[ShownChange]:
        """The rows of some fields, but for those of cards that are new or gone as a whole."""
        for group in self.comparison.groups:
            if group.kind not in ("added", "removed"):
                for row, shown in zip(group.rows, self._shown[id(group)].rows, strict=True):
                    if row.field in fields:
                        name = self._shown[id(group)].name
                        within = self._speak.plain_word("compared_within", group=name, label=shown.what)
                        meant = self._meant(shown)
                        brief = self._speak.plain_word("compared_within", group=name, label=meant)
                        yield replace(self._row(row, within, shown.id), brief=brief)

    def _meant(self, row: ShownChange) -> str:
        """What a change means, after both wordings where they are short: 124件 → 150件、26件増."""
        words, meaning = in_short(row, self._speak), self._speak.join(row.remarks[1:])
        if not meaning or words == self._speak.join(row.remarks):
            return meaning or words
        return self._speak.join((words, meaning))

    @property
    def counts(self) -> tuple[ShownCards | ShownRows, ...]:
        """All that the summary counts."""
        return (*self.cards, *self.told)

    @property
    def everywhere(self) -> tuple[str, ...]:
        """The replacements that run through the plan."""
        return tuple(
            self._speak.plain_word("compared_replaced", old=one.old, new=one.new, count=one.count)
            for one in self.comparison.everywhere
        )

    def _counted(self, found: Sequence[object]) -> str:
        return self._speak.plain_word("compared_count", count=len(found)) if found else self._word("compared_none")


def _word_of(kind: PartBecame) -> str:
    """The word for what became of a group; a card that has ended is called by its status."""
    return kind if kind.startswith("state_") else f"remark_{kind}"


def anchor(part: str, id: str) -> str:
    """The id of a group on the page, by the part of the table and what it is of."""
    return f"{part.removeprefix('compared_')}-{id.replace('/', '-')}"


def in_short(row: ShownChange, speak: Localizer) -> str:
    """Both wordings where they are short, what they begin with in common said once; else what became of them."""
    new, old = sorted(row.wordings, key=lambda wording: not wording.side.new)
    if not (new.runs and old.runs):
        only, told = new.words if new.runs else old.words, speak.join(row.remarks)
        if len(only) > _SHORT or "\n" in only:
            return told
        return speak.plain_word("changes_only", words=only, became=told)
    first = new.runs[0]
    common = first.words if first == old.runs[0] and not first.changed else ""
    while common and common[-1].isalnum():  # 令和 is no beginning of 令和11年度
        common = common[:-1]
    was, becomes = old.words.removeprefix(common), new.words.removeprefix(common)
    if not was or not becomes:  # one goes on where the other ends: neither can be said without its beginning
        common, was, becomes = "", old.words, new.words
    if len(common) + len(was) + len(becomes) > _SHORT or "\n" in was + becomes:
        return speak.join(row.remarks)
    return common + speak.plain_word("compared_between", old=was, new=becomes)
