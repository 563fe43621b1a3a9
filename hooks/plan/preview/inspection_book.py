"""Turns the points of the inspection into an Excel file to be handed out: a sheet an office, a row a point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from plan.messages.findings import Finding
from plan.model import Plan
from plan.preview.by_office import by_office, subject
from plan.preview.inspection import Section, words
from plan.showing.localizer import Localizer
from plan.showing.names import plan_name
from plan.workbook.handed_out import HandOut, OfficeSheet

#: The column in which an office answers.
ANSWER = "回答"
_ONLY_OUT = (
    f"書き出すだけの表です。「{ANSWER}」に書いても、計画には取り込まれません。"
    "値はExcelの表（plan workbook）か data フォルダのファイルに入れます。"
)
_TABLE = HandOut(
    (
        ("見てほしい点", 18),
        ("カード・項目", 22),
        ("指標", 20),
        ("どういう点か", 44),
        ("なぜ大事か、または了承の理由", 32),
        ("ファイルと行", 26),
        (ANSWER, 28),
    ),
    "点検",
    _ONLY_OUT,
)


def inspection_workbook(sections: Sequence[Section], plan: Plan, made: datetime) -> bytes:
    """The Excel file of those sections that are sorted by offices; `made` is the moment it gives as its own.

    Raises excel_file.TooLongError.
    """
    speak = Localizer(plan.languages.default, plan.languages, plan.words)
    return _TABLE.filled(_sheets(sections, plan), plan_name(plan, speak), made)


def _sheets(sections: Sequence[Section], plan: Plan) -> Iterator[OfficeSheet]:
    listed = [(section, point) for section in sections if section.offices for point in section.points]
    titles = {id(point): section.title for section, point in listed}
    for group in by_office((point for _, point in listed), plan):
        rows = tuple(_row(titles[id(point)], point, plan) for point in group.points)
        yield OfficeSheet(group.office, group.count, rows)


def _row(section: str, point: Finding, plan: Plan) -> tuple[str, ...]:
    about = subject(point, plan)
    return section, about.title, about.indicator, words(point), point.reason, point.place()
