"""The rows of the chapters of two editions: their titles, their sections, the passages that stand in these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plan import model
from plan.editions.chapter_passages import ChapterPassage, ChapterSection, sections_of
from plan.editions.compared_rows import ComparedRow, parted_row, row_of, row_of_cells
from plan.editions.pairing import LIKE, PairedParts, likeness, paired, side_by_side
from plan.editions.parting import parted
from plan.model.whole_plan import Plan
from plan.reading.chapters import Chapter
from plan.reading.folders import pages
from plan.reading.prose import page_uri
from plan.showing.localizer import Localizer

PassagePair = PairedParts[ChapterPassage]
#: So many letters a passage has at least that is looked for in other sections, in other words too.
_LONG = 20
#: So many that are gone are held against so many that are new.
_MOST = 10_000


@dataclass(frozen=True)
class ChapterPair:
    """A chapter in both editions, its place in the plan, and what differs in it."""

    old: Chapter | None
    new: Chapter | None
    page: str
    moved: bool
    rows: tuple[ComparedRow, ...]


@dataclass
class _Section:
    """A section of both editions with its pairs of passages."""

    label: str
    titles: tuple[str, str]
    moved: bool
    pairs: list[PassagePair]
    from_elsewhere: dict[int, str]
    """The pairs, by their numbers, that were moved here, each with the section from which."""


class ChapterRows:
    """Compares the chapters of two editions; `speak` is in the language of the reader."""

    def __init__(self, speak: Localizer) -> None:
        self._speak = speak

    def of(self, old: Sequence[tuple[str, Chapter]], new: Sequence[tuple[str, Chapter]]) -> Iterator[ChapterPair]:
        """The chapters that differ in their words or their order; each edition has them by their pages, in order."""
        found = []
        for pair in paired(old, new, key=lambda one: one[0], words=lambda one: one[1].text):
            if not pair.moved or pair.here:
                sides = [sections_of(one[1]) if one else () for one in (pair.old, pair.new)]
                found.append((pair, list(self._sections(*sides))))
        _follow([section for _, sections in found for section in sections])
        for pair, sections in found:
            titles = pair.old[1].title if pair.old else "", pair.new[1].title if pair.new else ""
            heading = [row_of(self._speak.plain_word("field_heading"), *titles)] if titles[0] != titles[1] else []
            rows = (*heading, *(row for section in sections for row in self._rows(section)))
            if rows or pair.moved:
                page = (pair.new or pair.old)[0]  # type: ignore[index]
                yield ChapterPair(pair.old and pair.old[1], pair.new and pair.new[1], page, pair.moved, rows)

    def _sections(self, old: Sequence[ChapterSection], new: Sequence[ChapterSection]) -> Iterator[_Section]:
        for pair in paired(old, new, key=lambda section: section.id, words=lambda section: section.words):
            if pair.moved and not pair.here:
                continue
            was, becomes = pair.old, pair.new
            label = (becomes or was).title or self._speak.plain_word("field_intro")  # type: ignore[union-attr]
            titles = was.title if was else "", becomes.title if becomes else ""
            passages = was.passages if was else (), becomes.passages if becomes else ()
            pairs = paired(*passages, key=lambda one: one.key, words=lambda one: one.words)
            followed = parted(pairs, lambda one: one.words, ChapterPassage.together, lambda one: one.flows)
            here = [one for one in followed if not one.moved or one.here]
            yield _Section(label, titles, pair.moved, here, {})

    def _rows(self, section: _Section) -> Iterator[ComparedRow]:
        old, new = section.titles
        if old != new or section.moved:
            row = row_of(section.label, old, new) if old != new else _unmarked(section.label, old, new)
            yield replace(row, kind="moved") if section.moved else row
        for number, pair in enumerate(section.pairs):
            words = pair.old.words if pair.old else "", pair.new.words if pair.new else ""
            row = _of_passages(section.label, pair)
            row = row if words[0] != words[1] else replace(row, kind="changed", changes=())
            if number in section.from_elsewhere:
                remark = self._speak.plain_word("remark_from_section", section=section.from_elsewhere[number])
                yield replace(row, kind="moved", remarks=(remark,))
            elif pair.moved:
                yield replace(row, kind="moved")
            elif words[0] != words[1]:
                yield parted_row(row, pair.parted)


def of_language(plan: Plan, chapters: Mapping[str, Chapter], speak: Localizer) -> list[tuple[str, Chapter]]:
    """The chapters of an edition in its order, each in the first language of the reader's that has it."""
    languages = model.languages_of(plan.details.languages)
    found = []
    for page in pages(plan.details.parts):
        uris = [page_uri(page, code, languages) for code in (speak.language, *speak.order)]
        if uri := next((uri for uri in uris if uri in chapters), None):
            found.append((page, chapters[uri]))
    return found


def _follow(sections: Sequence[_Section]) -> None:
    """Find the passages that were moved to another section; what was written anew stands beside what it replaces."""
    gone = [(section, at) for section in sections for at, pair in enumerate(section.pairs) if pair.new is None]
    came = [(section, at) for section in sections for at, pair in enumerate(section.pairs) if pair.old is None]
    taken: list[tuple[_Section, PassagePair]] = []
    if len(gone) * len(came) <= _MOST:
        for section, at in came:
            to = section.pairs[at].new
            places = [(_alike(one.pairs[n].old, to), one, n) for one, n in gone if one is not section]
            best = max(places, key=lambda place: place[0], default=None)
            if best and best[0] > LIKE and not any(best[1].pairs[best[2]] is pair for _, pair in taken):
                left = best[1].pairs[best[2]]
                taken.append((best[1], left))
                section.pairs[at] = PairedParts(left.old, to, moved=True)
                section.from_elsewhere[at] = best[1].label
    for section in sections:
        came_here = {id(section.pairs[at]): said for at, said in section.from_elsewhere.items()}
        left_here = [pair for pair in section.pairs if not any(pair is one for of, one in taken if of is section)]
        section.pairs = list(side_by_side(left_here, lambda old, new: old.kind == new.kind and not old.cells))
        section.from_elsewhere = {
            at: came_here[id(pair)] for at, pair in enumerate(section.pairs) if id(pair) in came_here
        }


def _alike(old: ChapterPassage | None, new: ChapterPassage | None) -> float:
    """How much a passage is another one; nothing for a short one in other words, and for one of another kind."""
    if old is None or new is None or old.kind != new.kind:
        return 0.0
    if min(len(old.words), len(new.words)) < _LONG:
        return float(old.words == new.words)
    return likeness(old.words, new.words)


def _of_passages(label: str, pair: PassagePair) -> ComparedRow:
    old, new = pair.old, pair.new
    cells = old.cells if old else (), new.cells if new else ()
    if any(cells) and all(passage is None or passage.cells for passage in (old, new)):
        return row_of_cells(label, *cells, (new or old).heads)  # type: ignore[union-attr]
    return row_of(label, old.words if old else "", new.words if new else "")


def _unmarked(label: str, old: str, new: str) -> ComparedRow:
    return replace(row_of(label, old, new), kind="changed", changes=())
