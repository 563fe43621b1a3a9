"""Turns the indicators of a plan into remarks: what auditors find missing or contradictory in municipal plans.

Each rule is an error, which stops the build, or advice, which the inspection (点検) of the preview lists. A city that
has looked at a remark and lets it stand says so in the card, with its reason: `accepted`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from pydantic import BaseModel

from plan import model
from plan.messages.findings import DataField, Finding, Level, Location, shown


class Rule(NamedTuple):
    """How grave a remark is, and why the rule is there, in Japanese and in English."""

    level: Level
    reason_ja: str
    reason_en: str


#: The rules by id; what they say stands under the same id in messages/sentences.yml.
RULES: Mapping[str, Rule] = {
    "no-indicator": Rule(
        "error", "指標がなければ、進んだかどうかを誰も確かめられません", "without one nobody can tell progress"
    ),
    "no-department": Rule("error", "担当がなければ、誰に聞けばよいか分かりません", "readers must know whom to ask"),
    "no-unit": Rule("error", "単位のない数値は、大きさが分かりません", "a number without a unit has no size"),
    "no-baseline-year": Rule(
        "error", "いつの値か分からないと、比べられません", "a value of unknown date cannot be compared"
    ),
    "target-against-direction": Rule(
        "error",
        "目標と向きが逆だと、達成の判定が逆になります",
        "with the wrong direction, success would read as failure",
    ),
    "target-is-baseline": Rule("error", "何もしなくても達成になります", "it would be met by doing nothing"),
    "target-outside-period": Rule("error", "計画の期間内に判定できません", "it cannot be judged within the plan"),
    "share-above-whole": Rule("error", "全体より大きい割合はありません", "a share cannot exceed its whole"),
    "rate-without-method": Rule(
        "advice", "分母が分からない率は、検算できません", "a rate of unknown denominator cannot be checked"
    ),
    "output-for-outcome": Rule(
        "advice",
        "行った回数だけでは、暮らしが良くなったかは分かりません",
        "what was done does not show what became better",
    ),
    "same-indicator-differs": Rule(
        "advice", "どちらの数値が正しいか分かりません", "readers cannot know which is right"
    ),
    "no-actual": Rule("advice", "実績値がなければ、達成の見込みを説明できません", "progress cannot be accounted for"),
    "accepted-nothing": Rule(
        "advice", "古い了承は、新しい問題を隠します", "a stale acceptance would hide a new remark"
    ),
}


def lint(records: Mapping[str, BaseModel]) -> Iterator[Finding]:
    """Every remark on the cards that could be read, in the order of files and fields: with its rule's level, or
    accepted, with the reason for which the city lets it stand.
    """
    details = records.get("plan.yml")
    others = _same_indicators(records)
    for file, project in records.items():
        if not isinstance(project, model.Project):
            continue
        found = [*_card(file, project), *others.get(file, ())]
        for index, indicator in enumerate(project.indicators):
            found += _indicator(file, indicator, ("indicators", index))
            if isinstance(details, model.PlanDetails):
                found += _years(file, details, indicator, ("indicators", index))
        yield from _judged(file, project, found)


def _judged(file: str, project: model.Project, found: list[Finding]) -> Iterator[Finding]:
    used = set()
    for finding in found:
        judged = replace(finding, level=RULES[finding.rule].level)
        for index, acceptance in enumerate(project.accepted):
            if acceptance.rule == finding.rule and acceptance.indicator in (None, _about(project, finding)):
                used.add(index)
                judged = replace(finding, level="accepted", reason=acceptance.reason)
        yield judged
    for index, acceptance in enumerate(project.accepted):
        if index not in used and acceptance.rule in RULES:
            at, rule = DataField(file, ("accepted", index)), "accepted-nothing"
            yield Finding(at, rule, {"accepted": acceptance.rule}, RULES[rule].level)


def _about(project: model.Project, finding: Finding) -> str | None:
    """The id of the indicator that a finding is about; None where it is about the card."""
    key, *rest = finding.at.location if isinstance(finding.at, DataField) else ("",)
    index = rest[0] if key == "indicators" and rest else None
    return project.indicators[index].id if isinstance(index, int) else None


def _card(file: str, project: model.Project) -> Iterator[Finding]:
    if not project.indicators:
        yield Finding(DataField(file, ("indicators",)), "no-indicator")
    if not project.departments:
        yield Finding(DataField(file, ("departments",)), "no-department")
    if project.benefits_residents and project.indicators and all(map(_counts_acts, project.indicators)):
        claim = {"claim_ja": "利便性UP", "claim_en": "the 利便性UP badge"}
        yield Finding(DataField(file, ("indicators",)), "output-for-outcome", claim)


#: Words of a name that counts what the city does, not what becomes better.
_ACTS = re.compile("実施|開催|設置|導入|整備|配布|作成|発信|研修|講座")


def _counts_acts(indicator: model.Indicator) -> bool:
    return indicator.kind == "output" or (indicator.kind is None and bool(_ACTS.search(indicator.name["ja"])))


def _is_share(indicator: model.Indicator) -> bool:
    return indicator.unit is not None and unicodedata.normalize("NFKC", indicator.unit["ja"]).strip() == "%"


def _values(indicator: model.Indicator, place: Location) -> Iterator[tuple[Location, int | None, int | Decimal]]:
    """Each figure of an indicator: its place, its fiscal year, its value."""
    figures: list[tuple[Location, model.Baseline | model.Actual | model.Target]] = [
        ((*place, "baseline"), indicator.baseline),
        ((*place, "target"), indicator.target),
    ]
    figures += [((*place, "actuals", index), actual) for index, actual in enumerate(indicator.actuals)]
    for where, figure in figures:
        if figure.value is not None:
            yield (*where, "value"), figure.fiscal_year, figure.value


def _indicator(file: str, indicator: model.Indicator, place: Location) -> Iterator[Finding]:
    def found(rule: str, *path: str, **details: object) -> Finding:
        return Finding(DataField(file, (*place, *path)), rule, details)

    before, after = indicator.baseline.value, indicator.target.value
    if indicator.unit is None:
        yield found("no-unit")
    if indicator.baseline.fiscal_year is None:
        yield found("no-baseline-year", "baseline")
    if before is not None and before == after and indicator.direction != "keep":
        yield found("target-is-baseline", "target", "value", found=shown(after))
    elif before is not None and not _in_direction(indicator.direction, before, after):
        words = {"up": ("増やす", "up"), "down": ("減らす", "down"), "keep": ("維持する", "keep")}[indicator.direction]
        values = {"baseline": shown(before), "target": shown(after)}
        yield found(
            "target-against-direction", "target", "value", direction_ja=words[0], direction_en=words[1], **values
        )
    if _is_share(indicator):
        for where, _, value in _values(indicator, place):
            if value > 100:
                yield Finding(DataField(file, where), "share-above-whole", {"found": shown(value)})
    rate = _is_share(indicator) or indicator.name["ja"].rstrip("）)").endswith(("率", "割合"))
    if rate and indicator.method is None:
        yield found("rate-without-method")
    if indicator.kind == "outcome" and _ACTS.search(indicator.name["ja"]):
        yield found("output-for-outcome", "kind", claim_ja="成果指標（outcome）", claim_en="kind: outcome")


def _in_direction(direction: str, before: int | Decimal, after: int | Decimal) -> bool:
    return {"up": after > before, "down": after < before, "keep": after == before}[direction]


def _years(file: str, details: model.PlanDetails, indicator: model.Indicator, place: Location) -> Iterator[Finding]:
    period, target = details.period, indicator.target.fiscal_year
    if not period.first <= target <= period.last:
        years = {"first": period.first, "last": period.last, "found": target}
        yield Finding(DataField(file, (*place, "target", "fiscal_year")), "target-outside-period", years)
    # The day of the data, not of the build: the same data gives the same remarks on any day.
    updated = details.edition.updated
    finished = updated.year - (1 if updated.month >= 4 else 2)
    known = {actual.fiscal_year for actual in indicator.actuals} | {indicator.baseline.fiscal_year}
    if period.first <= finished <= period.last and finished not in known:
        yield Finding(DataField(file, (*place, "actuals")), "no-actual", {"year": finished})


def _same_indicators(records: Mapping[str, BaseModel]) -> Mapping[str, list[Finding]]:
    """By file: figures that another card gives otherwise for an indicator of the same name, unit and year."""
    first: dict[tuple[str, str, int], tuple[str, int | Decimal]] = {}
    found: dict[str, list[Finding]] = {}
    for file, project in records.items():
        if not isinstance(project, model.Project):
            continue
        for index, indicator in enumerate(project.indicators):
            for place, year, value in _values(indicator, ("indicators", index)):
                if year is None:
                    continue
                unit = indicator.unit["ja"] if indicator.unit else ""
                same = (_bare(indicator.name["ja"]), _bare(unit), year)
                other, known = first.setdefault(same, (file, value))
                if known != value:
                    details = {"found": shown(value), "other": other, "known": shown(known), "year": year}
                    finding = Finding(DataField(file, place), "same-indicator-differs", details)
                    found.setdefault(file, []).append(finding)
    return found


def _bare(words: str) -> str:
    """A name without what differs only in writing: width and blanks."""
    return "".join(unicodedata.normalize("NFKC", words).split())
