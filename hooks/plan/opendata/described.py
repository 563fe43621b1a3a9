"""What describes the tables to programs: Data Package, CSV on the Web, JSON Schema, and a catalog in DCAT.

Each says what the data says and no more: a licence only where the data names one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plan.model import Plan
from plan.model.languages import writing
from plan.model.types import Text
from plan.opendata.definitions import DataColumn
from plan.opendata.tables import DataTable

#: How a table's columns are typed by CSV on the Web and by JSON Schema, where the name is another.
_CSVW = {"number": "decimal", "date": "date"}
_JSON: Mapping[str, Mapping[str, str]] = {"date": {"type": "string", "format": "date"}}
#: The kinds of file, by their ends.
MEDIA_TYPES = {
    "csv": "text/csv", "json": "application/json", "jsonld": "application/ld+json", "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "txt": "text/plain",
    "svg": "image/svg+xml", "png": "image/png", "atom": "application/atom+xml",
}  # fmt: skip


class Descriptions:
    """What is said to programs of the tables of a plan, in its languages."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._details = plan, plan.details
        self._tags = {code: writing(code, plan.languages).tag for code in plan.languages.codes}

    def said(self, text: Text | Mapping[str, str]) -> str:
        """A text in the plan's own language."""
        words = text.root if isinstance(text, Text) else text
        return words.get(self._plan.languages.default) or next(iter(words.values()), "")

    def tagged(self, text: Text | Mapping[str, str]) -> dict[str, str]:
        """A text in all its languages, by how machines name them."""
        words = text.root if isinstance(text, Text) else text
        return {self._tags[code]: said for code, said in words.items() if code in self._tags}

    def title(self, table: str) -> Text:
        """What a table is called."""
        return self._plan.words[f"data_{table}"]

    def address(self, name: str) -> str:
        """Where a file is published."""
        return self._details.url + name

    # Data Package ---------------------------------------------------------------

    def package(self, files: Iterable[tuple[DataTable, str, bytes]], title: Text, home: str) -> dict[str, Any]:
        """The description of a package of CSV files: each table, the file's name in the package, and its bytes.

        https://datapackage.org/standard/data-package/
        """
        licence = self._details.licence
        found: dict[str, Any] = {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "plan",
            "id": home,
            "title": self.said(title),
            "titles": self.tagged(title),
            "description": self.said(self._plan.words["data_description"]),
            "homepage": self._details.url,
            "version": self._details.edition.id,
            "created": f"{self._details.edition.updated.isoformat()}T00:00:00Z",
            "contributors": [{"title": self.said(self._details.city.name), "roles": ["publisher"]}],
            "terms": self.tagged(licence.text),
            "resources": [self._resource(*file) for file in files],
        }
        if licence.url:
            found["licenses"] = [{"path": str(licence.url), "title": self.said(licence.text)}]
        return found

    def _resource(self, table: DataTable, file: str, content: bytes) -> dict[str, Any]:
        return {
            "name": table.name.replace("_", "-"),
            "type": "table",
            "path": file,
            "title": self.said(self.title(table.name)),
            "titles": self.tagged(self.title(table.name)),
            "format": "csv",
            "mediatype": MEDIA_TYPES["csv"],
            "encoding": "utf-8",
            "bytes": len(content),
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            "schema": self._schema(table),
        }

    def _schema(self, table: DataTable) -> dict[str, Any]:
        fields = [self._field(column) for column in table.kind.columns]
        found: dict[str, Any] = {"fields": fields, "missingValues": [""]}
        return found | ({"primaryKey": list(table.kind.key)} if keyed(table) else {})

    def _field(self, column: DataColumn) -> dict[str, Any]:
        limits: dict[str, Any] = {"enum": list(column.codes)} if column.codes else {}
        said = {"name": column.name, "type": column.type, "title": self.said(column.labels)}
        return said | {"titles": self.tagged(column.labels)} | ({"constraints": limits} if limits else {})

    # CSV on the Web ---------------------------------------------------------------

    def csvw(self, table: DataTable) -> dict[str, Any]:
        """What CSV on the Web asks of the file beside a CSV (https://www.w3.org/TR/tabular-metadata/)."""
        columns = [
            {
                "name": column.name,
                "titles": [column.name],
                "dc:description": self.said(column.labels),
                "datatype": _CSVW.get(column.type, column.type),
            }
            | ({"lang": self._tags[column.language]} if column.language else {})
            for column in table.kind.columns
        ]
        found: dict[str, Any] = {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": self._tags[self._plan.languages.default]}],
            "url": f"{table.name}.csv",
            "dc:title": self.said(self.title(table.name)),
            "dc:publisher": self.said(self._details.city.name),
            "dc:modified": {"@value": self._details.edition.updated.isoformat(), "@type": "date"},
            "dialect": {"encoding": "utf-8", "header": True},
            "tableSchema": {"columns": columns},
        }
        if keyed(table):
            found["tableSchema"]["primaryKey"] = list(table.kind.key)
        return found | self._licence("dc:license")

    def _licence(self, name: str) -> dict[str, Any]:
        url = self._details.licence.url
        return {name: {"@id": str(url)}} if url else {}

    # JSON Schema ------------------------------------------------------------------

    def json_schema(self, table: DataTable) -> dict[str, Any]:
        """What the JSON of a table holds (https://json-schema.org/draft/2020-12/schema)."""
        columns = {column.name: self._property(column) for column in table.kind.columns}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": self.address(f"data/{table.name}.schema.json"),
            "title": self.said(self.title(table.name)),
            "type": "array",
            "items": {
                "type": "object",
                "properties": columns,
                "required": list(columns),
                "additionalProperties": False,
            },
        }

    def _property(self, column: DataColumn) -> dict[str, Any]:
        known = dict(_JSON.get(column.type, {"type": column.type}))
        title = {"title": self.said(column.labels)}
        if column.codes:
            return title | {"enum": [*column.codes, None]}
        return title | known | {"type": [known["type"], "null"]}

    # DCAT -------------------------------------------------------------------------

    def catalog(self, tables: Sequence[DataTable], others: Mapping[str, Text]) -> dict[str, Any]:
        """A catalog of all data sets (https://www.w3.org/TR/vocab-dcat-2/); `others`: further files of the whole plan,
        each with what it is."""
        updated = self._details.edition.updated.isoformat()
        publisher = {"@type": "foaf:Organization", "foaf:name": self._words(self._details.city.name)}
        common = {
            "dct:publisher": publisher,
            "dct:modified": {"@value": updated, "@type": "http://www.w3.org/2001/XMLSchema#date"},
            "dct:language": list(self._tags.values()),
            **self._licence("dct:license"),
            "dct:rights": self._words(self._details.licence.text),
        }
        whole = {
            "@type": "dcat:Dataset",
            "@id": self.address("data/"),
            "dct:title": self._words(self._details.title),
            "dct:description": self._words(self._plan.words["data_description"]),
            **common,
            "dcat:distribution": [self._distribution(name, text) for name, text in others.items()],
        }
        return {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
            },
            "@type": "dcat:Catalog",
            "@id": self.address("data/catalog.jsonld"),
            "dct:title": self._words(self._details.title),
            "dct:description": self._words(self._plan.words["data_description"]),
            **common,
            "foaf:homepage": {"@id": self._details.url},
            "dcat:dataset": [whole, *(self._dataset(table, common) for table in tables)],
        }

    def _dataset(self, table: DataTable, common: Mapping[str, Any]) -> dict[str, Any]:
        title = self.title(table.name)
        files = [f"data/{table.name}.{end}" for end in ("csv", "json")]
        return {
            "@type": "dcat:Dataset",
            "@id": self.address(f"data/{table.name}.csv") + "#dataset",
            "dct:title": self._words(title),
            **common,
            "dcat:distribution": [self._distribution(name, title) for name in files],
        }

    def _distribution(self, name: str, title: Text) -> dict[str, Any]:
        kind = MEDIA_TYPES[name.rpartition(".")[2]]
        return {
            "@type": "dcat:Distribution",
            "@id": self.address(name),
            "dct:title": self._words(title),
            "dcat:downloadURL": {"@id": self.address(name)},
            "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{kind}"},
        }

    def _words(self, text: Text) -> list[dict[str, str]]:
        return [{"@value": words, "@language": tag} for tag, words in self.tagged(text).items()]


def keyed(table: DataTable) -> bool:
    """Whether its key tells every row from every other, and none has an empty cell in it."""
    places = [number for number, column in enumerate(table.kind.columns) if column.key]
    found = [tuple(row[place] for place in places) for row in table.rows]
    return len(set(found)) == len(found) and not any(None in key for key in found)
