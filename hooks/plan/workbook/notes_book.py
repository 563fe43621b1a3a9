"""Turns the notes on the source into an Excel file to be handed out: a sheet an office, a row a decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby

from plan import model
from plan.model import Plan
from plan.model.notes import DECISIONS
from plan.opendata.excel_file import HIGHEST, height
from plan.reading.chapters import Chapter, titles
from plan.showing.catalog import Catalog
from plan.showing.localizer import Localizer, Phrase
from plan.showing.names import plan_name
from plan.showing.source_notes import SourceNotes
from plan.workbook.handed_out import LINE_HEIGHT, HandOut, OfficeSheet

#: The column in which an office writes what it has decided.
DECIDED = "判断"
#: The columns with their widths: together as wide as a page of A4.
COLUMNS = (
    ("注記のid", 17),
    ("決めること", 13),
    ("カード・章", 19),
    ("原典の場所と文", 52),
    ("このサイトでは", 25),
    ("理由", 36),
    (DECIDED, 28),
)
_ONLY_OUT = (
    f"書き出すだけの表です。「{DECIDED}」に書いても、計画には取り込まれません。"
    "決まったことは、計画の担当者が data フォルダのファイルに書きます。"
)
#: What stands under the id of a note that goes on from the row above.
_GOES_ON = "（続き）"
_QUOTES_WIDTH = dict(COLUMNS)["原典の場所と文"]


_TABLE = HandOut(COLUMNS, "原典の注記", _ONLY_OUT)


def notes_workbook(plan: Plan, chapters: Mapping[str, Chapter], made: datetime) -> bytes:
    """The Excel file of the notes of a plan that has some; `made` is the moment it gives as its own.

    Raises excel_file.TooLongError.
    """
    speak = Localizer(plan.languages.default, plan.languages, plan.words)
    title = plan_name(plan, speak)
    return _TABLE.filled(office_sheets(plan, chapters), title, made)


def office_sheets(plan: Plan, chapters: Mapping[str, Chapter]) -> Iterator[OfficeSheet]:
    """What each office decides on, in the plan's own language: first the one that keeps the plan."""
    speak = Localizer(plan.languages.default, plan.languages, plan.words)
    chapter_titles = titles(chapters, plan.details.parts, plan.languages)
    catalog = Catalog(plan, chapter_titles)
    notes = SourceNotes(catalog, speak)

    def chapter(page: str) -> Phrase:
        return speak.phrase_in_it(chapter_titles[page])

    for office in notes.deciding():
        own = [note for note in plan.notes.notes if notes.office(note).id == office.id]
        yield OfficeSheet(
            speak.plain(office.name),
            len(own),
            tuple(
                row
                for decide in DECISIONS
                for group in catalog.note_pages.grouped(note for note in own if note.decide == decide)
                for note in group.notes
                for row in _rows(note, notes.concerned(group, chapter).plain, speak)
            ),
        )


def _rows(note: model.Note, concerned: str, speak: Localizer) -> Iterator[tuple[str, ...]]:
    """What rows say of a note, but the last cell, which is to be filled in.

    More quotes than the highest row shows go on in a row below: what nobody sees on paper would be lost.
    """
    decide = speak.plain_word(f"decide_{note.decide}")
    said = speak.plain(note.published), speak.plain(note.reason)
    for number, quotes in enumerate(_parts(list(_quotes(note, speak)))):
        mark = f"\n{_GOES_ON}" if number else ""
        yield note.id + mark, decide, concerned, "\n".join(quotes), *(("", "") if number else said)


def _quotes(note: model.Note, speak: Localizer) -> Iterator[str]:
    """Each place in its brackets, named once, with what stands there under it."""
    for where, places in groupby(note.places, lambda place: speak.plain(place.where)):
        first, *others = (re.sub(r"\n\s*\n", "\n", speak.plain(place.says)) for place in places)
        yield from (f"【{where}】\n{first}", *others)


def _parts(quotes: list[str]) -> Iterator[list[str]]:
    """The quotes in parts that a row can show; one that no row can show is a part."""
    part: list[str] = []
    for quote in quotes:
        if part and height([("\n".join((*part, quote)), _QUOTES_WIDTH)], LINE_HEIGHT) >= HIGHEST:
            yield part
            part = []
        part.append(quote)
    yield part
