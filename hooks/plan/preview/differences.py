"""What differs from the edition that was frozen last, page by page, for the switch in the bar of the preview.

Nothing is compared while the switch is off; while it is on, beside the preview, so that nobody who saves waits for it.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plan.editions.chapter_passages import CELLS
from plan.editions.compared_rows import ComparedRow
from plan.editions.comparison import ComparedPart, Comparison, EditionTexts, compare
from plan.editions.shown_table import ShownTable, TableGroup, anchor
from plan.model import FrozenEdition
from plan.model.languages import fallback_order
from plan.outline.page import Page
from plan.publishing.current import KEPT, Desk
from plan.reading.frozen import frozen_plan
from plan.reading.loader import Loaded

#: So many seconds an answer waits for a comparison: one of a plan of usual size takes less.
PATIENCE = 0.8
#: The files of the groups of a table that stand in a file of their own; the others are named by the part itself.
_FILES = {
    "compared_plan": "data/plan.yml",
    "compared_texts": "data/{id}.yml",
    "compared_items": "data/structure.yml",
    "compared_cards": "data/projects/{id}.yml",
    "compared_families": "data/families/{id}.yml",
    "compared_departments": "data/departments.yml",
    "statistics": "data/series/{id}.yml",
    "roadmap": "data/roadmap.yml",
    "glossary": "data/glossary.yml",
    "sources": "data/sources.yml",
}
#: A step from the old wording to the new one: `=` the same, `-` left out, `+` put in; and its letters.
Step = tuple[str, str]


@dataclass(frozen=True)
class PageDifferences:
    """What differs on a page: its groups of rows, how to mark each row in it, what else on it has changed, by name."""

    groups: tuple[TableGroup, ...]
    steps: dict[str, tuple[Step, ...]]
    """For each row of which words stand on the page, by its id, the way from the old wording to the new one."""
    listed: tuple[str, ...]
    everywhere: tuple[str, ...]
    """The replacements that run through the plan; they stand in no row."""
    count: int
    """How many rows the whole table has."""


class Differences:
    """Compares what a desk shows with the edition frozen last; `told` is called when somebody waits no more."""

    def __init__(self, desk: Desk, told: Callable[[], None], patience: float = PATIENCE) -> None:
        self._desk, self._told, self._patience = desk, told, patience
        self._lock = threading.Lock()
        self._old: tuple[str, EditionTexts | None] | None = None
        self._made: dict[str, tuple[Loaded, ShownTable | None]] = {}
        self._working: dict[str, tuple[Loaded, threading.Thread]] = {}
        self._waiting: set[str] = set()

    @property
    def edition(self) -> FrozenEdition | None:
        """The edition that was frozen last; None where the plan has none."""
        site = self._desk.site
        return site.plan.editions.editions[-1] if site and site.plan.editions else None

    def table(self, language: str) -> tuple[bool, ShownTable | None]:
        """Whether it is known what differs, for the readers of a language, and the table.

        None where the program of today refuses the frozen edition, or no language is common to both.
        """
        loaded = self._desk.loaded
        if loaded is None or self.edition is None:
            return True, None
        with self._lock:
            made = self._made.get(language)
            if made and made[0] is loaded:
                return True, made[1]
            working = self._working.get(language)
            if working is None or working[0] is not loaded:
                thread = threading.Thread(target=self._make, args=(loaded, language), daemon=True)
                working = self._working[language] = loaded, thread
                thread.start()
        working[1].join(self._patience)
        with self._lock:
            made = self._made.get(language)
            if made and made[0] is loaded:
                return True, made[1]
            self._waiting.add(language)
            return False, None

    def of(self, page: Page, language: str) -> tuple[bool, PageDifferences | None]:
        """The same for one page; None too where nothing can be told."""
        known, table = self.table(language)
        return known, _of_page(table, page, language) if table else None

    def _make(self, loaded: Loaded, language: str) -> None:
        try:
            table = self._table(loaded, language)
        except Exception:  # of the program: the preview goes on
            traceback.print_exc()
            table = None
        with self._lock:
            self._made[language] = loaded, table
            told = language in self._waiting and self._desk.loaded is loaded
            if told:
                self._waiting.remove(language)
        if told:
            self._told()

    def _table(self, loaded: Loaded, language: str) -> ShownTable | None:
        edition, site = self.edition, self._desk.site
        old = self._frozen(edition) if edition else None
        if old is None or site is None or loaded.plan is None:
            return None
        order = fallback_order(language, loaded.plan.languages)
        common = (code for code in order if code in old.plan.languages.codes and code in loaded.plan.languages.codes)
        spoken = next(common, None)
        if spoken is None:
            return None
        found = compare(old, EditionTexts(loaded.plan, loaded.chapters), spoken)
        return ShownTable(found, ("", ""), site.speaker(spoken))

    def _frozen(self, edition: FrozenEdition) -> EditionTexts | None:
        """The frozen edition, read once: it never changes."""
        if self._old is None or self._old[0] != edition.digest:
            read = frozen_plan(self._desk.data, edition.id, self._desk.root / KEPT)
            self._old = edition.digest, EditionTexts(read.plan, read.chapters) if read.plan else None
        return self._old[1]


def _of_page(table: ShownTable, page: Page, language: str) -> PageDifferences:
    comparison, sources = table.comparison, [source.file for source in page.sources(language)]
    whole = [group for group in comparison.groups if _stands_in(group, sources, page)]
    listed = [group for group in comparison.groups if group not in whole and _named_in(group, sources)]
    shown = {group.id: group for part in table.parts for group in part.groups}
    groups = [shown[anchor(group.part, group.id)] for group in whole]
    steps = {
        f"{anchor(group.part, group.id)}-{number}": steps
        for group in whole
        for number, row in enumerate(group.rows, 1)
        if (steps := tuple(steps_of(row)))
    }
    names = tuple(shown[anchor(group.part, group.id)].name for group in listed)
    return PageDifferences(tuple(groups), steps, names, table.everywhere, count(comparison))


def count(comparison: Comparison) -> int:
    """How many rows a table has, but for those that say that nothing changed between."""
    return sum(row.kind != "same" for group in comparison.groups for row in group.rows)


def _file(group: ComparedPart) -> str:
    return _FILES.get(group.part, "").format(id=group.id)


def _stands_in(group: ComparedPart, sources: list[str], page: Page) -> bool:
    """Whether what a group is of is what a page is made from."""
    if group.part == "compared_chapters":
        return any(file.startswith(f"docs/{group.id}.") for file in sources)
    if group.part == "compared_plan":
        return sources[:1] == [_file(group)]
    if group.part == "compared_items" and page.picture != "plan":
        return group.id == page.picture
    return _file(group) in sources


def _named_in(group: ComparedPart, sources: list[str]) -> bool:
    """Whether a page lists it beside others, as it is made from all in a folder."""
    file = _file(group)
    return any(source.endswith("/") and file.startswith(source) for source in sources)


def steps_of(row: ComparedRow) -> Iterator[Step]:
    """The way from the old wording of a row to the new one; nothing for one of which no word stands on a page."""
    if not row.new or row.kind == "same" or not any(run.changed for run in row.new + row.old):
        return
    old, new = ([[run.words.replace(CELLS, ""), run.changed] for run in side] for side in (row.old, row.new))
    while old or new:
        if old and old[0][1]:
            yield "-", str(old.pop(0)[0])
        elif new and new[0][1]:
            yield "+", str(new.pop(0)[0])
        else:
            length = min(len(str(side[0][0])) for side in (old, new) if side)
            yield "=", str((new or old)[0][0])[:length]
            for side in (old, new):
                if side and len(str(side[0][0])) == length:
                    side.pop(0)
                elif side:
                    side[0][0] = str(side[0][0])[length:]
