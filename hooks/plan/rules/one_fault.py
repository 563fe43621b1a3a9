"""Leaves of several findings that one wrong year or id brings about the one that says most: a fault is told once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from plan.messages.findings import DataField, Finding, Location

#: What may be wrong with a year; of several at one place the first here is told.
_OF_A_YEAR = (
    "target-outside-period",
    "year-outside-roadmap",
    "target-before-baseline",
    "mark-outside-scale",
    "history-after-status",
    "year-not-begun",
    "value-twice",
    "year-twice",
    "mark-twice",
    "year-out-of-order",
)
#: Of what the inspection may find beside, what follows from a year that is wrong.
_FOLLOWS = frozenset(("revised-at-odd-time", "mark-before-period"))
_OUT_OF_ORDER = _OF_A_YEAR[-1]


#: A place in the plan: the file, and the field in it.
_Place = tuple[str, Location]


def told_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those that say another thing of what is wrong already: a year, or an id."""
    found = list(findings)
    wrong: dict[_Place, int] = {}
    for finding in found:
        if (rank := _rank(finding)) is not None:
            wrong[_place(finding)] = min(rank, wrong.get(_place(finding), rank))
    twice = {finding.details["found"] for finding in found if finding.rule == "duplicate-id"}
    yield from (finding for finding in found if not _follows(finding, wrong) and not _lost(finding, twice))


def _lost(finding: Finding, twice: Container[object]) -> bool:
    """Whether what is named would be there, had it not the id of another that is nearly called so."""
    return finding.rule == "unknown-reference" and finding.details.get("meant") in twice


def _follows(finding: Finding, wrong: Mapping[_Place, int]) -> bool:
    """Whether a finding follows from what is `wrong` at some places, by its rank in _OF_A_YEAR."""
    told, rank = wrong.get(_place(finding)), _rank(finding)
    if rank is None:
        return finding.rule in _FOLLOWS and told is not None
    if finding.rule == _OUT_OF_ORDER:
        file, (*above, number, name) = _place(finding)
        before = wrong.get((file, (*above, int(number) - 1, name)), rank)
        told = before if told is None else min(told, before)
    return told is not None and told < rank


def _rank(finding: Finding) -> int | None:
    """How much a fault of a year says, the most at 0; None of anything else, and of what the city has accepted."""
    return _OF_A_YEAR.index(finding.rule) if finding.level == "error" and finding.rule in _OF_A_YEAR else None


def _place(finding: Finding) -> _Place:
    return finding.file, finding.at.location if isinstance(finding.at, DataField) else ()
