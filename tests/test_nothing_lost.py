"""Whatever a plan says stands where readers meet it, or is refused at its place: every text is looked for by a mark."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from copies import INVENTED, ROOT
from plan.messages.findings import DataField, Location
from plan.model import Plan, inventory, shape
from plan.model.types import Text
from plan.pages.site import Site
from plan.paper.edition import PaperEdition
from plan.paper.library import Library
from plan.reading.chapters import asked_for
from plan.reading.loader import Loaded, load_plan
from plan.rules import consistency
from plan.rules.facts import Facts
from plan.rules.shown_nowhere import shown_nowhere
from plan.showing.renderer import Renderer
from pydantic import BaseModel

#: Texts that may stand on no page and no sheet, each with the reason: where they do is asked of other tests.
ELSEWHERE: Mapping[str, str] = {
    "Ability.summary": "stands over how the ability is trained; one without has its parts there",
    "Actual.missing": "stands where the value is missing",
    "Baseline.missing": "stands where the value is missing",
    "Basis.short": "is drawn in the chart, in a file of its own",
    "CardNames.many": "is put into the words of the site when they are read, before this puts in its marks",
    "CardNames.one": "is put into the words of the site when they are read, before this puts in its marks",
    "Edition.label": "stands behind the title of a draft; it waits there in an adopted plan",
    "Family.name": "stands in the places where a family is seen by its name; a badge has that of its item",
    "FamilyItem.card_number": "stands on the cards that have the item",
    "FamilyItem.card_number_short": "stands on the cards that have the item",
    "FamilyItem.title": "stands as a badge on the cards that have the item",
    "FamilyWords.cards_lead": "stands before the cards of an item, where the family lists several items",
    "FamilyWords.none": "stands for the cards that have no item of a family which not all need",
    "FamilyWords.on_card": "stands over the row of a card; a badge has the name of its item",
    "FamilyWords.way": "stands with the way to the list of a family of several items",
    "Indicator.unit": "stands behind a number; what is said in words has none",
    "Level.many": "stands where the site counts, or lists by, the level",
    "Level.one": "stands where the site names the level",
    "Roadmap.phases_note": "stands on a card whose phases have no years",
    "Roadmap.schedule_note": "stands on a card that has no schedule",
    "Row.counted": "stands in place of the year of a row that has no name of its own",
    "Value.note": "stands with a value that is there",
    "Value.stated": "stands where the value is no number, nor missing",
}
_MARK = re.compile(r"ZQ[A-J]{5}ZQ")


@dataclass
class Marked:
    """The records of a plan with a mark in each text, and where each mark stands."""

    filling: bool
    """Whether the texts that a record may have and has not are there, too."""
    places: dict[str, tuple[str, Location, str]] = field(default_factory=dict)

    def mark(self, file: str, place: Location, name: str) -> str:
        """A new mark for a place; letters alone, so that nothing reads a number into it."""
        mark = "ZQ" + "".join("ABCDEFGHIJ"[int(digit)] for digit in f"{len(self.places):05d}") + "ZQ"
        self.places[mark] = (file, place, name)
        return mark

    def record(self, record: BaseModel, file: str, codes: tuple[str, ...], above: Location = ()) -> BaseModel:
        """A record of a file with a mark in each of its texts."""
        changes: dict[str, object] = {}
        for part in shape.shapes(type(record)).values():
            name, place = f"{type(record).__name__}.{part.key}", (*above, part.key)
            value = getattr(record, part.name)
            made = self._marked(value, file, codes, place, name)
            if made is None and self.filling and value in (None, ()) and part.holds and issubclass(part.holds, Text):
                text = part.holds.model_construct(dict.fromkeys(codes, f"x {self.mark(file, place, name)}"))
                made = text if value is None else (text,)
            if made is not None:
                changes[part.name] = made
        copy = record.model_copy(update=changes)
        for known in set(copy.__dict__) - set(type(copy).model_fields):
            del copy.__dict__[known]
        return copy

    def _marked(self, value: Any, file: str, codes: tuple[str, ...], place: Location, name: str) -> object | None:
        if isinstance(value, Text):
            mark = self.mark(file, place, name)
            return type(value).model_construct({code: f"{words} {mark}" for code, words in value.root.items()})
        if isinstance(value, BaseModel) and shape.shapes(type(value)):
            return self.record(value, file, codes, place)
        if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            return tuple(self._marked(item, file, codes, (*place, index), name) for index, item in enumerate(value))
        return None


@pytest.mark.sweep
@pytest.mark.parametrize("filling", [False, True], ids=["as-it-is", "all-filled"])
@pytest.mark.parametrize("folder", [ROOT, INVENTED, INVENTED.parent / "nagino-city"], ids=lambda path: path.name)
def test_every_text_is_met_or_refused(folder: Path, filling: bool, tmp_path: Path) -> None:
    """Each mark stands on a page or a sheet, or a rule blames the field that holds it; others have their reason."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    assert loaded.folders
    marked = Marked(filling)
    codes = loaded.plan.languages.complete
    records = {path: marked.record(record, path, codes) for path, record in loaded.records.items()}
    assert len(marked.places) > 60
    met = set(_MARK.findall("\n".join(_said(_plan(loaded.plan, records), loaded, tmp_path))))
    blamed = set(_blamed(records, loaded))
    lost = {
        name
        for mark, (file, place, name) in marked.places.items()
        if mark not in met and not any((file, place[:length]) in blamed for length in range(1, len(place) + 1))
    }
    assert lost <= set(ELSEWHERE), lost - set(ELSEWHERE)


def _plan(plan: Plan, records: Mapping[str, BaseModel]) -> Plan:
    """The plan of these records."""
    changes: dict[str, Any] = {}
    for name, file in inventory.FILES.items():
        if name in records:
            changes[file.field] = records[name]
    for folder in inventory.FOLDERS:
        ids = getattr(plan, folder)
        changes[folder] = MappingProxyType({id: records[f"{folder}/{id}.yml"] for id in ids})
    return replace(plan, **changes)


def _said(plan: Plan, loaded: Loaded, folder: Path) -> Iterator[str]:
    """All that stands on pages and sheets."""
    renderer = Renderer(plan, loaded.chapters, ROOT / "overrides/pages", folder, loaded.pictures)
    for page in dict(Site(renderer, Library(), attachments=loaded.attachments).pages).values():
        yield page.html + page.title + page.description + page.machine
    yield from _on_paper(renderer)


def _on_paper(renderer: Renderer) -> Iterator[str]:
    """All that stands on sheets."""
    for language in renderer.plan.languages.printed:
        for document in PaperEdition(renderer, language).documents():
            yield json.dumps(document.content, ensure_ascii=False, default=str)


def _blamed(records: Mapping[str, BaseModel], loaded: Loaded) -> Iterator[tuple[str, Location]]:
    """The places that the rules blame."""
    folders = loaded.folders
    assert folders
    facts = Facts(records, folders.languages, folders.ids(), inventory.absent(folders.here), folders.numbered_by)
    blocks = asked_for(loaded.chapters, (), folders)
    for finding in (*consistency.check(facts), *shown_nowhere(facts, blocks)):
        if isinstance(finding.at, DataField):
            yield finding.file, finding.at.location


@pytest.mark.sweep
def test_files_that_are_for_the_screen_alone_say_so(tmp_path: Path) -> None:
    """What `screen_only` and `screen_fields` of the inventory keep from paper is printed nowhere; of every other file
    that has texts something is, so that none is forgotten on paper."""
    texts, printed = set[str](), set[str]()
    for number, folder in enumerate((ROOT, INVENTED, INVENTED.parent / "nagino-city")):
        loaded = load_plan(folder / "data", folder / "docs")
        assert loaded.plan
        marked = Marked(filling=False)
        codes = loaded.plan.languages.complete
        records = {path: marked.record(record, path, codes) for path, record in loaded.records.items()}
        plan = _plan(loaded.plan, records)
        renderer = Renderer(plan, loaded.chapters, ROOT / "overrides/pages", tmp_path / str(number), loaded.pictures)
        for mark in set(_MARK.findall("\n".join(_on_paper(renderer)))):
            name, place, _ = marked.places[mark]
            printed.add(name)
            if known := inventory.FILES.get(name):
                assert place[0] not in known.screen_fields, (name, place)
                assert not known.screen_only or known.printed.intersection(place), (name, place)
        texts |= {name for name, _, _ in marked.places.values()}
    unprinted = {name for name in texts & set(inventory.FILES) if name not in printed}
    assert (
        unprinted == {name for name, file in inventory.FILES.items() if file.screen_only and not file.printed} & texts
    )
    assert len(printed & set(inventory.FILES)) > 15
