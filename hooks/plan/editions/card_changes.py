"""The course of one card over the editions of its plan, in one language: 案 → 決定, 目標値 124件 → 150件."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan.editions.edition_names import named
from plan.editions.history import EditionPair, History
from plan.editions.shown_table import TableGroup, anchor, in_short
from plan.showing.localizer import Localizer

#: The part of the table in which cards stand.
_CARDS = "compared_cards"


@dataclass(frozen=True)
class CardChangeRow:
    """A change of a card: what was changed, how, and its place on the page of the table."""

    what: str
    words: str
    anchor: str


@dataclass(frozen=True)
class CardChange:
    """What became of a card from one edition to the next."""

    between: str
    """案 → 決定."""
    day: str
    page: str
    """The page of the table of both."""
    anchor: str
    became: str
    """What became of it as a whole: 新設, 変更."""
    count: str
    """How many changes there are."""
    rows: tuple[CardChangeRow, ...]


def card_changes(history: History, id: str, speak: Localizer) -> tuple[CardChange, ...]:
    """The changes of a card that the plan has, the newest first; its former ids are followed."""
    found = []
    for pair in reversed(history.pairs):
        if group := _group(history, pair, id, speak):
            found.append(_change(history, pair, group, speak))
        id = _before(history, pair, id)
    return tuple(found)


def _group(history: History, pair: EditionPair, id: str, speak: Localizer) -> TableGroup | None:
    table = history.table(pair, speak)
    at = anchor(_CARDS, id)
    parts = table.parts if table else ()
    return next((group for part in parts if part.id == _CARDS for group in part.groups if group.id == at), None)


def _before(history: History, pair: EditionPair, id: str) -> str:
    """The id that a card had in the older edition."""
    comparison = history.comparison(pair, history.plan.languages.default)
    page = history.plan.card_page(id)
    for gone in comparison.gone if comparison else ():
        if gone.renamed and page in gone.now:
            return gone.page.rpartition("/")[2]
    return id


def _change(history: History, pair: EditionPair, group: TableGroup, speak: Localizer) -> CardChange:
    old, new = (named(edition, history.plan, speak) for edition in (pair.old, pair.new))
    rows = () if group.became in ("added", "removed") else tuple(_rows(group, speak))
    between = speak.plain_word("compared_between", old=old.name, new=new.name)
    count = speak.plain_word("changes_count", count=len(rows))
    return CardChange(between, new.day, pair.page, group.id, group.kind, count, rows)


def _rows(group: TableGroup, speak: Localizer) -> Iterator[CardChangeRow]:
    for row in group.rows:
        if row.what:
            yield CardChangeRow(row.what, in_short(row, speak), row.id)
