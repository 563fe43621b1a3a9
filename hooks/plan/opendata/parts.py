"""Which files the open data of a plan has beside those of its tables: of each indicator and chart, of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan.drawing import charts as drawn
from plan.model import Plan
from plan.model.types import Text
from plan.opendata import measured_rows
from plan.opendata.rows import DataRow, address
from plan.showing.addresses import page_url

#: The folder of all of it.
FOLDER = "data"
#: The folder, in each language, of the pages that other sites show in a frame.
EMBEDDED = "embed"
#: What the feed of editions and consultations is called.
NEWS = "news"
#: The files of the whole plan, each with the word for what it is.
WHOLE = {
    "plan.zip": "data_whole_zip",
    "plan.xlsx": "data_whole_xlsx",
    "plan.json": "data_whole_json",
    "datapackage.json": "data_whole_datapackage",
    "catalog.jsonld": "data_whole_catalog",
}


@dataclass(frozen=True)
class DataPart:
    """A part of a table that has files of its own: the values of one indicator, the figures of one chart."""

    file: str
    """The name of its files without their end: data/charts/visitors."""
    title: Text
    owner: Text | None
    """What it belongs to: the title of a card or of an item."""
    page: str
    """The address of the page on which it is shown."""


def text_file(language: str) -> str:
    """The text edition of a language."""
    return f"{FOLDER}/plan.{language}.txt"


def feed_files(language: str) -> tuple[str, str]:
    """The feeds of the log in a language: Atom, JSON Feed."""
    return f"{FOLDER}/log.{language}.atom", f"{FOLDER}/log.{language}.feed.json"


def news_files(language: str) -> tuple[str, str]:
    """The feeds of the news in a language: Atom, JSON Feed."""
    return f"{FOLDER}/{NEWS}.{language}.atom", f"{FOLDER}/{NEWS}.{language}.feed.json"


def has_news(plan: Plan) -> bool:
    """Whether a plan has editions or a consultation to tell of."""
    return plan.editions is not None or plan.consultation is not None


def embed_page(plan: Plan, name: str, language: str) -> str:
    """The page that another site may show in a frame, of a card or of a chart (`chart-` and its id)."""
    return page_url(f"{EMBEDDED}/{name}", language, plan.languages)


def table_files(table: str) -> tuple[str, ...]:
    """The files of a table: CSV, JSON, JSON Schema, CSV on the Web."""
    return tuple(f"{FOLDER}/{table}.{end}" for end in ("csv", "json", "schema.json", "csv-metadata.json"))


def indicators(plan: Plan) -> Iterator[DataPart]:
    """The indicators that have files of their own."""
    for owner, owning in measured_rows.owners(plan):
        kind, id = str(owner["owner_kind"]), str(owner["owner_id"])
        page = address(plan, plan.card_page(id) if kind == "card" else "indicators")
        for item in owning.indicators:
            if any(measured_rows.values_of(item)):
                yield DataPart(f"{FOLDER}/indicators/{kind}/{id}/{item.id}", item.name, owning.title, page)


def charts(plan: Plan) -> Iterator[DataPart]:
    """The charts that have files of their own."""
    home = address(plan, "statistics" if plan.shown_statistics else "index")
    for id, item in plan.series.items():
        yield DataPart(f"{FOLDER}/charts/{id}", item.title, None, home)


def file_rows(plan: Plan, tables: Iterable[str]) -> Iterator[DataRow]:
    """One row for each file: where it is, and what it holds."""

    def row(name: str, title: Text, owner: Text | None = None) -> DataRow:
        form = name.rpartition(".")[2]
        return {"file_name": name, "url": plan.details.url + name, "title": title, "owner_title": owner, "form": form}

    for name, word in WHOLE.items():
        yield row(f"{FOLDER}/{name}", plan.words[word])
    for code in plan.languages.codes:
        yield row(text_file(code), plan.words["data_whole_text"])
        yield from (row(name, plan.words["log"]) for name in (feed_files(code) if plan.log else ()))
        yield from (row(name, plan.words["news"]) for name in (news_files(code) if has_news(plan) else ()))
    for table in tables:
        yield from (row(name, plan.words[f"data_{table}"]) for name in table_files(table))
    for code in plan.languages.codes:
        embedded = {id: card.title for id, card in plan.projects.items()}
        embedded |= {f"chart-{id}": item.title for id, item in plan.series.items()}
        yield from (row(embed_page(plan, name, code), title) | {"form": "html"} for name, title in embedded.items())
    for part in (*indicators(plan), *charts(plan)):
        yield from (row(f"{part.file}.{end}", part.title, part.owner) for end in ("csv", "zip"))
    for series, item in plan.series.items():
        for code in plan.languages.codes:
            yield from (row(drawn.taken_away(series, code, end), item.title) for end in ("csv", "svg", "png"))
