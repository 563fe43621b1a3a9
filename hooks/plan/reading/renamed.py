"""Tells of a card whose file was renamed in one sentence, in place of one at each place that names it by its old id.

Which cards there were is known from the addresses that were published (`data/addresses.txt`): a card of theirs is gone,
and one that they do not have is there. Without them a card that is nearly called so, and named twice, is meant.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from plan.messages.findings import FileLine, Finding
from plan.messages.meant import meant
from plan.messages.sentences import Said
from plan.model import Levels
from plan.model.inventory import ADDRESSES
from plan.outline import registry
from plan.reading.files import decoded, read_file
from plan.reading.folders import PlanFolders
from plan.reading.undeclared import FEW
from plan.reading.yaml_file import MAX_BYTES


def with_renamed(findings: Iterable[Finding], folders: PlanFolders, levels: Levels | None) -> list[Finding]:
    """The findings, those that follow from a card's new name as one; `levels` say where cards stand."""
    address = levels.card.address if levels and levels.card else registry.CARDS
    told = list(findings)
    gone = Counter(str(finding.details["found"]) for finding in told if _is_unknown_card(finding))
    if not gone:
        return told
    published = _published(folders)
    known = {line.split("/")[1] for _, line in published if line.startswith(f"{address}/") and line.count("/") > 1}
    cards = folders.ids()["projects"]
    for former, count in gone.items():
        new = cards - known if former in known else cards if not known and count > 1 else frozenset[str]()
        now = next(iter(new)) if len(new) == 1 and former in known else meant(former, new)
        if now is None:
            continue
        following = [finding for finding in told if _follows(finding, former)]
        told = [finding for finding in told if finding not in following]
        lines = [str(number) for number, line in published if former in map(_stem, line.rstrip("/").split("/"))]
        details = {"former": former, "now": now, "count": len(following), "places": "、".join(_places(following))}
        details |= {"lines": ", ".join(lines), "file": f"{folders.data.name}/{ADDRESSES}", "address": address}
        at = FileLine(f"{folders.data.name}/projects/{now}.yml")
        told.append(Finding(at, "card-renamed-published" if lines else "card-renamed", details))
    return told


def _is_unknown_card(finding: Finding) -> bool:
    return finding.rule == "unknown-reference" and finding.details["kind"] == Said("among-projects")


def _follows(finding: Finding, former: str) -> bool:
    """Whether a finding names a card by its former id, or a place in its file."""
    if _is_unknown_card(finding):
        return bool(finding.details["found"] == former)
    found = str(finding.details.get("found", ""))
    return finding.rule in ("doubtful-without-mark", "bad-link") and bool(
        re.search(rf"(?:^|[/'])projects/{re.escape(former)}(?:\.(?:yml|md)\b|/)", found)
    )


def _places(findings: Iterable[Finding]) -> Iterator[str]:
    """Each file with its lines."""
    lines = defaultdict[str, set[int]](set)
    for finding in findings:
        lines[finding.file].add(finding.line)
    yield from (f"{file}:{','.join(map(str, sorted(numbers)))}" for file, numbers in sorted(lines.items()))


def _published(folders: PlanFolders) -> Sequence[tuple[int, str]]:
    """The addresses that lead nowhere else, with their lines; none where the file cannot be read."""
    path = folders.data / ADDRESSES
    raw = read_file(path, path.name, MAX_BYTES, folders.data) if path.is_file() else b""
    text = raw if isinstance(raw, Finding) else decoded(raw, path.name)
    lines = [] if isinstance(text, Finding) else text.split("\n")
    return [(number, line.strip()) for number, line in enumerate(lines, 1) if " -> " not in line]


def _stem(name: str) -> str:
    return PurePosixPath(name).stem if name else ""


def each_id_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of more than FEW places that name what is not there by the same id as one, at the first."""
    told = list(findings)
    named: dict[tuple[object, object], list[Finding]] = {}
    for finding in told:
        if finding.rule == "unknown-reference":
            named.setdefault((str(finding.details["kind"]), finding.details["found"]), []).append(finding)
    for every in named.values():
        if len(every) > FEW:
            first, *others = sorted(every, key=lambda one: (one.file, one.line))
            details = {**first.details, "count": len(others), "places": "、".join(_places(others))}
            told = [one for one in told if one not in every] + [
                replace(first, rule="unknown-reference-often", details=details)
            ]
    return told
