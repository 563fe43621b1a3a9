"""What the page of the open data lists: the files of each table, of each indicator and chart, and how to name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from plan.drawing import charts
from plan.model import Plan
from plan.opendata.data_files import FOLDER, DataPart
from plan.opendata.edition import OpenData
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.names import plan_name

#: How many indicators the page lists; of more it says where the list of all is.
LISTED = 150


@dataclass(frozen=True)
class DataFile:
    """A file to be had: what its link says, its published name, and what it is."""

    label: str
    file: str


@dataclass(frozen=True)
class TableFiles:
    """The files of a table, of an indicator or of a chart, and what they are of."""

    title: Phrase
    name: str
    """The lasting name of a table."""
    owner: Phrase | None
    count: str
    """How many rows there are."""
    files: tuple[DataFile, ...]


class ShownData:
    """The open data in one language."""

    def __init__(self, data: OpenData, plan: Plan, speak: Localizer) -> None:
        self._data, self._plan, self._speak = data, plan, speak

    @cached_property
    def whole(self) -> tuple[tuple[Phrase, DataFile], ...]:
        """The files of the whole plan, each with what it is."""
        names = ("plan.zip", "plan.xlsx", "plan.json", "datapackage.json", "catalog.jsonld")
        return tuple(
            (self._speak.phrase_of(f"data_whole_{_word(name)}"), DataFile(name, f"{FOLDER}/{name}")) for name in names
        )

    @cached_property
    def tables(self) -> tuple[TableFiles, ...]:
        """The tables."""
        speak = self._speak
        return tuple(
            TableFiles(
                speak.phrase_of(f"data_{name}"),
                name,
                None,
                speak.number(count),
                tuple(
                    DataFile(label, f"{FOLDER}/{name}.{end}")
                    for label, end in (
                        ("CSV", "csv"),
                        ("JSON", "json"),
                        ("JSON Schema", "schema.json"),
                        ("CSVW", "csv-metadata.json"),
                    )
                ),
            )
            for name, count in self._data.counts.items()
        )

    @cached_property
    def indicators(self) -> tuple[TableFiles, ...]:
        """The indicators that have files, where they are not too many for a page."""
        found = self._data.made.indicators
        return tuple(self._part(part) for part in found) if len(found) <= LISTED else ()

    @property
    def many_indicators(self) -> OwnWords | None:
        """Where the files of indicators are, that are too many for a page."""
        count = len(self._data.made.indicators)
        return self._speak.own_word("data_many_indicators", count=self._speak.number(count)) if count > LISTED else None

    @cached_property
    def charts(self) -> tuple[TableFiles, ...]:
        """The charts."""
        return tuple(self._part(part, list(self._drawn(part))) for part in self._data.made.charts)

    def _part(self, part: DataPart, more: Sequence[DataFile] = ()) -> TableFiles:
        owner = self._speak.phrase(part.owner) if part.owner else None
        files = (DataFile("CSV", f"{part.file}.csv"), DataFile("ZIP", f"{part.file}.zip"), *more)
        return TableFiles(self._speak.phrase(part.title), "", owner, "", files)

    def _drawn(self, part: DataPart) -> Iterator[DataFile]:
        series = part.file.rpartition("/")[2]
        for end in ("svg", "png"):
            yield DataFile(end.upper(), charts.taken_away(series, self._speak.language, end))

    @property
    def citation(self) -> Phrase:
        """How a page is named where it is quoted: who, what, which state of it, where."""
        details, speak = self._plan.details, self._speak
        return speak.phrase_of(
            "data_citation",
            city=details.city.name,
            plan=plan_name(self._plan, speak),
            page=lambda by: by.plain_word("data_cited_page"),
            day=details.edition.updated,
            address=details.url,
        )


def _word(name: str) -> str:
    """The end of the word for a file of the whole plan."""
    stem, _, end = name.partition(".")
    return end if stem == "plan" else stem
