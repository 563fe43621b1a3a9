"""Makes the invented plan as long as plans can be: many cards, long texts, many years."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from copies import copy_plan, edit

#: Sentences of both languages; each paragraph begins with a number of its own, so that it is known where it stands.
_SENTENCE = {
    "ja": "窓口に来る人の待ち時間を短くし、書類を自筆する手間を減らして、だれもが迷わず手続きできるようにします。",
    "en": "The town will shorten waiting times at its counters and spare visitors the filling in of forms by hand. ",
}
_TITLE = {
    "ja": "暮らしの手続きを、どこからでも、だれでも、いつでも使えるように改めていく取組",
    "en": " that makes the procedures of daily life usable from anywhere, by anyone, at any time",
}
_PHASES = (
    ("検討", "Study", 1), ("基本計画の策定", "Drawing up the basic plan", 1),
    ("工事と試験運用", "Works and trial operation", 3), ("運用", "Operation", 9),
)  # fmt: skip


def make_long(folder: Path, cards: int, first: int, last: int, *, review: bool = False) -> Path:
    """Write the invented plan into `folder`, with so many more cards and these fiscal years; three are very long."""
    copy_plan(folder)
    edit(folder / "data/plan.yml", "updated: 2024-05-01", f"updated: {last + 1}-05-01")
    edit(folder / "data/plan.yml", "period: {first: 2023, last: 2025}", f"period: {{first: {first}, last: {last}}}")
    for name in ("support.md", "support.en.md"):  # so that the whole plan holds the cards
        edit(folder / "docs/plan" / name, "{{ projects }}", "{{ projects: individual }}\n\n{{ projects: standard }}")
    middle = (first + last) // 2
    milestones: list[dict[str, Any]] = [
        _milestone("basis", "基本計画の策定と体制の整備", "Drawing up the plan", first, first),
        _milestone("early", "前期の取組の推進", "Work of the first half", first, middle),
        _milestone("review", "中間見直し", "Mid-term review", middle, middle) | ({"review": True} if review else {}),
        _milestone("late", "後期の取組の推進", "Work of the second half", middle + 1, last),
    ]
    years = {"from": first, "to": last}
    intro = {"ja": "長い計画です。", "en": "A long plan."}
    _write(folder / "data/roadmap.yml", {"intro": intro, "years": years, "milestones": milestones})
    for path in (folder / "data/projects").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        moved = re.sub(r"\b20(2[2-5])\b", lambda found: str(first - 2023 + int(found[0])), text)
        path.write_text(moved, encoding="utf-8")
    for number in range(1, cards + 1):
        _write(folder / f"data/projects/long-{number:03}.yml", _card(number, range(first, last + 1)))
    return folder


def _milestone(id: str, japanese: str, english: str, first: int, last: int) -> dict[str, Any]:
    return {"id": id, "title": {"ja": japanese, "en": english}, "from": first, "to": last}


def _card(number: int, years: range) -> dict[str, Any]:
    long = number % 3 == 0 and number < 10
    card: dict[str, Any] = {
        "number": 10 + number,
        "title": {
            "ja": f"第{number}の{_TITLE['ja'] * 3 if long else '窓口'}",
            "en": f"Counter No. {number}{_TITLE['en'] * 2 if long else ''}",
        },
        "under": "outreach",
        "families": {
            "kind": [("standard", "individual")[number % 2]],
            "for-residents": ["more-convenient"],
            "tools": ["phone"],
        },
        "content": _paragraphs(number, "a", 14 if long else 1),
        "indicators": [_indicator(place, years, 11 if long else 2) for place in range(3 if long else 1)],
        "schedule": {"phases": [_phase(place, years) for place in range(12 if long else 3)]},
        "departments": ["residents"],
    }
    return card | ({"challenge": _paragraphs(number, "b", 9 if long else 1)} if number % 3 != 1 else {})


def _paragraphs(number: int, part: str, count: int) -> dict[str, str]:
    return {
        language: "\n\n".join(f"[{number}{part}{place}] {words * (2 + place % 4)}".strip() for place in range(count))
        for language, words in _SENTENCE.items()
    }


def _indicator(place: int, years: range, actuals: int) -> dict[str, Any]:
    return {
        "id": f"uses-{place}",
        "name": {"ja": f"利用件数（その{place}）", "en": f"Number of uses ({place})"},
        "unit": {"ja": "件", "en": "uses"},
        "direction": "up",
        "baseline": {"fiscal_year": years[0] - 1, "value": 10 + place},
        "target": {"fiscal_year": years[-1 - place], "value": 1000 + place},
        "actuals": [{"fiscal_year": year, "value": year - years[0] + 20} for year in years[:actuals]],
        "notes": [{"ja": _SENTENCE["ja"], "en": _SENTENCE["en"].strip()}],
    }


def _phase(place: int, years: range) -> dict[str, Any]:
    japanese, english, length = _PHASES[place % 4]
    first = years[place % len(years)]
    last = min(first + length - 1, years[-1])
    return {"id": f"phase-{place}", "title": {"ja": japanese, "en": english}, "from": first, "to": last}


def _write(path: Path, record: dict[str, Any]) -> None:
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, encoding="utf-8")
