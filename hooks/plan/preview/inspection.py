"""Turns a sound plan into what still wants attention: remarks, translations, what is missing or in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plan.messages.findings import Finding
from plan.model import Plan
from plan.reading.loader import Loaded
from plan.rules import indicators
from plan.translation.ledger import Ledger, State, TextState, counts


@dataclass(frozen=True)
class Point:
    """One line of the inspection: where, what, and why it matters or may stand; in Japanese, as staff read it."""

    file: str
    line: int
    words: str
    reason: str = ""


@dataclass(frozen=True)
class Section:
    """Points of one kind, with the sentence that says what to do about them."""

    id: str
    title: str
    lead: str
    points: tuple[Point, ...]


_INDICATORS = "監査や議会でよく指摘される点です。直すか、カードの accepted に理由を書いて残します。"


def sections(loaded: Loaded, translations: Sequence[Section] = ()) -> list[Section]:
    """All of the inspection, the most pressing first; a section without points says so."""
    if loaded.plan is None:
        return []
    advice = tuple(
        _point(r.finding, indicators.RULES[r.finding.rule].reason_ja) for r in loaded.remarks if not r.accepted
    )
    accepted = tuple(_point(r.finding, f"了承: {r.accepted}") for r in loaded.remarks if r.accepted)
    missing, doubts = tuple(_missing(loaded.plan, loaded)), tuple(_doubts(loaded.plan, loaded))
    return [
        Section("indicators", "指標の点検", _INDICATORS, advice),
        *translations,
        Section("missing", "まだ載っていないもの", "値や予定が分かったら、データに書き足します。", missing),
        Section("doubts", "原典の疑問", "原典の矛盾や疑問として記録したものです。担当課に確かめます。", doubts),
        Section("accepted", "了承済みの指摘", "理由を付けて残したものです。改定のときに見直します。", accepted),
    ]


_STATES: Mapping[State, str] = {
    "missing": "訳がありません",
    "stale": "訳を確かめた後に、原文が変わりました",
    "unconfirmed": "訳がまだ確かめられていません",
}


_COUNTED: Mapping[State, str] = {
    "fresh": "確認済み",
    "stale": "原文が変更",
    "unconfirmed": "未確認",
    "missing": "訳なし",
}


def translation_section(texts: Iterable[TextState], ledger: Ledger) -> Section:
    """Every translation that is not fresh, file by file, with how many there are of each state."""
    texts = list(texts)
    counted = [
        f"{language}: " + "、".join(f"{name}{found[state]}" for state, name in _COUNTED.items())
        for language, found in counts(texts).items()
    ]
    points = [Point(notice.file, notice.line, notice.japanese) for notice in ledger.notices]
    points += [
        Point(text.file, text.line, f"{text.field}（{text.language}）: {_STATES[text.state]}", _short(text.default))
        for text in texts
        if text.state != "fresh"
    ]
    lead = "訳を直したら python -m plan confirm で確認済みにします。" + "／".join(counted)
    return Section("translations", "翻訳", lead, tuple(points))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"


def _point(finding: Finding, reason: str) -> Point:
    field = f"{finding.field}: " if finding.field else ""
    return Point(finding.file, finding.line, f"{field}{finding.sentence('ja')}［{finding.rule}］", reason)


def _missing(plan: Plan, loaded: Loaded) -> Iterator[Point]:
    for id, project in plan.projects.items():
        name = f"data/projects/{id}.yml"
        file = loaded.files[name]
        title = project.title["ja"]
        if not any(phase.first for phase in project.schedule.phases):
            yield Point(name, file.line(("schedule",)), f"{title}: スケジュールの年度がありません")
        for index, indicator in enumerate(project.indicators):
            if indicator.baseline.missing:
                place = ("indicators", index, "baseline", "missing")
                yield Point(name, file.line(place), f"{title}: 現状値がありません", indicator.baseline.missing["ja"])
    details = loaded.files["data/plan.yml"]
    for index, words in enumerate(plan.details.unavailable):
        yield Point("data/plan.yml", details.line(("unavailable", index)), words["ja"])


def _doubts(plan: Plan, loaded: Loaded) -> Iterator[Point]:
    for index, note in enumerate(plan.notes.notes):
        if note.kind in ("contradiction", "doubt"):
            line = loaded.files["data/notes.yml"].line(("notes", index))
            says = "／".join(place.says["ja"] for place in note.places)
            yield Point("data/notes.yml", line, says, note.reason["ja"])
