"""Reads a folder of workbooks that offices have filled in for one year: all of them in one run, each told by its file.

Nothing is settled here: what two copies say differently, what the plan has changed meanwhile and what looks like a slip
are findings; what waits for a translation is held back and told, and comes in another run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from plan.judging.progress import progress_in
from plan.messages.findings import FileLine, Finding, Location, Position, shown
from plan.model import Actual, Plan, fiscal_years
from plan.workbook.changes import Reading, read
from plan.workbook.collection import Round, collection, there_already
from plan.workbook.corrections import corrected
from plan.workbook.layout import about_plan
from plan.workbook.plausible import slips
from plan.workbook.rows import SheetRow
from plan.workbook.table_lines import as_handed_out
from plan.workbook.tables import Tables, read_tables
from plan.workbook.waiting import waiting
from plan.writing.change import Change

#: What Excel lays beside a file that is open.
_OPEN = "~$"


@dataclass
class Returned:
    """What a folder of returned workbooks brings."""

    reading: Reading = field(default_factory=Reading)
    doubts: list[Finding] = field(default_factory=list)
    """What looks like a slip; whoever has looked at it may let it stand."""
    answered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The files of each office that has answered."""
    silent: tuple[str, ...] = ()
    """The names of the offices that were asked and have not answered."""
    year: int | None = None
    year_open: Finding | None = None
    """That the year is not over; whoever knows that may let it stand."""


def take_in(
    folder: Path, plan: Plan, data: str, today: date, year: int | None = None, told: Callable[[str], None] | None = None
) -> Returned:
    """Read every workbook in a folder and below; `told` is called with number and name of each beforehand."""
    found = Returned()
    files: dict[str, Tables] = {}
    there = list(_files(folder, found.reading))
    for number, path in enumerate(there, 1):
        name = path.relative_to(folder).as_posix()
        if told:
            told(f"[{number}/{len(there)}] {name}")
        files[name] = read_tables(path)
    if not files:
        found.reading.findings.append(Finding(FileLine(folder.name, 0), "round-no-files"))
        return found
    years = Counter(about["year"] for tables in files.values() if (about := _about(tables)))
    found.year = year or (int(years.most_common(1)[0][0]) if years else None)
    sound = {name: tables for name, tables in files.items() if _fits(name, tables, plan, found)}
    if found.year is None:
        return found
    asked = collection(plan, found.year)
    if found.year > fiscal_years.finished(today):
        running = {"year": found.year, "today": today.isoformat(), "first": fiscal_years.first_day(found.year + 1)}
        found.year_open = Finding(FileLine(folder.name, 0), "round-not-over", running)
    for name in [name for name, tables in sound.items() if as_handed_out(tables, asked.whole)]:
        del sound[name]
        found.reading.beside.append(Finding(FileLine(name, 0), "round-untouched", level="advice"))
    for name, tables in sound.items():
        _take(name, tables, plan, asked, data, found)
    _tell_offices(asked, sound, data, found)
    return found


def _files(folder: Path, reading: Reading) -> Iterator[Path]:
    """The workbooks of a folder; what else lies there is told."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.name.startswith((_OPEN, ".")):
            continue
        if path.suffix.lower() == ".xlsx":
            yield path
        else:
            at = FileLine(path.relative_to(folder).as_posix(), 0)
            reading.beside.append(Finding(at, "round-other-file", level="advice"))


def _about(tables: Tables) -> Mapping[str, str]:
    """What a workbook of a round says of itself; nothing of any other."""
    about = tables.exported.about if tables.exported else {}
    return about if about.get("year", "").isdecimal() and "office" in about else {}


def _fits(name: str, tables: Tables, plan: Plan, found: Returned) -> bool:
    """Whether a file is one of this round, of this plan; else with a finding."""
    findings, at = found.reading.findings, FileLine(name, 0)
    if tables.findings:
        findings += [Finding(at, finding.rule, finding.details) for finding in tables.findings]
        return False
    about, own = _about(tables), about_plan(plan)["plan"]
    if not about:
        findings.append(Finding(at, "round-not-one"))
        return False
    if about.get("plan") != own:
        findings.append(Finding(at, "round-other-plan", {"expected": own, "found": about.get("plan", "－")}))
        return False
    if int(about["year"]) != found.year:
        findings.append(Finding(at, "round-other-year", {"expected": found.year, "found": about["year"]}))
        return False
    return True


def _take(name: str, tables: Tables, plan: Plan, asked: Round, data: str, found: Returned) -> None:
    """Take over one file; what another file says of the same cell is compared."""
    brought, all_ = read(tables, asked.whole, data, name), found.reading
    rows = {
        (f"{data}/{row.file}", row.location): row for sheet in asked.whole.sheets if sheet.closed for row in sheet.rows
    }
    changes, findings = corrected(brought.changes, rows, asked.year)
    all_.findings += [*brought.findings, *findings]
    wordless = [change for change in changes if _wants_words(change, rows, asked.year)]
    all_.findings += [
        Finding(change.origin or FileLine(name, 0), "round-words-wanted", {"found": shown(change.new)})
        for change in wordless
    ]
    changes = [change for change in changes if change not in wordless]
    unread = {finding.at for finding in all_.findings}
    changes, held = waiting(changes, rows, brought.cells, asked.year, plan.languages.complete, unread)
    all_.beside += [*brought.beside, *(finding for finding in held if finding.level == "advice")]
    all_.findings += [finding for finding in held if finding.level == "error"]
    found.doubts += _doubts(changes, rows, plan, asked)
    before = {(change.file, change.location): change for change in all_.changes}
    for change in changes:
        other = before.get((change.file, change.location))
        if other is None:
            all_.changes.append(change)
        elif other.new != change.new:
            told = {"other": str(other.origin), "there": shown(other.after), "found": shown(change.after)}
            all_.findings.append(Finding(change.origin or FileLine(name, 0), "round-copies-differ", told))
    for place, cell in brought.cells.items():
        all_.cells.setdefault(place, cell)


def _wants_words(change: Change, rows: Mapping[tuple[str, Location], SheetRow], year: int) -> bool:
    """Whether a figure was typed for an indicator whose target is in words, and which has no unit to count by."""
    row = rows.get((change.file, change.location[:-3]))
    figure = change.location[-3:] == ("actuals", year, "value") and change.new is not None
    return bool(figure and row and (row.record.get("target") or {}).get("stated") and not row.record.get("unit"))


def _doubts(
    changes: Sequence[Change], rows: Mapping[tuple[str, Location], SheetRow], plan: Plan, asked: Round
) -> Iterator[Finding]:
    year = asked.year
    for change in changes:
        row = rows.get((change.file, change.location[:-3]))
        at: Position = change.origin or FileLine(change.file)
        if row is None or change.location[-3:-1] != ("actuals", year):
            continue
        if change.location[-1] == "value" and isinstance(change.new, int | Decimal):
            unit = (row.record.get("unit") or {}).get(plan.languages.default, "")
            reached = Actual.model_construct(fiscal_year=year, value=change.new)
            with_it = asked.indicators[row.ids].model_copy(update={"actuals": (reached,)})
            way = progress_in(with_it, year, expected="interim")
            for rule, details in slips(change.new, year, row.record, normalize("NFKC", unit).strip(), way):
                yield Finding(at, rule, {"found": shown(change.new), **details})
        if change.location[-1] == "day" and isinstance(change.new, str):
            last = fiscal_years.first_day(year + 1)
            if change.new < last.isoformat():
                yield Finding(at, "round-day-before-end", {"found": change.new, "year": year})


def _tell_offices(asked: Round, files: Mapping[str, Tables], data: str, found: Returned) -> None:
    """Who has answered, with which files and how many of its rows; and who has not."""
    answered: dict[str, list[str]] = {}
    for name, tables in files.items():
        answered.setdefault(_about(tables)["office"], []).append(name)
    found.answered = answered
    told = _told(found.reading, asked.year)
    found.silent = tuple(book.name for book in asked.books if book.office not in answered)
    for book in asked.books:
        names = answered.get(book.office, [])
        if len(names) > 1:
            copies = {"office": book.name, "files": "、".join(names)}
            found.reading.beside.append(Finding(FileLine(names[0], 0), "round-copies", copies, level="advice"))
        rows = [row for sheet in book.layout.sheets for row in sheet.rows] if names else []
        empty = [
            row
            for row in rows
            if not there_already(row, asked.year)
            and (f"{data}/{row.file}", (*row.location, "actuals", asked.year)) not in told
        ]
        if empty:
            which = "、".join("/".join(map(str, row.ids)) for row in empty)
            said = {"office": book.name, "count": len(empty), "all": len(rows), "which": which}
            found.reading.beside.append(Finding(FileLine(names[0], 0), "round-rows-empty", said, level="advice"))


def _told(reading: Reading, year: int) -> set[tuple[str, Location]]:
    """The entries of the year of which anything was returned: a change, what cannot be read, what has to wait."""
    refused = {one.at for one in (*reading.findings, *reading.beside) if one.rule != "pinned-note"}
    places = [(change.file, change.location) for change in reading.changes]
    places += [place for place, cell in reading.cells.items() if cell in refused]
    return {(file, at[: at.index(year) + 1]) for file, at in places if year in at}
