"""The course of a plan: its frozen editions and the plan as it stands, each compared with the one before.

Nothing is compared before somebody asks, and what was compared once is kept: two frozen editions never change.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plan.editions import kept
from plan.editions.comparison import Comparison, EditionTexts, compare
from plan.editions.edition_names import named
from plan.editions.shown_table import ShownTable
from plan.machine import store
from plan.messages.findings import Finding
from plan.model import Editions, FrozenEdition, Plan, inventory
from plan.model.languages import fallback_order
from plan.outline.registry import CHANGES
from plan.reading.chapters import Chapter
from plan.reading.files import entries
from plan.reading.frozen import frozen_plan, not_compared
from plan.reading.kept_editions import copy_of
from plan.showing.localizer import Localizer

#: What the plan as it stands is called in an address, where its frozen copy has its id.
_NOW = "now"
#: The files at which no comparison looks.
_APART = frozenset(
    f"data/{name}"
    for name in (
        "consultation.yml", "notes.yml", "log.yml", "synonyms.yml", "topics.yml", "accessibility.yml", "levels.yml",
        "editions.yml", "README.md", "WORDS.md",
    )
)  # fmt: skip


@dataclass(frozen=True)
class EditionPair:
    """Two editions of a plan, one after the other; `new` is None for the plan as it stands."""

    old: FrozenEdition
    new: FrozenEdition | None
    now: str
    """The id of the plan as it stands."""

    @property
    def name(self) -> str:
        """What the table of both is called in an address: `draft--adopted`."""
        new = self.new.id if self.new else self.now if self.lasts else _NOW
        return f"{self.old.id}--{new}"

    @property
    def lasts(self) -> bool:
        """Whether its address stays: not that of what was put right in an edition that is published already."""
        return self.new is not None or self.now != self.old.id

    @property
    def page(self) -> str:
        """The page of the table, and the name of its document."""
        return f"{CHANGES}/{self.name}"


class History:
    """The pairs of a plan that has frozen editions, with what differs between them.

    `folders` are data/ and docs/ of the plan as it stands; `keep` is where is kept what need not be made again.
    """

    def __init__(
        self, plan: Plan, editions: Editions, chapters: Mapping[str, Chapter], folders: tuple[Path, Path], keep: Path
    ) -> None:
        self.plan, self.editions = plan, editions.editions
        self._given, self._chapters = editions, chapters
        self._data, self._docs = folders
        self._keep = keep
        self._read: dict[str, EditionTexts | None] = {}
        self._found: dict[tuple[str, str], Comparison | None] = {}
        self._tables: dict[tuple[str, str], ShownTable] = {}
        self._remarks: dict[str, Finding] = {}

    @cached_property
    def pairs(self) -> tuple[EditionPair, ...]:
        """Those that can be compared, the oldest first; with the plan as it stands where it differs from the last."""
        frozen = self.editions
        found = [EditionPair(old, new, self.plan.details.edition.id) for old, new in itertools.pairwise(frozen)]
        if self._now_digest != _known(self._sums(frozen[-1])):
            found.append(EditionPair(frozen[-1], None, self.plan.details.edition.id))
        first = self.plan.languages.default
        compared = [(pair, self.comparison(pair, first)) for pair in found]
        return tuple(
            pair
            for pair, comparison in compared
            if comparison and (pair.new or comparison.groups or comparison.everywhere)
        )

    @property
    def unchanged(self) -> bool:
        """Whether the plan as it stands says what its last frozen edition says; not where that cannot be compared."""
        last = EditionPair(self.editions[-1], None, self.plan.details.edition.id)
        found = self.comparison(last, self.plan.languages.default)
        return found is not None and not (found.groups or found.everywhere)

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """Which frozen editions cannot be compared, as the program of today refuses them."""
        return tuple(self._remarks.values())

    def comparison(self, pair: EditionPair, language: str) -> Comparison | None:
        """What differs, in a language, or in the first that its readers read and both editions have; None where one
        of both is refused."""
        if (pair.name, language) not in self._found:
            self._found[pair.name, language] = self._kept(pair, language)
        return self._found[pair.name, language]

    def table(self, pair: EditionPair, speak: Localizer) -> ShownTable | None:
        """The table of old and new for a reader."""
        at = pair.name, speak.language
        if at not in self._tables and (found := self.comparison(pair, speak.language)):
            old, new = (named(edition, self.plan, speak).whole for edition in (pair.old, pair.new))
            self._tables[at] = ShownTable(found, (old, new), speak)
        return self._tables.get(at)

    def title(self, pair: EditionPair, speak: Localizer) -> str:
        """What the table of both is called."""
        old, new = (named(edition, self.plan, speak).name for edition in (pair.old, pair.new))
        return speak.plain_word("compared_pair", old=old, new=new)

    def key(self, pair: EditionPair, *said: str) -> str:
        """By what is known that is made of a pair: what both editions hold, and what else is `said` in it."""
        return kept.key(pair.old.digest, pair.new.digest if pair.new else self._now_digest, *said)

    def _kept(self, pair: EditionPair, language: str) -> Comparison | None:
        path = self._keep / f"{CHANGES}/{self.key(pair, language)}.json"
        if (found := kept.read(path)) is None and (found := self._compared(pair, language)):
            store.write(path, kept.written(found))
        return found

    def _compared(self, pair: EditionPair, language: str) -> Comparison | None:
        old = self._texts(pair.old)
        new = self._texts(pair.new) if pair.new else EditionTexts(self.plan, self._chapters)
        if old is None or new is None:
            return None
        order = fallback_order(language, self.plan.languages)
        common = (code for code in order if code in old.plan.languages.codes and code in new.plan.languages.codes)
        spoken = next(common, None)
        return compare(old, new, spoken) if spoken else None

    def _texts(self, edition: FrozenEdition) -> EditionTexts | None:
        """A frozen edition as it is read today; None where the program refuses it."""
        if edition.id not in self._read:
            loaded = frozen_plan(self._data, edition.id, self._keep / "read")
            if remark := not_compared(loaded, self._given, edition.id):
                self._remarks[edition.id] = remark
            self._read[edition.id] = EditionTexts(loaded.plan, loaded.chapters) if loaded.plan else None
        return self._read[edition.id]

    # What the plan as it stands holds ------------------------------------------------

    @cached_property
    def _now_digest(self) -> str:
        """What the plan as it stands holds of what is compared."""
        found = {
            f"{called}/{path.relative_to(folder).as_posix()}": path
            for folder, called in ((self._data, "data"), (self._docs, "docs"))
            for path in entries(folder)
        }
        return _known(
            {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items() if _is_compared(name)}
        )

    def _sums(self, edition: FrozenEdition) -> dict[str, str]:
        return _sums_of_copy(self._data, edition.id)


def changed_files(data: Path, id: str, files: Mapping[str, bytes]) -> list[str]:
    """The files of a plan that hold what is compared and are not as they were frozen under an id, by their names.

    `files` are those of the plan as it stands, as a copy would have them.
    """
    now = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if _is_compared(name)}
    then = _sums_of_copy(data, id)
    return sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))


def _sums_of_copy(data: Path, id: str) -> dict[str, str]:
    """The files of a frozen copy with what each holds, of those that are compared."""
    try:
        lines = copy_of(data, id).sums.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return {}
    return {name: sum for sum, _, name in (line.partition("  ") for line in lines) if _is_compared(name)}


def _is_compared(name: str) -> bool:
    """Whether a file of a plan, by its name beside the folders data and docs, holds what is compared."""
    return (
        name.endswith((".yml", ".md"))
        and not name.startswith((f"data/{inventory.EDITIONS}/", "data/schema/"))
        and name not in _APART
    )


def _known(sums: Mapping[str, str]) -> str:
    """The digest of what some files hold."""
    return hashlib.sha256(repr(sorted(sums.items())).encode()).hexdigest()
