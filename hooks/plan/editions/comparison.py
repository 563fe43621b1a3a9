"""Two editions of a plan compared: a group of rows for each chapter, card, item, and family of the plan's records.

Cards and items are paired by their ids, then by their likeness: what was renamed, moved, split or merged is followed
and not told as gone and come. A replacement that runs through the whole plan is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from plan import model
from plan.editions.chapter_rows import ChapterRows, of_language
from plan.editions.compared_rows import Became, ComparedRow, RecordRows
from plan.editions.pairing import PairedParts, paired
from plan.editions.phrases import MarkedRun
from plan.editions.replacements import Replacement, replacements, without
from plan.editions.saying import Sayer, fields
from plan.model import inventory
from plan.model.status import GONE
from plan.model.types import Record, Text
from plan.model.whole_plan import Plan
from plan.reading.chapters import Chapter
from plan.showing.catalog import Catalog
from plan.showing.families import Families
from plan.showing.localizer import Localizer

PartBecame = Became | Literal["state_ended", "state_merged", "state_split"]


@dataclass(frozen=True)
class EditionTexts:
    """One side of the table: a sound plan with its chapters."""

    plan: Plan
    chapters: Mapping[str, Chapter]


@dataclass(frozen=True)
class ComparedPart:
    """What differs in one chapter, card, item or list of the plan; no row where it is only moved."""

    part: str
    """The part of the table it stands in: a word of the site, `compared_cards`."""
    id: str
    title: str
    kind: PartBecame
    """added or removed as a whole; changed; moved, where its place or order is another; of a card that has ended, or
    was merged or split, since the old edition its status."""
    rows: tuple[ComparedRow, ...]
    code: str = ""
    """What is printed before the title."""


@dataclass(frozen=True)
class GonePage:
    """The page of a card, an item or a chapter that is there no more: its title, and the pages of what became of it."""

    page: str
    title: str
    now: tuple[str, ...] = ()
    renamed: bool = False
    """Whether it is the same card, item or chapter, which has another id or stands elsewhere."""


@dataclass(frozen=True)
class Comparison:
    """The whole table, in one language."""

    groups: tuple[ComparedPart, ...]
    everywhere: tuple[Replacement, ...]
    """Replacements that run through the plan; they stand in no row."""
    language: str
    """The language in which it is: that of its reader, or one that both editions have."""
    adopted: bool
    """Whether the new edition is decided: its column is then 改正後 and not 改正案."""
    new_first: bool = True
    """Whether the new wording stands before the old one, from the start of a line on."""
    gone: tuple[GonePage, ...] = ()
    """The pages of cards, items and chapters that the new edition has no more, or has elsewhere."""
    ended: frozenset[str] = frozenset()
    """The cards of the new edition that have ended, or were merged or split, since the old one."""

    def of(self, part: str) -> tuple[ComparedPart, ...]:
        """The groups of a part of the table."""
        return tuple(group for group in self.groups if group.part == part)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that have any group, in order."""
        return tuple(dict.fromkeys(group.part for group in self.groups))

    def rows(self, *names: str) -> tuple[tuple[ComparedPart, ComparedRow], ...]:
        """The rows of some fields of the plan, each with its group: changed targets, changed offices."""
        return tuple((group, row) for group in self.groups for row in group.rows if row.field in names)


#: The files with a place of their own in the table, by the field of `Plan`; those that are compared else are its texts.
_PLACED = frozenset(("details", "structure", "roadmap", "glossary", "departments", "sources"))


def compare(old: EditionTexts, new: EditionTexts, language: str) -> Comparison:
    """What differs, in the words of a language that both editions have."""
    speak = Localizer(language, model.languages_of(new.plan.details.languages), new.plan.words)
    comparer = _Comparer(old, new, speak)
    groups = tuple(comparer.groups())
    everywhere = replacements(row for group in groups for row in group.rows)
    if everywhere:
        groups = tuple(_without(groups, everywhere))
    gone = [{id for id, card in edition.plan.projects.items() if _is_gone(card)} for edition in (old, new)]
    details = new.plan.details
    return Comparison(
        groups,
        everywhere,
        language=language,
        adopted=details.edition.status == "adopted",
        new_first=details.new_wording == "first",
        gone=tuple(comparer.gone),
        ended=frozenset(gone[1] - gone[0]),
    )


def _texts() -> Iterator[str]:
    """The lists and texts of a plan that are one record each, by the field of `Plan`: every file that is compared."""
    files = (file for name, file in inventory.FILES.items() if name not in fields().files_left_out)
    return (file.field for file in files if file.field not in _PLACED)


def _is_gone(card: model.Project) -> bool:
    return card.status is not None and card.status.state in GONE


def _without(groups: Iterable[ComparedPart], everywhere: Sequence[Replacement]) -> Iterator[ComparedPart]:
    """The groups without the rows in which nothing else differs."""
    for group in groups:
        rows = tuple(without(group.rows, everywhere))
        if rows or not group.rows:
            yield replace(group, rows=rows)


class _Comparer:
    def __init__(self, old: EditionTexts, new: EditionTexts, speak: Localizer) -> None:
        self._old, self._new, self._speak = old, new, speak
        was = Localizer(speak.language, model.languages_of(old.plan.details.languages), new.plan.words)
        self._says = Sayer(old.plan, was), Sayer(new.plan, speak)
        self._rows = RecordRows(*self._says)
        self.gone: list[GonePage] = []
        """What has no page any more at its address; known once the groups are."""

    def groups(self) -> Iterator[ComparedPart]:
        """The groups in the order of the table."""
        plans = self._old.plan, self._new.plan
        yield from self._one("compared_plan", "plan", (plans[0].details, plans[1].details))
        for field in _texts():
            yield from self._one("compared_texts", field, (getattr(plans[0], field), getattr(plans[1], field)))
        yield from self._items()
        yield from self._chapters()
        yield from self._cards()
        families = {
            id: (plans[0].families.get(id), plans[1].families.get(id)) for id in _all(*(p.families for p in plans))
        }
        for id, pair in families.items():
            yield from self._one("compared_families", id, pair)
        for part, field in (("roadmap", "roadmap"), ("glossary", "glossary"), ("compared_departments", "departments")):
            yield from self._one(part, field, (getattr(plans[0], field), getattr(plans[1], field)))
        for id in _all(*(plan.series for plan in plans)):
            yield from self._one(
                "statistics", id, (plans[0].series.get(id), plans[1].series.get(id)), self._rows.series
            )
        yield from self._one("sources", "sources", (plans[0].sources, plans[1].sources))

    def _one(
        self, part: str, id: str, pair: tuple[Any, Any], rows: Callable[[Any, Any], Iterable[ComparedRow]] | None = None
    ) -> Iterator[ComparedPart]:
        """The group of one record; none where nothing differs."""
        old, new = pair
        if old == new:
            return
        found = tuple((rows or self._rows.rows)(old, new))
        if found:
            title = self._title(new if new is not None else old) or self._speak.plain_word(
                fields().groups.get(id, part)
            )
            yield ComparedPart(part, id, title, _kind(old, new), found)

    def _title(self, record: Record) -> str:
        for name in ("title", "name"):
            if isinstance(called := getattr(record, name, None), Text):
                return self._says[1].text(called)
        return ""

    def _cards(self) -> Iterator[ComparedPart]:
        """The cards in the order of their list, each after its number or the kind that it is of."""
        yield from self._of_cards(self._catalogs)

    @cached_property
    def _catalogs(self) -> list[Catalog]:
        return [Catalog(edition.plan) for edition in (self._old, self._new)]

    def _items(self) -> Iterator[ComparedPart]:
        """The items of all levels as one list; where one stands is told by what it stands under."""
        old, new = (
            [(path[-1].id, path[-1]) for path in (edition.plan.structure.paths() if edition.plan.structure else ())]
            for edition in (self._old, self._new)
        )
        above = [
            {
                path[-1].id: path[-2].id if len(path) > 1 else ""
                for path in (e.plan.structure.paths() if e.plan.structure else ())
            }
            for e in (self._old, self._new)
        ]
        for pair in paired(old, new, key=lambda one: one[0], words=lambda one: self._rows.words(one[1])):
            self.gone.extend(self._item_gone(pair))
            if pair.moved and not pair.here:
                continue
            was, becomes = (one and one[1].model_copy(update={"items": ()}) for one in (pair.old, pair.new))
            rows = tuple(self._rows.rows(was, becomes)) if was != becomes else ()
            elsewhere = pair.old and pair.new and above[0][pair.old[0]] != above[1][pair.new[0]]
            if rows or pair.moved or elsewhere:
                id, item = pair.new or pair.old  # type: ignore[misc]
                moved: Became = "moved" if (pair.moved or elsewhere) else _kind(pair.old, pair.new)
                yield ComparedPart("compared_items", id, self._title(item), moved, rows, item.code or "")

    def _of_cards(self, catalogs: Sequence[Catalog]) -> Iterator[ComparedPart]:
        old, new = ([(card.id, card.project) for card in catalog.cards] for catalog in catalogs)
        for pair in paired(old, new, key=lambda one: one[0], words=lambda one: self._rows.words(one[1])):
            self.gone.extend(self._card_gone(pair))
            if pair.old and pair.new and pair.old[1] == pair.new[1]:
                continue
            if pair.moved and not pair.here:
                continue
            id, card = pair.new or pair.old  # type: ignore[misc]
            rows = tuple(self._rows.rows(pair.old and pair.old[1], pair.new and pair.new[1]))
            if rows:
                told, title = self._with_origins(id, self._title(card), rows), self._title(card)
                code = card.code or self._number(catalogs, 1 if pair.new else 0, id)
                yield ComparedPart("compared_cards", id, title, _card_kind(pair), told, code)

    def _number(self, catalogs: Sequence[Catalog], side: int, id: str) -> str:
        """The number of a card as lists say it, or the kind that it is of; empty where it has neither."""
        catalog = catalogs[side]
        number = Families(catalog, self._says[side].speak).number(catalog.card(id))
        return number.plain if number else ""

    def _with_origins(self, id: str, title: str, rows: tuple[ComparedRow, ...]) -> tuple[ComparedRow, ...]:
        """The rows of a card, where its title says of which cards it is made."""
        origins = tuple(self._origins(id))
        if not origins:
            return rows
        at = next((number for number, row in enumerate(rows) if row.field == "Project.title"), None)
        if at is None:
            same = (MarkedRun(title, False),)
            return (ComparedRow(self._speak.plain_word("field_title"), "changed", same, same, origins), *rows)
        named = replace(rows[at], remarks=(*rows[at].remarks, *origins))
        return (*rows[:at], named, *rows[at + 1 :])

    def _origins(self, id: str) -> Iterator[str]:
        """Of which cards one is made, as their status says since the old edition: it is not told as new alone."""
        before = self._old.plan.projects
        for other, card in self._new.plan.projects.items():
            was = before[other].status if other in before else None
            if card.status and id in card.status.into and not (was and id in was.into):
                yield self._speak.plain_word(f"remark_{card.status.state}_card", name=self._says[1].text(card.title))

    def _card_gone(self, pair: PairedParts[tuple[str, Any]]) -> Iterator[GonePage]:
        """The page of a card as it was, where it stands there no more."""
        if pair.old is None or not pair.here:
            return
        id, card = pair.old
        page, now = self._old.plan.card_page(id), self._new.plan.card_page(pair.new[0] if pair.new else "")
        if pair.new is None:
            into = card.status.into if card.status else ()
            pages = tuple(self._new.plan.card_page(other) for other in into if other in self._new.plan.projects)
            yield GonePage(page, self._says[0].text(card.title), pages)
        elif page != now:
            yield GonePage(page, self._says[0].text(card.title), (now,), renamed=True)

    def _item_gone(self, pair: PairedParts[tuple[str, model.Item]]) -> Iterator[GonePage]:
        """The page of an item as it was, if it had one, where it stands there no more."""
        if pair.old is None or not pair.here:
            return
        old, new = self._catalogs
        was = old.item_pages.get(pair.old[0])
        now = new.item_pages.get(pair.new[0]) if pair.new else None
        if was and not now:
            yield GonePage(was[0].name, self._says[0].text(pair.old[1].title))
        elif was and now and was[0].name != now[0].name:
            yield GonePage(was[0].name, self._says[0].text(pair.old[1].title), (now[0].name,), renamed=True)

    def _chapters(self) -> Iterator[ComparedPart]:
        sides = [of_language(one.plan, one.chapters, self._speak) for one in (self._old, self._new)]
        self.gone.extend(_chapters_gone(*sides))
        for pair in ChapterRows(self._speak).of(*sides):
            kind: Became = "moved" if pair.moved else _kind(pair.old, pair.new)
            chapter = pair.new or pair.old
            yield ComparedPart("compared_chapters", pair.page, chapter.title if chapter else "", kind, pair.rows)


def _chapters_gone(old: Sequence[tuple[str, Chapter]], new: Sequence[tuple[str, Chapter]]) -> Iterator[GonePage]:
    """The chapters that have no page any more at their address."""
    for pair in paired(old, new, key=lambda one: one[0], words=lambda one: one[1].text):
        if pair.old and pair.here and (pair.new is None or pair.new[0] != pair.old[0]):
            now = (pair.new[0],) if pair.new else ()
            yield GonePage(pair.old[0], pair.old[1].title, now, renamed=bool(now))


def _kind(old: object, new: object) -> Became:
    return "added" if old is None else "removed" if new is None else "changed"


def _card_kind(pair: PairedParts[tuple[str, model.Project]]) -> PartBecame:
    """What became of a card as a whole: that it has ended is more than that it was changed."""
    if pair.old and pair.new and pair.new[1].status and _is_gone(pair.new[1]) and not _is_gone(pair.old[1]):
        return f"state_{pair.new[1].status.state}"  # type: ignore[return-value]
    return _kind(pair.old, pair.new)


def _all(*ids: Iterable[str]) -> tuple[str, ...]:
    """The ids of both editions, the new ones first as they stand."""
    return tuple(dict.fromkeys(id for some in reversed(ids) for id in some))
