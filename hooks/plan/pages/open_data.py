"""What the page of the open data lists: the files of each table, of each indicator and chart, and how to name them."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from plan.drawing import charts
from plan.model import Plan
from plan.model.types import OwnText, Text
from plan.opendata import parts
from plan.opendata.edition import OpenData
from plan.opendata.machine_rules import MachineRule, machine_rules
from plan.opendata.parts import FOLDER, DataPart, table_files
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.names import citation

#: How many indicators the page lists; of more it says where the list of all is.
LISTED = 150
#: What the links to the files of a table say.
_LABELS = ("CSV", "JSON", "JSON Schema", "CSVW")


@dataclass(frozen=True)
class DataFile:
    """A file to be had: what its link says, its published name, and what it is."""

    label: str
    file: str


@dataclass(frozen=True)
class DataLink:
    """A file to which a page leads, and what it holds."""

    label: Phrase
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


@dataclass(frozen=True)
class ShownRule:
    """A rule for machine-readable data: its number and title, how the files meet it, and whether they do."""

    id: str
    title: Phrase
    how: OwnWords
    found: Phrase


class ShownData:
    """The open data in one language."""

    def __init__(self, data: OpenData, plan: Plan, speak: Localizer) -> None:
        self._data, self._plan, self._speak = data, plan, speak

    @cached_property
    def whole(self) -> tuple[tuple[Phrase, DataFile], ...]:
        """The files of the whole plan, each with what it is."""
        text = parts.text_file(self._speak.language)
        return (
            (self._speak.phrase_of("data_whole_text"), DataFile(text.rpartition("/")[2], text)),
            *((self._speak.phrase_of(word), DataFile(name, f"{FOLDER}/{name}")) for name, word in parts.WHOLE.items()),
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
                tuple(map(DataFile, _LABELS, table_files(name))),
            )
            for name, count in self._data.told["rows"].items()
        )

    @cached_property
    def indicators(self) -> tuple[TableFiles, ...]:
        """The indicators that have files, where they are not too many for a page."""
        found = self._indicators
        return tuple(self._part(part) for part in found) if len(found) <= LISTED else ()

    @cached_property
    def _indicators(self) -> tuple[DataPart, ...]:
        return tuple(parts.indicators(self._plan))

    def links(self, *tables: str) -> tuple[DataLink, ...]:
        """The CSV files of those of these tables that the plan has, for the page whose figures they hold."""
        there = self._data.told["rows"]
        return tuple(
            DataLink(self._speak.phrase_of(f"data_{name}_short"), table_files(name)[0])
            for name in tables
            if name in there
        )

    def card_links(self, card: str) -> tuple[DataLink, ...]:
        """The CSV file of each indicator of a card that has one."""
        folder = f"{FOLDER}/indicators/card/{card}/"
        found = [part for part in self._indicators if part.file.startswith(folder)]
        return tuple(DataLink(self._speak.phrase(part.title), f"{part.file}.csv") for part in found)

    def chart_links(self, series: str) -> tuple[DataLink, ...]:
        """The files of a chart: its table, its picture in two kinds, and its figures for machines."""
        drawn = [(end, charts.taken_away(series, self._speak.language, end)) for end in ("csv", "svg", "png")]
        files = [*drawn, ("long", f"{FOLDER}/charts/{series}.csv")]
        return tuple(DataLink(self._speak.phrase_of(f"chart_file_{end}"), file) for end, file in files)

    @property
    def many_indicators(self) -> OwnWords | None:
        """Where the files of indicators are, that are too many for a page."""
        count = len(self._indicators)
        return self._speak.own_word("data_many_indicators", count=self._speak.number(count)) if count > LISTED else None

    @cached_property
    def charts(self) -> tuple[TableFiles, ...]:
        """The charts."""
        return tuple(self._part(part, list(self._drawn(part))) for part in parts.charts(self._plan))

    def _part(self, part: DataPart, more: Sequence[DataFile] = ()) -> TableFiles:
        owner = self._speak.phrase(part.owner) if part.owner else None
        files = (DataFile("CSV", f"{part.file}.csv"), DataFile("ZIP", f"{part.file}.zip"), *more)
        return TableFiles(self._speak.phrase(part.title), "", owner, "", files)

    def _drawn(self, part: DataPart) -> Iterator[DataFile]:
        series = part.file.rpartition("/")[2]
        yield DataFile(self._speak.plain_word("chart_file_csv"), charts.taken_away(series, self._speak.language, "csv"))
        for end in ("svg", "png"):
            yield DataFile(end.upper(), charts.taken_away(series, self._speak.language, end))

    @property
    def embedding(self) -> str:
        """What another site writes to show a card, or without any a chart, in a frame."""
        charts = ((f"chart-{id}", item.title) for id, item in self._plan.series.items())
        name, title = next(((id, card.title) for id, card in self._plan.projects.items()), next(charts, ("", None)))
        if title is None:
            return ""
        address = self._plan.details.url + parts.embed_page(self._plan, name, self._speak.language)
        said = html.escape(self._speak.plain(title))
        return f'<iframe src="{address}" title="{said}" width="100%" height="480"></iframe>'

    @property
    def feeds(self) -> tuple[DataFile, ...]:
        """The feeds of the log."""
        return tuple(map(DataFile, ("Atom", "JSON Feed"), parts.feed_files(self._speak.language)))

    @property
    def news(self) -> tuple[DataFile, ...]:
        """The feeds of editions and consultations."""
        return tuple(map(DataFile, ("Atom", "JSON Feed"), parts.news_files(self._speak.language)))

    @property
    def citation(self) -> Phrase:
        """How a page or a table is named where it is quoted."""
        return citation(self._plan, self._speak, lambda by: by.plain_word("data_cited_page"), self._plan.details.url)

    # The rules for machine-readable data --------------------------------------------

    @cached_property
    def rules(self) -> tuple[ShownRule, ...]:
        """Each rule, how the files meet it, and what was found."""
        return tuple(self._rule(rule) for rule in machine_rules())

    @cached_property
    def score(self) -> tuple[OwnWords, ...]:
        """What the files come to, in sentences: in all, then for each level."""
        speak, rules, number = self._speak, machine_rules(), self._speak.number
        faults = self._data.told["faults"]
        met = [rule for rule in rules if rule.by != "people" and not faults.get(rule.id)]
        said = [
            speak.own_word(
                "data_score",
                count=number(len(rules)),
                met=number(len(met)),
                broken=number(sum(map(bool, faults.values()))),
                people=number(sum(rule.by == "people" for rule in rules)),
            )
        ]
        for level in dict.fromkeys(rule.level for rule in rules):
            of, here = (sum(rule.level == level for rule in some) for some in (rules, met))
            said.append(speak.own_word("data_score_level", level=level, met=number(here), count=number(of)))
        return tuple(said)

    def _rule(self, rule: MachineRule) -> ShownRule:
        count = self._data.told["faults"].get(rule.id, 0)
        key = "data_rule_people" if rule.by == "people" else "data_rule_broken" if count else "data_rule_met"
        found = self._speak.phrase_of(key, count=self._speak.number(count))
        return ShownRule(rule.id, self._speak.phrase(self._text(Text, rule.title)), self._own(rule.how), found)

    def _own(self, said: Mapping[str, str]) -> OwnWords:
        return self._speak.own(self._text(OwnText, said))

    def _text(self, kind: type[Text], said: Mapping[str, str]) -> Text:
        """Words of the program in those of its languages that the plan has."""
        return kind.model_construct({code: words for code, words in said.items() if code in self._plan.languages.codes})
