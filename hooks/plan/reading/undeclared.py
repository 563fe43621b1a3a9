"""Many texts in a language that data/plan.yml does not list are one fault: the language was left out there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from plan.messages.findings import DataField, Finding

#: Up to so many texts are slips of their own, each told where it stands.
FEW = 3


def folded(findings: Iterable[Finding], placed: Callable[[Finding], Finding]) -> Iterator[Finding]:
    """The findings, those of texts and pages in a language that is not listed as one where there are many, `placed`."""
    findings = list(findings)
    texts = [finding for finding in findings if finding.rule == "unknown-language"]
    found = Counter(str(finding.details["found"]) for finding in texts)
    many = {code: count for code, count in found.items() if count > FEW}
    for code, count in many.items():
        first = next(finding for finding in texts if finding.details["found"] == code)
        details = {"found": code.strip("'"), "count": count, "first": first.place()}
        yield placed(Finding(DataField("plan.yml", ("languages",)), "language-not-listed", details))
    pages = tuple(f".{code.strip(chr(39))}.md" for code in many)
    for finding in findings:
        of_text = finding.rule == "unknown-language" and finding.details["found"] in many
        if not of_text and not (finding.rule == "page-not-in-plan" and finding.file.endswith(pages)):
            yield finding
